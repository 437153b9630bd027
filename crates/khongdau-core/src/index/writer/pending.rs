//! Documents that wait for the index to be written: as few bytes as they can be kept in, since they
//! are most of the memory that writing takes.

use crate::document::Document;
use crate::format::varint::{Cursor, put_varint};
use crate::index::article::{self, Form};

/// A document whose terms still carry the numbers of their first appearance.
#[derive(Debug)]
pub struct Pending {
    /// Tokens of title and body.
    pub lengths: [u32; 2],
    /// Long forms in them; the term of each by its number, before that the number of its acronym.
    pub forms: [Vec<Form<u32>>; 2],
    /// The numbers of the terms, as varints: frequent terms come early and have low ones.
    terms: Box<[u8]>,
    /// The article's record but for its forms.
    head: Box<[u8]>,
    body: Box<[u8]>,
}

impl Pending {
    /// Keeps what is needed of a document.
    pub fn new(document: Document, terms: &[Vec<u32>; 2]) -> Self {
        let mut packed = Vec::new();
        let all = terms.iter().flatten();
        all.for_each(|term| put_varint(&mut packed, *term));
        Self {
            lengths: [0, 1].map(|field: usize| terms[field].len() as u32),
            forms: Default::default(),
            terms: packed.into(),
            head: article::encode_head(&document).into(),
            body: document.body.into_bytes().into(),
        }
    }

    /// The numbers of the terms of title and body.
    pub fn terms(&self) -> [Vec<u32>; 2] {
        let mut cursor = Cursor::new(&self.terms);
        self.lengths.map(|length| {
            let next = |_| cursor.varint_inlined();
            (0..length).map_while(next).collect()
        })
    }

    /// About the bytes of the article's record, and no fewer but for its forms.
    pub fn size(&self) -> usize {
        let forms: usize = self.forms.iter().map(Vec::len).sum();
        self.head.len() + self.body.len() + 12 * (1 + forms)
    }

    /// The article's record, without its checksum; `key` gives the key of a form's term.
    pub fn record(&self, key: &dyn Fn(u32) -> String) -> Vec<u8> {
        let named = |form: &Form<u32>| Form {
            position: form.position,
            len: form.len,
            term: key(form.term),
        };
        let forms = [0, 1].map(|field: usize| self.forms[field].iter().map(named).collect());
        article::encode(&self.head, &forms, &self.body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_read_back() {
        let terms = [vec![3, 1 << 20, 3], vec![0; 200]];
        let pending = Pending::new(Document::default(), &terms);
        assert_eq!(pending.terms(), terms);
        assert_eq!(pending.lengths, [3, 200]);
    }
}
