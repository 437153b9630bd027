//! Which words of the query a term stands for: the look-up that texts are read with.

use super::expansion::Expansion;
use crate::analysis::outline::{beginning_number, word_number};
use crate::index::View;
use crate::index::terms::TermOrd;
use crate::text::{Agreement, Term, agreement};
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
    /// Bits by the lowest ten of the numbers of the terms' keys.
    numbers: Vec<u64>,
    /// Beginnings of too many words to be among the terms.
    wide: Vec<Wide>,
    /// Syllables of grammar among the query's words, as bits.
    pub function_words: u32,
    /// Whether the query has more than words of letters.
    pub needs_analysis: bool,
}

/// A word of the query that begins many.
#[derive(Debug)]
struct Wide {
    typed: Term,
    /// The bits of a number that say how a key begins, and what they must be.
    begins: (u32, u32),
    word: u32,
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
            matcher.needs_analysis = true;
            matcher.extras.push(extra.label.clone());
            // A number or a short form is a token too, and stands for all its words.
            add(extra.ord, &mut |words| {
                words.agreeing |= extra.words;
                words.exact |= extra.words;
                words.joined = true;
            });
        }
        matcher.numbers = vec![0; 16];
        for (at, word) in expansion.words.iter().enumerate() {
            if let Some(typed) = &word.wide {
                matcher.wide.push(Wide {
                    begins: beginning_number(&typed.key),
                    typed: typed.clone(),
                    word: 1 << at,
                });
            }
        }
        for (ord, set) in sets {
            let Some(term) = view.terms.term(ord) else {
                continue;
            };
            if term.key.contains(':') {
                matcher.extras.push(term.key.clone());
            }
            matcher.needs_analysis |= !term.key.chars().all(char::is_alphabetic);
            let number = word_number(&term.key);
            matcher.numbers[(number >> 6 & 15) as usize] |= 1 << (number & 63);
            // Ordinals ascend as terms do, but for those of an update.
            let before = |other: &(Term, TermOrd, WordSet)| order(&other.0, &term).is_lt();
            let at = matcher.terms.partition_point(before);
            matcher.terms.insert(at, (term, ord, set));
        }
        matcher
    }

    /// Whether a token whose key has this number may stand for any word: mostly true if it does
    /// and mostly false if not.
    pub fn may_have(&self, number: u32) -> bool {
        self.numbers[(number >> 6 & 15) as usize] >> (number & 63) & 1 == 1
            || (self.wide.iter()).any(|wide| number & wide.begins.0 == wide.begins.1)
    }

    fn find(&self, term: &Term) -> Option<&(Term, TermOrd, WordSet)> {
        let at = self.terms.binary_search_by(|entry| order(&entry.0, term));
        at.ok().map(|at| &self.terms[at])
    }

    /// The words this term stands for.
    pub fn words(&self, term: &Term) -> WordSet {
        let mut words = self.find(term).map(|entry| entry.2).unwrap_or_default();
        for wide in &self.wide {
            let agrees = || agreement(&term.key, &wide.typed.signature, &term.signature);
            if term.key.starts_with(&wide.typed.key) && agrees() != Agreement::Conflicting {
                words.agreeing |= wide.word;
            }
        }
        words
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

/// The order of the dictionary.
fn order(one: &Term, other: &Term) -> Ordering {
    let by_key = one.key.as_bytes().cmp(other.key.as_bytes());
    by_key.then_with(|| one.signature.cmp(&other.signature))
}
