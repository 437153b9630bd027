//! Which words of the query a term of the index stands for: the look-up that token streams
//! are read with.

use super::expansion::Expansion;
use crate::index::terms::TermOrd;
use crate::text::Agreement;

/// Words a term stands for, as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WordSet {
    /// With agreeing accents.
    pub agreeing: u32,
    /// With exactly the accents typed; part of `agreeing`.
    pub exact: u32,
    /// With contradicting accents.
    pub conflicting: u32,
}

/// One slot for each term of the index; set and cleared at the cost of the query's variants.
#[derive(Debug, Default)]
pub struct Matcher {
    words: Vec<WordSet>,
    set: Vec<TermOrd>,
    extras: Vec<TermOrd>,
    /// Syllables of grammar among the query's words, as bits.
    pub function_words: u32,
}

impl Matcher {
    /// Takes over a query for an index of `terms` terms.
    pub fn set(&mut self, expansion: &Expansion, terms: u32) {
        self.words.resize(terms as usize, WordSet::default());
        for (at, word) in expansion.words.iter().enumerate() {
            self.function_words |= u32::from(word.function_word) << at;
            for variant in &word.variants {
                self.set.push(variant.ord);
                let Some(slot) = self.words.get_mut(variant.ord.0 as usize) else {
                    continue;
                };
                let bit = 1 << at;
                match variant.agreement {
                    Agreement::Conflicting => slot.conflicting |= bit,
                    Agreement::Exact | Agreement::IyVariant => {
                        slot.agreeing |= bit;
                        slot.exact |= bit;
                    }
                    Agreement::Compatible => slot.agreeing |= bit,
                }
            }
        }
        self.extras
            .extend(expansion.extras.iter().map(|extra| extra.ord));
    }

    /// Forgets the query.
    pub fn clear(&mut self) {
        for ord in self.set.drain(..) {
            if let Some(slot) = self.words.get_mut(ord.0 as usize) {
                *slot = WordSet::default();
            }
        }
        self.extras.clear();
        self.function_words = 0;
    }

    /// The words this term stands for.
    pub fn words(&self, ord: TermOrd) -> WordSet {
        self.words.get(ord.0 as usize).copied().unwrap_or_default()
    }

    /// Whether the query asks for this further term.
    pub fn has_extra(&self, ord: TermOrd) -> bool {
        self.extras.contains(&ord)
    }
}
