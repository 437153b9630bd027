//! The index: bytes that answer queries, and the writer that makes them.
//!
//! * [`Index`]: checked bytes, opened. [`View`]: its structures, ready to read.
//! * [`terms`]: term dictionary. [`postings`]: documents of a term. [`lengths`]: field lengths.
//! * [`card`]: identifier, URL, date, source. [`stream`], [`surface`], [`tables`]: positions
//!   and text.
//! * [`Writer`] (feature `writer`): documents to bytes.
//!
//! The encoder and the decoder of each structure are neighbours in one file.

pub mod card;
mod error;
pub mod lengths;
pub mod meta;
pub mod postings;
pub mod stream;
pub mod surface;
pub mod tables;
pub mod terms;
#[cfg(feature = "writer")]
mod writer;

pub use error::{OpenError, WriteError};
#[cfg(feature = "writer")]
pub use writer::{AnalyzedDocument, MAX_DOCUMENTS, MAX_FIELD_TOKENS, Writer};

use crate::analysis::ANALYZER_VERSION;
use crate::document::Document;
use crate::format::FORMAT_VERSION;
use crate::format::container::{self, Layout, Section};
use crate::format::records::Records;
use crate::format::varint::Cursor;
use card::Card;
use lengths::FieldLengths;
use meta::Meta;
use postings::Postings;
use stream::Field;
use tables::{LongTables, ShortTables};
use terms::{TermDict, TermOrd};

/// Number of a document, dense, in the order they were added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId(pub u32);

/// An opened index. `D` holds the bytes: a `Vec<u8>`, a slice, a memory map.
#[derive(Debug)]
pub struct Index<D> {
    bytes: D,
    layout: Layout,
    meta: Meta,
    lengths: FieldLengths,
    short_tables: ShortTables,
    long_tables_start: usize,
}

/// The structures of an index, borrowed. Cheap to make, once for each query.
#[derive(Debug)]
pub struct View<'a> {
    /// Counts.
    pub meta: Meta,
    /// Term dictionary.
    pub terms: TermDict<'a>,
    /// Field lengths.
    pub lengths: &'a FieldLengths,
    /// Common terms and glues.
    pub short_tables: &'a ShortTables,
    /// Separators and literals.
    pub long_tables: LongTables<'a>,
    postings: Records<'a>,
    cards: Records<'a>,
    streams: Records<'a>,
}

impl<D: AsRef<[u8]>> Index<D> {
    /// Checks everything (magic, versions, length, every checksum, then each section's own
    /// structure) and opens. O(bytes); allocates for field lengths and short tables only.
    pub fn open(bytes: D) -> Result<Self, OpenError> {
        let all = bytes.as_ref();
        let layout = container::decode(all)?;
        let section = |section: Section| &all[layout.range(section)];
        let broken = |section: Section| OpenError::Corrupt {
            section: section.tag(),
            what: "its content does not fit together",
        };
        let meta = meta::decode(section(Section::Meta)).ok_or(broken(Section::Meta))?;
        let terms = TermDict::new(section(Section::Terms)).ok_or(broken(Section::Terms))?;
        if terms.len() != meta.terms as usize {
            return Err(broken(Section::Terms));
        }
        let lengths = FieldLengths::decode(section(Section::Lengths), meta.documents)
            .ok_or(broken(Section::Lengths))?;
        let (short_tables, long_tables_start) =
            tables::decode(section(Section::Surfaces)).ok_or(broken(Section::Surfaces))?;
        for records in [Section::Postings, Section::Cards, Section::Streams] {
            Records::new(section(records)).ok_or(broken(records))?;
        }
        Ok(Self {
            layout,
            meta,
            lengths,
            short_tables,
            long_tables_start,
            bytes,
        })
    }

