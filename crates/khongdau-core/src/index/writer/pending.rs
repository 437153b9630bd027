//! Documents that wait for the index to be written: as few bytes as they can be kept in, since they
//! are most of the memory that writing takes.

use crate::document::Document;
use crate::format::varint::{Cursor, put_varint};
use crate::index::article::{self, Form};

/// Bytes of a chunk: so large that allocators give it back to the system when it is freed. What is
/// not filled takes no memory.
const CHUNK: usize = 64 << 20;

/// A document whose terms still carry the numbers of their first appearance.
#[derive(Debug)]
pub struct Pending {
    /// Tokens of title and body.
    pub lengths: [u32; 2],
    /// Long forms in them; the term of each by its number, before that the number of its acronym.
    pub forms: [Vec<Form<u32>>; 2],
    /// Where the numbers of its terms, the article's record up to its forms, and its body are.
    chunk: u32,
    start: u32,
    ends: [u32; 3],
}

/// All documents, by number.
#[derive(Debug, Default)]
pub struct Waiting {
    /// What is not text.
    pub pending: Vec<Pending>,
    chunks: Vec<Vec<u8>>,
}

impl Waiting {
    /// Keeps what is needed of a document: the numbers of its terms, as varints, since frequent
    /// terms come early and have low ones; and its text.
    pub fn push(&mut self, document: &Document, terms: &[Vec<u32>; 2]) {
        let mut bytes = Vec::new();
        let all = terms.iter().flatten();
        all.for_each(|term| put_varint(&mut bytes, *term));
        let mut ends = [bytes.len(); 3];
        bytes.extend(article::encode_head(document));
        ends[1] = bytes.len();
        bytes.extend_from_slice(document.body.as_bytes());
        ends[2] = bytes.len();
        let chunk = self.room_for(bytes.len());
        let start = self.chunks[chunk].len();
        self.chunks[chunk].append(&mut bytes);
        self.pending.push(Pending {
            lengths: [0, 1].map(|field: usize| terms[field].len() as u32),
            forms: Default::default(),
            chunk: chunk as u32,
            start: start as u32,
            ends: ends.map(|end| (start + end) as u32),
        });
    }

    fn room_for(&mut self, bytes: usize) -> usize {
        let has_room = |chunk: &Vec<u8>| chunk.len() + bytes <= chunk.capacity();
        if !self.chunks.last().is_some_and(has_room) {
            // A small index takes a small chunk.
            let first = if self.chunks.is_empty() {
                1 << 20
            } else {
                CHUNK
            };
            self.chunks.push(Vec::with_capacity(first.max(bytes)));
        }
        self.chunks.len() - 1
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.pending.len()
    }

    /// The numbers of the terms of title and body of each document, in order.
    pub fn terms(&self) -> impl Iterator<Item = [Vec<u32>; 2]> + '_ {
        (0..self.len()).map(|doc| self.terms_of(doc))
    }

    /// Those of one.
    pub fn terms_of(&self, doc: usize) -> [Vec<u32>; 2] {
        let pending = &self.pending[doc];
        let chunk = &self.chunks[pending.chunk as usize];
        let mut cursor = Cursor::new(&chunk[pending.start as usize..pending.ends[0] as usize]);
        pending.lengths.map(|length| {
            let next = |_| cursor.varint_inlined();
            (0..length).map_while(next).collect()
        })
    }

    /// Bytes of all records of articles, about, and no fewer.
    pub fn size(&self) -> usize {
        let size = |pending: &Pending| {
            let forms: usize = pending.forms.iter().map(Vec::len).sum();
            (pending.ends[2] - pending.ends[0]) as usize + 12 * (1 + forms)
        };
        self.pending.iter().map(size).sum()
    }

    /// Calls `visit` with the record of each article, without its checksum; `key` gives the key of
    /// a form's term. Frees texts as it goes.
    pub fn records(mut self, key: &dyn Fn(u32) -> String, visit: &mut dyn FnMut(&[u8])) {
        let named = |form: &Form<u32>| Form {
            position: form.position,
            len: form.len,
            term: key(form.term),
        };
        for pending in self.pending {
            let chunk = pending.chunk as usize;
            if let Some(done) = chunk.checked_sub(1) {
                self.chunks[done] = Vec::new();
            }
            let part = |part: usize| {
                let [start, end] = [part, part + 1].map(|at| pending.ends[at] as usize);
                &self.chunks[chunk][start..end]
            };
            let forms = [0, 1].map(|field: usize| pending.forms[field].iter().map(named).collect());
            visit(&article::encode(part(0), &forms, part(1)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_and_records_read_back() {
        let mut waiting = Waiting::default();
        let all = [
            [vec![3, 1 << 20, 3], vec![0; 200]],
            [vec![], vec![5]],
            [vec![7; 1 << 20], vec![1]],
        ];
        for (at, terms) in all.iter().enumerate() {
            let document = Document {
                id: at.to_string(),
                body: format!("bài {at}"),
                ..Document::default()
            };
            waiting.push(&document, terms);
        }
        assert!(waiting.terms().eq(all));
        let size = waiting.size();
        let mut records = Vec::new();
        waiting.records(&|_| String::new(), &mut |record| {
            records.push(record.to_vec())
        });
        assert!(size >= records.iter().map(Vec::len).sum());
        for (at, record) in records.iter().enumerate() {
            let article = article::decode(record).unwrap();
            assert_eq!(
                (article.id, article.body().unwrap()),
                (&at.to_string()[..], &format!("bài {at}")[..])
            );
        }
    }
}
