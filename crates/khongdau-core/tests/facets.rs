//! Filters and facets against the same by hand.
#![cfg(feature = "writer")]

use khongdau_core::document::Document;
use khongdau_core::index::packed_date::pack_date;
use khongdau_core::index::{AnalyzedDocument, Index, Writer};
use khongdau_core::search::{Facets, Filters, Hit, Relaxed, SearchOptions, Searcher, Sort};
use proptest::prelude::*;

const SOURCES: [Option<&str>; 4] = [
    Some("Báo Bắc Ninh"),
    Some("TTXVN"),
    Some("báo bắc ninh"),
    None,
];
const DATES: [Option<&str>; 6] = [
    Some("2023-12-31"),
    Some("2024-01-01"),
    Some("2024-06-14"),
    Some("2024-12-31"),
    Some("2026-02-28"),
    None,
];
const WORDS: [&str; 5] = ["công nghiệp", "cộng đồng", "nghiệp vụ", "bắc ninh", "đất"];
/// With what is lifted, and what is read otherwise, where it is not found.
const QUERIES: [&str; 10] = [
    "công nghiệp",
    "cong dong",
    "nghiệp vụ bắc ninh",
    "đất",
    "cong nghiep bac ninh dat",
    "\"bắc ninh đất\"",
    "\"nghiệp vụ\" -đất",
    "title:\"cộng đồng\"",
    "bawcs ninh",
    "nghiệpxyz",
];

const ALL: SearchOptions = SearchOptions {
    sort: Sort::Relevance,
    limit: 100,
    offset: 0,
    prefix: true,
    literal: true,
    marks: khongdau_core::search::Marks::Auto,
    recency: None,
    facets: true,
};

fn searcher(documents: &[Document]) -> Searcher<Vec<u8>> {
    let mut writer = Writer::new();
    for document in documents {
        writer.add(AnalyzedDocument::new(document.clone())).unwrap();
    }
    Searcher::new(Index::open(writer.finish().unwrap()).unwrap())
}

fn document(number: usize, words: &[usize], source: usize, date: usize) -> Document {
    let body: Vec<&str> = words.iter().map(|word| WORDS[*word]).collect();
    Document {
        id: number.to_string(),
        title: WORDS[number % WORDS.len()].to_string(),
        source: SOURCES[source].map(str::to_string),
        date: DATES[date].map(str::to_string),
        body: body.join(" "),
        ..Document::default()
    }
}

/// What the filters mean, said once more in other words.
fn passes(hit: &Hit, filters: &Filters, source: bool, year: bool) -> bool {
    let packed = hit.date.as_deref().and_then(pack_date);
    let years: Vec<String> = filters.years.iter().map(u32::to_string).collect();
    let of_source = hit
        .source
        .as_ref()
        .is_some_and(|name| filters.sources.contains(name));
    let of_year = hit
        .date
        .as_ref()
        .is_some_and(|date| years.contains(&date[..4].to_string()));
    (!source || filters.sources.is_empty() || of_source)
        && (!year || filters.years.is_empty() || of_year)
        && (filters.from == 0 || packed.is_some_and(|date| date >= filters.from))
        && (filters.to == 0 || packed.is_some_and(|date| date <= filters.to))
}

fn sorted_ids<'a>(hits: impl IntoIterator<Item = &'a Hit>) -> Vec<&'a str> {
    let mut ids: Vec<&str> = hits.into_iter().map(|hit| hit.id.as_str()).collect();
    ids.sort();
    ids
}

fn counted(hits: &[Hit], filters: &Filters) -> Facets {
    let mut facets = Facets::default();
    for hit in hits.iter().filter(|hit| passes(hit, filters, false, true)) {
        let Some(source) = &hit.source else { continue };
        match facets.sources.iter_mut().find(|(name, _)| name == source) {
            Some((_, count)) => *count += 1,
            None => facets.sources.push((source.clone(), 1)),
        }
    }
    for hit in hits.iter().filter(|hit| passes(hit, filters, true, false)) {
        let Some(date) = &hit.date else { continue };
        let year = date[..4].parse().unwrap();
        match facets.years.iter_mut().find(|(other, _)| *other == year) {
            Some((_, count)) => *count += 1,
            None => facets.years.push((year, 1)),
        }
    }
    facets.sources.sort();
    facets.years.sort_by(|a, b| b.cmp(a));
    facets
}

