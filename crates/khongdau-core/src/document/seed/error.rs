//! What can be wrong with a seed file.

use std::error::Error;
use std::fmt;

/// Why a seed file is no article. The message does not name the file: its reader does.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SeedError {
    /// There is no text in the file.
    Empty,
    /// A line of the front matter is not understood.
    FrontMatter {
        /// Line of the file, counted from 1.
        line: usize,
        /// What is wrong with it.
        problem: LineProblem,
    },
    /// The file begins with `---`, and no second `---` follows.
    FrontMatterNotClosed,
    /// A line of the side-car is not understood.
    Sidecar {
        /// Line of the side-car, counted from 1.
        line: usize,
        /// What is wrong with it.
        problem: LineProblem,
    },
}

/// What is wrong with a line that should be `key: value`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LineProblem {
    /// There is no colon on it.
    NoColon,
    /// Its key is none of those there are.
    UnknownKey(String),
    /// Its key has stood before.
    Repeated(String),
    /// There is nothing behind the colon.
    NoValue(String),
    /// The date is no date.
    Date(String),
    /// `clean` is neither `true` nor `false`.
    Clean(String),
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SeedError::Empty => {
                f.write_str("has no text to index: put an article in it, or remove it")
            }
            SeedError::FrontMatter { line, problem } => {
                write!(f, "front matter, line {line}: {problem}")
            }
            SeedError::FrontMatterNotClosed => f.write_str(
                "begins with \"---\", and no second \"---\" closes the front matter: add it",
            ),
            SeedError::Sidecar { line, problem } => write!(f, "side-car, line {line}: {problem}"),
        }
    }
}

impl fmt::Display for LineProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LineProblem::NoColon => f.write_str("has no colon: write \"key: value\""),
            LineProblem::UnknownKey(key) => {
                write!(
                    f,
                    "unknown key \"{key}\": there are title, date, source, url and clean"
                )
            }
            LineProblem::Repeated(key) => {
                write!(f, "\"{key}\" is stated twice: remove one of them")
            }
            LineProblem::NoValue(key) => {
                write!(f, "\"{key}\" has no value: give it one, or remove the line")
            }
            LineProblem::Date(date) => write!(
                f,
                "the date \"{date}\" is not understood: write 2023-06-13, 13/6/2023 or ngày 13 tháng 6 năm 2023"
            ),
            LineProblem::Clean(value) => write!(f, "clean is \"{value}\": write true or false"),
        }
    }
}

impl Error for SeedError {}
impl Error for LineProblem {}
