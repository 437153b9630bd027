//! What a reader meant, where it differs from what was typed.
//!
//! ```text
//! Query ─► keystrokes ─► spacing ─► spelling ─► Query with more readings, and what was understood
//! ```
//!
//! * `acronyms`: short forms and what they stand for. * `keystrokes`: Telex and VNI typed with the input method off.
//! * `spacing`: blanks too few and too many.
//! * `spelling`: typos, and the query in proper Vietnamese.
//! * `vocabulary`: which words the index has. Everything is judged by it: there is no other
//!   dictionary.

mod acronyms;
mod keystrokes;
mod spacing;
mod spelling;
mod vocabulary;

pub use acronyms::expand as expand_acronyms;
pub use spelling::proper_spelling;
pub use vocabulary::Vocabulary;

use super::query::{Query, Reading};
use crate::text::Term;

/// How a word was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// As Telex keys.
    Telex,
    /// As VNI keys.
    Vni,
    /// As another word with a typo.
    Typo,
    /// As several words without the blanks between.
    Split,
    /// As one word with a blank inside.
    Joined,
}

impl How {
    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            How::Telex => "telex",
            How::Vni => "vni",
            How::Typo => "typo",
            How::Split => "split",
            How::Joined => "joined",
        }
    }
}

/// A part of the query that was read as something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// As typed.
    pub typed: String,
    /// As understood, in proper Vietnamese.
    pub meant: String,
    /// Why.
    pub how: How,
}

/// What it takes to call an unknown word another one.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Evidence {
    /// It was seen beside its neighbours.
    Neighbours,
    /// It is there.
    Any,
}

/// Gives the words of a query the readings that the index speaks for, and says which.
///
/// Words the index knows are read otherwise only where their neighbours say so. Costs look-ups
/// in the dictionary for each word, and a search for similar keys for each that is unknown.
pub fn understand(query: &mut Query, text: &str, vocabulary: &Vocabulary<'_>) -> Vec<Understood> {
    let mut understood = Vec::new();
    keystrokes::read(query, text, vocabulary, &mut understood);
    spacing::join(query, text, vocabulary, &mut understood);
    // What stands beside its neighbours with a typo is rather that than two words.
    let evidence = Evidence::Neighbours;
    let doubtful = spelling::correct(query, text, vocabulary, evidence, &mut understood);
    let words = query.words.len();
    spacing::split(query, text, vocabulary, evidence, &mut understood);
    // Nothing doubtful and nothing split: a second look would see the same.
    let evidence = Evidence::Any;
    if doubtful || query.words.len() != words {
        spelling::correct(query, text, vocabulary, evidence, &mut understood);
    }
    spacing::split(query, text, vocabulary, evidence, &mut understood);
    let respaced = |note: &&mut Understood| matches!(note.how, How::Split | How::Joined);
    for note in understood.iter_mut().filter(respaced) {
        let words = Query::parse(&note.meant, false);
        note.meant = proper_spelling(&words, &note.meant, vocabulary).0;
    }
    understood
}

/// Letters of a beginning that is searched for at least.
const SHORTEST_BEGINNING: usize = 4;

/// Reads words that the index does not have as the longest beginnings it has; whether there
/// were any.
pub fn read_beginnings(query: &mut Query, vocabulary: &Vocabulary<'_>) -> bool {
    let mut any = false;
    for word in &mut query.words {
        let reading = &mut word.readings[0];
        if vocabulary.knows(reading) {
            continue;
        }
        let mut letters = reading.term.key.clone();
        let least = SHORTEST_BEGINNING.max(letters.len() / 2);
        while letters.pop().is_some() && letters.len() >= least {
            let term = Term::bare(&letters);
            if vocabulary.begins(&letters, &term) {
                *reading = Reading {
                    term,
                    prefix: Some(letters),
                    percent: 100,
                };
                any = true;
                break;
            }
        }
    }
    any
}

/// Words with blanks between.
fn spaced<T: AsRef<str>>(words: impl Iterator<Item = T>) -> String {
    let mut out = String::new();
    for word in words {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word.as_ref());
    }
    out
}
