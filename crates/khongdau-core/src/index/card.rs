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
    /// The date as `year << 9 | month << 5 | day`; 0 where unknown.
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

#[cfg(feature = "writer")]
fn pack_date(date: &str) -> Option<u32> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let fits = date.len() == 10 && year > 0 && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then_some(year << 9 | month << 5 | day)
}

fn unpack_date(packed: u32) -> Option<String> {
    let (year, month, day) = (packed >> 9, packed >> 5 & 15, packed & 31);
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
}
