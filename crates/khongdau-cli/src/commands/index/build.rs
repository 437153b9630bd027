//! The index in the making: articles are read and analysed on all cores, and taken in in order.

use super::record::Entry;
use super::report::Report;
use super::summary::Summary;
use super::update::Known;
use crate::input::{Fingerprint, InputError, Inputs, Outcome, Place, Problem, RawArticle, Reading};
use crate::progress::Progress;
use crate::terminal::plain;
use anyhow::Context;
use khongdau_core::index::{AnalyzedDocument, Writer};
use khongdau_extract::{Article, Found};
use rayon::prelude::*;
use std::collections::hash_map::Entry as Slot;
use std::collections::{HashMap, HashSet};

/// A chunk ends with the article that reaches one of these: enough work for many cores, and little
/// enough memory. An analysed article takes about four times its bytes, and there are two chunks.
const CHUNK_ARTICLES: usize = 512;
const CHUNK_BYTES: u64 = 4 << 20;

/// The index in the making.
pub struct Build<'a> {
    pub writer: Writer,
    /// The articles taken in, where they are wanted.
    pub entries: Vec<Entry>,
    /// Numbers of the articles of the index before that are as they were.
    pub unchanged: HashSet<usize>,
    /// Where each id was first seen, to name both places of a second one.
    places: HashMap<String, Place>,
    text_bytes: u64,
    report: Report,
    /// Addresses that pages state themselves: a page may lie under several names.
    urls: HashSet<String>,
    skip_errors: bool,
    progress: &'a Progress,
    preparing: Preparing<'a>,
}

/// How articles are prepared.
#[derive(Clone, Copy)]
struct Preparing<'a> {
    reading: &'a Reading,
    /// Whether what they are made of is wanted.
    recorded: bool,
    known: Option<&'a Known>,
}

/// An article after the parallel part.
struct Prepared {
    place: Place,
    fingerprint: Option<Fingerprint>,
    id: String,
    url: String,
    text_bytes: u64,
    found: Found,
    has_date: bool,
    analyzed: AnalyzedDocument,
}

/// An article after the parallel part, or why it is none.
enum Ready {
    Article(Box<Prepared>),
    /// It is the one of this number, as it was.
    Known(Place, usize),
    Skipped(Place, String),
    /// It is none, and nobody misses it.
    Other,
}

impl Ready {
    fn new(article: RawArticle, preparing: Preparing<'_>) -> Result<Ready, InputError> {
        let place = article.place.clone();
        let fingerprint = match preparing.recorded {
            true => article.fingerprint(),
            false => None,
        };
        let known = preparing.known.zip(fingerprint);
        if let Some(number) = known.and_then(|(known, fingerprint)| known.number(fingerprint)) {
            return Ok(Ready::Known(place, number));
        }
        let Article {
            document, found, ..
        } = match article.parse(preparing.reading)? {
            Outcome::Article(article) => *article,
            Outcome::Skipped(reason) => return Ok(Ready::Skipped(place, reason)),
            Outcome::Other => return Ok(Ready::Other),
        };
        Ok(Ready::Article(Box::new(Prepared {
            place,
            fingerprint,
            id: document.id.clone(),
            url: match found == Found::default() {
                true => String::new(),
                false => document.url.clone(),
            },
            text_bytes: (document.title.len() + document.body.len()) as u64,
            found,
            has_date: document.date.is_some(),
            analyzed: AnalyzedDocument::new(document),
        })))
    }
}

impl<'a> Build<'a> {
    /// An index of nothing yet. With `known`, what is the same as in the index before is not taken
    /// in; with `recorded`, what articles are made of is kept.
    pub fn new(
        progress: &'a Progress,
        reading: &'a Reading,
        known: Option<&'a Known>,
        recorded: bool,
        skip_errors: bool,
    ) -> Self {
        Build {
            preparing: Preparing {
                reading,
                recorded,
                known,
            },
            entries: Vec::new(),
            unchanged: HashSet::new(),
            urls: HashSet::new(),
            writer: Writer::new(),
            places: HashMap::new(),
            text_bytes: 0,
            report: Report::default(),
            skip_errors,
            progress,
        }
    }

    /// Adds all articles. The writer works on one core: while it takes in a chunk, the next one is
    /// prepared. 10,000 articles on 2 cores: 3.3 s instead of 3.7 s in turns (best of 10 each).
    pub fn add_all(&mut self, inputs: Inputs) -> anyhow::Result<()> {
        let (progress, preparing) = (self.progress, self.preparing);
        let mut articles = inputs.articles(preparing.reading.formats());
        let mut chunk = next_chunk(&mut articles, progress, preparing)?;
        while !chunk.is_empty() {
            let (added, next) = rayon::join(
                || self.add_chunk(chunk),
                || next_chunk(&mut articles, progress, preparing),
            );
            // The earlier chunk's error is the first one of the input.
            added?;
            chunk = next?;
        }
        anyhow::ensure!(
            !self.places.is_empty(),
            "the inputs have no article: nothing to index{}",
            self.report.first_reason()
        );
        Ok(())
    }

