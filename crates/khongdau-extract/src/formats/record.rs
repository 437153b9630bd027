//! Articles as JSON objects: a line of JSON Lines, an item of an array, an item of a JSON Feed.

use super::{CATEGORY, date};
use crate::html::fragment_text;
use crate::{Article, Found};
use khongdau_core::document::{Document, Section};
use serde::Deserialize;
use serde_json::Value;

/// What is wrong with an object, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// No JSON, or of other types than the fields have.
    #[error("is not valid JSON at column {column}: {message}")]
    Json {
        /// In characters, counted from 1.
        column: usize,
        /// As the parser says it.
        message: String,
    },
    /// A whole array where one object was expected.
    #[error("is a JSON array, not one JSON object a line: name the file .json")]
    Array,
    /// An object that goes on in the next line.
    #[error("the JSON object does not end on its line: write one article a line, as jq -c . does")]
    Unfinished,
    /// Nothing to tell it from others.
    #[error("has no \"id\": give each article its own")]
    NoId,
    /// Nothing to index.
    #[error("has neither \"title\" nor \"text\": there is nothing to find")]
    NoText,
    /// A date that is none.
    #[error("the date \"{0}\" is not understood: write YYYY-MM-DD, or leave it out")]
    Date(String),
    /// A section behind the end.
    #[error(
        "has a section at paragraph {paragraph}, and {paragraphs} paragraphs: they are counted from 0"
    )]
    Section {
        /// As given.
        paragraph: u32,
        /// Of the text.
        paragraphs: usize,
    },
    /// Filters in another shape.
    #[error(
        "its filters are not understood: write {{\"name\": \"value\"}} or {{\"name\": [\"value\", \"value\"]}}"
    )]
    Filters,
}

/// The fields. All are optional here, so that what misses is said in our words. What `khongdau
/// extract --json` prints is understood; of a JSON Feed (jsonfeed.org) are `content_…` and
/// `date_published`.
#[derive(Debug, Deserialize)]
#[serde(expecting = "a JSON object")]
struct Record {
    id: Option<Id>,
    url: Option<String>,
    title: Option<String>,
    date: Option<String>,
    date_published: Option<String>,
    source: Option<String>,
    text: Option<String>,
    content_text: Option<String>,
    content_html: Option<String>,
    lang: Option<String>,
    category: Option<Texts>,
    categories: Option<Texts>,
    filters: Option<Value>,
    sections: Option<Vec<RecordSection>>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "\"id\" is neither text nor a whole number")]
enum Id {
    Text(String),
    Unsigned(u64),
    Signed(i64),
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a text or a list of texts")]
enum Texts {
    One(String),
    Many(Vec<String>),
}

#[derive(Debug, Deserialize)]
struct RecordSection {
    paragraph: u32,
    anchor: String,
}

/// The article of one object. `text` has no byte-order mark and nothing around the object.
pub fn read(text: &str) -> Result<Article, Problem> {
    // serde would take an array for the object's fields in order.
    if text.starts_with('[') {
        return Err(Problem::Array);
    }
    let record: Record = serde_json::from_str(text).map_err(|error| json_problem(text, &error))?;
    record.into_article()
}

impl Record {
    fn into_article(self) -> Result<Article, Problem> {
        let id = self
            .id
            .map(Id::into_text)
            .filter(|id| !id.trim().is_empty())
            .ok_or(Problem::NoId)?;
        let text = self
            .text
            .or(self.content_text)
            .or(self.content_html.map(|html| fragment_text(&html)));
        let given_text = text.unwrap_or_default();
        let (title, body) = title_and_body(
            one_line(&self.title.unwrap_or_default()),
            paragraphs(&given_text),
        );
        if title.is_empty() {
            return Err(Problem::NoText);
        }
        let categories = [self.category, self.categories].into_iter().flatten();
        let mut filters: Vec<(String, String)> = categories
            .flat_map(Texts::into_list)
            .map(|value| (CATEGORY.to_owned(), value))
            .collect();
        filters.extend(self.filters.map_or(Ok(Vec::new()), pairs)?);
        let sections = sections(self.sections.unwrap_or_default(), &given_text, &body)?;
        let document = Document {
            id,
            url: self.url.unwrap_or_default().trim().to_owned(),
            title,
            date: given(self.date.or(self.date_published))
                .map(|text| date::exact(&text).ok_or(Problem::Date(text)))
                .transpose()?,
            source: given(self.source),
            body,
            sections,
            filters: known(filters),
        };
        Ok(Article {
            document,
            lang: given(self.lang),
            found: Found::default(),
        })
    }
}

impl Id {
    fn into_text(self) -> String {
        match self {
            Id::Text(text) => text,
            Id::Unsigned(number) => number.to_string(),
            Id::Signed(number) => number.to_string(),
        }
    }
}

impl Texts {
    fn into_list(self) -> Vec<String> {
        match self {
            Texts::One(text) => vec![text],
            Texts::Many(texts) => texts,
        }
    }
}

/// `{name: value}`, `{name: [value]}`, or `[[name, value]]`.
fn pairs(filters: Value) -> Result<Vec<(String, String)>, Problem> {
    let text = |value: &Value| match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Null => Ok(String::new()),
        _ => Err(Problem::Filters),
    };
    let mut pairs = Vec::new();
    match filters {
        Value::Object(object) => {
            for (name, value) in object {
                let values = match value {
                    Value::Array(values) => values,
                    value => vec![value],
                };
                for value in values {
                    pairs.push((name.clone(), text(&value)?));
                }
            }
        }
        Value::Array(list) => {
            for pair in list {
                match pair.as_array().map(Vec::as_slice) {
                    Some([name, value]) => pairs.push((text(name)?, text(value)?)),
                    _ => return Err(Problem::Filters),
                }
            }
        }
        Value::Null => {}
        _ => return Err(Problem::Filters),
    }
    Ok(pairs)
}

