//! First stage: scores from posting lists alone, no text read.

use super::Recency;
use super::expansion::{ExpandedExtra, ExpandedWord, Expansion, Variant};
use super::explain::Trace;
use super::matcher::GUESS;
use super::proximity::longest;
use super::ranking::{Weights, agreement_weight, idf};
use crate::index::lists::IMPACTS;
use crate::index::packed_date::unpack;
use crate::index::pairs::List;
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
    /// Score of its words alone.
    pub words_score: f32,
    /// Score with what its words standing together promise; in the end, with what it is.
    pub score: f32,
    /// What of the score is for having all words; in the orders of dates, what stands above it.
    pub lift: f32,
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
    /// Words that its title has, as bits.
    in_title: u32,
    /// Pairs that it has, as bits of their first words.
    pairs: u32,
    /// Pairs that its title has.
    title_pairs: u32,
    /// What those pairs are worth.
    pairs_score: f32,
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

/// Lists of a pair that are read: its spellings, readings and completions.
const MOST_PAIR_LISTS: usize = 48;

/// Scores documents for one query.
#[derive(Debug, Clone, Copy)]
pub struct Ranker<'a> {
    /// The index.
    pub view: &'a View<'a>,
    /// The query in its terms.
    pub expansion: &'a Expansion,
    /// The constants.
    pub weights: &'a Weights,
    /// Whether all of long lists is read, or the documents that a word weighs most in.
    pub deep: bool,
    /// Where the parts of one document's score are written down.
    pub trace: Option<&'a Trace>,
}

/// What the first stage found.
#[derive(Debug)]
pub struct Collected {
    /// Every document with at least one word of the query, in the order of the index, as far as the
    /// lists that were read have it.
    pub candidates: Vec<Candidate>,
    /// What pairs are worth.
    pub pairs: PairIdfs,
    /// Where lists were not read to their end, how many documents the longest of them has.
    pub at_least: Option<usize>,
}

/// What the lists of a query's pairs said.
#[derive(Debug, Default)]
pub struct PairIdfs {
    /// For each word but the last that of the pair it begins; `None` for a pair without a list.
    pub idfs: Vec<Option<f32>>,
}

