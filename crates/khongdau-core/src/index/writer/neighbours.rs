//! Which keys stand side by side in which documents.

use super::pending::Waiting;
use super::{Dictionary, key_of};
use crate::index::DocId;
use crate::index::lists::{Of, Posting, pair_impact};
use crate::index::pair_lists::{LEAST, pair};
use crate::index::pairs::put_list;
use rustc_hash::FxHashMap;

/// Set in the count of a pair that stands in a title. What stands there is what is looked for: such
/// a pair has a list however rare it is.
const IN_TITLE: u32 = 1 << 31;

/// The neighbours of all documents.
pub struct Neighbours<'a> {
    documents: &'a Waiting,
    /// The number of each term's key, by the number of the term; keys are numbered in byte order.
    key_of_term: Vec<u32>,
    keys: Vec<&'a str>,
}

impl<'a> Neighbours<'a> {
    /// Those of these documents.
    pub fn of(documents: &'a Waiting, dictionary: &Dictionary<'a>) -> Self {
        let mut keys: Vec<&str> = Vec::new();
        let by_ord: Vec<u32> = dictionary
            .bytes
            .iter()
            .map(|term| {
                let key = key_of(term);
                if keys.last() != Some(&key) {
                    keys.push(key);
                }
                keys.len() as u32 - 1
            })
            .collect();
        let key_of_term = dictionary
            .ords
            .iter()
            .map(|ord| by_ord[ord.0 as usize])
            .collect();
        Self {
            documents,
            key_of_term,
            keys,
        }
    }

    /// The pairs that have a list, sorted, each with it: those of enough documents or of a title,
    /// and those that have one already. Two passes, so that what is kept of all the pairs that have
    /// none is a count.
    pub fn lists(
        &self,
        has_list: &dyn Fn(&str, &str) -> bool,
        tails: &mut Vec<Vec<u8>>,
    ) -> Vec<(Vec<u8>, Vec<u8>)> {
        let key = |number: u64| self.keys[number as u32 as usize];
        let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
        for terms in self.documents.terms() {
            for (pair, [in_title, _]) in self.of_document(&terms) {
                let count = counts.entry(pair).or_default();
                *count = (*count + 1) | if in_title > 0 { IN_TITLE } else { 0 };
            }
        }
        counts.retain(|pair, count| {
            *count as usize >= LEAST || has_list(key(*pair >> 32), key(*pair))
        });
        let mut pairs: Vec<u64> = counts.keys().copied().collect();
        pairs.sort_unstable();
        // Documents, shifted by the bit that says whether the title has the pair.
        let mut postings: Vec<Vec<u32>> = Vec::with_capacity(pairs.len());
        for (number, pair) in pairs.iter().enumerate() {
            let count = counts.get_mut(pair);
            let documents = count.map_or(0, |count| std::mem::replace(count, number as u32));
            postings.push(Vec::with_capacity((documents & !IN_TITLE) as usize));
        }
        for (doc, terms) in self.documents.terms().enumerate() {
            for (pair, fields) in self.of_document(&terms) {
                if let Some(number) = counts.get(&pair) {
                    let posting = (doc as u32) << 1 | u32::from(fields[0] > 0);
                    postings[*number as usize].push(posting);
                }
            }
        }
        pairs
            .into_iter()
            .zip(postings)
            .map(|(numbers, postings)| {
                let posting = |packed: &u32| Posting {
                    doc: DocId(packed >> 1),
                    impact: pair_impact(packed & 1 == 1),
                };
                let postings: Vec<Posting> = postings.iter().map(posting).collect();
                let mut list = Vec::new();
                put_list(&mut list, Of::Pair, &postings, tails);
                (pair(key(numbers >> 32), key(numbers)), list)
            })
            .collect()
    }

    /// The pairs of a document, each once, with how often they stand in title and body.
    fn of_document(&self, terms: &[Vec<u32>; 2]) -> Vec<(u64, [u32; 2])> {
        let mut all: Vec<(u64, usize)> = Vec::new();
        for (field, terms) in terms.iter().enumerate() {
            let keys = terms.iter().map(|term| self.key_of_term[*term as usize]);
            let mut before = None;
            for key in keys {
                if let Some(before) = before.replace(key) {
                    all.push((u64::from(before) << 32 | u64::from(key), field));
                }
            }
        }
        all.sort_unstable();
        all.chunk_by(|a, b| a.0 == b.0)
            .map(|same| {
                let titles = same.iter().filter(|(_, field)| *field == 0).count() as u32;
                (same[0].0, [titles, same.len() as u32 - titles])
            })
            .collect()
    }
}
