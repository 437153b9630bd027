//! Constants and formulas of the ranking.
//!
//! The score of a document is
//!
//! ```text
//! Σ words  best of  idf · sat(tf) · agreement      whole words, all spellings of the key
//!                   COMPLETION · idf · sat(tf)     words that the last word only begins
//!   + Σ accented words  idf · sat(tf)              exactly the spelling typed
//!   + Σ neighbouring words  idf · sat(pairs)       the two standing together, in order
//!   + Σ document numbers, dates, joined forms
//! ```
//!
//! with BM25F's `tf` (Robertson, Zaragoza and Taylor 2004: frequencies of the fields, weighted
//! and normalised by field length, summed before saturation), `sat(x) = x (k1 + 1) / (x + k1)`
//! and `idf = ln(1 + (N - df + 0.5) / (df + 0.5))`. Documents with all words of the query
//! come above those that have one only with contradicting accents, and those above documents
//! with some words; the score says so too, lifted by the highest score for each step.

use crate::text::Agreement;

/// Saturation of term frequency; the usual value for text (Robertson and Zaragoza 2009, §3.5).
pub const K1: f32 = 1.2;
/// Weight and length normalisation of the title: a title repeats nothing, so that its length
/// says little.
pub const TITLE: FieldWeight = FieldWeight {
    weight: 4.0,
    b: 0.4,
};
/// Weight and length normalisation of the body; `b` as usual.
pub const BODY: FieldWeight = FieldWeight {
    weight: 1.0,
    b: 0.75,
};
/// What an unfinished word is worth beside a whole one.
pub const COMPLETION: f32 = 0.7;
/// Documents whose token streams are read for pairs of words: enough that the best ten are
/// among them, few enough for a phone.
pub const RERANKED: usize = 200;
/// Weight of a pair beside a word. Measured on titles sought by their own words, pairs bring
/// as much as the step from no ranking to BM25.
pub const PAIR: f32 = 1.0;
/// Weight of a pair with one word between.
pub const GAPPED_PAIR: f32 = 0.5;
/// Weight of a pair with a syllable of grammar in it.
pub const FUNCTION_PAIR: f32 = 0.2;
/// Weight of the number of a document: a reader who types one wants that document.
pub const DOCUMENT_NUMBER: f32 = 3.0;
/// How a field counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FieldWeight {
    /// Worth of one occurrence; 1 is neutral.
    pub weight: f32,
    /// How far length is held against a field, 0 (not at all) to 1 (in full).
    pub b: f32,
}

impl FieldWeight {
    /// Weighted, length-normalised frequency.
    pub fn frequency(self, count: f32, length: u32, average: f32) -> f32 {
        self.weight * count / (1.0 - self.b + self.b * length as f32 / average)
    }
}

/// BM25's saturation; 0 for 0, towards `K1 + 1`.
pub fn saturate(frequency: f32) -> f32 {
    frequency * (K1 + 1.0) / (frequency + K1)
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