/// Each once, on one line, without those that say nothing.
fn known(filters: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut known: Vec<(String, String)> = Vec::with_capacity(filters.len());
    for (name, value) in filters {
        let filter = (one_line(&name), one_line(&value));
        if !filter.0.is_empty() && !filter.1.is_empty() && !known.contains(&filter) {
            known.push(filter);
        }
    }
    known
}

/// Paragraphs are counted as they were given; blank ones are left out of the body, and the first is
/// where it became the title.
fn sections(given: Vec<RecordSection>, text: &str, body: &str) -> Result<Vec<Section>, Problem> {
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let lines: Vec<bool> = text
        .split(BREAKS)
        .map(|line| !line.trim().is_empty())
        .collect();
    let kept = lines.iter().filter(|kept| **kept).count();
    let before = kept - body.lines().count().min(kept);
    let place = |section: RecordSection| {
        let at = section.paragraph as usize;
        let paragraph = lines
            .get(..at)
            .map(|lines| lines.iter().filter(|kept| **kept).count());
        match paragraph.filter(|_| lines.get(at) == Some(&true)) {
            Some(paragraph) => Ok(Section {
                paragraph: paragraph.saturating_sub(before) as u32,
                anchor: section.anchor,
            }),
            None => Err(Problem::Section {
                paragraph: section.paragraph,
                paragraphs: lines.len(),
            }),
        }
    };
    let mut sections: Vec<Section> = given.into_iter().map(place).collect::<Result<_, _>>()?;
    sections.sort_by_key(|section| section.paragraph);
    Ok(sections)
}

fn json_problem(text: &str, error: &serde_json::Error) -> Problem {
    if error.is_eof() {
        return Problem::Unfinished;
    }
    // serde_json counts bytes; an editor counts characters.
    let is_start = |byte: &u8| (*byte as i8) >= -0x40;
    let line = text
        .lines()
        .nth(error.line().saturating_sub(1))
        .unwrap_or_default();
    let column = line.bytes().take(error.column()).filter(is_start).count();
    let message = error.to_string();
    let message = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(message, _)| message);
    Problem::Json {
        column,
        message: message.to_owned(),
    }
}

