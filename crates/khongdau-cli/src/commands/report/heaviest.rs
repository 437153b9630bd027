//! The shards that cost a site's visitors most, and the terms that fill them.

use crate::download::Site;
use khongdau_core::index::blocks::{Block, Part, Shard};
use khongdau_core::index::root::Root;
use khongdau_core::index::terms::TermOrd;
use khongdau_core::index::{Index, shards};
use khongdau_core::text::{Placement, Term, spelling};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A shard that was downloaded.
#[derive(Debug, Serialize)]
pub struct HeavyShard {
    pub path: String,
    /// What is in it, in words.
    pub holds: String,
    pub bytes: usize,
    /// Queries that needed it.
    pub queries: usize,
}

/// A term, with all that is stored of it.
#[derive(Debug, Serialize)]
pub struct HeavyTerm {
    /// As the analyzer writes it.
    pub term: String,
    pub bytes: usize,
    pub articles: u32,
}

/// Those that make the most bytes over all queries together.
pub fn shards(
    site: &Site,
    downloads: &BTreeMap<Shard, usize>,
    count: usize,
) -> anyhow::Result<Vec<HeavyShard>> {
    let index = site.index()?;
    let view = index.view().ok_or_else(broken)?;
    let mut all: Vec<HeavyShard> = (downloads.iter())
        .map(|(shard, queries)| HeavyShard {
            path: shard.path.clone(),
            holds: holds(view.root, shard),
            bytes: site.sent(shard),
            queries: *queries,
        })
        .collect();
    all.sort_by_key(|shard| Reverse(shard.bytes * shard.queries));
    all.truncate(count);
    Ok(all)
}

fn holds(root: &Root, shard: &Shard) -> String {
    // Its blocks are as small as blocks are.
    let is_base = shard.part == Part::Base;
    let key = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let range = |what: &str, keys: &mut dyn Iterator<Item = &[u8]>| match (keys.next(), keys.next())
    {
        (Some(first), Some(next)) => format!("{what} {:?} up to {:?}", key(first), key(next)),
        (Some(first), None) => format!("{what} from {:?}", key(first)),
        _ => what.to_owned(),
    };
    match shard.block {
        Block::Terms(_) if !is_base => "terms of the update".to_owned(),
        Block::Pairs(_) if !is_base => "pairs of the update".to_owned(),
        Block::Terms(number) => {
            let keys = root.term_blocks.iter().map(|(key, _)| &key[..]);
            range("terms", &mut keys.skip(number as usize))
        }
        Block::Pairs(number) => {
            let keys = root.pair_blocks.iter().map(|key| &key[..]);
            range("pairs", &mut keys.skip(number as usize))
        }
        Block::Tail(_) => "the rest of a long list".to_owned(),
        Block::Article(number) => format!("article {number}"),
        Block::Rest(_) => "the rest of a long article".to_owned(),
        Block::Columns => "dates and filters".to_owned(),
        Block::Keys => "keys for typos".to_owned(),
    }
}

/// Those with the longest records.
pub fn terms(site: &Site, count: usize) -> anyhow::Result<Vec<HeavyTerm>> {
    let mut index = site.index()?;
    if index.is_sharded() {
        bring_terms(site, &mut index)?;
    }
    let view = index.view().ok_or_else(broken)?;
    let bytes = |ord: u32| view.terms.record(TermOrd(ord)).map_or(0, <[u8]>::len);
    let mut all: Vec<(usize, u32)> = (0..view.root.terms).map(|ord| (bytes(ord), ord)).collect();
    all.sort_by_key(|(bytes, ord)| (Reverse(*bytes), *ord));
    let heavy = |(bytes, ord): (usize, u32)| HeavyTerm {
        term: view
            .terms
            .term(TermOrd(ord))
            .map_or_else(String::new, written),
        bytes,
        articles: view.list(TermOrd(ord)).map_or(0, |list| list.documents),
    };
    Ok(all.into_iter().take(count).map(heavy).collect())
}

/// In its own spelling, where the marks tell one.
fn written(term: Term) -> String {
    spelling(&term.key, &term.signature, Placement::Old).unwrap_or(term.key)
}

fn bring_terms(site: &Site, index: &mut Index<Vec<u8>>) -> anyhow::Result<()> {
    let is_terms = |shard: &Shard| matches!(shard.block, Block::Terms(_));
    let all: Vec<Shard> = shards::shards(index).filter(is_terms).collect();
    for shard in all {
        index.provide(&shard, site.content(&shard)?)?;
    }
    Ok(())
}

fn broken() -> anyhow::Error {
    anyhow::anyhow!("the index does not open")
}
