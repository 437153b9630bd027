//! The tables that token streams refer to: glues, separators, literals.
//!
//! ```text
//! tables   := glues · separators bytes · literals
//! glues    := count varint · (separator varint · form varint)*
//! separators, literals := records of UTF-8
//! ```

use super::stream::Glue;
use super::surface::Form;
use crate::format::records::Records;
use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::{
    records::RecordsBuilder,
    varint::{put_bytes, put_varint},
};

/// Encodes the tables.
#[cfg(feature = "writer")]
pub fn encode<'a>(
    glues: &[Glue],
    separators: impl Iterator<Item = &'a str>,
    literals: impl Iterator<Item = &'a str>,
) -> Vec<u8> {
    let mut out = Vec::new();
    put_varint(&mut out, glues.len() as u32);
    for glue in glues {
        put_varint(&mut out, glue.separator);
        put_varint(&mut out, u32::from(glue.form.number()));
    }
    put_bytes(&mut out, &records(separators));
    out.extend_from_slice(&records(literals));
    out
}

#[cfg(feature = "writer")]
fn records<'a>(strings: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut builder = RecordsBuilder::default();
    strings.for_each(|string| builder.push(string.as_bytes()));
    builder.finish()
}

/// Separators and literals, read in place.
#[derive(Debug, Clone, Copy)]
pub struct TextTables<'a> {
    separators: Records<'a>,
    literals: Records<'a>,
}

/// Decodes the glues, which is done once when the index is opened; also says at which byte the
/// other tables start. `None` on anything that is no such section.
pub fn decode(bytes: &[u8]) -> Option<(Vec<Glue>, usize)> {
    let mut cursor = Cursor::new(bytes);
    let glues = (0..bounded(&mut cursor)?)
        .map(|_| glue(&mut cursor))
        .collect::<Option<_>>()?;
    let start = bytes.len() - cursor.remaining();
    TextTables::new(&bytes[start..])?;
    Some((glues, start))
}

/// A count of entries that take at least a byte each.
fn bounded(cursor: &mut Cursor<'_>) -> Option<usize> {
    let count = cursor.varint()? as usize;
    (count <= cursor.remaining()).then_some(count)
}

fn glue(cursor: &mut Cursor<'_>) -> Option<Glue> {
    Some(Glue {
        separator: cursor.varint()?,
        form: Form::from_number(cursor.varint()?)?,
    })
}

impl<'a> TextTables<'a> {
    /// Finds both from where [`decode`] said they start. O(1).
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let separators = Records::new(cursor.bytes()?)?;
        let rest = cursor.remaining();
        let literals = Records::new(cursor.take(rest)?)?;
        Some(Self {
            separators,
            literals,
        })
    }

    /// The text between two tokens.
    pub fn separator(&self, number: u32) -> Option<&'a str> {
        std::str::from_utf8(self.separators.get(number as usize)?).ok()
    }

    /// A token that no regular form reproduces.
    pub fn literal(&self, number: u32) -> Option<&'a str> {
        std::str::from_utf8(self.literals.get(number as usize)?).ok()
    }
}
