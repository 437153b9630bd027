//! A list of byte strings with access by number: posting lists by term, cards and token
//! streams by document.
//!
//! ```text
//! records := table_bytes u32 · (offset u32)* · (len varint · bytes)*
//! ```
//!
//! The table holds the offset, counted from the end of the table, of every 16th record;
//! the up to fifteen before the wanted one are stepped over by their lengths.

use super::pieces::Pieces;
use super::varint::{Cursor, put_varint, u32_at};

const STRIDE: usize = 16;

/// Encodes records in the order given.
#[derive(Debug, Default)]
pub struct RecordsBuilder {
    offsets: Vec<u8>,
    data: Pieces,
    bytes: usize,
    count: usize,
}

impl RecordsBuilder {
    /// Appends one record.
    pub fn push(&mut self, record: &[u8]) {
        self.push_parts(&[record]);
    }

    /// Appends one record that is given in parts.
    pub fn push_parts(&mut self, parts: &[&[u8]]) {
        if self.count.is_multiple_of(STRIDE) {
            self.offsets
                .extend_from_slice(&(self.bytes as u32).to_le_bytes());
        }
        let record: usize = parts.iter().map(|part| part.len()).sum();
        let mut len = Vec::new();
        put_varint(&mut len, record as u32);
        self.data.extend(&len);
        parts.iter().for_each(|part| self.data.extend(part));
        self.bytes += len.len() + record;
        self.count += 1;
    }

    /// The encoded list.
    pub fn finish(self) -> Pieces {
        let mut out = Pieces::default();
        out.extend(&(self.offsets.len() as u32).to_le_bytes());
        out.extend(&self.offsets);
        out.append(self.data);
        out
    }
}

/// Decodes a list of records.
#[derive(Debug, Clone, Copy)]
pub struct Records<'a> {
    offsets: &'a [u8],
    data: &'a [u8],
}

impl<'a> Records<'a> {
    /// `None` where the table does not fit into `bytes`.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let table = u32_at(bytes, 0)? as usize;
        let (offsets, data) = bytes.get(4..)?.split_at_checked(table)?;
        Some(Self { offsets, data })
    }

    /// The record with this number; `None` past the last. Steps over at most 15 others.
    pub fn get(&self, number: usize) -> Option<&'a [u8]> {
        let start = u32_at(self.offsets, (number / STRIDE).checked_mul(4)?)? as usize;
        let mut cursor = Cursor::new(self.data.get(start..)?);
        for _ in 0..number % STRIDE {
            cursor.bytes()?;
        }
        cursor.bytes()
    }

    /// All records in order, up to anything that is none.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let mut cursor = Cursor::new(self.data);
        std::iter::from_fn(move || cursor.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_comes_back() {
        let records: Vec<Vec<u8>> = (0..100).map(|n| vec![n as u8; n * 3]).collect();
        let mut builder = RecordsBuilder::default();
        records.iter().for_each(|record| builder.push(record));
        let bytes = builder.finish().into_bytes();
        let list = Records::new(&bytes).unwrap();
        for (number, record) in records.iter().enumerate() {
            assert_eq!(list.get(number), Some(&record[..]));
        }
        assert!(list.iter().eq(records.iter().map(|record| &record[..])));
        assert_eq!(list.get(100), None);
        assert_eq!(list.get(usize::MAX), None);
    }

    #[test]
    fn a_cut_list_never_panics() {
        let mut builder = RecordsBuilder::default();
        (0..40).for_each(|n| builder.push(&[n; 5]));
        let bytes = builder.finish().into_bytes();
        for len in 0..bytes.len() {
            if let Some(list) = Records::new(&bytes[..len]) {
                assert!((0..40).filter(|n| list.get(*n).is_some()).count() < 40);
            }
        }
    }
}
