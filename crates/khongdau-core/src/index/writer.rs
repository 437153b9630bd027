//! Documents in, index bytes out. Native only: the browser never writes an index.
//!
//! ```text
//! Document ─analyzed─► AnalyzedDocument ─► Writer ── articles ──────────────────────────┐
//!            any thread                      ├────── occurrences ─ weigher ──┐          ├─► pieces
//!                                            └────── tokens ─┬─ followers ───┴─ blocks ─┤
//!                                                            └─ neighbours ──── blocks ─┘
//! ```
//!
//! Everything is numbered in order of first appearance while documents come in; terms get
//! their final ordinals, which follow the byte order of the dictionary, at the end.
//!
//! What is kept of a document is about its text, two bytes for each token, and three for each of
//! its distinct terms. What the end needs beside that is made and freed in [`parts`].

mod analyzed;
mod articles;
mod blocks;
mod dictionary;
mod followers;
mod forms;
mod neighbours;
mod occurrences;
mod parts;
mod tokens;
mod weigher;

pub use analyzed::AnalyzedDocument;

use super::acronyms::AcronymEntry;
use super::columns::ColumnsBuilder;
use super::lists::Of;
use super::root::{self, Root};
use super::terms::TermOrd;
use super::update::{self, Update};
use super::{DocId, Index, View, WriteError, near, pair_lists, pairs};
use crate::analysis::acronyms::{AcceptedAcronym, Collector};
use crate::format::container;
use crate::format::pieces::Pieces;
use crate::text::{Placement, Term, spelling};
use articles::Articles;
use blocks::{Entries, block_size};
use dictionary::{Dictionary, Interner, is_word};
use followers::Followers;
use neighbours::Neighbours;
use occurrences::Occurrences;
use rustc_hash::FxHashSet;
use tokens::Tokens;
use weigher::Weigher;

/// Documents an index holds at most: with the four bits a posting adds, numbers stay 32 bits.
pub const MAX_DOCUMENTS: u32 = 1 << 28;
/// Terms an index holds at most: a follower's level takes three bits of its ordinal.
const MAX_TERMS: usize = 1 << 24;
/// Tokens a field holds at most.
pub const MAX_FIELD_TOKENS: usize = 1 << 24;

/// Collects documents and writes the index. Same documents in the same order, same bytes.
#[derive(Debug, Default)]
pub struct Writer {
    ids: FxHashSet<String>,
    terms: Interner,
    postings: Vec<Occurrences>,
    documents: Vec<Pending>,
    articles: Articles,
    columns: ColumnsBuilder,
    acronyms: Collector,
}

/// A document whose terms still carry the numbers of their first appearance.
#[derive(Debug)]
struct Pending {
    /// Of title and body.
    tokens: [Tokens; 2],
    /// Long forms in them, as the article has them; empty where there are none.
    forms: Box<[u8]>,
}

impl Writer {
    /// An empty writer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a short form of the site's own and what it stands for, which is not to be doubted.
    pub fn add_acronym(&mut self, short: &str, long: &str) {
        self.acronyms.add_own(short, long);
    }

    /// Adds one document. Its id must be new; on an error nothing is added.
    pub fn add(&mut self, analyzed: AnalyzedDocument) -> Result<(), WriteError> {
        let AnalyzedDocument {
            document,
            terms,
            acronyms,
        } = analyzed;
        let doc = DocId(self.documents.len() as u32);
        if doc.0 >= MAX_DOCUMENTS {
            return Err(WriteError::Limit {
                what: "documents",
                limit: u64::from(MAX_DOCUMENTS),
            });
        }
        if terms
            .fields
            .iter()
            .any(|field| field.len() > MAX_FIELD_TOKENS)
        {
            return Err(WriteError::Limit {
                what: "words in one field",
                limit: MAX_FIELD_TOKENS as u64,
            });
        }
        if self.ids.contains(&document.id) {
            return Err(WriteError::DuplicateId(document.id));
        }
        self.acronyms.add_document(acronyms);
        let numbers: Vec<u32> = terms.iter().map(|term| self.term_number(term)).collect();
        for (number, counts) in numbers.iter().zip(&terms.counts) {
            self.postings[*number as usize].push(doc, *counts);
        }
        self.columns.push(&document);
        self.articles.push(&document);
        self.documents.push(Pending {
            tokens: terms.fields.map(|field| Tokens::of(&field, &numbers)),
            forms: Box::default(),
        });
        self.ids.insert(document.id);
        Ok(())
    }

