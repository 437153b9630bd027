//! Ranks to numbers.

use crate::collection::Collection;
use crate::queries::Query;
use khongdau_core::search::{SearchOptions, SearchResults};

/// Hits looked at, as on the page.
pub const LIMIT: usize = 10;

/// What came of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Rank of the first relevant hit, from 1; `None` where it is not among the first [`LIMIT`].
    pub rank: Option<usize>,
    /// Share of the relevant articles among the first [`LIMIT`].
    pub recall: f64,
    /// The hit that came first: identifier and title.
    pub first: Option<(String, String)>,
}

/// Asks a query as the page does.
pub fn ask(collection: &mut Collection, text: &str, limit: usize) -> SearchResults {
    let options = SearchOptions {
        limit,
        ..SearchOptions::default()
    };
    collection.searcher.search(text, options)
}

/// Asks a query and compares the hits with what is relevant.
pub fn answer(collection: &mut Collection, query: &Query) -> Answer {
    let hits = ask(collection, &query.text, LIMIT).hits;
    let is_relevant = |id: &str| query.relevant.iter().any(|relevant| relevant == id);
    let found = hits.iter().filter(|hit| is_relevant(&hit.id)).count();
    Answer {
        rank: hits
            .iter()
            .position(|hit| is_relevant(&hit.id))
            .map(|before| before + 1),
        recall: found as f64 / query.relevant.len().max(1) as f64,
        first: hits.into_iter().next().map(|hit| (hit.id, hit.title.text)),
    }
}

/// Means over queries; 0 without queries.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Score {
    /// Number of queries.
    pub queries: usize,
    /// Share of queries whose first hit is relevant.
    pub hit_1: f64,
    /// Mean of 1 / rank of the first relevant hit among the first ten, or 0 (MRR@10).
    pub mrr: f64,
    /// Mean share of the relevant articles among the first ten (recall@10).
    pub recall: f64,
}

impl Score {
    /// Means over these answers.
    pub fn of<'a>(answers: impl Iterator<Item = &'a Answer>) -> Score {
        let mut sum = Score::default();
        for answer in answers {
            sum.queries += 1;
            sum.hit_1 += f64::from(u8::from(answer.rank == Some(1)));
            sum.mrr += answer.rank.map_or(0.0, |rank| 1.0 / rank as f64);
            sum.recall += answer.recall;
        }
        let number = sum.queries.max(1) as f64;
        Score {
            queries: sum.queries,
            hit_1: sum.hit_1 / number,
            mrr: sum.mrr / number,
            recall: sum.recall / number,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Score};

    #[test]
    fn scores_are_means() {
        let answer = |rank, recall| Answer {
            rank,
            recall,
            first: None,
        };
        let answers = [
            answer(Some(1), 1.0),
            answer(Some(4), 0.5),
            answer(None, 0.0),
        ];
        let score = Score::of(answers.iter());
        assert_eq!((score.queries, score.hit_1), (3, 1.0 / 3.0));
        assert_eq!((score.mrr, score.recall), (1.25 / 3.0, 0.5));
        assert_eq!(Score::of([].iter()), Score::default());
    }
}
