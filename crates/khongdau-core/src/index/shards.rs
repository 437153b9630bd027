//! An index as many files, so that a browser fetches only those that a query needs.
//!
//! The first file is an index as any, without the blocks and with checksums in NAME: of all term
//! blocks together, of all pair blocks, of all tails, of the columns, of the keys, of the rests of
//! long articles, and of each [`SEGMENT`] articles. Checksums are in the addresses of files: a file never changes, and articles
//! that are unchanged from one build to the next have the same address. Of terms and pairs nearly
//! every block changes with a few articles, so that a name for each would cost every visitor more
//! than it saves.

use super::blocks::{Block, Part, SEGMENT, Shard};
use super::{DocId, Index};
use crate::format::container::{self, Section};
use crate::format::crc32::crc32;
use crate::format::pieces::Pieces;

/// The first file of a sharded index, of which all is at hand.
pub fn first_file<D: AsRef<[u8]>>(index: &Index<D>) -> Option<Vec<u8>> {
    let blocks = index.blocks(Part::Base)?;
    let root = &blocks.stored.root;
    let checksum = |block| blocks.stored(block).map_or(0, crc32);
    let together = |all: &mut dyn Iterator<Item = Block>| {
        let sums: Vec<u8> = all
            .flat_map(|block| checksum(block).to_le_bytes())
            .collect();
        crc32(&sums)
    };
    let mut names = vec![
        together(&mut (0..root.term_blocks.len() as u32).map(Block::Terms)),
        together(&mut (0..root.pair_blocks.len() as u32).map(Block::Pairs)),
        together(&mut (0..root.tails).map(Block::Tail)),
        checksum(Block::Columns),
        checksum(Block::Keys),
        together(&mut (0..root.rests).map(Block::Rest)),
    ];
    let mut start = 0;
    while start < root.documents {
        let end = start.saturating_add(SEGMENT).min(root.documents);
        names.push(together(&mut (start..end).map(Block::Article)));
        start = end;
    }
    let section = |section: Section| match section {
        Section::Root | Section::Acronyms | Section::Update => {
            blocks.section(section).unwrap_or_default().to_vec()
        }
        Section::Names => names.iter().flat_map(|name| name.to_le_bytes()).collect(),
        _ => Vec::new(),
    };
    let sections = Section::ALL.map(|one| section(one).into());
    container::encode(sections).map(Pieces::into_bytes)
}

/// All other files that are read, in order; `first` is the [`first_file`], opened, of an update
/// too.
pub fn shards<D: AsRef<[u8]>>(first: &Index<D>) -> impl Iterator<Item = Shard> + '_ {
    let (parts, view) = (Part::ALL.into_iter(), first.view());
    parts.flat_map(move |part| {
        first.blocks(part).into_iter().flat_map(move |blocks| {
            let is_read = move |block: &Block| match block {
                Block::Article(doc) => {
                    part == Part::Update || view.is_none_or(|view| !view.is_gone(DocId(*doc)))
                }
                Block::Keys => part == Part::Base,
                _ => true,
            };
            let root = &blocks.stored.root;
            (0..root.term_blocks.len() as u32)
                .map(Block::Terms)
                .chain((0..root.pair_blocks.len() as u32).map(Block::Pairs))
                .chain([Block::Columns, Block::Keys])
                .chain((0..root.tails).map(Block::Tail))
                .chain((0..root.documents).map(Block::Article))
                .chain((0..root.rests).map(Block::Rest))
                .filter(is_read)
                .filter_map(move |block| {
                    let path = blocks.path(block)?;
                    Some(Shard { path, part, block })
                })
        })
    })
}

/// The first file of the base that a first file has, or is.
pub fn base(first: &[u8]) -> Option<&[u8]> {
    first.get(..container::decode(first).ok()?.size())
}

/// The content of a file; `whole` is the index in one.
pub fn content<D: AsRef<[u8]>>(whole: &Index<D>, block: Block) -> Option<&[u8]> {
    whole.blocks(Part::Base)?.stored(block)
}
