//! `khongdau check-queries`: whether the queries that a site cares about still find their documents.

mod file;

use crate::cli::CheckQueriesArgs;
use crate::published::Published;
use crate::terminal::{grouped, plain};
use anyhow::Context;
use file::GoldenQuery;
use khongdau_core::index::Index;
use khongdau_core::search::{Hit, SearchOptions, Searcher};
use serde::Serialize;
use std::collections::HashSet;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

/// How far down a lost document is looked for.
const DEPTH: usize = 100;
/// Something could not be checked at all.
const UNCHECKED: u8 = 2;

/// Checks and prints. Where nothing could be checked, it says why and fails with its own code, so
/// that a script can tell that from a lost query.
pub fn run(args: &CheckQueriesArgs) -> anyhow::Result<ExitCode> {
    let checked = match check(args) {
        Ok(checked) => checked,
        Err(error) => {
            crate::report(&error);
            return Ok(UNCHECKED.into());
        }
    };
    match args.json {
        true => super::print_json(&checked)?,
        false => super::print(&checked.text(&args.queries))?,
    }
    Ok(match checked.lost.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// What came of all queries; its JSON form is in `khongdau check-queries --help`.
#[derive(Serialize)]
struct Checked {
    queries: usize,
    lost: Vec<Lost>,
}

/// A query whose document is not where it should be.
#[derive(Serialize)]
struct Lost {
    line: usize,
    text: String,
    document: String,
    top: usize,
    /// From 1; `None` below [`DEPTH`].
    rank: Option<usize>,
    first: Option<First>,
}

/// What came first instead.
#[derive(Serialize)]
struct First {
    id: String,
    title: String,
}

fn check(args: &CheckQueriesArgs) -> anyhow::Result<Checked> {
    let mut published = Published::open(&args.file)?;
    let queries = file::read(&args.queries)?;
    published.bring_all()?;
    let mut searcher = published.searcher;
    refuse_unknown_documents(args, searcher.index(), &queries)?;
    let number = queries.len();
    let lost = queries
        .into_iter()
        .filter_map(|query| lost(&mut searcher, query))
        .collect();
    Ok(Checked {
        queries: number,
        lost,
    })
}

/// A document that the index does not have is a slip in the file: no search could find it.
fn refuse_unknown_documents(
    args: &CheckQueriesArgs,
    index: &Index<Vec<u8>>,
    queries: &[GoldenQuery],
) -> anyhow::Result<()> {
    let known = identifiers(index).context("the index cannot be read")?;
    match queries
        .iter()
        .find(|query| !known.contains(&query.document))
    {
        None => Ok(()),
        Some(query) => anyhow::bail!(
            "{}:{}: {} has no document with the id or URL {:?}",
            args.queries.display(),
            query.line,
            args.file.display(),
            query.document
        ),
    }
}

/// Every id and every URL.
fn identifiers(index: &Index<Vec<u8>>) -> Option<HashSet<String>> {
    let view = index.view()?;
    let articles = index.documents().map(|doc| view.article(doc));
    let mut known = HashSet::new();
    for article in articles {
        let article = article?;
        known.extend([article.id.to_owned(), article.url.to_owned()]);
    }
    Some(known)
}

/// Asks as the page does, where the last word may be unfinished.
fn lost(searcher: &mut Searcher<Vec<u8>>, query: GoldenQuery) -> Option<Lost> {
    let options = SearchOptions {
        limit: DEPTH,
        ..SearchOptions::default()
    };
    let hits = searcher.search(&query.text, options).hits;
    let is_wanted = |hit: &Hit| hit.id == query.document || hit.url == query.document;
    let rank = hits.iter().position(is_wanted).map(|before| before + 1);
    if rank.is_some_and(|rank| rank <= query.top) {
        return None;
    }
    Some(Lost {
        line: query.line,
        text: query.text,
        document: query.document,
        top: query.top,
        rank,
        first: hits.into_iter().next().map(|hit| First {
            id: hit.id,
            title: hit.title.text,
        }),
    })
}

impl Checked {
    /// A line for each lost query, and the count.
    fn text(&self, file: &Path) -> String {
        let mut out = String::new();
        for lost in &self.lost {
            // Writing to a String does not fail.
            let _ = writeln!(
                out,
                "{}:{}",
                plain(&file.display().to_string()),
                lost.line()
            );
        }
        let _ = writeln!(
            out,
            "{}: {} found, {} lost",
            match self.queries {
                1 => "1 query".to_owned(),
                number => format!("{} queries", grouped(number as u64)),
            },
            grouped((self.queries - self.lost.len()) as u64),
            grouped(self.lost.len() as u64)
        );
        out
    }
}

impl Lost {
    /// `3: "nghị quyết 29": id is at rank 5, not among the first 3; first is other "Title"`
    fn line(&self) -> String {
        let wanted = match self.top {
            1 => "not first".to_owned(),
            top => format!("not among the first {top}"),
        };
        let place = match self.rank {
            Some(rank) => format!("is at rank {rank}, {wanted}"),
            None => format!("is not among the first {DEPTH}"),
        };
        let first = match &self.first {
            Some(first) => format!("first is {} \"{}\"", plain(&first.id), plain(&first.title)),
            None => "nothing is found".to_owned(),
        };
        let (text, document) = (plain(&self.text), plain(&self.document));
        format!("{}: \"{text}\": {document} {place}; {first}", self.line)
    }
}
