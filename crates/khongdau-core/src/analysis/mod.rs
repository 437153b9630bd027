//! The analyzer: text to tokens. The same for documents and queries.
//!
//! * `scanner`: where each token begins and ends. `address`: URLs and e-mail.
//! * `document_number`: `29-NQ/TW` in every spelling. `date`: dates and times.
//! * [`outline`]: where words are, without what they are.
//! * `number`: `1.729`, `24,17`. `joined`: `TP.HCM`, `HảiPhòng`, `khóa XIII`.
//! * `acronyms` (feature `writer`): short forms that the articles explain, *KCN*.
//!
//! Beside the tokens there are *extra terms* at the position of a token: a document number, a
//! date, a joined form. They make different spellings of one thing meet.

#[cfg(feature = "writer")]
pub mod acronyms;
mod address;
mod date;
mod document_number;
mod joined;
mod number;
pub mod outline;
mod scanner;

pub use document_number::document_numbers;

use crate::text::Term;
use std::ops::Range;

/// Goes up with every change that moves a term or a span: documents must be indexed again.
pub const ANALYZER_VERSION: u16 = 1;

/// One token. Its position is its index in [`Analysis::tokens`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What is looked up.
    pub term: Term,
    /// Bytes in the original text, combining marks and invisible characters inside included.
    /// Spans ascend and never overlap.
    pub span: Range<usize>,
}

/// A further term for a run of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraTerm {
    /// `nq:29@tw`, `d:2023-06-14`, `t:13:30`, `u:bacninh.gov.vn`, `tphcm`, `13`.
    pub term: String,
    /// Position of the first token it stands for.
    pub position: usize,
    /// How many tokens it stands for, at least 1.
    pub len: usize,
}

/// What the analyzer found in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysis {
    /// In reading order.
    pub tokens: Vec<Token>,
    /// By position, each once.
    pub extras: Vec<ExtraTerm>,
}

/// Analyses a text of at most 4 GiB. Never fails. O(text).
pub fn analyze(text: &str) -> Analysis {
    let mut analysis = scanner::scan(text);
    for worded in [document_number::worded, date::worded] {
        let extras = worded(&analysis);
        analysis.merge(extras);
    }
    analysis
}

impl Analysis {
    /// Adds an extra term behind those of its position, unless it is there already.
    fn add_extra(&mut self, term: String, position: usize, len: usize) {
        let behind = self
            .extras
            .partition_point(|extra| extra.position <= position);
        let here = self.extras[..behind]
            .iter()
            .rev()
            .take_while(|extra| extra.position == position);
        if !here.into_iter().any(|extra| extra.term == term) {
            self.extras.insert(
                behind,
                ExtraTerm {
                    term,
                    position,
                    len,
                },
            );
        }
    }

    /// Adds extra terms that ascend by position. O(extras): inserting them one by one would
    /// move all that stand behind, each time.
    fn merge(&mut self, more: Vec<ExtraTerm>) {
        let mut before = std::mem::take(&mut self.extras).into_iter().peekable();
        for extra in more {
            while let Some(earlier) = before.next_if(|earlier| earlier.position <= extra.position) {
                self.extras.push(earlier);
            }
            self.add_extra(extra.term, extra.position, extra.len);
        }
        self.extras.extend(before);
    }

    /// The extra terms of one position.
    fn extras_at(&self, position: usize) -> &[ExtraTerm] {
        let start = self
            .extras
            .partition_point(|extra| extra.position < position);
        let rest = &self.extras[start..];
        let length = rest
            .iter()
            .take_while(|extra| extra.position == position)
            .count();
        &rest[..length]
    }

    fn key(&self, position: usize) -> Option<&str> {
        self.tokens
            .get(position)
            .map(|token| token.term.key.as_str())
    }
}
