//! What came since an index was made: new and changed articles, and which are gone.
//!
//! A word block changes with any article that has one of its words, so that fifty new articles
//! change most of a sharded index. An update leaves its base as it is: it is an index of its own
//! of the new articles, small, whose first file stands behind that of the base, and both are read
//! as one. Its documents are numbered on from those of the base. What only a large index knows,
//! weights of length, acronyms, the language model, the keys for typos, is the base's.
//!
//! ```text
//! update := base u32 · gone varint · (delta varint){gone}      empty in an index that is none
//! ```
//!
//! `base` is the header checksum of the base's first file; those that are gone, changed ones
//! among them, ascend.

use super::DocId;
#[cfg(feature = "writer")]
use crate::format::varint::put_varint;
use crate::format::varint::{Cursor, u32_at};

/// The section, decoded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Update {
    /// [`name`] of the index it belongs to.
    pub base: u32,
    /// Documents of the base that are not to be found any more, ascending.
    pub gone: Vec<DocId>,
}

impl Update {
    /// Whether a document of the base is not to be found any more.
    pub fn is_gone(&self, doc: DocId) -> bool {
        self.gone.binary_search(&doc).is_ok()
    }
}

/// What tells an index from others: the checksum in its header, which covers those of all sections.
pub fn name(container: &[u8]) -> u32 {
    u32_at(container, 20).unwrap_or(0)
}

/// Encodes the section.
#[cfg(feature = "writer")]
pub fn encode(update: &Update) -> Vec<u8> {
    let mut out = update.base.to_le_bytes().to_vec();
    put_varint(&mut out, update.gone.len() as u32);
    let mut before = 0;
    for doc in &update.gone {
        put_varint(&mut out, doc.0 - before);
        before = doc.0;
    }
    out
}

/// Decodes the section of an update to a base of so many documents; `None` on anything else.
pub fn decode(bytes: &[u8], documents: u32) -> Option<Update> {
    let mut cursor = Cursor::new(bytes.get(4..)?);
    let mut update = Update {
        base: u32_at(bytes, 0)?,
        gone: Vec::new(),
    };
    let mut doc = 0u32;
    for at in 0..cursor.varint()? {
        let delta = cursor.varint()?;
        doc = doc.checked_add(delta)?;
        if doc >= documents || at > 0 && delta == 0 {
            return None;
        }
        update.gone.push(DocId(doc));
    }
    cursor.is_empty().then_some(update)
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;

    #[test]
    fn an_update_reads_back_and_no_part_of_one_does() {
        let update = Update {
            base: 0xCBF4_3926,
            gone: [0, 1, 700].map(DocId).to_vec(),
        };
        let bytes = encode(&update);
        assert_eq!(decode(&bytes, 701), Some(update));
        assert_eq!(decode(&bytes, 700), None, "no such document");
        assert!((0..bytes.len()).all(|len| decode(&bytes[..len], 701).is_none()));
    }
}
