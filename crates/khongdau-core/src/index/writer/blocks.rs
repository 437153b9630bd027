//! Terms and pairs with what the index knows of each, cut into blocks.

use super::dictionary::key_of;
use crate::format::pieces::Pieces;
use crate::format::records::RecordsBuilder;
use crate::format::varint::{Cursor, put_bytes};
use crate::index::blocks::with_checksum;
use crate::index::root::Root;
use crate::index::{pair_lists, terms};

/// A key and its value.
pub type Entry<'a> = (&'a [u8], &'a [u8]);

/// Ascending keys, each with its value.
#[derive(Debug, Default)]
pub struct Entries {
    /// `(key bytes · value bytes)*`
    bytes: Vec<u8>,
    count: usize,
    value_bytes: usize,
}

impl Entries {
    /// Appends one.
    pub fn push(&mut self, key: &[u8], value: &[u8]) {
        put_bytes(&mut self.bytes, key);
        put_bytes(&mut self.bytes, value);
        self.count += 1;
        self.value_bytes += value.len();
    }

    fn iter(&self) -> impl Iterator<Item = Entry<'_>> {
        let mut cursor = Cursor::new(&self.bytes);
        std::iter::from_fn(move || Some((cursor.bytes()?, cursor.bytes()?)))
    }

    /// Calls `visit` with blocks of about `size` bytes, cut only between two keys that `may_part`;
    /// `bytes` says how many of them an entry takes.
    fn each_block<'a>(
        &'a self,
        size: usize,
        bytes: impl Fn(&[u8], &[u8]) -> usize,
        may_part: impl Fn(&[u8], &[u8]) -> bool,
        visit: &mut dyn FnMut(&[Entry<'a>]),
    ) {
        let mut block: Vec<Entry<'a>> = Vec::new();
        let mut filled = 0;
        for (key, value) in self.iter() {
            let more = bytes(key, value);
            if let Some((before, _)) = block.last()
                && filled + more > size
                && may_part(before, key)
            {
                visit(&block);
                block.clear();
                filled = 0;
            }
            block.push((key, value));
            filled += more;
        }
        if !block.is_empty() {
            visit(&block);
        }
    }
}

/// Bytes of a block: as many as make the root and the blocks of a query, about six, smallest
/// together.
pub fn block_size(records: &Entries, pairs: &Entries) -> usize {
    const BYTES_IN_ROOT: usize = 5;
    const BLOCKS_OF_A_QUERY: usize = 6;
    let terms = records.value_bytes + records.count * 6;
    let pairs = pairs.value_bytes + pairs.count * 5;
    ((terms + pairs) * BYTES_IN_ROOT / BLOCKS_OF_A_QUERY)
        .isqrt()
        .clamp(2 << 10, 16 << 10)
}

/// The section of terms; what each block begins with is noted in the root.
pub fn of_terms(records: Entries, size: usize, root: &mut Root) -> Pieces {
    let (mut blocks, mut ord) = (RecordsBuilder::default(), 0);
    let bytes = |_: &[u8], record: &[u8]| record.len() + 6;
    let may_part = |before: &[u8], term: &[u8]| key_of(before) != key_of(term);
    records.each_block(size, bytes, may_part, &mut |entries| {
        let key = key_of(entries[0].0).as_bytes().to_vec();
        root.term_blocks.push((key, ord));
        ord += entries.len() as u32;
        blocks.push(&with_checksum(&terms::encode(entries)));
    });
    blocks.finish()
}

/// The section of pairs; what each block begins with is noted in the root.
pub fn of_pairs(pairs: Entries, size: usize, root: &mut Root) -> Pieces {
    let mut blocks = RecordsBuilder::default();
    let bytes = |pair: &[u8], list: &[u8]| pair.len() / 2 + list.len();
    pairs.each_block(size, bytes, |_, _| true, &mut |entries| {
        root.pair_blocks.push(entries[0].0.to_vec());
        blocks.push(&with_checksum(&pair_lists::encode(entries)));
    });
    blocks.finish()
}

/// The section of tails.
pub fn of_tails(tails: Vec<Vec<u8>>) -> Pieces {
    let mut blocks = RecordsBuilder::default();
    for tail in tails {
        blocks.push(&with_checksum(&tail));
    }
    blocks.finish()
}
