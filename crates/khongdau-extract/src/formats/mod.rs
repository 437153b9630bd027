//! Everything but HTML that holds articles. Bytes in, articles out.
//!
//! * [`markdown`]: one article with front matter. * [`table`]: CSV and TSV, one article a row.
//! * [`feed`]: RSS, Atom and the export of WordPress, one article an item.

pub mod feed;
pub mod markdown;
pub mod table;

/// What a file of several articles has of one that it cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct BadFile {
    /// Where, counted from 1; 0 for the file as a whole.
    pub line: u64,
    /// What is wrong, and what to do.
    pub what: String,
}

/// `loại`, `category`: the name of the filter that categories of any format are.
pub(crate) const CATEGORY: &str = "chuyên mục";

/// The first day in a text as `YYYY-MM-DD`; also `Tue, 13 Dec 2022 10:05:00 +0700` of RSS.
pub(crate) fn date(text: &str) -> Option<String> {
    crate::html::date_in_text(text).or_else(|| rfc_2822(text))
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
    khongdau_core::document::date::iso_date(words.next()?, &month, day)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_of_feeds() {
        for text in [
            "Tue, 13 Dec 2022 10:05:00 +0700",
            "13 Dec 2022 10:05:00 GMT",
            "2022-12-13T03:05:00Z",
        ] {
            assert_eq!(date(text).as_deref(), Some("2022-12-13"), "{text}");
        }
        assert_eq!(date("soon"), None);
    }
}
