//! What readers type, and the seed article that must come first.
//!
//! The queries are data, `tests/queries/seeds.jsonl`: `{"query", "kind", "first"}`. They run over
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

fn golden_queries() -> Vec<GoldenQuery> {
    include_str!("queries/seeds.jsonl")
        .lines()
        .enumerate()
        .map(|(at, line)| {
            serde_json::from_str(line)
                .unwrap_or_else(|error| panic!("seeds.jsonl:{}: {error}", at + 1))
        })
        .collect()
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
        if first == golden.first {
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
