//! Token streams: the terms of a document in reading order, and what stood between them.
//!
//! A stream is both the positions of the index and its stored text: the position of a token
//! is its place in the stream, and term, form and separator give back what the author wrote,
//! to the byte. Storing positions in the posting lists and the text beside them would say
//! everything twice (on the seeds 23 KB after brotli instead of 15).
//!
//! ```text
//! stream  := field                         one for each title, one for each body
//! field   := tokens varint · code{tokens} · glue bytes · extras bytes
//! code    := term ordinal, big-endian, in 2 bytes; in 3 where the index has over 65,536 terms
//! glue    := (run varint · [glue number varint · [literal varint]])* · last separator varint
//! extras  := (position delta varint · tokens varint · term ordinal varint)*
//! ```
//!
//! Codes have one width so that ranking can look at every token of a document for little more
//! than a table look-up each; brotli makes up for the bytes.
//!
//! A *glue* is the separator before a token together with the token's [`Form`]; `run` counts
//! tokens with the commonest one, a blank and lower case, which is four tokens in five.

use super::surface::Form;
use super::terms::TermOrd;
use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::{put_bytes, put_varint};

/// Bytes of a code in an index of so many terms.
pub fn code_width(terms: u32) -> usize {
    if terms <= 1 << 16 { 2 } else { 3 }
}

/// Separator number of the lone blank, first in every index.
pub const BLANK: u32 = 0;

/// What stands before a token, and how the token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Glue {
    /// Number in the table of separators.
    pub separator: u32,
    /// The token's form.
    pub form: Form,
}

impl Glue {
    /// A blank and lower case: never stored, only counted.
    pub const COMMONEST: Glue = Glue {
        separator: BLANK,
        form: Form::Regular(0),
    };
}

/// A further term for a run of tokens, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extra {
    /// Position of the first token.
    pub position: u32,
    /// Tokens it stands for.
    pub len: u32,
    /// The term.
    pub ord: TermOrd,
}

/// Encodes a field: its terms in codes of `width` bytes, its glue, and its further terms by
/// position.
#[cfg(feature = "writer")]
pub fn put_field(out: &mut Vec<u8>, width: usize, ords: &[TermOrd], glue: &[u8], extras: &[Extra]) {
    put_varint(out, ords.len() as u32);
    for ord in ords {
        out.extend_from_slice(&ord.0.to_be_bytes()[4 - width..]);
    }
    put_bytes(out, glue);
    let mut encoded = Vec::new();
    let mut previous = 0;
    for extra in extras {
        put_varint(&mut encoded, extra.position - previous);
        put_varint(&mut encoded, extra.len);
        put_varint(&mut encoded, extra.ord.0);
        previous = extra.position;
    }
    put_bytes(out, &encoded);
}

/// Encodes the glue of a field, token by token.
#[cfg(feature = "writer")]
#[derive(Debug, Default)]
pub struct GlueBuilder {
    run: u32,
    bytes: Vec<u8>,
}

#[cfg(feature = "writer")]
impl GlueBuilder {
    /// A token with the commonest glue.
    pub fn push_commonest(&mut self) {
        self.run += 1;
    }

    /// A token with another glue, and its literal if the form is one.
    pub fn push(&mut self, glue_number: u32, literal: Option<u32>) {
        put_varint(&mut self.bytes, self.run);
        self.run = 0;
        put_varint(&mut self.bytes, glue_number);
        if let Some(literal) = literal {
            put_varint(&mut self.bytes, literal);
        }
    }

    /// The encoded glue, closed by the separator behind the last token.
    pub fn finish(mut self, last_separator: u32) -> Vec<u8> {
        put_varint(&mut self.bytes, self.run);
        put_varint(&mut self.bytes, last_separator);
        self.bytes
    }
}

/// The terms of a field, in reading order.
#[derive(Debug, Clone, Copy)]
pub struct Codes<'a> {
    bytes: &'a [u8],
    width: usize,
}

impl<'a> Codes<'a> {
    /// Tokens of the field.
    pub fn len(&self) -> usize {
        self.bytes.len() / self.width
    }

