//! An index with an update answers as one that was made anew of the same articles.

mod generated;

use generated::{documents, index};
use khongdau_core::document::Document;
use khongdau_core::index::blocks::Part;
use khongdau_core::index::{AnalyzedDocument, DocId, Index, OpenError, Writer, shards};
use khongdau_core::search::{Filters, Hit, SearchOptions, Searcher, Sort};
use std::collections::BTreeSet;

const BASE: usize = 5000;
const ALL: usize = 5100;
/// One of them comes again with another text.
const GONE: [u32; 3] = [7, 1200, 4999];
const CHANGED: usize = 1200;

struct Updated {
    base: Index<Vec<u8>>,
    update: Index<Vec<u8>>,
    searcher: Searcher<Vec<u8>>,
    fetched: BTreeSet<String>,
}

impl Updated {
    fn ask<T>(&mut self, question: impl Fn(&mut Searcher<Vec<u8>>) -> T) -> T {
        for _ in 0..12 {
            let answer = question(&mut self.searcher);
            let missing = self.searcher.index().take_missing();
            if missing.is_empty() {
                return answer;
            }
            for shard in missing {
                let part = match shard.part {
                    Part::Base => &self.base,
                    Part::Update => &self.update,
                };
                let content = shards::content(part, shard.block).unwrap().to_vec();
                self.searcher.index_mut().provide(&shard, content).unwrap();
                assert!(self.fetched.insert(shard.path));
            }
        }
        panic!("the index asks for what it has");
    }

    fn hits(&mut self, query: &str) -> Vec<Hit> {
        self.ask(|searcher| searcher.search(query, SearchOptions::default()).hits)
    }
}

fn changed() -> Document {
    Document {
        id: CHANGED.to_string(),
        title: "Quảng Ngãi khai trương cảng Dung Quất".into(),
        body: "Bản mới của bài: cảng Dung Quất đón tàu đầu tiên. Công nghiệp xanh.".into(),
        source: Some("Báo Quảng Ngãi".into()),
        date: Some("2026-11-20".into()),
        ..Document::default()
    }
}

/// Those that come with the update.
fn new() -> Vec<Document> {
    let mut new = documents(ALL).split_off(BASE);
    new.push(changed());
    new
}

/// Base and update, each in one piece, and their first files.
type Parts = (Index<Vec<u8>>, Index<Vec<u8>>, [Vec<u8>; 2]);

fn parts(new: Vec<Document>, gone: &[u32]) -> Parts {
    let whole = Index::open(index(documents(BASE))).unwrap();
    let first = shards::first_file(&whole).unwrap();
    let mut base = Index::open(first.clone()).unwrap();
    let all: Vec<_> = shards::shards(&base).collect();
    for shard in all {
        let content = shards::content(&whole, shard.block).unwrap().to_vec();
        base.provide(&shard, content).unwrap();
    }
    let mut writer = Writer::new();
    for document in new {
        writer.add(AnalyzedDocument::new(document)).unwrap();
    }
    let gone = gone.iter().copied().map(DocId).collect();
    let update = Index::open(writer.finish_update(&base, gone).unwrap()).unwrap();
    let second = shards::first_file(&update).unwrap();
    (whole, update, [first, second])
}

fn updated(new: Vec<Document>, gone: &[u32]) -> Updated {
    let (base, update, first_files) = parts(new, gone);
    Updated {
        base,
        update,
        searcher: Searcher::new(Index::open(first_files.concat()).unwrap()),
        fetched: BTreeSet::new(),
    }
}

/// All articles that are there in the end, indexed at once.
fn anew() -> Searcher<Vec<u8>> {
    let is_there = |document: &Document| {
        let number: u32 = document.id.parse().unwrap();
        !GONE.contains(&number)
    };
    let mut all: Vec<Document> = documents(ALL).into_iter().filter(is_there).collect();
    all.push(changed());
    Searcher::new(Index::open(index(all)).unwrap())
}

#[test]
fn answers_are_those_of_an_index_made_anew() {
    let mut anew = anew();
    let mut updated = updated(new(), &GONE);
    for query in [
        "cong nghiep xanh",
        "công nghiệp",
        "coong nghieepj xanh",
        "\"nghị quyết\" phát triển",
        "bac ninh -thanh",
        "tu17 moi truong",
        "từ5 từ6",
        "thanh ph",
    ] {
        let options = SearchOptions::default();
        let expected = anew.search(query, options);
        let found = updated.ask(|searcher| searcher.search(query, options));
        // Of long lists the heads are read, of both parts.
        assert_eq!(
            found.total.abs_diff(expected.total) * 10 / expected.total,
            0,
            "{query}"
        );
        assert_eq!(found.understood, expected.understood);
        let ids = |hits: &[Hit]| {
            hits.iter()
                .map(|hit| hit.id.clone())
                .collect::<BTreeSet<_>>()
        };
        let same = ids(&found.hits).intersection(&ids(&expected.hits)).count();
        assert!(
            same >= 8,
            "{query}: {:?} {:?}",
            ids(&found.hits),
            ids(&expected.hits)
        );
        for hit in &found.hits {
            let other = expected.hits.iter().find(|other| other.id == hit.id);
            if let Some(other) = other {
                let ratio = hit.score / other.score;
                assert!((0.97..1.03).contains(&ratio), "{query}: {ratio}");
            }
        }
    }
}

