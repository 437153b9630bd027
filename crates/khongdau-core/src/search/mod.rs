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
//! * `matches` says what to highlight, `snippet` makes passages.

mod candidates;
mod expansion;
mod matcher;
mod matches;
mod proximity;
mod query;
pub mod ranking;
mod snippet;

use crate::index::surface::SpellingCache;
use crate::index::{DocId, Index};
use candidates::{Accumulator, Candidate, Ranker};
use expansion::Expansion;
use matcher::Matcher;
use query::Query;
use ranking::Weights;
use snippet::Reader;
use std::ops::Range;

/// How to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchOptions {
    /// Hits wanted at most. Default 10.
    pub limit: usize,
    /// Hits skipped before the first. Default 0.
    pub offset: usize,
    /// The last word is still being typed: match it as a prefix too, unless a blank or other
    /// separator follows it. Default true.
    pub prefix: bool,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self {
            limit: 10,
            offset: 0,
            prefix: true,
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
    /// The passage where the query's words stand closest.
    pub snippet: Marked,
}

/// The answer to a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchResults {
    /// Documents in which at least one word of the query occurs.
    pub total: usize,
    /// The wanted page of them, best first; ties in the order of the index.
    pub hits: Vec<Hit>,
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
    matcher: Matcher,
    spellings: SpellingCache,
    weights: Weights,
}

impl<D: AsRef<[u8]>> Searcher<D> {
    /// A searcher over an opened index.
    pub fn new(index: Index<D>) -> Self {
        Self {
            index,
            accumulator: Accumulator::default(),
            matcher: Matcher::default(),
            spellings: SpellingCache::default(),
            weights: Weights::default(),
        }
    }

    /// The same with other constants of the ranking.
    pub fn with_weights(self, weights: Weights) -> Self {
        Self { weights, ..self }
    }

    /// The index behind it.
    pub fn index(&self) -> &Index<D> {
        &self.index
    }

    /// Searches. Never fails: a query without words has no hits.
    ///
    /// Costs the posting lists of the query's words, the token streams of the best
    /// [`ranking::RERANKED`] documents, and the text of the hits returned.
    pub fn search(&mut self, text: &str, options: SearchOptions) -> SearchResults {
        let Some(view) = self.index.view() else {
            return SearchResults::default();
        };
        let query = Query::parse(text, options.prefix);
        let expansion = Expansion::of(&query, &view);
        let ranker = Ranker {
            view: &view,
            expansion: &expansion,
            weights: &self.weights,
        };
        let mut candidates = ranker.collect(&mut self.accumulator);
        let total = candidates.len();
        let wanted = options.offset.saturating_add(options.limit);
        let reranked = wanted.max(ranking::RERANKED);
        self.matcher.set(&expansion, view.meta.terms);
        ranker.add_proximity(&self.matcher, &mut candidates, reranked);
        candidates::keep_best(&mut candidates, reranked);
        candidates::lift_complete(&mut candidates);
        candidates.truncate(wanted);
        let reader = Reader {
            view: &view,
            matcher: &self.matcher,
            spellings: &self.spellings,
        };
        let hits = candidates
            .iter()
            .skip(options.offset)
            .filter_map(|candidate| hit(&reader, candidate))
            .collect();
        self.matcher.clear();
        SearchResults { total, hits }
    }

    /// The article with this id, highlighted for `query` (which may be empty). `None` when
    /// the index has no such id. O(documents + article).
    pub fn article(&mut self, id: &str, query: &str) -> Option<Article> {
        let view = self.index.view()?;
        let doc = (0..view.meta.documents)
            .map(DocId)
            .find(|doc| view.card(*doc).is_some_and(|card| card.id == id))?;
        let expansion = Expansion::of(&Query::parse(query, true), &view);
        self.matcher.set(&expansion, view.meta.terms);
        let reader = Reader {
            view: &view,
            matcher: &self.matcher,
            spellings: &self.spellings,
        };
        let article = read_article(&reader, doc);
        self.matcher.clear();
        article
    }
}

fn hit(reader: &Reader<'_>, candidate: &Candidate) -> Option<Hit> {
    let card = reader.view.card(candidate.doc)?;
    Some(Hit {
        doc: candidate.doc,
        id: card.id.to_string(),
        url: card.url.to_string(),
        title: reader.title(candidate.doc)?.whole(reader),
        date: card.date,
        source: card.source.map(str::to_string),
        score: candidate.score,
        snippet: reader.body(candidate.doc)?.snippet(reader),
    })
}

fn read_article(reader: &Reader<'_>, doc: DocId) -> Option<Article> {
    let card = reader.view.card(doc)?;
    let (paragraphs, best_paragraph) = reader.body(doc)?.paragraphs(reader);
    Some(Article {
        id: card.id.to_string(),
        url: card.url.to_string(),
        title: reader.title(doc)?.whole(reader),
        date: card.date,
        source: card.source.map(str::to_string),
        paragraphs,
        best_paragraph,
    })
}
