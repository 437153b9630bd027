//! Core's results as plain JavaScript objects, and its errors as JavaScript errors.
//!
//! JavaScript counts text in UTF-16 code units, Rust in bytes: this is the one place that
//! converts. Objects are read and written by hand: derived code would bring the formatting of
//! numbers along, which nothing here needs.

use js_sys::{Array, Reflect};
use khongdau_core::index::packed_date::{pack_date, unpack};
use khongdau_core::index::{OpenError, Stats};
use khongdau_core::search::{
    Article, Explanation, Facets, Filters, Hit, Marked, Marks, Recency, SearchOptions,
    SearchResults, SectionHit, Sort, Suggestion,
};
use std::ops::Range;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

// Options

/// Reads the options object
/// `{ limit?, offset?, prefix?, literal?, marks?, recency?, filters?, facets?, sort? }`; missing or
/// `undefined` means the default.
pub fn search_options(given: &JsValue) -> Result<(SearchOptions, Filters), JsValue> {
    let defaults = SearchOptions::default();
    if given.is_undefined() || given.is_null() {
        return Ok((defaults, Filters::default()));
    }
    if !given.is_object() {
        return Err(bad_options("search options are an object"));
    }
    let filters = filters(&property(given, "filters"))?;
    let options = SearchOptions {
        limit: count(&property(given, "limit"), defaults.limit)?,
        offset: count(&property(given, "offset"), defaults.offset)?,
        prefix: flag(&property(given, "prefix"), defaults.prefix)?,
        literal: flag(&property(given, "literal"), defaults.literal)?,
        marks: marks(&property(given, "marks"))?,
        recency: recency(&property(given, "recency"))?,
        facets: flag(&property(given, "facets"), defaults.facets)?,
        sort: sort(&property(given, "sort"))?,
    };
    Ok((options, filters))
}

fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A whole number that is not negative; larger than any index means all of it.
pub fn count(value: &JsValue, default: usize) -> Result<usize, JsValue> {
    if value.is_undefined() {
        return Ok(default);
    }
    match value.as_f64() {
        Some(number) if number >= 0.0 => Ok(number as usize),
        _ => Err(bad_options("limit and offset are numbers, not negative")),
    }
}

fn flag(value: &JsValue, default: bool) -> Result<bool, JsValue> {
    if value.is_undefined() {
        return Ok(default);
    }
    value
        .as_bool()
        .ok_or_else(|| bad_options("prefix, literal and facets are true or false"))
}

fn marks(value: &JsValue) -> Result<Marks, JsValue> {
    if value.is_undefined() {
        return Ok(Marks::Auto);
    }
    match value.as_string().as_deref() {
        Some("auto") => Ok(Marks::Auto),
        Some("exact") => Ok(Marks::Exact),
        Some("ignore") => Ok(Marks::Ignore),
        _ => Err(bad_options("marks are \"auto\", \"exact\" or \"ignore\"")),
    }
}

fn sort(value: &JsValue) -> Result<Sort, JsValue> {
    if value.is_undefined() {
        return Ok(Sort::Relevance);
    }
    match value.as_string().as_deref() {
        Some("relevance") => Ok(Sort::Relevance),
        Some("newest") => Ok(Sort::Newest),
        Some("oldest") => Ok(Sort::Oldest),
        _ => Err(bad_options(
            "sort is \"relevance\", \"newest\" or \"oldest\"",
        )),
    }
}

fn recency(value: &JsValue) -> Result<Option<Recency>, JsValue> {
    if value.is_undefined() {
        return Ok(None);
    }
    let half_life = property(value, "halfLifeDays").as_f64();
    let today = property(value, "today").as_string();
    match (half_life, today.as_deref().and_then(pack_date)) {
        (Some(days), Some(today)) if days > 0.0 => Ok(Some(Recency {
            today,
            half_life: days as f32,
        })),
        _ => Err(bad_options(
            "recency is { halfLifeDays: a number above 0, today: \"YYYY-MM-DD\" }",
        )),
    }
}

