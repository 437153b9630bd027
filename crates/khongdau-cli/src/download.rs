//! What a visitor's browser downloads to search: measured with queries, shard by shard, the way the
//! widget asks.
//!
//! Servers compress what is a script, a style or WebAssembly; those are counted as brotli makes
//! them. Shards lie there compressed and are counted as they are.

mod sample;

pub use sample::sample;

use crate::client_files::{ENGINE, LOADER, WASM, WIDGET};
use crate::commands::pack::{Client, MANIFEST, Sharded};
use crate::disk::{self, fs};
use crate::published::{self, FirstFile, gunzip};
use anyhow::{Context, bail};
use khongdau_core::index::Index;
use khongdau_core::index::blocks::Shard;
use khongdau_core::search::{SearchOptions, Searcher};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Results that the widget asks for.
const RESULTS: usize = 10;
/// Suggestions that it asks for.
const SUGGESTIONS: usize = 5;

/// A site with search, as its visitors download it.
pub struct Site {
    /// What every visitor downloads who searches at all, and its bytes.
    pub fixed: Vec<(String, usize)>,
    /// The first file, decompressed.
    first: Vec<u8>,
    shards: Shards,
    /// Shards that were read.
    read: BTreeMap<Shard, Sent>,
}

/// Where shards come from.
enum Shards {
    /// A folder that was packed.
    Folder(PathBuf),
    /// An index that may be.
    Of(Rc<Sharded>),
    /// None: the first file is all there is.
    None,
}

/// A shard as it is sent.
#[derive(Clone)]
struct Sent {
    /// Bytes that travel.
    bytes: usize,
    content: Vec<u8>,
}

/// One visit: what was downloaded besides what is [fixed](Site::fixed).
#[derive(Debug, Default)]
pub struct Visit {
    /// Bytes.
    pub bytes: usize,
    /// Rounds of answers that were waited for, one after the other.
    pub rounds: usize,
    /// Shards.
    pub shards: Vec<Shard>,
}

impl Site {
    /// A folder that `khongdau pack` wrote, or an index file as if it were packed.
    pub fn open(path: &Path, client: Option<&Path>) -> anyhow::Result<Site> {
        if disk::is_dir(path) {
            return Site::folder(path);
        }
        let index = Index::open(FirstFile::read(path)?.content)
            .with_context(|| path.display().to_string())?;
        let sharded = Sharded::of(index)?;
        Site::packed(Rc::new(sharded), &Client::load(client)?)
    }

