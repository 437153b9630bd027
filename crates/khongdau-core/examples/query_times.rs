//! How long does a warm query take? Median and 95th percentile over a file of queries.
//!
//! ```text
//! cargo run --release -p khongdau-core --example query_times -- INDEX.kdx QUERIES.jsonl
//! ```
//!
//! Queries are lines of JSON with a `query`; each is timed by its fastest of several runs, so
//! that a busy machine shows less.

use khongdau_core::index::Index;
use khongdau_core::search::{SearchOptions, Searcher};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [index, queries] = &paths[..] else {
        return Err("usage: query_times INDEX QUERIES".into());
    };
    let mut searcher = Searcher::new(Index::open(std::fs::read(index)?)?);
    let mut times = Vec::new();
    for line in std::fs::read_to_string(queries)?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let query = row["query"].as_str().ok_or("a line has no query")?;
        times.push((fastest(&mut searcher, query), query.to_string()));
    }
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].0;
    let (slowest, query) = times.last().ok_or("there is no query")?;
    println!(
        "{} queries: p50 {:.1} µs, p95 {:.1} µs, slowest {slowest:.1} µs «{query}»",
        times.len(),
        at(0.5),
        at(0.95)
    );
    Ok(())
}

/// Microseconds of the fastest of five runs.
fn fastest<D: AsRef<[u8]>>(searcher: &mut Searcher<D>, query: &str) -> f64 {
    let run = |_| {
        let start = Instant::now();
        std::hint::black_box(searcher.search(query, SearchOptions::default()));
        start.elapsed().as_secs_f64() * 1e6
    };
    (0..5).map(run).fold(f64::INFINITY, f64::min)
}
