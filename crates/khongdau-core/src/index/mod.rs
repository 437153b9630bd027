//! The index: bytes that answer queries, and the writer that makes them.
//!
//! * [`Index`]: checked bytes, opened. [`View`]: its structures, ready to read.
//! * [`root`]: counts, and which [block](blocks) holds what.
//! * [`terms`]: term dictionary. [`pairs`]: what is known of a term, a small language model.
//!   [`lists`]: posting lists. [`pair_lists`]: those of neighbours. [`near`]: similar keys.
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
pub mod root;
#[cfg(feature = "writer")]
pub mod shards;
pub mod terms;
#[cfg(feature = "writer")]
mod writer;

pub use error::{OpenError, WriteError};
#[cfg(feature = "writer")]
pub use writer::{AnalyzedDocument, MAX_DOCUMENTS, MAX_FIELD_TOKENS, Writer};

use crate::analysis::ANALYZER_VERSION;
use crate::document::{Document, Section as DocumentSection};
use crate::format::FORMAT_VERSION;
use crate::format::container::{self, Layout, Section};
use crate::format::records::Records;
use acronyms::Acronyms;
use article::ArticleRecord;
use blocks::{Block, Blocks, Fetched};
use pairs::{List, PairCounts};
use root::Root;
use std::cell::RefCell;
use terms::{TermDict, TermOrd};

/// Number of a document, dense, in the order they were added.
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
/// [missing](Index::take_missing).
#[derive(Debug)]
pub struct Index<D> {
    bytes: D,
    layout: Layout,
    root: Root,
    fetched: Fetched,
    missing: RefCell<Vec<Block>>,
}

/// The structures of an index, borrowed. Cheap to make, once for each query.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// Counts.
    pub root: &'a Root,
    /// Term dictionary.
    pub terms: TermDict<'a>,
    /// Counts of terms and pairs.
    pub pairs: PairCounts<'a>,
    /// Short forms.
    pub acronyms: Acronyms<'a>,
    /// Where everything lies.
    pub blocks: Blocks<'a>,
}

impl<D: AsRef<[u8]>> Index<D> {
    /// Checks everything (magic, versions, length, every checksum, then each section's own
    /// structure) and opens. O(bytes); allocates for the root only.
    pub fn open(bytes: D) -> Result<Self, OpenError> {
        let all = bytes.as_ref();
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
        Ok(Self {
            layout,
            root,
            bytes,
            fetched: Fetched::default(),
            missing: RefCell::default(),
        })
    }

    /// The structures, ready to read. `None` only where [`Index::open`] would have failed.
    pub fn view(&self) -> Option<View<'_>> {
        let blocks = self.blocks();
        let terms = TermDict::new(blocks);
        let acronyms = &self.bytes.as_ref()[self.layout.range(Section::Acronyms)];
        Some(View {
            root: &self.root,
            terms,
            pairs: PairCounts::new(terms),
            acronyms: Acronyms::new(acronyms)?,
            blocks,
        })
    }

    fn blocks(&self) -> Blocks<'_> {
        Blocks {
            bytes: self.bytes.as_ref(),
            layout: &self.layout,
            root: &self.root,
            fetched: &self.fetched,
            missing: &self.missing,
        }
    }

    /// Whether blocks are files of their own.
    pub fn is_sharded(&self) -> bool {
        self.blocks().is_sharded()
    }

    /// The blocks that were asked for since the last call and are not there, each with the address
    /// of its file in the folder of the index. Where there are any, what was answered meanwhile is
    /// not to be used: [provide](Index::provide) them and ask again.
    pub fn take_missing(&self) -> Vec<(Block, String)> {
        let missing = self.missing.take();
        let blocks = self.blocks();
        let path = |block| Some((block, blocks.path(block)?));
        missing.into_iter().filter_map(path).collect()
    }

    /// Takes in the content of a file, decompressed. Refuses any but the right one.
    pub fn provide(&mut self, block: Block, bytes: Vec<u8>) -> Result<(), OpenError> {
        if !self.blocks().is_genuine(block, &bytes) {
            return Err(OpenError::Corrupt {
                section: "shard",
                what: "a file is not the one that belongs to this index",
            });
        }
        self.fetched.insert(block, bytes);
        Ok(())
    }

    /// The stored document as its author wrote it. O(document).
    pub fn document(&self, doc: DocId) -> Option<Document> {
        let article = self.view()?.article(doc)?;
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
            body: article.body.to_string(),
            date: article.date,
            ..Document::default()
        })
    }

    /// Counts, versions and size.
    pub fn stats(&self) -> Stats {
        Stats {
            format_version: FORMAT_VERSION,
            analyzer_version: ANALYZER_VERSION,
            bytes: self.bytes.as_ref().len() as u64,
            documents: self.root.documents,
            terms: self.root.terms,
            tokens: self.root.tokens.map(u64::from).iter().sum(),
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
    /// The posting list of a term.
    pub fn list(&self, ord: TermOrd) -> Option<List<'a>> {
        pairs::list(self.terms.record(ord)?, self.blocks)
    }

    /// The posting list of two keys side by side, where they have one.
    pub fn pair_list(&self, first: &str, second: &str) -> Option<List<'a>> {
        pair_lists::list(self.blocks, first, second)
    }

    /// Asks for the blocks of pairs of `first` and what `letters` begin.
    pub fn touch_pairs(&self, first: &str, letters: &str) {
        pair_lists::touch(self.blocks, first, letters);
    }

    /// Calls `visit` with every key that begins so and has a posting list behind `first`, and the
    /// documents in that.
    pub fn pairs_behind(&self, first: &str, letters: &str, visit: &mut dyn FnMut(&str, u32)) {
        pair_lists::behind(self.blocks, first, letters, visit);
    }

    /// The record of a document.
    pub fn article(&self, doc: DocId) -> Option<ArticleRecord<'a>> {
        article::decode(self.blocks.get(Block::Article(doc.0))?)
    }

    /// The documents whose records need not be fetched.
    pub fn documents_at_hand(&self) -> impl Iterator<Item = DocId> + use<'a> {
        let blocks = self.blocks;
        (0..self.root.documents)
            .filter(move |doc| blocks.is_at_hand(Block::Article(*doc)))
            .map(DocId)
    }

    /// Whether something that was read is not there yet.
    pub fn is_incomplete(&self) -> bool {
        self.blocks.is_incomplete()
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
    /// Distinct terms: key and marks.
    pub terms: u32,
    /// Tokens of all titles and bodies.
    pub tokens: u64,
}
