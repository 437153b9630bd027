//! Calendar dates as text.

/// `YYYY-MM-DD` from the digits of a year, a month and a day; `None` where there is no such day.
pub fn iso_date(year: &str, month: &str, day: &str) -> Option<String> {
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let valid = year > 0 && (1..=days_in(year, month)?).contains(&day);
    valid.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Digits only: `str::parse` alone would let `+1` pass.
fn number(digits: &str) -> Option<u32> {
    let plain = digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
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