    fn term_number(&mut self, term: &[u8]) -> u32 {
        let number = self.terms.number(term);
        if number as usize == self.postings.len() {
            self.postings.push(Occurrences::default());
        }
        number
    }

    /// The index bytes.
    pub fn finish(self) -> Result<Vec<u8>, WriteError> {
        self.finish_in_pieces().map(Pieces::into_bytes)
    }

    /// The same in pieces, for whoever writes them one after the other: half the memory.
    pub fn finish_in_pieces(self) -> Result<Pieces, WriteError> {
        match self.documents.is_empty() {
            true => Err(WriteError::Empty),
            false => self.finish_onto(None),
        }
    }

    /// The bytes of an [update] to `base`, a first file without an update, of which
    /// all terms and pairs are at hand: the documents added are new, or stand for one of those
    /// that are `gone`, ascending. There may be none.
    pub fn finish_update<D: AsRef<[u8]>>(
        mut self,
        base: &Index<D>,
        gone: Vec<DocId>,
    ) -> Result<Vec<u8>, WriteError> {
        let view = base.view().ok_or(WriteError::Base)?;
        for (short, long) in spelled_acronyms(&view) {
            self.add_acronym(&short, &long);
        }
        let base = update::name(view.blocks.bytes);
        let onto = Onto {
            base: &view,
            update: Update { base, gone },
        };
        let pieces = self.finish_onto(Some(onto))?;
        match view.is_incomplete() {
            true => Err(WriteError::Base),
            false => Ok(pieces.into_bytes()),
        }
    }

    fn finish_onto(mut self, onto: Option<Onto<'_>>) -> Result<Pieces, WriteError> {
        self.ids = FxHashSet::default();
        let accepted = self.post_long_forms();
        if self.postings.len() > MAX_TERMS {
            return Err(WriteError::Limit {
                what: "different words",
                limit: MAX_TERMS as u64,
            });
        }
        let dictionary = Dictionary::of(std::mem::take(&mut self.terms));
        let weigher = Weigher::of(&self.documents, onto.as_ref().map(|onto| onto.base.root));
        let lists = self.lists(&dictionary, &weigher, onto.as_ref());
        // Their tokens go before the bytes come.
        let forms: Vec<Box<[u8]>> = (std::mem::take(&mut self.documents).into_iter())
            .map(|document| document.forms)
            .collect();
        let mut root = Root {
            documents: forms.len() as u32,
            terms: dictionary.bytes.len() as u32,
            tokens: weigher.tokens,
            tails: lists.tails.len() as u32,
            rests: self.articles.rests(),
            ..Root::default()
        };
        let terms = blocks::of_terms(lists.terms, lists.block, &mut root);
        let pairs = blocks::of_pairs(lists.pairs, lists.block, &mut root);
        let [keys, acronyms, update] = match onto {
            // Keys and acronyms of the base are used.
            Some(onto) => [
                near::encode(std::iter::empty()),
                super::acronyms::encode(&[]),
                update::encode(&onto.update),
            ],
            None => [
                near::encode(lists.keys.iter().copied()),
                encode_acronyms(&accepted, &dictionary.ords),
                Vec::new(),
            ],
        };
        container::encode([
            root::encode(&root).into(),
            Pieces::default(),
            terms,
            pairs,
            blocks::of_tails(lists.tails),
            self.articles.finish(&forms),
            self.columns.finish().into(),
            keys.into(),
            acronyms.into(),
            update.into(),
        ])
        .ok_or(WriteError::Limit {
            what: "bytes",
            limit: u64::from(u32::MAX),
        })
    }

