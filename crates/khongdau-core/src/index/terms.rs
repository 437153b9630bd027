//! The term dictionary: FSTs from `key ‖ 0x01 ‖ signature` to the term's ordinal, each for a
//! range of keys, with a record for every term.
//!
//! ```text
//! term block := fst bytes · (record bytes)*       the FST's values count from 0
//! ```
//!
//! Terms are numbered in byte order, so all spellings of one key are neighbours: the bare
//! look-up and the prefix are ranges, the exact one is a point, and an ordinal leads back
//! to its term. A key is never spread over two blocks.

use super::blocks::{Block, Blocks};
use super::pairs::{self, List};
use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::put_bytes;
use crate::text::{Agreement, Term, agreement};
use fst::raw::Fst;
use fst::{IntoStreamer, Map, Streamer};
use std::ops::Range;

/// Number of a term, dense, in the byte order of the dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermOrd(pub u32);

/// Separates key and signature. Lower than any byte of a key, so that a key sorts before
/// its continuations.
pub const SEPARATOR: u8 = 0x01;

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
    /// As the dictionary has it.
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.key[..], &[SEPARATOR], &self.signature].concat()
    }

    /// Whether it has all the marks of a signature as typed.
    pub fn agrees(&self, typed: &[u8]) -> bool {
        std::str::from_utf8(&self.key)
            .is_ok_and(|key| agreement(key, typed, &self.signature) != Agreement::Conflicting)
    }
}

/// Blocks that a beginning may stretch over to be completed by look-up. What begins more than
/// that begins too much to be told apart by its letters.
const COMPLETED_BLOCKS: usize = 3;

/// Encodes a block: terms (as [`Term::to_bytes`] gives them), which must be sorted and distinct,
/// each with its record.
#[cfg(feature = "writer")]
pub fn encode(terms: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut builder = fst::MapBuilder::memory();
    let mut records = Vec::new();
    for (ord, (term, record)) in terms.iter().enumerate() {
        // Writing to memory cannot fail, and the order is the caller's invariant.
        builder
            .insert(term, ord as u64)
            .expect("terms are sorted and distinct");
        put_bytes(&mut records, record);
    }
    let mut out = Vec::new();
    put_bytes(&mut out, &builder.into_inner().expect("writing to memory"));
    out.extend_from_slice(&records);
    out
}

/// One block, opened.
struct TermBlock<'a> {
    map: Map<&'a [u8]>,
    records: Cursor<'a>,
    /// Ordinal of its first term.
    first: u32,
}

/// Decodes and looks up.
#[derive(Debug, Clone, Copy)]
pub struct TermDict<'a> {
    blocks: Blocks<'a>,
}

impl<'a> TermDict<'a> {
    /// The dictionary in these blocks.
    pub fn new(blocks: Blocks<'a>) -> Self {
        Self { blocks }
    }

    /// Whether it can have given a number.
    pub fn has_ord(&self, ord: TermOrd) -> bool {
        ord.0 >= self.blocks.stored.first_term
    }

    /// Whether all terms are in one block.
    pub fn is_one_block(&self) -> bool {
        self.blocks.stored.root.term_blocks.len() == 1
    }

    /// The ordinal of exactly this term, as [`Term::to_bytes`] gives it.
    pub fn get(&self, bytes: &[u8]) -> Option<TermOrd> {
        let block = self.block(self.block_of(bytes))?;
        let ord = block.map.get(bytes)?;
        Some(TermOrd(block.first + ord as u32))
    }

    /// The term with this ordinal. O(length of the term).
    pub fn term(&self, ord: TermOrd) -> Option<Term> {
        Term::from_bytes(&self.bytes(ord)?)
    }

    /// The bytes of the term with this ordinal.
    pub fn bytes(&self, ord: TermOrd) -> Option<Vec<u8>> {
        let block = self.block(self.block_with(ord))?;
        let mut bytes = Vec::new();
        let local = u64::from(ord.0.checked_sub(block.first)?);
        let found = block.map.as_fst().get_key_into(local, &mut bytes);
        found.then_some(bytes)
    }

