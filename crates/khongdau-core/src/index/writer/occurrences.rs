//! Where a term occurs and how often, while documents come in: three numbers each, as varints.

use crate::format::varint::{Cursor, put_varint};
use crate::index::DocId;

/// Bytes of three numbers at most.
const LONGEST: usize = 15;

/// The documents of one term, ascending.
#[derive(Debug, Default)]
pub struct Occurrences {
    previous: u32,
    bytes: Vec<u8>,
}

impl Occurrences {
    /// Appends a document, with how often the term stands in its title and in its body.
    pub fn push(&mut self, doc: DocId, [title, body]: [u32; 2]) {
        // Doubling would leave a third of all occurrences unused.
        if self.bytes.capacity() - self.bytes.len() < LONGEST && self.bytes.len() > 4 * LONGEST {
            self.bytes.reserve_exact(LONGEST + self.bytes.len() / 8);
        }
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
