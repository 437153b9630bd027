//! A folder with files of ours: each of them whole, and all of them or none.
//!
//! A new folder is made beside its place and renamed. In one that is there, all files are made
//! beside those they replace and then renamed, so that a server that goes on reading finds the old
//! file or the new one under every name; the file that makes the others valid comes last.

use super::{OutputError, folder_of, sync};
use crate::disk::fs::{self, File};
use crate::disk::tempfile::{self, TempDir};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Names of temporary folders, at both ends.
const PREFIX: &str = ".khongdau-";
const SUFFIX: &str = ".tmp";

/// A name and what the file of this name holds.
pub type FolderFile = (String, Vec<u8>);

/// How a folder of ours is told from any other.
pub struct Ours {
    /// The file that marks it.
    pub mark: &'static str,
    /// Whether that file is really a mark.
    pub is_mark: fn(&[u8]) -> bool,
    /// Whether we write files of this name.
    pub is_ours: fn(&str) -> bool,
    /// Folders inside that hold shards.
    pub shard_folders: &'static [&'static str],
}

/// A path that a folder may be written to.
#[derive(Debug)]
pub struct FolderTarget {
    /// As the user wrote it, for messages.
    path: PathBuf,
    exists: bool,
    /// Files that are ours for sure: what is not written again is removed.
    old: Vec<String>,
}

impl FolderTarget {
    /// Checks that the folder can be written, and that it has no files but ours; `force` allows others.
    pub fn check(path: &Path, ours: Ours, force: bool) -> Result<FolderTarget, OutputError> {
        let path = path.to_path_buf();
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => FolderTarget::check_existing(path, &ours, force),
            Ok(_) => Err(OutputError::IsFile(path)),
            Err(source) if source.kind() == io::ErrorKind::NotFound => {
                FolderTarget::check_new(path)
            }
            Err(source) => Err(OutputError::Io { path, source }),
        }
    }

    fn check_new(path: PathBuf) -> Result<FolderTarget, OutputError> {
        let folder = folder_of(&path).to_path_buf();
        if !crate::disk::is_dir(&folder) {
            return Err(OutputError::NoFolder { path, folder });
        }
        let target = FolderTarget {
            path,
            exists: false,
            old: Vec::new(),
        };
        // Found out now; removed when dropped.
        target.temporary()?;
        Ok(target)
    }

    fn check_existing(
        path: PathBuf,
        ours: &Ours,
        force: bool,
    ) -> Result<FolderTarget, OutputError> {
        let mut target = FolderTarget {
            path,
            exists: true,
            old: Vec::new(),
        };
        let is_marked =
            fs::read(target.path.join(ours.mark)).is_ok_and(|mark| (ours.is_mark)(&mark));
        for (name, is_file) in target.entries()? {
            if is_marked && !is_file && ours.shard_folders.contains(&name.as_str()) {
                continue;
            }
            let is_name = (ours.is_ours)(&name);
            let path = || target.path.clone();
            if is_name && !is_file {
                return Err(OutputError::NoFileInside { path: path(), name });
            }
            match is_marked && is_name {
                true => target.old.push(name),
                false if force => {}
                false => return Err(OutputError::ForeignInside { path: path(), name }),
            }
        }
        target.temporary()?;
        Ok(target)
    }

    /// What is in the folder, sorted, and whether each is a regular file. What systems and servers
    /// keep for themselves (`.htaccess`, `.DS_Store`) is passed over.
    fn entries(&self) -> Result<Vec<(String, bool)>, OutputError> {
        let read = || -> io::Result<Vec<(String, bool)>> {
            let mut entries = Vec::new();
            for entry in fs::read_dir(&self.path)? {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                if !name.starts_with('.') {
                    entries.push((name, entry.file_type()?.is_file()));
                }
            }
            entries.sort();
            Ok(entries)
        };
        read().map_err(|source| self.io(source))
    }

    /// Writes the files in this order. Until all of them are on the disk nothing is replaced.
    pub fn write(&self, files: &[FolderFile]) -> Result<(), OutputError> {
        let no_shards = |_: &Path| Ok(());
        self.write_behind(&no_shards, &[], files)
    }

    /// The same, behind what `shards` writes into the folder given to it: files whose names change
    /// with their content, which replace nothing. Files named in `grace` stay as they are.
    pub fn write_behind(
        &self,
        shards: &dyn Fn(&Path) -> io::Result<()>,
        grace: &[String],
        files: &[FolderFile],
    ) -> Result<(), OutputError> {
        self.write_all(shards, grace, files)
            .map_err(|source| self.io(source))
    }

    fn write_all(
        &self,
        shards: &dyn Fn(&Path) -> io::Result<()>,
        grace: &[String],
        files: &[FolderFile],
    ) -> io::Result<()> {
        let temporary = self.temporary_folder()?;
        shards(match self.exists {
            true => &self.path,
            false => temporary.path(),
        })?;
        for (name, bytes) in files {
            let mut file = File::create_new(temporary.path().join(name))?;
            file.write_all(bytes)?;
            file.sync_all()?;
        }
        if !self.exists {
            fs::rename(temporary.path(), &self.path)?;
            // Under its new name it is to stay.
            let _ = temporary.keep();
            sync(folder_of(&self.path));
            return Ok(());
        }
        for (name, _) in files {
            fs::rename(temporary.path().join(name), self.path.join(name))?;
        }
        let is_new = |old: &&String| files.iter().any(|(name, _)| name == *old);
        let is_stale = |old: &&String| !is_new(old) && !grace.contains(old);
        for stale in self.old.iter().filter(is_stale) {
            fs::remove_file(self.path.join(stale))?;
        }
        self.remove_leftovers(temporary)?;
        sync(&self.path);
        Ok(())
    }

    /// Removes our temporary folders: this run's, and those of runs that were killed.
    fn remove_leftovers(&self, own: TempDir) -> io::Result<()> {
        own.close()?;
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(PREFIX) && name.ends_with(SUFFIX) {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    }

    fn temporary(&self) -> Result<TempDir, OutputError> {
        self.temporary_folder().map_err(|source| self.io(source))
    }

    /// Inside the folder if it is there, else beside its place: on the same disk in any case.
    fn temporary_folder(&self) -> io::Result<TempDir> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any new folder, less the umask: a web server must be able to read it.
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        builder.tempdir_in(match self.exists {
            true => &self.path,
            false => folder_of(&self.path),
        })
    }

    fn io(&self, source: io::Error) -> OutputError {
        OutputError::Io {
            path: self.path.clone(),
            source,
        }
    }
}
