//! Characters and syllables of Vietnamese.
//!
//! * [`letters`]: the alphabet, taken apart and put together. * [`clean`]: text to cells.
//! * [`syllable`]: onset, nucleus, coda. * [`term`]: key and signature, and back.
//! * [`agreement`](mod@agreement): how well typed marks agree with stored ones.
//! * [`case`]: lower, capital, upper. * [`keystrokes`]: words typed with the input method switched off.
//! * [`typo`]: how far apart two keys are as misspellings of each other.

pub mod agreement;
pub mod case;
pub mod clean;
pub mod keystrokes;
pub mod letters;
pub mod syllable;
pub mod term;
pub mod typo;

use std::ops::Range;

pub use agreement::{Agreement, agreement};
pub use term::{Placement, Term, has_marks, spelling};

/// Part of a text; empty where the range does not lie on its characters. Indexing would bring
/// the library's 4 KB of error message along.
pub fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// The accent- and case-insensitive form of a token or text, as people see it: *Đường* →
/// `duong`, *Kỹ* → `ky`. Idempotent. O(text).
pub fn fold(text: &str) -> String {
    clean::bases(&clean::clean(text))
}
