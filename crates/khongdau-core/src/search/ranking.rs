//! Constants and formulas of the ranking.
//!
//! The score of a document is
//!
//! ```text
//! Σ words  best of  idf · sat(tf) · agreement      whole words, all spellings of the key
//!                   completion · idf · sat(tf)     words that the last word only begins
//!   + Σ accented words  idf · sat(tf)              exactly the spelling typed
//!   + Σ neighbouring words  pair · idf · sat(pairs)       the two standing together, in order
//!   + title_run, body_run · Σ idf of the longest run      the query, or much of it, as a phrase
//!   + Σ document numbers, dates, joined forms
//! ```
//!
//! with BM25F's `tf` (Robertson, Zaragoza and Taylor 2004: frequencies of the fields, weighted
//! and normalised by field length, summed before saturation), `sat(x) = x (k1 + 1) / (x + k1)`
//! and `idf = ln(1 + (N - df + 0.5) / (df + 0.5))`. Documents with all words of the query
//! come above those that have one only with contradicting accents, and those above documents
//! with some words; the score says so too, lifted by the highest score for each step.

use crate::index::fields::FieldWeight;
use crate::text::Agreement;

/// Documents that are read for words standing together, at most: a page of hits.
/// Each is a file to fetch where the index is sharded.
pub const RERANKED: usize = 10;

/// The constants of the ranking, in units of one BM25F word score unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Saturation of term frequency; 1.2 is usual for text (Robertson and Zaragoza 2009, §3.5).
    pub k1: f32,
    /// The title: it repeats nothing, so that its length says little.
    pub title: FieldWeight,
    /// The body; `b` as usual.
    pub body: FieldWeight,
    /// An unfinished word beside a whole one.
    pub completion: f32,
    /// A pair of neighbours beside a word. Measured on titles sought by their own words, pairs
    /// bring as much as the step from no ranking to BM25.
    pub pair: f32,
    /// A pair with one word between, as a share of a pair.
    pub gapped_pair: f32,
    /// A pair with a syllable of grammar in it, as a share of a pair.
    pub function_pair: f32,
    /// The longest run of the query's words, in order, in a body, in units of its words' idf:
    /// what a whole query found as a phrase is worth. Shorter runs are worth the fourth power
    /// of their share, for half a phrase is hardly one.
    pub body_run: f32,
    /// The same in a title, by the square of the share: what stands between in a title matters
    /// less.
    pub title_run: f32,
    /// What a run at the very start of a title counts more, as a factor.
    pub title_start: f32,
    /// What a run that is the whole title counts more, as a factor.
    pub whole_title: f32,
    /// A pair, and a run for each word, that counts only if a guess is right (another word with
    /// a typo), as a share.
    pub guess: f32,
    /// The number of a document: a reader who types one wants that document.
    pub document_number: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            k1: 1.2,
            title: FieldWeight::TITLE,
            body: FieldWeight::BODY,
            completion: 0.7,
            pair: 1.0,
            gapped_pair: 0.5,
            function_pair: 0.4,
            body_run: 8.0,
            title_run: 10.0,
            title_start: 2.0,
            whole_title: 1.2,
            guess: 0.6,
            document_number: 3.0,
        }
    }
}

impl Weights {
    /// BM25's saturation; 0 for 0, towards `k1 + 1`.
    pub fn saturate(&self, frequency: f32) -> f32 {
        frequency * (self.k1 + 1.0) / (frequency + self.k1)
    }
}

/// Weight of a term that stands in `doc_freq` of `documents` documents; always positive.
pub fn idf(documents: u32, doc_freq: u32) -> f32 {
    let (n, df) = (documents as f32, doc_freq as f32);
    (1.0 + (n - df + 0.5).max(0.0) / (df + 0.5)).ln()
}

/// What a spelling is worth to a query with accents. To a bare query all are worth the same.
pub fn agreement_weight(agreement: Agreement) -> f32 {
    match agreement {
        Agreement::Exact => 1.0,
        Agreement::IyVariant => 0.95,
        Agreement::Compatible => 0.8,
        Agreement::Conflicting => 0.25,
    }
}
