//! What is known of a term: how often it stands in the corpus, which terms follow it, and where its
//! documents are.
//!
//! The counts are a small language model: it restores accents, tells a typo from a word, and
//! completes queries. Only pairs with nothing but a blank between them count, and only those that
//! occur at least twice: a pair seen once says no more than its terms do.
//!
//! ```text
//! record    := count u8 · followers bytes · [nexts bytes] · list ref · head
//! followers := entry*                    entries ascend by term
//! entry     := varint(delta << 3 | level)  delta: ordinal of the follower - that of the entry before
//! count     := 2-bit mantissa m, exponent e (m | e << 2), meaning (4 + m) · 2^e / 4, rounded down
//! level     := index into LEVELS
//! nexts     := next*                     where there are followers; at most NEXTS, likeliest first
//! next      := level u8 · count u8 · key str · signature u8
//! list ref  := documents varint · [tail varint]   the tail's number, where there are more than HEAD
//! ```

use super::DocId;
use super::blocks::{Block, Blocks};
use super::lists::{self, HEAD, Of, Posting};
use super::parts::Terms;
use super::terms::TermOrd;
use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::{put_bytes, put_varint};
use crate::text::Term;
use crate::text::syllable::is_sayable;
#[cfg(feature = "writer")]
use std::cmp::Reverse;
use std::ops::Range;

/// Least count of a pair of each level.
const LEVELS: [u32; 8] = [2, 3, 4, 6, 10, 20, 50, 150];

/// Followers that a record names at most.
const NEXTS: usize = 4;
/// Those that are looked at for it.
const LOOKED_AT: usize = 2 * NEXTS;

/// A term that often stands behind another, told so that its own block need not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// About how often it stands there.
    pub together: u32,
    /// About how often it occurs.
    pub count: u32,
    /// The term.
    pub term: Term,
}

/// Encodes the record of a term but for its list: its count, and its followers by ordinal with
/// their counts. `term` gives count and term of an ordinal; without it, followers are not named:
/// where all terms are in one block they need not be.
#[cfg(feature = "writer")]
pub fn encode(
    count: u32,
    followers: &[(TermOrd, u32)],
    term: Option<&dyn Fn(TermOrd) -> (u32, Option<Term>)>,
) -> Vec<u8> {
    let mut entries = Vec::new();
    let mut previous = 0;
    for (follower, count) in followers.iter().filter(|pair| pair.1 >= LEVELS[0]) {
        let level = u32::from(level_of(*count));
        put_varint(&mut entries, (follower.0 - previous) << 3 | level);
        previous = follower.0;
    }
    let mut record = vec![packed(count)];
    put_bytes(&mut record, &entries);
    if !entries.is_empty() {
        let nexts = term.map(|term| encode_nexts(followers, term));
        put_bytes(&mut record, &nexts.unwrap_or_default());
    }
    record
}

#[cfg(feature = "writer")]
fn encode_nexts(
    followers: &[(TermOrd, u32)],
    term: &dyn Fn(TermOrd) -> (u32, Option<Term>),
) -> Vec<u8> {
    let mut best: Vec<(u8, TermOrd)> = (followers.iter())
        .filter(|pair| pair.1 >= LEVELS[0])
        .map(|(ord, count)| (level_of(*count), *ord))
        .collect();
    best.sort_by_key(|(level, ord)| (Reverse(*level), *ord));
    best.truncate(LOOKED_AT);
    let nexts = best.into_iter().filter_map(|(level, ord)| {
        let (count, term) = term(ord);
        Some((level, count, term.filter(is_nameable)?))
    });
    let mut out = Vec::new();
    for (level, count, term) in nexts.take(NEXTS) {
        out.extend_from_slice(&[level, packed(count)]);
        put_bytes(&mut out, term.key.as_bytes());
        out.extend_from_slice(&term.signature);
    }
    out
}

#[cfg(feature = "writer")]
fn level_of(count: u32) -> u8 {
    LEVELS.partition_point(|least| *least <= count) as u8 - 1
}

/// Appends a list to a record; its tail gets the next number of `tails`.
#[cfg(feature = "writer")]
pub fn put_list(record: &mut Vec<u8>, of: Of, postings: &[Posting], tails: &mut Vec<Vec<u8>>) {
    let (head, tail) = lists::encode(of, postings);
    put_varint(record, postings.len() as u32);
    if let Some(tail) = tail {
        put_varint(record, tails.len() as u32);
        tails.push(tail);
    }
    record.extend_from_slice(&head);
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

/// A posting list, not read yet.
#[derive(Debug, Clone, Copy)]
pub struct List<'a> {
    /// Documents in it.
    pub documents: u32,
    of: Of,
    own: Stretch<'a>,
    /// Those of an update.
    more: Option<Stretch<'a>>,
}

/// The documents that one part of an index has for a list.
#[derive(Debug, Clone, Copy)]
struct Stretch<'a> {
    documents: u32,
    tail: Option<u32>,
    head: &'a [u8],
    blocks: Blocks<'a>,
}

