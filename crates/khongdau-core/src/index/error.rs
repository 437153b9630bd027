//! Errors of writing and opening an index, for the person who reads them.

use std::fmt;

/// Why an index could not be written. Nothing was produced.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteError {
    /// Two documents have this identifier.
    DuplicateId(String),
    /// No document was added.
    Empty,
    /// A limit of the format is passed.
    Limit {
        /// What there is too much of.
        what: &'static str,
        /// How many are allowed.
        limit: u64,
    },
    /// The index that an update is for lacks blocks.
    Base,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::DuplicateId(id) => {
                write!(f, "two documents have the id \"{id}\": give each its own")
            }
            WriteError::Empty => f.write_str("there is no document to index: add at least one"),
            WriteError::Limit { what, limit } => {
                write!(
                    f,
                    "an index holds at most {limit} {what}: split the collection in several"
                )
            }
            WriteError::Base => f.write_str(
                "the index to update is not all there: index all articles, without an update",
            ),
        }
    }
}

impl std::error::Error for WriteError {}

/// Why bytes could not be opened as an index.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// The bytes do not start as an index does.
    NotAnIndex,
    /// Made by an older version.
    TooOld {
        /// Format version in the file.
        found: u16,
        /// Format version this program reads.
        supported: u16,
    },
    /// Made by a newer version.
    TooNew {
        /// Format version in the file.
        found: u16,
        /// Format version this program reads.
        supported: u16,
    },
    /// Made with another text analysis, so that queries and terms would not meet.
    AnalyzerMismatch {
        /// Analyzer version in the file.
        found: u16,
        /// Analyzer version of this program.
        supported: u16,
    },
    /// Shorter or longer than its header says.
    Truncated {
        /// Bytes the header promises.
        expected: u64,
        /// Bytes given.
        found: u64,
    },
    /// Damaged.
    Corrupt {
        /// The section's tag, or `header`.
        section: &'static str,
        /// What is wrong with it.
        what: &'static str,
    },
}

impl OpenError {
    /// Stable code for programs: `VERSION` where indexing again with this program helps,
    /// `BAD_INDEX` where the bytes themselves are wrong.
    pub fn code(&self) -> &'static str {
        match self {
            OpenError::TooOld { .. }
            | OpenError::TooNew { .. }
            | OpenError::AnalyzerMismatch { .. } => "VERSION",
            _ => "BAD_INDEX",
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::NotAnIndex => f.write_str(
                "this is not a khongdau index: check the path, and that the server sends the file itself and no web page",
            ),
            OpenError::TooOld { found, supported } => write!(
                f,
                "the index has format version {found}, older than the {supported} this program reads: index the articles again"
            ),
            OpenError::TooNew { found, supported } => write!(
                f,
                "the index has format version {found}, newer than the {supported} this program reads: update khongdau"
            ),
            OpenError::AnalyzerMismatch { found, supported } => write!(
                f,
                "the index was made with text analysis version {found}, this program has {supported}: index the articles again with this version"
            ),
            OpenError::Truncated { expected, found } => write!(
                f,
                "the index should have {expected} bytes but has {found}: the transfer was cut short, copy or upload it again"
            ),
            OpenError::Corrupt { section, what } => write!(
                f,
                "the index is damaged (section {section}: {what}): copy or upload it again, or index the articles again"
            ),
        }
    }
}

impl std::error::Error for OpenError {}
