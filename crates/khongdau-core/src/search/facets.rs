//! Which documents a reader wants to see at all, by source and date, and how many there are of
//! each kind.

use crate::index::card::unpack;
use crate::index::{DocId, View};

/// Values of a facet that are listed at most.
const LISTED: usize = 50;

/// Only documents that pass every restriction made here; by default, all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// One of these sources, letter for letter; empty: any, or none.
    pub sources: Vec<String>,
    /// One of these years; empty: any, or none.
    pub years: Vec<u32>,
    /// The first day, as [`pack_date`](crate::index::card::pack_date) gives it; 0: no matter.
    pub from: u32,
    /// The last day; 0: no matter.
    pub to: u32,
}

/// How many documents have each value of each facet. A facet without values is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Sources, most documents first, then by name; at most 50.
    pub sources: Vec<(String, usize)>,
    /// Years, newest first.
    pub years: Vec<(u32, usize)>,
}

/// Source and date of every document, side by side: cards would have to be decoded for each query.
#[derive(Debug, Default)]
pub struct Columns {
    /// Number of the source in `names`, or [`NONE`].
    sources: Vec<u32>,
    /// Packed; 0 where unknown.
    dates: Vec<u32>,
    names: Vec<String>,
    /// The numbers of names, in the order of the names.
    by_name: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Columns {
    /// Reads all cards. O(documents · log sources).
    pub fn of(view: &View<'_>) -> Columns {
        let mut columns = Columns::default();
        for doc in 0..view.meta.documents {
            let (mut source, mut date) = (NONE, 0);
            if let Some(card) = view.card(DocId(doc)) {
                source = card.source.map_or(NONE, |name| columns.number_of(name));
                // One that no hit shows is none.
                date = card.date.map_or(0, |_| card.packed_date);
            }
            columns.sources.push(source);
            columns.dates.push(date);
        }
        columns
    }

    /// The number of a name, a new one where it is new.
    fn number_of(&mut self, name: &str) -> u32 {
        let names = &mut self.names;
        let found = (self.by_name).binary_search_by(|at| names[*at as usize].as_str().cmp(name));
        match found {
            Ok(at) => self.by_name[at],
            Err(at) => {
                let number = names.len() as u32;
                names.push(name.to_string());
                self.by_name.insert(at, number);
                number
            }
        }
    }

    /// Counts these documents, each facet among those that the other facets' restrictions let
    /// through, and keeps those that pass all of them.
    pub fn count_and_keep(
        &self,
        filters: &Filters,
        documents: &mut dyn Iterator<Item = DocId>,
        keep: &mut dyn FnMut(bool),
    ) -> Facets {
        let wanted = Wanted::of(filters, &self.names);
        let mut by_source = vec![0; self.names.len()];
        let mut years: Vec<(u32, usize)> = Vec::new();
        for doc in documents {
            let at = doc.0 as usize;
            let source = self.sources.get(at).copied().unwrap_or(NONE);
            let date = self.dates.get(at).copied().unwrap_or(0);
            let (in_source, in_year, in_time) =
                (wanted.source(source), wanted.year(date), wanted.time(date));
            if in_year
                && in_time
                && let Some(count) = by_source.get_mut(source as usize)
            {
                *count += 1;
            }
            if in_source && in_time && date != 0 {
                add_year(&mut years, unpack(date).0);
            }
            keep(in_source && in_year && in_time);
        }
        Facets {
            sources: self.most_frequent(by_source),
            years,
        }
    }

    /// By selection: there are few, and the library's sort is much code.
    fn most_frequent(&self, mut counts: Vec<usize>) -> Vec<(String, usize)> {
        let mut listed = Vec::new();
        while listed.len() < LISTED {
            let (mut most, mut best) = (0, 0);
            for number in &self.by_name {
                let number = *number as usize;
                if counts[number] > best {
                    (most, best) = (number, counts[number]);
                }
            }
            if best == 0 {
                break;
            }
            counts[most] = 0;
            listed.push((self.names[most].clone(), best));
        }
        listed
    }
}

/// Counts a year; newest first.
fn add_year(years: &mut Vec<(u32, usize)>, year: u32) {
    let at = years.iter().take_while(|(other, _)| *other > year).count();
    match years.get_mut(at) {
        Some((other, count)) if *other == year => *count += 1,
        _ => years.insert(at, (year, 1)),
    }
}

/// Filters in the numbers of the columns.
struct Wanted<'a> {
    filters: &'a Filters,
    sources: Vec<u32>,
}

impl<'a> Wanted<'a> {
    fn of(filters: &'a Filters, names: &[String]) -> Self {
        let mut sources = Vec::new();
        for (number, name) in names.iter().enumerate() {
            if filters.sources.contains(name) {
                sources.push(number as u32);
            }
        }
        Self { filters, sources }
    }

    fn source(&self, source: u32) -> bool {
        self.filters.sources.is_empty() || self.sources.contains(&source)
    }

    fn year(&self, date: u32) -> bool {
        let years = &self.filters.years;
        years.is_empty() || date != 0 && years.contains(&unpack(date).0)
    }

    fn time(&self, date: u32) -> bool {
        let Filters { from, to, .. } = self.filters;
        (*from == 0 || date >= *from) && (*to == 0 || date != 0 && date <= *to)
    }
}
