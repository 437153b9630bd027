//! `khongdau index --update`: the articles of a folder that were made into an index before are left
//! alone; what is new or changed becomes an [update](khongdau_core::index::update) beside it.
//!
//! An update is always one to all that was indexed at once: the next one replaces it. So its cost
//! grows with what has changed since then, and where that is too much all is indexed again.

use super::build::Build;
use super::record::{self, Entry, Record};
use crate::commands::pack::Sharded;
use crate::disk::fs;
use crate::input::Fingerprint;
use crate::published::{self, FirstFile};
use khongdau_core::index::blocks::Block;
use khongdau_core::index::{DocId, Index, shards, update};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Articles may have changed up to one in so many before all are indexed again: visitors read the
/// blocks of both indexes.
const SHARE: usize = 10;
/// In a small index so many may.
const ALWAYS: usize = 50;

/// What an index was made of, to look up in.
pub struct Known {
    record: Record,
    by_fingerprint: HashMap<Fingerprint, usize>,
}

impl Known {
    fn of(record: Record) -> Known {
        let fingerprints = record.articles.iter().enumerate();
        let by_fingerprint = fingerprints
            .filter_map(|(number, entry)| Some((entry.fingerprint?, number)))
            .collect();
        Known {
            record,
            by_fingerprint,
        }
    }

    /// The number of the article that was made of this.
    pub fn number(&self, fingerprint: Fingerprint) -> Option<usize> {
        self.by_fingerprint.get(&fingerprint).copied()
    }

    /// The article of a number that [`Known::number`] gave.
    pub fn entry(&self, number: usize) -> &Entry {
        &self.record.articles[number]
    }
}

/// A folder with an index that can be updated.
pub struct Previous {
    folder: PathBuf,
    pub known: Known,
    /// The first file of the index, decompressed, without that of an update.
    base: Vec<u8>,
}

/// An update that has been made.
pub struct Made {
    /// Bytes of its index, before it is cut into shards.
    pub bytes: usize,
    /// Articles of the index before that are gone or changed.
    pub gone: usize,
    pub sharded: Sharded,
    pub record: Record,
}

impl Previous {
    /// The index in a folder, if it was made of articles read in this way; else why it cannot be
    /// updated, behind "because", and nothing where there is no folder yet.
    pub fn read(folder: &Path, settings: Fingerprint) -> Result<Previous, &'static str> {
        if !crate::disk::exists(folder) {
            return Err("");
        }
        let file = fs::read(folder.join(record::NAME));
        let file = file.map_err(|_| "the folder has no index that was made with --update")?;
        let record = Record::decode(&file).ok_or("its record of the last time is damaged")?;
        if record.settings != settings {
            return Err("articles are read in another way, or by another version");
        }
        let first = FirstFile::read(folder).map_err(|_| "its index cannot be read")?;
        let base = shards::base(&first.content).ok_or("its index cannot be read")?;
        if record.base != update::name(base) {
            return Err("its index is not the one of the record");
        }
        Ok(Previous {
            folder: folder.to_owned(),
            known: Known::of(record),
            base: base.to_vec(),
        })
    }

    /// Makes the update of what a run found; `Err(Ok(why))` where all is better indexed again.
    pub fn update(&self, build: Build<'_>) -> anyhow::Result<Result<Made, &'static str>> {
        let record = &self.known.record;
        let gone: Vec<DocId> = (0..record.articles.len())
            .filter(|number| !build.unchanged.contains(number))
            .map(|number| DocId(number as u32))
            .collect();
        let most = (record.articles.len() / SHARE).max(ALWAYS);
        if build.entries.len().max(gone.len()) > most {
            return Ok(Err(
                "more than a tenth of the articles changed since all were indexed",
            ));
        }
        let Some(base) = self.open_base() else {
            return Ok(Err("shards of its index are missing"));
        };
        let count = gone.len();
        let update = match build.entries.is_empty() && gone.is_empty() {
            true => None,
            false => Some(build.writer.finish_update(&base, gone)?),
        };
        let bytes = update.as_ref().map_or(0, Vec::len);
        let sharded = Sharded::of_update(&self.folder, &self.base, update)?;
        if !sharded.has_base() {
            return Ok(Err("shards of its index are missing"));
        }
        Ok(Ok(Made {
            bytes,
            gone: count,
            sharded,
            record: record.clone(),
        }))
    }

    /// The index with all its terms and pairs.
    fn open_base(&self) -> Option<Index<Vec<u8>>> {
        let mut base = Index::open(self.base.clone()).ok()?;
        let is_read = |block| matches!(block, Block::Terms(_) | Block::Pairs(_));
        published::provide(&mut base, &self.folder, &is_read).ok()?;
        Some(base)
    }
}
