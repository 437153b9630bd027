//! What a reader may be about to type, in proper Vietnamese.
//!
//! The last word is completed by terms that follow the words before it in the index, and the
//! query goes on by what follows its last word; titles that begin with the query come along.

use super::language::{BestRow, Column, State, best_row, pair_cost, probability};
use super::matcher::Matcher;
use super::proximity::title_run;
use super::query::{MAX_WORDS, Query, Reading, is_function_word};
use super::snippet::Reader;
use super::understand::Vocabulary;
use crate::index::terms::TermOrd;
use crate::index::{DocId, View};
use crate::text::{Agreement, Term, agreement};

/// Where a suggestion comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuggestionKind {
    /// Words that follow each other in the index.
    Completion,
    /// A title.
    Title,
}

impl SuggestionKind {
    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            SuggestionKind::Completion => "completion",
            SuggestionKind::Title => "title",
        }
    }
}

/// A query that a reader may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The query, to be searched for as it is.
    pub text: String,
    /// Where it comes from.
    pub kind: SuggestionKind,
}

/// Ways to end the last word that are weighed by their neighbours.
const MOST_ENDINGS: usize = 24;
/// Terms looked at for that: two letters begin hundreds, one letter thousands.
const MOST_COMPLETIONS: usize = 1500;
/// Ways to go on behind each ending.
const MOST_FOLLOWERS: usize = 4;
/// Suggestions from titles at most.
const MOST_TITLES: usize = 2;
/// Tokens of a title that are suggested behind those typed.
const TITLE_TOKENS: usize = 8;
/// Letters of a lone word that is completed at least.
const SHORTEST: usize = 2;

/// A suggestion in the making: terms by place, and how unlikely they are.
struct Ending {
    terms: Vec<TermOrd>,
    cost: f32,
}

/// Completions of a query, the most likely first.
pub fn completions(
    query: &Query,
    text: &str,
    vocabulary: &Vocabulary<'_>,
    limit: usize,
) -> Vec<String> {
    let Some(last) = query.words.last() else {
        return Vec::new();
    };
    if query.words.len() == MAX_WORDS
        || (query.words.len() == 1 && last.main().term.key.len() < SHORTEST)
    {
        return Vec::new();
    }
    let unfinished = last.main().prefix.is_some();
    let before: Vec<Column> = query.words[..query.words.len() - 1]
        .iter()
        .map(|word| vocabulary.states(word))
        .collect();
    let endings = if unfinished {
        endings(last.main(), before.last(), vocabulary.view)
    } else {
        vocabulary.states(last)
    };
    let mut columns = behind_last_gap(before);
    let known = columns.len();
    if endings.is_empty() {
        return Vec::new();
    }
    columns.push(endings);
    let row = best_row(vocabulary.view, &columns);
    let mut found = whole_endings(&columns[known], &row, unfinished && known > 0);
    if !unfinished || known == 0 {
        add_followers(&mut found, vocabulary, unfinished);
    }
    let start = query.words.len() - 1 - known;
    let given = query.words.get(start).map_or(0, |word| word.span.start);
    found
        .iter()
        .take(limit)
        .filter_map(|ending| {
            let mut out = text.get(..given)?.to_string();
            let context = context(vocabulary, &columns[..known], ending.terms[0]);
            for ord in context.iter().chain(&ending.terms) {
                if !out.is_empty() && !out.ends_with([' ', '"', '“']) {
                    out.push(' ');
                }
                out.push_str(&vocabulary.spelling(*ord)?);
            }
            Some(out)
        })
        .collect()
}

/// The columns behind the last empty one: an unknown word tells nothing about the next.
fn behind_last_gap(mut columns: Vec<Column>) -> Vec<Column> {
    let gap = columns.iter().rposition(Column::is_empty);
    columns.split_off(gap.map_or(0, |at| at + 1))
}

