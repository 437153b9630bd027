//! Files with several articles each: tables, feeds, exports.

use super::{Content, InputError, Place, Problem, RawArticle};
use khongdau_extract::formats::{BadFile, feed, table};
use std::path::{Path, PathBuf};

/// A file is not longer, in bytes: it is read as a whole.
const LONGEST: u64 = 1 << 30;

/// What such a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// CSV or TSV.
    Table,
    /// RSS, Atom, or an export of WordPress.
    Feed,
}

impl Kind {
    /// By the extension of its name, in lower case.
    pub fn of(extension: &str) -> Option<Kind> {
        match extension {
            "csv" | "tsv" => Some(Kind::Table),
            "xml" | "rss" | "atom" | "rdf" | "wxr" => Some(Kind::Feed),
            _ => None,
        }
    }
}

/// A file with several articles.
#[derive(Debug)]
pub struct SeveralFile {
    pub path: PathBuf,
    pub bytes: u64,
    kind: Kind,
}

type Articles = Box<dyn Iterator<Item = Result<RawArticle, InputError>> + Send>;

impl SeveralFile {
    /// The file at `path`, not opened yet.
    pub fn new(path: &Path, bytes: u64, kind: Kind) -> SeveralFile {
        SeveralFile {
            path: path.to_path_buf(),
            bytes,
            kind,
        }
    }

    /// Its articles in order, each at its line. What is wrong with the file as a whole is the only
    /// item.
    pub fn articles(self) -> Articles {
        let place = Place::file(&self.path);
        let wrong = |problem: Problem| -> Articles {
            Box::new(std::iter::once(Err(problem.at(place.clone()))))
        };
        if self.bytes > LONGEST {
            return wrong(Problem::TooLong(LONGEST));
        }
        let bytes = match std::fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) => return wrong(Problem::Read(error)),
        };
        let read = match self.kind {
            Kind::Table => table::read(&bytes, None),
            Kind::Feed => {
                feed::read(&bytes, None).map(|articles| articles.into_iter().map(Ok).collect())
            }
        };
        let articles = match read {
            Ok(articles) => articles,
            Err(bad) => return Box::new(std::iter::once(Err(at(&place, bad)))),
        };
        let share = self.bytes / (articles.len() as u64).max(1);
        Box::new(articles.into_iter().map(move |article| {
            let (line, article) = article.map_err(|bad| at(&place, bad))?;
            Ok(RawArticle {
                place: place.line(line),
                bytes: share,
                content: Content::Ready(Box::new(article)),
            })
        }))
    }
}

fn at(file: &Place, bad: BadFile) -> InputError {
    let place = match bad.line {
        0 => file.clone(),
        line => file.line(line),
    };
    Problem::Format(bad.what).at(place)
}
