//! Query to hits: parsing, expansion, ranking, snippets.
//!
//! ```text
//! query text ─► Query ─► expansion ─► BM25F over posting lists ─► best candidates
//!                                                                       │ token streams
//!                          SearchResults ◄─ snippets ◄─ pair scores ◄───┘
//! ```
//!
//! * `query` is what was typed, `expansion` which terms of the index it may mean.
//! * [`ranking`] has constants and formulas, `candidates` scores from posting lists,
//!   `proximity` scores from words standing together.
//! * `filter` and `facets` say which candidates a query and a reader allow.
//! * `matches` says what to highlight, `snippet` makes passages, `sections` leads into an article.

mod candidates;
mod expansion;
mod explain;
mod facets;
mod filter;
mod guesses;
mod language;
mod matcher;
mod matches;
mod proximity;
mod query;
pub mod ranking;
mod reading;
mod sections;
mod snippet;
mod suggest;
mod understand;

use crate::index::terms::TermOrd;
use crate::index::{DocId, Index, View};
use crate::text::letters::lower;
use crate::text::slice;
use candidates::{Accumulator, Candidate, Collected, Ranker};
use expansion::Expansion;
use explain::Trace;
pub use explain::{Explanation, ScorePart};
use facets::{Columns, count_and_keep, read_columns};
pub use facets::{Facets, Filters};
use filter::Restrictions;
use matcher::Matcher;
use query::Query;
use ranking::{RERANKED, Weights};
use reading::Library;
pub use sections::SectionHit;
use snippet::FieldText;
use std::ops::Range;
use suggest::BestArticles;
pub use suggest::{Suggestion, SuggestionKind};
pub use understand::{How, Understood};
use understand::{Vocabulary, expand_acronyms, proper_spelling, understand};

/// Articles that are looked through for how a query goes on: those that it finds first.
const READ_FOR_SUGGESTIONS: usize = 10;
/// Words of a query that is put into proper Vietnamese.
const LONGEST_CORRECTED: usize = 16;

/// Which accents count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Marks {
    /// Those that were typed, graded; without any, none.
    #[default]
    Auto,
    /// Every word must be spelled as typed; i and y may differ.
    Exact,
    /// None.
    Ignore,
}

/// Newer documents count for more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recency {
    /// As [`pack_date`](crate::index::packed_date::pack_date) gives it; core has no clock.
    pub today: u32,
    /// Age in days at which a document counts half as much as a new one, at least 1.
    pub half_life: f32,
}

/// How to search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SearchOptions {
    /// Hits wanted at most. Default 10.
    pub limit: usize,
    /// Hits skipped before the first. Default 0.
    pub offset: usize,
    /// The last word is still being typed: match it as a prefix too, unless a blank or other
    /// separator follows it. Default true.
    pub prefix: bool,
    /// Search for the very words typed: no Telex, no typos, no acronyms. Default false.
    pub literal: bool,
    /// Which accents count. Default [`Marks::Auto`].
    pub marks: Marks,
    /// Whether newer documents count for more. Default `None`.
    pub recency: Option<Recency>,
    /// Whether to count the sources and years of what was found. Default false.
    pub facets: bool,
    /// In which order hits come. Default [`Sort::Relevance`].
    pub sort: Sort,
}

/// In which order hits come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// Of those that have as many of the words as any, the newest first; without a date last.
    Newest,
    /// The oldest first.
    Oldest,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self {
            limit: 10,
            offset: 0,
            prefix: true,
            literal: false,
            marks: Marks::Auto,
            recency: None,
            facets: false,
            sort: Sort::Relevance,
        }
    }
}

/// Text with highlighted parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    /// As its author wrote it; decomposed text stays decomposed.
    pub text: String,
    /// Byte ranges into `text` on character boundaries, ascending, not touching.
    pub ranges: Vec<Range<usize>>,
}

