//! Text files: one article each, with a side-car of the same name if there is one.

use super::error::Found;
use super::{InputError, MAX_ARTICLE_BYTES, Place, Problem, decode, extension};
use khongdau_core::document::{Document, seed};
use std::io;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A `.txt` file.
#[derive(Debug)]
pub struct TextFile {
    pub path: PathBuf,
    pub bytes: u64,
    /// Path below the folder that was named, without extension, parts joined by `/` on every system.
    id: String,
}

/// All text files in `folder` and below, in order of name (bytewise), folder by folder. Symbolic
/// links are followed; names with a leading dot are not looked at (`.git`, macOS's `._x.txt`).
pub fn folder(folder: &Path) -> Result<Vec<TextFile>, Found> {
    let entries = WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    let mut files = Vec::new();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        let entry = match entry {
            Err(error) if is_irrelevant(&error) => continue,
            entry => entry.map_err(|error| walk_error(folder, error))?,
        };
        if entry.file_type().is_file() && extension(entry.path()) == "txt" {
            files.push(below(folder, &entry)?);
        }
    }
    match files.is_empty() {
        true => Err(Problem::EmptyFolder.into()),
        false => Ok(files),
    }
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

    /// Reads the file and its side-car.
    pub fn parse(&self) -> Result<Document, Problem> {
        let bytes = read(&self.path)?;
        let sidecar = self.sidecar()?;
        let text = decode(&bytes, 0)?;
        seed::parse_seed(&self.id, text, sidecar.as_deref()).map_err(Problem::Seed)
    }

    fn sidecar(&self) -> Result<Option<String>, Problem> {
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

fn below(folder: &Path, entry: &DirEntry) -> Result<TextFile, InputError> {
    let path = entry.path();
    let relative = path.strip_prefix(folder).unwrap_or(path);
    let at = |problem: Problem| problem.at(Place::file(path));
    let bytes = entry
        .metadata()
        .map_err(|error| at(Problem::Read(error.into())))?
        .len();
    Ok(TextFile {
        path: path.to_path_buf(),
        bytes,
        id: id_of(relative).map_err(at)?,
    })
}

fn id_of(relative: &Path) -> Result<String, Problem> {
    let path = relative.with_extension("");
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/")).ok_or(Problem::FileName)
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// A link to nowhere, of a kind that is not read anyway.
fn is_irrelevant(error: &walkdir::Error) -> bool {
    let is_dangling = error
        .io_error()
        .is_some_and(|error| error.kind() == io::ErrorKind::NotFound);
    is_dangling && error.path().is_some_and(|path| extension(path) != "txt")
}

fn walk_error(folder: &Path, error: walkdir::Error) -> InputError {
    let place = Place::file(error.path().unwrap_or(folder));
    Problem::Read(error.into()).at(place)
}

fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let bytes = path.metadata().map_err(Problem::Read)?.len();
    match bytes > MAX_ARTICLE_BYTES {
        true => Err(Problem::TooLong(MAX_ARTICLE_BYTES)),
        false => std::fs::read(path).map_err(Problem::Read),
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
