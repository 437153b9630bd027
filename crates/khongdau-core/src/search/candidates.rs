//! First stage: scores from posting lists alone, no text read.

use super::Recency;
use super::expansion::{ExpandedExtra, ExpandedWord, Expansion};
use super::matcher::WEAK;
use super::ranking::{Weights, agreement_weight, idf};
use crate::index::postings::Posting;
use crate::index::{DocId, View};
use crate::text::Agreement;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A document that may become a hit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The document.
    pub doc: DocId,
    /// How far it has all words: 2 all, 1 all but some with contradicting accents, 0 some.
    pub completeness: u8,
    /// Words it has, as bits.
    pub words: u32,
    /// Score so far.
    pub score: f32,
    /// Its place in the buffers of the second stage.
    pub row: usize,
}

/// Buffers of the first stage, one slot for each document, kept from query to query.
#[derive(Debug, Default)]
pub struct Accumulator {
    slots: Vec<Slot>,
    frequencies: Vec<Frequencies>,
    touched_by_word: Vec<DocId>,
}

/// What a document has gathered over all words.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    score: f32,
    /// Words it has, as bits.
    words: u32,
    /// Words it has with contradicting accents, as bits.
    conflicting: u32,
}

/// Weighted frequencies of one word in one document, by what was found.
#[derive(Debug, Clone, Copy, Default)]
struct Frequencies {
    whole: f32,
    exact: f32,
    completing: f32,
    guessed: f32,
    conflicting: f32,
}

impl Frequencies {
    fn is_empty(&self) -> bool {
        self.whole + self.completing + self.guessed + self.conflicting == 0.0
    }
}

/// In how many documents a word was found, by the same kinds.
#[derive(Debug, Clone, Copy, Default)]
struct DocFreqs {
    whole: u32,
    exact: u32,
    whole_or_completing: u32,
    any: u32,
}

/// Scores documents for one query.
#[derive(Debug, Clone, Copy)]
pub struct Ranker<'a> {
    /// The index.
    pub view: &'a View<'a>,
    /// The query in its terms.
    pub expansion: &'a Expansion,
    /// The constants.
    pub weights: &'a Weights,
}

impl Ranker<'_> {
    /// Every document with at least one word of the query, in the order of the index.
    pub fn collect(&self, buffers: &mut Accumulator) -> Vec<Candidate> {
        let documents = self.view.meta.documents as usize;
        buffers.slots.clear();
        buffers.slots.resize(documents, Slot::default());
        buffers
            .frequencies
            .resize(documents, Frequencies::default());
        for (at, word) in self.expansion.words.iter().enumerate() {
            self.count(buffers, word);
            self.score(buffers, word, 1 << at);
        }
        for extra in &self.expansion.extras {
            self.score_extra(buffers, extra);
        }
        let required = required_words(self.expansion);
        let slots = buffers.slots.iter().enumerate();
        slots
            .filter(|(_, slot)| slot.score > 0.0)
            .map(|(doc, slot)| Candidate {
                doc: DocId(doc as u32),
                completeness: slot.completeness(required),
                words: slot.words,
                score: slot.score,
                row: 0,
            })
            .collect()
    }

    /// Adds up the frequencies of one word in each document.
    fn count(&self, buffers: &mut Accumulator, word: &ExpandedWord) {
        for variant in &word.variants {
            let weight = if self.expansion.accented {
                agreement_weight(variant.agreement)
            } else {
                1.0
            };
            let weight = weight * f32::from(variant.percent) / 100.0;
            for posting in self.view.postings(variant.ord) {
                if word.in_title && posting.title_freq == 0 {
                    continue;
                }
                let frequency = self.frequency(posting);
                let slot = &mut buffers.frequencies[posting.doc.0 as usize];
                if slot.is_empty() {
                    buffers.touched_by_word.push(posting.doc);
                }
                if variant.percent <= WEAK {
                    slot.guessed += frequency * weight;
                } else if variant.completes {
                    slot.completing += frequency * weight;
                } else if variant.agreement == Agreement::Conflicting {
                    slot.conflicting += frequency;
                } else {
                    slot.whole += frequency * weight;
                    if variant.agreement <= Agreement::IyVariant {
                        slot.exact += frequency * weight;
                    }
                }
            }
        }
    }

    /// Turns those frequencies into scores, and clears them for the next word.
    fn score(&self, buffers: &mut Accumulator, word: &ExpandedWord, bit: u32) {
        let documents = self.view.meta.documents;
        let df = buffers.doc_freqs();
        word.idf.set(idf(documents, df.any));
        let weights = WordWeights {
            whole: idf(documents, df.whole),
            exact: if self.expansion.accented {
                idf(documents, df.exact)
            } else {
                0.0
            },
            completing: self.weights.completion * idf(documents, df.whole_or_completing),
            guessed: idf(documents, df.any),
            conflicting: agreement_weight(Agreement::Conflicting) * idf(documents, df.any),
        };
        for doc in buffers.touched_by_word.drain(..) {
            let frequencies = std::mem::take(&mut buffers.frequencies[doc.0 as usize]);
            let slot = &mut buffers.slots[doc.0 as usize];
            slot.score += weights.score(self.weights, frequencies);
            if frequencies.whole + frequencies.completing + frequencies.guessed > 0.0 {
                slot.words |= bit;
            } else {
                slot.conflicting |= bit;
            }
        }
    }

    fn score_extra(&self, buffers: &mut Accumulator, extra: &ExpandedExtra) {
        let doc_freq = self.view.postings(extra.ord).count() as u32;
        let weight = if extra.document_number {
            self.weights.document_number
        } else {
            1.0
        };
        let weight = weight * idf(self.view.meta.documents, doc_freq);
        for posting in self.view.postings(extra.ord) {
            let slot = &mut buffers.slots[posting.doc.0 as usize];
            slot.score += weight * self.weights.saturate(self.frequency(posting));
            slot.words |= extra.words;
        }
    }

    /// Makes older documents count for less: half as much at the half-life, a third at twice
    /// that, so that old ones stay apart too. Those without a date count as of that age.
    pub fn prefer_recent(&self, recency: Recency, candidates: &mut [Candidate]) {
        for candidate in candidates {
            let date = self
                .view
                .card(candidate.doc)
                .map_or(0, |card| card.packed_date);
            let age = if date == 0 {
                recency.half_life
            } else {
                days(recency.today).saturating_sub(days(date)) as f32
            };
            candidate.score /= 1.0 + age / recency.half_life.max(1.0);
        }
    }

    /// BM25F's frequency of a term in a document, over both fields.
    fn frequency(&self, posting: Posting) -> f32 {
        let [title, body] = self.view.lengths.of(posting.doc);
        let [average_title, average_body] = self.view.lengths.average;
        let title_freq = posting.title_freq as f32;
        self.weights
            .title
            .frequency(title_freq, title, average_title)
            + self
                .weights
                .body
                .frequency(posting.body_freq as f32, body, average_body)
    }
}

