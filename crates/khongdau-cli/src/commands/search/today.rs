//! The date of today, which the engine does not know by itself.

use anyhow::Context;
use khongdau_core::index::packed_date::pack;

const SECONDS_A_DAY: u64 = 24 * 60 * 60;

/// Today (UTC) as core counts dates.
pub fn today() -> anyhow::Result<u32> {
    let since_1970 = crate::disk::since_1970().context(
        "the clock stands before 1970, so that no age is known: set it, or leave --newest out",
    )?;
    let (year, month, day) = date(since_1970.as_secs() / SECONDS_A_DAY);
    Ok(pack(year, month, day))
}

/// Year, month and day, so many days after 1970-01-01.
///
/// Years are counted from March, which puts the leap day last, in cycles of 400 years (146,097
/// days); from Howard Hinnant, "chrono-compatible low-level date algorithms".
fn date(days: u64) -> (u32, u32, u32) {
    let days = days + 719_468; // since 0000-03-01
    let (cycle, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153; // from March
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = match month {
        0..=9 => (400 * cycle + year, month + 3),
        _ => (400 * cycle + year + 1, month - 9),
    };
    (year as u32, month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_become_dates() {
        #[track_caller]
        fn check(days: u64, expected: (u32, u32, u32)) {
            assert_eq!(date(days), expected, "{days}");
        }
        check(0, (1970, 1, 1));
        check(58, (1970, 2, 28));
        check(59, (1970, 3, 1));
        check(11_016, (2000, 2, 29));
        check(11_017, (2000, 3, 1));
        check(19_723, (2024, 1, 1));
        check(20_088, (2024, 12, 31));
        check(47_540, (2100, 2, 28));
        check(47_541, (2100, 3, 1));
    }
}