/// The text on one line, trimmed; `None` if nothing is left.
fn given(text: Option<String>) -> Option<String> {
    text.map(|text| one_line(&text))
        .filter(|text| !text.is_empty())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What ends a line: Unicode's mandatory breaks (UAX #14).
const BREAKS: [char; 7] = [
    '\n', '\r', '\u{000B}', '\u{000C}', '\u{0085}', '\u{2028}', '\u{2029}',
];

/// Lines trimmed, blank ones left out, separated by one `\n`, as [`Document::body`] wants them.
fn paragraphs(text: &str) -> String {
    let lines = text
        .split(BREAKS)
        .map(str::trim)
        .filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A first line up to this many characters is a headline, a longer one a paragraph. Three of 32,700
/// Vietnamese articles we looked at have a longer title.
const MAX_HEADLINE_CHARS: usize = 200;

/// Without a title the first line is it; a long one stays in the body and gives its beginning.
fn title_and_body(title: String, body: String) -> (String, String) {
    if !title.is_empty() {
        return (title, body);
    }
    let (first, rest) = body.split_once('\n').unwrap_or((&body, ""));
    match first.char_indices().nth(MAX_HEADLINE_CHARS) {
        None => (one_line(first), rest.to_owned()),
        Some((end, _)) => (format!("{}…", whole_words(&first[..end])), body),
    }
}

fn whole_words(text: &str) -> &str {
    text.rsplit_once(char::is_whitespace)
        .map_or(text, |(words, _)| words)
        .trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(line: &str) -> Document {
        read(line).unwrap().document
    }

    #[test]
    fn fields_become_a_document() {
        let expected = Document {
            id: "7".into(),
            url: "/a".into(),
            title: "Một hai".into(),
            date: Some("2023-06-13".into()),
            source: None,
            body: "a\nb".into(),
            ..Document::default()
        };
        assert_eq!(
            document(
                r#"{"id":7,"url":" /a ","title":" Một \n hai ","date":"13/6/2023","source":null,"text":"a \r\n\r\n b","x":[1]}"#,
            ),
            expected
        );
    }

    #[test]
    fn filters_in_every_shape() {
        #[track_caller]
        fn check(fields: &str, expected: &[(&str, &str)]) {
            let document = document(&format!(r#"{{"id":"a","title":"a",{fields}}}"#));
            let filters: Vec<_> = document
                .filters
                .iter()
                .map(|(name, value)| (&name[..], &value[..]))
                .collect();
            assert_eq!(filters, expected, "{fields}");
        }
        check(r#""filters":{"loại":"luật"}"#, &[("loại", "luật")]);
        check(
            r#""filters":{"loại":["luật","luật"," "]}"#,
            &[("loại", "luật")],
        );
        check(
            r#""filters":[["loại","luật"],["năm",2022]]"#,
            &[("loại", "luật"), ("năm", "2022")],
        );
        check(
            r#""category":"Tin","categories":["Tin","Ảnh"]"#,
            &[("chuyên mục", "Tin"), ("chuyên mục", "Ảnh")],
        );
        check(r#""filters":null,"categories":null"#, &[]);
        for shape in [r#""luật""#, r#"{"a":{"b":1}}"#, r#"[["a"]]"#, "[1]"] {
            let line = format!(r#"{{"id":"a","title":"a","filters":{shape}}}"#);
            assert_eq!(read(&line), Err(Problem::Filters), "{shape}");
        }
    }

    #[test]
    fn sections_stay_with_their_paragraphs() {
        #[track_caller]
        fn check(text: &str, paragraph: u32, expected: Result<u32, ()>) {
            let line = serde_json::json!({"id": "a", "title": "a", "text": text,
                "sections": [{"paragraph": paragraph, "anchor": "x"}]});
            let found =
                read(&line.to_string()).map(|article| article.document.sections[0].paragraph);
            assert_eq!(found.map_err(|_| ()), expected, "{text:?} {paragraph}");
        }
        check("a\nb\nc", 2, Ok(2));
        check("a\n\nb", 2, Ok(1));
        check("a\n\nb", 1, Err(()));
        check("a", 1, Err(()));
        let untitled =
            document(r#"{"id":1,"text":"a\nb","sections":[{"paragraph":1,"anchor":"x"}]}"#);
        assert_eq!(
            (untitled.sections[0].paragraph, &untitled.body[..]),
            (0, "b")
        );
    }

    #[test]
    fn without_a_title_the_first_line_is_it() {
        #[track_caller]
        fn check(text: &str, title: &str, body: &str) {
            assert_eq!(
                title_and_body(String::new(), text.into()),
                (title.into(), body.into())
            );
        }
        check("Đầu đề\nThân bài", "Đầu đề", "Thân bài");
        check("Chỉ một dòng", "Chỉ một dòng", "");
        let long = "từ ".repeat(100).trim_end().to_owned();
        check(&long, &format!("{}…", "từ ".repeat(66).trim_end()), &long);
    }

    #[test]
    fn problems_are_named() {
        #[track_caller]
        fn check(line: &str, expected: &str) {
            let message = read(line).unwrap_err().to_string();
            assert!(message.contains(expected), "{line}: {message}");
        }
        check(r#"{"title":"a"}"#, "has no \"id\"");
        check(r#"{"id":" ","title":"a"}"#, "has no \"id\"");
        check(r#"{"id":null,"title":"a"}"#, "has no \"id\"");
        check(
            r#"{"id":1.5,"title":"a"}"#,
            "neither text nor a whole number",
        );
        check(
            r#"{"id":"a","title":" ","text":"\n"}"#,
            "neither \"title\" nor \"text\"",
        );
        check(
            r#"{"id":"a","title":"a","date":"hôm qua"}"#,
            "the date \"hôm qua\"",
        );
        check(
            r#"{"id":"a","title":5}"#,
            "column 19: invalid type: integer `5`, expected a string",
        );
        check(r#"{"id":"đ",}"#, "column 11: trailing comma");
        check(r#"{"id":"a""#, "does not end on its line");
        check(r#"[{"id":"a"}]"#, "is a JSON array");
        check(r#""a""#, "expected a JSON object");
        check(r#"{"id":"a","id":"b"}"#, "duplicate field `id`");
        check(r#"{"id":"\ud800","title":"a"}"#, "hex escape");
        check("{\"id\":\"a\"} {\"id\":\"b\"}", "trailing characters");
    }
}
