//! First stage: scores from posting lists alone, no text read.

use super::Recency;
use super::expansion::{ExpandedExtra, ExpandedWord, Expansion, Variant};
use super::explain::Trace;
use super::matcher::GUESS;
use super::ranking::{Weights, agreement_weight, idf};
use crate::index::card::unpack;
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
    /// What one occurrence in the title and one in the body are worth, by document.
    worths: Vec<[f32; 2]>,
}

/// What a document has gathered over all words.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    score: f32,
    /// Words it has, as bits.
    words: u32,
    /// Words it has with contradicting accents, as bits.
    conflicting: u32,
    /// Whether it has anything that is not a guess: guesses alone make no hit.
    sure: bool,
}

/// What was found of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// The whole word, exactly as spelled.
    Exact,
    /// The whole word with more marks.
    Compatible,
    /// A word it begins.
    Completing,
    /// A guess.
    Guessed,
    /// The word with contradicting marks.
    Conflicting,
}

impl Found {
    fn of(variant: &Variant) -> Found {
        match variant.agreement {
            _ if variant.percent <= GUESS => Found::Guessed,
            _ if variant.completes => Found::Completing,
            Agreement::Exact | Agreement::IyVariant => Found::Exact,
            Agreement::Compatible => Found::Compatible,
            Agreement::Conflicting => Found::Conflicting,
        }
    }
}

/// Weighted frequencies of one word in one document.
#[derive(Debug, Clone, Copy, Default)]
struct Frequencies {
    by_kind: [f32; 5],
    touched: bool,
}

impl Frequencies {
    fn of(&self, kind: Found) -> f32 {
        self.by_kind[kind as usize]
    }

    fn whole(&self) -> f32 {
        self.of(Found::Exact) + self.of(Found::Compatible)
    }

    fn whole_or_completing(&self) -> f32 {
        self.whole() + self.of(Found::Completing)
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
    /// Where the parts of one document's score are written down.
    pub trace: Option<&'a Trace>,
}

impl Ranker<'_> {
    /// Writes a part of a score down if anybody wants to know.
    pub fn note(&self, doc: DocId, what: &[&str], score: f32) {
        if let Some(trace) = self.trace {
            trace.note(doc, what, score);
        }
    }

    /// Every document with at least one word of the query, in the order of the index.
    pub fn collect(&self, buffers: &mut Accumulator) -> Vec<Candidate> {
        let documents = self.view.meta.documents as usize;
        buffers.slots.clear();
        buffers.slots.resize(documents, Slot::default());
        buffers
            .frequencies
            .resize(documents, Frequencies::default());
        if buffers.worths.len() != documents {
            buffers.worths = (0..documents)
                .map(|doc| self.worth(DocId(doc as u32)))
                .collect();
        }
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
            .filter(|(_, slot)| slot.sure)
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
            let kind = Found::of(variant);
            let weight = if self.expansion.accented && kind != Found::Conflicting {
                agreement_weight(variant.agreement)
            } else {
                1.0
            };
            let weight = weight * f32::from(variant.percent) / 100.0;
            let least_title = u32::from(word.in_title);
            let (kind, worths) = (kind as usize, &buffers.worths);
            for posting in self.view.postings(variant.ord) {
                if posting.title_freq < least_title {
                    continue;
                }
                let doc = posting.doc.0 as usize;
                let (Some(slot), Some(worth)) = (buffers.frequencies.get_mut(doc), worths.get(doc))
                else {
                    break;
                };
                if !slot.touched {
                    slot.touched = true;
                    buffers.touched_by_word.push(posting.doc);
                }
                slot.by_kind[kind] += frequency(worth, posting) * weight;
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
            let worth = weights.score(self.weights, frequencies);
            slot.score += worth;
            slot.sure |=
                frequencies.whole_or_completing() + frequencies.of(Found::Conflicting) > 0.0;
            self.note(doc, &["word ", &word.label], worth);
            if frequencies.whole_or_completing() + frequencies.of(Found::Guessed) > 0.0 {
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
            f32::from(extra.percent) / 100.0
        };
        let weight = weight * idf(self.view.meta.documents, doc_freq);
        for posting in self.view.postings(extra.ord) {
            let slot = &mut buffers.slots[posting.doc.0 as usize];
            let worth = weight
                * self
                    .weights
                    .saturate(frequency(&buffers.worths[posting.doc.0 as usize], posting));
            slot.score += worth;
            slot.words |= extra.words;
            slot.sure = true;
            self.note(posting.doc, &["term ", &extra.label], worth);
        }
    }

    /// Lifts complete documents above the others in the score too, so that it agrees with the
    /// order.
    pub fn lift_complete(&self, candidates: &mut [Candidate]) {
        let scores = candidates.iter().map(|candidate| candidate.score);
        let top = scores.fold(0.0, f32::max);
        for candidate in candidates {
            let lift = top * f32::from(candidate.completeness);
            self.note(candidate.doc, &["all words"], lift);
            candidate.score += lift;
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
            let recent = candidate.score / (1.0 + age / recency.half_life.max(1.0));
            self.note(candidate.doc, &["age"], recent - candidate.score);
            candidate.score = recent;
        }
    }

    /// What one occurrence in the title and one in the body of a document are worth.
    pub fn worth(&self, doc: DocId) -> [f32; 2] {
        let [title, body] = self.view.lengths.of(doc);
        let [average_title, average_body] = self.view.lengths.average;
        [
            self.weights.title.frequency(1.0, title, average_title),
            self.weights.body.frequency(1.0, body, average_body),
        ]
    }
}

/// BM25F's frequency of a term in a document, over both fields.
fn frequency([title, body]: &[f32; 2], posting: Posting) -> f32 {
    title * posting.title_freq as f32 + body * posting.body_freq as f32
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
            df.whole += u32::from(frequencies.whole() > 0.0);
            df.exact += u32::from(frequencies.of(Found::Exact) > 0.0);
            df.whole_or_completing += u32::from(frequencies.whole_or_completing() > 0.0);
            df.any += 1;
        }
        df
    }
}

/// About how many days a packed date lies behind the year 0: months of 30.4 days.
fn days(date: u32) -> u32 {
    let (year, month, day) = unpack(date);
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
        let both = found.whole_or_completing();
        if both == 0.0 {
            let guessed = found.of(Found::Guessed);
            return if guessed > 0.0 {
                self.guessed * constants.saturate(guessed)
            } else {
                self.conflicting * constants.saturate(found.of(Found::Conflicting))
            };
        }
        let whole = self.whole * constants.saturate(found.whole());
        let completing = self.completing * constants.saturate(both);
        whole.max(completing) + self.exact * constants.saturate(found.of(Found::Exact))
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

/// Leaves out documents that have fewer of the query's words than `wanted` others: they would
/// come behind those whatever else there is to say for them.
pub fn keep_completest(candidates: &mut Vec<Candidate>, wanted: usize) {
    for least in [2, 1] {
        let enough = candidates
            .iter()
            .filter(|candidate| candidate.completeness >= least);
        if enough.count() >= wanted.max(1) {
            candidates.retain(|candidate| candidate.completeness >= least);
            return;
        }
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
