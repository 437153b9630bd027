//! What a reader may be about to type, in proper Vietnamese.
//!
//! Two words or fewer are completed from the counts of pairs. Longer queries are looked for in
//! the articles themselves: what stands there behind them is how they go on. Titles that begin
//! with the query come along.

use super::language::{BestRow, Column, State, best_row, pair_cost};
use super::matcher::Matcher;
use super::proximity::whole_runs;
use super::query::{MAX_WORDS, Query, Reading};
use super::reading::{Fields, Library};
use super::snippet::FieldText;
use super::understand::Vocabulary;
use crate::index::DocId;
use crate::index::terms::TermOrd;
use crate::text::syllable::is_sayable;
use crate::text::{Agreement, Placement, Term, agreement, spelling};
use std::cmp::Reverse;
use std::rc::Rc;

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

/// A suggestion in the making: how the last word ends, what stands behind it, and how unlikely
/// that is.
struct Ending {
    term: TermOrd,
    next: Option<Term>,
    cost: f32,
}

/// Completions of a query, the most likely first.
pub fn completions(
    query: &Query,
    text: &str,
    vocabulary: &Vocabulary<'_>,
    best: &BestArticles<'_>,
    limit: usize,
) -> Vec<String> {
    let unfinished = query
        .words
        .last()
        .is_some_and(|word| word.main().prefix.is_some());
    if query.words.len() > 1 + usize::from(unfinished) {
        let found = from_articles(query, unfinished, best, limit);
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
    let wide = last.main().prefix.as_deref();
    let wide = wide.filter(|letters| vocabulary.view.terms.is_wide(letters));
    let mut columns = behind_last_gap(vocabulary.columns(&query.words[..query.words.len() - 1]));
    // The words that are told: without one that begins too much to be looked up.
    let mut told = query.words.len();
    match wide {
        Some(_) if !columns.is_empty() => told -= 1,
        Some(_) => columns.push(vocabulary.states(last)),
        None if unfinished => {
            let endings = endings(last.main(), columns.last(), vocabulary);
            columns.push(endings);
        }
        None => columns.push(vocabulary.states(last)),
    }
    let known = columns.len() - 1;
    if columns[known].is_empty() {
        return Vec::new();
    }
    let row = best_row(vocabulary.view, &columns);
    let is_cut = told < query.words.len();
    let mut found = whole_endings(&columns[known], &row, unfinished && known > 0 && !is_cut);
    if is_cut {
        let endings = std::mem::take(&mut found);
        add_followers(&endings, &mut found, vocabulary, &mut |next| {
            begins(last.main(), next)
        });
    } else if !unfinished || known == 0 {
        let endings = std::mem::take(&mut found);
        // A lone syllable says little: where anything goes on behind it, only that is kept.
        add_followers(&endings, &mut found, vocabulary, &mut |_| true);
        if found.is_empty() && unfinished {
            found = endings;
        }
    }
    let start = told - 1 - known;
    let given = query.words.get(start).map_or(0, |word| word.span.start);
    found
        .iter()
        .take(limit)
        .filter_map(|ending| {
            let mut out = text.get(..given)?.to_string();
            let context = context(vocabulary, &columns[..known], ending.term);
            for ord in context.iter().chain([&ending.term]) {
                push_word(&mut out, &vocabulary.spelling(*ord)?);
            }
            if let Some(next) = &ending.next {
                push_word(
                    &mut out,
                    &spelling(&next.key, &next.signature, Placement::Old)?,
                );
            }
            Some(out)
        })
        .collect()
}

fn push_word(out: &mut String, word: &str) {
    if !out.is_empty() && !out.ends_with([' ', '"', '“']) {
        out.push(' ');
    }
    out.push_str(word);
}

/// The columns behind the last empty one: an unknown word tells nothing about the next.
fn behind_last_gap(mut columns: Vec<Column>) -> Vec<Column> {
    let gap = columns.iter().rposition(Column::is_empty);
    columns.split_off(gap.map_or(0, |at| at + 1))
}

/// Whether an unfinished word may become this term.
fn begins(reading: &Reading, term: &Term) -> bool {
    let letters = reading.prefix.as_deref().unwrap_or_default();
    let typed = &reading.term.signature;
    term.key.starts_with(letters)
        && agreement(&term.key, typed, &term.signature) != Agreement::Conflicting
}

/// The terms that an unfinished word may become: those seen behind the word before, then the
/// most frequent ones.
fn endings(reading: &Reading, before: Option<&Column>, vocabulary: &Vocabulary<'_>) -> Column {
    let view = vocabulary.view;
    let all = vocabulary.completions(reading);
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
        insert(&mut found, state.ord, None, *cost);
    }
    if !several {
        found.truncate(MOST_ENDINGS / 3);
    }
    found
}

fn insert(found: &mut Vec<Ending>, term: TermOrd, next: Option<Term>, cost: f32) {
    let at = found.partition_point(|other| other.cost <= cost);
    found.insert(at, Ending { term, next, cost });
}

