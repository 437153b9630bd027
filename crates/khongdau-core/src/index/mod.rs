//! The index. API contract while it is being written.
use crate::document::Document;

/// Why an index could not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteError { /// two articles have this id
    DuplicateId(String), /// nothing was added
    Empty, /// a limit of the format (docs/FORMAT.md) is passed
    Limit { /// what there is too much of
        what: &'static str, /// how many are allowed
        limit: u64 } }
impl std::fmt::Display for WriteError { fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { todo!() } }
impl std::error::Error for WriteError {}

/// Why bytes could not be opened as an index.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError { /// no index at all
    NotAnIndex, /// made by an older version
    TooOld { /// version in the file
        found: u16, /// version this program reads
        supported: u16 }, /// made by a newer version
    TooNew { /// version in the file
        found: u16, /// version this program reads
        supported: u16 }, /// made with another text analysis
    AnalyzerMismatch { /// version in the file
        found: u16, /// version of this program
        supported: u16 }, /// cut short (or with bytes behind its end)
    Truncated { /// bytes the header promises
        expected: u64, /// bytes given
        found: u64 }, /// damaged
    Corrupt { /// the section's name
        section: &'static str, /// what is wrong in it
        what: &'static str } }
impl OpenError { /// Stable code for programs: `BAD_INDEX` or `VERSION`.
    pub fn code(&self) -> &'static str { todo!() } }
impl std::fmt::Display for OpenError { fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { todo!() } }
impl std::error::Error for OpenError {}

/// A document after text analysis: the expensive part of indexing, independent of other documents (so: parallel).
#[cfg(feature = "writer")]
pub struct AnalyzedDocument(pub Document);
#[cfg(feature = "writer")]
impl AnalyzedDocument { /// Analyses title and body.
    pub fn new(document: Document) -> Self { Self(document) } }

/// Collects documents and writes the index.
#[cfg(feature = "writer")]
#[derive(Default)]
pub struct Writer;
#[cfg(feature = "writer")]
impl Writer {
    /// An empty writer.
    pub fn new() -> Self { Self }
    /// Adds one document; ids must be unique.
    pub fn add(&mut self, _document: AnalyzedDocument) -> Result<(), WriteError> { todo!() }
    /// The index bytes. Same documents in the same order, same bytes.
    pub fn finish(self) -> Result<Vec<u8>, WriteError> { todo!() }
}

/// An opened index. `D` holds the bytes: `Vec<u8>`, `&[u8]`, a memory map.
pub struct Index<D>(D);
impl<D: AsRef<[u8]>> Index<D> {
    /// Checks everything (magic, versions, length, every checksum) and opens. O(bytes).
    pub fn open(_bytes: D) -> Result<Self, OpenError> { todo!() }
    /// Counts, versions and sizes.
    pub fn stats(&self) -> Stats { todo!() }
    /// The stored document by number, body included.
    pub fn document(&self, _doc: u32) -> Option<Document> { todo!() }
}

/// What `khongdau inspect` prints.
#[derive(Debug, Clone, PartialEq)]
pub struct Stats { /// from the header
    pub format_version: u16, /// from the header
    pub analyzer_version: u16, /// bytes of the whole index
    pub bytes: u64, /// documents
    pub documents: u32, /// distinct terms (key and marks)
    pub terms: u32, /// tokens in all titles and bodies
    pub tokens: u64, /// (four-letter tag, what it holds, bytes), in file order
    pub sections: Vec<(&'static str, &'static str, u64)> }