/// `{ source?, year?, from?, to?, … }`, days being one text and all others one value or an array
/// of them.
fn filters(given: &JsValue) -> Result<Filters, JsValue> {
    let mut filters = Filters::default();
    if given.is_undefined() {
        return Ok(filters);
    }
    if !given.is_object() {
        return Err(bad_filters());
    }
    for name in js_sys::Object::keys(given.unchecked_ref::<js_sys::Object>()) {
        let name = name.as_string().unwrap_or_default();
        let value = property(given, &name);
        if value.is_undefined() {
            continue;
        }
        match name.as_str() {
            "source" => {
                for value in values(&value) {
                    filters
                        .sources
                        .push(value.as_string().ok_or_else(bad_filters)?);
                }
            }
            "year" => {
                for value in values(&value) {
                    filters.years.push(year(&value).ok_or_else(bad_filters)?);
                }
            }
            "from" => filters.from = day(&value)?,
            "to" => filters.to = day(&value)?,
            _ => {
                let all = values(&value);
                let texts = all.iter().map(|value| value.as_string());
                let texts = texts.collect::<Option<Vec<String>>>();
                filters.others.push((name, texts.ok_or_else(bad_filters)?));
            }
        }
    }
    Ok(filters)
}

/// The elements of an array, or the one value itself.
fn values(value: &JsValue) -> Array {
    match value.dyn_ref::<Array>() {
        Some(values) => values.clone(),
        None => Array::of1(value),
    }
}

/// `2024`, or the same as a text.
fn year(value: &JsValue) -> Option<u32> {
    let of_text = value.as_string().map(|text| pack_date(&(text + "-01-01")));
    match of_text {
        Some(packed) => packed.map(|date| unpack(date).0),
        None => value
            .as_f64()
            .filter(|year| (1.0..=9999.0).contains(year) && year % 1.0 == 0.0)
            .map(|year| year as u32),
    }
}

fn day(value: &JsValue) -> Result<u32, JsValue> {
    let text = value.as_string();
    text.as_deref().and_then(pack_date).ok_or_else(bad_filters)
}

fn bad_filters() -> JsValue {
    bad_options(
        "filters are { year?: \"YYYY\" or several, from?: \"YYYY-MM-DD\", to?: \"YYYY-MM-DD\", source? and others: a text or several }",
    )
}

// Answers

/// The answer to a query.
pub fn results(query: &str, results: &SearchResults) -> JsValue {
    let understood = results.understood.iter().map(|part| {
        object(&[
            ("typed", text(&part.typed)),
            ("meant", text(&part.meant)),
            ("how", text(part.how.name())),
        ])
    });
    let also_searched = results
        .also_searched
        .iter()
        .map(|name| object(&[("typed", text(&name.typed)), ("also", text(&name.also))]));
    object(&[
        ("query", text(query)),
        ("total", number(results.total)),
        (
            "totalIsLowerBound",
            match results.total_is_lower_bound {
                true => JsValue::TRUE,
                false => JsValue::UNDEFINED,
            },
        ),
        ("hits", list(results.hits.iter().map(hit))),
        ("understood", list(understood)),
        ("corrected", optional(&results.corrected)),
        ("alsoSearched", list(also_searched)),
        (
            "unmatched",
            list(results.unmatched.iter().map(|word| text(word))),
        ),
        (
            "relaxed",
            list(results.relaxed.iter().map(|step| text(step.name()))),
        ),
        ("lift", results.lift.into()),
        (
            "facets",
            results.facets.as_ref().map_or(JsValue::UNDEFINED, facets),
        ),
    ])
}

/// How many documents there are of each value of each facet; facets without values are left out.
pub fn facets(facets: &Facets) -> JsValue {
    let years = facets.years.iter();
    let years: Vec<(String, usize)> = years.map(|(year, n)| (digits(*year), *n)).collect();
    let mut all = vec![
        ("source", values_of(&facets.sources)),
        ("year", values_of(&years)),
    ];
    for (name, values) in &facets.others {
        all.push((name, values_of(values)));
    }
    object(&all)
}

fn values_of(values: &[(String, usize)]) -> JsValue {
    if values.is_empty() {
        return JsValue::UNDEFINED;
    }
    let values = values.iter();
    let values: Vec<(&str, JsValue)> = values
        .map(|(name, count)| (name.as_str(), number(*count)))
        .collect();
    object(&values)
}

