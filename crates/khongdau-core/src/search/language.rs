//! A bigram model of the index: how likely terms follow each other.
//!
//! A word that was typed may be any of several terms: without accents, with a typo, half
//! typed. The model finds the row of terms that is most likely as a whole (Viterbi 1967), from
//! counts of terms and pairs with absolute discounting (Ney, Essen and Kneser 1994). Costs are
//! negative natural logarithms of probabilities.

use crate::index::View;
use crate::index::terms::TermOrd;

/// What is taken off each count of a pair and given to pairs that were never seen; the usual
/// value, and the best one on our own measurements.
const DISCOUNT: f32 = 0.75;
/// The share that pairs never seen get behind a term of ordinary frequency.
const BACKOFF: f32 = 0.3;

/// A term that a word may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct State {
    /// The term.
    pub ord: TermOrd,
    /// How unlikely it is that this was typed where the term is meant; 0 is certain.
    pub cost: f32,
}

/// The terms one word may mean, by ordinal.
pub type Column = Vec<State>;

/// The most likely row of terms.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BestRow {
    /// For each column the place of the best state.
    pub states: Vec<usize>,
    /// For each state of each column the cost of the best row through it.
    pub through: Vec<Vec<f32>>,
    /// Whether each term was seen behind the one before it; the first counts as seen.
    pub seen: Vec<bool>,
}

/// Costs between two columns, row by row of the first.
struct Step {
    costs: Vec<f32>,
    seen: Vec<bool>,
}

/// Finds the best row through columns, none of which is empty.
pub fn best_row(view: &View<'_>, columns: &[Column]) -> BestRow {
    let Some(first) = columns.first() else {
        return BestRow::default();
    };
    let steps: Vec<Step> = columns
        .windows(2)
        .map(|pair| step(view, &pair[0], &pair[1]))
        .collect();
    let start = first
        .iter()
        .map(|state| state.cost + start_cost(view, state.ord));
    let mut through = vec![start.collect::<Vec<f32>>()];
    for (step, column) in steps.iter().zip(&columns[1..]) {
        let before = &through[through.len() - 1];
        let reach = |to: usize| {
            let ways = before.iter().enumerate();
            least(ways.map(|(from, cost)| cost + step.costs[from * column.len() + to]))
        };
        let costs = column
            .iter()
            .enumerate()
            .map(|(to, state)| state.cost + reach(to));
        through.push(costs.collect());
    }
    add_way_behind(columns, &steps, &mut through);
    let mut row = BestRow {
        states: through.iter().map(|costs| cheapest(costs)).collect(),
        through,
        seen: Vec::with_capacity(columns.len()),
    };
    row.seen.push(true);
    for (at, step) in steps.iter().enumerate() {
        let place = row.states[at] * columns[at + 1].len() + row.states[at + 1];
        row.seen.push(step.seen[place]);
    }
    row
}

fn least(costs: impl Iterator<Item = f32>) -> f32 {
    costs.fold(f32::INFINITY, f32::min)
}

/// Adds to the cost of the way to each state that of the way from it to the end.
fn add_way_behind(columns: &[Column], steps: &[Step], through: &mut [Vec<f32>]) {
    let mut behind = vec![0.0; columns.last().map_or(0, Vec::len)];
    for at in (0..columns.len()).rev() {
        through[at]
            .iter_mut()
            .zip(&behind)
            .for_each(|(cost, rest)| *cost += rest);
        let Some(before) = at.checked_sub(1) else {
            break;
        };
        let column = &columns[at];
        let costs = &steps[before].costs;
        let from_state = |from: usize| {
            let ways = column.iter().zip(&behind).enumerate();
            least(
                ways.map(|(to, (state, rest))| costs[from * column.len() + to] + state.cost + rest),
            )
        };
        behind = (0..columns[before].len()).map(from_state).collect();
    }
}

fn cheapest(costs: &[f32]) -> usize {
    let mut best = 0;
    for (at, cost) in costs.iter().enumerate() {
        if *cost < costs[best] {
            best = at;
        }
    }
    best
}

/// The share of a term among all tokens.
pub fn probability(view: &View<'_>, ord: TermOrd) -> f32 {
    view.pairs.count(ord) as f32 / view.root.all_tokens()
}

/// The cost of a term where nothing is known before it.
fn start_cost(view: &View<'_>, ord: TermOrd) -> f32 {
    -probability(view, ord).ln()
}

/// The cost of a term of this probability behind one that occurs `first` times, both together
/// `together` times (0: never seen).
pub fn pair_cost(together: u32, first: u32, probability: f32) -> f32 {
    let seen = (together as f32 - DISCOUNT).max(0.0) / first.max(together).max(1) as f32;
    -(seen + BACKOFF * probability).ln()
}

fn step(view: &View<'_>, from: &Column, to: &Column) -> Step {
    let width = to.len();
    let shares: Vec<f32> = to
        .iter()
        .map(|state| probability(view, state.ord))
        .collect();
    let unseen: Vec<f32> = shares.iter().map(|share| pair_cost(0, 1, *share)).collect();
    let mut step = Step {
        costs: Vec::with_capacity(from.len() * width),
        seen: vec![false; from.len() * width],
    };
    for (row, state) in from.iter().enumerate() {
        step.costs.extend_from_slice(&unseen);
        let count = view.pairs.count(state.ord);
        together(view, state.ord, to, |at, pairs| {
            step.costs[row * width + at] = pair_cost(pairs, count, shares[at]);
            step.seen[row * width + at] = true;
        });
    }
    step
}

/// Calls `visit` with the place of each state that was seen behind `first`, and how often.
pub fn together(
    view: &View<'_>,
    first: TermOrd,
    column: &Column,
    mut visit: impl FnMut(usize, u32),
) {
    let (Some(low), Some(high)) = (column.first(), column.last()) else {
        return;
    };
    let mut at = 0;
    view.pairs
        .followers(first, low.ord.0..high.ord.0 + 1, &mut |follower, count| {
            while column.get(at).is_some_and(|state| state.ord < follower) {
                at += 1;
            }
            if column.get(at).is_some_and(|state| state.ord == follower) {
                visit(at, count);
            }
        });
}
