//! The tokens of a field, packed: in a large corpus less than two bytes each.

use super::analyzed::LocalToken;
use crate::format::varint::{Cursor, put_varint};

/// A field as the numbers of its terms: `varint(number << 1 | behind a blank)` for each token.
/// Frequent terms have appeared early, so their numbers are short.
#[derive(Debug, Default)]
pub struct Tokens {
    len: u32,
    bytes: Box<[u8]>,
}

/// One of them.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// The number of its term, by first appearance among all documents.
    pub number: u32,
    /// Whether nothing but a blank stands between it and the token before.
    pub behind_blank: bool,
}

impl Tokens {
    /// Packs a field; `numbers` gives the number of each of the document's terms.
    pub fn of(field: &[LocalToken], numbers: &[u32]) -> Self {
        let mut bytes = Vec::with_capacity(2 * field.len());
        for token in field {
            let number = numbers[token.term as usize];
            put_varint(&mut bytes, number << 1 | u32::from(token.behind_blank));
        }
        Self {
            len: field.len() as u32,
            bytes: bytes.into(),
        }
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = Token> + '_ {
        let mut cursor = Cursor::new(&self.bytes);
        std::iter::from_fn(move || {
            let token = cursor.varint_inlined()?;
            Some(Token {
                number: token >> 1,
                behind_blank: token & 1 == 1,
            })
        })
    }
}
