//! `khongdau inspect`: what an index holds and what takes its space.

use crate::cli::InspectArgs;
use crate::disk::fs;
use crate::published::FirstFile;
use crate::terminal::{counted, grouped, plain};
use anyhow::Context;
use khongdau_core::format::container;
use khongdau_core::index::blocks::Block;
use khongdau_core::index::{Index, Stats, shards};
use serde::Serialize;
use std::fmt::Write;

/// Opens the index and prints its numbers.
pub fn run(args: &InspectArgs) -> anyhow::Result<()> {
    let first = FirstFile::read(&args.file)?;
    let name = || args.file.display().to_string();
    let index = Index::open(&first.content[..]).with_context(name)?;
    let (mut stats, mut sections) = (index.stats(), index.sections());
    if index.is_sharded() && !first.folder.as_os_str().is_empty() {
        sections = files(&first, &index)?;
        stats.bytes = sections.iter().map(|(_, _, bytes)| bytes).sum();
    }
    match args.json {
        true => super::print_json(&JsonStats::new(&stats, &sections)),
        false => super::print(&table(&args.file.display().to_string(), &stats, &sections)),
    }
}

/// Tag, content and bytes.
type Section = (&'static str, &'static str, u64);

/// What the files of a sharded index take in its folder, by what they hold.
fn files(first: &FirstFile, index: &Index<&[u8]>) -> anyhow::Result<Vec<Section>> {
    let mut files = vec![("FIRST", "the first file", first.sent.len() as u64)];
    for shard in shards::shards(index) {
        let section = section_of(shard.block);
        let path = first.folder.join(&shard.path);
        let content = fs::read(&path);
        let content = content.with_context(|| format!("{}: cannot be read", path.display()))?;
        let bytes = content.len() as u64;
        match files.iter_mut().find(|(tag, ..)| *tag == section.tag()) {
            Some((_, _, sum)) => *sum += bytes,
            None => files.push((section.tag(), section.title(), bytes)),
        }
    }
    Ok(files)
}

fn section_of(block: Block) -> container::Section {
    match block {
        Block::Terms(_) => container::Section::Terms,
        Block::Pairs(_) => container::Section::Pairs,
        Block::Tail(_) => container::Section::Tails,
        Block::Article(_) | Block::Rest(_) => container::Section::Articles,
        Block::Columns => container::Section::Columns,
        Block::Keys => container::Section::Keys,
    }
}

fn table(name: &str, stats: &Stats, sections: &[Section]) -> String {
    let mut out = format!(
        "{}: {}, {} ({} per article)\n",
        plain(name),
        counted(stats.documents.into(), "article"),
        counted(stats.bytes, "byte"),
        per_document(stats.bytes, stats),
    );
    // Writing to a String does not fail.
    let _ = writeln!(
        out,
        "{}, {} distinct",
        counted(stats.tokens, "token"),
        grouped(stats.terms.into())
    );
    let _ = writeln!(
        out,
        "format version {}, analyzer version {}",
        stats.format_version, stats.analyzer_version
    );
    out.push('\n');
    out.push_str(&section_rows(stats, sections));
    out
}

/// One row for each section; what is left over is the header.
fn section_rows(stats: &Stats, sections: &[Section]) -> String {
    let header = stats.bytes - sections.iter().map(|(_, _, bytes)| bytes).sum::<u64>();
    let rows = [("", "header", header)].into_iter();
    let rows = rows.filter(|(_, _, header)| *header > 0);
    let rows = rows.chain(sections.iter().copied());
    let mut out = format!(
        "{:<7} {:>13} {:>12} {:>7}  holds\n",
        "section", "bytes", "per article", "share"
    );
    for (tag, holds, bytes) in rows {
        let _ = writeln!(
            out,
            "{tag:<7} {:>13} {:>12} {:>6.1}%  {holds}",
            grouped(bytes),
            per_document(bytes, stats),
            100.0 * bytes as f64 / stats.bytes.max(1) as f64,
        );
    }
    out
}

fn per_document(bytes: u64, stats: &Stats) -> String {
    format!("{:.1}", bytes_per_document(bytes, stats))
}

fn bytes_per_document(bytes: u64, stats: &Stats) -> f64 {
    bytes as f64 / f64::from(stats.documents.max(1))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonStats {
    documents: u32,
    terms: u32,
    tokens: u64,
    format_version: u16,
    analyzer_version: u16,
    bytes: u64,
    bytes_per_document: f64,
    sections: Vec<JsonSection>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonSection {
    tag: &'static str,
    holds: &'static str,
    bytes: u64,
    bytes_per_document: f64,
}

impl JsonStats {
    fn new(stats: &Stats, sections: &[Section]) -> Self {
        let section = |&(tag, holds, bytes): &Section| JsonSection {
            tag,
            holds,
            bytes,
            bytes_per_document: bytes_per_document(bytes, stats),
        };
        JsonStats {
            documents: stats.documents,
            terms: stats.terms,
            tokens: stats.tokens,
            format_version: stats.format_version,
            analyzer_version: stats.analyzer_version,
            bytes: stats.bytes,
            bytes_per_document: bytes_per_document(stats.bytes, stats),
            sections: sections.iter().map(section).collect(),
        }
    }
}
