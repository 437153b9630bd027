//! How one thing is spelled, and by how many documents.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Spellings of one thing, with how many documents have each.
#[derive(Debug, Default)]
pub struct Spellings(BTreeMap<String, u32>);

impl Spellings {
    /// Counts a spelling.
    pub fn add(&mut self, spelling: &str, documents: u32) {
        *self.0.entry(spelling.to_string()).or_default() += documents;
    }

    /// Adds those of another.
    pub fn add_all(&mut self, others: &Spellings) {
        others
            .0
            .iter()
            .for_each(|(spelling, documents)| self.add(spelling, *documents));
    }

    /// Adds the last `words` words of each.
    pub fn add_endings(&mut self, others: &Spellings, words: usize) {
        for (spelling, documents) in &others.0 {
            let start = spelling.rmatch_indices(' ').nth(words.saturating_sub(1));
            self.add(
                &spelling[start.map_or(0, |(blank, _)| blank + 1)..],
                *documents,
            );
        }
    }

    /// How many documents there are.
    pub fn total(&self) -> u32 {
        self.0.values().sum()
    }

    /// The most frequent one, the first of several.
    pub fn most_frequent(&self) -> String {
        self.best_by(|_| 0)
    }

    /// The most frequent one of those in lower case, else of those not all in capitals, which
    /// tell nothing of a word's own.
    pub fn lower_case(&self) -> String {
        let has_lower = |spelling: &str| spelling.contains(char::is_lowercase);
        let best = self.best_by(|spelling| match has_lower(spelling) {
            true => u8::from(spelling.contains(char::is_uppercase)),
            false => 2,
        });
        if has_lower(&best) {
            best
        } else {
            best.to_lowercase()
        }
    }

    fn best_by(&self, rank: impl Fn(&str) -> u8) -> String {
        let best = self
            .0
            .iter()
            .min_by_key(|(spelling, documents)| (rank(spelling), Reverse(**documents)));
        best.map(|(spelling, _)| spelling.clone())
            .unwrap_or_default()
    }
}