    /// What the block of a term holds for it. Steps over the records before.
    pub fn record(&self, ord: TermOrd) -> Option<&'a [u8]> {
        let mut block = self.block(self.block_with(ord))?;
        for _ in 0..ord.0.checked_sub(block.first)? {
            block.records.bytes()?;
        }
        block.records.bytes()
    }

    /// The documents of the term with this ordinal that this part has.
    pub fn list(&self, ord: TermOrd) -> Option<List<'a>> {
        pairs::list(self.record(ord)?, self.blocks)
    }

    /// Asks for the blocks of a key and of the terms that `letters` begin, so that they are fetched
    /// with others.
    pub fn touch(&self, key: &str, letters: Option<&str>) {
        self.blocks
            .touch(Block::Terms, self.block_of(key.as_bytes()), 1);
        if let Some(letters) = letters {
            let blocks = self.blocks_of(letters.as_bytes(), &behind(letters.as_bytes()));
            if blocks.len() <= COMPLETED_BLOCKS {
                self.blocks.touch(Block::Terms, blocks.start, blocks.len());
            }
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

    /// Every term whose key starts with `prefix`, in byte order. Nothing for an empty prefix, nor
    /// for one that begins so many terms that they fill more than three blocks.
    pub fn completions(&self, prefix: &str, visit: &mut dyn FnMut(TermEntry)) {
        let high = behind(prefix.as_bytes());
        let blocks = self.blocks_of(prefix.as_bytes(), &high);
        if !prefix.is_empty() && blocks.len() <= COMPLETED_BLOCKS {
            self.range(prefix.as_bytes(), &high, visit);
        }
    }

    /// Whether a beginning begins too much to be completed by look-up.
    pub fn is_wide(&self, prefix: &str) -> bool {
        let high = behind(prefix.as_bytes());
        self.blocks_of(prefix.as_bytes(), &high).len() > COMPLETED_BLOCKS
    }

    /// The ordinals of the terms that a beginning begins.
    pub fn ordinals(&self, prefix: &str) -> Range<u32> {
        let place = |bytes: &[u8]| {
            let block = self.block(self.block_of(bytes))?;
            let mut stream = block.map.range().ge(bytes).into_stream();
            let local = stream.next().map_or(block.map.len() as u64, |(_, ord)| ord);
            Some(block.first + local as u32)
        };
        let start = place(prefix.as_bytes());
        let end = place(&behind(prefix.as_bytes()));
        start.unwrap_or(0)..end.unwrap_or(0)
    }

    fn range(&self, low: &[u8], high: &[u8], visit: &mut dyn FnMut(TermEntry)) {
        for number in self.blocks_of(low, high) {
            let Some(block) = self.block(number) else {
                continue;
            };
            let mut stream = block.map.range().ge(low).lt(high).into_stream();
            while let Some((bytes, ord)) = stream.next() {
                let Some(at) = bytes.iter().position(|byte| *byte == SEPARATOR) else {
                    continue;
                };
                visit(TermEntry {
                    key: bytes[..at].to_vec(),
                    signature: bytes[at + 1..].to_vec(),
                    ord: TermOrd(block.first + ord as u32),
                });
            }
        }
    }

    fn block(&self, number: usize) -> Option<TermBlock<'a>> {
        let (_, first) = self.blocks.stored.root.term_blocks.get(number)?;
        let mut cursor = Cursor::new(self.blocks.get(Block::Terms(number as u32))?);
        let map = Fst::new(cursor.bytes()?).ok()?.into();
        Some(TermBlock {
            map,
            records: cursor,
            first: self.blocks.stored.first_term + first,
        })
    }

    /// The block that a term is in, if anywhere.
    fn block_of(&self, bytes: &[u8]) -> usize {
        let blocks = &self.blocks.stored.root.term_blocks;
        let behind = blocks.partition_point(|(key, _)| &key[..] <= bytes);
        behind.saturating_sub(1)
    }

    fn block_with(&self, ord: TermOrd) -> usize {
        let blocks = &self.blocks.stored.root.term_blocks;
        let local = ord.0.saturating_sub(self.blocks.stored.first_term);
        let behind = blocks.partition_point(|(_, first)| *first <= local);
        behind.saturating_sub(1)
    }

    /// The blocks with terms from `low` up to `high`, that one not included.
    fn blocks_of(&self, low: &[u8], high: &[u8]) -> Range<usize> {
        let blocks = &self.blocks.stored.root.term_blocks;
        let end = blocks.partition_point(|(key, _)| &key[..] < high);
        self.block_of(low)..end
    }
}

/// The least bytes behind all that begin so. A key is UTF-8: its last byte is below 0xFF.
fn behind(prefix: &[u8]) -> Vec<u8> {
    let mut high = prefix.to_vec();
    if let Some(last) = high.last_mut() {
        *last += 1;
    }
    high
}
