//! Dates that say when an article came out.

use super::compare::key;
use super::lines;
use crate::document::date::iso_date;

/// A line that is there for its date.
#[derive(Debug, PartialEq, Eq)]
pub struct DateLine {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// What else stands on it: an author or a publisher.
    pub name: Option<String>,
}

/// A date line is never longer.
const MAX_WORDS: usize = 16;

/// The name on a date line is never longer.
const MAX_NAME_WORDS: usize = 5;

/// What surrounds a date without being a name.
const LABELS: &[&str] = &[
    "thứ", "hai", "ba", "tư", "năm", "sáu", "bảy", "chủ", "nhật", "cn", "ngày", "đăng", "gửi",
    "cập", "nhật", "lúc", "giờ", "xuất", "bản", "gmt+7", "am", "pm", "sa", "ch",
];

/// The date if `text` is one and nothing else: `2023-06-13`, `13/6/2023` (also with `-` or `.`), or
/// `ngày 13 tháng 6 năm 2023`; in ISO form.
pub fn parse(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (date, len) = at_start(&words)?;
    (len == words.len()).then_some(date)
}

/// Reads `Invest Global 15:50 13/12/2024`, `Thứ Sáu, ngày 13 tháng 12 năm 2024 | 15:50 (GMT+7)`.
/// A line in which the date is part of a sentence or a headline is none.
pub fn date_line(text: &str) -> Option<DateLine> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > MAX_WORDS || lines::is_list_item(text) {
        return None;
    }
    let mut found = None;
    let mut name = Vec::new();
    let mut rest = words.as_slice();
    while let [first, after @ ..] = rest {
        rest = after;
        if let Some((date, len)) = at_start_of(first, after) {
            found.get_or_insert(date);
            rest = after.get(len - 1..).unwrap_or_default();
        } else if !is_beside_date(first) {
            name.push(*first);
        }
    }
    let named = name.len() <= MAX_NAME_WORDS && name.iter().all(|word| lines::is_capitalised(word));
    named.then_some(())?;
    let name = name.join(" ");
    let name = name.trim_end_matches([',', '|', '-', '–']).trim();
    Some(DateLine {
        date: found?,
        name: (!name.is_empty()).then(|| name.to_owned()),
    })
}

/// A separator, a time of day, or one of [`LABELS`].
fn is_beside_date(word: &str) -> bool {
    let word = key(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let time = word.starts_with(|c: char| c.is_ascii_digit())
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ':' | 'h' | 'g' | '\''));
    word.is_empty() || time || LABELS.contains(&word.as_str())
}

fn at_start_of(first: &str, after: &[&str]) -> Option<(String, usize)> {
    let mut words = vec![first];
    words.extend(after.iter().take(5));
    at_start(&words)
}

/// The date that `words` begin with, and how many of them it takes.
fn at_start(words: &[&str]) -> Option<(String, usize)> {
    numeric(words.first()?)
        .map(|date| (date, 1))
        .or_else(|| spelled_out(words))
}

fn numeric(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    let separator = word.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = word.split(separator).collect();
    let &[first, second, third] = parts.as_slice() else {
        return None;
    };
    match (separator, first.len(), third.len()) {
        ('-', 4, 2) => iso(first, second, third),
        ('/' | '-' | '.', 1..=2, 4) => iso(third, second, first),
        _ => None,
    }
}

/// `ngày 13 tháng 6 năm 2023`; the first word may be missing.
fn spelled_out(words: &[&str]) -> Option<(String, usize)> {
    let with_day = usize::from(key(words.first()?) == "ngày");
    let &[day, month_word, month, year_word, year] = words.get(with_day..with_day + 5)? else {
        return None;
    };
    let labelled = key(month_word) == "tháng" && key(year_word.trim_start_matches(',')) == "năm";
    let year = year.trim_end_matches(|c: char| !c.is_ascii_digit());
    let month = month.trim_end_matches(',');
    labelled
        .then(|| iso(year, month, day))
        .flatten()
        .map(|date| (date, with_day + 5))
}

/// A date that an article of our time can have.
fn iso(year: &str, month: &str, day: &str) -> Option<String> {
    iso_date(year, month, day).filter(|date| ("1900".."2200").contains(&&date[..4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_dates() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(parse(text).as_deref(), expected, "{text:?}");
        }
        check("2023-06-13", Some("2023-06-13"));
        check("13/6/2023", Some("2023-06-13"));
        check("13-06-2023", Some("2023-06-13"));
        check("13.6.2023", Some("2023-06-13"));
        check("ngày 3 tháng 02 năm 2024", Some("2024-02-03"));
        check("Ngày 3 tháng 2 năm 2024", Some("2024-02-03"));
        check("29/2/2024", Some("2024-02-29"));
        check("29/2/2023", None);
        check("31/4/2023", None);
        check("13/13/2023", None);
        check("13/6/23", None);
        check("13/6", None);
        check("+1/2/2023", Some("2023-02-01"));
        check("1/2/2023 1", None);
        check("99/NQ-CP", None);
        check("ngày 3 tháng 2", None);
        check("", None);
    }

    #[test]
    fn date_lines() {
        #[track_caller]
        fn check(text: &str, expected: Option<(&str, Option<&str>)>) {
            let line = date_line(text);
            let found = line
                .as_ref()
                .map(|line| (line.date.as_str(), line.name.as_deref()));
            assert_eq!(found, expected, "{text:?}");
        }
        check("22/09/2023", Some(("2023-09-22", None)));
        check(
            "Invest Global 15:50 13/12/2024",
            Some(("2024-12-13", Some("Invest Global"))),
        );
        check(
            "Thứ Sáu, 13/12/2024 | 15:50 (GMT+7)",
            Some(("2024-12-13", None)),
        );
        check(
            "Chủ nhật, ngày 1 tháng 12 năm 2024, 15h50",
            Some(("2024-12-01", None)),
        );
        check(
            "Ngày đăng: 13/12/2024 - Cập nhật: 14/12/2024",
            Some(("2024-12-13", None)),
        );
        check(
            "Nguyễn Văn An - 13/12/2024",
            Some(("2024-12-13", Some("Nguyễn Văn An"))),
        );
        check(
            "VnExpress, 2024-12-13",
            Some(("2024-12-13", Some("VnExpress"))),
        );
        check("Kết quả xổ số ngày 13/12/2024", None);
        check(
            "Ngày 28/7/2022, VCCI cùng các tỉnh Quảng Ninh đã ký kết Thỏa thuận.",
            None,
        );
        check("- 13/12/2024", None);
        check("Invest Global", None);
        check("15:50", None);
    }
}
