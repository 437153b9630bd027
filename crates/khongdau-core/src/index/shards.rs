//! An index as many files, so that a browser fetches only those that a query needs.
//!
//! The first file is an index as any, without the blocks and with their checksums in NAME: for each
//! term block, each pair block, the columns, the keys, all tails together, and each
//! [`SEGMENT`] articles. Checksums are the names of files: a file never changes, and what is
//! unchanged from one build to the next has the same name.

use super::Index;
use super::blocks::{Block, SEGMENT};
use crate::format::container::{self, Section};
use crate::format::crc32::crc32;
use crate::format::pieces::Pieces;

/// A file of a sharded index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shard {
    /// Its address in the folder of the index.
    pub path: String,
    /// What it holds.
    pub block: Block,
}

/// The first file of a sharded index.
pub fn first_file<D: AsRef<[u8]>>(index: &Index<D>) -> Option<Vec<u8>> {
    let blocks = index.blocks();
    let checksum = |block| blocks.get(block).map(crc32);
    let together = |all: &mut dyn Iterator<Item = Block>| {
        let sums: Vec<u8> = all
            .flat_map(|block| checksum(block).unwrap_or(0).to_le_bytes())
            .collect();
        crc32(&sums)
    };
    let mut names = Vec::new();
    let single = (0..index.root.term_blocks.len() as u32)
        .map(Block::Terms)
        .chain((0..index.root.pair_blocks.len() as u32).map(Block::Pairs))
        .chain([Block::Columns, Block::Keys]);
    for block in single {
        names.push(checksum(block)?);
    }
    names.push(together(&mut (0..index.root.tails).map(Block::Tail)));
    let mut start = 0;
    while start < index.root.documents {
        let end = start.saturating_add(SEGMENT).min(index.root.documents);
        names.push(together(&mut (start..end).map(Block::Article)));
        start = end;
    }
    let all = index.bytes.as_ref();
    let section = |section: Section| match section {
        Section::Root | Section::Acronyms => all[index.layout.range(section)].to_vec(),
        Section::Names => names.iter().flat_map(|name| name.to_le_bytes()).collect(),
        _ => Vec::new(),
    };
    let sections = Section::ALL.map(|one| section(one).into());
    container::encode(sections).map(Pieces::into_bytes)
}

/// All other files, in order; `first` is the [`first_file`], opened.
pub fn shards<D: AsRef<[u8]>>(first: &Index<D>) -> impl Iterator<Item = Shard> + '_ {
    let root = &first.root;
    let blocks = first.blocks();
    (0..root.term_blocks.len() as u32)
        .map(Block::Terms)
        .chain((0..root.pair_blocks.len() as u32).map(Block::Pairs))
        .chain([Block::Columns, Block::Keys])
        .chain((0..root.tails).map(Block::Tail))
        .chain((0..root.documents).map(Block::Article))
        .filter_map(move |block| {
            Some(Shard {
                path: blocks.path(block)?,
                block,
            })
        })
}

/// The content of a file; `whole` is the index in one.
pub fn content<D: AsRef<[u8]>>(whole: &Index<D>, block: Block) -> Option<&[u8]> {
    whole.blocks().get(block)
}
