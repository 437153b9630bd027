//! Why a document has its score.

use crate::index::DocId;
use std::cell::RefCell;

/// One summand of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct ScorePart {
    /// What it is for: `word cong`, `pair cong nghiep`, `title run`, `all words`.
    pub what: String,
    /// Its worth.
    pub score: f32,
}

/// Why a document has its score.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The whole.
    pub score: f32,
    /// What it is made of; the sum of these.
    pub parts: Vec<ScorePart>,
}

/// Writes down the parts of one document's score while it is computed.
#[derive(Debug)]
pub struct Trace {
    doc: DocId,
    parts: RefCell<Vec<ScorePart>>,
}

impl Trace {
    /// For this document.
    pub fn of(doc: DocId) -> Self {
        Self {
            doc,
            parts: RefCell::default(),
        }
    }

    /// Writes a part down if it is of the traced document and worth anything.
    pub fn note(&self, doc: DocId, what: &[&str], score: f32) {
        if doc == self.doc && score != 0.0 {
            self.parts.borrow_mut().push(ScorePart {
                what: what.concat(),
                score,
            });
        }
    }

    /// What was written down.
    pub fn finish(self) -> Explanation {
        let parts = self.parts.into_inner();
        Explanation {
            score: parts.iter().map(|part| part.score).sum(),
            parts,
        }
    }
}
