//! Which documents a reader wants to see at all, by date, source and whatever else the articles
//! state, and how many there are of each kind.

use crate::index::columns::{Column, SOURCE};
use crate::index::packed_date::unpack;
use crate::index::{DocId, View};

pub use crate::index::columns::Columns;

/// Values of a facet that are listed at most.
const LISTED: usize = 50;

/// Only documents that pass every restriction made here; by default, all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// One of these sources, letter for letter; empty: any, or none.
    pub sources: Vec<String>,
    /// One of these years; empty: any, or none.
    pub years: Vec<u32>,
    /// The first day, as [`pack_date`](crate::index::packed_date::pack_date) gives it; 0: no
    /// matter.
    pub from: u32,
    /// The last day; 0: no matter.
    pub to: u32,
    /// By name of the filter one of these values. One that the index does not have lets nothing
    /// pass.
    pub others: Vec<(String, Vec<String>)>,
}

/// How many documents have each value of each facet. A facet without values is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Sources, most documents first, then by name; at most 50.
    pub sources: Vec<(String, usize)>,
    /// Years, newest first.
    pub years: Vec<(u32, usize)>,
    /// The other filters of the index by name, in its order, each as sources are.
    pub others: Vec<(String, Vec<(String, usize)>)>,
}

/// Reads dates and filters of all documents. O(documents).
pub fn read_columns(view: &View<'_>) -> Option<Columns> {
    view.columns()
}

/// Counts these documents, each facet among those that the other facets' restrictions let
/// through, and keeps those that pass all of them.
pub fn count_and_keep(
    columns: &Columns,
    filters: &Filters,
    documents: &mut dyn Iterator<Item = DocId>,
    keep: &mut dyn FnMut(bool),
) -> Facets {
    let wanted: Vec<Wanted> = (columns.columns.iter())
        .map(|column| Wanted::of(column, filters))
        .collect();
    let unknown = |(name, values): &(String, Vec<String>)| {
        !values.is_empty() && !columns.columns.iter().any(|column| column.name == *name)
    };
    let nothing = filters.others.iter().any(unknown);
    let zeros = |column: &Column| vec![0; column.values.len()];
    let mut counts: Vec<Vec<usize>> = columns.columns.iter().map(zeros).collect();
    let mut years: Vec<(u32, usize)> = Vec::new();
    for doc in documents {
        let at = doc.0 as usize;
        let date = columns.dates.get(at).copied().unwrap_or(0);
        let (in_year, in_time) = (is_year(filters, date), is_time(filters, date) && !nothing);
        let passed = |number: usize| wanted[number].passes(&columns.columns[number], at);
        let failed = (0..wanted.len()).filter(|number| !passed(*number));
        let mut failed = failed.take(2);
        let (first, second) = (failed.next(), failed.next());
        if in_year && in_time && second.is_none() {
            // A facet's own restriction does not bind it.
            for (number, column) in columns.columns.iter().enumerate() {
                if first.is_none_or(|failed| failed == number) {
                    for value in column.of(at) {
                        if let Some(count) = counts[number].get_mut(*value as usize) {
                            *count += 1;
                        }
                    }
                }
            }
        }
        if first.is_none() && in_time && date != 0 {
            add_year(&mut years, unpack(date).0);
        }
        keep(first.is_none() && in_year && in_time);
    }
    let mut facets = Facets {
        years,
        ..Facets::default()
    };
    for (column, counts) in columns.columns.iter().zip(counts) {
        let listed = most_frequent(&column.values, counts);
        if column.name == SOURCE {
            facets.sources = listed;
        } else {
            facets.others.push((column.name.clone(), listed));
        }
    }
    facets
}

/// By selection: there are few, and the library's sort is much code.
fn most_frequent(names: &[String], mut counts: Vec<usize>) -> Vec<(String, usize)> {
    let mut listed = Vec::new();
    while listed.len() < LISTED {
        let mut best: Option<usize> = None;
        for (number, count) in counts.iter().enumerate() {
            let better = |best: usize| {
                *count > counts[best] || *count == counts[best] && names[number] < names[best]
            };
            if *count > 0 && best.is_none_or(better) {
                best = Some(number);
            }
        }
        let Some(best) = best else { break };
        listed.push((names[best].clone(), std::mem::take(&mut counts[best])));
    }
    listed
}

/// Counts a year; newest first.
fn add_year(years: &mut Vec<(u32, usize)>, year: u32) {
    let at = years.iter().take_while(|(other, _)| *other > year).count();
    match years.get_mut(at) {
        Some((other, count)) if *other == year => *count += 1,
        _ => years.insert(at, (year, 1)),
    }
}

/// The values of a column that pass, by number.
enum Wanted {
    /// Whatever it is.
    Any,
    /// One of these.
    OneOf(Vec<u32>),
}

impl Wanted {
    fn of(column: &Column, filters: &Filters) -> Self {
        let wanted = if column.name == SOURCE {
            Some(&filters.sources)
        } else {
            let other = filters.others.iter().find(|other| other.0 == column.name);
            other.map(|other| &other.1)
        };
        let Some(wanted) = wanted.filter(|wanted| !wanted.is_empty()) else {
            return Wanted::Any;
        };
        let numbers = column.values.iter().enumerate();
        Wanted::OneOf(
            numbers
                .filter(|(_, value)| wanted.contains(value))
                .map(|(number, _)| number as u32)
                .collect(),
        )
    }

    fn passes(&self, column: &Column, doc: usize) -> bool {
        match self {
            Wanted::Any => true,
            Wanted::OneOf(numbers) => column.of(doc).iter().any(|one| numbers.contains(one)),
        }
    }
}

fn is_year(filters: &Filters, date: u32) -> bool {
    let years = &filters.years;
    years.is_empty() || date != 0 && years.contains(&unpack(date).0)
}

fn is_time(filters: &Filters, date: u32) -> bool {
    let Filters { from, to, .. } = filters;
    (*from == 0 || date >= *from) && (*to == 0 || date != 0 && date <= *to)
}
