//! Pair lists: the documents in which two keys stand side by side, in order.
//!
//! Vietnamese words are mostly two syllables, so these are the posting lists of its words. A query
//! of several syllables is answered from them: they are far shorter than those of its syllables.
//! Accents are left to the lists of the terms.
//!
//! ```text
//! pair block := fst bytes · (list ref · head as bytes)*
//! pair       := key ‖ 0x20 ‖ key              0x20 sorts before any byte of a key
//! ```
//!
//! A pair in fewer documents than the writer's least, none of which has it in its title, has no list;
//! nor has any in an index so small that all bodies are read anyhow.

use super::blocks::{Block, Blocks};
use super::lists::Of;
use super::pairs::List;
use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::put_bytes;
use fst::raw::Fst;
use fst::{IntoStreamer, Map, Streamer};
use std::ops::Range;

/// In an index of so few documents all bodies are read, and there are no pair lists.
pub const SMALL: u32 = 24;
/// Documents that a pair stands in at least to have a list: rarer ones are told by their words.
#[cfg(feature = "writer")]
pub const LEAST: usize = 5;

/// The bytes of a pair.
pub fn pair(first: &str, second: &str) -> Vec<u8> {
    [first.as_bytes(), b" ", second.as_bytes()].concat()
}

/// Encodes a block of pairs, sorted and distinct, each with its list.
#[cfg(feature = "writer")]
pub fn encode(pairs: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut builder = fst::MapBuilder::memory();
    let mut lists = Vec::new();
    for (number, (pair, list)) in pairs.iter().enumerate() {
        builder
            .insert(pair, number as u64)
            .expect("pairs are sorted and distinct");
        put_bytes(&mut lists, list);
    }
    let mut out = Vec::new();
    put_bytes(&mut out, &builder.into_inner().expect("writing to memory"));
    out.extend_from_slice(&lists);
    out
}

/// The list of a pair, if it has one.
pub fn list<'a>(blocks: Blocks<'a>, first: &str, second: &str) -> Option<List<'a>> {
    let pair = pair(first, second);
    let all = &blocks.stored.root.pair_blocks;
    let number = all.partition_point(|start| *start <= pair).checked_sub(1)?;
    let mut cursor = Cursor::new(blocks.get(Block::Pairs(number as u32))?);
    let map: Map<&[u8]> = Fst::new(cursor.bytes()?).ok()?.into();
    for _ in 0..map.get(&pair)? {
        cursor.bytes()?;
    }
    List::read(Of::Pair, cursor.bytes()?, blocks)
}

/// Asks for the blocks that [`behind`] reads.
pub fn touch(blocks: Blocks<'_>, first: &str, letters: &str) {
    let (low, high) = range(first, letters);
    let numbers = blocks_between(blocks, &low, &high);
    blocks.touch(Block::Pairs, numbers.start, numbers.len());
}

/// The least pair that begins so, and the least behind all of them.
fn range(first: &str, letters: &str) -> (Vec<u8>, Vec<u8>) {
    let low = pair(first, letters);
    let mut high = low.clone();
    if let Some(last) = high.last_mut() {
        *last += 1;
    }
    (low, high)
}

fn blocks_between(blocks: Blocks<'_>, low: &[u8], high: &[u8]) -> Range<usize> {
    let all = &blocks.stored.root.pair_blocks;
    let start = all.partition_point(|start| &start[..] <= low);
    start.saturating_sub(1)..all.partition_point(|start| &start[..] < high)
}

/// Calls `visit` with every key that begins with `letters` and stands behind `first`, and the
/// documents in the list of the two. Reads all blocks that they are in.
pub fn behind(blocks: Blocks<'_>, first: &str, letters: &str, visit: &mut dyn FnMut(&str, u32)) {
    let (low, high) = range(first, letters);
    for number in blocks_between(blocks, &low, &high) {
        let read = |number: usize| {
            let mut cursor = Cursor::new(blocks.get(Block::Pairs(number as u32))?);
            let map: Map<&[u8]> = Fst::new(cursor.bytes()?).ok()?.into();
            Some((map, cursor))
        };
        let Some((map, mut lists)) = read(number) else {
            continue;
        };
        let mut stream = map.range().ge(&low).lt(&high).into_stream();
        let mut at = 0;
        while let Some((bytes, number)) = stream.next() {
            while at < number && lists.bytes().is_some() {
                at += 1;
            }
            let list = lists
                .clone()
                .bytes()
                .and_then(|list| List::read(Of::Pair, list, blocks));
            let second = bytes.get(first.len() + 1..).unwrap_or_default();
            if let (Some(list), Ok(second)) = (list, std::str::from_utf8(second)) {
                visit(second, list.documents);
            }
        }
    }
}
