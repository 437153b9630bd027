//! Dates of JSONL records. Not of running text: there is a field, and what stands in it is a date.

/// `text` as `YYYY-MM-DD`; `None` when it is no date.
///
/// Understood are year-month-day, also at the beginning of a time stamp (ISO 8601, SQL), and
/// day/month/year as Vietnamese write it, with `-`, `/` or `.`. The date is taken as written: a time
/// stamp is not moved to another time zone.
pub fn parse(text: &str) -> Option<String> {
    let date = text.split(['T', ' ']).next()?;
    let separator = date.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = date.split(separator).collect();
    let &[first, second, third] = parts.as_slice() else {
        return None;
    };
    match (separator, first.len(), third.len()) {
        ('-' | '/' | '.', 4, 1..=2) => format(first, second, third),
        ('-' | '/' | '.', 1..=2, 4) => format(third, second, first),
        _ => None,
    }
}

fn format(year: &str, month: &str, day: &str) -> Option<String> {
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let valid = year > 0 && (1..=days_in(year, month)?).contains(&day);
    valid.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Digits only: `parse` alone would let `+1` pass.
fn number(digits: &str) -> Option<u32> {
    let valid = digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    valid.then(|| digits.parse().ok()).flatten()
}

fn days_in(year: u32, month: u32) -> Option<u32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => Some(if leap { 29 } else { 28 }),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn dates_are_read_as_written_or_not_at_all() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(super::parse(text).as_deref(), expected, "{text}");
        }
        check("2023-06-13", Some("2023-06-13"));
        check("2023-06-13T23:30:00Z", Some("2023-06-13"));
        check("2023-06-13 08:00:00+07:00", Some("2023-06-13"));
        check("2023/6/3", Some("2023-06-03"));
        check("13/6/2023", Some("2023-06-13"));
        check("01-02-2023", Some("2023-02-01")); // day first
        check("13.06.2023", Some("2023-06-13"));
        check("2024-02-29", Some("2024-02-29"));
        check("2023-02-29", None);
        check("2023-13-01", None);
        check("6/13/2023", None); // month first is not guessed at
        check("2023-06", None);
        check("2023-06/13", None);
        check("2023-+6-13", None);
        check("0000-01-01", None);
        check("13/6/23", None);
        check("hôm qua", None);
        check("1686614400", None);
        check("", None);
    }
}