/// Four digits, without the library's formatting of numbers.
fn digits(year: u32) -> String {
    let digit = |value: u32| char::from(b'0' + (value % 10) as u8);
    [year / 1000, year / 100, year / 10, year]
        .map(digit)
        .iter()
        .collect()
}

fn hit(hit: &Hit) -> JsValue {
    object(&[
        ("id", text(&hit.id)),
        ("url", text(&hit.url)),
        ("title", marked(&hit.title)),
        ("date", optional(&hit.date)),
        ("source", optional(&hit.source)),
        ("score", hit.score.into()),
        ("lift", hit.lift.into()),
        ("snippet", marked(&hit.snippet)),
        ("sections", sections(&hit.sections)),
    ])
}

fn sections(sections: &[SectionHit]) -> JsValue {
    if sections.is_empty() {
        return JsValue::UNDEFINED;
    }
    list(sections.iter().map(|section| {
        object(&[
            ("title", marked(&section.title)),
            ("url", text(&section.url)),
        ])
    }))
}

/// An article.
pub fn article(article: &Article) -> JsValue {
    object(&[
        ("id", text(&article.id)),
        ("url", text(&article.url)),
        ("title", marked(&article.title)),
        ("date", optional(&article.date)),
        ("source", optional(&article.source)),
        ("paragraphs", list(article.paragraphs.iter().map(marked))),
        (
            "bestParagraph",
            article.best_paragraph.map_or(JsValue::UNDEFINED, number),
        ),
    ])
}

/// What may be typed next.
pub fn suggestions(suggestions: &[Suggestion]) -> JsValue {
    list(suggestions.iter().map(|suggestion| {
        object(&[
            ("text", text(&suggestion.text)),
            ("kind", text(suggestion.kind.name())),
        ])
    }))
}

/// Why a score is what it is.
pub fn explanation(explanation: &Explanation) -> JsValue {
    let parts = explanation
        .parts
        .iter()
        .map(|part| object(&[("what", text(&part.what)), ("score", part.score.into())]));
    object(&[("score", explanation.score.into()), ("parts", list(parts))])
}

/// Counts and versions.
pub fn info(stats: &Stats) -> JsValue {
    object(&[
        ("formatVersion", stats.format_version.into()),
        ("analyzerVersion", stats.analyzer_version.into()),
        ("documents", stats.documents.into()),
        ("terms", stats.terms.into()),
        ("tokens", (stats.tokens as f64).into()),
        ("bytes", (stats.bytes as f64).into()),
    ])
}

/// A JavaScript `Error` with a stable `code`.
pub fn error(code: &str, message: &str) -> JsValue {
    let error: JsValue = js_sys::Error::new(message).into();
    error.unchecked_ref::<Plain>().set("code", &text(code));
    error
}

/// Why an index does not open.
pub fn open_error(reason: &OpenError) -> JsValue {
    error(reason.code(), &reason.to_string())
}

fn bad_options(message: &str) -> JsValue {
    error("BAD_OPTIONS", message)
}

// The parts of an answer

#[wasm_bindgen]
extern "C" {
    /// An object whose properties are plain data, so that setting one cannot fail.
    type Plain;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Plain, key: &str, value: &JsValue);
}

/// An object with these properties; those that are `undefined` are left out.
fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object: JsValue = js_sys::Object::new().into();
    for (key, value) in properties {
        if !value.is_undefined() {
            object.unchecked_ref::<Plain>().set(key, value);
        }
    }
    object
}

fn list(items: impl Iterator<Item = JsValue>) -> JsValue {
    let list = Array::new();
    for item in items {
        list.push(&item);
    }
    list.into()
}

fn text(text: &str) -> JsValue {
    JsValue::from_str(text)
}

fn optional(text: &Option<String>) -> JsValue {
    text.as_deref()
        .map_or(JsValue::UNDEFINED, JsValue::from_str)
}

fn number(number: usize) -> JsValue {
    JsValue::from_f64(number as f64)
}

fn marked(marked: &Marked) -> JsValue {
    let ranges = utf16_ranges(&marked.text, &marked.ranges);
    let pair = |[start, end]: [u32; 2]| Array::of2(&start.into(), &end.into()).into();
    object(&[
        ("text", text(&marked.text)),
        ("ranges", list(ranges.into_iter().map(pair))),
    ])
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
