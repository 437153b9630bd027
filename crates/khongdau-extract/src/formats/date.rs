//! Dates that stand in a field of their own, in the writings that fields have.

use crate::html::date_in_text;
use khongdau_core::document::date::iso_date;

/// `text` as `YYYY-MM-DD`; `None` when it is no date.
///
/// Understood are year-month-day, also at the beginning of a time stamp (ISO 8601, SQL), and
/// day/month/year as Vietnamese write it, with `-`, `/` or `.`. The date is taken as written: a time
/// stamp is not moved to another time zone.
pub fn exact(text: &str) -> Option<String> {
    let date = text.split(['T', ' ']).next()?;
    let separator = date.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = date.split(separator).collect();
    let &[first, second, third] = parts.as_slice() else {
        return None;
    };
    match (separator, first.len(), third.len()) {
        ('-' | '/' | '.', 4, 1..=2) => iso_date(first, second, third),
        ('-' | '/' | '.', 1..=2, 4) => iso_date(third, second, first),
        _ => None,
    }
}

/// The first day in a text as `YYYY-MM-DD`: as [`exact`], in words (`ngày 13 tháng 12 năm 2022`), and
/// as feeds have it (RFC 2822: `Tue, 13 Dec 2022 10:05:00 +0700`).
pub fn anywhere(text: &str) -> Option<String> {
    let text = text.trim();
    exact(text)
        .or_else(|| date_in_text(text))
        .or_else(|| rfc_2822(text))
}

fn rfc_2822(text: &str) -> Option<String> {
    const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let mut day = words.next()?;
    if !day.as_bytes()[0].is_ascii_digit() {
        day = words.next()?;
    }
    let month = words.next()?.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.find(&month).filter(|at| at % 3 == 0)?;
    let month = (at / 3 + 1).to_string();
    iso_date(words.next()?, &month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_feeds() {
        for text in [
            "Tue, 13 Dec 2022 10:05:00 +0700",
            "13 Dec 2022 10:05:00 GMT",
            "2022-12-13T03:05:00Z",
            " 2022/12/13 ",
            "Hà Nội, ngày 13 tháng 12 năm 2022",
        ] {
            assert_eq!(anywhere(text).as_deref(), Some("2022-12-13"), "{text}");
        }
        for text in ["soon", "", "Tue,", "13 đè 2022"] {
            assert_eq!(anywhere(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_read_as_written_or_not_at_all() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(exact(text).as_deref(), expected, "{text}");
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
