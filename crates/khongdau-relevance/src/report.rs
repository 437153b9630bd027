//! What people and programs read of a measurement.

use crate::collection::Collection;
use crate::queries::{Query, is_cut};
use crate::scores::{Answer, LIMIT, Score, answer, ask};
use crate::times::{Percentiles, micros};
use crate::typing::Keystrokes;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How deep failures are looked for.
const DEEP: usize = 100;

/// A query, what came of it, and its time where that is wanted.
#[derive(Debug)]
pub struct Asked<'a> {
    query: &'a Query,
    answer: Answer,
    micros: Option<f64>,
}

/// Asks all queries, and times them where `timed`.
pub fn ask_all<'a>(
    collection: &mut Collection,
    queries: &'a [Query],
    timed: bool,
) -> Vec<Asked<'a>> {
    let mut asked = Vec::with_capacity(queries.len());
    for query in queries {
        asked.push(Asked {
            query,
            answer: answer(collection, query),
            micros: timed.then(|| micros(collection, &query.text)),
        });
    }
    asked
}

/// The measurement of one collection. Its JSON form has the fields in this order, the kinds by
/// name, shares to four digits and microseconds to one; what was not asked for is left out.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    collection: String,
    articles: usize,
    index_bytes: u64,
    kinds: BTreeMap<String, Row>,
    /// Without the cut titles, which come from the queries of another kind.
    overall: Row,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    typing: Vec<TypingRow>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    failures: BTreeMap<String, Vec<Failure>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    queries: usize,
    hit1: f64,
    mrr10: f64,
    recall10: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    p50_micros: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p95_micros: Option<f64>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TypingRow {
    letters: String,
    searches: usize,
    p50_micros: f64,
    p95_micros: f64,
}

/// A query whose first hit is not relevant.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Failure {
    query: String,
    wanted: String,
    wanted_title: String,
    /// Among the first hundred.
    rank: Option<usize>,
    first: Option<String>,
    first_title: Option<String>,
}

