//! An index and its [update](super::update), read as one.
//!
//! A term that both have is the base's: it has its number, its counts and its followers, and the
//! documents of both. What only the update has comes behind it.

use super::article::{self, ArticleRecord};
use super::blocks::{Block, Blocks};
use super::columns::Columns;
use super::pairs::List;
use super::terms::{TermDict, TermEntry, TermOrd};
use super::update::Update;
use super::{DocId, View, pair_lists};
use crate::text::Term;
use std::ops::Range;

/// The term dictionaries of base and update.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    pub(super) base: TermDict<'a>,
    pub(super) update: Option<TermDict<'a>>,
}

impl<'a> Terms<'a> {
    /// The dictionary that a number is of.
    fn of(&self, ord: TermOrd) -> TermDict<'a> {
        self.update
            .filter(|update| update.has_ord(ord))
            .unwrap_or(self.base)
    }

    /// Whether this is a term of the update alone.
    pub(super) fn is_new(&self, ord: TermOrd) -> bool {
        self.update.is_some_and(|update| update.has_ord(ord))
    }

    /// The number of exactly this term.
    pub fn get(&self, term: &Term) -> Option<TermOrd> {
        let bytes = term.to_bytes();
        let base = self.base.get(&bytes);
        // Asked too where the base has it: its documents are wanted next.
        let update = self.update.and_then(|update| update.get(&bytes));
        base.or(update)
    }

    /// The term with this number. O(length of the term).
    pub fn term(&self, ord: TermOrd) -> Option<Term> {
        self.of(ord).term(ord)
    }

    /// What the block of a term holds for it.
    pub fn record(&self, ord: TermOrd) -> Option<&'a [u8]> {
        self.of(ord).record(ord)
    }

    /// Asks for the blocks of a key and of the terms that `letters` begin, so that they are fetched
    /// with others.
    pub fn touch(&self, key: &str, letters: Option<&str>) {
        self.base.touch(key, letters);
        if let Some(update) = self.update {
            update.touch(key, letters);
        }
    }

    /// Every spelling of `key`: of each part in byte order of the signature.
    pub fn spellings(&self, key: &str, visit: &mut dyn FnMut(TermEntry)) {
        self.base.spellings(key, visit);
        if let Some(update) = self.update {
            update.spellings(key, &mut |entry| self.visit_new(entry, visit));
        }
    }

    /// Every term whose key starts with `prefix`, of each part in byte order. Nothing for an empty
    /// prefix, nor for one that begins so many terms that they fill more than three blocks.
    pub fn completions(&self, prefix: &str, visit: &mut dyn FnMut(TermEntry)) {
        self.base.completions(prefix, visit);
        if let Some(update) = self.update.filter(|_| !self.is_wide(prefix)) {
            update.completions(prefix, &mut |entry| self.visit_new(entry, visit));
        }
    }

    fn visit_new(&self, entry: TermEntry, visit: &mut dyn FnMut(TermEntry)) {
        if self.base.get(&entry.to_bytes()).is_none() {
            visit(entry);
        }
    }

    /// Whether a beginning begins too much to be completed by look-up.
    pub fn is_wide(&self, prefix: &str) -> bool {
        self.base.is_wide(prefix)
    }

    /// The numbers of the base's terms that a beginning begins.
    pub fn ordinals(&self, prefix: &str) -> Range<u32> {
        self.base.ordinals(prefix)
    }
}

impl<'a> View<'a> {
    /// Documents of base and update, those that are gone included: numbers are below it.
    pub fn documents(&self) -> u32 {
        let update = self
            .update
            .map_or(0, |(blocks, _)| blocks.stored.root.documents);
        self.root.documents + update
    }

