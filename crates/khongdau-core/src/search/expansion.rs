//! Which terms of the index each word of a query may mean.

use super::matcher::GUESS;
use super::query::{Query, QueryWord, Reading};
use crate::index::View;
use crate::index::terms::TermOrd;
use crate::text::{Agreement, Term, agreement};
use std::cell::Cell;
use std::ops::Range;

/// A term that a word may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// The term.
    pub ord: TermOrd,
    /// How well its marks agree with those typed.
    pub agreement: Agreement,
    /// Whether the word only begins it.
    pub completes: bool,
    /// Worth of the reading it belongs to, in percent.
    pub percent: u8,
    /// Whether it stands beside tokens and is none.
    pub is_extra: bool,
}

/// One word with its variants.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpandedWord {
    /// Empty when the index has nothing like it.
    pub variants: Vec<Variant>,
    /// Whether it is a syllable of grammar.
    pub function_word: bool,
    /// The keys of its readings that are whole words, and of the words it begins most often: what
    /// it is looked for by beside its neighbours. Each with its worth, 0 to 1.
    pub keys: Vec<(String, f32)>,
    /// The key of its best reading, for explanations.
    pub label: String,
    /// The letters it begins with, where they begin too many words to be looked up.
    pub wide: Option<Term>,
    /// Whether only titles count.
    pub in_title: bool,
    /// How much it tells: set when documents are scored.
    pub idf: Cell<f32>,
}

/// A further term that is in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpandedExtra {
    /// The term.
    pub ord: TermOrd,
    /// The words it stands for, as bits.
    pub words: u32,
    /// Worth beside the words, in percent.
    pub percent: u8,
    /// Whether it is the number of a document, which says more than any word.
    pub document_number: bool,
    /// Its key, for explanations.
    pub label: String,
}

/// A query in terms of one index.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expansion {
    /// In the order typed.
    pub words: Vec<ExpandedWord>,
    /// Dates, times, joined forms, and the most specific document number the index knows.
    pub extras: Vec<ExpandedExtra>,
    /// Whether any accent was typed.
    pub accented: bool,
}

impl Expansion {
    /// Looks every word up; with `exact` only as it is spelled.
    pub fn of(query: &Query, view: &View<'_>, exact: bool) -> Self {
        let mut words: Vec<ExpandedWord> = Vec::with_capacity(query.words.len());
        for word in &query.words {
            let expanded = expand(word, words.last(), view, exact);
            words.push(expanded);
        }
        let mut extras: Vec<ExpandedExtra> = query
            .extras
            .iter()
            .filter(|extra| !query.document_numbers.contains(&extra.term))
            .filter_map(|extra| {
                let ord = view.terms.get(&extra.term)?;
                Some(ExpandedExtra {
                    ord,
                    words: bits(&extra.words),
                    percent: extra.percent,
                    document_number: false,
                    label: extra.term.key.clone(),
                })
            })
            .collect();
        let numbers = query.document_numbers.iter();
        let number = numbers
            .filter_map(|number| Some((view.terms.get(number)?, number)))
            .next();
        extras.extend(number.map(|(ord, number)| ExpandedExtra {
            ord,
            words: unknown_words(&words),
            percent: 100,
            document_number: true,
            label: number.key.clone(),
        }));
        Self {
            words,
            extras,
            accented: query.accented,
        }
    }
}

/// The words without variants: in `nq29` the number of the document is all there is.
fn unknown_words(words: &[ExpandedWord]) -> u32 {
    words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.variants.is_empty())
        .fold(0, |bits, (at, _)| bits | 1 << at)
}

fn bits(words: &Range<usize>) -> u32 {
    words.clone().fold(0, |bits, word| bits | 1 << word)
}

