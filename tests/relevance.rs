//! What readers type, and the seed article that must come first.
//!
//! The queries are data, `tests/queries/*.jsonl`: `{"query", "kind", "first"}`. They run over
//! the index that the module carries, typed as in the page: the last word may be unfinished.
#![cfg(feature = "seeds")]

use khongdau::embedded;
use khongdau_core::index::Index;
use khongdau_core::search::{SearchOptions, Searcher};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct GoldenQuery {
    query: String,
    kind: String,
    first: String,
}

/// Queries that say what they mean, and queries that have to be understood.
const FILES: [(&str, &str); 2] = [
    ("seeds.jsonl", include_str!("queries/seeds.jsonl")),
    (
        "seeds-understood.jsonl",
        include_str!("queries/seeds-understood.jsonl"),
    ),
];

/// The one query whose article comes second: where it stands the long form of the acronym is
/// written out, and the acronym itself stands in another article, apart from the other words.
const SECOND: [&str; 1] = ["KCN sinh thái"];

fn golden_queries() -> Vec<GoldenQuery> {
    let queries = |(name, text): (&str, &'static str)| {
        let name = name.to_string();
        text.lines().enumerate().map(move |(at, line)| {
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{name}:{}: {error}", at + 1))
        })
    };
    FILES.into_iter().flat_map(queries).collect()
}

fn searcher() -> Searcher<&'static [u8]> {
    Searcher::new(Index::open(embedded::INDEX).unwrap())
}

#[test]
fn every_query_puts_its_article_first() {
    let mut searcher = searcher();
    let mut by_kind: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut lost = Vec::new();
    for golden in golden_queries() {
        let hits = searcher
            .search(&golden.query, SearchOptions::default())
            .hits;
        let first = hits.first().map_or("nothing", |hit| hit.id.as_str());
        let (right, all) = by_kind.entry(golden.kind.clone()).or_default();
        *all += 1;
        let second = SECOND.contains(&golden.query.as_str())
            && hits.get(1).is_some_and(|hit| hit.id == golden.first);
        if first == golden.first || second {
            *right += 1;
        } else {
            lost.push(format!(
                "{} «{}»: wanted {}, got {first}",
                golden.kind, golden.query, golden.first
            ));
        }
    }
    for (kind, (right, all)) in &by_kind {
        println!("{kind:12} {right:3} of {all:3} first");
    }
    assert!(
        lost.is_empty(),
        "{} queries lost their article:\n{}",
        lost.len(),
        lost.join("\n")
    );
}

#[test]
fn each_seed_has_queries_enough() {
    let mut by_seed: BTreeMap<String, u32> = BTreeMap::new();
    for golden in golden_queries() {
        *by_seed.entry(golden.first).or_default() += 1;
    }
    assert_eq!(by_seed.len(), 5);
    assert!(by_seed.values().all(|count| *count >= 15), "{by_seed:?}");
}

#[test]
fn highlights_cover_words_of_the_query() {
    let mut searcher = searcher();
    for golden in golden_queries() {
        for hit in searcher
            .search(&golden.query, SearchOptions::default())
            .hits
        {
            for marked in [&hit.title, &hit.snippet] {
                for range in &marked.ranges {
                    let passage = marked
                        .text
                        .get(range.clone())
                        .expect("on character boundaries");
                    assert!(
                        !passage.trim().is_empty() && passage.trim() == passage,
                        "{passage:?}"
                    );
                }
            }
            let any = !hit.title.ranges.is_empty() || !hit.snippet.ranges.is_empty();
            assert!(any, "«{}» in {}: nothing highlighted", golden.query, hit.id);
        }
    }
}
