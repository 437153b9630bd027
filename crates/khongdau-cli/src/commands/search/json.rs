//! The answer as `khongdau search --help` documents it.

use khongdau_core::search::{
    AlsoSearched, Explanation, Facets, Hit, ScorePart, SearchResults, SectionHit, Understood,
};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// The whole answer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JsonResults<'a> {
    query: &'a str,
    total: usize,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    total_is_lower_bound: bool,
    hits: Vec<JsonHit<'a>>,
    understood: Vec<JsonUnderstood<'a>>,
    corrected: Option<&'a str>,
    also_searched: Vec<JsonAlso<'a>>,
    unmatched: &'a [String],
    relaxed: Vec<&'a str>,
    facets: JsonFacets,
}

#[derive(Default, Serialize)]
struct JsonFacets {
    source: Vec<JsonValue>,
    year: Vec<JsonValue>,
    #[serde(flatten)]
    others: BTreeMap<String, Vec<JsonValue>>,
}

#[derive(Serialize)]
struct JsonValue {
    value: String,
    count: usize,
}

#[derive(Serialize)]
struct JsonUnderstood<'a> {
    typed: &'a str,
    meant: &'a str,
    how: &'a str,
}

#[derive(Serialize)]
struct JsonAlso<'a> {
    typed: &'a str,
    also: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonHit<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    date: Option<&'a str>,
    source: Option<&'a str>,
    score: f32,
    snippet: &'a str,
    title_ranges: Vec<[usize; 2]>,
    snippet_ranges: Vec<[usize; 2]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sections: Vec<JsonSection<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<JsonExplanation<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonSection<'a> {
    title: &'a str,
    title_ranges: Vec<[usize; 2]>,
    url: &'a str,
}

#[derive(Serialize)]
struct JsonExplanation<'a> {
    score: f32,
    parts: Vec<JsonPart<'a>>,
}

#[derive(Serialize)]
struct JsonPart<'a> {
    what: &'a str,
    score: f32,
}

impl<'a> JsonResults<'a> {
    /// `explained` goes with the hits.
    pub fn new(
        query: &'a str,
        results: &'a SearchResults,
        explained: &'a [Option<Explanation>],
    ) -> Self {
        let hits = results.hits.iter().zip(explained);
        JsonResults {
            query,
            total: results.total,
            total_is_lower_bound: results.total_is_lower_bound,
            hits: hits
                .map(|(hit, why)| JsonHit::new(hit, why.as_ref()))
                .collect(),
            understood: results.understood.iter().map(Into::into).collect(),
            corrected: results.corrected.as_deref(),
            also_searched: results.also_searched.iter().map(Into::into).collect(),
            unmatched: &results.unmatched,
            relaxed: results.relaxed.iter().map(|one| one.name()).collect(),
            facets: results.facets.as_ref().map(Into::into).unwrap_or_default(),
        }
    }
}

impl From<&Facets> for JsonFacets {
    fn from(facets: &Facets) -> Self {
        JsonFacets {
            source: values(&facets.sources),
            year: values(&facets.years),
            others: facets
                .others
                .iter()
                .map(|(name, counts)| (name.clone(), values(counts)))
                .collect(),
        }
    }
}

fn values<T: ToString>(counts: &[(T, usize)]) -> Vec<JsonValue> {
    let value = |(value, count): &(T, usize)| JsonValue {
        value: value.to_string(),
        count: *count,
    };
    counts.iter().map(value).collect()
}

impl<'a> From<&'a Understood> for JsonUnderstood<'a> {
    fn from(one: &'a Understood) -> Self {
        JsonUnderstood {
            typed: &one.typed,
            meant: &one.meant,
            how: one.how.name(),
        }
    }
}

impl<'a> From<&'a AlsoSearched> for JsonAlso<'a> {
    fn from(one: &'a AlsoSearched) -> Self {
        JsonAlso {
            typed: &one.typed,
            also: &one.also,
        }
    }
}

impl<'a> JsonHit<'a> {
    fn new(hit: &'a Hit, why: Option<&'a Explanation>) -> Self {
        JsonHit {
            id: &hit.id,
            url: &hit.url,
            title: &hit.title.text,
            date: hit.date.as_deref(),
            source: hit.source.as_deref(),
            score: hit.score,
            snippet: &hit.snippet.text,
            title_ranges: utf16_ranges(&hit.title.text, &hit.title.ranges),
            snippet_ranges: utf16_ranges(&hit.snippet.text, &hit.snippet.ranges),
            sections: hit.sections.iter().map(Into::into).collect(),
            explanation: why.map(Into::into),
        }
    }
}

impl<'a> From<&'a SectionHit> for JsonSection<'a> {
    fn from(section: &'a SectionHit) -> Self {
        JsonSection {
            title: &section.title.text,
            title_ranges: utf16_ranges(&section.title.text, &section.title.ranges),
            url: &section.url,
        }
    }
}

impl<'a> From<&'a Explanation> for JsonExplanation<'a> {
    fn from(why: &'a Explanation) -> Self {
        let part = |part: &'a ScorePart| JsonPart {
            what: &part.what,
            score: part.score,
        };
        JsonExplanation {
            score: why.score,
            parts: why.parts.iter().map(part).collect(),
        }
    }
}

/// Ascending byte ranges of `text` in UTF-16 code units, in one pass.
fn utf16_ranges(text: &str, ranges: &[Range<usize>]) -> Vec<[usize; 2]> {
    let (mut byte, mut unit) = (0, 0);
    let mut to_unit = |until: usize| {
        unit += text[byte..until].encode_utf16().count();
        byte = until;
        unit
    };
    ranges
        .iter()
        .map(|range| [to_unit(range.start), to_unit(range.end)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_ranges_count_as_javascript_does() {
        let text = "🌧️ Đường lầy";
        let (start, end) = (text.find("Đường").unwrap(), text.find(" lầy").unwrap());
        let expected = "🌧️ ".encode_utf16().count();
        assert_eq!(expected, 4);
        assert_eq!(
            utf16_ranges(text, &[start..end, end + 1..text.len()]),
            [[4, 9], [10, 13]]
        );
        assert!(utf16_ranges("", &[]).is_empty());
    }
}