impl<'a> List<'a> {
    /// Reads what [`put_list`] wrote.
    pub fn read(of: Of, bytes: &'a [u8], blocks: Blocks<'a>) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let documents = cursor.varint()?;
        let tail = if documents as usize > HEAD {
            Some(cursor.varint()?)
        } else {
            None
        };
        let own = Stretch {
            documents,
            tail,
            head: cursor.rest(),
            blocks,
        };
        Some(Self {
            documents,
            of,
            own,
            more: None,
        })
    }

    /// With the documents that an update has for the same.
    pub fn and(mut self, more: Option<List<'a>>) -> Self {
        if let Some(more) = more {
            self.documents = self.documents.saturating_add(more.documents);
            self.more = Some(more.own);
        }
        self
    }

    /// Whether its head is all of it.
    pub fn is_whole(&self) -> bool {
        self.own.tail.is_none()
    }

    /// Calls `visit` with the postings of the head, with `deep` of the tail too.
    pub fn each(&self, deep: bool, visit: &mut dyn FnMut(Posting)) {
        self.own.each(self.of, deep, visit);
        if let Some(more) = self.more {
            more.each(self.of, deep, visit);
        }
    }

    /// The documents of all of it, in no order.
    pub fn all(&self) -> Vec<DocId> {
        let mut docs = Vec::new();
        self.each(true, &mut |posting| docs.push(posting.doc));
        docs
    }
}

impl Stretch<'_> {
    fn each(&self, of: Of, deep: bool, visit: &mut dyn FnMut(Posting)) {
        let (first, all) = (
            self.blocks.stored.first_document,
            self.blocks.stored.root.documents,
        );
        let visit: &mut dyn FnMut(Posting) = &mut |posting| {
            visit(Posting {
                doc: DocId(first + posting.doc.0),
                ..posting
            })
        };
        let head = self.documents.min(HEAD as u32);
        lists::decode(of, self.head, head, all, visit);
        if let Some(tail) = self.tail.filter(|_| deep)
            && let Some(bytes) = self.blocks.get(Block::Tail(tail))
        {
            let rest = self.documents - head;
            lists::decode(of, bytes, rest, all, visit);
        }
    }
}

/// Decodes.
#[derive(Debug, Clone, Copy)]
pub struct PairCounts<'a> {
    terms: Terms<'a>,
}

impl<'a> PairCounts<'a> {
    /// The counts beside these terms.
    pub fn new(terms: Terms<'a>) -> Self {
        Self { terms }
    }

    /// About how often a term occurs, at least 1.
    pub fn count(&self, ord: TermOrd) -> u32 {
        let record = self.terms.record(ord).unwrap_or_default();
        record.first().map_or(1, |byte| unpacked(*byte).max(1))
    }

    /// The terms in `range` that follow `ord`, ascending, with about how often (at least 2).
    /// O(followers up to the end of the range). Of a term that only an update has, none.
    pub fn followers(&self, ord: TermOrd, range: Range<u32>, visit: &mut dyn FnMut(TermOrd, u32)) {
        if self.terms.is_new(ord) {
            return;
        }
        let record = self.terms.record(ord).unwrap_or_default();
        let mut cursor = Cursor::new(record.get(1..).unwrap_or_default());
        let mut cursor = Cursor::new(cursor.bytes().unwrap_or_default());
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

impl PairCounts<'_> {
    /// The terms that stand most often behind `ord` and may end a query, the likeliest first.
    pub fn nexts(&self, ord: TermOrd, visit: &mut dyn FnMut(Next)) {
        if self.terms.base.is_one_block() && !self.terms.is_new(ord) {
            return self.nexts_at_hand(ord, visit);
        }
        let record = self.terms.record(ord).unwrap_or_default();
        let mut cursor = Cursor::new(record.get(1..).unwrap_or_default());
        let mut cursor = Cursor::new(skip_followers(&mut cursor).unwrap_or_default());
        while let Some(next) = read_next(&mut cursor) {
            visit(next);
        }
    }
}

impl PairCounts<'_> {
    /// The same from the followers.
    fn nexts_at_hand(&self, ord: TermOrd, visit: &mut dyn FnMut(Next)) {
        let mut best: Vec<(u32, TermOrd)> = Vec::new();
        self.followers(ord, 0..u32::MAX, &mut |ord, together| {
            let at = best.partition_point(|(other, _)| *other >= together);
            if at < LOOKED_AT {
                best.insert(at, (together, ord));
                best.truncate(LOOKED_AT);
            }
        });
        let mut left = NEXTS;
        for (together, ord) in best {
            let Some(term) = self.terms.term(ord).filter(is_nameable) else {
                continue;
            };
            if left == 0 {
                break;
            }
            left -= 1;
            visit(Next {
                together,
                count: self.count(ord),
                term,
            });
        }
    }
}

fn is_nameable(term: &Term) -> bool {
    is_sayable(&term.key) && term.signature.len() == 1
}

fn read_next(cursor: &mut Cursor<'_>) -> Option<Next> {
    let (level, count) = (cursor.take(1)?[0], cursor.take(1)?[0]);
    let key = cursor.str()?.to_string();
    Some(Next {
        together: LEVELS[usize::from(level & 7)],
        count: unpacked(count).max(1),
        term: Term {
            key,
            signature: cursor.take(1)?.to_vec(),
        },
    })
}

/// Steps over followers; gives what they are named as.
fn skip_followers<'a>(cursor: &mut Cursor<'a>) -> Option<&'a [u8]> {
    match cursor.bytes()?.is_empty() {
        true => Some(&[]),
        false => cursor.bytes(),
    }
}

/// The list of a term's record.
pub fn list<'a>(record: &'a [u8], blocks: Blocks<'a>) -> Option<List<'a>> {
    let mut cursor = Cursor::new(record.get(1..)?);
    skip_followers(&mut cursor)?;
    List::read(Of::Term, cursor.rest(), blocks)
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;

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
}
