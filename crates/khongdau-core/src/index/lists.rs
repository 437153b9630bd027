//! Posting lists in order of impact: the documents in which a term weighs most come first.
//!
//! What BM25F makes of a term in a document depends on the query in nothing but the term's idf.
//! So the writer computes it, rounds it to one of [`IMPACTS`], and puts documents of one impact
//! side by side: an impact costs no bits, field lengths need not be stored, and whoever reads the
//! beginning of a list has read its best.
//!
//! ```text
//! list  := short | long
//! short := entry*                                up to SHORT documents, ascending
//! entry := varint(delta << 4 | impact)           in the list of a pair delta << 1 | title
//! long  := (impact u8 · documents varint · rice)* · (none: the list ends)
//! rice  := parameter u8 · bits, padded to a byte  gaps between documents
//! ```
//!
//! Of a pair only two impacts are kept, that of a body and that of a title.
//!
//! A list of more than [`HEAD`] documents is cut: its best are the head, the others the tail,
//! which is a block of its own and written the same way.

use super::DocId;
use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::put_varint;

/// Documents of a head at most.
pub const HEAD: usize = 2048;
/// Lists up to this length are written entry by entry.
const SHORT: u32 = 12;

/// What an occurrence weighs before saturation, by impact: bodies, then titles. Steps of about a
/// third: finer ones rank no better.
pub const IMPACTS: [f32; 16] = [
    0.35, 0.55, 0.8, 1.1, 1.5, 2.1, 3.0, 4.5, 2.0, 3.0, 4.0, 5.0, 6.2, 7.8, 10.0, 14.0,
];
/// The first impact of titles.
pub const TITLE: u8 = 8;
/// The impacts of pairs, in bodies and in titles: once in one of ordinary length.
const PAIR_IMPACTS: [u8; 2] = [3, 10];

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A term.
    Term,
    /// A pair.
    Pair,
}

impl Of {
    /// Bits that an impact takes beside a document.
    fn bits(self) -> u32 {
        match self {
            Of::Term => 4,
            Of::Pair => 1,
        }
    }

    fn impact(self, bits: u32) -> u8 {
        match self {
            Of::Term => bits as u8,
            Of::Pair => PAIR_IMPACTS[bits as usize],
        }
    }
}

/// The impact of a pair.
#[cfg(feature = "writer")]
pub fn pair_impact(in_title: bool) -> u8 {
    PAIR_IMPACTS[usize::from(in_title)]
}

/// One document of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// The document.
    pub doc: DocId,
    /// Place in [`IMPACTS`].
    pub impact: u8,
}

impl Posting {
    /// Whether the term stands in the title.
    pub fn in_title(self) -> bool {
        self.impact >= TITLE
    }

    /// What it weighs before saturation.
    pub fn weight(self) -> f32 {
        IMPACTS[usize::from(self.impact & 15)]
    }
}

/// The impact nearest to a weight, by ratio.
#[cfg(feature = "writer")]
pub fn impact_of(weight: f32, in_title: bool) -> u8 {
    let range = if in_title { TITLE..16 } else { 0..TITLE };
    let distance = |impact: &u8| {
        let ratio = IMPACTS[usize::from(*impact)] / weight;
        ratio.max(1.0 / ratio)
    };
    let nearest = range.min_by(|a, b| distance(a).total_cmp(&distance(b)));
    nearest.unwrap_or(0)
}

/// Encodes postings, which must ascend by document: the head, and the tail where there is one.
#[cfg(feature = "writer")]
pub fn encode(of: Of, postings: &[Posting]) -> (Vec<u8>, Option<Vec<u8>>) {
    if postings.len() <= HEAD {
        return (encode_part(of, postings), None);
    }
    let weight = |posting: &Posting| posting.weight();
    let mut best: Vec<Posting> = postings.to_vec();
    best.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.doc.cmp(&b.doc)));
    let mut tail = best.split_off(HEAD);
    best.sort_unstable();
    tail.sort_unstable();
    (encode_part(of, &best), Some(encode_part(of, &tail)))
}

