//! Core's results as plain JavaScript objects, and its errors as JavaScript errors.
//!
//! JavaScript counts text in UTF-16 code units, Rust in bytes: this is the one place that
//! converts.

use khongdau_core::index::{OpenError, Stats};
use khongdau_core::search::{Article, Hit, Marked, SearchOptions, SearchResults};
use serde::Serialize;
use std::ops::Range;
use wasm_bindgen::JsValue;

/// Reads the options object `{ limit?, offset?, prefix? }`; missing or `undefined` means all
/// defaults. By hand, because a derived deserializer brings 30 KB of number formatting along.
pub fn search_options(given: &JsValue) -> Result<SearchOptions, JsValue> {
    let defaults = SearchOptions::default();
    if given.is_undefined() || given.is_null() {
        return Ok(defaults);
    }
    if !given.is_object() {
        return Err(bad_options());
    }
    Ok(SearchOptions {
        limit: count(&property(given, "limit"), defaults.limit)?,
        offset: count(&property(given, "offset"), defaults.offset)?,
        prefix: match property(given, "prefix") {
            missing if missing.is_undefined() => defaults.prefix,
            value => value.as_bool().ok_or_else(bad_options)?,
        },
        ..defaults
    })
}

fn property(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A whole number that is not negative; larger than any index means all of it.
fn count(value: &JsValue, default: usize) -> Result<usize, JsValue> {
    if value.is_undefined() {
        return Ok(default);
    }
    let number = value
        .as_f64()
        .filter(|number| *number >= 0.0)
        .ok_or_else(bad_options)?;
    Ok(number as usize)
}

fn bad_options() -> JsValue {
    error(
        "BAD_OPTIONS",
        "search options are { limit?: number, offset?: number, prefix?: boolean }, numbers not negative",
    )
}

#[derive(Debug, Serialize)]
struct JsMarked<'a> {
    text: &'a str,
    ranges: Vec<[u32; 2]>,
}

#[derive(Debug, Serialize)]
struct JsHit<'a> {
    id: &'a str,
    url: &'a str,
    title: JsMarked<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    score: f32,
    snippet: JsMarked<'a>,
}

#[derive(Debug, Serialize)]
struct JsResults<'a> {
    query: &'a str,
    total: u32,
    hits: Vec<JsHit<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct JsArticle<'a> {
    id: &'a str,
    url: &'a str,
    title: JsMarked<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    paragraphs: Vec<JsMarked<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    best_paragraph: Option<u32>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct JsInfo {
    format_version: u16,
    analyzer_version: u16,
    documents: u32,
    terms: u32,
    tokens: f64,
    bytes: f64,
}

impl<'a> From<&'a Marked> for JsMarked<'a> {
    fn from(marked: &'a Marked) -> Self {
        Self {
            text: &marked.text,
            ranges: utf16_ranges(&marked.text, &marked.ranges),
        }
    }
}

impl<'a> From<&'a Hit> for JsHit<'a> {
    fn from(hit: &'a Hit) -> Self {
        Self {
            id: &hit.id,
            url: &hit.url,
            title: (&hit.title).into(),
            date: hit.date.as_deref(),
            source: hit.source.as_deref(),
            score: hit.score,
            snippet: (&hit.snippet).into(),
        }
    }
}

/// The answer to a query, for JavaScript.
pub fn results(query: &str, results: &SearchResults) -> Result<JsValue, JsValue> {
    to_js(&JsResults {
        query,
        total: results.total as u32,
        hits: results.hits.iter().map(JsHit::from).collect(),
    })
}

/// An article, for JavaScript.
pub fn article(article: &Article) -> Result<JsValue, JsValue> {
    to_js(&JsArticle {
        id: &article.id,
        url: &article.url,
        title: (&article.title).into(),
        date: article.date.as_deref(),
        source: article.source.as_deref(),
        paragraphs: article.paragraphs.iter().map(JsMarked::from).collect(),
        best_paragraph: article.best_paragraph.map(|at| at as u32),
    })
}

/// Counts and versions, for JavaScript.
pub fn info(stats: &Stats) -> Result<JsValue, JsValue> {
    to_js(&JsInfo {
        format_version: stats.format_version,
        analyzer_version: stats.analyzer_version,
        documents: stats.documents,
        terms: stats.terms,
        tokens: stats.tokens as f64,
        bytes: stats.bytes as f64,
    })
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    serde_wasm_bindgen::to_value(value).map_err(JsValue::from)
}

/// A JavaScript `Error` with a stable `code`.
pub fn error(code: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    // Setting a property of a fresh object cannot fail.
    let _ = js_sys::Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}

/// Why an index does not open, for JavaScript.
pub fn open_error(reason: &OpenError) -> JsValue {
    error(reason.code(), &reason.to_string())
}

/// Byte ranges (ascending) as ranges of UTF-16 code units. O(text).
fn utf16_ranges(text: &str, ranges: &[Range<usize>]) -> Vec<[u32; 2]> {
    let (mut bytes, mut units) = (0, 0);
    let mut to_units = |until: usize| {
        let passed = text.get(bytes..until).unwrap_or_default();
        units += passed
            .chars()
            .map(|letter| letter.len_utf16() as u32)
            .sum::<u32>();
        bytes = until;
        units
    };
    ranges
        .iter()
        .map(|range| [to_units(range.start), to_units(range.end)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::utf16_ranges;

    #[test]
    fn ranges_count_utf16_units() {
        let text = "😀 công e\u{302}\u{301} nghiệp";
        let byte = |needle: &str| {
            let start = text.find(needle).unwrap();
            start..start + needle.len()
        };
        let ranges = utf16_ranges(
            text,
            &[byte("công"), byte("e\u{302}\u{301}"), byte("nghiệp")],
        );
        assert_eq!(ranges, [[3, 7], [8, 11], [12, 18]]);
        let units: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(String::from_utf16_lossy(&units[12..18]), "nghiệp");
        assert!(utf16_ranges(text, &[]).is_empty());
    }
}
