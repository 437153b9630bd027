//! The index: bytes that answer queries, and the writer that makes them.
//!
//! * [`Index`]: checked bytes, opened. [`View`]: its structures, ready to read.
//! * [`root`]: counts, and which [block](blocks) holds what.
//! * [`terms`]: term dictionary. [`pairs`]: what is known of a term, a small language model.
//!   [`lists`]: posting lists. [`pair_lists`]: those of neighbours. [`near`]: similar keys.
//! * [`update`]: what came since an index was made; `parts`: both read as one.
//! * [`article`]: what is shown and read. [`columns`]: what is filtered and sorted by.
//!   [`acronyms`]: short forms.
//! * [`Writer`] (feature `writer`): documents to bytes. [`shards`]: the same bytes as files that
//!   are fetched when they are needed.
//!
//! The encoder and the decoder of each structure are neighbours in one file.

pub mod acronyms;
pub mod article;
pub mod blocks;
pub mod columns;
mod error;
pub mod fields;
pub mod lists;
#[cfg(feature = "writer")]
mod long_forms;
pub mod near;
pub mod packed_date;
pub mod pair_lists;
pub mod pairs;
mod parts;
pub mod root;
#[cfg(feature = "writer")]
pub mod shards;
pub mod terms;
pub mod update;
#[cfg(feature = "writer")]
mod writer;

pub use error::{OpenError, WriteError};
#[cfg(feature = "writer")]
pub use writer::{AnalyzedDocument, MAX_DOCUMENTS, MAX_FIELD_TOKENS, Writer};

use crate::analysis::ANALYZER_VERSION;
use crate::document::{Document, Section as DocumentSection};
use crate::format::FORMAT_VERSION;
use crate::format::container::{self, Section};
use crate::format::records::Records;
use acronyms::Acronyms;
use blocks::{Blocks, Fetched, Part, Shard, Stored};
use pairs::PairCounts;
use parts::Terms;
use root::Root;
use std::cell::RefCell;
use terms::TermDict;
use update::Update;

/// Number of a document, dense, in the order they were added; those of an update come behind those
/// of its base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId(pub u32);

/// The sections that are records.
const RECORDS: [Section; 5] = [
    Section::Terms,
    Section::Pairs,
    Section::Tails,
    Section::Articles,
    Section::Acronyms,
];

/// An opened index. `D` holds the bytes: a `Vec<u8>`, a slice, a memory map. Of a sharded index
/// they are those of its first file; the others are [provided](Index::provide) when they are
/// [missing](Index::take_missing). Behind those of a base may stand those of its [update].
#[derive(Debug)]
pub struct Index<D> {
    bytes: D,
    base: Stored,
    update: Option<(Stored, Update)>,
}

/// The structures of an index, borrowed. Cheap to make, once for each query.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// Counts; of an index with an update, those of the base.
    pub root: &'a Root,
    /// Term dictionary.
    pub terms: Terms<'a>,
    /// Counts of terms and pairs.
    pub pairs: PairCounts<'a>,
    /// Short forms.
    pub acronyms: Acronyms<'a>,
    /// Where everything of the base lies.
    pub blocks: Blocks<'a>,
    update: Option<(Blocks<'a>, &'a Update)>,
}

/// Checks and decodes the container that `all` begins with, the whole of an index or its update.
fn open_container(all: &[u8], base: Option<&Root>) -> Result<Stored, OpenError> {
    let layout = container::decode(all)?;
    let section = |section: Section| &all[layout.range(section)];
    let broken = |section: Section| OpenError::Corrupt {
        section: section.tag(),
        what: "its content does not fit together",
    };
    let root = root::decode(section(Section::Root)).ok_or(broken(Section::Root))?;
    let sharded = !section(Section::Names).is_empty();
    for records in RECORDS {
        let whole = sharded && records != Section::Acronyms;
        if !whole {
            Records::new(section(records)).ok_or(broken(records))?;
        }
    }
    Ok(Stored {
        root,
        first_document: base.map_or(0, |root| root.documents),
        first_term: base.map_or(0, |root| root.terms),
        layout,
        fetched: Fetched::default(),
        missing: RefCell::default(),
    })
}

impl<D: AsRef<[u8]>> Index<D> {
    /// Checks everything (magic, versions, length, every checksum, then each section's own
    /// structure) and opens. O(bytes); allocates for the root only.
    pub fn open(bytes: D) -> Result<Self, OpenError> {
        let all = bytes.as_ref();
        let base = open_container(all, None)?;
        let (first, behind) = all.split_at(base.layout.size());
        let update = match behind.is_empty() {
            true => None,
            false => Some(open_update(first, behind, &base.root)?),
        };
        Ok(Self {
            bytes,
            base,
            update,
        })
    }

