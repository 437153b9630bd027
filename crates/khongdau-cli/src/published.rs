//! An index as a site has it: one file, or the folder that `khongdau pack` writes, with all its
//! shards.

use crate::commands::pack::{MANIFEST, index_file};
use crate::disk::{self, fs};
use anyhow::{Context, bail};
use flate2::read::GzDecoder;
use khongdau_core::index::Index;
use khongdau_core::index::blocks::{Block, Shard};
use khongdau_core::index::shards;
use khongdau_core::search::Searcher;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Rounds of a question at most, as in the browser.
const MOST_ROUNDS: usize = 20;

/// An index, ready to be asked.
pub struct Published {
    /// Ask it through [`Published::ask`].
    pub searcher: Searcher<Vec<u8>>,
    /// Where shards are.
    folder: PathBuf,
}

/// The first file of an index.
pub struct FirstFile {
    /// The folder that its shards are in.
    pub folder: PathBuf,
    /// As it lies there.
    pub sent: Vec<u8>,
    /// Decompressed.
    pub content: Vec<u8>,
}

impl FirstFile {
    /// Reads an index file, or the one that a folder's manifest names.
    pub fn read(path: &Path) -> anyhow::Result<FirstFile> {
        let (folder, file) = match disk::is_dir(path) {
            true => (path.to_owned(), path.join(named_by_manifest(path)?)),
            false => (PathBuf::new(), path.to_owned()),
        };
        let name = || format!("{}: cannot be read", file.display());
        let sent = fs::read(&file).with_context(name)?;
        let content = gunzip(&sent).with_context(name)?;
        Ok(FirstFile {
            folder,
            sent,
            content,
        })
    }
}

fn named_by_manifest(folder: &Path) -> anyhow::Result<String> {
    let name = folder.display();
    let Ok(manifest) = fs::read(folder.join(MANIFEST)) else {
        bail!(
            "{name}: has no {MANIFEST}, so `khongdau pack` did not write it: name an index or such a folder"
        );
    };
    index_file(&manifest).with_context(|| format!("{name}/{MANIFEST}: names no index"))
}

/// What a file holds that may be compressed.
pub fn gunzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return Ok(bytes.to_vec());
    }
    let mut content = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut content)?;
    Ok(content)
}

impl Published {
    /// Opens an index file or a folder.
    pub fn open(path: &Path) -> anyhow::Result<Published> {
        let first = FirstFile::read(path)?;
        let index = Index::open(first.content).with_context(|| path.display().to_string())?;
        Ok(Published {
            searcher: Searcher::new(index),
            folder: first.folder,
        })
    }

    /// Reads every shard there is, each with its checks; gives the bytes of all content.
    pub fn bring_all(&mut self) -> anyhow::Result<u64> {
        let index = self.searcher.index_mut();
        let shards = match index.is_sharded() {
            true => provide(index, &self.folder, &|_| true)?,
            false => 0,
        };
        Ok(index.stats().bytes + shards)
    }

    /// Asks, and brings the shards that were missing until none is.
    pub fn ask<T>(&mut self, ask: impl FnMut(&mut Searcher<Vec<u8>>) -> T) -> anyhow::Result<T> {
        let folder = &self.folder;
        bring(&mut self.searcher, ask, &mut |shard| {
            read_shard(folder, &shard.path)
        })
    }
}

/// Gives an index the shards of its folder that are wanted; their bytes.
pub fn provide(
    index: &mut Index<Vec<u8>>,
    folder: &Path,
    is_wanted: &dyn Fn(Block) -> bool,
) -> anyhow::Result<u64> {
    let all = shards::shards(index).filter(|shard| is_wanted(shard.block));
    let all: Vec<Shard> = all.collect();
    let mut bytes = 0;
    for shard in all {
        let content = read_shard(folder, &shard.path)?;
        bytes += content.len() as u64;
        let provided = index.provide(&shard, content);
        provided.with_context(|| folder.join(&shard.path).display().to_string())?;
    }
    Ok(bytes)
}

/// A shard's content.
pub fn read_shard(folder: &Path, path: &str) -> anyhow::Result<Vec<u8>> {
    let file = folder.join(path);
    let read = || gunzip(&fs::read(&file)?);
    read().with_context(|| format!("{}: cannot be read", file.display()))
}

/// Asks until nothing is missing; `read` gives the content of a shard.
pub fn bring<T>(
    searcher: &mut Searcher<Vec<u8>>,
    mut ask: impl FnMut(&mut Searcher<Vec<u8>>) -> T,
    read: &mut dyn FnMut(&Shard) -> anyhow::Result<Vec<u8>>,
) -> anyhow::Result<T> {
    for _ in 0..MOST_ROUNDS {
        let answer = ask(searcher);
        let missing = searcher.index().take_missing();
        if missing.is_empty() {
            return Ok(answer);
        }
        for shard in missing {
            let content = read(&shard)?;
            let provided = searcher.index_mut().provide(&shard, content);
            provided.with_context(|| shard.path)?;
        }
    }
    bail!("the index asks for files that it has: make it again")
}
