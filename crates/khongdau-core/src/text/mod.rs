//! Characters and syllables of Vietnamese. API contract; the implementation replaces the bodies.

/// Folded form of one token or text: no marks, lower case, đ → d; keeps `y`.
pub fn fold(_text: &str) -> String { todo!() }

/// What the index looks up: a folded key and the marks that were taken off it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// Folded syllable with canonical i/y (`ky` → `ki`).
    pub key: String,
    /// One byte 0x40..=0xFF, or 0x3F followed by the UTF-8 of the NFC lower-case token.
    pub signature: Vec<u8>,
}
impl Term {
    /// The term of one token as written.
    pub fn of(_token: &str) -> Term { todo!() }
    /// A term that carries no marks (numbers, document numbers, joined forms).
    pub fn bare(_key: &str) -> Term { todo!() }
    /// Dictionary key: `key ‖ 0x01 ‖ signature`.
    pub fn to_bytes(&self) -> Vec<u8> { todo!() }
    /// The inverse of [`Term::to_bytes`]; `None` on anything else.
    pub fn from_bytes(_bytes: &[u8]) -> Option<Term> { todo!() }
}

/// Where the tone mark goes in open oa, oe, uy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement { /// *hòa, khỏe, thủy*
    Old, /// *hoà, khoẻ, thuỷ*
    New }

/// The lower-case NFC spelling of a term; for an escaped signature the spelling it carries.
/// `None` where key and signature do not fit together.
pub fn spelling(_key: &str, _signature: &[u8], _placement: Placement) -> Option<String> { todo!() }

/// How well the marks of a stored token agree with those that were typed, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement { /// same marks
    Exact, /// differs only in i/y
    IyVariant, /// every typed mark is there, the stored token has more
    Compatible, /// same letters, contradicting marks
    Conflicting }

/// Compares signatures of two tokens with the same key (or of a prefix and a longer key).
pub fn agreement(_key: &str, _typed: &[u8], _stored: &[u8]) -> Agreement { todo!() }
/// Whether a signature carries any tone, quality or đ (i/y does not count).
pub fn has_marks(_signature: &[u8]) -> bool { todo!() }
