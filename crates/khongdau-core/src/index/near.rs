//! Keys of the dictionary that somebody may have meant who typed another.
//!
//! The dictionary is walked along the key typed. At each letter every edit of one letter is
//! tried; after the first the rest must be there as it is, so that an attempt ends at the
//! first letter nobody follows. Confused onsets, nuclei and codas can change several letters
//! and are looked up whole.

use super::blocks::{Block, Blocks};
use crate::text::typo::{budget, confusions, correction};
use fst::raw::{CompiledAddr, Fst};

/// The most keys that [`near`] gives.
pub const MAX_NEAR: usize = 32;

/// A key of the dictionary that may have been meant.
#[derive(Debug, Clone, PartialEq)]
pub struct NearKey {
    /// The key; letters a to z only.
    pub key: String,
    /// What the mistake costs, as [`typo_cost`](crate::text::typo::typo_cost) says; above 0.0,
    /// at most 1.3.
    pub cost: f32,
}

/// Documents a key stands in at least to be what a typo may stand for: with more documents there
/// are more misspellings among them.
#[cfg(feature = "writer")]
pub fn least_documents(documents: u32) -> u32 {
    1 + documents / 3000
}

/// Encodes the keys, sorted and distinct: an FST set.
#[cfg(feature = "writer")]
pub fn encode<'a>(keys: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut builder = fst::SetBuilder::memory();
    for key in keys {
        builder.insert(key).expect("keys are sorted and distinct");
    }
    builder.into_inner().expect("writing to memory")
}

/// The keys other than `key` that may have been meant: by one letter (another, missing, too
/// many, or two exchanged) or by confused parts of the syllable, within what
/// [`correction`] allows. The cheapest first, at most [`MAX_NEAR`]; of one cost in byte
/// order.
///
/// At most about 1,000 look-ups, most of which end at their first letter: natively about 9 µs
/// among 20,000 keys, 12 among 100,000; 75 at worst.
pub fn near(blocks: Blocks<'_>, key: &str) -> Vec<NearKey> {
    if budget(key) <= 0.0 {
        return Vec::new();
    }
    let fst = blocks
        .get(Block::Keys)
        .and_then(|bytes| Fst::new(bytes).ok());
    let Some(fst) = fst else { return Vec::new() };
    let mut search = Search {
        fst: &fst,
        typed: key,
        found: Vec::new(),
    };
    search.edits();
    let root = search.fst.root().addr();
    confusions(key.as_bytes(), &mut |other| {
        search.replaced(root, 0, other, key.len());
    });
    search.found
}

struct Search<'a> {
    fst: &'a Fst<&'a [u8]>,
    typed: &'a str,
    /// Ascending by cost, then key.
    found: Vec<NearKey>,
}

impl Search<'_> {
    /// Every edit of one letter.
    fn edits(&mut self) {
        let typed = self.typed.as_bytes();
        let mut node = self.fst.root().addr();
        for at in 0..=typed.len() {
            self.replaced(node, at, b"", at + 1);
            if let Some([one, other]) = typed.get(at..at + 2) {
                self.replaced(node, at, &[*other, *one], at + 2);
            }
            for letter in b'a'..=b'z' {
                self.replaced(node, at, &[letter], at);
                self.replaced(node, at, &[letter], at + 1);
            }
            let next = typed
                .get(at..=at)
                .and_then(|letter| self.follow(node, &[letter]));
            match next {
                Some(next) => node = next,
                None => return,
            }
        }
    }

    /// Takes the key with `letters` in place of the bytes `at..end` typed, if there is one.
    /// `node` is where the first `at` bytes lead.
    fn replaced(&mut self, node: CompiledAddr, at: usize, letters: &[u8], end: usize) {
        let typed = self.typed.as_bytes();
        let Some(rest) = typed.get(end..) else { return };
        let end = self.follow(node, &[letters, rest]);
        let is_key = end.is_some_and(|end| self.fst.node(end).is_final());
        if is_key && let Ok(key) = String::from_utf8([&typed[..at], letters, rest].concat()) {
            self.take(key);
        }
    }

    fn follow(&self, from: CompiledAddr, path: &[&[u8]]) -> Option<CompiledAddr> {
        let mut addr = from;
        for letter in path.iter().copied().flatten() {
            let node = self.fst.node(addr);
            addr = node.transition_addr(node.find_input(*letter)?);
        }
        Some(addr)
    }

    fn take(&mut self, key: String) {
        let Some(cost) = correction(self.typed, &key) else {
            return;
        };
        let before = |near: &NearKey| (near.cost, &near.key) < (cost, &key);
        let at = self.found.partition_point(before);
        // Several edits can lead to one key.
        if self.found.get(at).is_none_or(|near| near.key != key) {
            self.found.insert(at, NearKey { key, cost });
            self.found.truncate(MAX_NEAR);
        }
    }
}
