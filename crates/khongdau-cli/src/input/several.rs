//! Files with several articles each: arrays of JSON, tables, feeds, exports.

use super::{Content, InputError, Place, Problem, RawArticle};
use khongdau_extract::formats::{self, BadFile, Kind};
use std::path::{Path, PathBuf};

/// A file is not longer, in bytes: it is read as a whole.
const LONGEST: u64 = 1 << 30;

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
    pub fn articles(self, options: &formats::Options) -> Articles {
        let place = Place::file(&self.path);
        let wrong = |problem: Problem| -> Articles {
            Box::new(std::iter::once(Err(problem.at(place.clone()))))
        };
        if self.bytes > LONGEST {
            return wrong(Problem::TooLong(LONGEST));
        }
        let bytes = match crate::disk::fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) => return wrong(Problem::Read(error)),
        };
        let articles = match formats::articles(self.kind, &bytes, options) {
            Ok(articles) => articles,
            Err(bad) => return Box::new(std::iter::once(Err(at(&place, bad)))),
        };
        Box::new(articles.map(move |raw| {
            let raw = raw.map_err(|bad| at(&place, bad))?;
            Ok(RawArticle {
                place: place.line(raw.line),
                bytes: raw.bytes,
                content: Content::Raw(Box::new(raw)),
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