impl Report {
    /// Sums the answers up, with the `failures` worst queries of each kind.
    pub fn new(
        collection: &mut Collection,
        asked: &[Asked<'_>],
        typing: Vec<Keystrokes>,
        failures: usize,
    ) -> Report {
        let mut by_kind: BTreeMap<String, Vec<&Asked<'_>>> = BTreeMap::new();
        for one in asked {
            by_kind.entry(one.query.kind.clone()).or_default().push(one);
        }
        let overall: Vec<&Asked<'_>> = asked
            .iter()
            .filter(|one| !is_cut(&one.query.kind))
            .collect();
        let worst = by_kind
            .iter()
            .map(|(kind, asked)| (kind.clone(), worst(collection, asked, failures)))
            .filter(|(_, worst)| !worst.is_empty())
            .collect();
        Report {
            collection: collection.name.clone(),
            articles: collection.len(),
            index_bytes: collection.index_bytes(),
            overall: Row::of(&overall),
            kinds: by_kind
                .into_iter()
                .map(|(kind, asked)| (kind, Row::of(&asked)))
                .collect(),
            typing: typing.into_iter().map(TypingRow::from).collect(),
            failures: worst,
        }
    }

    /// The tables that people read.
    pub fn text(&self) -> String {
        let mut out = format!(
            "{}: {} articles, index of {:.1} KB\n",
            self.collection,
            self.articles,
            self.index_bytes as f64 / 1e3
        );
        out.push_str(&self.scores());
        out.push_str(&self.keystrokes());
        out.push_str(&self.worst_queries());
        out
    }

    fn scores(&self) -> String {
        let mut out = format!(
            "{:<18} {:>7} {:>7} {:>7} {:>9}",
            "kind", "queries", "hit@1", "MRR@10", "recall@10"
        );
        if self.overall.p50_micros.is_some() {
            let _ = write!(out, " {:>9} {:>9}", "p50 µs", "p95 µs");
        }
        out.push('\n');
        let (cuts, kinds): (Vec<_>, Vec<_>) = self.kinds.iter().partition(|(kind, _)| is_cut(kind));
        for (kind, row) in kinds {
            row.write(kind, &mut out);
        }
        self.overall.write("overall", &mut out);
        for (kind, row) in cuts {
            row.write(kind, &mut out);
        }
        out
    }

    fn keystrokes(&self) -> String {
        if self.typing.is_empty() {
            return String::new();
        }
        let mut out = format!(
            "\n{:<18} {:>8} {:>9} {:>9}\n",
            "typed letters", "searches", "p50 µs", "p95 µs"
        );
        for row in &self.typing {
            let _ = writeln!(
                out,
                "{:<18} {:>8} {:>9.1} {:>9.1}",
                row.letters, row.searches, row.p50_micros, row.p95_micros
            );
        }
        out
    }

    fn worst_queries(&self) -> String {
        let mut out = String::new();
        for (kind, failures) in &self.failures {
            let _ = writeln!(out, "\n{kind}");
            failures.iter().for_each(|failure| failure.write(&mut out));
        }
        out
    }
}

impl Row {
    fn of(asked: &[&Asked<'_>]) -> Row {
        let score = Score::of(asked.iter().map(|one| &one.answer));
        let times: Option<Vec<f64>> = asked.iter().map(|one| one.micros).collect();
        let times = times
            .filter(|times| !times.is_empty())
            .map(|times| Percentiles::of(times.into_iter()));
        Row {
            queries: score.queries,
            hit1: rounded(score.hit_1, 1e4),
            mrr10: rounded(score.mrr, 1e4),
            recall10: rounded(score.recall, 1e4),
            p50_micros: times.map(|times| rounded(times.p50, 10.0)),
            p95_micros: times.map(|times| rounded(times.p95, 10.0)),
        }
    }

    fn write(&self, kind: &str, out: &mut String) {
        // Writing to a String does not fail.
        let _ = write!(
            out,
            "{kind:<18} {:>7} {:>7.4} {:>7.4} {:>9.4}",
            self.queries, self.hit1, self.mrr10, self.recall10
        );
        if let (Some(p50), Some(p95)) = (self.p50_micros, self.p95_micros) {
            let _ = write!(out, " {p50:>9.1} {p95:>9.1}");
        }
        out.push('\n');
    }
}

impl From<Keystrokes> for TypingRow {
    fn from(keystrokes: Keystrokes) -> TypingRow {
        TypingRow {
            letters: keystrokes.letters,
            searches: keystrokes.searches,
            p50_micros: rounded(keystrokes.times.p50, 10.0),
            p95_micros: rounded(keystrokes.times.p95, 10.0),
        }
    }
}

fn rounded(number: f64, steps: f64) -> f64 {
    (number * steps).round() / steps
}

/// The queries whose relevant articles stand farthest down, those that are not found before all
/// others; equally bad ones in the order of the file.
fn worst(collection: &mut Collection, asked: &[&Asked<'_>], number: usize) -> Vec<Failure> {
    let failed = asked.iter().filter(|one| one.answer.rank != Some(1));
    let mut ranked = Vec::new();
    if number > 0 {
        ranked.extend(failed.map(|one| (deep_rank(collection, one), *one)));
    }
    ranked.sort_by_key(|(rank, _)| std::cmp::Reverse(rank.unwrap_or(usize::MAX)));
    ranked.truncate(number);
    ranked
        .into_iter()
        .map(|(rank, one)| Failure::new(collection, one, rank))
        .collect()
}

/// The rank of the first relevant article among the first hundred.
fn deep_rank(collection: &mut Collection, asked: &Asked<'_>) -> Option<usize> {
    asked.answer.rank.or_else(|| {
        let hits = ask(collection, &asked.query.text, DEEP).hits;
        let relevant = &asked.query.relevant;
        let before = hits.iter().position(|hit| relevant.contains(&hit.id));
        before.map(|before| before + 1)
    })
}

impl Failure {
    fn new(collection: &Collection, asked: &Asked<'_>, rank: Option<usize>) -> Failure {
        let wanted = asked.query.relevant.first().cloned().unwrap_or_default();
        let (first, first_title) = asked.answer.first.clone().unzip();
        Failure {
            query: asked.query.text.clone(),
            wanted_title: collection.title(&wanted).unwrap_or_default().to_owned(),
            wanted,
            rank,
            first,
            first_title,
        }
    }

    fn write(&self, out: &mut String) {
        let _ = writeln!(out, "  {}", self.query);
        let rank = match self.rank {
            Some(rank) if rank <= LIMIT => format!("at rank {rank}"),
            Some(rank) => format!("at rank {rank}, below the page"),
            None => format!("not among the first {DEEP}"),
        };
        let _ = writeln!(
            out,
            "    wanted {} «{}»: {rank}",
            self.wanted, self.wanted_title
        );
        let _ = match (&self.first, &self.first_title) {
            (Some(id), Some(title)) => writeln!(out, "    first  {id} «{title}»"),
            _ => writeln!(out, "    nothing was found"),
        };
    }
}
