//! The term dictionary: an FST from `key ‖ 0x01 ‖ signature` to the term's ordinal.
//!
//! Terms are numbered in byte order, so all spellings of one key are neighbours: the bare
//! look-up and the prefix are ranges, the exact one is a point, and an ordinal leads back
//! to its term.

use crate::text::{Agreement, Term, agreement};
use fst::raw::Fst;
use fst::{IntoStreamer, Map, Streamer};

/// Number of a term, dense, in the byte order of the dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermOrd(pub u32);

/// Separates key and signature. Lower than any byte of a key, so that a key sorts before
/// its continuations.
pub const SEPARATOR: u8 = 0x01;

/// Encodes terms (as [`Term::to_bytes`] gives them), which must be sorted and distinct.
#[cfg(feature = "writer")]
pub fn encode<'a>(terms: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut builder = fst::MapBuilder::memory();
    for (ord, term) in terms.enumerate() {
        // Writing to memory cannot fail, and the order is the caller's invariant.
        builder
            .insert(term, ord as u64)
            .expect("terms are sorted and distinct");
    }
    builder.into_inner().expect("writing to memory")
}

/// One entry that a look-up found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermEntry {
    /// The folded key.
    pub key: Vec<u8>,
    /// Its signature.
    pub signature: Vec<u8>,
    /// Its number.
    pub ord: TermOrd,
}

impl TermEntry {
    /// Whether it has all the marks of a signature as typed.
    pub fn agrees(&self, typed: &[u8]) -> bool {
        std::str::from_utf8(&self.key)
            .is_ok_and(|key| agreement(key, typed, &self.signature) != Agreement::Conflicting)
    }
}

/// Decodes and looks up.
#[derive(Debug)]
pub struct TermDict<'a> {
    pub(super) map: Map<&'a [u8]>,
}

impl<'a> TermDict<'a> {
    /// `None` when the bytes are no FST. O(1): the checksum of the section has been checked.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        Some(Self {
            map: Fst::new(bytes).ok()?.into(),
        })
    }

    /// Distinct terms.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there is no term at all.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// The ordinal of exactly this term.
    pub fn get(&self, term: &Term) -> Option<TermOrd> {
        self.map.get(term.to_bytes()).map(|ord| TermOrd(ord as u32))
    }

    /// The term with this ordinal. O(length of the term).
    pub fn term(&self, ord: TermOrd) -> Option<Term> {
        let mut bytes = Vec::new();
        let found = self.map.as_fst().get_key_into(u64::from(ord.0), &mut bytes);
        if found {
            Term::from_bytes(&bytes)
        } else {
            None
        }
    }

    /// Every spelling of `key`, in byte order of the signature.
    pub fn spellings(&self, key: &str, visit: &mut dyn FnMut(TermEntry)) {
        let mut low = key.as_bytes().to_vec();
        low.push(SEPARATOR);
        let mut high = key.as_bytes().to_vec();
        high.push(SEPARATOR + 1);
        self.range(&low, &high, visit);
    }

    /// Every term whose key starts with `prefix`, in byte order. Nothing for an empty prefix.
    pub fn completions(&self, prefix: &str, visit: &mut dyn FnMut(TermEntry)) {
        let mut high = prefix.as_bytes().to_vec();
        // A key is UTF-8: its last byte is below 0xFF.
        if let Some(last) = high.last_mut() {
            *last += 1;
            self.range(prefix.as_bytes(), &high, visit);
        }
    }

    fn range(&self, low: &[u8], high: &[u8], visit: &mut dyn FnMut(TermEntry)) {
        let mut stream = self.map.range().ge(low).lt(high).into_stream();
        while let Some((bytes, ord)) = stream.next() {
            let Some(at) = bytes.iter().position(|byte| *byte == SEPARATOR) else {
                continue;
            };
            visit(TermEntry {
                key: bytes[..at].to_vec(),
                signature: bytes[at + 1..].to_vec(),
                ord: TermOrd(ord as u32),
            });
        }
    }
}
