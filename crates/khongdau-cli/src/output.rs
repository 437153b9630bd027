//! Files and folders: written whole or not at all.
//!
//! [`Target::check`] looks at the path before the long work starts; [`Target::write`] writes a
//! temporary file in the same folder, flushes it to the disk and renames it over the path. Whoever
//! opens the path, at whatever moment, finds the old file or the new one. [`FolderTarget`] does the
//! same for folders.

mod folder;

pub use folder::{FolderFile, FolderTarget, Ours};

use crate::disk::fs::{self, File};
use crate::disk::tempfile::{self, NamedTempFile};
use khongdau_core::index::{Index, OpenError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Why no file was, or will be, written. The path's old content is untouched.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    #[error("{}: there is no folder {}: create it first", .path.display(), .folder.display())]
    NoFolder { path: PathBuf, folder: PathBuf },
    #[error("{}: is a folder: name a file in it, such as {}", .path.display(), .path.join(.kind.example).display())]
    IsFolder { path: PathBuf, kind: &'static Kind },
    #[error("{}: is not a regular file: name another", .0.display())]
    NotRegular(PathBuf),
    #[error("{}: exists and is no {}: name another file, or replace it with --force", .path.display(), .kind.name)]
    Foreign { path: PathBuf, kind: &'static Kind },
    #[error("{}: is also an input: name another file to write", .0.display())]
    IsInput(PathBuf),
    #[error("{}: is a file: name a folder", .0.display())]
    IsFile(PathBuf),
    #[error("{}: holds {name:?}, which `khongdau pack` did not write: name another folder, or \
             write into this one with --force", .path.display())]
    ForeignInside { path: PathBuf, name: String },
    #[error("{}: {name:?} in it is no file, and would have to be: name another folder", .path.display())]
    NoFileInside { path: PathBuf, name: String },
    #[error("{}: cannot be written", .path.display())]
    Io { path: PathBuf, source: io::Error },
}

/// Enough of a file to tell whether it is an index; a whole one may be large.
const HEAD_LEN: u64 = 4096;

/// What a file is, and so what it may replace without --force.
#[derive(Debug)]
pub struct Kind {
    name: &'static str,
    example: &'static str,
    /// The end of the temporary file's name.
    suffix: &'static str,
    /// Whether a file with this beginning is one.
    is_one: fn(&[u8]) -> bool,
}

/// An index of any version, whole or damaged.
pub static INDEX: Kind = Kind {
    name: "khongdau index",
    example: "search.kdx",
    suffix: ".kdx.tmp",
    is_one: |head| !matches!(Index::open(head), Err(OpenError::NotAnIndex)),
};

/// A page that `khongdau pack` wrote; its template begins with this.
pub static PAGE: Kind = Kind {
    name: "page of khongdau",
    example: "search.html",
    suffix: ".html.tmp",
    is_one: |head| {
        let mark = b"<meta name=\"generator\" content=\"khongdau ";
        head.windows(mark.len()).any(|window| window == mark)
    },
};

/// A path that a file may be written to.
#[derive(Debug)]
pub struct Target {
    kind: &'static Kind,
    /// As the user wrote it, for messages.
    path: PathBuf,
    /// Behind symbolic links: the link stays, its target is replaced.
    real: PathBuf,
    /// Whether there is a file now, whose permissions are to be kept.
    exists: bool,
}

impl Target {
    /// Checks that a file can be written at `path` and that what it would replace is of the same
    /// kind or empty; `force` allows any regular file.
    pub fn check(path: &Path, kind: &'static Kind, force: bool) -> Result<Target, OutputError> {
        let target = Target::resolve(path, kind)?;
        if target.exists && !force && !target.is_same_or_empty()? {
            let path = target.path;
            return Err(OutputError::Foreign { path, kind });
        }
        // Found out now rather than after minutes of indexing; removed when dropped.
        target.temporary()?;
        Ok(target)
    }

    /// Errs if the path is one of the files that are read.
    pub fn refuse_inputs<'a>(
        &self,
        mut inputs: impl Iterator<Item = &'a Path>,
    ) -> Result<(), OutputError> {
        let same = |input: &Path| fs::canonicalize(input).is_ok_and(|input| input == self.real);
        match self.exists && inputs.any(same) {
            true => Err(OutputError::IsInput(self.path.clone())),
            false => Ok(()),
        }
    }

    /// Writes what the pieces hold, one behind the other. After an error the path is as it was and
    /// no temporary file is left.
    pub fn write<P: AsRef<[u8]>>(
        &self,
        pieces: impl IntoIterator<Item = P>,
    ) -> Result<(), OutputError> {
        let mut temporary = self.temporary()?;
        self.replace_with(&mut temporary, pieces)
            .map_err(|source| self.io(source))?;
        temporary
            .persist(&self.real)
            .map_err(|error| self.io(error.error))?;
        sync(folder_of(&self.real));
        Ok(())
    }

    fn resolve(path: &Path, kind: &'static Kind) -> Result<Target, OutputError> {
        let path = path.to_path_buf();
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => Err(OutputError::IsFolder { path, kind }),
            Ok(found) if !found.is_file() => Err(OutputError::NotRegular(path)),
            Ok(_) => match fs::canonicalize(&path) {
                Ok(real) => Ok(Target {
                    kind,
                    path,
                    real,
                    exists: true,
                }),
                Err(source) => Err(OutputError::Io { path, source }),
            },
            Err(source) if source.kind() == io::ErrorKind::NotFound => {
                Target::resolve_new(path, kind)
            }
            Err(source) => Err(OutputError::Io { path, source }),
        }
    }

    fn resolve_new(path: PathBuf, kind: &'static Kind) -> Result<Target, OutputError> {
        // `missing/` and `..` name no file.
        if path.file_name().is_none() || ends_in_separator(&path) {
            return Err(OutputError::IsFolder { path, kind });
        }
        let folder = folder_of(&path).to_path_buf();
        match crate::disk::is_dir(&folder) {
            true => Ok(Target {
                kind,
                real: path.clone(),
                path,
                exists: false,
            }),
            false => Err(OutputError::NoFolder { path, folder }),
        }
    }

    fn is_same_or_empty(&self) -> Result<bool, OutputError> {
        let mut head = Vec::new();
        let file = File::open(&self.real).map_err(|source| self.io(source))?;
        file.take(HEAD_LEN)
            .read_to_end(&mut head)
            .map_err(|source| self.io(source))?;
        Ok(head.is_empty() || (self.kind.is_one)(&head))
    }

    fn temporary(&self) -> Result<NamedTempFile, OutputError> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".khongdau-").suffix(self.kind.suffix);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any new file, less the umask: a web server must be able to read it.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        builder
            .tempfile_in(folder_of(&self.real))
            .map_err(|source| self.io(source))
    }

    fn replace_with<P: AsRef<[u8]>>(
        &self,
        temporary: &mut NamedTempFile,
        pieces: impl IntoIterator<Item = P>,
    ) -> io::Result<()> {
        for piece in pieces {
            temporary.write_all(piece.as_ref())?;
        }
        if self.exists {
            temporary
                .as_file()
                .set_permissions(fs::metadata(&self.real)?.permissions())?;
        }
        temporary.as_file().sync_all()
    }

    fn io(&self, source: io::Error) -> OutputError {
        OutputError::Io {
            path: self.path.clone(),
            source,
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes renames in a folder survive a power cut. The files are complete in any case, and not every
/// system can do this with a folder, so a failure is no error.
fn sync(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// Whether a path is written as that of a folder.
pub fn ends_in_separator(path: &Path) -> bool {
    let text = path.as_os_str().to_string_lossy();
    text.ends_with(std::path::is_separator)
}
