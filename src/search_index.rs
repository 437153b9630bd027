//! The class that JavaScript sees.

use crate::{boundary, embedded};
use khongdau_core::index::Index;
use khongdau_core::index::blocks::Shard;
use khongdau_core::search::Searcher;
use std::borrow::Cow;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Suggestions unless the caller says otherwise.
const SUGGESTIONS: usize = 5;

/// An opened index that answers queries.
///
/// Objects it returns are plain data; ranges are pairs `[start, end]` of UTF-16 code units.
/// Errors are `Error` objects with a stable `code`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct SearchIndex {
    searcher: Searcher<Cow<'static, [u8]>>,
    /// The files that [`missing`](Self::missing) named.
    wanted: Vec<Shard>,
}

#[wasm_bindgen]
impl SearchIndex {
    /// Opens the index inside the module. Throws with code `NOT_FOUND` in a module built
    /// without one.
    pub fn embedded() -> Result<SearchIndex, JsValue> {
        if embedded::INDEX.is_empty() {
            return Err(boundary::error(
                "NOT_FOUND",
                "this module carries no articles: give it an index with open(bytes)",
            ));
        }
        Self::from_bytes(Cow::Borrowed(embedded::INDEX))
    }

    /// Opens the bytes of an index file. Throws with code `BAD_INDEX` or `VERSION`; nothing
    /// of a damaged index is ever used.
    pub fn open(bytes: Vec<u8>) -> Result<SearchIndex, JsValue> {
        Self::from_bytes(Cow::Owned(bytes))
    }

    fn from_bytes(bytes: Cow<'static, [u8]>) -> Result<SearchIndex, JsValue> {
        let index = Index::open(bytes).map_err(|reason| boundary::open_error(&reason))?;
        Ok(Self {
            searcher: Searcher::new(index),
            wanted: Vec::new(),
        })
    }

    /// Searches. A query without words has no hits. `options` is
    /// `{ limit?: number, offset?: number, prefix?: boolean, literal?: boolean,
    /// marks?: "auto" | "exact" | "ignore", recency?: { halfLifeDays: number, today: string },
    /// filters?: { source?, year?, from?, to? }, facets?: boolean }`; the answer
    /// `{ query, total, hits, understood, corrected?, alsoSearched, unmatched, relaxed, facets? }`:
    ///
    /// * `hits`: `{ id, url, title, date?, source?, score, snippet }` each, with `title` and
    ///   `snippet` as `{ text, ranges }`.
    /// * `understood`: `{ typed, meant, how }` for words read as something else, `how` being
    ///   `"telex"`, `"vni"`, `"typo"`, `"split"` or `"joined"`.
    /// * `corrected`: the query in proper Vietnamese.
    /// * `alsoSearched`: `{ typed, also }` for other names that were searched for too.
    /// * `unmatched`: words that no document has.
    /// * `relaxed`: `"phrases"`, `"title"`, `"beginnings"`: what was lifted to find anything.
    /// * `lift`, of a hit what of its score is for having all words, of the answer what a step
    ///   towards that is: what answers of several indexes are merged by.
    /// * `facets`, where asked for: as [`facets`](Self::facets) gives them, of what was found.
    ///
    /// Throws with code `BAD_OPTIONS`.
    pub fn search(&mut self, text: &str, options: JsValue) -> Result<JsValue, JsValue> {
        let (options, filters) = boundary::search_options(&options)?;
        let results = self.searcher.search_within(text, options, &filters);
        Ok(boundary::results(text, &results))
    }

    /// What a reader who has typed `text` may be about to type: `{ text, kind }` each, the most
    /// likely first, `kind` being `"completion"` or `"title"`; 5 unless `limit` says otherwise.
    /// Throws with code `BAD_OPTIONS`.
    pub fn suggest(&mut self, text: &str, limit: JsValue) -> Result<JsValue, JsValue> {
        let limit = boundary::count(&limit, SUGGESTIONS)?;
        let suggestions = self.searcher.suggest(text, limit);
        Ok(boundary::suggestions(&suggestions))
    }

    /// Why the article with this id has its score for a query:
    /// `{ score, parts: [{ what, score }] }`, or `undefined` when it is not among the best.
    /// `options` are those of `search`; throws with code `BAD_OPTIONS`.
    pub fn explain(&mut self, text: &str, id: &str, options: JsValue) -> Result<JsValue, JsValue> {
        let (options, filters) = boundary::search_options(&options)?;
        let explanation = self.searcher.explain_within(text, id, options, &filters);
        Ok(explanation.map_or(JsValue::UNDEFINED, |explanation| {
            boundary::explanation(&explanation)
        }))
    }

    /// How many documents there are of each source and year:
    /// `{ source?: { name: count }, year?: { "2024": count } }`.
    pub fn facets(&mut self) -> JsValue {
        boundary::facets(&self.searcher.facets())
    }

    /// The article with this id, highlighted for `query`:
    /// `{ id, url, title, date?, source?, paragraphs, bestParagraph? }`, or `undefined`.
    pub fn article(&mut self, id: &str, query: Option<String>) -> JsValue {
        let article = self.searcher.article(id, query.as_deref().unwrap_or(""));
        article.map_or(JsValue::UNDEFINED, |article| boundary::article(&article))
    }

    /// The files of a sharded index that the calls since the last `missing` would have needed, by
    /// their address in the folder of the index. Where there are any, what those calls returned is
    /// not to be used: `provide` them, and ask again.
    pub fn missing(&mut self) -> Vec<String> {
        let missing = self.searcher.index().take_missing();
        let paths = missing.iter().map(|shard| shard.path.clone()).collect();
        self.wanted.extend(missing);
        paths
    }

    /// Takes in the decompressed content of a file that `missing` named. Throws with code
    /// `BAD_INDEX` where it is not that file's.
    pub fn provide(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), JsValue> {
        let Some(at) = self.wanted.iter().position(|wanted| wanted.path == path) else {
            return Ok(());
        };
        let shard = self.wanted.swap_remove(at);
        let index = self.searcher.index_mut();
        index
            .provide(&shard, bytes)
            .map_err(|reason| boundary::open_error(&reason))
    }

    /// `{ formatVersion, analyzerVersion, documents, terms, tokens, bytes }`.
    pub fn info(&self) -> JsValue {
        boundary::info(&self.searcher.index().stats())
    }
}
