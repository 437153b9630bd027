//! Text files: one article each, with a side-car of the same name if there is one.

use super::{MAX_ARTICLE_BYTES, Place, Problem, decode};
use crate::disk::fs;
use khongdau_core::document::{Document, seed};
use std::io;
use std::path::{Path, PathBuf};

/// A `.txt` file.
#[derive(Debug)]
pub struct TextFile {
    pub path: PathBuf,
    pub bytes: u64,
    /// Path below the folder that was named, without extension, parts joined by `/` on every system.
    pub id: String,
}

impl TextFile {
    /// A file that was named itself: its id is its name.
    pub fn single(path: &Path, bytes: u64) -> Result<TextFile, Problem> {
        let id = id_of(Path::new(path.file_name().unwrap_or_default()))?;
        Ok(TextFile {
            path: path.to_path_buf(),
            bytes,
            id,
        })
    }

    /// A file in a folder that was named: its id is its path there.
    pub fn below(path: &Path, relative: &Path, bytes: u64) -> Result<TextFile, Problem> {
        Ok(TextFile {
            path: path.to_path_buf(),
            bytes,
            id: id_of(relative)?,
        })
    }

    /// Reads the file and its side-car.
    pub fn parse(&self) -> Result<Document, Problem> {
        let bytes = read(&self.path)?;
        let sidecar = self.sidecar()?;
        let text = decode(&bytes, 0)?;
        seed::parse_seed(&self.id, text, sidecar.as_deref()).map_err(Problem::Seed)
    }

    /// The text of its side-car, if it has one.
    pub fn sidecar(&self) -> Result<Option<String>, Problem> {
        let path = self.path.with_extension("meta");
        match read(&path) {
            Err(Problem::Read(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(problem) => Err(in_sidecar(&path, problem)),
            Ok(bytes) => match decode(&bytes, 0) {
                Ok(text) => Ok(Some(text.to_owned())),
                Err(problem) => Err(in_sidecar(&path, problem)),
            },
        }
    }
}

fn in_sidecar(path: &Path, problem: Problem) -> Problem {
    Problem::Sidecar(Box::new(problem.at(Place::file(path))))
}

fn id_of(relative: &Path) -> Result<String, Problem> {
    let path = relative.with_extension("");
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/")).ok_or(Problem::FileName)
}

/// A file of an article, which is not too long for one.
pub fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let bytes = fs::metadata(path).map_err(Problem::Read)?.len();
    match bytes > MAX_ARTICLE_BYTES {
        true => Err(Problem::TooLong(MAX_ARTICLE_BYTES)),
        false => fs::read(path).map_err(Problem::Read),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_relative_paths_without_extension() {
        #[track_caller]
        fn check(path: &[&str], expected: &str) {
            assert_eq!(id_of(&path.iter().collect::<PathBuf>()).unwrap(), expected);
        }
        check(&["000_c7f7.txt"], "000_c7f7");
        check(&["2023", "06", "bài.viết.txt"], "2023/06/bài.viết");
    }
}
