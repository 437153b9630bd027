//! Which words the index has, and how it spells them.

use crate::index::View;
use crate::index::acronyms::long_form_term;
use crate::index::terms::TermOrd;
use crate::search::language::{Column, State};
use crate::search::matcher::GUESS;
use crate::search::query::{Query, QueryWord, Reading};
use crate::text::{Agreement, Placement, Term, agreement, spelling};

/// Cost of a term whose accents contradict those typed: about one in seven.
pub const CONFLICT: f32 = 2.0;
/// Cost of a term that has more accents than were typed, where some were.
const COMPATIBLE: f32 = 0.2;

/// Completions that are looked at: two letters begin hundreds of words, one letter thousands.
const MOST_COMPLETIONS: usize = 1500;

/// The words of an index.
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary<'a> {
    /// The index.
    pub view: &'a View<'a>,
}

impl Vocabulary<'_> {
    /// Asks for what every query reads: the blocks of its words, and of its pairs.
    pub fn touch(&self, query: &Query) {
        let mut before: Option<&str> = None;
        for word in &query.words {
            let key = word.main().term.key.as_str();
            let letters = word.main().prefix.as_deref();
            self.view.terms.touch(key, letters);
            if let Some(before) = before.replace(key) {
                self.view.touch_pairs(before, letters.unwrap_or(key));
            }
        }
    }

    /// Whether the index has this key with any accents.
    pub fn has_key(&self, key: &str) -> bool {
        let mut found = false;
        self.view.terms.spellings(key, &mut |entry| {
            // Long forms of acronyms are in the dictionary even where no document has them.
            let list = self.view.list(entry.ord);
            found = found || list.is_some_and(|list| list.documents > 0);
        });
        found
    }

    /// Whether the index has a term with all the marks of this one.
    pub fn has(&self, term: &Term) -> bool {
        let mut found = false;
        self.view.terms.spellings(&term.key, &mut |entry| {
            found = found || entry.agrees(&term.signature);
        });
        found
    }

    /// Whether the index has a term that these letters begin, with all the marks of `term`.
    pub fn begins(&self, letters: &str, term: &Term) -> bool {
        let mut found = false;
        self.view.terms.completions(letters, &mut |entry| {
            found = found || entry.agrees(&term.signature);
        });
        found
    }

    /// Whether the index has anything for a reading.
    pub fn knows(&self, reading: &Reading) -> bool {
        let key = &reading.term.key;
        self.has_key(key)
            || self.view.terms.get(&long_form_term(key)).is_some()
            || reading.prefix.as_ref().is_some_and(|letters| {
                // What begins that much is half a word, and no mistake.
                self.view.terms.is_wide(letters)
                    || self.begins(letters, &reading.term)
                    || self.begins(&reading.term.key, &reading.term)
            })
    }

    /// Whether the index has anything for a word.
    pub fn knows_any(&self, word: &QueryWord) -> bool {
        word.readings.iter().any(|reading| self.knows(reading))
    }

    /// The terms that each of these words may mean.
    pub fn columns(&self, words: &[QueryWord]) -> Vec<Column> {
        words.iter().map(|word| self.states(word)).collect()
    }

    /// The terms that a word as a whole may mean by all its readings.
    pub fn states(&self, word: &QueryWord) -> Column {
        self.states_of(word, 0)
    }

    /// Those of its readings that are no guesses.
    pub fn likely_states(&self, word: &QueryWord) -> Column {
        self.states_of(word, GUESS)
    }

    fn states_of(&self, word: &QueryWord, above: u8) -> Column {
        let mut column = Column::new();
        let words = word
            .readings
            .iter()
            .filter(|reading| reading.percent > above && !reading.term.key.contains(':'));
        for reading in words {
            self.add_states(
                &reading.term,
                f32::from(100 - reading.percent) / 25.0,
                &mut column,
            );
        }
        column
    }

    /// Adds the terms that a term as typed may mean, each at least as unlikely as `cost`.
    pub fn add_states(&self, typed: &Term, cost: f32, column: &mut Column) {
        let bare = !crate::text::has_marks(&typed.signature);
        self.view.terms.spellings(&typed.key, &mut |entry| {
            let more = match agreement(&typed.key, &typed.signature, &entry.signature) {
                Agreement::Conflicting => CONFLICT,
                Agreement::Compatible if !bare => COMPATIBLE,
                _ => 0.0,
            };
            push(column, entry.ord, cost + more);
        });
    }

    /// The words of letters that an unfinished word may become, at most [`MOST_COMPLETIONS`].
    pub fn completions(&self, reading: &Reading) -> Column {
        let letters = reading.prefix.as_deref().unwrap_or_default();
        let mut all = Column::new();
        for prefix in [letters, reading.term.key.as_str()] {
            self.view.terms.completions(prefix, &mut |entry| {
                let word = entry.key.iter().all(u8::is_ascii_lowercase);
                let ascends = all.last().is_none_or(|last| last.ord < entry.ord);
                if word
                    && ascends
                    && all.len() < MOST_COMPLETIONS
                    && entry.agrees(&reading.term.signature)
                {
                    all.push(State {
                        ord: entry.ord,
                        cost: 0.0,
                    });
                }
            });
            if letters == reading.term.key {
                break;
            }
        }
        all
    }

    /// The lower-case spelling of a term.
    pub fn spelling(&self, ord: TermOrd) -> Option<String> {
        let term = self.view.terms.term(ord)?;
        spelling(&term.key, &term.signature, Placement::Old)
    }
}

/// Inserts a state, or makes it cheaper.
fn push(column: &mut Column, ord: TermOrd, cost: f32) {
    match column.binary_search_by_key(&ord, |state| state.ord) {
        Ok(at) => column[at].cost = column[at].cost.min(cost),
        Err(at) => column.insert(at, State { ord, cost }),
    }
}
