//! How a token was written, told by its term and a [`Form`].
//!
//! A term already holds letters and marks; what is missing is case and tone placement. Of a
//! newspaper's tokens 99 in 100 come back from one of six regular forms; the rest (`1.908`,
//! decomposed or mixed Unicode, `iPhone`) are literals in a table of the index.

use super::terms::TermOrd;
use crate::text::letters::lower;
use crate::text::{Placement, Term, spelling};
use std::cell::RefCell;

/// How the surface of a token comes from its term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// One of [`REGULAR`], by index.
    Regular(u8),
    /// Spelled out; the literal's number stands in the token stream.
    Literal,
}

/// The number of [`Form::Literal`] in the format.
pub const LITERAL: u8 = 6;

/// The regular forms by number: where the tone mark goes, and the case.
pub const REGULAR: [(Placement, Case); LITERAL as usize] = [
    (Placement::Old, Case::Lower),
    (Placement::Old, Case::Capital),
    (Placement::Old, Case::Upper),
    (Placement::New, Case::Lower),
    (Placement::New, Case::Capital),
    (Placement::New, Case::Upper),
];

/// Case of a whole token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// *công*
    Lower,
    /// *Công*
    Capital,
    /// *CÔNG*
    Upper,
}

impl Form {
    /// The form with this number in the format.
    pub fn from_number(number: u32) -> Option<Form> {
        match number {
            0..6 => Some(Form::Regular(number as u8)),
            6 => Some(Form::Literal),
            _ => None,
        }
    }

    /// Its number in the format.
    pub fn number(self) -> u8 {
        match self {
            Form::Regular(number) => number,
            Form::Literal => LITERAL,
        }
    }

    /// The first form that reproduces `surface` to the byte.
    #[cfg(feature = "writer")]
    pub fn of(term: &Term, surface: &str) -> Form {
        (0..LITERAL)
            .map(Form::Regular)
            .find(|form| {
                let mut written = String::new();
                form.write(term, &mut written) && written == surface
            })
            .unwrap_or(Form::Literal)
    }

    /// Appends the surface of `term`; `false` (and nothing appended) for a literal or a term
    /// without a spelling.
    pub fn write(self, term: &Term, out: &mut String) -> bool {
        let Form::Regular(number) = self else {
            return false;
        };
        let (placement, case) = REGULAR[usize::from(number)];
        let Some(lower) = spelling(&term.key, &term.signature, placement) else {
            return false;
        };
        case.write(&lower, out);
        true
    }
}

impl Case {
    /// The case of a word as typed.
    pub fn of(typed: &str) -> Case {
        let is_upper = |letter: char| lower(letter) != letter;
        let mut letters = typed.chars();
        match letters.next() {
            Some(first) if is_upper(first) => match letters.next() {
                Some(_) if typed.chars().all(is_upper) => Case::Upper,
                _ => Case::Capital,
            },
            _ => Case::Lower,
        }
    }

    /// Appends a word given in lower case.
    pub fn write(self, lower: &str, out: &mut String) {
        match self {
            Case::Lower => out.push_str(lower),
            Case::Upper => out.extend(lower.chars().map(upper)),
            Case::Capital => {
                let mut letters = lower.chars();
                out.extend(letters.next().map(upper));
                out.push_str(letters.as_str());
            }
        }
    }
}

/// Spellings of terms that were shown lately. Without it a query over the seeds takes ten
/// times as long, nearly all of it looking up the words of five snippets.
#[derive(Debug)]
pub struct SpellingCache {
    slots: RefCell<Vec<(u32, Box<str>)>>,
}

/// Slots of the cache, each for the terms whose ordinal has these low bits: with the words of
/// ordinary text some 150 KB.
const CACHE_SLOTS: usize = 4096;
/// The ordinal of an empty slot; no index has that many terms.
const NO_TERM: u32 = u32::MAX;

impl Default for SpellingCache {
    fn default() -> Self {
        Self {
            slots: RefCell::new(vec![(NO_TERM, Box::default()); CACHE_SLOTS]),
        }
    }
}

impl SpellingCache {
    /// Appends the surface of a term in a regular form, as [`Form::write`] does; `term` gives
    /// the term where the cache has to look it up.
    pub fn write(
        &self,
        ord: TermOrd,
        form: Form,
        term: impl FnOnce() -> Option<Term>,
        out: &mut String,
    ) -> Option<()> {
        let Form::Regular(number) = form else {
            return None;
        };
        let (placement, case) = REGULAR[usize::from(number)];
        if placement == Placement::New {
            return form.write(&term()?, out).then_some(());
        }
        let mut slots = self.slots.borrow_mut();
        let slot = slots.get_mut(ord.0 as usize % CACHE_SLOTS)?;
        if slot.0 != ord.0 {
            let term = term()?;
            *slot = (
                ord.0,
                spelling(&term.key, &term.signature, placement)?.into(),
            );
        }
        case.write(&slot.1, out);
        Some(())
    }
}

/// The capital of a letter of the Vietnamese alphabet; other letters stay (and become
/// literals). By arithmetic, because the standard library's tables weigh 5 KB in wasm.
fn upper(letter: char) -> char {
    match letter {
        'a'..='z' => letter.to_ascii_uppercase(),
        'à'..='ö' | 'ø'..='þ' => shifted(letter, 0x20),
        'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' => shifted(letter, 1),
        'ạ'..='ỹ' if u32::from(letter) % 2 == 1 => shifted(letter, 1),
        _ => letter,
    }
}

fn shifted(letter: char, by: u32) -> char {
    char::from_u32(u32::from(letter) - by).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::upper;

    #[test]
    fn capitals_agree_with_unicode() {
        let vietnamese = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ";
        for letter in vietnamese.chars() {
            assert_eq!(upper(letter).to_string(), letter.to_uppercase().to_string());
        }
        assert_eq!(upper('÷'), '÷');
    }
}
