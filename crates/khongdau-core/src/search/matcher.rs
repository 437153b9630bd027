//! Which words of the query a term of the index stands for: the look-up that token streams
//! are read with.

use super::expansion::Expansion;
use crate::index::terms::TermOrd;
use crate::text::Agreement;

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

/// The terms of a query in classes: terms that stand for the same words have the same. Two
/// bytes for each term of the index; set and cleared at the cost of the query's variants.
#[derive(Debug, Default)]
pub struct Matcher {
    classes: Vec<u16>,
    /// The words of each class; class 0 stands for none.
    sets: Vec<WordSet>,
    set: Vec<TermOrd>,
    extras: Vec<TermOrd>,
    /// Syllables of grammar among the query's words, as bits.
    pub function_words: u32,
}

impl Matcher {
    /// Takes over a query for an index of `terms` terms.
    pub fn set(&mut self, expansion: &Expansion, terms: u32) {
        self.classes.resize(terms as usize, 0);
        self.sets.push(WordSet::default());
        for (at, word) in expansion.words.iter().enumerate() {
            self.function_words |= u32::from(word.function_word) << at;
            for variant in &word.variants {
                let bit = 1 << at;
                let mut words = self.words(variant.ord);
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
                self.classify(variant.ord, words);
            }
        }
        for extra in &expansion.extras {
            self.extras.push(extra.ord);
            // A number or a short form is a token too, and stands for all its words.
            let mut words = self.words(extra.ord);
            words.agreeing |= extra.words;
            words.exact |= extra.words;
            words.joined = true;
            self.classify(extra.ord, words);
        }
        let variants = expansion.words.iter().flat_map(|word| &word.variants);
        self.extras.extend(
            variants
                .filter(|variant| variant.is_extra)
                .map(|variant| variant.ord),
        );
    }

    fn classify(&mut self, ord: TermOrd, words: WordSet) {
        // Variants come word by word, so the class wanted is mostly among the last.
        let class = self.sets.iter().rposition(|set| *set == words);
        let class = class.unwrap_or_else(|| {
            self.sets.push(words);
            self.sets.len() - 1
        });
        if let (Some(slot), Ok(class)) = (self.classes.get_mut(ord.0 as usize), class.try_into()) {
            *slot = class;
            self.set.push(ord);
        }
    }

    /// Forgets the query.
    pub fn clear(&mut self) {
        for ord in self.set.drain(..) {
            if let Some(slot) = self.classes.get_mut(ord.0 as usize) {
                *slot = 0;
            }
        }
        self.sets.clear();
        self.extras.clear();
        self.function_words = 0;
    }

    /// The words this term stands for.
    pub fn words(&self, ord: TermOrd) -> WordSet {
        self.of_class(self.classes.get(ord.0 as usize).copied().unwrap_or(0))
    }

    /// The words that the terms of a class stand for.
    pub fn of_class(&self, class: u16) -> WordSet {
        self.sets
            .get(usize::from(class))
            .copied()
            .unwrap_or_default()
    }

    /// The class of each term, 0 for none.
    pub fn classes(&self) -> &[u16] {
        &self.classes
    }

    /// Whether the query asks for this further term.
    pub fn has_extra(&self, ord: TermOrd) -> bool {
        self.extras.contains(&ord)
    }
}
