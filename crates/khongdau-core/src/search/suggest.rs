//! What a reader may be about to type, in proper Vietnamese.
//!
//! Two words or fewer are completed from the counts of pairs. Longer queries are looked for in
//! the articles themselves: what stands there behind them is how they go on. Titles that begin
//! with the query come along.

use super::language::{BestRow, Column, State, best_row, pair_cost, probability};
use super::proximity::whole_runs;
use super::query::{MAX_WORDS, Query, QueryWord, Reading, is_function_word};
use super::snippet::Reader;
use super::understand::Vocabulary;
use crate::index::filters::{key_hash, may_contain, pair_hash};
use crate::index::stream::Field;
use crate::index::terms::TermOrd;
use crate::index::{DocId, View};
use crate::text::Term;
use std::cmp::Reverse;

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
/// Ways to go on behind each ending.
const MOST_FOLLOWERS: usize = 4;
/// Bodies that are looked through for what goes on from a query.
const MOST_BODIES: usize = 80;
/// Different ways to go on that are counted.
const MOST_PASSAGES: usize = 64;
/// Places of one of them that are compared for how it goes on further.
const MOST_PLACES: usize = 8;
/// Tokens that are added where they agree.
const MOST_FURTHER: usize = 3;
/// What one place in a title counts.
const TITLE_WEIGHT: u32 = 3;
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
    reader: &Reader<'_>,
    limit: usize,
) -> Vec<String> {
    let unfinished = query
        .words
        .last()
        .is_some_and(|word| word.main().prefix.is_some());
    if query.words.len() > 1 + usize::from(unfinished) {
        let found = from_articles(query, unfinished, reader, limit);
        if !found.is_empty() {
            return found;
        }
    }
    from_pairs(query, text, vocabulary, limit)
}

/// Completions from the counts of pairs.
fn from_pairs(query: &Query, text: &str, vocabulary: &Vocabulary<'_>, limit: usize) -> Vec<String> {
    let Some(last) = query.words.last() else {
        return Vec::new();
    };
    if query.words.len() == MAX_WORDS
        || (query.words.len() == 1 && last.main().term.key.len() < SHORTEST)
    {
        return Vec::new();
    }
    let unfinished = last.main().prefix.is_some();
    let before = vocabulary.columns(&query.words[..query.words.len() - 1]);
    let endings = if unfinished {
        endings(last.main(), before.last(), vocabulary)
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
fn endings(reading: &Reading, before: Option<&Column>, vocabulary: &Vocabulary<'_>) -> Column {
    let all = vocabulary.completions(reading);
    let view = vocabulary.view;
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
    let mut best: Vec<(Reverse<u32>, State)> = Vec::new();
    let weighty = weights
        .into_iter()
        .zip(all)
        .filter(|(weight, _)| *weight > 0);
    for (weight, state) in weighty {
        keep_first(&mut best, MOST_ENDINGS, Reverse(weight), state);
    }
    let mut column = Column::new();
    for (_, state) in best {
        let at = column.partition_point(|other| other.ord < state.ord);
        column.insert(at, state);
    }
    column
}

/// The states of the last column by likelihood: all where `several` words were typed, else the
/// first few, each of which is gone on from.
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
        let mut followers: Vec<(Reverse<u32>, TermOrd)> = Vec::new();
        view.pairs.followers(first, 0..u32::MAX, &mut |ord, pairs| {
            keep_first(&mut followers, MOST_FOLLOWERS * 2, Reverse(pairs), ord);
        });
        let sayable = |ord: TermOrd| view.terms.term(ord).is_some_and(|term| is_sayable(&term));
        followers.retain(|(_, ord)| sayable(*ord));
        for (Reverse(pairs), ord) in followers.into_iter().take(MOST_FOLLOWERS) {
            let cost = ending.cost + pair_cost(pairs, count, probability(view, ord));
            insert(found, vec![first, ord], cost);
        }
    }
    if found.is_empty() && unfinished {
        *found = endings;
    }
}

/// Puts an item in its place by rank, and keeps the first `limit`; ties in the order they come.
fn keep_first<K: Ord, T>(best: &mut Vec<(K, T)>, limit: usize, rank: K, item: T) {
    let at = best.partition_point(|(other, _)| *other <= rank);
    if at < limit {
        best.insert(at, (rank, item));
        best.truncate(limit);
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

/// A way to go on that stands in the articles.
struct Passage {
    /// The words of the query and, where the last one is finished, one more.
    terms: Vec<TermOrd>,
    /// How often it was seen; in titles it counts more.
    weight: u32,
    /// Where, for the first few.
    places: Vec<Place>,
}

/// A place in a field.
#[derive(Clone, Copy)]
struct Place {
    doc: DocId,
    in_title: bool,
    start: usize,
}

impl Place {
    fn field<'a>(&self, view: &View<'a>) -> Option<Field<'a>> {
        if self.in_title {
            view.title(self.doc)
        } else {
            view.body(self.doc)
        }
    }
}

