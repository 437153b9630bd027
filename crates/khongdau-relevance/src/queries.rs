//! What is asked, and which articles answer it.

use crate::collection::Collection;
use crate::lines;
use anyhow::{Context, bail};
use khongdau_core::text::fold;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A query with its known answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// What it tries, as `prefix`.
    pub kind: String,
    /// What is typed.
    pub text: String,
    /// Identifiers of the articles that answer it; at least one.
    pub relevant: Vec<String>,
}

/// Every second query of each kind, so that a change may be made with one half and judged by the
/// other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Half {
    /// The first, the third, …
    Odd,
    /// The second, the fourth, …
    Even,
}

/// Queries whose titles are cut, and the kinds that the cuts are.
const WHOLE_TITLES: &str = "title_plain";
const CUTS: [(&str, usize); 2] = [("title_3", 3), ("title_4", 4)];

/// Whether queries of this kind are made by [`cut_titles`], and not read from a file.
pub fn is_cut(kind: &str) -> bool {
    CUTS.iter().any(|(cut, _)| *cut == kind)
}

/// A line of either form.
#[derive(Deserialize)]
struct Line {
    query: String,
    kind: String,
    relevant: Option<Vec<String>>,
    first: Option<String>,
}

/// Reads lines `{"query", "kind", "relevant": [ids]}` or `{"query", "kind", "first": id}`; other
/// fields are ignored.
pub fn read(path: &Path, collection: &Collection) -> anyhow::Result<Vec<Query>> {
    let mut queries = Vec::new();
    for line in lines::records::<Line>(path)? {
        let (number, line) = line?;
        let query = query(line, collection);
        queries.push(query.with_context(|| format!("{}:{number}", path.display()))?);
    }
    Ok(queries)
}

fn query(line: Line, collection: &Collection) -> anyhow::Result<Query> {
    let relevant = match (line.relevant, line.first) {
        (Some(relevant), None) if !relevant.is_empty() => relevant,
        (None, Some(first)) => vec![first],
        _ => bail!("needs either \"relevant\", a list of ids, or \"first\", one id"),
    };
    let unknown = relevant.iter().find(|id| collection.title(id).is_none());
    if let Some(id) = unknown {
        bail!("{} has no article with the id {id:?}", collection.name);
    }
    Ok(Query {
        kind: line.kind,
        text: line.query,
        relevant,
    })
}

/// Every second query of each kind.
pub fn half(queries: Vec<Query>, half: Half) -> Vec<Query> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let wanted = |query: &Query| {
        let before = seen.entry(query.kind.clone()).or_default();
        *before += 1;
        (*before % 2 == 1) == (half == Half::Odd)
    };
    let mut queries = queries;
    queries.retain(wanted);
    queries
}

/// The first three and the first four syllables of the titles that queries of the kind
/// `title_plain` want, without accents. Every article whose title begins so answers.
pub fn cut_titles(queries: &[Query], collection: &Collection) -> Vec<Query> {
    let syllables: BTreeMap<&str, Vec<String>> = collection
        .titles()
        .map(|(id, title)| (id, syllables(title)))
        .collect();
    let wanted = queries.iter().filter(|query| query.kind == WHOLE_TITLES);
    let wanted: Vec<&str> = wanted
        .flat_map(|query| query.relevant.iter().map(String::as_str))
        .collect();
    let cut = |(kind, length)| cut(kind, length, &wanted, &syllables);
    CUTS.into_iter().flat_map(cut).collect()
}

fn cut(
    kind: &str,
    length: usize,
    wanted: &[&str],
    syllables: &BTreeMap<&str, Vec<String>>,
) -> Vec<Query> {
    let mut by_beginning: BTreeMap<&[String], Vec<String>> = BTreeMap::new();
    for (id, title) in syllables {
        if let Some(beginning) = title.get(..length) {
            by_beginning
                .entry(beginning)
                .or_default()
                .push((*id).to_owned());
        }
    }
    let mut seen = BTreeSet::new();
    let beginnings = wanted
        .iter()
        .filter_map(|id| syllables.get(id)?.get(..length));
    beginnings
        .filter(|beginning| seen.insert(*beginning))
        .map(|beginning| Query {
            kind: kind.to_owned(),
            text: beginning.join(" "),
            relevant: by_beginning.get(beginning).cloned().unwrap_or_default(),
        })
        .collect()
}

fn syllables(title: &str) -> Vec<String> {
    fold(title)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|syllable| !syllable.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn collection(folder: &Path) -> Collection {
        let path = folder.join("a.jsonl");
        let lines = [
            r#"{"id":"1","title":"Chợ nổi: họp sớm, tan sớm"}"#,
            r#"{"id":"2","title":"Chợ nổi họp muộn"}"#,
            r#"{"id":"3","title":"Chợ"}"#,
        ];
        fs::write(&path, lines.join("\n")).unwrap();
        Collection::read(&path).unwrap()
    }

    fn plain(id: &str) -> Query {
        Query {
            kind: WHOLE_TITLES.into(),
            text: String::new(),
            relevant: vec![id.into()],
        }
    }

    #[test]
    fn both_forms_of_a_line_and_none_else() {
        let folder = tempfile::tempdir().unwrap();
        let collection = collection(folder.path());
        let path = folder.path().join("q.jsonl");
        let read = |text: &str| {
            fs::write(&path, text).unwrap();
            read(&path, &collection).map_err(|error| format!("{error:#}"))
        };
        let first = r#"{"query":"q","kind":"k","first":"1"}"#;
        let several = r#"{"qid":"k-1","query":"q","kind":"k","relevant":["1"]}"#;
        let both = read(&format!("{first}\n{several}\n")).unwrap();
        assert_eq!((both.len(), &both[0]), (2, &both[1]));
        let neither = read(r#"{"query":"q","kind":"k","relevant":[]}"#).unwrap_err();
        assert!(neither.contains("q.jsonl:1: needs either"), "{neither}");
        let unknown = read(&format!("\n{}", first.replace("\"1\"", "\"9\""))).unwrap_err();
        assert!(unknown.contains("q.jsonl:2: "), "{unknown}");
        assert!(
            unknown.contains("no article with the id \"9\""),
            "{unknown}"
        );
    }

    #[test]
    fn halves_share_nothing_and_miss_nothing() {
        let queries: Vec<Query> = ["1", "2", "3"].map(plain).to_vec();
        let relevant = |part| -> Vec<String> {
            let part = half(queries.clone(), part);
            part.into_iter().flat_map(|query| query.relevant).collect()
        };
        assert_eq!(relevant(Half::Odd), ["1", "3"]);
        assert_eq!(relevant(Half::Even), ["2"]);
    }

    #[test]
    fn cut_titles_are_answered_by_all_that_begin_so() {
        let folder = tempfile::tempdir().unwrap();
        let collection = collection(folder.path());
        let cuts = cut_titles(&["1", "2", "3"].map(plain), &collection);
        let texts: Vec<&str> = cuts.iter().map(|query| query.text.as_str()).collect();
        assert_eq!(
            texts,
            ["cho noi hop", "cho noi hop som", "cho noi hop muon"]
        );
        assert_eq!(cuts[0].relevant, ["1", "2"]);
        assert_eq!(cuts[2].relevant, ["2"]);
        assert!(cuts.iter().all(|query| is_cut(&query.kind)));
    }
}