    /// All documents but those that are gone, in order.
    pub fn all_documents(&self) -> impl Iterator<Item = DocId> + use<'a> {
        let view = *self;
        (0..view.documents())
            .map(DocId)
            .filter(move |doc| !view.is_gone(*doc))
    }

    /// Whether a document is not to be found any more.
    pub fn is_gone(&self, doc: DocId) -> bool {
        self.update
            .is_some_and(|(_, update): (_, &Update)| update.is_gone(doc))
    }

    /// Of so many documents of a list, how many are to be found at least.
    pub fn at_least(&self, documents: u32) -> u32 {
        let gone = self
            .update
            .map_or(0, |(_, update)| update.gone.len() as u32);
        documents.saturating_sub(gone)
    }

    fn update(&self) -> Option<Blocks<'a>> {
        self.update.map(|(blocks, _)| blocks)
    }

    /// The posting list of a term.
    pub fn list(&self, ord: TermOrd) -> Option<List<'a>> {
        let list = self.terms.of(ord).list(ord)?;
        let Some(update) = self.terms.update.filter(|update| !update.has_ord(ord)) else {
            return Some(list);
        };
        let other = self
            .terms
            .base
            .bytes(ord)
            .and_then(|term| update.get(&term));
        Some(list.and(other.and_then(|ord| update.list(ord))))
    }

    /// The posting list of two keys side by side, where they have one.
    pub fn pair_list(&self, first: &str, second: &str) -> Option<List<'a>> {
        let list = pair_lists::list(self.blocks, first, second);
        let Some(update) = self.update() else {
            return list;
        };
        let more = pair_lists::list(update, first, second);
        match list {
            Some(list) => Some(list.and(more)),
            None => more,
        }
    }

    /// Asks for the blocks of pairs of `first` and what `letters` begin.
    pub fn touch_pairs(&self, first: &str, letters: &str) {
        pair_lists::touch(self.blocks, first, letters);
        if let Some(update) = self.update() {
            pair_lists::touch(update, first, letters);
        }
    }

    /// Calls `visit` with every key that begins so and has a posting list behind `first`, and the
    /// documents in that; for each part.
    pub fn pairs_behind(&self, first: &str, letters: &str, visit: &mut dyn FnMut(&str, u32)) {
        pair_lists::behind(self.blocks, first, letters, visit);
        if let Some(update) = self.update() {
            pair_lists::behind(update, first, letters, visit);
        }
    }

    /// Where the record of a document is.
    fn place(&self, doc: DocId) -> (Blocks<'a>, Block) {
        let update = self
            .update()
            .filter(|update| doc.0 >= update.stored.first_document);
        let blocks = update.unwrap_or(self.blocks);
        (blocks, Block::Article(doc.0 - blocks.stored.first_document))
    }

    /// The record of a document.
    pub fn article(&self, doc: DocId) -> Option<ArticleRecord<'a>> {
        let (blocks, block) = self.place(doc);
        article::decode(blocks.get(block)?)
    }

    /// The whole body of a document as its author wrote it. O(body).
    pub fn body(&self, doc: DocId, article: &ArticleRecord<'a>) -> Option<String> {
        let mut body = article.body()?.to_string();
        if let Some(number) = article.rest {
            let (blocks, _) = self.place(doc);
            body.push_str(std::str::from_utf8(blocks.get(Block::Rest(number))?).ok()?);
        }
        Some(body)
    }

    /// The documents whose records need not be fetched.
    pub fn documents_at_hand(&self) -> impl Iterator<Item = DocId> + '_ {
        self.all_documents().filter(|doc| {
            let (blocks, block) = self.place(*doc);
            blocks.is_at_hand(block)
        })
    }

    /// Dates and filters of all documents; `None` where they are missing. O(documents).
    pub fn columns(&self) -> Option<Columns> {
        let mut columns = Columns::default();
        let more = self.update();
        // Both are asked for at once.
        let more = more.map(|update| (update, update.get(Block::Columns)));
        columns.add(self.blocks.get(Block::Columns)?, self.root.documents);
        if let Some((update, bytes)) = more {
            columns.add(bytes?, update.stored.root.documents);
        }
        Some(columns)
    }

    /// Whether something that was read is not there yet.
    pub fn is_incomplete(&self) -> bool {
        self.blocks.is_incomplete() || self.update().is_some_and(|update| update.is_incomplete())
    }
}
