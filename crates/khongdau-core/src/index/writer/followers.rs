//! Which terms follow which, with nothing but a blank between them.

use super::Pending;
use super::dictionary::Dictionary;
use super::parts::parts;
use crate::index::terms::TermOrd;
use std::ops::Range;

/// A term that follows another, and how often.
pub type Follower = (TermOrd, u32);

/// The followers of all terms.
pub struct Followers<'a> {
    documents: &'a [Pending],
    ords: &'a [TermOrd],
    parts: Vec<Range<u32>>,
}

impl<'a> Followers<'a> {
    /// Those in these documents; `counts` says how often each term is a token, by ordinal.
    pub fn of(documents: &'a [Pending], dictionary: &'a Dictionary, counts: &[u32]) -> Self {
        Self {
            documents,
            ords: &dictionary.ords,
            parts: parts(counts, u64::MAX),
        }
    }

    /// Calls `visit` with each term and those that follow it more than once, ascending. A pass over
    /// the tokens for each part.
    pub fn each(&self, visit: &mut dyn FnMut(TermOrd, &[Follower])) {
        for part in &self.parts {
            let pairs = self.pairs(part);
            let mut of_term = pairs.chunk_by(|a, b| a >> 32 == b >> 32).peekable();
            for ord in part.clone() {
                let is_first = |pairs: &&[u64]| (pairs[0] >> 32) as u32 == ord;
                let pairs = of_term.next_if(is_first).unwrap_or_default();
                let followers: Vec<Follower> = pairs
                    .chunk_by(|a, b| a == b)
                    .filter(|same| same.len() > 1)
                    .map(|same| (TermOrd(same[0] as u32), same.len() as u32))
                    .collect();
                visit(TermOrd(ord), &followers);
            }
        }
    }

    /// The pairs whose first term is in a part, `first << 32 | second`, sorted.
    fn pairs(&self, part: &Range<u32>) -> Vec<u64> {
        let mut pairs = Vec::new();
        for field in self.documents.iter().flat_map(|pending| &pending.tokens) {
            let mut before = 0;
            for token in field.iter() {
                let ord = self.ords[token.number as usize].0;
                if token.behind_blank && part.contains(&before) {
                    pairs.push(u64::from(before) << 32 | u64::from(ord));
                }
                before = ord;
            }
        }
        pairs.sort_unstable();
        pairs
    }
}