/// The words a document must have to count as complete: those the index knows, without
/// syllables of grammar unless there is nothing else.
fn required_words(expansion: &Expansion) -> u32 {
    let bits = |keep: fn(&ExpandedWord) -> bool| {
        let words = expansion.words.iter().enumerate();
        words
            .filter(|(_, word)| keep(word))
            .fold(0, |bits, (at, _)| bits | 1 << at)
    };
    let known = |word: &ExpandedWord| !word.variants.is_empty();
    match bits(|word| !word.variants.is_empty() && !word.function_word) {
        0 => bits(known),
        content => content,
    }
}

impl Slot {
    fn completeness(&self, required: u32) -> u8 {
        if required & !self.words == 0 {
            2
        } else {
            u8::from(required & !(self.words | self.conflicting) == 0)
        }
    }
}

impl Accumulator {
    fn doc_freqs(&self) -> DocFreqs {
        let mut df = DocFreqs::default();
        for doc in &self.touched_by_word {
            let frequencies = &self.frequencies[doc.0 as usize];
            df.whole += u32::from(frequencies.whole > 0.0);
            df.exact += u32::from(frequencies.exact > 0.0);
            df.whole_or_completing += u32::from(frequencies.whole + frequencies.completing > 0.0);
            df.any += 1;
        }
        df
    }
}

/// About how many days a packed date lies behind the year 0: months of 30.4 days.
fn days(date: u32) -> u32 {
    let (year, month, day) = (date >> 9, date >> 5 & 15, date & 31);
    (year * 12 + month) * 304 / 10 + day
}

/// Weights of one word, idf included.
struct WordWeights {
    whole: f32,
    exact: f32,
    completing: f32,
    guessed: f32,
    conflicting: f32,
}

impl WordWeights {
    /// The best reading counts; the exact spelling comes on top.
    fn score(&self, constants: &Weights, found: Frequencies) -> f32 {
        if found.guessed > 0.0 && found.whole + found.completing == 0.0 {
            return self.guessed * constants.saturate(found.guessed);
        }
        if found.whole + found.completing == 0.0 {
            return self.conflicting * constants.saturate(found.conflicting);
        }
        let whole = self.whole * constants.saturate(found.whole);
        let completing = self.completing * constants.saturate(found.whole + found.completing);
        whole.max(completing) + self.exact * constants.saturate(found.exact)
    }
}

/// A candidate by rank: greater is worse, so that the best come first in order and the worst
/// stands on top of a heap.
#[derive(PartialEq)]
struct Ranked(Candidate);

impl Eq for Ranked {}

impl Ord for Ranked {
    /// Best first; ties in the order of the index.
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (&self.0, &other.0);
        (b.completeness.cmp(&a.completeness))
            .then(b.score.total_cmp(&a.score))
            .then(a.doc.cmp(&b.doc))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Keeps the best `count`, in order. A heap of `count`, because it is a tenth of the code that
/// the library's sort is, and most candidates fall at the first comparison.
pub fn keep_best(candidates: &mut Vec<Candidate>, count: usize) {
    let mut best: BinaryHeap<Ranked> = BinaryHeap::new();
    for candidate in candidates.drain(..).map(Ranked) {
        if best.len() < count {
            best.push(candidate);
        } else if let Some(mut worst) = best.peek_mut()
            && candidate < *worst
        {
            *worst = candidate;
        }
    }
    candidates.extend(best.into_sorted_vec().into_iter().map(|ranked| ranked.0));
}

/// Lifts complete documents above the others in the score too, so that it agrees with the order.
pub fn lift_complete(candidates: &mut [Candidate]) {
    let top = candidates
        .iter()
        .map(|candidate| candidate.score)
        .fold(0.0, f32::max);
    for candidate in candidates {
        candidate.score += top * f32::from(candidate.completeness);
    }
}
