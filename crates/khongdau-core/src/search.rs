//! Query, ranking, snippets. API contract while it is being written.
use crate::index::Index;
use std::ops::Range;

/// How to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchOptions { /// hits wanted at most; default 10
    pub limit: usize, /// hits skipped; default 0
    pub offset: usize, /// the last word is still being typed: match it as a prefix too; default true
    pub prefix: bool }
impl Default for SearchOptions { fn default() -> Self { Self { limit: 10, offset: 0, prefix: true } } }

/// Text with highlighted parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked { /// the text as its author wrote it
    pub text: String, /// byte ranges into `text`, ascending, not overlapping
    pub ranges: Vec<Range<usize>> }

/// One result.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit { /// number in the index
    pub doc: u32, /// see `Document`
    pub id: String, /// see `Document`
    pub url: String, /// title with highlights
    pub title: Marked, /// `YYYY-MM-DD`
    pub date: Option<String>, /// who published it
    pub source: Option<String>, /// higher is better
    pub score: f32, /// the best passage
    pub snippet: Marked }

/// The answer to a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchResults { /// documents that match at all
    pub total: usize, /// the wanted page of them, best first
    pub hits: Vec<Hit> }

/// An article for reading, the query's words highlighted.
#[derive(Debug, Clone, PartialEq)]
pub struct Article { /// see `Document`
    pub id: String, /// see `Document`
    pub url: String, /// see `Document`
    pub title: Marked, /// `YYYY-MM-DD`
    pub date: Option<String>, /// who published it
    pub source: Option<String>, /// paragraphs, each with its highlights
    pub paragraphs: Vec<Marked>, /// index into `paragraphs` of the best passage
    pub best_paragraph: Option<usize> }

/// Answers queries over one index.
pub struct Searcher<D>(Index<D>);
impl<D: AsRef<[u8]>> Searcher<D> {
    /// A searcher over an opened index.
    pub fn new(index: Index<D>) -> Self { Self(index) }
    /// The index behind it.
    pub fn index(&self) -> &Index<D> { &self.0 }
    /// Never fails: a query without words has no hits.
    pub fn search(&mut self, _query: &str, _options: SearchOptions) -> SearchResults { todo!() }
    /// The article with this id, highlighted for `query` (may be empty). `None` when there is no such id.
    pub fn article(&mut self, _id: &str, _query: &str) -> Option<Article> { todo!() }
}