/// One result.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Number in the index.
    pub doc: DocId,
    /// Identifier of the document.
    pub id: String,
    /// Where it is read; empty without a page of its own.
    pub url: String,
    /// Title with highlights.
    pub title: Marked,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// What of the score is for having all words of the query, so that answers of several indexes can
    /// be compared; in the orders of dates, what stands above it.
    pub lift: f32,
    /// The passage where the query's words stand closest.
    pub snippet: Marked,
    /// Sections that answer the query best, in the order of the article; often none.
    pub sections: Vec<SectionHit>,
}

/// Another name that was searched for too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlsoSearched {
    /// As typed: *KCN*.
    pub typed: String,
    /// What it stands for, or what stands for it: *khu công nghiệp*.
    pub also: String,
}

/// A restriction that was lifted because nothing was found with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relaxed {
    /// Phrases were searched for as free words.
    Phrases,
    /// Words meant for titles were searched for everywhere.
    Title,
    /// Unknown words were searched for by their beginnings.
    Beginnings,
}

impl Relaxed {
    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Relaxed::Phrases => "phrases",
            Relaxed::Title => "title",
            Relaxed::Beginnings => "beginnings",
        }
    }
}

/// The answer to a query, and what was made of it: nothing is read otherwise in silence.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchResults {
    /// Documents in which at least one word of the query occurs.
    pub total: usize,
    /// Whether there may be more: long lists are read to their end for filters, phrases and orders
    /// alone.
    pub total_is_lower_bound: bool,
    /// The wanted page of them, best first; ties in the order of the index.
    pub hits: Vec<Hit>,
    /// Words that were read as something else, in the order they were.
    pub understood: Vec<Understood>,
    /// The query in proper Vietnamese, where that is certain and not what was typed: what
    /// stands behind *Ý bạn là*.
    pub corrected: Option<String>,
    /// Other names that were searched for too.
    pub also_searched: Vec<AlsoSearched>,
    /// Words, as typed, that no document has.
    pub unmatched: Vec<String>,
    /// What had to be lifted for there to be hits at all, in this order.
    pub relaxed: Vec<Relaxed>,
    /// What a step towards having all words is in [`Hit::lift`].
    pub lift: f32,
    /// Where they were asked for: sources and years of what was found, each counted under the
    /// restrictions of the others.
    pub facets: Option<Facets>,
}

/// An article for reading, the query's words highlighted.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Identifier of the document.
    pub id: String,
    /// Where it is read; empty without a page of its own.
    pub url: String,
    /// Title with highlights.
    pub title: Marked,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Paragraphs with highlights.
    pub paragraphs: Vec<Marked>,
    /// Which paragraph holds the passage of the snippet; `None` when the body has no match.
    pub best_paragraph: Option<usize>,
}

/// Answers queries over one index. Keeps its buffers from query to query.
#[derive(Debug)]
pub struct Searcher<D> {
    index: Index<D>,
    accumulator: Accumulator,
    library: Library,
    weights: Weights,
    /// Read when first needed.
    columns: Option<Columns>,
}

impl<D: AsRef<[u8]>> Searcher<D> {
    /// A searcher over an opened index.
    pub fn new(index: Index<D>) -> Self {
        Self {
            index,
            accumulator: Accumulator::default(),
            library: Library::default(),
            weights: Weights::default(),
            columns: None,
        }
    }

    /// Ranks by other constants from now on.
    pub fn set_weights(&mut self, weights: Weights) {
        self.weights = weights;
    }

    /// The index behind it.
    pub fn index(&self) -> &Index<D> {
        &self.index
    }

    /// The index behind it, to give it what is missing: where [`Index::take_missing`] names blocks
    /// after a call, its answer is not to be used.
    pub fn index_mut(&mut self) -> &mut Index<D> {
        &mut self.index
    }

    /// Searches. Never fails: a query without words has no hits.
    ///
    /// Costs the posting lists of the query's words and of its pairs, the text of the best
    /// [`ranking::RERANKED`] documents, and that of the hits returned.
    pub fn search(&mut self, text: &str, options: SearchOptions) -> SearchResults {
        self.search_within(text, options, &Filters::default())
    }

