//! `khongdau-relevance`: how good is search, and how fast?

use anyhow::Context;
use clap::Parser;
use khongdau_relevance::collection::Collection;
use khongdau_relevance::queries::{self, Half, Query};
use khongdau_relevance::report::{Report, ask_all};
use khongdau_relevance::{tune, typing};
use std::collections::BTreeSet;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const AFTER_HELP: &str = "\
Without --corpus the articles of seeds/ are searched, and without --queries they
are asked the queries in tests/queries/.

Articles are a folder of .txt files, or a file with one JSON object a line,
{\"id\", \"url\", \"title\", \"date\", \"source\", \"text\"}, as .jsonl, .jsonl.gz or
.jsonl.xz. Queries are lines {\"query\", \"kind\", \"relevant\": [ids]} or {\"query\",
\"kind\", \"first\": id}. Where there are queries of the kind title_plain, the first
three and four syllables of the titles that they want are asked as well (title_3,
title_4): every article whose title begins so is relevant. They are not part of
the overall row.

  hit@1      share of queries whose first hit is relevant
  MRR@10     mean of 1 / rank of the first relevant hit, 0 below rank 10
  recall@10  mean share of the relevant articles among the first ten hits

Same input, same output, except for times.";

/// Measures how good search is, over queries with known answers
#[derive(Debug, Parser)]
#[command(name = "khongdau-relevance", after_help = AFTER_HELP)]
struct Args {
    /// Articles to search
    #[arg(long, value_name = "FILE", requires = "queries")]
    corpus: Option<PathBuf>,
    /// Queries to ask; may be given several times
    #[arg(long, value_name = "FILE")]
    queries: Vec<PathBuf>,
    /// One JSON object on one line
    #[arg(long)]
    json: bool,
    /// Show the N worst queries of each kind
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    failures: usize,
    /// Every second query of each kind: change with one half, judge with the other
    #[arg(long, value_enum)]
    half: Option<Half>,
    /// Queries of this kind only; may be given several times
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Microseconds of a query, the fastest of three runs
    #[arg(long)]
    times: bool,
    /// Type 200 of the queries letter by letter; microseconds of the search after each
    #[arg(long)]
    typing: bool,
    /// Try other constants of the ranking: changed with one half of the queries, judged with the
    /// other
    #[arg(long)]
    tune: bool,
}

fn main() -> ExitCode {
    let result = run(&Args::parse());
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_output(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("khongdau-relevance: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whoever reads the output has seen enough (`| head -1`).
fn is_closed_output(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

fn run(args: &Args) -> anyhow::Result<()> {
    let mut collection = match &args.corpus {
        Some(path) => Collection::read(path)?,
        None => seeds()?,
    };
    let queries = wanted_queries(args, &collection)?;
    if args.tune {
        let lines = tune::tune(&mut collection, &queries).join("\n") + "\n";
        return Ok(std::io::stdout().write_all(lines.as_bytes())?);
    }
    let asked = ask_all(&mut collection, &queries, args.times);
    let typed = match args.typing {
        true => typing::times(&mut collection, &queries.iter().collect::<Vec<_>>()),
        false => Vec::new(),
    };
    let report = Report::new(&mut collection, &asked, typed, args.failures);
    let text = match args.json {
        true => serde_json::to_string(&report)? + "\n",
        false => report.text(),
    };
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}

fn seeds() -> anyhow::Result<Collection> {
    let mut collection = Collection::read(&checkout().join("seeds"))?;
    collection.name = "seeds".to_owned();
    Ok(collection)
}

/// The checkout that this program was compiled in.
fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn wanted_queries(args: &Args, collection: &Collection) -> anyhow::Result<Vec<Query>> {
    let mut queries = Vec::new();
    for path in query_files(args)? {
        queries.extend(queries::read(&path, collection)?);
    }
    if let Some(half) = args.half {
        queries = queries::half(queries, half);
    }
    queries.extend(queries::cut_titles(&queries, collection));
    let kinds: BTreeSet<String> = queries.iter().map(|query| query.kind.clone()).collect();
    queries.retain(|query| args.kind.is_empty() || args.kind.contains(&query.kind));
    if queries.is_empty() {
        let kinds = Vec::from_iter(kinds).join(", ");
        eprintln!(
            "{}: no query is of a kind that is wanted. There are: {kinds}.",
            collection.name
        );
    }
    Ok(queries)
}

/// The files named in the arguments, or those of the seeds, by name.
fn query_files(args: &Args) -> anyhow::Result<Vec<PathBuf>> {
    if !args.queries.is_empty() {
        return Ok(args.queries.clone());
    }
    let folder = checkout().join("tests/queries");
    let unreadable = || format!("{}: cannot be read", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(unreadable)? {
        paths.push(entry.with_context(unreadable)?.path());
    }
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "jsonl")
    });
    paths.sort();
    Ok(paths)
}