impl Ranker<'_> {
    /// Writes a part of a score down if anybody wants to know.
    pub fn note(&self, doc: DocId, what: &[&str], score: f32) {
        if let Some(trace) = self.trace {
            trace.note(doc, what, score);
        }
    }

    /// Scores all documents that the lists have.
    pub fn collect(&self, buffers: &mut Accumulator) -> Collected {
        let documents = self.view.documents() as usize;
        buffers.slots.clear();
        buffers.slots.resize(documents, Slot::default());
        buffers
            .frequencies
            .resize(documents, Frequencies::default());
        let (mut cut, mut floors, mut longest) = (0, Vec::new(), 0);
        for (at, word) in self.expansion.words.iter().enumerate() {
            let lists = self.lists(word);
            let is_cut = !self.deep && lists.iter().any(|(_, list)| !list.is_whole());
            if is_cut || word.wide.is_some() {
                cut |= 1 << at;
            }
            longest = longest.max(longest_list(word, &lists));
            self.count(buffers, word, &lists, 1 << at);
            floors.push(self.score(buffers, word, 1 << at));
        }
        for extra in &self.expansion.extras {
            self.score_extra(buffers, extra);
        }
        let pairs = self.score_pairs(buffers, cut, &floors);
        let required = required_words(self.expansion, cut);
        let slots = buffers.slots.iter().enumerate();
        let candidates: Vec<Candidate> = slots
            .filter(|(doc, slot)| slot.sure && !self.view.is_gone(DocId(*doc as u32)))
            .map(|(doc, slot)| Candidate {
                doc: DocId(doc as u32),
                completeness: slot.completeness(required),
                words: slot.words,
                words_score: slot.score,
                score: slot.score + slot.pairs_score + self.promised_runs(slot),
                lift: 0.0,
            })
            .collect();
        let at_least = self.view.at_least(longest) as usize;
        Collected {
            candidates,
            pairs,
            at_least: (cut != 0).then_some(at_least),
        }
    }

    /// The lists of a word's variants.
    fn lists(&self, word: &ExpandedWord) -> Vec<(Variant, List<'_>)> {
        let list = |variant: &Variant| Some((*variant, self.view.list(variant.ord)?));
        word.variants.iter().filter_map(list).collect()
    }

    /// Adds up the frequencies of one word in each document.
    fn count(
        &self,
        buffers: &mut Accumulator,
        word: &ExpandedWord,
        lists: &[(Variant, List<'_>)],
        bit: u32,
    ) {
        for (variant, list) in lists {
            let kind = Found::of(variant);
            let weight = if self.expansion.accented && kind != Found::Conflicting {
                agreement_weight(variant.agreement)
            } else {
                1.0
            };
            let weight = weight * f32::from(variant.percent) / 100.0;
            let (of_kind, in_title) = (kind as usize, word.in_title);
            list.each(self.deep, &mut |posting| {
                let doc = posting.doc.0 as usize;
                if in_title && !posting.in_title() {
                    return;
                }
                let slot = &mut buffers.frequencies[doc];
                if !slot.touched {
                    slot.touched = true;
                    buffers.touched_by_word.push(posting.doc);
                }
                slot.by_kind[of_kind] += posting.weight() * weight;
                if posting.in_title() && kind != Found::Conflicting {
                    buffers.slots[doc].in_title |= bit;
                }
            });
        }
    }

    /// Turns those frequencies into scores, and clears them for the next word. Gives what the
    /// word is worth where it weighs least.
    fn score(&self, buffers: &mut Accumulator, word: &ExpandedWord, bit: u32) -> f32 {
        let documents = self.view.documents();
        let df = self.doc_freqs(word, buffers);
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
        weights.whole * self.weights.saturate(IMPACTS[0])
    }

    /// In how many documents a word was found. Where lists were cut they say how long they are;
    /// what several spellings share is counted for each, as far as there are documents.
    fn doc_freqs(&self, word: &ExpandedWord, buffers: &Accumulator) -> DocFreqs {
        let mut df = buffers.doc_freqs();
        let lists = self.lists(word);
        if self.deep || word.in_title || lists.iter().all(|(_, list)| list.is_whole()) {
            return df;
        }
        let documents = self.view.documents();
        let sum = |wanted: &dyn Fn(Found) -> bool| {
            let lists = lists.iter();
            let wanted = lists.filter(|(variant, _)| wanted(Found::of(variant)));
            let sum = wanted.fold(0u32, |sum, (_, list)| sum.saturating_add(list.documents));
            sum.min(documents)
        };
        df.any = df.any.max(sum(&|_| true));
        df.exact = df.exact.max(sum(&|found| found == Found::Exact));
        let whole = |found| matches!(found, Found::Exact | Found::Compatible);
        df.whole = df.whole.max(sum(&whole));
        let completing = |found| whole(found) || found == Found::Completing;
        df.whole_or_completing = df.whole_or_completing.max(sum(&completing));
        df
    }

    /// Adds what neighbours of the query are worth where they are neighbours in a document.
    /// A document with a pair has both its words, also where the list of a word was `cut` before
    /// it; there the word is worth the least it ever is.
    fn score_pairs(&self, buffers: &mut Accumulator, cut: u32, floors: &[f32]) -> PairIdfs {
        let words = &self.expansion.words;
        let mut found = PairIdfs::default();
        for (pair, two) in words.windows(2).enumerate() {
            let lists = self.pair_lists(&two[0], &two[1]);
            if lists.is_empty() {
                found.idfs.push(None);
                continue;
            }
            let documents = lists
                .iter()
                .fold(0u32, |sum, (list, _)| sum.saturating_add(list.documents));
            let idf = idf(self.view.documents(), documents.min(self.view.documents()));
            found.idfs.push(Some(idf));
            let weight = self.pair_weight(pair) * idf;
            let in_title = two[0].in_title || two[1].in_title;
            for (list, worth) in &lists {
                list.each(self.deep, &mut |posting| {
                    if in_title && !posting.in_title() {
                        return;
                    }
                    let doc = posting.doc.0 as usize;
                    let frequency = &mut buffers.frequencies[doc];
                    if !frequency.touched {
                        frequency.touched = true;
                        buffers.touched_by_word.push(posting.doc);
                    }
                    frequency.by_kind[0] += posting.weight() * worth;
                    let slot = &mut buffers.slots[doc];
                    slot.pairs |= 1 << pair;
                    if posting.in_title() {
                        slot.title_pairs |= 1 << pair;
                    }
                });
            }
            for doc in buffers.touched_by_word.drain(..) {
                let frequency = std::mem::take(&mut buffers.frequencies[doc.0 as usize]);
                let slot = &mut buffers.slots[doc.0 as usize];
                slot.pairs_score += weight * self.weights.saturate(frequency.by_kind[0]);
                for (word, floor) in floors.iter().enumerate().skip(pair).take(2) {
                    let bit = 1 << word;
                    if cut & bit != 0 && slot.words & bit == 0 {
                        slot.words |= bit;
                        slot.sure = true;
                        slot.score += floor;
                        self.note(doc, &["word ", &words[word].label], *floor);
                    }
                }
            }
        }
        found
    }

    /// The lists of two words as neighbours, each with its worth.
    fn pair_lists(&self, first: &ExpandedWord, second: &ExpandedWord) -> Vec<(List<'_>, f32)> {
        let mut lists = Vec::new();
        for (one, worth) in &first.keys {
            for (other, other_worth) in &second.keys {
                if lists.len() < MOST_PAIR_LISTS
                    && let Some(list) = self.view.pair_list(one, other)
                {
                    lists.push((list, worth * other_worth));
                }
            }
        }
        lists
    }

    /// What the longest runs that such pairs could make are worth.
    fn promised_runs(&self, slot: &Slot) -> f32 {
        let is_word_in_title = self.expansion.words.len() == 1 && slot.in_title != 0;
        if slot.pairs == 0 && !is_word_in_title {
            return 0.0;
        }
        let mut title = longest(slot.title_pairs);
        if is_word_in_title {
            title.len = 1;
        }
        self.title_run_score(title, 0) + self.body_run_score(longest(slot.pairs))
    }

    fn score_extra(&self, buffers: &mut Accumulator, extra: &ExpandedExtra) {
        let Some(list) = self.view.list(extra.ord) else {
            return;
        };
        let weight = if extra.document_number {
            self.weights.document_number
        } else {
            f32::from(extra.percent) / 100.0
        };
        let weight = weight * idf(self.view.documents(), list.documents);
        list.each(self.deep, &mut |posting| {
            let slot = &mut buffers.slots[posting.doc.0 as usize];
            let worth = weight * self.weights.saturate(posting.weight());
            slot.score += worth;
            slot.words |= extra.words;
            slot.sure = true;
            self.note(posting.doc, &["term ", &extra.label], worth);
        });
    }

    /// Lifts complete documents above the others in the score too, so that it agrees with the
    /// order. Gives what a step is.
    pub fn lift_complete(&self, candidates: &mut [Candidate]) -> f32 {
        let scores = candidates.iter().map(|candidate| candidate.score);
        let top = scores.fold(0.0, f32::max);
        for candidate in candidates {
            let lift = top * f32::from(candidate.completeness);
            self.note(candidate.doc, &["all words"], lift);
            candidate.score += lift;
            candidate.lift = lift;
        }
        top
    }

    /// Makes older documents count for less: half as much at the half-life, a third at twice
    /// that, so that old ones stay apart too. Those without a date count as of that age.
    pub fn prefer_recent(&self, recency: Recency, dates: &[u32], candidates: &mut [Candidate]) {
        for candidate in candidates {
            let date = dates.get(candidate.doc.0 as usize).copied().unwrap_or(0);
            let age = if date == 0 {
                recency.half_life
            } else {
                days(recency.today).saturating_sub(days(date)) as f32
            };
            let old = 1.0 + age / recency.half_life.max(1.0);
            let recent = candidate.score / old;
            candidate.lift /= old;
            self.note(candidate.doc, &["age"], recent - candidate.score);
            candidate.score = recent;
        }
    }
}

/// Documents of the longest list that makes a hit of each of its documents.
fn longest_list(word: &ExpandedWord, lists: &[(Variant, List<'_>)]) -> u32 {
    let makes_hits = |variant: &Variant| !word.in_title && Found::of(variant) != Found::Guessed;
    let lists = lists.iter().filter(|(variant, _)| makes_hits(variant));
    lists.map(|(_, list)| list.documents).max().unwrap_or(0)
}

/// The words a document must have to count as complete: those the index knows, without
/// syllables of grammar unless there is nothing else; of words whose lists were `cut` nobody knows
/// who has them.
fn required_words(expansion: &Expansion, cut: u32) -> u32 {
    let bits = |keep: fn(&ExpandedWord) -> bool| {
        let words = expansion.words.iter().enumerate();
        words
            .filter(|(_, word)| keep(word))
            .fold(0, |bits, (at, _)| bits | 1 << at)
    };
    let known = |word: &ExpandedWord| !word.variants.is_empty();
    let content = bits(|word| !word.variants.is_empty() && !word.function_word);
    let required = if content == 0 { bits(known) } else { content };
    required & !cut
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
