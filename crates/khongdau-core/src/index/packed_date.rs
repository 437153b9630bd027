//! Dates in one number: `year << 9 | month << 5 | day`, 0 where unknown.

/// A date in one number, as the index holds it: later dates are larger.
pub const fn pack(year: u32, month: u32, day: u32) -> u32 {
    year << 9 | month << 5 | day
}

/// Year, month and day of a packed date; zeros of an unknown one.
pub const fn unpack(packed: u32) -> (u32, u32, u32) {
    (packed >> 9, packed >> 5 & 15, packed & 31)
}

/// A date written `YYYY-MM-DD`, in figures alone, packed. By hand: the library's parser would
/// let `+1` pass.
pub fn pack_date(date: &str) -> Option<u32> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = date.as_bytes() else {
        return None;
    };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0, |number, digit| {
            let digit = digit.wrapping_sub(b'0');
            (digit < 10).then_some(number * 10 + u32::from(digit))
        })
    };
    let (year, month, day) = (number(&[a, b, c, d])?, number(&[e, f])?, number(&[g, h])?);
    let fits = year > 0 && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then_some(pack(year, month, day))
}

/// The date in writing; `None` where it is unknown.
pub fn unpack_date(packed: u32) -> Option<String> {
    let (year, month, day) = unpack(packed);
    if year == 0 || year > 9999 {
        return None;
    }
    let digit = |value: u32| char::from(b'0' + (value % 10) as u8);
    let mut date = String::with_capacity(10);
    date.extend([year / 1000, year / 100, year / 10, year].map(digit));
    date.push('-');
    date.extend([month / 10, month].map(digit));
    date.push('-');
    date.extend([day / 10, day].map(digit));
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_figures_alone_come_back() {
        for date in ["2023-06-14", "0987-12-31"] {
            assert_eq!(pack_date(date).and_then(unpack_date).as_deref(), Some(date));
        }
        for date in ["hôm qua", "2023-6-14", "2023-+6-14", "2023-13-01", ""] {
            assert_eq!(pack_date(date), None, "{date}");
        }
    }
}