    /// Searches among the documents that pass the filters, and no others: they are chosen before
    /// the best are.
    pub fn search_within(
        &mut self,
        text: &str,
        options: SearchOptions,
        filters: &Filters,
    ) -> SearchResults {
        self.answer(text, options, filters, None)
            .unwrap_or_default()
    }

    /// How many documents there are of each source and year.
    pub fn facets(&mut self) -> Facets {
        self.read_columns();
        let (Some(columns), Some(view)) = (&self.columns, self.index.view()) else {
            return Facets::default();
        };
        let mut all = view.all_documents();
        count_and_keep(columns, &Filters::default(), &mut all, &mut |_| ())
    }

    fn read_columns(&mut self) -> Option<&Columns> {
        if self.columns.is_none() {
            self.columns = read_columns(&self.index.view()?);
        }
        self.columns.as_ref()
    }

    /// Why a document has the score it has for a query: the parts of it. `None` where it is not
    /// among the hits that [`Searcher::search`] gives for the same options. Costs a search.
    pub fn explain(&mut self, text: &str, id: &str, options: SearchOptions) -> Option<Explanation> {
        self.explain_within(text, id, options, &Filters::default())
    }

    /// The same for [`Searcher::search_within`].
    pub fn explain_within(
        &mut self,
        text: &str,
        id: &str,
        options: SearchOptions,
        filters: &Filters,
    ) -> Option<Explanation> {
        let doc = find(&self.index.view()?, id)?;
        let trace = Trace::of(doc);
        let results = self.answer(text, options, filters, Some(&trace))?;
        let ranked = results.hits.iter().any(|hit| hit.doc == doc);
        ranked.then(|| trace.finish())
    }

    /// `None` where blocks are missing.
    fn answer(
        &mut self,
        text: &str,
        options: SearchOptions,
        filters: &Filters,
        trace: Option<&Trace>,
    ) -> Option<SearchResults> {
        let dated = options.recency.is_some() || options.sort != Sort::Relevance;
        if options.facets || dated || *filters != Filters::default() {
            self.read_columns();
        }
        let view = self.index.view()?;
        let vocabulary = Vocabulary { view: &view };
        let (mut query, mut results) = read_query(text, options, &vocabulary)?;
        results.corrected = corrected(&query, text, &vocabulary, options, &results.understood);
        if options.marks == Marks::Ignore {
            query.ignore_marks();
        }
        results.unmatched = unmatched(&query, text, &vocabulary);
        if view.is_incomplete() {
            return None;
        }
        let mut engine = Engine {
            view: &view,
            accumulator: &mut self.accumulator,
            library: &self.library,
            weights: &self.weights,
            columns: self.columns.as_ref(),
            filters,
            trace,
        };
        let guesses = engine.answer(&mut query, options, &vocabulary, &mut results);
        name_guesses(guesses, &query, text, &vocabulary, &mut results.understood);
        Some(results)
    }

    /// A text of at most 32 words with its accents restored, as far as the index knows them.
    pub fn restore(&self, text: &str) -> String {
        let Some(view) = self.index.view() else {
            return text.to_string();
        };
        proper_spelling(
            &Query::parse(text, false),
            text,
            &Vocabulary { view: &view },
        )
        .0
    }

