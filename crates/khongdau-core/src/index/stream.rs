//! Token streams: the terms of a document in reading order, and what stood between them.
//!
//! A stream is both the positions of the index and its stored text: the position of a token
//! is its place in the stream, and term, form and separator give back what the author wrote,
//! to the byte. Storing positions in the posting lists and the text beside them would say
//! everything twice (on the seeds 23 KB after brotli instead of 15).
//!
//! ```text
//! stream  := field(title) · field(body)
//! field   := tokens varint · code{tokens} · glue bytes · extras bytes
//! code    := varint: below 128 a number in the table of common terms, else term ordinal + 128
//! glue    := (run varint · [glue number varint · [literal varint]])* · last separator varint
//! extras  := (position delta varint · tokens varint · term ordinal varint)*
//! ```
//!
//! A *glue* is the separator before a token together with the token's [`Form`]; `run` counts
//! tokens with the commonest one, a blank and lower case, which is four tokens in five.

use super::surface::Form;
use super::terms::TermOrd;
use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::{put_bytes, put_varint};

/// Codes below this number are common terms: one byte in the stream.
pub const COMMON_TERMS: usize = 128;

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

/// Encodes a field: the codes of its terms, its glue, and its further terms by position.
#[cfg(feature = "writer")]
pub fn put_field(out: &mut Vec<u8>, codes: &[u32], glue: &[u8], extras: &[Extra]) {
    put_varint(out, codes.len() as u32);
    codes.iter().for_each(|code| put_varint(out, *code));
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

/// One field of a decoded stream. `ords` are in a buffer of the caller's.
#[derive(Debug, Clone)]
pub struct Field<'a> {
    glue: Cursor<'a>,
    extras: Cursor<'a>,
}

impl<'a> Field<'a> {
    /// Reads the field at the cursor and puts its terms into `ords` (cleared first).
    /// `None` on anything that is no field; never allocates more than the bytes justify.
    pub fn decode(
        cursor: &mut Cursor<'a>,
        common: &[TermOrd],
        ords: &mut Vec<TermOrd>,
    ) -> Option<Self> {
        ords.clear();
        let tokens = cursor.varint()? as usize;
        if tokens > cursor.remaining() {
            return None;
        }
        // Half the time of a query goes by here: no capacity checks, no early exit.
        let mut sound = true;
        ords.extend((0..tokens).map(|_| {
            let ord = cursor.varint_inlined().and_then(|code| {
                match code.checked_sub(COMMON_TERMS as u32) {
                    Some(ord) => Some(TermOrd(ord)),
                    None => common.get(code as usize).copied(),
                }
            });
            sound &= ord.is_some();
            ord.unwrap_or(TermOrd(u32::MAX))
        }));
        if !sound {
            return None;
        }
        let glue = Cursor::new(cursor.bytes()?);
        let extras = Cursor::new(cursor.bytes()?);
        Some(Self { glue, extras })
    }

    /// Steps over the field at the cursor.
    pub fn skip(cursor: &mut Cursor<'a>) -> Option<()> {
        for _ in 0..cursor.varint()? {
            cursor.varint()?;
        }
        cursor.bytes()?;
        cursor.bytes()?;
        Some(())
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