/// The terms that an unfinished word may become: those seen behind the word before, then the
/// most frequent ones.
fn endings(reading: &Reading, before: Option<&Column>, view: &View<'_>) -> Column {
    let letters = reading.prefix.as_deref().unwrap_or_default();
    let mut all = Column::new();
    for prefix in [letters, reading.term.key.as_str()] {
        view.terms.completions(prefix, |entry| {
            let fits = std::str::from_utf8(&entry.key).is_ok_and(|key| {
                key.bytes().all(|byte| byte.is_ascii_lowercase())
                    && agreement(key, &reading.term.signature, &entry.signature)
                        != Agreement::Conflicting
            });
            if fits
                && all.len() < MOST_COMPLETIONS
                && all.last().is_none_or(|last| last.ord < entry.ord)
            {
                all.push(State {
                    ord: entry.ord,
                    cost: 0.0,
                });
            }
        });
        if letters == reading.term.key {
            break;
        }
    }
    let mut weights: Vec<u32> = vec![0; all.len()];
    for state in before.into_iter().flatten() {
        super::language::together(view, state.ord, &all, |at, count| weights[at] += count);
    }
    let seen = weights.iter().any(|weight| *weight > 0);
    if !seen {
        weights = all
            .iter()
            .map(|state| view.pairs.count(state.ord))
            .collect();
    }
    let mut best: Vec<(u32, State)> = Vec::new();
    for (weight, state) in weights.into_iter().zip(all) {
        let at = best.partition_point(|(other, _)| *other >= weight);
        if weight > 0 && at < MOST_ENDINGS {
            best.insert(at, (weight, state));
            best.truncate(MOST_ENDINGS);
        }
    }
    let mut column = Column::new();
    for (_, state) in best {
        let at = column.partition_point(|other| other.ord < state.ord);
        column.insert(at, state);
    }
    column
}

/// The states of the last column by likelihood; with `seen` only those seen behind what is
/// before them, unless there are none.
fn whole_endings(column: &Column, row: &BestRow, several: bool) -> Vec<Ending> {
    let costs = &row.through[row.through.len() - 1];
    let mut found: Vec<Ending> = Vec::new();
    for (state, cost) in column.iter().zip(costs) {
        insert(&mut found, vec![state.ord], *cost);
    }
    if !several {
        found.truncate(MOST_ENDINGS / 3);
    }
    found
}

fn insert(found: &mut Vec<Ending>, terms: Vec<TermOrd>, cost: f32) {
    let at = found.partition_point(|other| other.cost <= cost);
    found.insert(at, Ending { terms, cost });
}

/// Goes on behind each ending by the terms most often seen there. A lone syllable says little,
/// so for one that is `unfinished` only what goes on is kept, if anything does.
fn add_followers(found: &mut Vec<Ending>, vocabulary: &Vocabulary<'_>, unfinished: bool) {
    let view = vocabulary.view;
    let endings = std::mem::take(found);
    for ending in &endings {
        let first = ending.terms[0];
        let count = view.pairs.count(first);
        let mut followers: Vec<(u32, TermOrd)> = Vec::new();
        view.pairs.followers(first, 0..u32::MAX, |ord, pairs| {
            let at = followers.partition_point(|(other, _)| *other >= pairs);
            if at < MOST_FOLLOWERS * 2 {
                followers.insert(at, (pairs, ord));
                followers.truncate(MOST_FOLLOWERS * 2);
            }
        });
        let sayable = |ord: TermOrd| view.terms.term(ord).is_some_and(|term| is_sayable(&term));
        followers.retain(|(_, ord)| sayable(*ord));
        for (pairs, ord) in followers.into_iter().take(MOST_FOLLOWERS) {
            let cost = ending.cost + pair_cost(pairs, count, probability(view, ord));
            insert(found, vec![first, ord], cost);
        }
    }
    if found.is_empty() && unfinished {
        *found = endings;
    }
}

/// Whether a query may end with this term.
fn is_sayable(term: &Term) -> bool {
    term.key.bytes().all(|byte| byte.is_ascii_lowercase()) && !is_function_word(&term.key)
}

/// The most likely terms before an ending.
fn context(vocabulary: &Vocabulary<'_>, columns: &[Column], ending: TermOrd) -> Vec<TermOrd> {
    let mut columns = columns.to_vec();
    columns.push(vec![State {
        ord: ending,
        cost: 0.0,
    }]);
    let row = best_row(vocabulary.view, &columns);
    let states = columns.iter().zip(&row.states).take(columns.len() - 1);
    states.map(|(column, best)| column[*best].ord).collect()
}

/// Passages of titles that go on from the whole query, those at the start of a title first.
pub fn titles(query: &Query, reader: &Reader<'_>, matcher: &Matcher) -> Vec<String> {
    let words = query.words.len();
    let mut best: Vec<((bool, usize), DocId, usize)> = Vec::new();
    for (doc, title) in reader.view.titles().enumerate() {
        let Some(start) = title_run(title.codes, matcher, words) else {
            continue;
        };
        let rest = title.codes.len() - start - words;
        let rank = (start > 0, rest);
        let at = best.partition_point(|(other, ..)| *other <= rank);
        if rest > 0 && at < MOST_TITLES {
            best.insert(at, (rank, DocId(doc as u32), start));
            best.truncate(MOST_TITLES);
        }
    }
    best.into_iter()
        .filter_map(|(_, doc, start)| {
            Some(
                reader
                    .title(doc)?
                    .passage(reader, start, start + words + TITLE_TOKENS),
            )
        })
        .collect()
}