#[cfg(feature = "writer")]
fn encode_part(of: Of, postings: &[Posting]) -> Vec<u8> {
    let mut out = Vec::new();
    if postings.len() as u32 <= SHORT {
        let mut previous = 0;
        for posting in postings {
            let impact = match of {
                Of::Term => u32::from(posting.impact),
                Of::Pair => u32::from(posting.in_title()),
            };
            put_varint(&mut out, (posting.doc.0 - previous) << of.bits() | impact);
            previous = posting.doc.0;
        }
        return out;
    }
    let mut impacts: Vec<u8> = (0..16).collect();
    impacts.sort_by(|a, b| IMPACTS[usize::from(*b)].total_cmp(&IMPACTS[usize::from(*a)]));
    for impact in impacts {
        let docs: Vec<u32> = postings
            .iter()
            .filter(|posting| posting.impact == impact)
            .map(|posting| posting.doc.0)
            .collect();
        if !docs.is_empty() {
            out.push(impact);
            put_varint(&mut out, docs.len() as u32);
            put_rice(&mut out, &docs);
        }
    }
    out
}

/// Golomb's code with a power of two (Rice 1979): the low bits of a gap as they are, before them
/// the rest in ones.
#[cfg(feature = "writer")]
fn put_rice(out: &mut Vec<u8>, docs: &[u32]) {
    let gaps = |docs: &[u32]| {
        let mut next = 0;
        docs.iter()
            .map(|doc| {
                let gap = doc - next;
                next = doc + 1;
                gap
            })
            .collect::<Vec<u32>>()
    };
    let gaps = gaps(docs);
    let bits = |parameter: u8| -> u64 {
        let cost = |gap: &u32| u64::from(gap >> parameter) + 1 + u64::from(parameter);
        gaps.iter().map(cost).sum()
    };
    let parameter = (0..28)
        .min_by_key(|parameter| bits(*parameter))
        .unwrap_or(0);
    out.push(parameter);
    let (mut byte, mut filled) = (0u8, 0);
    let mut push = |bit: u32| {
        byte |= (bit as u8) << filled;
        filled += 1;
        if filled == 8 {
            out.push(byte);
            (byte, filled) = (0, 0);
        }
    };
    for gap in gaps {
        (0..gap >> parameter).for_each(|_| push(1));
        push(0);
        (0..parameter).for_each(|bit| push(gap >> bit & 1));
    }
    if filled > 0 {
        out.push(byte);
    }
}

/// Calls `visit` with every posting of a part of `count` documents, up to anything that is none.
/// A document that the index of `documents` documents does not have ends it.
pub fn decode(of: Of, bytes: &[u8], count: u32, documents: u32, visit: &mut dyn FnMut(Posting)) {
    let mut cursor = Cursor::new(bytes);
    if count > SHORT {
        while read_run(&mut cursor, documents, visit).is_some() {}
        return;
    }
    let mut doc = 0u32;
    for _ in 0..count {
        let Some(entry) = cursor.varint_inlined() else {
            return;
        };
        doc = doc.saturating_add(entry >> of.bits());
        if doc >= documents {
            return;
        }
        visit(Posting {
            doc: DocId(doc),
            impact: of.impact(entry & ((1 << of.bits()) - 1)),
        });
    }
}

/// One run of documents with the same impact.
fn read_run(cursor: &mut Cursor<'_>, documents: u32, visit: &mut dyn FnMut(Posting)) -> Option<()> {
    let impact = cursor.take(1)?[0];
    let count = cursor.varint()?;
    let parameter = u32::from(cursor.take(1)?[0]);
    if impact > 15 || parameter > 28 || count > documents {
        return None;
    }
    let mut bits = Bits {
        bytes: cursor.rest(),
        at: 0,
    };
    let mut next = 0u32;
    for _ in 0..count {
        let gap = (bits.ones(documents)? << parameter) | bits.low(parameter)?;
        let doc = next.checked_add(gap)?;
        if doc >= documents {
            return None;
        }
        visit(Posting {
            doc: DocId(doc),
            impact,
        });
        next = doc + 1;
    }
    cursor.take(bits.at.div_ceil(8))?;
    Some(())
}

