//! What a reader may be about to type, in proper Vietnamese.
//!
//! Two words or fewer are completed from the counts of pairs. Longer queries are looked for in
//! the articles themselves: what stands there behind them is how they go on. Titles that begin
//! with the query come along.

use super::language::{BestRow, Column, State, best_row, pair_cost, probability};
use super::matcher::Matcher;
use super::proximity::whole_runs;
use super::query::{MAX_WORDS, Query, Reading, is_function_word};
use super::reading::{Fields, Library};
use super::snippet::FieldText;
use super::understand::Vocabulary;
use crate::index::terms::TermOrd;
use crate::index::{DocId, View};
use crate::text::Term;
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
/// Ways to go on behind each ending.
const MOST_FOLLOWERS: usize = 4;
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
    let view = vocabulary.view;
    let mut all = vocabulary.completions(reading);
    let wide = reading.prefix.as_deref();
    if let Some(letters) = wide.filter(|letters| all.is_empty() && view.terms.is_wide(letters)) {
        // Too many to look at: those seen behind the word before.
        for ord in followers(view, before, letters) {
            all.push(State { ord, cost: 0.0 });
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

/// Words behind the word before that a wide beginning may become.
const MOST_FOLLOWING: usize = 4;

/// The terms seen most often behind any state of a word, of those that letters begin, ascending.
pub fn followers(view: &View<'_>, before: Option<&Column>, letters: &str) -> Vec<TermOrd> {
    let mut best: Vec<(Reverse<u32>, TermOrd)> = Vec::new();
    let range = view.terms.ordinals(letters);
    for state in before.into_iter().flatten() {
        view.pairs
            .followers(state.ord, range.clone(), &mut |ord, count| {
                if !best.iter().any(|(_, other)| *other == ord) {
                    keep_first(&mut best, MOST_FOLLOWING, Reverse(count), ord);
                }
            });
    }
    let mut ords: Vec<TermOrd> = best.into_iter().map(|(_, ord)| ord).collect();
    ords.sort_unstable();
    ords
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
            .is_some_and(|next| len == words || is_sayable(&next));
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
        let Some(next) = best.term(first, end).filter(is_sayable) else {
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