fn expand(
    word: &QueryWord,
    before: Option<&ExpandedWord>,
    view: &View<'_>,
    exact: bool,
) -> ExpandedWord {
    let mut variants = Vec::new();
    let mut keys: Vec<(String, f32)> = Vec::new();
    for reading in &word.readings {
        add_variants(reading, view, exact, &mut variants);
        if variants.iter().any(|variant: &Variant| !variant.completes) {
            let worth = if reading.percent <= GUESS { 0.6 } else { 1.0 };
            keys.push((reading.term.key.clone(), worth));
        }
    }
    add_completed_keys(&variants, view, &mut keys);
    let wide = wide(word, view);
    if let (Some(wide), Some(before)) = (&wide, before) {
        add_keys_behind(before, &wide.key, view, &mut keys);
    }
    ExpandedWord {
        variants,
        function_word: word.function_word,
        keys,
        label: word.main().term.key.clone(),
        wide,
        in_title: word.in_title,
        idf: Cell::new(0.0),
    }
}

/// The beginning that a word is, where it begins more than can be looked up.
fn wide(word: &QueryWord, view: &View<'_>) -> Option<Term> {
    let reading = word.main();
    let letters = reading.prefix.as_deref()?;
    view.terms.is_wide(letters).then(|| Term {
        key: letters.to_string(),
        signature: reading.term.signature.clone(),
    })
}

/// Adds the keys that stand most often behind the word before and begin so.
fn add_keys_behind(
    before: &ExpandedWord,
    letters: &str,
    view: &View<'_>,
    keys: &mut Vec<(String, f32)>,
) {
    let mut best: Vec<(u32, String)> = Vec::new();
    for (first, _) in &before.keys {
        view.pairs_behind(first, letters, &mut |second, documents| {
            let at = best.partition_point(|(other, _)| *other >= documents);
            if at < KEYS_BEHIND {
                best.insert(at, (documents, second.to_string()));
                best.truncate(KEYS_BEHIND);
            }
        });
    }
    for (_, key) in best {
        if !keys.iter().any(|(other, _)| *other == key) {
            keys.push((key, COMPLETED));
        }
    }
}

/// Words behind another that a beginning of few letters may become.
const KEYS_BEHIND: usize = 16;
/// Completions that are looked for beside their neighbours.
const COMPLETED_KEYS: usize = 8;
/// Worth of such a pair.
const COMPLETED: f32 = 0.7;

/// Adds the keys of the completions in most documents.
fn add_completed_keys(variants: &[Variant], view: &View<'_>, keys: &mut Vec<(String, f32)>) {
    let mut best: Vec<(u32, TermOrd)> = Vec::new();
    for variant in variants.iter().filter(|variant| variant.completes) {
        let documents = view.list(variant.ord).map_or(0, |list| list.documents);
        let at = best.partition_point(|(other, _)| *other >= documents);
        if at < COMPLETED_KEYS {
            best.insert(at, (documents, variant.ord));
            best.truncate(COMPLETED_KEYS);
        }
    }
    for (_, ord) in best {
        if let Some(term) = view.terms.term(ord)
            && !keys.iter().any(|(key, _)| *key == term.key)
        {
            keys.push((term.key, COMPLETED));
        }
    }
}

fn add_variants(reading: &Reading, view: &View<'_>, exact: bool, variants: &mut Vec<Variant>) {
    let key = reading.term.key.as_str();
    let typed = &reading.term.signature;
    let mut add = |ord, agreement, completes| {
        let allowed = !exact || agreement <= Agreement::IyVariant || completes;
        if allowed && !variants.iter().any(|other| other.ord == ord) {
            variants.push(Variant {
                ord,
                agreement,
                completes,
                percent: reading.percent,
                is_extra: key.as_bytes().contains(&b':'),
            });
        }
    };
    view.terms.spellings(key, &mut |entry| {
        add(entry.ord, agreement(key, typed, &entry.signature), false);
    });
    let Some(letters) = &reading.prefix else {
        return;
    };
    for prefix in [key, letters] {
        view.terms.completions(prefix, &mut |entry| {
            // Extra terms such as `nq:29` are reached as themselves, never as completions.
            if entry.key == key.as_bytes() || entry.key.contains(&b':') {
                return;
            }
            let Ok(whole) = std::str::from_utf8(&entry.key) else {
                return;
            };
            let agreement = agreement(whole, typed, &entry.signature);
            // Half a word with other accents is another word.
            if agreement != Agreement::Conflicting {
                add(entry.ord, agreement, true);
            }
        });
        if letters == key {
            break;
        }
    }
}
