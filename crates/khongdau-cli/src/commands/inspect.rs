//! `khongdau inspect`: what an index holds and what takes its space.

use crate::cli::InspectArgs;
use crate::terminal::{counted, grouped, plain};
use khongdau_core::index::Stats;
use serde::Serialize;
use std::fmt::Write;

/// Opens the index and prints its numbers.
pub fn run(args: &InspectArgs) -> anyhow::Result<()> {
    let index = super::open(&args.file)?;
    let (stats, sections) = (index.stats(), index.sections());
    match args.json {
        true => super::print_json(&JsonStats::new(&stats, &sections)),
        false => super::print(&table(&args.file.display().to_string(), &stats, &sections)),
    }
}

/// Tag, content and bytes.
type Section = (&'static str, &'static str, u64);

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
    let rows = [("", "header", header)]
        .into_iter()
        .chain(sections.iter().copied());
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
