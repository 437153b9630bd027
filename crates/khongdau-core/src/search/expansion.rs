//! Which terms of the index each word of a query may mean.

use super::query::{Query, QueryWord};
use crate::index::View;
use crate::index::terms::TermOrd;
use crate::text::{Agreement, agreement};
use std::cell::Cell;

/// A term that a word may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// The term.
    pub ord: TermOrd,
    /// How well its marks agree with those typed.
    pub agreement: Agreement,
    /// Whether the word only begins it.
    pub completes: bool,
}

/// One word with its variants.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpandedWord {
    /// Empty when the index has nothing like it.
    pub variants: Vec<Variant>,
    /// Whether it is a syllable of grammar.
    pub function_word: bool,
    /// Its keys, for pair filters; none where the word is unfinished.
    pub keys: Vec<String>,
    /// How much it tells: set when documents are scored.
    pub idf: Cell<f32>,
}

/// A further term that is in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpandedExtra {
    /// The term.
    pub ord: TermOrd,
    /// The words it stands for, as bits.
    pub words: u32,
    /// Whether it is the number of a document, which says more than any word.
    pub document_number: bool,
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
    /// Looks every word up.
    pub fn of(query: &Query, view: &View<'_>) -> Self {
        let words: Vec<ExpandedWord> = query.words.iter().map(|word| expand(word, view)).collect();
        let mut extras: Vec<ExpandedExtra> = query
            .extras
            .iter()
            .filter(|extra| !query.document_numbers.contains(&extra.term))
            .filter_map(|extra| {
                let ord = view.terms.get(&extra.term)?;
                Some(ExpandedExtra {
                    ord,
                    words: extra.words,
                    document_number: false,
                })
            })
            .collect();
        let number = query
            .document_numbers
            .iter()
            .find_map(|number| view.terms.get(number));
        extras.extend(number.map(|ord| ExpandedExtra {
            ord,
            words: unknown_words(&words),
            document_number: true,
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

fn expand(word: &QueryWord, view: &View<'_>) -> ExpandedWord {
    let key = word.term.key.as_str();
    let typed = &word.term.signature;
    let mut variants = Vec::new();
    view.terms.spellings(key, |entry| {
        let agreement = agreement(key, typed, &entry.signature);
        variants.push(Variant {
            ord: entry.ord,
            agreement,
            completes: false,
        });
    });
    if let Some(letters) = &word.prefix {
        add_completions(view, key, typed, &mut variants, key);
        if letters != key {
            add_completions(view, letters, typed, &mut variants, key);
        }
    }
    ExpandedWord {
        variants,
        function_word: word.function_word,
        keys: if word.prefix.is_none() {
            vec![word.term.key.clone()]
        } else {
            Vec::new()
        },
        idf: Cell::new(0.0),
    }
}

fn add_completions(
    view: &View<'_>,
    prefix: &str,
    typed: &[u8],
    variants: &mut Vec<Variant>,
    whole: &str,
) {
    view.terms.completions(prefix, |entry| {
        // Extra terms such as `nq:29` are reached as themselves, never as completions.
        if entry.key == whole.as_bytes() || entry.key.contains(&b':') {
            return;
        }
        let Ok(key) = std::str::from_utf8(&entry.key) else {
            return;
        };
        let agreement = agreement(key, typed, &entry.signature);
        // Half a word with other accents is another word.
        if agreement != Agreement::Conflicting {
            variants.push(Variant {
                ord: entry.ord,
                agreement,
                completes: true,
            });
        }
    });
}