/// How the query goes on in titles, and in bodies that may have all its pairs.
fn from_articles(
    query: &Query,
    unfinished: bool,
    reader: &Reader<'_>,
    limit: usize,
) -> Vec<String> {
    let view = reader.view;
    let words = query.words.len();
    let len = words + usize::from(!unfinished);
    let mut found: Vec<Passage> = Vec::new();
    for (doc, title) in view.titles().enumerate() {
        gather(
            reader,
            &title,
            words,
            len,
            TITLE_WEIGHT,
            &mut found,
            |start| Place {
                doc: DocId(doc as u32),
                in_title: true,
                start,
            },
        );
    }
    let hashes = pair_hashes(&query.words[..words - usize::from(unfinished)]);
    let mut read = 0;
    for (doc, filter) in view.filters.iter().enumerate() {
        if read == MOST_BODIES || !hashes.iter().all(|hash| may_contain(filter, *hash)) {
            continue;
        }
        read += 1;
        let doc = DocId(doc as u32);
        let Some(body) = view.body(doc) else { continue };
        gather(reader, &body, words, len, 1, &mut found, |start| Place {
            doc,
            in_title: false,
            start,
        });
    }
    let mut best: Vec<(Reverse<u32>, &Passage)> = Vec::new();
    for passage in &found {
        keep_first(&mut best, limit, Reverse(passage.weight), passage);
    }
    best.into_iter()
        .filter_map(|(_, passage)| write(reader, passage))
        // A passage may begin inside brackets and end outside; nobody types that.
        .filter(|text| !text.contains(['(', ')', '“', '”', '"']))
        .collect()
}

/// Hashes of the neighbours among words, by their best readings.
fn pair_hashes(words: &[QueryWord]) -> Vec<u32> {
    let hash = |word: &QueryWord| key_hash(word.main().term.key.as_bytes());
    words
        .windows(2)
        .map(|pair| pair_hash(hash(&pair[0]), hash(&pair[1])))
        .collect()
}

/// Adds the places of a field where the query stands.
fn gather(
    reader: &Reader<'_>,
    field: &Field<'_>,
    words: usize,
    len: usize,
    weight: u32,
    found: &mut Vec<Passage>,
    place: impl Fn(usize) -> Place,
) {
    whole_runs(field.codes, reader.matcher, words, |start| {
        let terms: Vec<TermOrd> = (start..start + len)
            .map_while(|at| field.codes.get(at))
            .collect();
        let goes_on = len == words
            || terms
                .get(words)
                .is_some_and(|next| follows(reader.view, terms[words - 1], *next));
        if terms.len() < len || !goes_on {
            return;
        }
        match found.iter().position(|other| other.terms == terms) {
            Some(at) => {
                found[at].weight += weight;
                if found[at].places.len() < MOST_PLACES {
                    found[at].places.push(place(start));
                }
            }
            None if found.len() < MOST_PASSAGES => found.push(Passage {
                terms,
                weight,
                places: vec![place(start)],
            }),
            None => {}
        }
    });
}

/// Whether a term may be suggested behind another: both belong together, with a blank between.
fn follows(view: &View<'_>, first: TermOrd, next: TermOrd) -> bool {
    let mut seen = false;
    view.pairs
        .followers(first, next.0..next.0 + 1, &mut |_, _| seen = true);
    seen && view.terms.term(next).is_some_and(|term| is_sayable(&term))
}

/// The passage as its author wrote it, and on as long as most places agree.
fn write(reader: &Reader<'_>, passage: &Passage) -> Option<String> {
    let view = reader.view;
    let first = passage.places[0];
    let mut end = passage.terms.len();
    let next_of = |place: &Place, end: usize| place.field(view)?.codes.get(place.start + end);
    while end < passage.terms.len() + MOST_FURTHER && passage.places.len() > 1 {
        let Some(next) = next_of(&first, end) else {
            break;
        };
        let last = next_of(&first, end - 1)?;
        let agree = passage
            .places
            .iter()
            .filter(|place| next_of(place, end) == Some(next));
        if agree.count() * 5 < passage.places.len() * 4 || !follows(view, last, next) {
            break;
        }
        end += 1;
    }
    let field = if first.in_title {
        reader.title(first.doc)
    } else {
        reader.body(first.doc)
    };
    Some(field?.passage(reader, first.start, first.start + end))
}

/// Passages of titles that go on from the whole query, those at the start of a title first.
pub fn titles(query: &Query, reader: &Reader<'_>) -> Vec<String> {
    let words = query.words.len();
    let mut best: Vec<((bool, usize), (DocId, usize))> = Vec::new();
    for (doc, title) in reader.view.titles().enumerate() {
        let mut start = None;
        whole_runs(title.codes, reader.matcher, words, |at| {
            start = start.or(Some(at))
        });
        let Some(start) = start else { continue };
        let rest = title.codes.len() - start - words;
        if rest > 0 {
            let place = (DocId(doc as u32), start);
            keep_first(&mut best, MOST_TITLES, (start > 0, rest), place);
        }
    }
    best.into_iter()
        .filter_map(|(_, (doc, start))| {
            Some(
                reader
                    .title(doc)?
                    .passage(reader, start, start + words + TITLE_TOKENS),
            )
        })
        .collect()
}
