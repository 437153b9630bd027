//! Articles while documents come in: encoded but for what is known at the end only, their forms.

use crate::document::Document;
use crate::format::crc32::crc32_of;
use crate::format::pieces::{PIECE, Pieces};
use crate::format::records::RecordsBuilder;
use crate::format::varint::{Cursor, put_bytes};
use crate::index::article::{encode_head, split};
use crate::index::blocks::with_checksum;

/// What an article without long forms has for them: none in its title, none in its body.
const NO_FORMS: &[u8] = &[0, 0];

/// Articles in order, in chunks so that they can be freed while they are written.
#[derive(Debug, Default)]
pub struct Articles {
    /// `(head bytes · body bytes)*`; an article is never in two.
    chunks: Vec<Vec<u8>>,
    /// What long articles go on with.
    rests: Vec<Box<str>>,
}

impl Articles {
    /// Appends the article of a document.
    pub fn push(&mut self, document: &Document) {
        const LENGTHS: usize = 10;
        let (body, rest) = split(&document.body);
        let number = (!rest.is_empty()).then_some(self.rests());
        let head = encode_head(document, number);
        self.rests.extend(number.map(|_| rest.into()));
        let size = head.len() + body.len() + LENGTHS;
        let fits = |chunk: &Vec<u8>| chunk.len() + size <= PIECE;
        if !self.chunks.last().is_some_and(fits) {
            // The first grows: most have no more than it.
            let capacity = if self.chunks.is_empty() { 0 } else { PIECE };
            self.chunks.push(Vec::with_capacity(capacity.max(size)));
        }
        if let Some(chunk) = self.chunks.last_mut() {
            put_bytes(chunk, &head);
            put_bytes(chunk, body.as_bytes());
        }
    }

    /// How many go on in a block of their own.
    pub fn rests(&self) -> u32 {
        self.rests.len() as u32
    }

    /// The section of articles, each with its forms, and of the rests. A chunk is freed when it has
    /// been copied.
    pub fn finish(self, forms: &[Box<[u8]>]) -> Pieces {
        let mut records = RecordsBuilder::default();
        let mut forms = forms.iter();
        for chunk in self.chunks {
            let mut cursor = Cursor::new(&chunk);
            while let (Some(head), Some(body)) = (cursor.bytes(), cursor.bytes()) {
                let forms = forms.next().filter(|forms| !forms.is_empty());
                let forms = forms.map_or(NO_FORMS, |forms| forms);
                let checksum = crc32_of([head, forms, body]).to_le_bytes();
                records.push_parts(&[&checksum, head, forms, body]);
            }
        }
        for rest in self.rests {
            records.push(&with_checksum(rest.as_bytes()));
        }
        records.finish()
    }
}
