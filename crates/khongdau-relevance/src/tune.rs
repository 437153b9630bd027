//! Tries other constants of the ranking: changed with one half of the queries, judged with the
//! other.

use crate::collection::Collection;
use crate::queries::{Half, Query, half};
use crate::scores::{Score, answer};
use khongdau_core::search::ranking::Weights;
use std::collections::BTreeMap;

/// A constant: its name, and where it is.
type Constant = (&'static str, fn(&mut Weights) -> &mut f32);

const CONSTANTS: [Constant; 14] = [
    ("k1", |w| &mut w.k1),
    ("title.weight", |w| &mut w.title.weight),
    ("title.b", |w| &mut w.title.b),
    ("body.b", |w| &mut w.body.b),
    ("completion", |w| &mut w.completion),
    ("pair", |w| &mut w.pair),
    ("gapped_pair", |w| &mut w.gapped_pair),
    ("function_pair", |w| &mut w.function_pair),
    ("body_run", |w| &mut w.body_run),
    ("title_run", |w| &mut w.title_run),
    ("title_start", |w| &mut w.title_start),
    ("whole_title", |w| &mut w.whole_title),
    ("guess", |w| &mut w.guess),
    ("document_number", |w| &mut w.document_number),
];
/// What a constant is multiplied by in turn.
const FACTORS: [f32; 2] = [0.75, 1.33];
/// An improvement of the mean MRR@10 below this is chance.
const LEAST: f64 = 1e-4;

/// One pass over all constants, each kept where the odd half of the queries is the better for
/// it. Gives what happened, a line each: no constant is changed anywhere else.
pub fn tune(collection: &mut Collection, queries: &[Query]) -> Vec<String> {
    let odd = half(queries.to_vec(), Half::Odd);
    let even = half(queries.to_vec(), Half::Even);
    let mut lines = Vec::new();
    let mut best = Weights::default();
    let mut worth = mean(collection, best, &odd);
    let before = [worth, mean(collection, best, &even)];
    for (name, constant) in CONSTANTS {
        for factor in FACTORS {
            let mut tried = best;
            *constant(&mut tried) *= factor;
            let value = *constant(&mut tried);
            let found = mean(collection, tried, &odd);
            let kept = found > worth + LEAST;
            let verdict = if kept { "kept" } else { "no" };
            lines.push(format!(
                "{name:16} {value:8.3}  odd half {found:.4}  {verdict}"
            ));
            if kept {
                (best, worth) = (tried, found);
                break;
            }
        }
    }
    let after = mean(collection, best, &even);
    lines.push(format!("odd half  {:.4} → {worth:.4}", before[0]));
    lines.push(format!("even half {:.4} → {after:.4}", before[1]));
    collection.searcher.set_weights(Weights::default());
    lines
}

/// Mean over kinds of their MRR@10.
fn mean(collection: &mut Collection, weights: Weights, queries: &[Query]) -> f64 {
    collection.searcher.set_weights(weights);
    let mut by_kind: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for query in queries {
        let found = answer(collection, query);
        by_kind.entry(&query.kind).or_default().push(found);
    }
    let scores = by_kind
        .values()
        .map(|answers| Score::of(answers.iter()).mrr);
    scores.sum::<f64>() / by_kind.len().max(1) as f64
}
