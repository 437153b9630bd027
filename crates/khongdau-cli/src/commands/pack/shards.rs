//! A sharded index: the files beside its first one.
//!
//! A shard's name says what it holds, so a shard that is there is never written again, and none is
//! removed while the pack before may still be in use.

use super::folder::index_file;
use crate::disk::{fs, walkdir};
use crate::published::{gunzip, read_shard};
use anyhow::Context;
use flate2::{Compression, GzBuilder};
use khongdau_core::index::Index;
use khongdau_core::index::blocks::{FOLDERS, Part, Shard};
use khongdau_core::index::shards;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const TOO_LARGE: &str = "the index is too large to be sharded";

/// An index as shards.
pub struct Sharded {
    source: Source,
    /// Compressed.
    first: Vec<u8>,
    opened: Index<Vec<u8>>,
    shards: Vec<Shard>,
}

/// Where the contents of shards are.
enum Source {
    /// An index in one piece.
    Whole(Index<Vec<u8>>),
    /// Those of the base lie in a folder; the update, if there is one, is in one piece.
    Update(PathBuf, Option<Index<Vec<u8>>>),
}

/// What writing shards came to, in files and bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Written {
    /// Shards of the index.
    pub files: usize,
    /// Their bytes.
    pub bytes: usize,
    /// Those that were not there before.
    pub new: usize,
    /// Their bytes.
    pub new_bytes: usize,
    /// Those that were.
    pub kept: usize,
}

impl Written {
    fn kept(bytes: usize) -> Written {
        Written {
            files: 1,
            bytes,
            kept: 1,
            ..Written::default()
        }
    }

    fn new(bytes: usize) -> Written {
        Written {
            files: 1,
            bytes,
            new: 1,
            new_bytes: bytes,
            kept: 0,
        }
    }

    fn and(self, other: Written) -> Written {
        Written {
            files: self.files + other.files,
            bytes: self.bytes + other.bytes,
            new: self.new + other.new,
            new_bytes: self.new_bytes + other.new_bytes,
            kept: self.kept + other.kept,
        }
    }
}

impl Sharded {
    /// Names the shards of an index.
    pub fn of(whole: Index<Vec<u8>>) -> anyhow::Result<Sharded> {
        let first = shards::first_file(&whole).context(TOO_LARGE)?;
        Sharded::from(Source::Whole(whole), first)
    }

    /// The index whose first file `base` is and whose shards are in `folder`, with the bytes of an
    /// update to it.
    pub fn of_update(
        folder: &Path,
        base: &[u8],
        update: Option<Vec<u8>>,
    ) -> anyhow::Result<Sharded> {
        let mut first = base.to_vec();
        let update = update.map(Index::open).transpose()?;
        if let Some(update) = &update {
            first.extend(shards::first_file(update).context(TOO_LARGE)?);
        }
        Sharded::from(Source::Update(folder.to_owned(), update), first)
    }

    fn from(source: Source, first: Vec<u8>) -> anyhow::Result<Sharded> {
        let compressed = gzip(&first)?;
        let opened = Index::open(first)?;
        Ok(Sharded {
            source,
            first: compressed,
            shards: shards::shards(&opened).collect(),
            opened,
        })
    }

    /// Articles.
    pub fn documents(&self) -> u32 {
        self.opened.stats().documents
    }

    /// What tells the index from others, without its update.
    pub fn base_name(&self) -> u32 {
        self.opened.name()
    }

    /// Whether the shards are all there that are not to be written.
    pub fn has_base(&self) -> bool {
        let Source::Update(folder, _) = &self.source else {
            return true;
        };
        let mut base = self.shards.iter().filter(|shard| shard.part == Part::Base);
        base.all(|shard| crate::disk::is_file(&folder.join(&shard.path)))
    }