/// Reads bits, the lowest of each byte first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    /// The next bits from `at`, 24 at least where there are so many.
    #[inline(always)]
    fn window(&self) -> Option<u32> {
        let byte = self.at >> 3;
        let word = match self.bytes.get(byte..byte + 4) {
            Some(bytes) => u32::from_le_bytes(bytes.try_into().ok()?),
            None => {
                let rest = self.bytes.get(byte..)?;
                rest.iter()
                    .rev()
                    .fold(0, |word, byte| word << 8 | u32::from(*byte))
            }
        };
        Some(word >> (self.at & 7))
    }

    /// How many ones there are before the next zero.
    #[inline(always)]
    fn ones(&mut self, most: u32) -> Option<u32> {
        let mut count = 0;
        loop {
            let here = self.window()?.trailing_ones().min(24);
            self.at += here as usize;
            count += here;
            if count > most || self.at >= self.bytes.len() * 8 {
                return None;
            }
            if here < 24 {
                self.at += 1;
                return Some(count);
            }
        }
    }

    /// The next bits as a number, the lowest first.
    #[inline(always)]
    fn low(&mut self, bits: u32) -> Option<u32> {
        let (mut value, mut have) = (0u32, 0);
        while have < bits {
            let take = (bits - have).min(24);
            value |= (self.window()? & ((1 << take) - 1)) << have;
            self.at += take as usize;
            have += take;
        }
        (self.at <= self.bytes.len() * 8).then_some(value)
    }
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8], count: usize, documents: u32) -> Vec<Posting> {
        let mut found = Vec::new();
        decode(Of::Term, bytes, count as u32, documents, &mut |posting| {
            found.push(posting);
        });
        found
    }

    #[test]
    fn a_weight_becomes_the_nearest_impact() {
        for (impact, weight) in IMPACTS.iter().enumerate() {
            assert_eq!(usize::from(impact_of(*weight, impact >= 8)), impact);
        }
        assert_eq!(impact_of(0.01, false), 0);
        assert_eq!(impact_of(99.0, true), 15);
    }

    #[test]
    fn the_best_are_in_the_head() {
        let of = |doc: u32| Posting {
            doc: DocId(doc),
            impact: (doc % 16) as u8,
        };
        let postings: Vec<Posting> = (0..5000).map(of).collect();
        let (head, tail) = encode(Of::Term, &postings);
        let tail = tail.unwrap();
        let head = read(&head, HEAD, 5000);
        let tail = read(&tail, 5000 - HEAD, 5000);
        assert_eq!((head.len(), tail.len()), (HEAD, 5000 - HEAD));
        let least = head.iter().map(|p| p.weight()).fold(99.0, f32::min);
        assert!(tail.iter().all(|posting| posting.weight() <= least));
        assert!(
            head.windows(2)
                .all(|two| two[0].weight() >= two[1].weight())
        );
        let mut all = [head, tail].concat();
        all.sort_unstable();
        assert_eq!(all, postings);
    }

    proptest! {
        #[test]
        fn a_list_reads_back(entries in prop::collection::vec((1u32..90_000, 0u8..16), 0..80)) {
            let mut doc = 0;
            let postings: Vec<Posting> = entries.into_iter().map(|(gap, impact)| {
                doc += gap;
                Posting { doc: DocId(doc), impact }
            }).collect();
            let (bytes, _) = encode(Of::Term, &postings);
            let mut found = read(&bytes, postings.len(), u32::MAX);
            found.sort_unstable();
            prop_assert_eq!(found, postings);
        }

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..200), count in 0usize..100) {
            prop_assert!(read(&bytes, count, 10).iter().all(|posting| posting.doc.0 < 10));
        }
    }
}
