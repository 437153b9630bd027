//! First stage: scores from posting lists alone, no text read.

use super::expansion::{ExpandedExtra, ExpandedWord, Expansion};
use super::ranking::{BODY, COMPLETION, DOCUMENT_NUMBER, TITLE, agreement_weight, idf, saturate};
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
    /// Score so far.
    pub score: f32,
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
    conflicting: f32,
}

impl Frequencies {
    fn is_empty(&self) -> bool {
        self.whole + self.completing + self.conflicting == 0.0
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

/// Every document with at least one word of the query, in the order of the index.
pub fn collect(
    view: &View<'_>,
    expansion: &Expansion,
    buffers: &mut Accumulator,
) -> Vec<Candidate> {
    let documents = view.meta.documents as usize;
    buffers.slots.clear();
    buffers.slots.resize(documents, Slot::default());
    buffers
        .frequencies
        .resize(documents, Frequencies::default());
    for (at, word) in expansion.words.iter().enumerate() {
        buffers.count(view, word, expansion.accented);
        buffers.score(view.meta.documents, 1 << at, expansion.accented);
    }
    for extra in &expansion.extras {
        buffers.score_extra(view, extra);
    }
    let required = required_words(expansion);
    let slots = buffers.slots.iter().enumerate();
    slots
        .filter(|(_, slot)| slot.score > 0.0)
        .map(|(doc, slot)| Candidate {
            doc: DocId(doc as u32),
            completeness: slot.completeness(required),
            score: slot.score,
        })
        .collect()
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
    /// Adds up the frequencies of one word in each document.
    fn count(&mut self, view: &View<'_>, word: &ExpandedWord, accented: bool) {
        for variant in &word.variants {
            let weight = if accented {
                agreement_weight(variant.agreement)
            } else {
                1.0
            };
            for posting in view.postings(variant.ord) {
                let frequency = frequency(view, posting);
                let slot = &mut self.frequencies[posting.doc.0 as usize];
                if slot.is_empty() {
                    self.touched_by_word.push(posting.doc);
                }
                if variant.completes {
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
    fn score(&mut self, documents: u32, bit: u32, accented: bool) {
        let df = self.doc_freqs();
        let weights = WordWeights {
            whole: idf(documents, df.whole),
            exact: if accented {
                idf(documents, df.exact)
            } else {
                0.0
            },
            completing: COMPLETION * idf(documents, df.whole_or_completing),
            conflicting: agreement_weight(Agreement::Conflicting) * idf(documents, df.any),
        };
        for doc in self.touched_by_word.drain(..) {
            let frequencies = std::mem::take(&mut self.frequencies[doc.0 as usize]);
            let slot = &mut self.slots[doc.0 as usize];
            slot.score += weights.score(frequencies);
            if frequencies.whole + frequencies.completing > 0.0 {
                slot.words |= bit;
            } else {
                slot.conflicting |= bit;
            }
        }
    }

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

    fn score_extra(&mut self, view: &View<'_>, extra: &ExpandedExtra) {
        let doc_freq = view.postings(extra.ord).count() as u32;
        let weight = if extra.document_number {
            DOCUMENT_NUMBER
        } else {
            1.0
        };
        let weight = weight * idf(view.meta.documents, doc_freq);
        for posting in view.postings(extra.ord) {
            let slot = &mut self.slots[posting.doc.0 as usize];
            slot.score += weight * saturate(frequency(view, posting));
            slot.words |= extra.words;
        }
    }
}

/// Weights of one word, idf included.
struct WordWeights {
    whole: f32,
    exact: f32,
    completing: f32,
    conflicting: f32,
}

impl WordWeights {
    /// The best reading counts; the exact spelling comes on top.
    fn score(&self, found: Frequencies) -> f32 {
        if found.whole + found.completing == 0.0 {
            return self.conflicting * saturate(found.conflicting);
        }
        let whole = self.whole * saturate(found.whole);
        let completing = self.completing * saturate(found.whole + found.completing);
        whole.max(completing) + self.exact * saturate(found.exact)
    }
}

/// BM25F's frequency of a term in a document, over both fields.
fn frequency(view: &View<'_>, posting: Posting) -> f32 {
    let [title, body] = view.lengths.of(posting.doc);
    let [average_title, average_body] = view.lengths.average;
    TITLE.frequency(posting.title_freq as f32, title, average_title)
        + BODY.frequency(posting.body_freq as f32, body, average_body)
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
