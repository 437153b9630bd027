//! The container: header, section table, sections, and the checks before anything is parsed.
//!
//! ```text
//!  0  magic             8  89 4B 44 58 0D 0A 1A 0A
//!  8  format version    u16
//! 10  analyzer version  u16
//! 12  section count     u32
//! 16  file length       u32
//! 20  header checksum   u32  CRC-32 of bytes 0..20 and of the section table
//! 24  section table     16 bytes each: tag[4] · offset u32 · length u32 · CRC-32 u32
//!  …  sections, in the order of the table, without gaps
//! ```

use super::FORMAT_VERSION;
use super::crc32::{crc32, crc32_of};
use super::pieces::Pieces;
use super::varint::{u16_at, u32_at};
use crate::analysis::ANALYZER_VERSION;
use crate::index::OpenError;
use std::ops::Range;

/// Not text, not UTF-8, and damaged by any transfer that rewrites line ends (after PNG).
pub const MAGIC: [u8; 8] = *b"\x89KDX\r\n\x1a\n";
/// Bytes before the section table.
pub const HEADER_LEN: usize = 24;
/// Bytes of one entry of the section table.
pub const ENTRY_LEN: usize = 16;
/// More sections than any version has: a reader stops here before it allocates.
pub const MAX_SECTIONS: u32 = 64;

/// The sections, in file order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Counts, and which block holds what.
    Root,
    /// Checksums of the files of a sharded index; empty in one that is all here.
    Names,
    /// Term dictionary, pair counts and posting lists, in blocks.
    Terms,
    /// Posting lists of neighbours, in blocks.
    Pairs,
    /// What long lists go on with.
    Tails,
    /// What is shown and read of each document.
    Articles,
    /// What documents are filtered and sorted by.
    Columns,
    /// What typos may stand for.
    Keys,
    /// Short forms and what they stand for.
    Acronyms,
    /// Of an update, what it is one of and what is gone; else empty.
    Update,
}

impl Section {
    /// All of them, in file order.
    pub const ALL: [Section; 10] = [
        Section::Root,
        Section::Names,
        Section::Terms,
        Section::Pairs,
        Section::Tails,
        Section::Articles,
        Section::Columns,
        Section::Keys,
        Section::Acronyms,
        Section::Update,
    ];

    /// The four letters that stand for it in the section table.
    pub const fn tag(self) -> &'static str {
        match self {
            Section::Root => "ROOT",
            Section::Names => "NAME",
            Section::Terms => "TERM",
            Section::Pairs => "PAIR",
            Section::Tails => "TAIL",
            Section::Articles => "ARTI",
            Section::Columns => "COLS",
            Section::Keys => "KEYS",
            Section::Acronyms => "ACRO",
            Section::Update => "UPDT",
        }
    }

    /// What it holds, for people.
    pub const fn title(self) -> &'static str {
        match self {
            Section::Root => "counts and blocks",
            Section::Names => "names of shards",
            Section::Terms => "terms and posting lists",
            Section::Pairs => "posting lists of pairs",
            Section::Tails => "rest of long lists",
            Section::Articles => "articles",
            Section::Columns => "dates and filters",
            Section::Keys => "keys for typos",
            Section::Acronyms => "acronyms",
            Section::Update => "what is gone",
        }
    }
}

/// Where each section lies, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    ranges: [Range<usize>; Section::ALL.len()],
}

impl Layout {
    /// The bytes of one section.
    pub fn range(&self, section: Section) -> Range<usize> {
        self.ranges[section as usize].clone()
    }

    /// Bytes of the whole container.
    pub fn size(&self) -> usize {
        self.ranges[Section::ALL.len() - 1].end
    }
}

/// Puts sections, in the order of [`Section::ALL`], into a container. Their bytes are not copied.
/// `None` when the whole would pass 4 GiB.
pub fn encode(sections: [Pieces; Section::ALL.len()]) -> Option<Pieces> {
    let first = HEADER_LEN + ENTRY_LEN * sections.len();
    let total = sections
        .iter()
        .try_fold(first, |sum, section| sum.checked_add(section.len()))?;
    let file_len = u32::try_from(total).ok()?;

    let mut table = Vec::with_capacity(ENTRY_LEN * sections.len());
    let mut offset = first;
    for (section, bytes) in Section::ALL.iter().zip(&sections) {
        table.extend_from_slice(section.tag().as_bytes());
        table.extend_from_slice(&(offset as u32).to_le_bytes());
        table.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        table.extend_from_slice(&crc32_of(bytes.iter()).to_le_bytes());
        offset += bytes.len();
    }

    let mut out = Vec::with_capacity(first);
    out.extend_from_slice(&MAGIC);
    out.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
    out.extend_from_slice(&ANALYZER_VERSION.to_le_bytes());
    out.extend_from_slice(&(sections.len() as u32).to_le_bytes());
    out.extend_from_slice(&file_len.to_le_bytes());
    let checksum = header_checksum(&out, &table);
    out.extend_from_slice(&checksum.to_le_bytes());
    out.extend_from_slice(&table);
    let mut out = Pieces::from(out);
    sections.into_iter().for_each(|section| out.append(section));
    Some(out)
}

fn header_checksum(head: &[u8], table: &[u8]) -> u32 {
    crc32(&[head, table].concat())
}

