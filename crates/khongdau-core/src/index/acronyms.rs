//! Acronyms: short forms and the terms of what they stand for.
//!
//! ```text
//! ACRO   := records
//! record := short str · flags u8 · count varint · (ordinal varint){count}
//! flags  := bit 0: weak                  the other bits are 0
//! count  := 1 to 16
//! ```
//!
//! Where a long form stands in a document, the writer has put the short form beside it; the
//! table is for queries.

use super::terms::TermOrd;
use crate::format::records::Records;
#[cfg(feature = "writer")]
use crate::format::records::RecordsBuilder;
use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::{put_bytes, put_varint};
use crate::text::{Term, fold};

/// What the key of the term beside long forms begins with: `a:kcn` stands for *khu công
/// nghiệp* wherever it is written out.
const LONG_FORM: &str = "a:";

/// The letters of a short form: *TP.HCM* and *TPHCM* are one.
pub fn letters(short: &str) -> String {
    let mut folded = fold(short);
    folded.retain(char::is_alphanumeric);
    folded
}

/// The term that stands beside long forms of the short form with these letters.
pub fn long_form_term(letters: &str) -> Term {
    Term::bare(&[LONG_FORM, letters].concat())
}

/// Terms of a long form at most.
const MAX_TERMS: u32 = 16;
const WEAK: u8 = 1;

/// A short form and one thing it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcronymEntry<'a> {
    /// As it is written most: *KCN*.
    pub short: &'a str,
    /// Ambiguous: it may lead to the long form with little weight, and never back.
    pub weak: bool,
    /// The long form.
    pub long: Vec<TermOrd>,
}

/// Encodes the section. An entry with no or more than 16 terms is left out.
#[cfg(feature = "writer")]
pub fn encode(entries: &[AcronymEntry<'_>]) -> Vec<u8> {
    let mut records = RecordsBuilder::default();
    let fits = |entry: &&AcronymEntry<'_>| (1..=MAX_TERMS as usize).contains(&entry.long.len());
    for entry in entries.iter().filter(fits) {
        let mut record = Vec::new();
        put_bytes(&mut record, entry.short.as_bytes());
        record.push(if entry.weak { WEAK } else { 0 });
        put_varint(&mut record, entry.long.len() as u32);
        for ord in &entry.long {
            put_varint(&mut record, ord.0);
        }
        records.push(&record);
    }
    records.finish().into_bytes()
}

/// Decodes.
#[derive(Debug, Clone, Copy)]
pub struct Acronyms<'a> {
    records: Records<'a>,
}

impl<'a> Acronyms<'a> {
    /// `None` where the bytes are no records.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        Some(Self {
            records: Records::new(bytes)?,
        })
    }

    /// All entries in order, up to anything that is none.
    pub fn iter(&self) -> impl Iterator<Item = AcronymEntry<'a>> + use<'a> {
        self.records.iter().map_while(entry)
    }
}

fn entry(record: &[u8]) -> Option<AcronymEntry<'_>> {
    let mut cursor = Cursor::new(record);
    let short = cursor.str()?;
    let &[flags] = cursor.take(1)? else {
        return None;
    };
    let count = cursor
        .varint()
        .filter(|count| (1..=MAX_TERMS).contains(count))?;
    let long = (0..count)
        .map(|_| cursor.varint().map(TermOrd))
        .collect::<Option<_>>()?;
    (flags <= WEAK && cursor.is_empty()).then_some(AcronymEntry {
        short,
        weak: flags == WEAK,
        long,
    })
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kcn(terms: u32) -> AcronymEntry<'static> {
        AcronymEntry {
            short: "KCN",
            weak: false,
            long: (0..terms).map(TermOrd).collect(),
        }
    }

    #[test]
    fn what_has_no_room_is_left_out() {
        let bytes = encode(&[kcn(0), kcn(17), kcn(16), kcn(3)]);
        let found: Vec<_> = Acronyms::new(&bytes).unwrap().iter().collect();
        assert_eq!(found, [kcn(16), kcn(3)]);
    }

    #[test]
    fn the_first_wrong_record_ends_the_list() {
        for wrong in [
            &b""[..],
            b"\x09KCN",
            b"\x01\xFF\x00\x01\x05",
            b"\x03KCN",
            b"\x03KCN\x02\x01\x05",
            b"\x03KCN\x00\x00",
            b"\x03KCN\x00\x02\x05",
            b"\x03KCN\x00\x01\x05\x05",
            b"\x03KCN\x00\xFF\xFF\xFF\xFF\x0F\x05",
        ] {
            let mut records = RecordsBuilder::default();
            for record in [b"\x03KCN\x01\x01\x05", wrong, b"\x03KCN\x00\x01\x05"] {
                records.push(record);
            }
            let bytes = records.finish().into_bytes();
            assert_eq!(
                Acronyms::new(&bytes).unwrap().iter().count(),
                1,
                "{wrong:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn entries_read_back(given in prop::collection::vec(
            ("\\PC{0,12}", any::<bool>(), prop::collection::vec(any::<u32>(), 1..17)), 0..40,
        )) {
            let entries: Vec<_> = given
                .iter()
                .map(|(short, weak, long)| AcronymEntry {
                    short,
                    weak: *weak,
                    long: long.iter().copied().map(TermOrd).collect(),
                })
                .collect();
            let bytes = encode(&entries);
            prop_assert!(Acronyms::new(&bytes).unwrap().iter().eq(entries));
        }

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Some(acronyms) = Acronyms::new(&bytes) {
                prop_assert!(acronyms.iter().all(|entry| entry.long.len() <= 16));
            }
        }
    }
}
