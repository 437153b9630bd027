//! Documents after text analysis, as compact as the writer keeps them.

use crate::analysis::acronyms::{self, Acronym};
use crate::analysis::{Analysis, analyze};
use crate::document::Document;
use crate::format::varint::{Cursor, put_bytes};
use crate::text::Term;
use rustc_hash::FxHashMap;

/// A document after text analysis: the expensive part of indexing, and independent of other
/// documents, so that callers may run it on many threads. About four times its text.
#[derive(Debug)]
pub struct AnalyzedDocument {
    pub(super) document: Document,
    pub(super) terms: Terms,
    pub(super) acronyms: Vec<Acronym>,
}

impl AnalyzedDocument {
    /// Analyses title and body. O(text).
    pub fn new(document: Document) -> Self {
        let mut terms = Builder::default();
        let mut acronyms = Vec::new();
        for (number, text) in [&document.title, &document.body].into_iter().enumerate() {
            terms.add(number, text, analyze(text));
            acronyms.extend(acronyms::extract(text));
        }
        Self {
            terms: terms.terms,
            document,
            acronyms,
        }
    }
}

/// The terms of one document, numbered in order of first appearance in it.
#[derive(Debug, Default)]
pub struct Terms {
    /// Bytes of each, behind their length.
    bytes: Vec<u8>,
    /// How often each stands in title and body, as token or as extra term.
    pub counts: Vec<[u32; 2]>,
    /// The tokens of title and body.
    pub fields: [Vec<LocalToken>; 2],
}

/// A token within its document.
#[derive(Debug, Clone, Copy)]
pub struct LocalToken {
    /// The number of its term in the document.
    pub term: u32,
    /// Whether nothing but a blank stands between it and the token before.
    pub behind_blank: bool,
}

impl Terms {
    /// The bytes of the terms, in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let mut cursor = Cursor::new(&self.bytes);
        std::iter::from_fn(move || cursor.bytes())
    }
}

#[derive(Default)]
struct Builder {
    numbers: FxHashMap<Term, u32>,
    terms: Terms,
}

impl Builder {
    fn add(&mut self, field: usize, text: &str, analysis: Analysis) {
        let mut tokens = Vec::with_capacity(analysis.tokens.len());
        let mut end = 0;
        for token in analysis.tokens {
            let behind_blank = !tokens.is_empty() && &text[end..token.span.start] == " ";
            end = token.span.end;
            let term = self.count(field, token.term);
            tokens.push(LocalToken { term, behind_blank });
        }
        self.terms.fields[field] = tokens;
        for extra in analysis.extras {
            self.count(field, Term::bare(&extra.term));
        }
    }

    fn count(&mut self, field: usize, term: Term) -> u32 {
        let terms = &mut self.terms;
        let number = match self.numbers.get(&term) {
            Some(number) => *number,
            None => {
                let number = terms.counts.len() as u32;
                put_bytes(&mut terms.bytes, &term.to_bytes());
                terms.counts.push([0; 2]);
                self.numbers.insert(term, number);
                number
            }
        };
        terms.counts[number as usize][field] += 1;
        number
    }
}