/// Goes on behind each ending by those of the terms most often seen there that are `wanted`.
fn add_followers(
    endings: &[Ending],
    found: &mut Vec<Ending>,
    vocabulary: &Vocabulary<'_>,
    wanted: &mut dyn FnMut(&Term) -> bool,
) {
    let view = vocabulary.view;
    for ending in endings {
        let count = view.pairs.count(ending.term);
        view.pairs.nexts(ending.term, &mut |next| {
            if wanted(&next.term) {
                let probability = next.count as f32 / view.root.all_tokens();
                let cost = ending.cost + pair_cost(next.together, count, probability);
                insert(found, ending.term, Some(next.term), cost);
            }
        });
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

/// The articles that a query finds first: what stands there behind it is how it goes on.
pub struct BestArticles<'a> {
    matcher: &'a Matcher,
    articles: Vec<Rc<Fields>>,
}

impl<'a> BestArticles<'a> {
    /// Reads them.
    pub fn read(
        vocabulary: &Vocabulary<'_>,
        library: &Library,
        matcher: &'a Matcher,
        docs: impl Iterator<Item = DocId>,
    ) -> Self {
        let read = |doc| library.read(vocabulary.view, matcher, doc);
        Self {
            matcher,
            articles: docs.filter_map(read).collect(),
        }
    }

    fn field(&self, place: Place) -> Option<FieldText<'_>> {
        let article = self.articles.get(place.article)?;
        Some(FieldText {
            field: if place.in_title {
                &article.title
            } else {
                &article.body
            },
            matcher: self.matcher,
        })
    }

    fn term(&self, place: Place, further: usize) -> Option<Term> {
        self.field(place)?.field.term(place.start + further)
    }

    /// Calls `visit` with every place where all words of the query stand side by side.
    fn places(&self, words: usize, titles_only: bool, visit: &mut dyn FnMut(Place)) {
        for (article, best) in self.articles.iter().enumerate() {
            for (field, in_title) in [(&best.title, true), (&best.body, false)] {
                if in_title || !titles_only {
                    whole_runs(field, self.matcher, words, &mut |start| {
                        visit(Place {
                            article,
                            in_title,
                            start,
                        });
                    });
                }
            }
        }
    }
}

/// A place in a field.
#[derive(Clone, Copy)]
struct Place {
    article: usize,
    in_title: bool,
    start: usize,
}

/// A way to go on that stands in the articles.
struct Passage {
    /// The words of the query and, where the last one is finished, one more.
    len: usize,
    /// How often it was seen; in titles it counts more.
    weight: u32,
    /// Where, for the first few.
    places: Vec<Place>,
}

/// How the query goes on in the articles it finds.
fn from_articles(
    query: &Query,
    unfinished: bool,
    best: &BestArticles<'_>,
    limit: usize,
) -> Vec<String> {
    let words = query.words.len();
    let len = words + usize::from(!unfinished);
    let mut found: Vec<Passage> = Vec::new();
    best.places(words, false, &mut |place| {
        let goes_on = best
            .term(place, len - 1)
            .is_some_and(|next| len == words || is_sayable(&next.key));
        if goes_on {
            gather(best, place, len, &mut found);
        }
    });
    // Seen once, and behind the query, it says nothing of other readers.
    found.retain(|passage| unfinished || passage.weight > 1);
    let mut ranked: Vec<(Reverse<u32>, &Passage)> = Vec::new();
    for passage in &found {
        keep_first(&mut ranked, limit, Reverse(passage.weight), passage);
    }
    ranked
        .into_iter()
        .filter_map(|(_, passage)| write(best, passage))
        // A passage may begin inside brackets and end outside; nobody types that.
        .filter(|text| !text.contains(['(', ')', '“', '”', '"']))
        .collect()
}

/// Adds a place to the passage that stands there.
fn gather(best: &BestArticles<'_>, place: Place, len: usize, found: &mut Vec<Passage>) {
    let weight = if place.in_title { TITLE_WEIGHT } else { 1 };
    let same = |passage: &Passage| {
        let other = passage.places[0];
        (0..len).all(|at| best.term(other, at) == best.term(place, at))
    };
    match found.iter().position(same) {
        Some(at) => {
            found[at].weight += weight;
            if found[at].places.len() < MOST_PLACES {
                found[at].places.push(place);
            }
        }
        None if found.len() < MOST_PASSAGES => found.push(Passage {
            len,
            weight,
            places: vec![place],
        }),
        None => {}
    }
}

/// The passage as its author wrote it, and on as long as most places agree.
fn write(best: &BestArticles<'_>, passage: &Passage) -> Option<String> {
    let first = passage.places[0];
    let mut end = passage.len;
    while end < passage.len + MOST_FURTHER && passage.places.len() > 1 {
        let Some(next) = best.term(first, end).filter(|next| is_sayable(&next.key)) else {
            break;
        };
        let places = passage.places.iter();
        let agree = places.filter(|place| best.term(**place, end).as_ref() == Some(&next));
        if agree.count() * 5 < passage.places.len() * 4 {
            break;
        }
        end += 1;
    }
    Some(best.field(first)?.passage(first.start, first.start + end))
}

/// Passages of titles that go on from the whole query, those at the start of a title first.
pub fn titles(query: &Query, best: &BestArticles<'_>) -> Vec<String> {
    let words = query.words.len();
    let mut ranked: Vec<((bool, usize), Place)> = Vec::new();
    let mut seen = None;
    best.places(words, true, &mut |place| {
        // The first place of each title.
        if seen.replace(place.article) == Some(place.article) {
            return;
        }
        let tokens = best.articles[place.article].title.len();
        let rest = tokens - place.start - words;
        if rest > 0 {
            keep_first(&mut ranked, MOST_TITLES, (place.start > 0, rest), place);
        }
    });
    ranked
        .into_iter()
        .filter_map(|(_, place)| {
            let end = place.start + words + TITLE_TOKENS;
            Some(best.field(place)?.passage(place.start, end))
        })
        .collect()
}
