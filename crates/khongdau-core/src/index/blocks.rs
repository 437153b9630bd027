//! Where the blocks of an index are: all in one file, or each in a file of its own that is fetched
//! when a query needs it.
//!
//! Nothing here waits. A block that is not there is noted and reads as empty; whoever asked looks
//! at [`Blocks::is_incomplete`], has the blocks fetched, and asks again.

use super::root::Root;
use crate::format::container::{Layout, Section};
use crate::format::crc32::crc32;
use crate::format::records::Records;
use crate::format::varint::u32_at;
use std::cell::RefCell;

/// Bytes of the checksum before a block that shares its name with others.
const CHECKSUM: usize = 4;
/// Articles whose files lie in one folder, and change their address together.
pub const SEGMENT: u32 = 256;

/// The folders of shards, as [`Blocks::path`] names them.
#[cfg(feature = "writer")]
pub const FOLDERS: [&str; 7] = ["t", "p", "l", "a", "r", "c", "k"];

/// A part of an index that is read as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Block {
    /// Terms of a range of keys with their posting lists.
    Terms(u32),
    /// Pairs of a range of keys with their posting lists.
    Pairs(u32),
    /// The rest of a long list.
    Tail(u32),
    /// One article, as far as searches read it.
    Article(u32),
    /// What a long article goes on with.
    Rest(u32),
    /// Dates, sources and other filters of all documents.
    Columns,
    /// The keys that typos may stand for.
    Keys,
}

/// What an index may be in two of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// All of it, or what its update adds to.
    Base,
    /// What came since: see [`update`](super::update).
    Update,
}

impl Part {
    /// Both.
    pub const ALL: [Part; 2] = [Part::Base, Part::Update];
}

/// A file of a sharded index.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    /// Its address in the folder of the index: `t/1a2b3c4d/7.bin`.
    pub path: String,
    /// The part it is of.
    pub part: Part,
    /// What it holds.
    pub block: Block,
}

/// Blocks that were fetched, ascending.
#[derive(Debug, Default)]
pub struct Fetched {
    blocks: Vec<(Block, Vec<u8>)>,
}

impl Fetched {
    /// Takes a block in.
    pub fn insert(&mut self, block: Block, bytes: Vec<u8>) {
        match self.blocks.binary_search_by_key(&block, |entry| entry.0) {
            Ok(at) => self.blocks[at].1 = bytes,
            Err(at) => self.blocks.insert(at, (block, bytes)),
        }
    }

    fn get(&self, block: Block) -> Option<&[u8]> {
        let at = self.blocks.binary_search_by_key(&block, |entry| entry.0);
        at.ok().map(|at| &self.blocks[at].1[..])
    }
}

/// What is known of one container beside its bytes.
#[derive(Debug)]
pub struct Stored {
    /// Counts, and which block holds what.
    pub root: Root,
    /// Number of its first document, which is 0 but in an update.
    pub first_document: u32,
    /// Number of its first term, which is 0 but in an update.
    pub first_term: u32,
    pub(super) layout: Layout,
    pub(super) fetched: Fetched,
    pub(super) missing: RefCell<Vec<Block>>,
}

/// The blocks of an index, or of a part of one, borrowed.
#[derive(Debug, Clone, Copy)]
pub struct Blocks<'a> {
    /// The container.
    pub(super) bytes: &'a [u8],
    /// What is known of it.
    pub stored: &'a Stored,
}

