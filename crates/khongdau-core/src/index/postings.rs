//! Posting lists: for each term the documents it stands in, and how often in each field.
//!
//! ```text
//! list    := entry*                       documents ascend
//! entry   := varint(delta << 2 | kind) · counts
//! delta   := document - previous document, the first counted from 0
//! kind    := 0  once in the body          1  body count (varint)
//!            2  once in the title         3  title count, body count (varints)
//! ```
//!
//! Positions are not repeated here: they are the token streams ([`super::stream`]).

use super::DocId;
use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::put_varint;

/// One document of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The document.
    pub doc: DocId,
    /// Occurrences in the title.
    pub title_freq: u32,
    /// Occurrences in the body.
    pub body_freq: u32,
}

/// Encodes one list, posting by posting.
#[cfg(feature = "writer")]
#[derive(Debug, Default)]
pub struct PostingsBuilder {
    previous: u32,
    bytes: Vec<u8>,
}

#[cfg(feature = "writer")]
impl PostingsBuilder {
    /// Appends a posting. Documents must ascend.
    pub fn push(&mut self, posting: Posting) {
        let head = (posting.doc.0 - self.previous) << 2;
        self.previous = posting.doc.0;
        let out = &mut self.bytes;
        match (posting.title_freq, posting.body_freq) {
            (0, 1) => put_varint(out, head),
            (0, body) => {
                put_varint(out, head | 1);
                put_varint(out, body);
            }
            (1, 0) => put_varint(out, head | 2),
            (title, body) => {
                put_varint(out, head | 3);
                put_varint(out, title);
                put_varint(out, body);
            }
        }
    }

    /// The encoded list.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// Decodes one list; ends early at anything that is no posting.
#[derive(Debug, Clone)]
pub struct Postings<'a> {
    cursor: Cursor<'a>,
    previous: u32,
    documents: u32,
}

impl<'a> Postings<'a> {
    /// A list of an index of `documents` documents: a higher number ends it.
    pub fn new(bytes: &'a [u8], documents: u32) -> Self {
        Self {
            cursor: Cursor::new(bytes),
            previous: 0,
            documents,
        }
    }
}

impl Iterator for Postings<'_> {
    type Item = Posting;

    // Most of the time of a query goes by in loops over this.
    #[inline(always)]
    fn next(&mut self) -> Option<Posting> {
        let head = self.cursor.varint_inlined()?;
        let (title_freq, body_freq) = match head & 3 {
            0 => (0, 1),
            1 => (0, self.cursor.varint()?),
            2 => (1, 0),
            _ => (self.cursor.varint()?, self.cursor.varint()?),
        };
        self.previous = self.previous.checked_add(head >> 2)?;
        let doc = DocId(self.previous);
        (doc.0 < self.documents).then_some(Posting {
            doc,
            title_freq,
            body_freq,
        })
    }
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_list_reads_back(entries in prop::collection::vec((1u32..5000, 0u32..4, 0u32..300), 0..60)) {
            let mut doc = 0;
            let postings: Vec<Posting> = entries
                .into_iter()
                .map(|(gap, title_freq, body_freq)| {
                    doc += gap;
                    Posting { doc: DocId(doc), title_freq, body_freq }
                })
                .collect();
            let mut builder = PostingsBuilder::default();
            postings.iter().for_each(|posting| builder.push(*posting));
            let bytes = builder.finish();
            prop_assert_eq!(Postings::new(&bytes, u32::MAX).collect::<Vec<_>>(), postings);
        }

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(Postings::new(&bytes, 10).all(|posting| posting.doc.0 < 10));
        }
    }
}