prop_compose! {
    fn filters()(
        sources in prop::collection::vec(0..3usize, 0..3),
        years in prop::collection::vec(2023..2027u32, 0..3),
        from in 0..7usize,
        to in 0..7usize,
    ) -> Filters {
        let day = |at: usize| DATES.get(at).copied().flatten().and_then(pack_date).unwrap_or(0);
        Filters {
            sources: sources.into_iter().filter_map(|at| SOURCES[at]).map(str::to_string).collect(),
            years,
            from: day(from),
            to: day(to),
            others: Vec::new(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn filters_leave_what_passes_in_its_order(
        rows in prop::collection::vec((prop::collection::vec(0..WORDS.len(), 0..6), 0..SOURCES.len(), 0..DATES.len()), 1..20),
        query in prop::sample::select(&QUERIES[..]),
        literal: bool,
        filters in filters(),
        limit in 1..5usize,
    ) {
        let options = SearchOptions { literal, ..ALL };
        let documents: Vec<Document> = rows.iter().enumerate().map(|(n, (words, source, date))| document(n, words, *source, *date)).collect();
        let mut searcher = searcher(&documents);
        let all = searcher.search(query, options).hits;
        let found = searcher.search_within(query, options, &filters);
        let expected: Vec<&Hit> = all.iter().filter(|hit| passes(hit, &filters, true, true)).collect();
        prop_assert_eq!(found.total, expected.len());
        prop_assert_eq!(sorted_ids(&found.hits), sorted_ids(expected.iter().copied()));
        // Pairs weigh by how many of those that were read have them: the order may be another.
        if !query.contains(' ') {
            // By score, because those of two may be one when rounded beside another best one.
            let before = |hit: &Hit| expected.iter().find(|other| other.id == hit.id).unwrap().score;
            for (hit, other) in found.hits.iter().zip(&expected) {
                prop_assert!((before(hit) - other.score).abs() <= 1e-5 * other.score, "{} for {}", hit.id, other.id);
            }
        }

        let first = searcher.search_within(query, SearchOptions { limit, facets: false, ..options }, &filters);
        prop_assert_eq!(first.total, expected.len());
        prop_assert_eq!(first.hits.len(), limit.min(expected.len()));
        prop_assert!(first.hits.iter().all(|hit| passes(hit, &filters, true, true)));
        prop_assert_eq!(first.facets, None);

        let mut facets = found.facets.unwrap();
        let ahead = |(name, count): &(String, usize), (other, fewer): &(String, usize)| (fewer, name) < (count, other);
        prop_assert!(facets.sources.is_sorted_by(ahead));
        facets.sources.sort();
        prop_assert_eq!(facets, counted(&all, &filters));
    }
}

#[test]
fn facets_of_an_index_count_every_document() {
    // Another order than that of the names, which decides between equals.
    let documents: Vec<Document> = (0..24)
        .map(|n| document(n, &[0], 3 - n % 4, n % 6))
        .collect();
    let facets = searcher(&documents).facets();
    let sources: Vec<_> = facets
        .sources
        .iter()
        .map(|(name, count)| (name.as_str(), *count))
        .collect();
    assert_eq!(
        sources,
        [("Báo Bắc Ninh", 6), ("TTXVN", 6), ("báo bắc ninh", 6)]
    );
    assert_eq!(facets.years, [(2026, 4), (2024, 12), (2023, 4)]);
    assert_eq!(
        searcher(&[document(0, &[0], 3, 5)]).facets(),
        Facets::default()
    );
}

#[test]
fn filters_choose_among_answers_and_change_none() {
    let mut searcher = searcher(&[document(3, &[0], 0, 0), document(4, &[3], 1, 1)]);
    let of = |source: &str| Filters {
        sources: vec![source.to_string()],
        ..Filters::default()
    };
    let options = SearchOptions {
        literal: false,
        ..ALL
    };
    let phrase = "\"công nghiệp\"";
    assert_eq!(searcher.search(phrase, options).total, 1);
    let none = searcher.search_within(phrase, options, &of("TTXVN"));
    assert_eq!((none.total, none.relaxed), (0, vec![]));
    let facets = none.facets.unwrap();
    assert_eq!(facets.sources, [("Báo Bắc Ninh".to_string(), 1)]);

    let lifted = "\"công ninh\"";
    let all = searcher.search(lifted, options);
    let some = searcher.search_within(lifted, options, &of("TTXVN"));
    assert_eq!((all.total, some.total), (2, 1));
    assert_eq!(all.relaxed, [Relaxed::Phrases]);
    assert_eq!(some.relaxed, all.relaxed);
}

#[test]
fn at_most_fifty_sources_are_listed() {
    let of = |n: usize| Document {
        source: Some(format!("Báo {}", n.min(59))),
        ..document(n, &[0], 0, 0)
    };
    let documents: Vec<Document> = (0..70).map(of).collect();
    let facets = searcher(&documents).facets();
    assert_eq!(facets.sources.len(), 50);
    assert_eq!(facets.sources[0], ("Báo 59".to_string(), 11));
}

#[test]
fn an_explanation_within_filters_adds_up() {
    let documents: Vec<Document> = (0..12)
        .map(|n| document(n, &[n % 5, 0], n % 4, n % 6))
        .collect();
    let mut searcher = searcher(&documents);
    let filters = Filters {
        years: vec![2024],
        ..Filters::default()
    };
    let hits = searcher.search_within("công nghiệp", ALL, &filters).hits;
    assert!(!hits.is_empty());
    for hit in hits {
        let explained = searcher
            .explain_within("công nghiệp", &hit.id, ALL, &filters)
            .unwrap();
        let sum: f32 = explained.parts.iter().map(|part| part.score).sum();
        assert!(
            (sum - hit.score).abs() < 1e-3 * hit.score.max(1.0),
            "{sum} for {}",
            hit.score
        );
    }
    let other = searcher.explain_within("công nghiệp", "0", ALL, &filters);
    assert!(other.is_none(), "an article of 2023");
}