impl<'a> Blocks<'a> {
    /// The content of a block; noted as missing where it has not been fetched.
    pub fn get(&self, block: Block) -> Option<&'a [u8]> {
        let stored = self.stored(block)?;
        match block {
            Block::Columns | Block::Keys => Some(stored),
            _ => stored.get(CHECKSUM..),
        }
    }

    /// The same with the checksum that most blocks begin with.
    pub(super) fn stored(&self, block: Block) -> Option<&'a [u8]> {
        if !self.is_sharded() {
            return self.packed(block);
        }
        let found = self.stored.fetched.get(block);
        if found.is_none() && self.exists(block) {
            let mut missing = self.stored.missing.borrow_mut();
            if !missing.contains(&block) {
                missing.push(block);
            }
        }
        found
    }

    /// Asks for blocks of one kind that lie side by side.
    pub fn touch(&self, kind: fn(u32) -> Block, first: usize, count: usize) {
        for number in first..first + count {
            let _ = self.stored(kind(number as u32));
        }
    }

    /// Whether a block need not be fetched.
    pub fn is_at_hand(&self, block: Block) -> bool {
        !self.is_sharded() || self.stored.fetched.get(block).is_some()
    }

    /// Whether blocks are files of their own.
    pub fn is_sharded(&self) -> bool {
        !self.stored.layout.range(Section::Names).is_empty()
    }

    /// Whether a block was asked for that is not there: what was read since is not to be trusted.
    pub fn is_incomplete(&self) -> bool {
        !self.stored.missing.borrow().is_empty()
    }

    /// A section.
    pub(super) fn section(&self, section: Section) -> Option<&'a [u8]> {
        self.bytes.get(self.stored.layout.range(section))
    }

    fn exists(&self, block: Block) -> bool {
        match block {
            Block::Terms(number) => (number as usize) < self.stored.root.term_blocks.len(),
            Block::Pairs(number) => (number as usize) < self.stored.root.pair_blocks.len(),
            Block::Tail(number) => number < self.stored.root.tails,
            Block::Article(number) => number < self.stored.root.documents,
            Block::Rest(number) => number < self.stored.root.rests,
            Block::Columns | Block::Keys => true,
        }
    }

    fn packed(&self, block: Block) -> Option<&'a [u8]> {
        let record = |of, number: u32| Records::new(self.section(of)?)?.get(number as usize);
        match block {
            Block::Terms(number) => record(Section::Terms, number),
            Block::Pairs(number) => record(Section::Pairs, number),
            Block::Tail(number) => record(Section::Tails, number),
            Block::Article(number) => record(Section::Articles, number),
            Block::Rest(number) => {
                let behind = self.stored.root.documents.checked_add(number)?;
                record(Section::Articles, behind)
            }
            Block::Columns => self.section(Section::Columns),
            Block::Keys => self.section(Section::Keys),
        }
    }

    /// Place of a block's name among the names, and its number within it where several share
    /// one.
    fn name_of(&self, block: Block) -> (usize, Option<u32>) {
        match block {
            Block::Terms(number) => (0, Some(number)),
            Block::Pairs(number) => (1, Some(number)),
            Block::Tail(number) => (2, Some(number)),
            Block::Columns => (3, None),
            Block::Keys => (4, None),
            Block::Rest(number) => (5, Some(number)),
            Block::Article(number) => (6 + (number / SEGMENT) as usize, Some(number % SEGMENT)),
        }
    }

    /// The address of a block in the folder of the index: `c/1a2b3c4d.bin`, `a/1a2b3c4d/7.bin`.
    pub fn path(&self, block: Block) -> Option<String> {
        let (at, number) = self.name_of(block);
        let names = self.section(Section::Names)?;
        let name = u32_at(names, at.checked_mul(4)?)?;
        let folder = match block {
            Block::Terms(_) => "t/",
            Block::Pairs(_) => "p/",
            Block::Tail(_) => "l/",
            Block::Article(_) => "a/",
            Block::Rest(_) => "r/",
            Block::Columns => "c/",
            Block::Keys => "k/",
        };
        let mut path = folder.to_string();
        push_hex(&mut path, name);
        if let Some(number) = number {
            path.push('/');
            path.push_str(&number.to_string());
        }
        path.push_str(".bin");
        Some(path)
    }

    /// Whether these are the bytes of a block: by the checksum in its name, or before its content
    /// where several blocks share a name.
    pub fn is_genuine(&self, block: Block, bytes: &[u8]) -> bool {
        let (at, number) = self.name_of(block);
        if number.is_some() {
            return u32_at(bytes, 0).is_some_and(|sum| sum == crc32(&bytes[CHECKSUM..]));
        }
        let names = self.section(Section::Names);
        names.and_then(|names| u32_at(names, at * 4)) == Some(crc32(bytes))
    }
}

fn push_hex(out: &mut String, number: u32) {
    for shift in (0..8).rev() {
        let digit = (number >> (shift * 4) & 15) as u8;
        out.push(
            (if digit < 10 {
                b'0' + digit
            } else {
                b'a' - 10 + digit
            }) as char,
        );
    }
}

#[cfg(feature = "writer")]
/// Puts the checksum before a block that shares its name with others.
pub fn with_checksum(content: &[u8]) -> Vec<u8> {
    let mut block = crc32(content).to_le_bytes().to_vec();
    block.extend_from_slice(content);
    block
}
