//! The files of a sharded index beside its first one: which there are, and whether they are right.

use flate2::bufread::GzDecoder;
use khongdau_core::index::Index;
use khongdau_core::index::blocks::Shard;
use khongdau_core::index::shards;
use std::collections::BTreeSet;
use std::io::Read;

/// How compressed files begin (RFC 1952).
const GZIP: &[u8] = b"\x1f\x8b";
/// No shard is larger, decompressed; what claims to be is not read to its end.
const LARGEST: u64 = 1 << 30;

/// A sharded index, by its first file.
pub struct Shards {
    first: Index<Vec<u8>>,
    all: Vec<Shard>,
}

impl Shards {
    /// Those that a first file names; `None` where it is a whole index, or none that can be read.
    pub fn of(first_file: &[u8]) -> Option<Shards> {
        let first = Index::open(plain(first_file)?).ok()?;
        let all = first
            .is_sharded()
            .then(|| shards::shards(&first).collect())?;
        Some(Shards { first, all })
    }

    /// All of them.
    pub fn all(&self) -> Vec<Shard> {
        self.all.clone()
    }

    /// One of each kind and the last: enough to see how a server sends them.
    pub fn samples(&self) -> Vec<Shard> {
        let mut kinds = BTreeSet::new();
        let last = self.all.len().saturating_sub(1);
        let is_sample = |(at, shard): &(usize, &Shard)| {
            let kind = shard.path.split('/').next().unwrap_or_default();
            kinds.insert(kind.to_owned()) || *at == last
        };
        let samples = self.all.iter().enumerate().filter(is_sample);
        samples.map(|(_, shard)| shard.clone()).collect()
    }

    /// Whether a file is the shard that belongs to this index.
    pub fn is_genuine(&mut self, shard: &Shard, file: &[u8]) -> bool {
        plain(file).is_some_and(|bytes| self.first.provide(shard, bytes).is_ok())
    }
}

/// Whether a file is compressed in itself, so that a server gains nothing by doing it again.
pub fn is_compressed(file: &[u8]) -> bool {
    file.starts_with(GZIP)
}

/// What a file holds; `None` where it is compressed and damaged.
fn plain(file: &[u8]) -> Option<Vec<u8>> {
    if !is_compressed(file) {
        return Some(file.to_vec());
    }
    let mut bytes = Vec::new();
    let mut decoder = GzDecoder::new(file).take(LARGEST);
    decoder.read_to_end(&mut bytes).ok()?;
    // Browsers refuse what has more behind its end.
    let rest = decoder.into_inner().into_inner();
    rest.is_empty().then_some(bytes)
}
