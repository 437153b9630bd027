//! As much of the crate `walkdir` as we use: a folder and all below it.

use super::fs::{self, FileType, Metadata};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// A walk to come.
#[derive(Debug)]
pub struct WalkDir {
    root: PathBuf,
    follow: bool,
    contents_first: bool,
}

impl WalkDir {
    pub fn new(root: impl AsRef<Path>) -> WalkDir {
        WalkDir {
            root: root.as_ref().to_path_buf(),
            follow: false,
            contents_first: false,
        }
    }

    pub fn follow_links(mut self, follow: bool) -> WalkDir {
        self.follow = follow;
        self
    }

    /// Always so.
    pub fn sort_by_file_name(self) -> WalkDir {
        self
    }

    pub fn contents_first(mut self, contents_first: bool) -> WalkDir {
        self.contents_first = contents_first;
        self
    }
}

impl IntoIterator for WalkDir {
    type Item = Result<DirEntry, Error>;
    type IntoIter = Walk;

    fn into_iter(self) -> Walk {
        let root = Step::Enter(self.root.clone(), 0);
        Walk {
            left: vec![root],
            folders: Vec::new(),
            options: self,
        }
    }
}

/// What is still to be looked at.
#[derive(Debug)]
enum Step {
    Enter(PathBuf, usize),
    /// A folder whose contents were given, where they come first.
    Leave(DirEntry),
}

/// A walk.
#[derive(Debug)]
pub struct Walk {
    options: WalkDir,
    left: Vec<Step>,
    /// The folders above what is looked at, without links, with their depths.
    folders: Vec<(PathBuf, usize)>,
}

impl Walk {
    /// Leaves out entries, and what is below them.
    pub fn filter_entry<P: FnMut(&DirEntry) -> bool>(self, predicate: P) -> Filtered<P> {
        Filtered {
            walk: self,
            predicate,
        }
    }

    fn step(
        &mut self,
        wanted: &mut dyn FnMut(&DirEntry) -> bool,
    ) -> Option<Result<DirEntry, Error>> {
        loop {
            let (path, depth) = match self.left.pop()? {
                Step::Leave(entry) => return Some(Ok(entry)),
                Step::Enter(path, depth) => (path, depth),
            };
            let at = |source: io::Error| Error {
                path: path.clone(),
                source: Some(source),
            };
            // The root is followed in any case.
            let found = match Metadata::of(&path, self.options.follow || depth == 0) {
                Ok(found) => found,
                Err(source) => return Some(Err(at(source))),
            };
            let entry = DirEntry {
                kind: found.file_type(),
                path: path.clone(),
                depth,
            };
            if !wanted(&entry) {
                continue;
            }
            if !found.is_dir() {
                return Some(Ok(entry));
            }
            if let Err(error) = self.enter(&path, depth) {
                return Some(Err(error));
            }
            match self.options.contents_first {
                false => return Some(Ok(entry)),
                true => {
                    let below = self
                        .left
                        .iter()
                        .rposition(|step| matches!(step, Step::Enter(_, other) if *other <= depth));
                    self.left
                        .insert(below.map_or(0, |at| at + 1), Step::Leave(entry));
                }
            }
        }
    }

    /// Puts the entries of a folder on the list, the first by name last.
    fn enter(&mut self, path: &Path, depth: usize) -> Result<(), Error> {
        let at = |source: io::Error| Error {
            path: path.to_path_buf(),
            source: Some(source),
        };
        self.folders.retain(|(_, other)| *other < depth);
        let real = fs::canonicalize(path).map_err(at)?;
        if self.folders.iter().any(|(folder, _)| *folder == real) {
            return Err(Error {
                path: path.to_path_buf(),
                source: None,
            });
        }
        self.folders.push((real, depth));
        let entries = fs::read_dir(path).map_err(at)?;
        let mut names: Vec<OsString> = entries.flatten().map(|entry| entry.file_name()).collect();
        names.sort();
        let below = names.into_iter().rev();
        self.left
            .extend(below.map(|name| Step::Enter(path.join(name), depth + 1)));
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Result<DirEntry, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step(&mut |_| true)
    }
}

/// A walk that leaves out some of it.
#[derive(Debug)]
pub struct Filtered<P> {
    walk: Walk,
    predicate: P,
}

impl<P: FnMut(&DirEntry) -> bool> Iterator for Filtered<P> {
    type Item = Result<DirEntry, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.walk.step(&mut self.predicate)
    }
}

/// What was found.
#[derive(Debug, Clone)]
pub struct DirEntry {
    path: PathBuf,
    kind: FileType,
    depth: usize,
}

impl DirEntry {
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn file_name(&self) -> &OsStr {
        self.path.file_name().unwrap_or(self.path.as_os_str())
    }

    pub fn file_type(&self) -> FileType {
        self.kind
    }

    pub fn depth(&self) -> usize {
        self.depth
    }

    pub fn metadata(&self) -> Result<Metadata, Error> {
        fs::metadata(&self.path).map_err(|source| Error {
            path: self.path.clone(),
            source: Some(source),
        })
    }
}

/// Why there is no entry: without a source, a link that leads back.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    source: Option<io::Error>,
}

impl Error {
    pub fn path(&self) -> Option<&Path> {
        Some(&self.path)
    }

    pub fn io_error(&self) -> Option<&io::Error> {
        self.source.as_ref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.source {
            Some(source) => write!(f, "IO error for operation on {path}: {source}"),
            None => write!(f, "File system loop found: {path} points to an ancestor"),
        }
    }
}

impl std::error::Error for Error {}

impl From<Error> for io::Error {
    fn from(error: Error) -> io::Error {
        let kind = error
            .source
            .as_ref()
            .map_or(io::ErrorKind::Other, io::Error::kind);
        io::Error::new(kind, error.to_string())
    }
}
