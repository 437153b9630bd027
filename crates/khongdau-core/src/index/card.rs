//! Cards: what a result shows beside title and snippet.
//!
//! ```text
//! card := id str · url str · date · source str
//! date := varint: 0 where unknown, else (year << 9 | month << 5 | day)
//! ```

use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::{put_bytes, put_varint};

/// The card of one document, borrowed from the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card<'a> {
    /// Identifier.
    pub id: &'a str,
    /// Where the article is read; empty without a page of its own.
    pub url: &'a str,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The same as [`pack`] gives it; 0 where unknown.
    pub packed_date: u32,
    /// Who published it.
    pub source: Option<&'a str>,
}

/// Encodes the card of one document. A date that is not `YYYY-MM-DD` is left out.
#[cfg(feature = "writer")]
pub fn encode(document: &crate::document::Document) -> Vec<u8> {
    let mut out = Vec::new();
    put_bytes(&mut out, document.id.as_bytes());
    put_bytes(&mut out, document.url.as_bytes());
    put_varint(
        &mut out,
        document.date.as_deref().and_then(pack_date).unwrap_or(0),
    );
    put_bytes(
        &mut out,
        document.source.as_deref().unwrap_or("").as_bytes(),
    );
    out
}

/// Decodes one card; `None` on anything that is no card.
pub fn decode(bytes: &[u8]) -> Option<Card<'_>> {
    let mut cursor = Cursor::new(bytes);
    let (id, url) = (cursor.str()?, cursor.str()?);
    let packed_date = cursor.varint()?;
    let source = cursor.str()?;
    Some(Card {
        id,
        url,
        date: unpack_date(packed_date),
        packed_date,
        source: (!source.is_empty()).then_some(source),
    })
}

/// A date in one number, as cards hold it: later dates are larger.
pub const fn pack(year: u32, month: u32, day: u32) -> u32 {
    year << 9 | month << 5 | day
}

/// Year, month and day of a packed date; zeros of an unknown one.
pub const fn unpack(packed: u32) -> (u32, u32, u32) {
    (packed >> 9, packed >> 5 & 15, packed & 31)
}

/// A date written `YYYY-MM-DD`, in figures alone, packed. By hand: the library's parser would
/// let `+1` pass.
pub fn pack_date(date: &str) -> Option<u32> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = date.as_bytes() else {
        return None;
    };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0, |number, digit| {
            let digit = digit.wrapping_sub(b'0');
            (digit < 10).then_some(number * 10 + u32::from(digit))
        })
    };
    let (year, month, day) = (number(&[a, b, c, d])?, number(&[e, f])?, number(&[g, h])?);
    let fits = year > 0 && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then_some(pack(year, month, day))
}

fn unpack_date(packed: u32) -> Option<String> {
    let (year, month, day) = unpack(packed);
    if year == 0 || year > 9999 {
        return None;
    }
    let digit = |value: u32| char::from(b'0' + (value % 10) as u8);
    let mut date = String::with_capacity(10);
    date.extend([year / 1000, year / 100, year / 10, year].map(digit));
    date.push('-');
    date.extend([month / 10, month].map(digit));
    date.push('-');
    date.extend([day / 10, day].map(digit));
    Some(date)
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn a_card_reads_back() {
        for (date, kept) in [
            (Some("2023-06-14"), Some("2023-06-14")),
            (Some("0987-12-31"), Some("0987-12-31")),
            (Some("2023-13-01"), None),
            (Some("hôm qua"), None),
            (Some("2023-6-14"), None),
            (Some("2023-+6-14"), None),
            (None, None),
        ] {
            let document = Document {
                id: "bài-1".into(),
                url: "/a.html?x=1&y=2".into(),
                date: date.map(Into::into),
                source: Some("TTXVN".into()),
                ..Document::default()
            };
            let bytes = encode(&document);
            let card = decode(&bytes).unwrap();
            assert_eq!(card.id, "bài-1");
            assert_eq!(card.url, "/a.html?x=1&y=2");
            assert_eq!(card.date.as_deref(), kept);
            assert_eq!(card.source, Some("TTXVN"));
            assert!((0..bytes.len()).all(|len| decode(&bytes[..len]).is_none()));
        }
    }

    #[test]
    fn dates_are_packed_or_refused() {
        assert_eq!(pack_date("2026-08-30"), Some(2026 << 9 | 8 << 5 | 30));
        for wrong in [
            "",
            "2026",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "2026-01-32",
            "2026-1-001",
            "26-08-30",
            "2026/08/30",
            "2026-08-3O",
            "2026-08-30T00",
            "+026-08-30",
        ] {
            assert_eq!(pack_date(wrong), None, "{wrong}");
        }
    }
}
