//! Which words of the query a term stands for: the look-up that texts are read with.

use super::expansion::Expansion;
use crate::index::View;
use crate::index::terms::TermOrd;
use crate::text::{Agreement, Term};
use std::cmp::Ordering;

/// Readings of at most this worth, in percent, are guesses.
pub const GUESS: u8 = 50;

/// Words a term stands for, as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WordSet {
    /// With agreeing accents.
    pub agreeing: u32,
    /// With exactly the accents typed; part of `agreeing`.
    pub exact: u32,
    /// With contradicting accents.
    pub conflicting: u32,
    /// By a reading that is little more than a guess; part of `agreeing`.
    pub weak: u32,
    /// Whether it stands for all these words at once: a short form, a number.
    pub joined: bool,
}

/// The terms of a query, each with the words it stands for.
#[derive(Debug, Default)]
pub struct Matcher {
    /// Ascending by term.
    terms: Vec<(Term, TermOrd, WordSet)>,
    /// Keys of further terms.
    extras: Vec<String>,
    /// Syllables of grammar among the query's words, as bits.
    pub function_words: u32,
}

impl Matcher {
    /// The terms of a query.
    pub fn of(expansion: &Expansion, view: &View<'_>) -> Self {
        let mut matcher = Self::default();
        let mut sets: Vec<(TermOrd, WordSet)> = Vec::new();
        let mut add = |ord: TermOrd, more: &mut dyn FnMut(&mut WordSet)| {
            let at = match sets.binary_search_by_key(&ord, |entry| entry.0) {
                Ok(at) => at,
                Err(at) => {
                    sets.insert(at, (ord, WordSet::default()));
                    at
                }
            };
            more(&mut sets[at].1);
        };
        for (at, word) in expansion.words.iter().enumerate() {
            let bit = 1 << at;
            matcher.function_words |= u32::from(word.function_word) << at;
            for variant in &word.variants {
                add(variant.ord, &mut |words| {
                    match variant.agreement {
                        Agreement::Conflicting => words.conflicting |= bit,
                        Agreement::Exact | Agreement::IyVariant => {
                            words.agreeing |= bit;
                            words.exact |= bit;
                        }
                        Agreement::Compatible => words.agreeing |= bit,
                    }
                    if variant.percent <= GUESS {
                        words.weak |= bit & words.agreeing;
                    }
                });
            }
        }
        for extra in &expansion.extras {
            matcher.extras.push(extra.label.clone());
            // A number or a short form is a token too, and stands for all its words.
            add(extra.ord, &mut |words| {
                words.agreeing |= extra.words;
                words.exact |= extra.words;
                words.joined = true;
            });
        }
        // Ordinals ascend as terms do.
        for (ord, set) in sets {
            let Some(term) = view.terms.term(ord) else {
                continue;
            };
            if term.key.contains(':') {
                matcher.extras.push(term.key.clone());
            }
            matcher.terms.push((term, ord, set));
        }
        matcher
    }

    fn find(&self, term: &Term) -> Option<&(Term, TermOrd, WordSet)> {
        let order = |other: &Term| -> Ordering {
            let by_key = other.key.as_bytes().cmp(term.key.as_bytes());
            by_key.then_with(|| other.signature.cmp(&term.signature))
        };
        let at = self.terms.binary_search_by(|entry| order(&entry.0));
        at.ok().map(|at| &self.terms[at])
    }

    /// The words this term stands for.
    pub fn words(&self, term: &Term) -> WordSet {
        self.find(term).map(|entry| entry.2).unwrap_or_default()
    }

    /// Its ordinal, where it stands for any.
    pub fn ord(&self, term: &Term) -> Option<TermOrd> {
        self.find(term).map(|entry| entry.1)
    }

    /// Whether the query asks for this further term.
    pub fn has_extra(&self, key: &str) -> bool {
        self.extras.iter().any(|extra| extra == key)
    }
}
