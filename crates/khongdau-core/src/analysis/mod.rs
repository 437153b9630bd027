//! The analyzer. API contract; the implementation replaces the bodies.
use crate::text::Term;
use std::ops::Range;

/// Goes up with every change that moves a term or a span.
pub const ANALYZER_VERSION: u16 = 1;

/// One token of the text. Its position is its index in [`Analysis::tokens`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token { /// what is looked up
    pub term: Term, /// bytes in the original text; spans ascend and never overlap
    pub span: Range<usize> }

/// A further term for a run of tokens: a document number, a date, a joined form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraTerm { /// the term's text, e.g. `nq:29@tw`, `d:2023-06-14`, `tphcm`, `13`
    pub term: String, /// position of the first token it stands for
    pub position: usize, /// how many tokens it stands for, at least 1
    pub len: usize }

/// What the analyzer found in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysis { /// in reading order
    pub tokens: Vec<Token>, /// by position
    pub extras: Vec<ExtraTerm> }

/// Analyses a text; the same for documents and queries.
pub fn analyze(_text: &str) -> Analysis { todo!() }
/// Every document number that a query may mean, most specific first.
pub fn document_numbers(_query: &str) -> Vec<String> { todo!() }
