//! The index file: written whole or not at all.
//!
//! [`Target::check`] looks at the path before the long work starts; [`Target::write`] writes a
//! temporary file in the same folder, flushes it to the disk and renames it over the path. Whoever
//! opens the path, at whatever moment, finds the old index or the new one.

use khongdau_core::index::{Index, OpenError};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Why no file was, or will be, written. The path's old content is untouched.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    #[error("{}: there is no folder {}: create it first", .path.display(), .folder.display())]
    NoFolder { path: PathBuf, folder: PathBuf },
    #[error("{}: is a folder: name a file in it, such as {}", .0.display(), .0.join("search.kdx").display())]
    IsFolder(PathBuf),
    #[error("{}: is not a regular file: name another", .0.display())]
    NotRegular(PathBuf),
    #[error("{}: exists and is no khongdau index: name another file, or replace it with --force", .0.display())]
    Foreign(PathBuf),
    #[error("{}: is also an input: name another file for the index", .0.display())]
    IsInput(PathBuf),
    #[error("{}: cannot be written", .path.display())]
    Io { path: PathBuf, source: io::Error },
}

/// Enough of a file to tell whether it is an index; a whole one may be large.
const HEAD_LEN: u64 = 4096;

/// A path that an index may be written to.
#[derive(Debug)]
pub struct Target {
    /// As the user wrote it, for messages.
    path: PathBuf,
    /// Behind symbolic links: the link stays, its target is replaced.
    real: PathBuf,
    /// Whether there is a file now, whose permissions are to be kept.
    exists: bool,
}

impl Target {
    /// Checks that a file can be written at `path` and that what it would replace is an index
    /// (of any version, whole or damaged) or empty; `force` allows any regular file.
    pub fn check(path: &Path, force: bool) -> Result<Target, OutputError> {
        let target = Target::resolve(path)?;
        if target.exists && !force && !target.is_index_or_empty()? {
            return Err(OutputError::Foreign(target.path));
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

    /// Writes `bytes`. After an error the path is as it was and no temporary file is left.
    pub fn write(&self, bytes: &[u8]) -> Result<(), OutputError> {
        let mut temporary = self.temporary()?;
        self.replace_with(&mut temporary, bytes)
            .map_err(|source| self.io(source))?;
        temporary
            .persist(&self.real)
            .map_err(|error| self.io(error.error))?;
        self.sync_folder();
        Ok(())
    }

    fn resolve(path: &Path) -> Result<Target, OutputError> {
        let path = path.to_path_buf();
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => Err(OutputError::IsFolder(path)),
            Ok(found) if !found.is_file() => Err(OutputError::NotRegular(path)),
            Ok(_) => match fs::canonicalize(&path) {
                Ok(real) => Ok(Target {
                    path,
                    real,
                    exists: true,
                }),
                Err(source) => Err(OutputError::Io { path, source }),
            },
            Err(source) if source.kind() == io::ErrorKind::NotFound => Target::resolve_new(path),
            Err(source) => Err(OutputError::Io { path, source }),
        }
    }

    fn resolve_new(path: PathBuf) -> Result<Target, OutputError> {
        // `missing/` and `..` name no file.
        let ends_in_separator = path
            .as_os_str()
            .to_string_lossy()
            .ends_with(std::path::is_separator);
        if path.file_name().is_none() || ends_in_separator {
            return Err(OutputError::IsFolder(path));
        }
        let folder = folder_of(&path).to_path_buf();
        match folder.is_dir() {
            true => Ok(Target {
                real: path.clone(),
                path,
                exists: false,
            }),
            false => Err(OutputError::NoFolder { path, folder }),
        }
    }

    fn is_index_or_empty(&self) -> Result<bool, OutputError> {
        let mut head = Vec::new();
        let file = File::open(&self.real).map_err(|source| self.io(source))?;
        file.take(HEAD_LEN)
            .read_to_end(&mut head)
            .map_err(|source| self.io(source))?;
        Ok(head.is_empty() || !matches!(Index::open(&head[..]), Err(OpenError::NotAnIndex)))
    }

    fn temporary(&self) -> Result<NamedTempFile, OutputError> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".khongdau-").suffix(".kdx.tmp");
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

    fn replace_with(&self, temporary: &mut NamedTempFile, bytes: &[u8]) -> io::Result<()> {
        temporary.write_all(bytes)?;
        if self.exists {
            temporary
                .as_file()
                .set_permissions(fs::metadata(&self.real)?.permissions())?;
        }
        temporary.as_file().sync_all()
    }

    /// Makes the rename itself survive a power cut. The file is complete in any case, and not every
    /// system can do this with a folder, so a failure is no error.
    fn sync_folder(&self) {
        let _ = File::open(folder_of(&self.real)).and_then(|folder| folder.sync_all());
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
