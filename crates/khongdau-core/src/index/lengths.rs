//! Field lengths in tokens, which BM25F weighs frequencies by:
//! `(title varint · body varint)` for each document.

use super::DocId;
use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::put_varint;

/// Encodes the section: `[title, body]` for each document.
#[cfg(feature = "writer")]
pub fn encode(lengths: &[[u32; 2]]) -> Vec<u8> {
    let mut out = Vec::new();
    lengths
        .iter()
        .flatten()
        .for_each(|length| put_varint(&mut out, *length));
    out
}

/// Field lengths of all documents, and their averages.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldLengths {
    lengths: Vec<[u32; 2]>,
    /// Average title and body length, at least 1 so that it can divide.
    pub average: [f32; 2],
    /// Tokens of all titles and bodies.
    pub tokens: u64,
}

impl FieldLengths {
    /// Decodes the section; `None` unless it holds exactly `documents` documents.
    pub fn decode(bytes: &[u8], documents: u32) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        if documents as usize > cursor.remaining() {
            return None;
        }
        let lengths: Vec<[u32; 2]> = (0..documents)
            .map(|_| Some([cursor.varint()?, cursor.varint()?]))
            .collect::<Option<_>>()?;
        let total = |field: usize| {
            lengths
                .iter()
                .map(|length| u64::from(length[field]))
                .sum::<u64>()
        };
        let (title, body) = (total(0), total(1));
        let average = [title, body].map(|sum| (sum as f32 / documents.max(1) as f32).max(1.0));
        cursor.is_empty().then_some(Self {
            lengths,
            average,
            tokens: title + body,
        })
    }

    /// `[title, body]` of one document; zeros past the last.
    pub fn of(&self, doc: DocId) -> [u32; 2] {
        self.lengths
            .get(doc.0 as usize)
            .copied()
            .unwrap_or_default()
    }
}
