//! The index: bytes that answer queries, and the writer that makes them.
//!
//! * [`Index`]: checked bytes, opened. [`View`]: its structures, ready to read.
//! * [`terms`]: term dictionary. [`postings`]: documents of a term. [`lengths`]: field lengths.
//! * [`card`]: identifier, URL, date, source. [`stream`], [`surface`], [`tables`]: positions
//!   and text. [`filters`]: which bodies are worth reading. [`pairs`]: a small language model.
//!   [`acronyms`]: short forms. [`near`]: similar keys.
//! * [`Writer`] (feature `writer`): documents to bytes.
//!
//! The encoder and the decoder of each structure are neighbours in one file.

pub mod acronyms;
pub mod card;
mod error;
pub mod filters;
pub mod lengths;
#[cfg(feature = "writer")]
mod long_forms;
pub mod meta;
pub mod near;
pub mod pairs;
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
use acronyms::Acronyms;
use card::Card;
use lengths::FieldLengths;
use meta::Meta;
use pairs::PairCounts;
use postings::Postings;
use stream::{Field, Glue};
use tables::TextTables;
use terms::{TermDict, TermOrd};

/// Number of a document, dense, in the order they were added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId(pub u32);

/// The sections that are records.
const RECORDS: [Section; 7] = [
    Section::Postings,
    Section::Cards,
    Section::Titles,
    Section::Streams,
    Section::Filters,
    Section::Pairs,
    Section::Acronyms,
];

/// An opened index. `D` holds the bytes: a `Vec<u8>`, a slice, a memory map.
#[derive(Debug)]
pub struct Index<D> {
    bytes: D,
    layout: Layout,
    meta: Meta,
    lengths: FieldLengths,
    glues: Vec<Glue>,
    text_tables_start: usize,
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
    /// Glues by number.
    pub glues: &'a [Glue],
    /// Separators and literals.
    pub text_tables: TextTables<'a>,
    /// Counts of terms and pairs.
    pub pairs: PairCounts<'a>,
    /// Short forms.
    pub acronyms: Acronyms<'a>,
    /// Pair filters of the bodies, by document.
    pub filters: Records<'a>,
    code_width: usize,
    postings: Records<'a>,
    cards: Records<'a>,
    titles: Records<'a>,
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
        let (glues, text_tables_start) =
            tables::decode(section(Section::Surfaces)).ok_or(broken(Section::Surfaces))?;
        for records in RECORDS {
            Records::new(section(records)).ok_or(broken(records))?;
        }
        Ok(Self {
            layout,
            meta,
            lengths,
            glues,
            text_tables_start,
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
            glues: &self.glues,
            text_tables: TextTables::new(
                section(Section::Surfaces).get(self.text_tables_start..)?,
            )?,
            pairs: PairCounts::new(section(Section::Pairs))?,
            acronyms: Acronyms::new(section(Section::Acronyms))?,
            filters: Records::new(section(Section::Filters))?,
            code_width: stream::code_width(self.meta.terms),
            postings: Records::new(section(Section::Postings))?,
            cards: Records::new(section(Section::Cards))?,
            titles: Records::new(section(Section::Titles))?,
            streams: Records::new(section(Section::Streams))?,
        })
    }

    /// The stored document, title and body as the author wrote them. O(document).
    pub fn document(&self, doc: DocId) -> Option<Document> {
        let view = self.view()?;
        let card = view.card(doc)?;
        let title = view.text(&view.title(doc)?)?;
        let body = view.text(&view.body(doc)?)?;
        Some(Document {
            id: card.id.to_string(),
            url: card.url.to_string(),
            title,
            date: card.date,
            source: card.source.map(str::to_string),
            body,
            ..Document::default()
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

    /// The token stream of a title.
    pub fn title(&self, doc: DocId) -> Option<Field<'a>> {
        Field::decode(self.titles.get(doc.0 as usize)?, self.code_width)
    }

    /// The token streams of all titles, by document, up to one that is none.
    pub fn titles(&self) -> impl Iterator<Item = Field<'a>> + use<'a> {
        let width = self.code_width;
        self.titles
            .iter()
            .map_while(move |title| Field::decode(title, width))
    }

    /// The token stream of a body.
    pub fn body(&self, doc: DocId) -> Option<Field<'a>> {
        Field::decode(self.streams.get(doc.0 as usize)?, self.code_width)
    }

    fn text(&self, field: &Field<'_>) -> Option<String> {
        let mut text = String::new();
        let cache = surface::SpellingCache::default();
        let mut glues = field.glues(self.glues);
        for ord in field.codes.iter() {
            let (glue, literal) = glues.token()?;
            text.push_str(self.text_tables.separator(glue.separator)?);
            self.write_surface(ord, glue.form, literal, &cache, &mut text)?;
        }
        text.push_str(self.text_tables.separator(glues.last_separator()?)?);
        Some(text)
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
            surface::Form::Literal => out.push_str(self.text_tables.literal(literal)?),
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