    fn content(&self, shard: &Shard) -> anyhow::Result<Cow<'_, [u8]>> {
        let part = match (&self.source, shard.part) {
            (Source::Whole(whole), _) => Some(whole),
            (Source::Update(_, update), Part::Update) => update.as_ref(),
            (Source::Update(folder, _), Part::Base) => {
                return Ok(Cow::Owned(read_shard(folder, &shard.path)?));
            }
        };
        let content = part.and_then(|part| shards::content(part, shard.block));
        content
            .map(Cow::Borrowed)
            .context("the index has no such shard")
    }

    /// The file that is fetched first.
    pub fn first_file(&self) -> &[u8] {
        &self.first
    }

    /// A shard: its bytes as a file, and its content.
    pub fn shard(&self, shard: &Shard) -> anyhow::Result<(usize, Vec<u8>)> {
        let content = self.content(shard)?.into_owned();
        Ok((gzip(&content)?.len(), content))
    }

    /// Writes the shards that `folder` does not have.
    pub fn write(&self, folder: &Path) -> io::Result<Written> {
        for inside in FOLDERS {
            fs::create_dir_all(folder.join(inside))?;
        }
        let folders: BTreeSet<&Path> = (self.shards.iter())
            .filter_map(|shard| Path::new(&shard.path).parent())
            .collect();
        for inside in folders {
            fs::create_dir_all(folder.join(inside))?;
        }
        let (mut kept, mut contents) = (Written::default(), Vec::new());
        for shard in &self.shards {
            match fs::metadata(folder.join(&shard.path)) {
                Ok(there) => kept = kept.and(Written::kept(there.len() as usize)),
                Err(_) => contents.push((shard, self.content(shard).map_err(io::Error::other)?)),
            }
        }
        let written = contents.into_par_iter().map(|(shard, content)| {
            let bytes = gzip(&content)?;
            write_whole(&folder.join(&shard.path), &bytes)?;
            Ok(Written::new(bytes.len()))
        });
        let written = written.try_reduce(Written::default, |one, other| Ok(one.and(other)));
        written.map(|written| written.and(kept))
    }

    /// The addresses of the shards, and of those before.
    pub fn and(&self, before: Before) -> BTreeSet<String> {
        let own = self.shards.iter().map(|shard| shard.path.clone());
        own.chain(before.shards).collect()
    }
}

/// A name is whole or not there: whoever stops in the middle leaves a file that nobody asks for.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = path.with_extension("tmp");
    fs::write(&temporary, bytes)?;
    fs::rename(&temporary, path)
}

/// Without a time in it: same input, same bytes.
fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().write(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

/// What a folder had before it was written again.
#[derive(Debug, Default)]
pub struct Before {
    /// The addresses of its shards.
    pub shards: Vec<String>,
    /// The name of its index, if that was sharded.
    pub index: Vec<String>,
}

impl Before {
    /// Reads what is there; a folder of which nothing can be read had nothing.
    pub fn read(folder: &Path) -> Before {
        let read = || {
            let manifest = fs::read(folder.join(super::MANIFEST)).ok()?;
            let index = index_file(&manifest)?;
            let first = gunzip(&fs::read(folder.join(&index)).ok()?).ok()?;
            let first = Index::open(first).ok()?;
            first.is_sharded().then(|| Before {
                shards: shards::shards(&first).map(|shard| shard.path).collect(),
                index: vec![index],
            })
        };
        read().unwrap_or_default()
    }
}

/// Removes all shards but these, and folders that are empty then.
pub fn remove_others(folder: &Path, kept: &BTreeSet<String>) -> io::Result<()> {
    for inside in FOLDERS {
        let entries = walkdir::WalkDir::new(folder.join(inside)).contents_first(true);
        for entry in entries.into_iter().flatten() {
            if entry.file_type().is_dir() {
                // Not where it has files.
                let _ = fs::remove_dir(entry.path());
                continue;
            }
            let address = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let address = address.to_string_lossy().replace('\\', "/");
            let is_ours = address.ends_with(".bin") || address.ends_with(".tmp");
            if is_ours && !kept.contains(&address) {
                fs::remove_file(entry.path())?;
            }
        }
    }
    Ok(())
}
