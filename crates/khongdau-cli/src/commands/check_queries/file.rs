//! The file of queries: TOML, read by people and kept beside the site's articles.

use super::DEPTH;
use crate::commands::toml_file::{self, Problem, line};
use serde::Deserialize;
use std::path::Path;
use toml::Spanned;

/// A query, and the document that it must find.
#[derive(Debug, PartialEq, Eq)]
pub struct GoldenQuery {
    /// Where it is in the file, from 1.
    pub line: usize,
    /// What is typed.
    pub text: String,
    /// Identifier or URL.
    pub document: String,
    /// The document is among this many first hits.
    pub top: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    query: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    text: Spanned<String>,
    document: Spanned<String>,
    top: Option<Spanned<i64>>,
}

/// Reads the queries of a file; an error names the file and the line.
pub fn read(path: &Path) -> anyhow::Result<Vec<GoldenQuery>> {
    toml_file::read(path, parse)
}

fn parse(text: &str) -> Result<Vec<GoldenQuery>, Problem> {
    let file: File = toml::from_str(text).map_err(|error| Problem::syntax(text, &error))?;
    if file.query.is_empty() {
        return Err(Problem::whole("has no [[query]]: nothing to check"));
    }
    let query = |entry: Spanned<Entry>| query(text, entry.into_inner());
    file.query.into_iter().map(query).collect()
}

fn query(text: &str, entry: Entry) -> Result<GoldenQuery, Problem> {
    Ok(GoldenQuery {
        line: line(text, &entry.text.span()),
        text: checked(text, entry.text, filled)?,
        document: checked(text, entry.document, filled)?,
        top: match entry.top {
            Some(top) => checked(text, top, within_depth)?,
            None => 1,
        },
    })
}

/// The value after a check, or what is wrong with it, and the line it is on.
fn checked<T, U>(
    text: &str,
    value: Spanned<T>,
    check: fn(T) -> Result<U, String>,
) -> Result<U, Problem> {
    let span = value.span();
    check(value.into_inner()).map_err(|what| Problem::at(text, &span, what))
}

fn filled(value: String) -> Result<String, String> {
    match value.trim().is_empty() {
        true => Err("is empty: write what is typed, and the document that it must find".to_owned()),
        false => Ok(value),
    }
}

fn within_depth(top: i64) -> Result<usize, String> {
    let number = usize::try_from(top).ok();
    number
        .filter(|top| (1..=DEPTH).contains(top))
        .ok_or_else(|| format!("top is {top}: it counts hits, from 1 to {DEPTH}"))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn lines_and_defaults() {
        let queries = parse(
            "[[query]]\ntext = 'a'\ndocument = 'b'\n\n# c\n[[query]]\ntext = 'd'\ndocument = 'e'\ntop = 3\n",
        );
        let found: Vec<_> = queries
            .unwrap()
            .into_iter()
            .map(|query| (query.line, query.text, query.document, query.top))
            .collect();
        let expected = [(2, "a", "b", 1), (7, "d", "e", 3)];
        assert_eq!(
            found,
            expected.map(|(line, text, document, top)| (line, text.into(), document.into(), top))
        );
    }
}