    /// What a reader who has typed this may be about to type, most likely first, at most
    /// `limit`: completions of the last word, words that go on from it, and titles.
    pub fn suggest(&mut self, text: &str, limit: usize) -> Vec<Suggestion> {
        let Some(view) = self.index.view() else {
            return Vec::new();
        };
        let vocabulary = Vocabulary { view: &view };
        let read = read_query(text, SearchOptions::default(), &vocabulary);
        let Some((query, _)) = read else {
            return Vec::new();
        };
        if query.has_operators() || query.words.is_empty() {
            return Vec::new();
        }
        let expansion = Expansion::of(&query, &view, false);
        let matcher = Matcher::of(&expansion, &view);
        let mut docs = Vec::new();
        if query.words.len() > 1 && !view.is_incomplete() {
            let ranker = Ranker {
                view: &view,
                expansion: &expansion,
                weights: &self.weights,
                deep: false,
                trace: None,
            };
            let mut candidates = ranker.collect(&mut self.accumulator).candidates;
            candidates::keep_best(&mut candidates, READ_FOR_SUGGESTIONS);
            docs.extend(candidates.into_iter().map(|candidate| candidate.doc));
        }
        let best = BestArticles::read(&vocabulary, &self.library, &matcher, docs.into_iter());
        let completions = suggest::completions(&query, text, &vocabulary, &best, limit);
        let titles = if query.words.len() > 1 {
            suggest::titles(&query, &best)
        } else {
            Vec::new()
        };
        let completions = completions
            .into_iter()
            .map(|text| (text, SuggestionKind::Completion));
        let titles = titles.into_iter().map(|text| (text, SuggestionKind::Title));
        let mut all: Vec<Suggestion> = Vec::new();
        for (found, kind) in completions.chain(titles) {
            let new = !all.iter().any(|other| same_letters(&other.text, &found));
            if new && !same_letters(&found, text) && all.len() < limit {
                all.push(Suggestion { text: found, kind });
            }
        }
        all
    }

    /// The article with this id, highlighted for `query` (which may be empty). `None` when
    /// the index has no such id. O(documents + article).
    pub fn article(&mut self, id: &str, query: &str) -> Option<Article> {
        let view = self.index.view()?;
        let doc = find(&view, id)?;
        let vocabulary = Vocabulary { view: &view };
        let (query, _) = read_query(query, SearchOptions::default(), &vocabulary)?;
        let expansion = Expansion::of(&query, &view, false);
        read_article(&view, &Matcher::of(&expansion, &view), doc)
    }
}

/// Parses a query, and gives it the readings that the index speaks for; the results say which.
/// `None` where blocks are missing.
fn read_query(
    text: &str,
    options: SearchOptions,
    vocabulary: &Vocabulary<'_>,
) -> Option<(Query, SearchResults)> {
    let mut query = Query::parse(text, options.prefix);
    vocabulary.touch(&query);
    let mut results = SearchResults::default();
    if !options.literal && !vocabulary.view.is_incomplete() {
        results.understood = understand(&mut query, text, vocabulary);
        results.also_searched = expand_acronyms(&mut query, text, vocabulary);
    }
    (!vocabulary.view.is_incomplete()).then_some((query, results))
}

/// The query in proper Vietnamese, where that is something else and certain, or something was
/// read as something else.
fn corrected(
    query: &Query,
    text: &str,
    vocabulary: &Vocabulary<'_>,
    options: SearchOptions,
    understood: &[Understood],
) -> Option<String> {
    if options.literal || query.words.len() > LONGEST_CORRECTED {
        return None;
    }
    let (proper, certain) = proper_spelling(query, text, vocabulary);
    ((certain || !understood.is_empty()) && proper != text).then_some(proper)
}

/// The words, as typed, that the index has nothing for.
fn unmatched(query: &Query, text: &str, vocabulary: &Vocabulary<'_>) -> Vec<String> {
    let words = query.words.iter().enumerate();
    words
        .filter(|(at, word)| !vocabulary.knows_any(word) && !query.is_covered(*at, vocabulary.view))
        .map(|(_, word)| slice(text, word.span.clone()).to_string())
        .collect()
}

/// Says which guesses the best hit rests on, for words that nothing was said of yet.
fn name_guesses(
    guesses: Vec<(usize, TermOrd)>,
    query: &Query,
    text: &str,
    vocabulary: &Vocabulary<'_>,
    understood: &mut Vec<Understood>,
) {
    for (word, ord) in guesses {
        let typed = query
            .words
            .get(word)
            .map(|word| slice(text, word.span.clone()));
        let (Some(typed), Some(meant)) = (typed, vocabulary.spelling(ord)) else {
            continue;
        };
        if !understood.iter().any(|note| note.typed == typed) {
            understood.push(Understood {
                typed: typed.to_string(),
                meant,
                how: How::Typo,
            });
        }
    }
}

