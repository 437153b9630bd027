//! The root: counts, and which block holds which terms. All that an index needs before a query.
//!
//! ```text
//! root       := documents varint · terms varint · tokens varint{2} · tails varint · rests varint
//!             · blocks varint · term block{blocks} · blocks varint · pair block{blocks}
//! term block := first ordinal delta varint · first key
//! pair block := first key
//! key        := shared varint · rest str         bytes shared with the key before, the others
//! ```
//!
//! Tokens are those of all titles, then those of all bodies.

use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::{put_bytes, put_varint};

/// The root, decoded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Root {
    /// Documents.
    pub documents: u32,
    /// Distinct terms.
    pub terms: u32,
    /// Tokens of all titles and of all bodies.
    pub tokens: [u32; 2],
    /// Lists that go on in a block of their own.
    pub tails: u32,
    /// Articles that go on in a block of their own.
    pub rests: u32,
    /// For each term block its first key and that key's first ordinal.
    pub term_blocks: Vec<(Vec<u8>, u32)>,
    /// For each pair block its first pair, as [`super::pair_lists`] writes it.
    pub pair_blocks: Vec<Vec<u8>>,
}

impl Root {
    /// Tokens of an average title and body, at least 1 so that they can divide.
    pub fn average_lengths(&self) -> [f32; 2] {
        let documents = self.documents.max(1) as f32;
        self.tokens
            .map(|tokens| (tokens as f32 / documents).max(1.0))
    }

    /// Tokens of all titles and bodies, at least 1.
    pub fn all_tokens(&self) -> f32 {
        (self.tokens[0] as f32 + self.tokens[1] as f32).max(1.0)
    }
}

/// Encodes the section.
#[cfg(feature = "writer")]
pub fn encode(root: &Root) -> Vec<u8> {
    let mut out = Vec::new();
    put_varint(&mut out, root.documents);
    put_varint(&mut out, root.terms);
    put_varint(&mut out, root.tokens[0]);
    put_varint(&mut out, root.tokens[1]);
    put_varint(&mut out, root.tails);
    put_varint(&mut out, root.rests);
    put_varint(&mut out, root.term_blocks.len() as u32);
    let mut before: (&[u8], u32) = (b"", 0);
    for (key, ord) in &root.term_blocks {
        put_varint(&mut out, ord - before.1);
        put_key(&mut out, before.0, key);
        before = (key, *ord);
    }
    put_varint(&mut out, root.pair_blocks.len() as u32);
    let mut before: &[u8] = b"";
    for key in &root.pair_blocks {
        put_key(&mut out, before, key);
        before = key;
    }
    out
}

#[cfg(feature = "writer")]
fn put_key(out: &mut Vec<u8>, before: &[u8], key: &[u8]) {
    let shared = before.iter().zip(key).take_while(|(a, b)| a == b).count();
    put_varint(out, shared as u32);
    put_bytes(out, &key[shared..]);
}

/// Decodes the section; `None` on anything else.
pub fn decode(bytes: &[u8]) -> Option<Root> {
    let mut cursor = Cursor::new(bytes);
    let mut root = Root {
        documents: cursor.varint()?,
        terms: cursor.varint()?,
        tokens: [cursor.varint()?, cursor.varint()?],
        tails: cursor.varint()?,
        rests: cursor.varint()?,
        ..Root::default()
    };
    let mut key = Vec::new();
    let mut ord = 0u32;
    for _ in 0..cursor.varint()? {
        ord = ord.checked_add(cursor.varint()?)?;
        read_key(&mut cursor, &mut key)?;
        root.term_blocks.push((key.clone(), ord));
    }
    key.clear();
    for _ in 0..cursor.varint()? {
        read_key(&mut cursor, &mut key)?;
        root.pair_blocks.push(key.clone());
    }
    cursor.is_empty().then_some(root)
}

fn read_key(cursor: &mut Cursor<'_>, key: &mut Vec<u8>) -> Option<()> {
    let shared = cursor.varint()? as usize;
    if shared > key.len() {
        return None;
    }
    key.truncate(shared);
    key.extend_from_slice(cursor.bytes()?);
    Some(())
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;

    #[test]
    fn a_root_reads_back_and_no_part_of_one_does() {
        let root = Root {
            documents: 7,
            terms: 300,
            tokens: [70, 4_000_000_123],
            tails: 2,
            rests: 3,
            term_blocks: vec![
                (b"".to_vec(), 0),
                (b"cong".to_vec(), 100),
                (b"con\xC3".to_vec(), 200),
            ],
            pair_blocks: vec![b"".to_vec(), b"cong nghiep".to_vec()],
        };
        let bytes = encode(&root);
        assert_eq!(decode(&bytes), Some(root));
        assert!((0..bytes.len()).all(|len| decode(&bytes[..len]).is_none()));
    }
}
