//! Who wrote an article, at its end or in front of its first sentence.

use super::compare::{is_mark, key};
use super::lines::{is_capitalised, trim, words};

/// A line with the author's name.
#[derive(Debug, PartialEq, Eq)]
pub struct Byline {
    /// The agency, paper or site that it names.
    pub source: Option<String>,
    /// Whether it says that it is one, by a label or an agency; else it is just names.
    pub explicit: bool,
}

/// A byline is never longer.
const MAX_WORDS: usize = 12;

/// Labels of a byline behind which the source stands.
const SOURCE_LABELS: &[&str] = &["theo", "nguồn", "nguồn tin"];

/// Labels of a byline behind which the author stands.
const AUTHOR_LABELS: &[&str] = &[
    "tác giả",
    "người viết",
    "bài và ảnh",
    "bài, ảnh",
    "tin và ảnh",
    "tin, ảnh",
    "tin, bài",
    "tin bài",
    "thực hiện",
    "pv",
    "bbt",
];

/// Reads `Thái Hùng (TTXVN)`, `Xuân Thu – Trường Long.`, `Theo VnExpress`, `Bài, ảnh: Thanh An`.
pub fn byline(text: &str) -> Option<Byline> {
    if words(text) > MAX_WORDS {
        return None;
    }
    labelled(text).or_else(|| with_agency(text)).or_else(|| {
        are_names(text).then_some(Byline {
            source: None,
            explicit: false,
        })
    })
}

/// The paper of `(Xây dựng) - Ngày 12/12, …`: Vietnamese papers sign the first sentence so.
pub fn dateline_source(paragraph: &str) -> Option<&str> {
    let (name, after) = paragraph.strip_prefix('(')?.split_once(')')?;
    let signed = after.trim_start().starts_with(['-', '–', '—']);
    (signed && is_source(name)).then(|| trim(name))
}

/// Whether `text` is one person's name: it begins with a family name that most Vietnamese bear.
pub fn is_person(text: &str) -> bool {
    let family = text.split_whitespace().next().map(key).unwrap_or_default();
    (2..=4).contains(&words(text)) && FAMILY_NAMES.contains(&family.as_str()) && are_names(text)
}

const FAMILY_NAMES: &[&str] = &[
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ",
    "hồ", "ngô", "dương", "lý", "đào", "đinh", "trịnh", "mai", "cao", "đoàn", "lương", "tạ", "hà",
    "chu", "thái",
];

fn labelled(text: &str) -> Option<Byline> {
    let text = trim(text.trim_start_matches('(').trim_end_matches([')', '.']));
    let with_colon = text
        .split_once(':')
        .map(|(label, value)| (key(label), value));
    let (label, value) = with_colon.or_else(|| {
        let (first, rest) = text.split_once(char::is_whitespace)?;
        Some((key(first), rest))
    })?;
    if SOURCE_LABELS.contains(&label.as_str()) && is_source(value) {
        return Some(Byline {
            source: Some(trim(value).to_owned()),
            explicit: true,
        });
    }
    let author = AUTHOR_LABELS.contains(&label.as_str()) && are_names(value);
    author.then_some(Byline {
        source: None,
        explicit: true,
    })
}

/// Names, and an agency in brackets or behind a slash.
fn with_agency(text: &str) -> Option<Byline> {
    let text = text.trim_end_matches('.');
    let (names, agency) = match text.strip_suffix(')') {
        Some(text) => text.rsplit_once('(')?,
        None => text.rsplit_once('/')?,
    };
    let agency = agency
        .trim()
        .trim_start_matches("Theo ")
        .trim_start_matches("theo ");
    let stated = (names.trim().is_empty() || are_names(names)) && is_source(agency);
    stated.then(|| Byline {
        source: Some(trim(agency).to_owned()),
        explicit: true,
    })
}

/// A paper, an agency or a site: a few words, capitalised at least at the beginning.
fn is_source(text: &str) -> bool {
    let text = trim(text);
    let site = text.contains('.') && words(text) == 1;
    (1..=6).contains(&words(text)) && (site || is_capitalised(text)) && !text.contains(':')
}

/// One to three names of two to four capitalised words each, and nothing else.
fn are_names(text: &str) -> bool {
    let text = trim(text).trim_end_matches('.');
    let names: Vec<&str> = text.split(['-', '–', '—', ',', ';', '&', '/']).collect();
    names.len() <= 3 && names.iter().all(|name| is_name(name))
}

fn is_name(text: &str) -> bool {
    let mut words = text.split_whitespace();
    (2..=4).contains(&words.clone().count()) && words.all(is_name_word)
}

/// A capital and then small letters, as no acronym has them.
fn is_name_word(word: &str) -> bool {
    let mut letters = word.chars().filter(|&c| !is_mark(c));
    letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        #[track_caller]
        fn check(text: &str, expected: Option<(Option<&str>, bool)>) {
            let byline = byline(text);
            let found = byline
                .as_ref()
                .map(|byline| (byline.source.as_deref(), byline.explicit));
            assert_eq!(found, expected, "{text:?}");
        }
        check("Thái Hùng (TTXVN)", Some((Some("TTXVN"), true)));
        check("Thái Hùng/TTXVN", Some((Some("TTXVN"), true)));
        check("(Theo TTXVN)", Some((Some("TTXVN"), true)));
        check("Theo VnExpress", Some((Some("VnExpress"), true)));
        check(
            "Nguồn: baochinhphu.vn",
            Some((Some("baochinhphu.vn"), true)),
        );
        check("Bài, ảnh: Nguyễn Văn An", Some((None, true)));
        check("Tác giả: Lê Thị Hoa", Some((None, true)));
        check("Xuân Thu – Trường Long.", Some((None, false)));
        check("Ngô Mai Hương", Some((None, false)));
        check("Xua\u{302}n Thu", Some((None, false)));
        check("Tạo diễn đàn kết nối", None);
        check("KCN Đông Mai", None);
        check("Theo ông Nam, giá thép sẽ tăng.", None);
        check("Theo đó, tỉnh sẽ xây dựng.", None);
        check("Thông tin Doanh nghiệp", None);
        check("- Hà Nội", None);
        check("", None);
    }

    #[test]
    fn first_sentences_may_be_signed() {
        assert_eq!(
            dateline_source("(Xây dựng) - Ngày 12/12, Liên đoàn"),
            Some("Xây dựng")
        );
        assert_eq!(
            dateline_source("(Chinhphu.vn) – Sáng nay"),
            Some("Chinhphu.vn")
        );
        assert_eq!(dateline_source("(bên trái) - ông An"), None);
        assert_eq!(dateline_source("Ngày 12/12 (thứ Năm) - hôm nay"), None);
    }

    #[test]
    fn persons_are_told_from_papers() {
        assert!(is_person("Nguyễn Văn An"));
        assert!(!is_person("Invest Global"));
        assert!(!is_person("Nguyễn"));
    }
}