/// Takes a step to find anything at all; whether there was something to take.
fn relax(query: &mut Query, step: Relaxed, vocabulary: &Vocabulary<'_>) -> bool {
    match step {
        Relaxed::Phrases => query.lift_phrases(),
        Relaxed::Title => query.lift_title(),
        Relaxed::Beginnings => understand::read_beginnings(query, vocabulary),
    }
}

/// One run over the index.
struct Engine<'a> {
    view: &'a View<'a>,
    accumulator: &'a mut Accumulator,
    library: &'a Library,
    weights: &'a Weights,
    /// There where facets, filters or dates need them.
    columns: Option<&'a Columns>,
    filters: &'a Filters,
    trace: Option<&'a Trace>,
}

impl Engine<'_> {
    /// Runs, and as long as nothing is found, once more with something lifted. Gives the words,
    /// by number, that the best hit has a guess for only, and the guess. What filters leave out
    /// was found too: they choose among the answers of a query and do not change it.
    fn answer(
        &mut self,
        query: &mut Query,
        options: SearchOptions,
        vocabulary: &Vocabulary<'_>,
        results: &mut SearchResults,
    ) -> Vec<(usize, TermOrd)> {
        let mut guesses = self.run(query, options, results);
        for step in [Relaxed::Phrases, Relaxed::Title, Relaxed::Beginnings] {
            if guesses.is_none() && !options.literal && relax(query, step, vocabulary) {
                results.relaxed.push(step);
                guesses = self.run(query, options, results);
            }
        }
        if results.total == 0 {
            results.relaxed.clear();
        }
        guesses.unwrap_or_default()
    }

    /// Puts hits and their number into the results; gives the guesses of the best hit, `None`
    /// where nothing was found, whatever the filters.
    fn run(
        &mut self,
        query: &Query,
        options: SearchOptions,
        results: &mut SearchResults,
    ) -> Option<Vec<(usize, TermOrd)>> {
        let view = self.view;
        let expansion = Expansion::of(query, view, options.marks == Marks::Exact);
        let restrictions = Restrictions::of(view, query);
        let filtered = options.facets || *self.filters != Filters::default();
        let ranker = Ranker {
            view,
            expansion: &expansion,
            weights: self.weights,
            deep: filtered || options.sort != Sort::Relevance || !restrictions.is_empty(),
            trace: self.trace,
        };
        let Collected {
            mut candidates,
            pairs,
            at_least,
        } = ranker.collect(self.accumulator);
        let matcher = Matcher::of(&expansion, view);
        let wanted = options.offset.saturating_add(options.limit);
        let page = wanted.max(RERANKED);
        restrictions.apply_lists(&mut candidates);
        if !restrictions.is_empty() && !view.is_incomplete() {
            self.sort(options.sort, &mut candidates, usize::MAX);
            restrictions.apply_text(&matcher, self.library, page, &mut candidates);
        }
        let found = !candidates.is_empty();
        let facets = self.restrict(&mut candidates, filtered);
        results.facets = facets.filter(|_| options.facets);
        if view.is_incomplete() {
            return None;
        }
        let dates = self.columns.map_or(&[][..], |columns| &columns.dates);
        results.total_is_lower_bound = at_least.is_some();
        if restrictions.is_empty() {
            // What filters leave of a list nobody knows.
            let least = at_least.filter(|_| !filtered).unwrap_or(0);
            results.total = candidates.len().max(least);
            candidates::keep_completest(&mut candidates, wanted);
            self.sort(options.sort, &mut candidates, page);
        } else {
            // Filters may have brought some here that were not read.
            restrictions.apply_text(&matcher, self.library, page, &mut candidates);
            results.total = candidates.len();
        }
        if options.sort == Sort::Relevance {
            ranker.read_best(&matcher, self.library, &pairs, &mut candidates);
            results.lift = ranker.lift_complete(&mut candidates);
            if let Some(recency) = options.recency {
                ranker.prefer_recent(recency, dates, &mut candidates);
            }
            candidates::keep_best(&mut candidates, wanted);
        } else {
            results.lift = 1.0;
            candidates.truncate(wanted);
        }
        results.hits = candidates
            .iter()
            .skip(options.offset)
            .filter_map(|candidate| hit(view, self.library, &matcher, candidate))
            .collect();
        let guesses = candidates.first().and_then(|best| {
            let fields = self.library.read(view, &matcher, best.doc)?;
            Some(guesses::used(
                [&fields.title, &fields.body].into_iter(),
                &matcher,
            ))
        });
        found.then(|| guesses.unwrap_or_default())
    }
}