    /// The structures, ready to read. `None` only where [`Index::open`] would have failed.
    pub fn view(&self) -> Option<View<'_>> {
        let section = |section: Section| &self.bytes.as_ref()[self.layout.range(section)];
        Some(View {
            meta: self.meta,
            terms: TermDict::new(section(Section::Terms))?,
            lengths: &self.lengths,
            short_tables: &self.short_tables,
            long_tables: LongTables::new(
                section(Section::Surfaces).get(self.long_tables_start..)?,
            )?,
            postings: Records::new(section(Section::Postings))?,
            cards: Records::new(section(Section::Cards))?,
            streams: Records::new(section(Section::Streams))?,
        })
    }

    /// The stored document, title and body as the author wrote them. O(document).
    pub fn document(&self, doc: DocId) -> Option<Document> {
        let view = self.view()?;
        let card = view.card(doc)?;
        let [title, body] = view.texts(doc)?;
        Some(Document {
            id: card.id.to_string(),
            url: card.url.to_string(),
            title,
            date: card.date,
            source: card.source.map(str::to_string),
            body,
        })
    }

    /// Counts, versions and size.
    pub fn stats(&self) -> Stats {
        Stats {
            format_version: FORMAT_VERSION,
            analyzer_version: ANALYZER_VERSION,
            bytes: self.bytes.as_ref().len() as u64,
            documents: self.meta.documents,
            terms: self.meta.terms,
            tokens: self.lengths.tokens,
        }
    }

    /// Tag, content and bytes of each section, in file order.
    pub fn sections(&self) -> Vec<(&'static str, &'static str, u64)> {
        let size = |section: Section| self.layout.range(section).len() as u64;
        Section::ALL
            .map(|section| (section.tag(), section.title(), size(section)))
            .to_vec()
    }
}

impl<'a> View<'a> {
    /// The posting list of a term; empty for an ordinal that does not exist.
    pub fn postings(&self, ord: TermOrd) -> Postings<'a> {
        let list = self.postings.get(ord.0 as usize).unwrap_or_default();
        Postings::new(list, self.meta.documents)
    }

    /// The card of a document.
    pub fn card(&self, doc: DocId) -> Option<Card<'a>> {
        card::decode(self.cards.get(doc.0 as usize)?)
    }

    /// A cursor before the title field of a document's token stream; the body field follows.
    pub fn stream(&self, doc: DocId) -> Option<Cursor<'a>> {
        Some(Cursor::new(self.streams.get(doc.0 as usize)?))
    }

    /// Reads the field at the cursor, its terms into `ords`.
    pub fn field(&self, cursor: &mut Cursor<'a>, ords: &mut Vec<TermOrd>) -> Option<Field<'a>> {
        Field::decode(cursor, &self.short_tables.common, ords)
    }

    fn texts(&self, doc: DocId) -> Option<[String; 2]> {
        let mut cursor = self.stream(doc)?;
        let mut texts = [String::new(), String::new()];
        let mut ords = Vec::new();
        let cache = surface::SpellingCache::default();
        for text in &mut texts {
            let field = self.field(&mut cursor, &mut ords)?;
            let mut glues = field.glues(&self.short_tables.glues);
            for ord in &ords {
                let (glue, literal) = glues.token()?;
                text.push_str(self.long_tables.separator(glue.separator)?);
                self.write_surface(*ord, glue.form, literal, &cache, text)?;
            }
            text.push_str(self.long_tables.separator(glues.last_separator()?)?);
        }
        Some(texts)
    }

    /// Appends a token as its author wrote it.
    pub fn write_surface(
        &self,
        ord: TermOrd,
        form: surface::Form,
        literal: u32,
        cache: &surface::SpellingCache,
        out: &mut String,
    ) -> Option<()> {
        match form {
            surface::Form::Literal => out.push_str(self.long_tables.literal(literal)?),
            regular => cache.write(ord, regular, || self.terms.term(ord), out)?,
        }
        Some(())
    }
}

/// Counts, versions and size of an index.
#[derive(Debug, Clone, PartialEq)]
pub struct Stats {
    /// Format version.
    pub format_version: u16,
    /// Version of the text analysis that made it.
    pub analyzer_version: u16,
    /// Bytes of the whole index.
    pub bytes: u64,
    /// Documents.
    pub documents: u32,
    /// Distinct terms: key and marks.
    pub terms: u32,
    /// Tokens of all titles and bodies.
    pub tokens: u64,
}
