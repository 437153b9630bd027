//! Parts of a file: `Range` of RFC 9110, 14.

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    /// Everything: no range, or one that may be ignored (several, another unit, nonsense).
    Whole,
    /// From this byte to that one, both inclusive and inside the file.
    Bytes(u64, u64),
    /// Nothing that the file has.
    Outside,
}

/// The part of a file of `length` bytes that a `Range` header asks for.
pub fn part(header: Option<&str>, length: u64) -> Part {
    let Some(ranges) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return Part::Whole;
    };
    let Some((first, last)) = ranges.trim().split_once('-') else {
        return Part::Whole;
    };
    match (number(first), number(last)) {
        // The last so many bytes.
        (Number::Missing, Number::Is(count)) => match count.min(length) {
            0 => Part::Outside,
            count => Part::Bytes(length - count, length - 1),
        },
        (Number::Is(first), Number::Missing) if first < length => Part::Bytes(first, length - 1),
        (Number::Is(first), Number::Is(last)) if first <= last && first < length => {
            Part::Bytes(first, last.min(length - 1))
        }
        (Number::Is(first), Number::Is(last)) if first > last => Part::Whole,
        (Number::Is(_), Number::Missing | Number::Is(_)) => Part::Outside,
        _ => Part::Whole,
    }
}

enum Number {
    Missing,
    Is(u64),
    /// Another range begins, or it is no number.
    Nonsense,
}

fn number(text: &str) -> Number {
    match text.trim() {
        "" => Number::Missing,
        text if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            // Beyond any file all numbers are alike.
            Number::Is(text.parse().unwrap_or(u64::MAX))
        }
        _ => Number::Nonsense,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_ten_bytes() {
        #[track_caller]
        fn check(header: &str, expected: Part) {
            assert_eq!(part(Some(header), 10), expected, "{header}");
        }
        check("bytes=0-3", Part::Bytes(0, 3));
        check("bytes=4-", Part::Bytes(4, 9));
        check("bytes=-3", Part::Bytes(7, 9));
        check("bytes=-99", Part::Bytes(0, 9));
        check("bytes=8-99", Part::Bytes(8, 9));
        check("bytes=0-99999999999999999999999", Part::Bytes(0, 9));
        check("bytes=10-", Part::Outside);
        check("bytes=10-20", Part::Outside);
        check("bytes=-0", Part::Outside);
        check("bytes=0-1,3-4", Part::Whole);
        check("bytes=5-4", Part::Whole);
        check("bytes=-", Part::Whole);
        check("bytes=a-b", Part::Whole);
        check("lines=0-3", Part::Whole);
        assert_eq!(part(None, 10), Part::Whole);
        assert_eq!(part(Some("bytes=0-"), 0), Part::Outside);
        assert_eq!(part(Some("bytes=-1"), 0), Part::Outside);
    }
}
