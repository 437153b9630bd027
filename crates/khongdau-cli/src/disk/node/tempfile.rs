//! As much of the crate `tempfile` as we use: neighbours that are renamed, or removed when dropped.

use super::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Tries to find a name that nobody has.
const TRIES: u32 = 100;

/// How the names begin and end.
#[derive(Debug, Default)]
pub struct Builder {
    prefix: String,
    suffix: String,
}

impl Builder {
    pub fn new() -> Builder {
        Builder::default()
    }

    pub fn prefix(&mut self, prefix: &str) -> &mut Builder {
        self.prefix = prefix.to_owned();
        self
    }

    pub fn suffix(&mut self, suffix: &str) -> &mut Builder {
        self.suffix = suffix.to_owned();
        self
    }

    pub fn tempfile_in(&self, folder: impl AsRef<Path>) -> io::Result<NamedTempFile> {
        let (file, path) = self.first_free(folder.as_ref(), |path| File::create_new(path))?;
        Ok(NamedTempFile { file, path })
    }

    pub fn tempdir_in(&self, folder: impl AsRef<Path>) -> io::Result<TempDir> {
        let ((), path) = self.first_free(folder.as_ref(), |path| fs::create_dir(path))?;
        Ok(TempDir { path })
    }

    fn first_free<T>(
        &self,
        folder: &Path,
        make: impl Fn(&Path) -> io::Result<T>,
    ) -> io::Result<(T, PathBuf)> {
        let mut seed = super::now() as u64;
        for _ in 0..TRIES {
            // Knuth's generator: names need to differ, no more.
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let name = format!("{}{:06x}{}", self.prefix, seed >> 40, self.suffix);
            let path = folder.join(name);
            match make(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                made => return Ok((made?, path)),
            }
        }
        Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            "too many temporary files exist",
        ))
    }
}

/// A file that is removed unless it is renamed.
#[derive(Debug)]
pub struct NamedTempFile {
    file: File,
    path: PathBuf,
}

/// Why it was not renamed.
#[derive(Debug)]
pub struct PersistError {
    pub error: io::Error,
}

impl NamedTempFile {
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn as_file(&self) -> &File {
        &self.file
    }

    pub fn persist(mut self, path: impl AsRef<Path>) -> Result<(), PersistError> {
        fs::rename(&self.path, path).map_err(|error| PersistError { error })?;
        self.path = PathBuf::new();
        Ok(())
    }
}

impl Write for NamedTempFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for NamedTempFile {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// A folder that is removed unless it is kept.
#[derive(Debug)]
pub struct TempDir {
    path: PathBuf,
}

impl TempDir {
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn keep(mut self) -> PathBuf {
        std::mem::take(&mut self.path)
    }

    pub fn close(mut self) -> io::Result<()> {
        fs::remove_dir_all(std::mem::take(&mut self.path))
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}
