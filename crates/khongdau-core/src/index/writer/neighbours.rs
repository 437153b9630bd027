//! Which keys stand side by side in which documents.

use super::Pending;
use super::blocks::Entries;
use super::dictionary::Dictionary;
use super::parts::parts;
use crate::index::DocId;
use crate::index::lists::{Of, Posting, pair_impact};
use crate::index::pair_lists::{LEAST, pair};
use crate::index::pairs::put_list;
use crate::index::terms::TermOrd;
use std::ops::Range;

/// The neighbours of all documents.
pub struct Neighbours<'a> {
    documents: &'a [Pending],
    /// The number of each term's key, by the number of the term; keys are numbered in byte order.
    key_of_term: Vec<u32>,
    keys: Vec<&'a str>,
    /// Tokens of each key.
    counts: Vec<u32>,
}

/// Two keys side by side in a document, in 64 bits whose order is that of the fields here.
#[derive(Debug, Clone, Copy)]
struct Packing {
    key_bits: u32,
    doc_bits: u32,
    /// The least first key.
    start: u32,
}

/// What [`Packing`] packs.
struct Neighbour {
    first: u32,
    second: u32,
    doc: DocId,
    in_title: bool,
}

impl<'a> Neighbours<'a> {
    /// Those of these documents; `counts` says how often each term is a token, by ordinal.
    pub fn of(documents: &'a [Pending], dictionary: &'a Dictionary, counts: &[u32]) -> Self {
        let (mut keys, mut counts_of_keys): (Vec<&str>, Vec<u32>) = (Vec::new(), Vec::new());
        let by_ord: Vec<u32> = (0u32..)
            .zip(counts)
            .map(|(ord, count)| {
                let key = dictionary.key(TermOrd(ord));
                if keys.last() != Some(&key) {
                    keys.push(key);
                    counts_of_keys.push(0);
                }
                let number = keys.len() - 1;
                counts_of_keys[number] += count;
                number as u32
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
            counts: counts_of_keys,
        }
    }

    /// The pairs that have a list, sorted, each with it: those of enough documents or of a title,
    /// for what stands in a title is what is looked for; and those that have one already. A pass
    /// over the tokens for each part.
    pub fn lists(
        &self,
        has_list: &dyn Fn(&str, &str) -> bool,
        tails: &mut Vec<Vec<u8>>,
    ) -> Entries {
        let mut lists = Entries::default();
        let packing = Packing {
            key_bits: bits_of(self.keys.len()),
            doc_bits: bits_of(self.documents.len()),
            start: 0,
        };
        for part in parts(&self.counts, packing.most_first_keys()) {
            let packing = Packing {
                start: part.start,
                ..packing
            };
            let all = self.of_part(&part, packing);
            for same in all.chunk_by(|a, b| packing.is_same_pair(*a, *b)) {
                let postings = postings(same, packing);
                let neighbour = packing.unpack(same[0]);
                let [first, second] =
                    [neighbour.first, neighbour.second].map(|key| self.keys[key as usize]);
                if postings.len() < LEAST
                    && !postings.iter().any(|posting| posting.in_title())
                    && !has_list(first, second)
                {
                    continue;
                }
                let mut list = Vec::new();
                put_list(&mut list, Of::Pair, &postings, tails);
                lists.push(&pair(first, second), &list);
            }
        }
        lists
    }

    /// The neighbours whose first key is in a part, packed and sorted.
    fn of_part(&self, part: &Range<u32>, packing: Packing) -> Vec<u64> {
        let mut all = Vec::new();
        for (doc, document) in (0u32..).zip(self.documents) {
            for (field, tokens) in document.tokens.iter().enumerate() {
                let keys = tokens
                    .iter()
                    .map(|token| self.key_of_term[token.number as usize]);
                let mut before = None;
                for second in keys {
                    let first = before.replace(second);
                    if let Some(first) = first.filter(|first| part.contains(first)) {
                        all.push(packing.pack(Neighbour {
                            first,
                            second,
                            doc: DocId(doc),
                            in_title: field == 0,
                        }));
                    }
                }
            }
        }
        all.sort_unstable();
        all
    }
}

/// The documents of a pair, each once.
fn postings(same: &[u64], packing: Packing) -> Vec<Posting> {
    let mut postings: Vec<Posting> = Vec::with_capacity(same.len());
    for neighbour in same.iter().map(|packed| packing.unpack(*packed)) {
        let posting = Posting {
            doc: neighbour.doc,
            impact: pair_impact(neighbour.in_title),
        };
        // Of one document, that in the title comes last.
        match postings.last_mut().filter(|last| last.doc == posting.doc) {
            Some(last) => *last = posting,
            None => postings.push(posting),
        }
    }
    postings
}

/// Bits that number so many.
fn bits_of(count: usize) -> u32 {
    usize::BITS - count.leading_zeros()
}

impl Packing {
    /// First keys of a part at most, so that 64 bits suffice.
    fn most_first_keys(self) -> u64 {
        1 << (63 - self.key_bits - self.doc_bits).min(32)
    }

    fn pack(self, neighbour: Neighbour) -> u64 {
        let mut packed = u64::from(neighbour.first - self.start);
        packed = packed << self.key_bits | u64::from(neighbour.second);
        packed = packed << self.doc_bits | u64::from(neighbour.doc.0);
        packed << 1 | u64::from(neighbour.in_title)
    }

    fn unpack(self, packed: u64) -> Neighbour {
        let low = |value: u64, bits: u32| (value & ((1 << bits) - 1)) as u32;
        let pair = packed >> (1 + self.doc_bits);
        Neighbour {
            first: self.start + (pair >> self.key_bits) as u32,
            second: low(pair, self.key_bits),
            doc: DocId(low(packed >> 1, self.doc_bits)),
            in_title: packed & 1 == 1,
        }
    }

    fn is_same_pair(self, a: u64, b: u64) -> bool {
        a >> (1 + self.doc_bits) == b >> (1 + self.doc_bits)
    }
}