/// Checks magic, versions, length and every checksum, in that order. O(bytes). Behind the container
/// another may begin.
pub fn decode(bytes: &[u8]) -> Result<Layout, OpenError> {
    check_magic(bytes)?;
    let (Some(format), Some(analyzer), Some(count), Some(file_len), Some(checksum)) = (
        u16_at(bytes, 8),
        u16_at(bytes, 10),
        u32_at(bytes, 12),
        u32_at(bytes, 16),
        u32_at(bytes, 20),
    ) else {
        return Err(truncated(HEADER_LEN as u64, bytes));
    };
    check_versions(format, analyzer)?;
    let whole = bytes.get(..file_len as usize);
    let behind = &bytes[bytes.len().min(file_len as usize)..];
    let Some(bytes) = whole.filter(|_| behind.is_empty() || behind.starts_with(&MAGIC)) else {
        return Err(truncated(u64::from(file_len), bytes));
    };
    if count > MAX_SECTIONS {
        return Err(corrupt("header", "too many sections"));
    }
    let table_end = HEADER_LEN + ENTRY_LEN * count as usize;
    let table = bytes
        .get(HEADER_LEN..table_end)
        .ok_or(corrupt("header", "the section table does not fit"))?;
    if header_checksum(&bytes[..20], table) != checksum {
        return Err(corrupt("header", "the checksum does not match"));
    }
    sections(bytes, table, table_end)
}

fn check_magic(bytes: &[u8]) -> Result<(), OpenError> {
    let known = bytes.len().min(MAGIC.len());
    if bytes.is_empty() || bytes[..known] != MAGIC[..known] {
        return Err(OpenError::NotAnIndex);
    }
    if bytes.len() < HEADER_LEN {
        return Err(truncated(HEADER_LEN as u64, bytes));
    }
    Ok(())
}

fn check_versions(format: u16, analyzer: u16) -> Result<(), OpenError> {
    let supported = FORMAT_VERSION;
    if format < supported {
        return Err(OpenError::TooOld {
            found: format,
            supported,
        });
    }
    if format > supported {
        return Err(OpenError::TooNew {
            found: format,
            supported,
        });
    }
    if analyzer != ANALYZER_VERSION {
        return Err(OpenError::AnalyzerMismatch {
            found: analyzer,
            supported: ANALYZER_VERSION,
        });
    }
    Ok(())
}

fn sections(bytes: &[u8], table: &[u8], mut expected: usize) -> Result<Layout, OpenError> {
    if table.len() != ENTRY_LEN * Section::ALL.len() {
        return Err(corrupt("header", "a section is missing or unknown"));
    }
    let mut ranges: [Range<usize>; Section::ALL.len()] = Default::default();
    for (section, entry) in Section::ALL.iter().zip(table.chunks_exact(ENTRY_LEN)) {
        let field = |at| u32_at(entry, at).unwrap_or(0);
        let (start, len) = (field(4) as usize, field(8) as usize);
        if &entry[..4] != section.tag().as_bytes() || start != expected {
            return Err(corrupt(section.tag(), "it is not where it belongs"));
        }
        let content = start.checked_add(len).and_then(|end| bytes.get(start..end));
        let content = content.ok_or(corrupt(section.tag(), "it does not fit into the file"))?;
        if crc32(content) != field(12) {
            return Err(corrupt(section.tag(), "the checksum does not match"));
        }
        expected = start + len;
        ranges[*section as usize] = start..expected;
    }
    if expected != bytes.len() {
        return Err(corrupt("header", "there are bytes behind the last section"));
    }
    Ok(Layout { ranges })
}

fn truncated(expected: u64, bytes: &[u8]) -> OpenError {
    OpenError::Truncated {
        expected,
        found: bytes.len() as u64,
    }
}

fn corrupt(section: &'static str, what: &'static str) -> OpenError {
    OpenError::Corrupt { section, what }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let sections = std::array::from_fn(|n| Pieces::from(vec![n as u8; n * 7]));
        encode(sections).unwrap().into_bytes()
    }

    #[test]
    fn sections_come_back() {
        let bytes = sample();
        let layout = decode(&bytes).unwrap();
        for (n, section) in Section::ALL.into_iter().enumerate() {
            assert_eq!(&bytes[layout.range(section)], &vec![n as u8; n * 7]);
        }
    }

    #[test]
    fn every_flipped_bit_is_refused() {
        let bytes = sample();
        for bit in 0..bytes.len() * 8 {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert!(decode(&damaged).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn every_truncation_and_extension_is_refused() {
        let mut bytes = sample();
        for len in 0..bytes.len() {
            assert!(decode(&bytes[..len]).is_err(), "{len} bytes");
        }
        bytes.push(0);
        assert!(matches!(decode(&bytes), Err(OpenError::Truncated { .. })));
    }

    #[test]
    fn each_error_names_its_cause() {
        assert_eq!(decode(b""), Err(OpenError::NotAnIndex));
        assert_eq!(decode(b"<!DOCTYPE html>"), Err(OpenError::NotAnIndex));
        let at = |at: usize, byte: u8| {
            let mut bytes = sample();
            bytes[at] = byte;
            decode(&bytes).unwrap_err()
        };
        let (supported, analyzer) = (FORMAT_VERSION, ANALYZER_VERSION);
        assert_eq!(
            at(8, 0),
            OpenError::TooOld {
                found: 0,
                supported
            }
        );
        assert_eq!(
            at(8, 9),
            OpenError::TooNew {
                found: 9,
                supported
            }
        );
        assert_eq!(
            at(10, 99),
            OpenError::AnalyzerMismatch {
                found: 99,
                supported: analyzer
            }
        );
        assert!(matches!(
            decode(&sample()[..100]),
            Err(OpenError::Truncated { found: 100, .. })
        ));
        assert!(matches!(
            at(30, 0xEE),
            OpenError::Corrupt {
                section: "header",
                ..
            }
        ));
        let last = sample().len() - 1;
        assert!(matches!(
            at(last, 0xEE),
            OpenError::Corrupt {
                section: "UPDT",
                ..
            }
        ));
    }
}