    fn folder(folder: &Path) -> anyhow::Result<Site> {
        let first = FirstFile::read(folder)?;
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read(&path).with_context(|| format!("{}: cannot be read", path.display()))
        };
        let mut fixed = client_files(&mut |name| read(name))?;
        fixed.push((MANIFEST.to_owned(), compressed(&read(MANIFEST)?)?));
        let is_compressed = first.sent.starts_with(b"\x1f\x8b");
        let index = if is_compressed {
            first.sent.len()
        } else {
            compressed(&first.sent)?
        };
        fixed.push(("the index's first file".to_owned(), index));
        Ok(Site {
            fixed,
            first: first.content,
            shards: Shards::Folder(first.folder),
            read: BTreeMap::new(),
        })
    }

    /// An index with a client, as shards.
    pub fn packed(sharded: Rc<Sharded>, client: &Client) -> anyhow::Result<Site> {
        let mut fixed = client_files(&mut |name| Ok(client.bytes(name).to_vec()))?;
        let first = sharded.first_file();
        fixed.push(("the index's first file".to_owned(), first.len()));
        Ok(Site {
            fixed,
            first: gunzip(first)?,
            shards: Shards::Of(sharded),
            read: BTreeMap::new(),
        })
    }

    /// An index with a client, in one file.
    pub fn whole(index: &[u8], client: &Client) -> anyhow::Result<Site> {
        let mut fixed = client_files(&mut |name| Ok(client.bytes(name).to_vec()))?;
        fixed.push(("the index".to_owned(), compressed(index)?));
        Ok(Site {
            fixed,
            first: index.to_vec(),
            shards: Shards::None,
            read: BTreeMap::new(),
        })
    }

    /// The index without any of its shards.
    pub fn index(&self) -> anyhow::Result<Index<Vec<u8>>> {
        Ok(Index::open(self.first.clone())?)
    }

    /// Bytes of what is fixed.
    pub fn fixed_bytes(&self) -> usize {
        self.fixed.iter().map(|(_, bytes)| bytes).sum()
    }

    /// Asks one query, as the widget does when it is pasted.
    pub fn first_query(&mut self, query: &str) -> anyhow::Result<Visit> {
        self.visit(std::iter::once(query))
    }

    /// Asks for every letter of a query, and waits for each answer.
    pub fn typed(&mut self, query: &str) -> anyhow::Result<Visit> {
        let ends = query.char_indices().map(|(at, c)| at + c.len_utf8());
        self.visit(ends.map(|end| &query[..end]))
    }

    fn visit<'q>(&mut self, queries: impl Iterator<Item = &'q str>) -> anyhow::Result<Visit> {
        let options = SearchOptions {
            limit: RESULTS,
            ..SearchOptions::default()
        };
        let mut searcher = Searcher::new(self.index()?);
        let mut visit = Visit::default();
        for query in queries {
            let mut asked = 0;
            let ask = |searcher: &mut Searcher<Vec<u8>>| {
                asked += 1;
                searcher.search(query, options);
                searcher.suggest(query, SUGGESTIONS);
            };
            let (shards, mut bytes) = (&mut visit.shards, 0);
            published::bring(&mut searcher, ask, &mut |shard| {
                let sent = self.shard(shard)?;
                shards.push(shard.clone());
                bytes += sent.bytes;
                Ok(sent.content.clone())
            })?;
            visit.bytes += bytes;
            visit.rounds = visit.rounds.max(asked - 1);
        }
        Ok(visit)
    }

    /// A shard's bytes as they are sent.
    pub fn sent(&self, shard: &Shard) -> usize {
        self.read.get(shard).map_or(0, |sent| sent.bytes)
    }

    fn shard(&mut self, shard: &Shard) -> anyhow::Result<&Sent> {
        if !self.read.contains_key(shard) {
            let sent = self.shards.read(shard)?;
            self.read.insert(shard.clone(), sent);
        }
        Ok(&self.read[shard])
    }

    /// The content of a shard, read past the count of what was downloaded.
    pub fn content(&self, shard: &Shard) -> anyhow::Result<Vec<u8>> {
        Ok(self.shards.read(shard)?.content)
    }
}

impl Shards {
    fn read(&self, shard: &Shard) -> anyhow::Result<Sent> {
        let (bytes, content) = match self {
            Shards::Folder(folder) => {
                let file = folder.join(&shard.path);
                let name = || format!("{}: cannot be read", file.display());
                let sent = fs::read(&file).with_context(name)?;
                (sent.len(), gunzip(&sent).with_context(name)?)
            }
            Shards::Of(sharded) => sharded.shard(shard)?,
            Shards::None => bail!("an index in one file has no shards"),
        };
        Ok(Sent { bytes, content })
    }
}

/// The client's files that a first query needs.
fn client_files(
    read: &mut dyn FnMut(&str) -> anyhow::Result<Vec<u8>>,
) -> anyhow::Result<Vec<(String, usize)>> {
    let files = [LOADER, WIDGET, ENGINE, WASM].into_iter();
    files
        .map(|name| Ok((name.to_owned(), compressed(&read(name)?)?)))
        .collect()
}

/// Bytes that are left of it, compressed as well as brotli can.
fn compressed(bytes: &[u8]) -> std::io::Result<usize> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params)?;
    Ok(out.len())
}

/// How often each shard was downloaded.
pub fn downloads<'v>(visits: impl Iterator<Item = &'v Visit>) -> BTreeMap<Shard, usize> {
    let mut downloads = BTreeMap::new();
    for visit in visits {
        let distinct: BTreeSet<&Shard> = visit.shards.iter().collect();
        for shard in distinct {
            *downloads.entry(shard.clone()).or_default() += 1;
        }
    }
    downloads
}
