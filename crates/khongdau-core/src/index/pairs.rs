//! Pair counts: how often terms stand in the corpus, and which term follows which.
//!
//! A small language model: it restores accents, tells a typo from a word, and completes
//! queries. Only pairs with nothing but a blank between them count, and only those that occur
//! at least twice: a pair seen once says no more than its terms do.
//!
//! ```text
//! PAIR   := records, one for each term
//! record := empty                        the term occurs once and nothing follows it twice
//!         | count u8 · entry*            entries ascend by term
//! entry  := varint(delta << 3 | level)   delta: ordinal of the follower - that of the entry before
//! count  := 2-bit mantissa m, exponent e (m | e << 2), meaning (4 + m) · 2^e / 4, rounded down
//! level  := index into LEVELS
//! ```

use super::terms::TermOrd;
use crate::format::records::Records;
#[cfg(feature = "writer")]
use crate::format::records::RecordsBuilder;
use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::put_varint;
use std::ops::Range;

/// Least count of a pair of each level.
const LEVELS: [u32; 8] = [2, 3, 4, 6, 10, 20, 50, 150];

/// Encodes the section from the count of each term and the counts of pairs, sorted.
#[cfg(feature = "writer")]
pub fn encode(counts: &[u32], pairs: &[(TermOrd, TermOrd, u32)]) -> Vec<u8> {
    let mut records = RecordsBuilder::default();
    let mut rest = pairs;
    for (ord, count) in counts.iter().enumerate() {
        let followers = rest.partition_point(|pair| pair.0.0 as usize <= ord);
        let (of_term, others) = rest.split_at(followers);
        rest = others;
        let mut record = Vec::new();
        if *count > 1 || followers > 0 {
            record.push(packed(*count));
        }
        let mut previous = 0;
        for (_, follower, count) in of_term.iter().filter(|pair| pair.2 >= LEVELS[0]) {
            let level = LEVELS.partition_point(|least| least <= count) - 1;
            put_varint(&mut record, (follower.0 - previous) << 3 | level as u32);
            previous = follower.0;
        }
        records.push(&record);
    }
    records.finish()
}

/// The largest packed count that is not more than `count`.
#[cfg(feature = "writer")]
fn packed(count: u32) -> u8 {
    (0..=119)
        .rev()
        .find(|byte| unpacked(*byte) <= count.max(1))
        .unwrap_or(0)
}

fn unpacked(byte: u8) -> u32 {
    ((u64::from(4 + (byte & 3)) << (byte >> 2).min(30)) / 4) as u32
}

/// Decodes.
#[derive(Debug, Clone, Copy)]
pub struct PairCounts<'a> {
    records: Records<'a>,
}

impl<'a> PairCounts<'a> {
    /// `None` where the bytes are no records.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        Some(Self {
            records: Records::new(bytes)?,
        })
    }

    /// About how often a term occurs, at least 1.
    pub fn count(&self, ord: TermOrd) -> u32 {
        let record = self.records.get(ord.0 as usize).unwrap_or_default();
        record.first().map_or(1, |byte| unpacked(*byte).max(1))
    }

    /// The terms in `range` that follow `ord`, ascending, with about how often (at least 2).
    /// O(followers up to the end of the range).
    pub fn followers(&self, ord: TermOrd, range: Range<u32>, visit: &mut dyn FnMut(TermOrd, u32)) {
        let record = self.records.get(ord.0 as usize).unwrap_or_default();
        let mut cursor = Cursor::new(record.get(1..).unwrap_or_default());
        let mut follower = 0u32;
        while let Some(entry) = cursor.varint_inlined() {
            follower = follower.saturating_add(entry >> 3);
            if follower >= range.end {
                break;
            }
            if follower >= range.start {
                visit(TermOrd(follower), LEVELS[(entry & 7) as usize]);
            }
        }
    }
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_are_kept_to_a_quarter() {
        for count in [1u32, 2, 3, 4, 5, 7, 9, 100, 1000, 123_456, 900_000_000] {
            let about = unpacked(packed(count));
            assert!(
                about <= count && f64::from(about) > 0.79 * f64::from(count),
                "{count}: {about}"
            );
        }
    }

    proptest! {
        #[test]
        fn pairs_read_back(mut given in prop::collection::btree_map((0u32..40, 0u32..40), 2u32..400, 0..80)) {
            given.retain(|_, count| *count >= 2);
            let pairs: Vec<_> = given.iter().map(|((a, b), count)| (TermOrd(*a), TermOrd(*b), *count)).collect();
            let bytes = encode(&[5; 40], &pairs);
            let table = PairCounts::new(&bytes).unwrap();
            for first in 0..40 {
                let mut found = Vec::new();
                table.followers(TermOrd(first), 10..30, &mut |follower, count| found.push((follower.0, count)));
                let expected: Vec<_> = given.range((first, 10)..(first, 30)).map(|((_, b), count)| (*b, *count)).collect();
                prop_assert_eq!(found.len(), expected.len());
                for ((b, about), (other, count)) in found.into_iter().zip(expected) {
                    prop_assert_eq!(b, other);
                    prop_assert!(about <= count && about * 3 >= count.min(400));
                }
            }
            prop_assert_eq!(table.count(TermOrd(7)), 5);
        }

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Some(table) = PairCounts::new(&bytes) {
                for ord in 0..50 {
                    table.count(TermOrd(ord));
                    table.followers(TermOrd(ord), 0..u32::MAX, &mut |_, _| ());
                }
            }
        }
    }
}
