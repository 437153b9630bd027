//! Second stage: neighbouring words of the query that stand together in the text.
//!
//! Vietnamese words are mostly two syllables, so pairs of syllables are its words: *công* and
//! *nghiệp* say little apart. Pairs are counted in the token streams of the best candidates.

use super::candidates::Candidate;
use super::expansion::Expansion;
use super::matcher::{Matcher, WordSet};
use super::ranking::{
    BODY, FUNCTION_PAIR, GAPPED_PAIR, PAIR, TITLE, agreement_weight, idf, saturate,
};
use crate::index::View;
use crate::index::terms::TermOrd;
use crate::text::Agreement;

/// Adds the score of the query's pairs to each candidate. O(tokens of all candidates).
pub fn add_pair_scores(
    view: &View<'_>,
    expansion: &Expansion,
    matcher: &Matcher,
    candidates: &mut [Candidate],
    ords: &mut Vec<TermOrd>,
) {
    let pairs = expansion.words.len().saturating_sub(1);
    if pairs == 0 {
        return;
    }
    let partial = if expansion.accented {
        agreement_weight(Agreement::Compatible)
    } else {
        1.0
    };
    let mut counter = PairCounter {
        pairs,
        partial,
        matcher,
        frequencies: Vec::new(),
    };
    for candidate in candidates.iter() {
        counter.count(view, candidate, ords);
    }
    for pair in 0..pairs {
        let weight = pair_weight(expansion, pair) * counter.idf(view.meta.documents, pair);
        for (at, candidate) in candidates.iter_mut().enumerate() {
            candidate.score += weight * saturate(counter.frequencies[at * pairs + pair]);
        }
    }
}

fn pair_weight(expansion: &Expansion, pair: usize) -> f32 {
    let function_word =
        expansion.words[pair].function_word || expansion.words[pair + 1].function_word;
    PAIR * if function_word { FUNCTION_PAIR } else { 1.0 }
}

struct PairCounter<'a> {
    pairs: usize,
    /// Worth of a pair that is not exactly as typed.
    partial: f32,
    matcher: &'a Matcher,
    /// `pairs` frequencies for each candidate.
    frequencies: Vec<f32>,
}

impl PairCounter<'_> {
    fn count(&mut self, view: &View<'_>, candidate: &Candidate, ords: &mut Vec<TermOrd>) {
        let start = self.frequencies.len();
        self.frequencies.resize(start + self.pairs, 0.0);
        let lengths = view.lengths.of(candidate.doc);
        let Some(mut cursor) = view.stream(candidate.doc) else {
            return;
        };
        for (field, weight) in [TITLE, BODY].into_iter().enumerate() {
            if view.field(&mut cursor, ords).is_none() {
                return;
            }
            let one = weight.frequency(1.0, lengths[field], view.lengths.average[field]);
            self.count_field(ords, start, one);
        }
    }

    fn count_field(&mut self, ords: &[TermOrd], start: usize, one: f32) {
        let (mut before, mut before_that) = (WordSet::default(), WordSet::default());
        for ord in ords {
            let here = self.matcher.words(*ord);
            if here.agreeing > 1 {
                let adjacent = before.agreeing & (here.agreeing >> 1);
                let gapped = before_that.agreeing & (here.agreeing >> 1) & !adjacent;
                self.add(adjacent, before.exact & (here.exact >> 1), start, one);
                self.add(
                    gapped,
                    before_that.exact & (here.exact >> 1),
                    start,
                    one * GAPPED_PAIR,
                );
            }
            before_that = before;
            before = here;
        }
    }

    fn add(&mut self, mut found: u32, exact: u32, start: usize, frequency: f32) {
        while found != 0 {
            let pair = found.trailing_zeros() as usize;
            let worth = if exact >> pair & 1 == 1 {
                1.0
            } else {
                self.partial
            };
            self.frequencies[start + pair] += frequency * worth;
            found &= found - 1;
        }
    }

    /// Of the pair, with its document frequency among the candidates.
    fn idf(&self, documents: u32, pair: usize) -> f32 {
        let found = self
            .frequencies
            .iter()
            .skip(pair)
            .step_by(self.pairs)
            .filter(|f| **f > 0.0);
        idf(documents, found.count() as u32)
    }
}
