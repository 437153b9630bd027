//! A sharded index: the files beside its first one.
//!
//! A shard's name says what it holds, so a shard that is there is never written again, and none is
//! removed while the pack before may still be in use.

use super::folder::index_file;
use crate::disk::{fs, walkdir};
use anyhow::Context;
use flate2::{Compression, GzBuilder};
use khongdau_core::index::Index;
use khongdau_core::index::blocks::Block;
use khongdau_core::index::shards::{self, Shard};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::path::Path;

/// The folders that hold shards.
pub const FOLDERS: &[&str] = &["t", "p", "l", "a", "c", "k"];

/// An index in one piece and as shards.
pub struct Sharded {
    whole: Index<Vec<u8>>,
    first: Vec<u8>,
    shards: Vec<Shard>,
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
        let first = shards::first_file(&whole).context("the index is too large to be sharded")?;
        let opened = Index::open(&first[..])?;
        let shards = shards::shards(&opened).collect();
        Ok(Sharded {
            first: gzip(&first)?,
            shards,
            whole,
        })
    }

    /// The file that is fetched first.
    pub fn first_file(&self) -> &[u8] {
        &self.first
    }

    /// A shard: its bytes as a file, and its content.
    pub fn shard(&self, block: Block) -> anyhow::Result<(usize, Vec<u8>)> {
        let content = shards::content(&self.whole, block).context("the index has no such shard")?;
        Ok((gzip(content)?.len(), content.to_vec()))
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
        let content = |shard: &Shard| shards::content(&self.whole, shard.block);
        let contents: Vec<(&Shard, &[u8])> = (self.shards.iter())
            .map(|shard| (shard, content(shard).unwrap_or_default()))
            .collect();
        let contents = contents.into_par_iter();
        let written = contents.map(|(shard, content)| write_shard(shard, content, folder));
        written.try_reduce(Written::default, |one, other| Ok(one.and(other)))
    }

    /// The addresses of the shards, and of those before.
    pub fn and(&self, before: Before) -> BTreeSet<String> {
        let own = self.shards.iter().map(|shard| shard.path.clone());
        own.chain(before.shards).collect()
    }
}

fn write_shard(shard: &Shard, content: &[u8], folder: &Path) -> io::Result<Written> {
    let path = folder.join(&shard.path);
    if let Ok(there) = fs::metadata(&path) {
        return Ok(Written {
            files: 1,
            bytes: there.len() as usize,
            kept: 1,
            ..Written::default()
        });
    }
    let bytes = gzip(content)?;
    // A name is whole or not there: whoever stops in the middle leaves a file that nobody asks for.
    let temporary = path.with_extension("tmp");
    fs::write(&temporary, &bytes)?;
    fs::rename(&temporary, &path)?;
    Ok(Written {
        files: 1,
        bytes: bytes.len(),
        new: 1,
        new_bytes: bytes.len(),
        kept: 0,
    })
}

/// Without a time in it: same input, same bytes.
fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().write(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

/// The content of a first file, or an index as it is.
fn plain(bytes: Vec<u8>) -> Option<Vec<u8>> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return Some(bytes);
    }
    let mut content = Vec::new();
    let mut decoder = flate2::read::GzDecoder::new(&bytes[..]);
    decoder.read_to_end(&mut content).ok()?;
    Some(content)
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
            let first = Index::open(plain(fs::read(folder.join(&index)).ok()?)?).ok()?;
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