    /// The structures, ready to read. `None` only where [`Index::open`] would have failed.
    pub fn view(&self) -> Option<View<'_>> {
        let blocks = self.blocks(Part::Base)?;
        let update = self.update.as_ref();
        let update = update.and_then(|(_, update)| Some((self.blocks(Part::Update)?, update)));
        let terms = Terms {
            base: TermDict::new(blocks),
            update: update.map(|(blocks, _)| TermDict::new(blocks)),
        };
        Some(View {
            root: &self.base.root,
            terms,
            pairs: PairCounts::new(terms),
            acronyms: Acronyms::new(blocks.section(Section::Acronyms)?)?,
            blocks,
            update,
        })
    }

    /// `None` of an update where there is none.
    fn blocks(&self, part: Part) -> Option<Blocks<'_>> {
        let bytes = self.bytes.as_ref();
        let (first, behind) = bytes.split_at(self.base.layout.size());
        Some(match part {
            Part::Base => Blocks {
                bytes: first,
                stored: &self.base,
            },
            Part::Update => Blocks {
                bytes: behind,
                stored: &self.update.as_ref()?.0,
            },
        })
    }

    /// What tells it from others: [`update::name`], of an index with an update that of its base.
    pub fn name(&self) -> u32 {
        update::name(self.bytes.as_ref())
    }

    /// All documents but those that are gone, in order.
    pub fn documents(&self) -> impl Iterator<Item = DocId> + '_ {
        let view = self.view().into_iter();
        view.flat_map(|view| view.all_documents())
    }

    /// Whether blocks are files of their own.
    pub fn is_sharded(&self) -> bool {
        self.blocks(Part::Base)
            .is_some_and(|blocks| blocks.is_sharded())
    }

    /// The blocks that were asked for since the last call and are not there. Where there are any,
    /// what was answered meanwhile is not to be used: [provide](Index::provide) them and ask again.
    pub fn take_missing(&self) -> Vec<Shard> {
        let mut all = Vec::new();
        for part in Part::ALL {
            if let Some(blocks) = self.blocks(part) {
                for block in blocks.stored.missing.take() {
                    let path = blocks.path(block);
                    all.extend(path.map(|path| Shard { path, part, block }));
                }
            }
        }
        all
    }

    /// Takes in the content of a file, decompressed. Refuses any but the right one.
    pub fn provide(&mut self, shard: &Shard, bytes: Vec<u8>) -> Result<(), OpenError> {
        let blocks = self.blocks(shard.part);
        if !blocks.is_some_and(|blocks| blocks.is_genuine(shard.block, &bytes)) {
            return Err(OpenError::Corrupt {
                section: "shard",
                what: "a file is not the one that belongs to this index",
            });
        }
        let stored = match (shard.part, &mut self.update) {
            (Part::Update, Some((stored, _))) => stored,
            _ => &mut self.base,
        };
        stored.fetched.insert(shard.block, bytes);
        Ok(())
    }

    /// The stored document as its author wrote it. O(document).
    pub fn document(&self, doc: DocId) -> Option<Document> {
        let view = self.view()?;
        let article = view.article(doc)?;
        let section = |(paragraph, anchor): (u32, &str)| DocumentSection {
            paragraph,
            anchor: anchor.to_string(),
        };
        Some(Document {
            id: article.id.to_string(),
            url: article.url.to_string(),
            title: article.title.to_string(),
            sections: article.sections().into_iter().map(section).collect(),
            source: article.source.map(str::to_string),
            body: view.body(doc, &article)?,
            date: article.date,
            ..Document::default()
        })
    }

    /// Counts, versions and size.
    pub fn stats(&self) -> Stats {
        let update = self.update.as_ref();
        let both = |count: fn(&Root) -> u64| {
            count(&self.base.root) + update.map_or(0, |(stored, _)| count(&stored.root))
        };
        let gone = update.map_or(0, |(_, update)| update.gone.len() as u32);
        Stats {
            format_version: FORMAT_VERSION,
            analyzer_version: ANALYZER_VERSION,
            bytes: self.bytes.as_ref().len() as u64,
            documents: both(|root| root.documents.into()) as u32 - gone,
            terms: both(|root| root.terms.into()) as u32,
            tokens: both(|root| root.tokens.map(u64::from).iter().sum()),
        }
    }

    /// Tag, content and bytes of each section, in file order; those of an update are added to
    /// those of its base.
    pub fn sections(&self) -> Vec<(&'static str, &'static str, u64)> {
        let size = |section: Section| {
            let parts = Part::ALL.into_iter().filter_map(|part| self.blocks(part));
            let lengths = parts.map(|blocks| blocks.stored.layout.range(section).len() as u64);
            lengths.sum()
        };
        Section::ALL
            .map(|section| (section.tag(), section.title(), size(section)))
            .to_vec()
    }
}

/// Opens what stands behind a base.
fn open_update(base: &[u8], bytes: &[u8], root: &Root) -> Result<(Stored, Update), OpenError> {
    let broken = |what| OpenError::Corrupt {
        section: Section::Update.tag(),
        what,
    };
    let stored = open_container(bytes, Some(root))?;
    let section = &bytes[stored.layout.range(Section::Update)];
    let update = update::decode(section, root.documents);
    let update = update.ok_or(broken("its content does not fit together"))?;
    if update.base != update::name(base) {
        return Err(broken("it is the update of another index"));
    }
    match stored.layout.size() == bytes.len() {
        true => Ok((stored, update)),
        false => Err(broken("there are bytes behind it")),
    }
}

/// Counts, versions and size of an index.
#[derive(Debug, Clone, PartialEq)]
pub struct Stats {
    /// Format version.
    pub format_version: u16,
    /// Version of the text analysis that made it.
    pub analyzer_version: u16,
    /// Bytes of the whole index; of a sharded one, of its first file.
    pub bytes: u64,
    /// Documents.
    pub documents: u32,
    /// Distinct terms: key and marks. What base and update both have counts twice.
    pub terms: u32,
    /// Tokens of all titles and bodies.
    pub tokens: u64,
}