impl Engine<'_> {
    /// Keeps the first so many in the order asked for.
    fn sort(&self, sort: Sort, candidates: &mut Vec<Candidate>, count: usize) {
        let dates = self.columns.map_or(&[][..], |columns| &columns.dates);
        if sort == Sort::Relevance {
            return candidates::keep_best(candidates, count);
        }
        let tier = candidates.iter().map(|one| one.completeness).max();
        candidates.retain(|candidate| Some(candidate.completeness) == tier);
        // Dates have 23 bits.
        for candidate in candidates.iter_mut() {
            let date = dates.get(candidate.doc.0 as usize).copied().unwrap_or(0);
            candidate.lift = f32::from(candidate.completeness);
            candidate.score = match sort {
                Sort::Oldest if date != 0 => -(date as f32),
                Sort::Oldest => f32::NEG_INFINITY,
                _ => date as f32,
            };
        }
        candidates::keep_best(candidates, candidates.len());
    }

    /// Leaves out what the filters do, and counts.
    fn restrict(&self, candidates: &mut Vec<Candidate>, filtered: bool) -> Option<Facets> {
        let columns = self.columns.filter(|_| filtered)?;
        let mut passing = Vec::with_capacity(candidates.len());
        let facets = count_and_keep(
            columns,
            self.filters,
            &mut candidates.iter().map(|candidate| candidate.doc),
            &mut |passes| passing.push(passes),
        );
        let mut passing = passing.into_iter();
        candidates.retain(|_| passing.next().unwrap_or(false));
        Some(facets)
    }
}

/// Whether two texts differ in case only.
fn same_letters(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().map(lower).collect::<String>();
    letters(one.trim()) == letters(other.trim())
}

/// The document with this id. O(documents); in a sharded index among those fetched before.
fn find(view: &View<'_>, id: &str) -> Option<DocId> {
    view.documents_at_hand()
        .find(|doc| view.article(*doc).is_some_and(|article| article.id == id))
}

fn hit(
    view: &View<'_>,
    library: &Library,
    matcher: &Matcher,
    candidate: &Candidate,
) -> Option<Hit> {
    let article = view.article(candidate.doc)?;
    let fields = library.read(view, matcher, candidate.doc)?;
    let text = |field| FieldText { field, matcher };
    let sections = sections::best(&article, &text(&fields.body));
    Some(Hit {
        doc: candidate.doc,
        id: article.id.to_string(),
        url: article.url.to_string(),
        title: text(&fields.title).whole(),
        date: article.date,
        source: article.source.map(str::to_string),
        score: candidate.score,
        lift: candidate.lift,
        snippet: text(&fields.body).snippet(&fields.title),
        sections,
    })
}

fn read_article(view: &View<'_>, matcher: &Matcher, doc: DocId) -> Option<Article> {
    let article = view.article(doc)?;
    let fields = reading::fields(&article, &view.body(doc, &article)?, matcher);
    let text = |field| FieldText { field, matcher };
    let (paragraphs, best_paragraph) = text(&fields.body).paragraphs();
    Some(Article {
        id: article.id.to_string(),
        url: article.url.to_string(),
        title: text(&fields.title).whole(),
        date: article.date,
        source: article.source.map(str::to_string),
        paragraphs,
        best_paragraph,
    })
}
