//! `khongdau report`: what a visitor downloads to search, and what of it is heavy.

mod heaviest;
mod text;

use crate::cli::ReportArgs;
use crate::disk::fs;
use crate::download::{Site, Visit, downloads, sample};
use crate::terminal::{bytes, plain};
use anyhow::Context;
use heaviest::{HeavyShard, HeavyTerm};
use khongdau_core::index::blocks::Block;
use serde::Serialize;
use std::process::ExitCode;

/// Typed queries cost a search a letter: fewer tell as much.
const TYPED: usize = 20;

/// Measures and prints.
pub fn run(args: &ReportArgs) -> anyhow::Result<ExitCode> {
    match measured(args) {
        Ok(report) => {
            match args.json {
                true => super::print_json(&report)?,
                false => super::print(&text::page(&report))?,
            }
            let over = args.budget.is_some_and(|budget| report.is_over(budget));
            Ok(ExitCode::from(u8::from(over)))
        }
        Err(error) => {
            crate::report(&error);
            Ok(ExitCode::from(2))
        }
    }
}

fn measured(args: &ReportArgs) -> anyhow::Result<Report> {
    let mut site = Site::open(&args.input, args.client.as_deref())?;
    let queries = match &args.queries {
        Some(file) => lines(file)?,
        None => sample(&site, args.sample)?,
    };
    Report::of(&mut site, &queries, args.heaviest)
}

fn lines(file: &std::path::Path) -> anyhow::Result<Vec<String>> {
    let name = file.display();
    let text = fs::read_to_string(file).with_context(|| format!("{name}: cannot be read"))?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let queries: Vec<String> = lines.map(str::to_owned).collect();
    anyhow::ensure!(
        !queries.is_empty(),
        "{name}: has no query: write one a line"
    );
    Ok(queries)
}

/// What was measured; sizes in bytes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    articles: u32,
    queries: usize,
    fixed: Vec<File>,
    first: Spread,
    typed: Spread,
    per_first: Kinds,
    per_typed: Kinds,
    /// Rounds of a first query that most need at most.
    rounds: usize,
    shards: Vec<HeavyShard>,
    terms: Vec<HeavyTerm>,
}

#[derive(Debug, Serialize)]
struct File {
    file: String,
    bytes: usize,
}

/// Of all queries.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Spread {
    median: usize,
    p95: usize,
    worst: usize,
    worst_query: String,
}

/// What an average query downloads of shards.
#[derive(Debug, Default, Serialize)]
struct Kinds {
    terms: usize,
    pairs: usize,
    articles: usize,
    others: usize,
}

impl Report {
    /// Measures a site with these queries.
    pub fn of(site: &mut Site, queries: &[String], heaviest: usize) -> anyhow::Result<Report> {
        anyhow::ensure!(
            !queries.is_empty(),
            "no article has a title to take a query from: give some with --queries"
        );
        let visit = |query: &String| site.first_query(query);
        let first: Vec<Visit> = queries.iter().map(visit).collect::<Result<_, _>>()?;
        let some = queries.iter().step_by(queries.len().div_ceil(TYPED));
        let some: Vec<&String> = some.collect();
        let visit = |query: &&String| site.typed(query);
        let typed: Vec<Visit> = some.iter().map(visit).collect::<Result<_, _>>()?;
        let fixed = site.fixed_bytes();
        let mut rounds: Vec<usize> = first.iter().map(|visit| visit.rounds).collect();
        rounds.sort_unstable();
        Ok(Report {
            articles: site.index()?.stats().documents,
            queries: queries.len(),
            first: Spread::of(fixed, &first, &mut queries.iter()),
            typed: Spread::of(fixed, &typed, &mut some.into_iter()),
            per_first: Kinds::of(site, &first),
            per_typed: Kinds::of(site, &typed),
            rounds: rounds[rounds.len() / 2],
            shards: heaviest::shards(site, &downloads(first.iter()), heaviest)?,
            terms: heaviest::terms(site, heaviest)?,
            fixed: (site.fixed.iter())
                .map(|(file, bytes)| File {
                    file: file.clone(),
                    bytes: *bytes,
                })
                .collect(),
        })
    }

    /// Whether a first query needs more.
    pub fn is_over(&self, budget: usize) -> bool {
        self.first.worst > budget
    }

    /// Refuses what is over the budget, in words.
    pub fn refuse_over(&self, budget: usize) -> anyhow::Result<()> {
        anyhow::ensure!(
            !self.is_over(budget),
            "the query \"{}\" needs {} at first, over the budget of {} (half of {} queries need {}): \
             `khongdau report` says what is heavy",
            plain(&self.first.worst_query),
            bytes(self.first.worst as u64),
            bytes(budget as u64),
            self.queries,
            bytes(self.first.median as u64),
        );
        Ok(())
    }
}

impl Spread {
    fn of(fixed: usize, visits: &[Visit], queries: &mut dyn Iterator<Item = &String>) -> Spread {
        let mut all: Vec<(usize, &String)> = (visits.iter().zip(queries))
            .map(|(visit, query)| (fixed + visit.bytes, query))
            .collect();
        all.sort();
        let at = |share: usize| all[(all.len() * share / 100).min(all.len() - 1)];
        Spread {
            median: at(50).0,
            p95: at(95).0,
            worst: at(100).0,
            worst_query: at(100).1.clone(),
        }
    }
}

impl Kinds {
    fn of(site: &Site, visits: &[Visit]) -> Kinds {
        let mut kinds = Kinds::default();
        for shard in visits.iter().flat_map(|visit| &visit.shards) {
            *kinds.of_block(shard.block) += site.sent(shard);
        }
        let Kinds {
            terms,
            pairs,
            articles,
            others,
        } = kinds;
        let [terms, pairs, articles, others] =
            [terms, pairs, articles, others].map(|all| all / visits.len().max(1));
        Kinds {
            terms,
            pairs,
            articles,
            others,
        }
    }

    fn of_block(&mut self, block: Block) -> &mut usize {
        match block {
            Block::Terms(_) => &mut self.terms,
            Block::Pairs(_) => &mut self.pairs,
            Block::Article(_) | Block::Rest(_) => &mut self.articles,
            Block::Tail(_) | Block::Columns | Block::Keys => &mut self.others,
        }
    }
}
