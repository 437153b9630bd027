//! Terms: their numbers while documents come in, and their ordinals at the end.

use crate::index::terms::{SEPARATOR, TermOrd};
use rustc_hash::FxHashMap;

/// Numbers the bytes of terms in order of first appearance.
#[derive(Debug, Default)]
pub struct Interner {
    numbers: FxHashMap<Box<[u8]>, u32>,
}

impl Interner {
    /// The number of a term, a new one if need be.
    pub fn number(&mut self, term: &[u8]) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(term.into(), number);
        number
    }

    /// Whether a term has one.
    pub fn knows(&self, term: &[u8]) -> bool {
        self.numbers.contains_key(term)
    }
}

/// Terms in their final order.
#[derive(Debug)]
pub struct Dictionary {
    /// By the numbers of their first appearance.
    pub ords: Vec<TermOrd>,
    /// Those numbers, by ordinal.
    pub numbers: Vec<u32>,
    /// By ordinal.
    pub bytes: Vec<Box<[u8]>>,
}

impl Dictionary {
    /// Sorts all terms. O(terms log terms).
    pub fn of(terms: Interner) -> Self {
        let mut sorted: Vec<(Box<[u8]>, u32)> = terms.numbers.into_iter().collect();
        sorted.sort_unstable();
        let (bytes, numbers): (Vec<Box<[u8]>>, Vec<u32>) = sorted.into_iter().unzip();
        Self {
            ords: inverse(&numbers),
            numbers,
            bytes,
        }
    }

    /// The key of a term.
    pub fn key(&self, ord: TermOrd) -> &str {
        key_of(&self.bytes[ord.0 as usize])
    }
}

/// `ords[number]` is the final ordinal of the term that appeared as `number`th.
fn inverse(sorted: &[u32]) -> Vec<TermOrd> {
    let mut ords = vec![TermOrd(0); sorted.len()];
    for (ord, number) in sorted.iter().enumerate() {
        ords[*number as usize] = TermOrd(ord as u32);
    }
    ords
}

/// The key of a term's bytes.
pub fn key_of(term: &[u8]) -> &str {
    let key = term.split(|byte| *byte == SEPARATOR).next();
    std::str::from_utf8(key.unwrap_or_default()).unwrap_or_default()
}

/// Whether a typo may stand for a key.
pub fn is_word(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase())
}
