//! What one short form may stand for, and how far each is trusted.

use super::builtin::Class;
use super::spellings::Spellings;
use crate::text::Term;

/// As how many documents an entry of the built-in list counts, by class.
const KNOWN: u32 = 3;
const KNOWN_AMBIGUOUS: u32 = 1;
/// How much more a long form must count than another meaning to be the meaning.
const OUTWEIGHS: u32 = 3;

/// A candidate for what a short form stands for.
#[derive(Debug)]
pub struct Meaning<'a> {
    /// The long form.
    pub terms: &'a [Term],
    /// Its spellings.
    pub spellings: Spellings,
    /// Documents that say so, and what the built-in list adds.
    pub support: u32,
    /// Whether a document says so.
    explained: bool,
    /// Whether anybody writes exactly that, and no more.
    whole: bool,
    /// Whether the built-in list says so, and does not call it ambiguous.
    known: bool,
}

/// How far a meaning is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It outweighs all others.
    Trusted,
    /// It is one of several, or only the end of what documents say.
    Weak,
    /// It is built in, but the documents mean something else.
    Overridden,
}

impl<'a> Meaning<'a> {
    /// One that nobody has spoken for yet.
    pub fn new(terms: &'a [Term]) -> Self {
        Self {
            terms,
            spellings: Spellings::default(),
            support: 0,
            explained: false,
            whole: false,
            known: false,
        }
    }

    /// The built-in list says so.
    pub fn know(&mut self, spelling: &str, class: Class) {
        self.spellings.add(spelling, 1);
        self.whole = true;
        self.known = class != Class::Ambiguous;
        self.support += if self.known { KNOWN } else { KNOWN_AMBIGUOUS };
    }

    /// Documents say so; `whole` where one of them says no more.
    pub fn explain(&mut self, spellings: &Spellings, whole: bool) {
        self.spellings.add_all(spellings);
        self.support += spellings.total();
        self.explained = true;
        self.whole |= whole;
    }

    /// Compares it with all meanings of the short form.
    pub fn judged(&self, all: &[Meaning<'_>]) -> Verdict {
        let others = all.iter().filter(|other| !self.agrees(other));
        let rival = others.map(|other| other.support).max().unwrap_or(0);
        if self.whole && self.support >= OUTWEIGHS * rival {
            Verdict::Trusted
        } else if !self.explained && rival >= OUTWEIGHS * self.support {
            Verdict::Overridden
        } else {
            Verdict::Weak
        }
    }

    /// Whether both may be meant at once: they are built in side by side, or spell one thing.
    fn agrees(&self, other: &Meaning<'_>) -> bool {
        self.known && other.known
            || is_subsequence(self.terms, other.terms)
            || is_subsequence(other.terms, self.terms)
            || is_misspelling(self.terms, other.terms)
    }
}

/// Whether one has more words: *khoa học (và) công nghệ*, *tổng sản phẩm trên địa bàn (tỉnh)*.
fn is_subsequence(short: &[Term], long: &[Term]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|term| rest.any(|other| other == term))
}

/// Whether one word of four or more differs: *trung học cơ sở*, *trung học cơ sờ*.
fn is_misspelling(a: &[Term], b: &[Term]) -> bool {
    let different = a.iter().zip(b).filter(|(one, other)| one != other).count();
    a.len() == b.len() && a.len() >= 4 && different <= 1
}