#[test]
fn what_changed_is_found_as_it_is_now() {
    let mut updated = updated(new(), &GONE);
    let hits = updated.hits("cang dung quat");
    assert_eq!(hits[0].id, CHANGED.to_string());
    assert_eq!(hits[0].doc, DocId(ALL as u32));
    assert_eq!(hits[0].title.text, changed().title);
    // Its old text, and what is gone, are found by nothing.
    for gone in GONE {
        let old = &documents(BASE)[gone as usize];
        let found = updated.hits(&old.title);
        assert!(
            found.iter().all(|hit| hit.title.text != old.title),
            "{gone}"
        );
    }
    let stats = updated.searcher.index().stats();
    assert_eq!(stats.documents as usize, ALL - GONE.len() + 1);
    let article = updated.searcher.article(&CHANGED.to_string(), "dung quat");
    assert_eq!(article.unwrap().paragraphs[0].text, changed().body);
}

#[test]
fn filters_and_orders_are_over_both_parts() {
    let mut updated = updated(new(), &GONE);
    let newest = SearchOptions {
        sort: Sort::Newest,
        facets: true,
        ..SearchOptions::default()
    };
    let found = updated.ask(|searcher| searcher.search("cong nghiep xanh", newest));
    assert_eq!(found.hits[0].id, CHANGED.to_string(), "the newest");
    let sources = found.facets.unwrap().sources;
    assert!(
        sources.contains(&("Báo Quảng Ngãi".to_string(), 1)),
        "{sources:?}"
    );
    let only = Filters {
        sources: vec!["Báo Quảng Ngãi".into()],
        ..Filters::default()
    };
    let options = SearchOptions::default();
    let found = updated.ask(|searcher| searcher.search_within("cong nghiep", options, &only));
    let ids: Vec<&str> = found.hits.iter().map(|hit| hit.id.as_str()).collect();
    assert_eq!(ids, [CHANGED.to_string()]);
    let facets = updated.ask(|searcher| searcher.facets());
    let total: usize = facets.sources.iter().map(|(_, count)| count).sum();
    assert_eq!(total, ALL - GONE.len() + 1);
}

#[test]
fn the_files_of_the_base_stay() {
    let (_, _, [first, second]) = parts(new(), &GONE);
    let paths = |first: Vec<u8>| -> BTreeSet<String> {
        let index = Index::open(first).unwrap();
        shards::shards(&index).map(|shard| shard.path).collect()
    };
    let both = paths([&first[..], &second[..]].concat());
    let before = paths(first.clone());
    let left: Vec<&String> = before.difference(&both).collect();
    assert_eq!(left.len(), GONE.len(), "articles that are gone: {left:?}");
    assert_eq!(
        shards::base(&[&first[..], &second[..]].concat()),
        Some(&first[..])
    );
}

#[test]
fn an_update_without_articles_takes_some_away() {
    let mut updated = updated(Vec::new(), &GONE);
    assert_eq!(
        updated.searcher.index().stats().documents as usize,
        BASE - GONE.len()
    );
    assert_eq!(updated.hits("cong nghiep xanh").len(), 10);
}

#[test]
fn an_update_stands_behind_its_own_base_only() {
    let (_, _, [first, second]) = parts(new(), &GONE);
    let other = Index::open(index(documents(BASE + 1))).unwrap();
    let other = shards::first_file(&other).unwrap();
    let refused = |files: &[&[u8]]| match Index::open(files.concat()) {
        Err(OpenError::Corrupt { section, .. }) => section == "UPDT",
        _ => false,
    };
    assert!(refused(&[&other, &second]));
    assert!(refused(&[&first, &first]), "no update at all");
    assert!(refused(&[&first, &second, &second]));
    for len in (0..second.len()).step_by(7).filter(|len| *len > 0) {
        assert!(Index::open([&first[..], &second[..len]].concat()).is_err());
    }
    let mut damaged = [&first[..], &second[..]].concat();
    for at in (first.len()..damaged.len()).step_by(11) {
        damaged[at] ^= 4;
        assert!(Index::open(&damaged[..]).is_err(), "{at}");
        damaged[at] ^= 4;
    }
}

#[test]
fn the_same_update_has_the_same_bytes() {
    let bytes = || parts(new(), &GONE).2;
    assert_eq!(bytes(), bytes());
}
