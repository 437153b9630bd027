//! How a token was written, told by its term and a [`Form`].
//!
//! A term already holds letters and marks; what is missing is case and tone placement. Of a
//! newspaper's tokens 99 in 100 come back from one of six regular forms; the rest (`1.908`,
//! decomposed or mixed Unicode, `iPhone`) are literals in a table of the index.

use crate::text::{Placement, Term, spelling};

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
        let Form::Regular(number) = self else { return false };
        let (placement, case) = REGULAR[usize::from(number)];
        let Some(lower) = spelling(&term.key, &term.signature, placement) else { return false };
        for (at, letter) in lower.chars().enumerate() {
            let raise = case == Case::Upper || (case == Case::Capital && at == 0);
            out.push(if raise { upper(letter) } else { letter });
        }
        true
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
