//! A report as people read it.

use super::{Kinds, Report, Spread};
use crate::terminal::{bytes, counted, grouped, plain};
use std::fmt::Write;

/// All of it.
pub fn page(report: &Report) -> String {
    let mut out = format!(
        "{}, measured with {}\n\n",
        counted(report.articles.into(), "article"),
        counted(report.queries as u64, "query").replace("querys", "queries"),
    );
    // Writing to a String does not fail.
    let _ = writeln!(
        out,
        "{:<12} {:>10} {:>10} {:>10}",
        "", "median", "19 of 20", "worst"
    );
    row(&mut out, "first query", &report.first);
    row(&mut out, "typed query", &report.typed);
    out.push_str("\nOf a first query:\n");
    for file in &report.fixed {
        line(&mut out, &file.file, file.bytes);
    }
    kinds(&mut out, &report.per_first);
    let _ = writeln!(
        out,
        "Shards come in {}.",
        counted(report.rounds as u64, "round")
    );
    out.push_str("\nOf a typed query, besides what is fixed:\n");
    kinds(&mut out, &report.per_typed);
    lists(&mut out, report);
    out
}

fn kinds(out: &mut String, kinds: &Kinds) {
    for (name, size) in [
        ("terms", kinds.terms),
        ("pairs", kinds.pairs),
        ("articles", kinds.articles),
        ("others", kinds.others),
    ] {
        if size > 0 {
            line(out, &format!("shards of {name}, on average"), size);
        }
    }
}

fn row(out: &mut String, name: &str, spread: &Spread) {
    let _ = writeln!(
        out,
        "{name:<12} {:>10} {:>10} {:>10}  \"{}\"",
        bytes(spread.median as u64),
        bytes(spread.p95 as u64),
        bytes(spread.worst as u64),
        plain(&spread.worst_query),
    );
}

fn line(out: &mut String, name: &str, size: usize) {
    let _ = writeln!(out, "{:>10}  {}", bytes(size as u64), plain(name));
}

fn lists(out: &mut String, report: &Report) {
    if !report.shards.is_empty() {
        out.push_str("\nShards that make the most bytes of all first queries together:\n");
    }
    for shard in &report.shards {
        let _ = writeln!(
            out,
            "{:>10}  in {:>3} of {}  {}  {}",
            bytes(shard.bytes as u64),
            shard.queries,
            report.queries,
            shard.path,
            plain(&shard.holds),
        );
    }
    if !report.terms.is_empty() {
        out.push_str("\nTerms with the most bytes:\n");
    }
    for term in &report.terms {
        let _ = writeln!(
            out,
            "{:>10}  in {} articles  {}",
            bytes(term.bytes as u64),
            grouped(term.articles.into()),
            plain(&term.term),
        );
    }
}
