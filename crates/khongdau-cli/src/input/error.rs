//! What can be wrong with an input, and where.

use khongdau_core::document::seed::SeedError;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// A file, or a line of it. Cheap to clone: one is kept for each article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    file: Arc<str>,
    /// Counted from 1.
    line: Option<u64>,
}

impl Place {
    /// A file as a whole, named as the user reached it.
    pub fn file(path: &Path) -> Place {
        Place {
            file: path.display().to_string().into(),
            line: None,
        }
    }

    /// Standard input.
    pub fn stdin() -> Place {
        Place {
            file: "standard input".into(),
            line: None,
        }
    }

    /// A line of the same file, counted from 1.
    pub fn line(&self, line: u64) -> Place {
        Place {
            line: Some(line),
            ..self.clone()
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// What is wrong and where: `articles.jsonl:17: has no id …`.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct InputError {
    /// The file, or the line of it.
    pub place: Place,
    /// What is wrong there, and what to do.
    pub problem: Problem,
}

/// What is wrong, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error("cannot be read: {0}")]
    Read(io::Error),
    #[error(
        "the folder has no page and no text in it (.html, .aspx, .php, .md, .txt and the like): name another folder, a file itself, or the files with --glob"
    )]
    EmptyFolder,
    #[error(
        "is neither a folder nor a file of a kind that is read: .html, .md, .txt, .jsonl, .json, .csv, .tsv, .xml (RSS, Atom, WordPress, sitemap) and the like (a compressed one: zcat FILE | khongdau index - ...)"
    )]
    UnknownKind,
    #[error("the file name is not UTF-8, and the article's id is made of it: rename the file")]
    FileName,
    #[error("is longer than {0} bytes: no article is")]
    TooLong(u64),
    #[error("is UTF-16: save it as UTF-8")]
    Utf16,
    #[error(transparent)]
    NotText(khongdau_extract::encoding::NotText),
    #[error("{0}")]
    Format(String),
    #[error("\"{glob}\" is no pattern for files: {reason}")]
    Glob { glob: String, reason: String },
    #[error("is not UTF-8: byte 0x{byte:02X} at byte offset {offset}: save it as UTF-8")]
    NotUtf8 { byte: u8, offset: u64 },
    #[error(transparent)]
    Record(khongdau_extract::formats::record::Problem),
    #[error("names {0:?} as its page, which is not below {1}")]
    NoPage(String, String),
    #[error("has the id \"{id}\" of {first}: give each article its own")]
    DuplicateId { id: String, first: Place },
    #[error("its side-car {0}")]
    Sidecar(Box<InputError>),
    #[error(transparent)]
    Seed(SeedError),
}

impl Problem {
    /// Joins the problem with its place.
    pub fn at(self, place: Place) -> InputError {
        InputError {
            place,
            problem: self,
        }
    }
}

/// An error of finding files: at a place of its own, or at the argument.
#[derive(Debug)]
pub enum Found {
    Elsewhere(InputError),
    Here(Problem),
}

impl Found {
    /// The error, at `argument` unless it has its own place.
    pub fn or_at(self, argument: &Path) -> InputError {
        match self {
            Found::Elsewhere(error) => error,
            Found::Here(problem) => problem.at(Place::file(argument)),
        }
    }
}

impl From<Problem> for Found {
    fn from(problem: Problem) -> Found {
        Found::Here(problem)
    }
}

impl From<InputError> for Found {
    fn from(error: InputError) -> Found {
        Found::Elsewhere(error)
    }
}
