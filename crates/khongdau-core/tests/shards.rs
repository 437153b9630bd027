//! A sharded index gives the answers of the same index in one piece, to the last bit, and asks for
//! few files.

mod generated;

use generated::{documents, index};
use khongdau_core::document::Document;
use khongdau_core::index::blocks::{FOLDERS, Shard};
use khongdau_core::index::{Index, shards};
use khongdau_core::search::{Filters, SearchOptions, Searcher, Sort};
use std::collections::BTreeSet;

struct Sharded {
    whole: Index<Vec<u8>>,
    searcher: Searcher<Vec<u8>>,
    fetched: BTreeSet<String>,
    rounds: usize,
}

impl Sharded {
    /// Asks until nothing is missing.
    fn ask<T>(&mut self, question: impl Fn(&mut Searcher<Vec<u8>>) -> T) -> T {
        self.rounds = 0;
        loop {
            let answer = question(&mut self.searcher);
            let missing = self.searcher.index().take_missing();
            if missing.is_empty() {
                return answer;
            }
            self.rounds += 1;
            assert!(self.rounds < 12, "{missing:?}");
            for shard in missing {
                let path = &shard.path;
                assert!(self.fetched.insert(path.clone()), "{path} is fetched twice");
                let content = shards::content(&self.whole, shard.block).unwrap().to_vec();
                self.searcher.index_mut().provide(&shard, content).unwrap();
            }
        }
    }
}

fn both() -> (Searcher<Vec<u8>>, Sharded) {
    both_of(documents(6000))
}

fn both_of(documents: Vec<Document>) -> (Searcher<Vec<u8>>, Sharded) {
    let bytes = index(documents);
    let whole = Index::open(bytes.clone()).unwrap();
    let first = shards::first_file(&whole).unwrap();
    let sharded = Sharded {
        searcher: Searcher::new(Index::open(first).unwrap()),
        whole,
        fetched: BTreeSet::new(),
        rounds: 0,
    };
    (Searcher::new(Index::open(bytes).unwrap()), sharded)
}

#[test]
fn answers_are_those_of_the_index_in_one_piece() {
    let (mut packed, mut sharded) = both();
    let relevance = SearchOptions::default();
    let newest = SearchOptions {
        sort: Sort::Newest,
        ..relevance
    };
    let counted = SearchOptions {
        facets: true,
        offset: 10,
        ..relevance
    };
    let filters = Filters {
        sources: vec!["TTXVN".into()],
        years: vec![2003, 2004],
        ..Filters::default()
    };
    for query in [
        "cong nghiep",
        "công nghiệp xanh",
        "khu cong ngh",
        "coong nghieepj",
        "congnghiep",
        "moi truonng",
        "c",
        "từ17 đất",
        "\"đất đai\" -công",
        "title:nghị quyet",
        "không có gì",
        "",
    ] {
        for options in [relevance, newest, counted] {
            let expected = packed.search(query, options);
            assert_eq!(
                sharded.ask(|s| s.search(query, options)),
                expected,
                "{query}"
            );
            let expected = packed.search_within(query, options, &filters);
            let found = sharded.ask(|s| s.search_within(query, options, &filters));
            assert_eq!(found, expected, "{query}, filtered");
        }
        let expected = packed.suggest(query, 5);
        assert_eq!(
            sharded.ask(|s| s.suggest(query, 5)),
            expected,
            "{query}, suggested"
        );
    }
    assert_eq!(sharded.ask(Searcher::facets), packed.facets());
}

#[test]
fn a_total_says_where_there_may_be_more() {
    let (mut packed, _) = both();
    let counted = SearchOptions {
        facets: true,
        ..SearchOptions::default()
    };
    for (query, is_cut) in [("công nghiệp ", true), ("từ17 ", false)] {
        let found = packed.search(query, SearchOptions::default());
        let all = packed.search(query, counted);
        assert_eq!(found.total_is_lower_bound, is_cut, "{query}");
        assert_eq!(found.total < all.total, is_cut, "{query}");
        assert!(found.total > 0 && !all.total_is_lower_bound, "{query}");
    }
    let one = packed.search("xanh ", SearchOptions::default());
    assert_eq!(one.total, packed.search("xanh ", counted).total);
}

#[test]
fn a_query_takes_few_rounds_and_files() {
    let (_, mut sharded) = both();
    sharded.ask(|s| s.search("cong nghiep xanh", SearchOptions::default()));
    assert!(sharded.rounds <= 2, "{} rounds", sharded.rounds);
    let articles = sharded.fetched.iter().filter(|path| path.starts_with("a/"));
    assert_eq!(articles.count(), khongdau_core::search::ranking::RERANKED);
    assert!(sharded.fetched.len() < 30, "{:?}", sharded.fetched);
    // What was fetched is there for good.
    sharded.ask(|s| s.search("cong nghiep xanh", SearchOptions::default()));
    assert_eq!(sharded.rounds, 0);
}

#[test]
fn a_file_that_is_not_the_one_is_refused() {
    let (_, mut sharded) = both();
    sharded.searcher.search("cong", SearchOptions::default());
    let missing = sharded.searcher.index().take_missing();
    let shard = &missing[0];
    let mut content = shards::content(&sharded.whole, shard.block)
        .unwrap()
        .to_vec();
    content[0] ^= 1;
    let index = sharded.searcher.index_mut();
    assert!(index.provide(shard, content).is_err());
    assert!(index.provide(shard, Vec::new()).is_err());
}

#[test]
fn the_rest_of_a_long_article_is_fetched_for_its_reader() {
    let mut articles = documents(400);
    let long = "Điều lệ này gồm nhiều chương. ".repeat(3000) + "Cuối cùng là phụ lục.";
    articles[7].body = long.clone();
    let (mut packed, mut sharded) = both_of(articles);
    for query in ["phu luc ", "dieu le ", "\"điều lệ này\""] {
        let expected = packed.search(query, SearchOptions::default());
        assert_eq!(expected.hits[0].id, "7", "{query}");
        assert_eq!(
            sharded.ask(|s| s.search(query, SearchOptions::default())),
            expected
        );
    }
    let is_rest = |path: &String| path.starts_with("r/");
    assert!(!sharded.fetched.iter().any(is_rest));
    let article = packed.article("7", "phu luc").unwrap();
    assert!(article.paragraphs[0].text == long);
    assert_eq!(sharded.ask(|s| s.article("7", "phu luc")), Some(article));
    assert!(sharded.fetched.iter().any(is_rest));
    let first = Index::open(shards::first_file(&sharded.whole).unwrap()).unwrap();
    let folder = |shard: Shard| shard.path.split('/').next().unwrap_or_default().to_string();
    assert!(
        shards::shards(&first)
            .map(folder)
            .all(|name| FOLDERS.contains(&&name[..]))
    );
}

#[test]
fn unchanged_articles_keep_their_addresses() {
    let paths = |count: usize| -> BTreeSet<String> {
        let whole = Index::open(index(documents(count))).unwrap();
        let first = Index::open(shards::first_file(&whole).unwrap()).unwrap();
        let articles = shards::shards(&first).filter(|shard| shard.path.starts_with("a/"));
        articles.map(|shard| shard.path).collect()
    };
    let (before, after) = (paths(1000), paths(1010));
    // 1,000 articles are three whole segments and a part of one.
    assert_eq!(before.intersection(&after).count(), 768);
}