    /// All posting lists. Takes the occurrences.
    fn lists<'a>(
        &mut self,
        dictionary: &'a Dictionary,
        weigher: &Weigher,
        onto: Option<&Onto<'_>>,
    ) -> Lists<'a> {
        // So small that it is never sharded: one block of each kind.
        let is_small = onto.is_none() && self.documents.len() <= pair_lists::SMALL as usize;
        let mut tails = Vec::new();
        let counts = self.counts(&dictionary.ords);
        let (terms, keys) = self.term_records(dictionary, &counts, weigher, is_small, &mut tails);
        if is_small {
            return Lists {
                terms,
                pairs: Entries::default(),
                tails,
                keys,
                block: usize::MAX,
            };
        }
        let has_list = |first: &str, second: &str| {
            onto.is_some_and(|onto| onto.base.pair_list(first, second).is_some())
        };
        let neighbours = Neighbours::of(&self.documents, dictionary, &counts);
        let pairs = neighbours.lists(&has_list, &mut tails);
        Lists {
            block: block_size(&terms, &pairs),
            terms,
            pairs,
            tails,
            keys,
        }
    }

    /// The records of all terms, and the keys that typos may stand for. Takes the occurrences.
    fn term_records<'a>(
        &mut self,
        dictionary: &'a Dictionary,
        counts: &[u32],
        weigher: &Weigher,
        is_small: bool,
        tails: &mut Vec<Vec<u8>>,
    ) -> (Entries, Vec<&'a str>) {
        let documents = self.documents.len() as u32;
        let term = |ord: TermOrd| {
            let bytes = &dictionary.bytes[ord.0 as usize];
            (counts[ord.0 as usize], Term::from_bytes(bytes))
        };
        let term: Option<&dyn Fn(TermOrd) -> _> = if is_small { None } else { Some(&term) };
        let mut records = Entries::default();
        let mut by_key: Vec<(&str, u32)> = Vec::new();
        let followers = Followers::of(&self.documents, dictionary, counts);
        followers.each(&mut |ord, followers| {
            let number = dictionary.numbers[ord.0 as usize];
            let postings = std::mem::take(&mut self.postings[number as usize]);
            let postings = weigher.weigh(&postings);
            let key = dictionary.key(ord);
            match by_key.last_mut().filter(|(last, _)| *last == key) {
                Some((_, count)) => *count += postings.len() as u32,
                None => by_key.push((key, postings.len() as u32)),
            }
            let mut record = pairs::encode(counts[ord.0 as usize], followers, term);
            pairs::put_list(&mut record, Of::Term, &postings, tails);
            records.push(&dictionary.bytes[ord.0 as usize], &record);
        });
        let least = near::least_documents(documents);
        let keys = by_key
            .into_iter()
            .filter(|(key, count)| *count >= least && is_word(key))
            .map(|(key, _)| key)
            .collect();
        (records, keys)
    }

    /// How often each term is a token, by ordinal.
    fn counts(&self, ords: &[TermOrd]) -> Vec<u32> {
        let mut counts = vec![0u32; ords.len()];
        for field in self.documents.iter().flat_map(|pending| &pending.tokens) {
            for token in field.iter() {
                counts[ords[token.number as usize].0 as usize] += 1;
            }
        }
        counts
    }
}

/// The posting lists of an index, and what else is known of terms.
struct Lists<'a> {
    /// The record of each term.
    terms: Entries,
    /// The list of each pair.
    pairs: Entries,
    tails: Vec<Vec<u8>>,
    /// What typos may stand for.
    keys: Vec<&'a str>,
    /// Bytes of a block.
    block: usize,
}

/// What an update is written for.
struct Onto<'a> {
    base: &'a View<'a>,
    update: Update,
}

/// The acronyms of an index, each with what it stands for.
fn spelled_acronyms(view: &View<'_>) -> Vec<(String, String)> {
    let spelled = |ord: &TermOrd| {
        let term = view.terms.term(*ord)?;
        spelling(&term.key, &term.signature, Placement::Old)
    };
    let entries = view.acronyms.iter();
    let entries = entries.filter_map(|entry| {
        let long: Option<Vec<String>> = entry.long.iter().map(spelled).collect();
        Some((entry.short.to_string(), long?.join(" ")))
    });
    entries.collect()
}

fn encode_acronyms(accepted: &[(AcceptedAcronym, Vec<u32>)], ords: &[TermOrd]) -> Vec<u8> {
    let entries: Vec<AcronymEntry<'_>> = accepted
        .iter()
        .map(|(acronym, terms)| AcronymEntry {
            short: &acronym.short,
            weak: acronym.weak,
            long: terms.iter().map(|number| ords[*number as usize]).collect(),
        })
        .collect();
    super::acronyms::encode(&entries)
}
