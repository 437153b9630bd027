//! The class that JavaScript sees.

use crate::{boundary, embedded};
use khongdau_core::index::Index;
use khongdau_core::search::Searcher;
use std::borrow::Cow;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// An opened index that answers queries.
///
/// Objects it returns are plain data; ranges are pairs `[start, end]` of UTF-16 code units.
/// Errors are `Error` objects with a stable `code`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct SearchIndex {
    searcher: Searcher<Cow<'static, [u8]>>,
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
        })
    }

    /// Searches. `options` is `{ limit?: number, offset?: number, prefix?: boolean }`; the
    /// answer `{ query, total, hits: [{ id, url, title, date?, source?, score, snippet }] }`
    /// with `title` and `snippet` as `{ text, ranges }`. A query without words has no hits.
    pub fn search(&mut self, text: &str, options: JsValue) -> Result<JsValue, JsValue> {
        let options = boundary::search_options(&options)?;
        boundary::results(text, &self.searcher.search(text, options))
    }

    /// The article with this id, highlighted for `query`:
    /// `{ id, url, title, date?, source?, paragraphs, bestParagraph? }`, or `undefined`.
    pub fn article(&mut self, id: &str, query: Option<String>) -> Result<JsValue, JsValue> {
        match self.searcher.article(id, query.as_deref().unwrap_or("")) {
            Some(article) => boundary::article(&article),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// `{ formatVersion, analyzerVersion, documents, terms, tokens, bytes }`.
    pub fn info(&self) -> Result<JsValue, JsValue> {
        boundary::info(&self.searcher.index().stats())
    }
}
