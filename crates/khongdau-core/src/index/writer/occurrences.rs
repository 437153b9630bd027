//! Where a term occurs and how often, while documents come in: three numbers each, as varints.

use crate::format::varint::{Cursor, put_varint};
use crate::index::DocId;

/// The documents of one term, ascending.
#[derive(Debug, Default)]
pub struct Occurrences {
    previous: u32,
    bytes: Vec<u8>,
}

impl Occurrences {
    /// Appends a document, with how often the term stands in its title and in its body.
    pub fn push(&mut self, doc: DocId, [title, body]: [u32; 2]) {
        put_varint(&mut self.bytes, doc.0 - self.previous);
        put_varint(&mut self.bytes, title);
        put_varint(&mut self.bytes, body);
        self.previous = doc.0;
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (DocId, [u32; 2])> + '_ {
        let mut cursor = Cursor::new(&self.bytes);
        let mut doc = 0;
        std::iter::from_fn(move || {
            doc += cursor.varint()?;
            Some((DocId(doc), [cursor.varint()?, cursor.varint()?]))
        })
    }
}