    /// Whether the field has no token.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The terms one by one. They may lie beyond the dictionary if somebody forged the index.
    pub fn iter(&self) -> impl Iterator<Item = TermOrd> + use<'a> {
        let value = |code: &[u8]| code.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
        self.bytes
            .chunks_exact(self.width)
            .map(move |code| TermOrd(value(code)))
    }

    /// The term at a position.
    pub fn get(&self, position: usize) -> Option<TermOrd> {
        let rest = self.bytes.get(position.checked_mul(self.width)?..)?;
        Self {
            bytes: rest,
            width: self.width,
        }
        .iter()
        .next()
    }

    /// Calls `visit` with the position and class of every token whose term has one in
    /// `classes`; 0 is none.
    pub fn scan(&self, classes: &[u16], visit: &mut dyn FnMut(usize, u16)) {
        self.scan_inlined(classes, visit);
    }

    /// The same for ranking, which does this with much of its time: hence the two loops, and a
    /// copy of its own.
    #[inline(always)]
    pub fn scan_inlined(&self, classes: &[u16], mut visit: impl FnMut(usize, u16)) {
        let mut look = |position, ord: u32| {
            let class = classes.get(ord as usize).copied().unwrap_or(0);
            if class != 0 {
                visit(position, class);
            }
        };
        if self.width == 2 {
            for (position, code) in self.bytes.chunks_exact(2).enumerate() {
                look(position, u32::from(code[0]) << 8 | u32::from(code[1]));
            }
        } else {
            for (position, ord) in self.iter().enumerate() {
                look(position, ord.0);
            }
        }
    }
}

/// One field of a stream.
#[derive(Debug, Clone)]
pub struct Field<'a> {
    /// Its terms.
    pub codes: Codes<'a>,
    glue: Cursor<'a>,
    extras: Cursor<'a>,
}

impl<'a> Field<'a> {
    /// Finds the parts of a field with codes of `width` bytes. O(1). `None` on anything that
    /// is no field.
    pub fn decode(bytes: &'a [u8], width: usize) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let tokens = cursor.varint()? as usize;
        Some(Self {
            codes: Codes {
                bytes: cursor.take(tokens.checked_mul(width)?)?,
                width,
            },
            glue: Cursor::new(cursor.bytes()?),
            extras: Cursor::new(cursor.bytes()?),
        })
    }

    /// The glue of each token, in order.
    pub fn glues<'t>(&self, table: &'t [Glue]) -> Glues<'a, 't> {
        Glues {
            cursor: self.glue.clone(),
            run: None,
            table,
        }
    }

    /// The further terms, by position.
    pub fn extras(&self) -> Extras<'a> {
        Extras {
            cursor: self.extras.clone(),
            position: 0,
        }
    }
}

/// Decodes glue. Once every token has had its [`Glues::token`], the rest is
/// [`Glues::last_separator`].
#[derive(Debug, Clone)]
pub struct Glues<'a, 't> {
    cursor: Cursor<'a>,
    run: Option<u32>,
    table: &'t [Glue],
}

impl Glues<'_, '_> {
    /// The next token's glue, with the number of its literal where the form is one.
    pub fn token(&mut self) -> Option<(Glue, u32)> {
        let run = match self.run {
            Some(run) => run,
            None => self.cursor.varint()?,
        };
        if run > 0 {
            self.run = Some(run - 1);
            return Some((Glue::COMMONEST, 0));
        }
        self.run = None;
        let glue = *self.table.get(self.cursor.varint()? as usize)?;
        let literal = if glue.form == Form::Literal {
            self.cursor.varint()?
        } else {
            0
        };
        Some((glue, literal))
    }

    /// Steps over tokens; runs at once.
    pub fn skip(&mut self, mut tokens: usize) -> Option<()> {
        while tokens > 0 {
            let run = match self.run {
                Some(run) => run,
                None => self.cursor.varint()?,
            };
            let step = tokens.min(run as usize);
            self.run = Some(run - step as u32);
            tokens -= step;
            if tokens > 0 {
                self.token()?;
                tokens -= 1;
            }
        }
        Some(())
    }

    /// The separator behind the last token.
    pub fn last_separator(&mut self) -> Option<u32> {
        if self.run.is_none() {
            self.cursor.varint()?;
        }
        self.cursor.varint()
    }
}

/// Decodes extras.
#[derive(Debug, Clone)]
pub struct Extras<'a> {
    cursor: Cursor<'a>,
    position: u32,
}

impl Iterator for Extras<'_> {
    type Item = Extra;

    fn next(&mut self) -> Option<Extra> {
        let position = self.position.checked_add(self.cursor.varint()?)?;
        let (len, ord) = (self.cursor.varint()?, TermOrd(self.cursor.varint()?));
        self.position = position;
        Some(Extra { position, len, ord })
    }
}