    fn add_chunk(&mut self, chunk: Chunk) -> anyhow::Result<()> {
        chunk.into_iter().try_for_each(|ready| self.add(ready))
    }

    /// Adds an article, or leaves it out with a warning, or errs.
    fn add(&mut self, ready: Result<Ready, InputError>) -> anyhow::Result<()> {
        match ready.and_then(|ready| self.claim(ready)) {
            Ok(Some(prepared)) => self.take_in(*prepared),
            Ok(None) => Ok(()),
            Err(error) if self.skip_errors => {
                let said = error.to_string();
                self.progress
                    .say(&format!("khongdau: left out: {}", plain(&said)));
                self.report.left_out.push(said);
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Claims address and id of an article; gives it where it is to be taken in.
    fn claim(&mut self, ready: Ready) -> Result<Option<Box<Prepared>>, InputError> {
        match ready {
            Ready::Article(prepared) => {
                let is_new = self.claim_names(&prepared.place, &prepared.url, &prepared.id)?;
                return Ok(Some(prepared).filter(|_| is_new));
            }
            Ready::Known(place, number) => {
                let entry = self.preparing.known.map(|known| known.entry(number));
                if let Some(entry) = entry
                    && self.claim_names(&place, &entry.url, &entry.id)?
                {
                    self.text_bytes += entry.text_bytes;
                    self.unchanged.insert(number);
                }
            }
            Ready::Skipped(place, reason) => self.report.skip(&place, &reason),
            Ready::Other => {}
        }
        Ok(None)
    }

    fn take_in(&mut self, prepared: Prepared) -> anyhow::Result<()> {
        self.report.add(&prepared.found, prepared.has_date);
        self.text_bytes += prepared.text_bytes;
        if self.preparing.recorded {
            self.entries.push(Entry {
                fingerprint: prepared.fingerprint,
                id: prepared.id,
                url: prepared.url,
                text_bytes: prepared.text_bytes,
            });
        }
        let added = self.writer.add(prepared.analyzed);
        added.with_context(|| prepared.place.to_string())
    }

    /// Claims both. Whether the article is wanted: an address that another page has skips it.
    fn claim_names(&mut self, place: &Place, url: &str, id: &str) -> Result<bool, InputError> {
        let is_new = self.claim_url(place, url);
        if is_new {
            self.claim_id(place, id)?;
        }
        Ok(is_new)
    }

    /// Whether no page before has this address; else it is skipped.
    fn claim_url(&mut self, place: &Place, url: &str) -> bool {
        let is_new = url.is_empty() || self.urls.insert(url.to_owned());
        if !is_new {
            self.report
                .skip(place, "is the page of an address that another one is");
        }
        is_new
    }

    fn claim_id(&mut self, place: &Place, id: &str) -> Result<(), InputError> {
        match self.places.entry(id.to_owned()) {
            Slot::Vacant(slot) => {
                slot.insert(place.clone());
                Ok(())
            }
            Slot::Occupied(slot) => {
                let (id, first) = (id.to_owned(), slot.get().clone());
                Err(Problem::DuplicateId { id, first }.at(place.clone()))
            }
        }
    }

    /// What the run came to so far.
    pub fn summary(&self) -> Summary {
        Summary {
            articles: self.places.len() as u64,
            unchanged: self.unchanged.len() as u64,
            text_bytes: self.text_bytes,
            report: self.report.clone(),
        }
    }
}

type Chunk = Vec<Result<Ready, InputError>>;

/// Reads the next articles and prepares them on all cores; in order, and empty at the end.
fn next_chunk(
    articles: &mut impl Iterator<Item = Result<RawArticle, InputError>>,
    progress: &Progress,
    preparing: Preparing<'_>,
) -> Result<Chunk, InputError> {
    let prepare = |article: RawArticle| {
        let bytes = article.bytes;
        let ready = Ready::new(article, preparing);
        progress.advance(bytes);
        ready
    };
    Ok(read_chunk(articles)?.into_par_iter().map(prepare).collect())
}

fn read_chunk(
    articles: &mut impl Iterator<Item = Result<RawArticle, InputError>>,
) -> Result<Vec<RawArticle>, InputError> {
    let (mut chunk, mut bytes) = (Vec::new(), 0);
    while chunk.len() < CHUNK_ARTICLES && bytes < CHUNK_BYTES {
        let Some(article) = articles.next().transpose()? else {
            break;
        };
        bytes += article.bytes;
        chunk.push(article);
    }
    Ok(chunk)
}
