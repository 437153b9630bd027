//! Counts of the whole index: `documents varint · terms varint`.

use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::put_varint;

/// What the section says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meta {
    /// Documents.
    pub documents: u32,
    /// Distinct terms.
    pub terms: u32,
}

/// Encodes the section.
#[cfg(feature = "writer")]
pub fn encode(documents: u32, terms: u32) -> Vec<u8> {
    let mut out = Vec::new();
    put_varint(&mut out, documents);
    put_varint(&mut out, terms);
    out
}

/// Decodes the section.
pub fn decode(bytes: &[u8]) -> Option<Meta> {
    let mut cursor = Cursor::new(bytes);
    Some(Meta {
        documents: cursor.varint()?,
        terms: cursor.varint()?,
    })
}
