//! Documents in, index bytes out. Native only: the browser never writes an index.
//!
//! Everything is numbered in order of first appearance while documents come in; terms get
//! their final ordinals, which follow the byte order of the dictionary, at the end.

mod neighbours;
mod occurrences;
mod pending;

use super::acronyms::{AcronymEntry, letters, long_form_term};
use super::article::Form;
use super::blocks::with_checksum;
use super::columns::ColumnsBuilder;
use super::fields::FieldWeight;
use super::lists::{Of, Posting, impact_of};
use super::long_forms::{LongForm, LongForms};
use super::root::{self, Root};
use super::terms::{SEPARATOR, TermOrd};
use super::update::{self, Update};
use super::{DocId, Index, View, WriteError, near, pair_lists, pairs, terms};
use crate::analysis::acronyms::{self, AcceptedAcronym, Acronym, Collector};
use crate::analysis::{Analysis, analyze};
use crate::document::Document;
use crate::format::container;
use crate::format::records::RecordsBuilder;
use crate::text::{Placement, Term, spelling};
use neighbours::Neighbours;
use occurrences::Occurrences;
use pending::{Pending, Waiting};
use rustc_hash::{FxHashMap, FxHashSet};

/// Documents an index holds at most: with the four bits a posting adds, numbers stay 32 bits.
pub const MAX_DOCUMENTS: u32 = 1 << 28;
/// Terms an index holds at most: a follower's level takes three bits of its ordinal.
const MAX_TERMS: usize = 1 << 24;
/// Tokens a field holds at most.
pub const MAX_FIELD_TOKENS: usize = 1 << 24;

/// A document after text analysis: the expensive part of indexing, and independent of other
/// documents, so that callers may run it on many threads.
#[derive(Debug)]
pub struct AnalyzedDocument {
    document: Document,
    title: Analysis,
    body: Analysis,
    acronyms: Vec<Acronym>,
}

impl AnalyzedDocument {
    /// Analyses title and body. O(text).
    pub fn new(document: Document) -> Self {
        let title = analyze(&document.title);
        let body = analyze(&document.body);
        let mut acronyms = acronyms::extract(&document.title);
        acronyms.extend(acronyms::extract(&document.body));
        Self {
            document,
            title,
            body,
            acronyms,
        }
    }
}

/// Collects documents and writes the index. Same documents in the same order, same bytes.
#[derive(Debug, Default)]
pub struct Writer {
    ids: FxHashSet<String>,
    terms: Interner<Vec<u8>>,
    postings: Vec<Occurrences>,
    documents: Waiting,
    columns: ColumnsBuilder,
    /// How often two terms stand side by side with a blank between them, by the numbers of
    /// their first appearance.
    pairs: FxHashMap<(u32, u32), u32>,
    acronyms: Collector,
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
            title,
            body,
            acronyms,
        } = analyzed;
        let doc = DocId(self.documents.len() as u32);
        if doc.0 >= MAX_DOCUMENTS {
            return Err(WriteError::Limit {
                what: "documents",
                limit: u64::from(MAX_DOCUMENTS),
            });
        }
        if title.tokens.len().max(body.tokens.len()) > MAX_FIELD_TOKENS {
            return Err(WriteError::Limit {
                what: "words in one field",
                limit: MAX_FIELD_TOKENS as u64,
            });
        }
        if !self.ids.insert(document.id.clone()) {
            return Err(WriteError::DuplicateId(document.id));
        }
        self.acronyms.add_document(acronyms);
        let terms = [
            self.number_terms(&document.title, &title),
            self.number_terms(&document.body, &body),
        ];
        let extras = [title, body].map(|field| {
            let extras = field.extras.iter();
            extras
                .map(|extra| self.term_number(&Term::bare(&extra.term)))
                .collect::<Vec<u32>>()
        });
        self.post(doc, &terms, &extras);
        self.columns.push(&document);
        self.documents.push(&document, &terms);
        Ok(())
    }

    /// The numbers of a field's terms, in order. Counts its pairs.
    fn number_terms(&mut self, text: &str, field: &Analysis) -> Vec<u32> {
        let mut terms = Vec::with_capacity(field.tokens.len());
        let mut end = 0;
        for token in &field.tokens {
            let term = self.term_number(&token.term);
            if let (" ", Some(before)) = (&text[end..token.span.start], terms.last()) {
                *self.pairs.entry((*before, term)).or_default() += 1;
            }
            terms.push(term);
            end = token.span.end;
        }
        terms
    }

    fn term_number(&mut self, term: &Term) -> u32 {
        let number = self.terms.number(&term.to_bytes());
        if number as usize == self.postings.len() {
            self.postings.push(Occurrences::default());
        }
        number
    }

    /// Adds the document to the posting list of each of its terms.
    fn post(&mut self, doc: DocId, terms: &[Vec<u32>; 2], extras: &[Vec<u32>; 2]) {
        let mut occurrences: Vec<(u32, usize)> = Vec::new();
        for (field, (terms, extras)) in terms.iter().zip(extras).enumerate() {
            let all = terms.iter().chain(extras);
            occurrences.extend(all.map(|term| (*term, field)));
        }
        occurrences.sort_unstable();
        for of_term in occurrences.chunk_by(|a, b| a.0 == b.0) {
            let title = of_term.iter().filter(|(_, field)| *field == 0).count() as u32;
            let body = of_term.len() as u32 - title;
            self.postings[of_term[0].0 as usize].push(doc, [title, body]);
        }
    }

    /// Posts the short form wherever a long form stands. Gives the acronyms that documents have
    /// either way, with the numbers of the long form's terms.
    fn post_long_forms(&mut self) -> Vec<(AcceptedAcronym, Vec<u32>)> {
        let accepted = self.acronyms.accepted().into_iter();
        let mut accepted: Vec<(AcceptedAcronym, Vec<u32>)> = accepted
            .map(|acronym| {
                let terms = self.numbers_of(&acronym);
                (acronym, terms)
            })
            .filter(|(_, terms)| !terms.is_empty())
            .collect();
        let used = self.find_long_forms(&accepted);
        let numbers: Vec<Option<u32>> = (accepted.iter().zip(&used))
            .map(|((acronym, _), used)| {
                let written = self
                    .terms
                    .known(&Term::of(&acronym.short).to_bytes())
                    .is_some();
                let term = long_form_term(&letters(&acronym.short));
                (*used || written).then(|| self.term_number(&term))
            })
            .collect();
        for doc in 0..self.documents.len() {
            let mut forms = std::mem::take(&mut self.documents.pending[doc].forms);
            for field in &mut forms {
                for form in field.iter_mut() {
                    form.term = numbers[form.term as usize].unwrap_or(0);
                }
                // ĐT and DT are one to whoever types dt.
                field.dedup();
                field.shrink_to_fit();
            }
            self.post_forms(DocId(doc as u32), &forms);
            self.documents.pending[doc].forms = forms;
        }
        let mut kept = numbers.iter().map(Option::is_some);
        accepted.retain(|_| kept.next().unwrap_or(false));
        accepted
    }

    /// Notes where long forms stand in each document; the number of an acronym stands for its term.
    /// Which acronyms there are.
    fn find_long_forms(&mut self, accepted: &[(AcceptedAcronym, Vec<u32>)]) -> Vec<bool> {
        let form = |(number, (_, terms)): (usize, &(AcceptedAcronym, Vec<u32>))| LongForm {
            terms: terms.clone(),
            short: number as u32,
        };
        let forms = accepted.iter().enumerate().map(form).collect();
        let forms = LongForms::new(forms, self.postings.len());
        let mut used = vec![false; accepted.len()];
        for doc in 0..self.documents.len() {
            let found = self.documents.terms_of(doc).map(|terms| forms.find(&terms));
            for form in found.iter().flatten() {
                used[form.term as usize] = true;
            }
            self.documents.pending[doc].forms = found;
        }
        used
    }

    /// The terms of a long form. Those that no document has are taken into the dictionary where
    /// documents have the short form, so that a query in full finds it; else nothing.
    fn numbers_of(&mut self, acronym: &AcceptedAcronym) -> Vec<u32> {
        let terms = analyze(&acronym.long)
            .tokens
            .into_iter()
            .map(|token| token.term);
        let terms: Vec<Term> = terms.collect();
        let known = |term: &Term| self.terms.known(&term.to_bytes()).is_some();
        let short = Term::of(&acronym.short);
        if !terms.iter().all(known) && !known(&short) {
            return Vec::new();
        }
        terms.iter().map(|term| self.term_number(term)).collect()
    }

    fn post_forms(&mut self, doc: DocId, found: &[Vec<Form<u32>>; 2]) {
        let mut terms: Vec<u32> = found.iter().flatten().map(|form| form.term).collect();
        terms.sort_unstable();
        terms.dedup();
        for term in terms {
            let counts = [0, 1].map(|field: usize| {
                let of_term = found[field].iter().filter(|form| form.term == term);
                of_term.count() as u32
            });
            self.postings[term as usize].push(doc, counts);
        }
    }

    /// The index bytes.
    pub fn finish(self) -> Result<Vec<u8>, WriteError> {
        if self.documents.len() == 0 {
            return Err(WriteError::Empty);
        }
        self.finish_onto(None)
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
        let update = Update { base, gone };
        let bytes = self.finish_onto(Some((&view, &update)))?;
        match view.is_incomplete() {
            true => Err(WriteError::Base),
            false => Ok(bytes),
        }
    }

    fn finish_onto(mut self, onto: Option<(&View<'_>, &Update)>) -> Result<Vec<u8>, WriteError> {
        let accepted = self.post_long_forms();
        if self.postings.len() > MAX_TERMS {
            return Err(WriteError::Limit {
                what: "different words",
                limit: MAX_TERMS as u64,
            });
        }
        let term_bytes = self.terms.in_order();
        let mut sorted: Vec<u32> = (0..term_bytes.len() as u32).collect();
        sorted.sort_unstable_by_key(|number| &term_bytes[*number as usize]);
        let dictionary = Dictionary {
            ords: inverse(&sorted),
            bytes: sorted
                .iter()
                .map(|number| &term_bytes[*number as usize][..])
                .collect(),
        };
        let weigher = Weigher::of(&self.documents.pending, onto.map(|(base, _)| base.root));
        let is_small = onto.is_none() && self.documents.len() <= pair_lists::SMALL as usize;
        let mut tails = Vec::new();

        let mut followers = followers(std::mem::take(&mut self.pairs), &dictionary.ords);
        let counts = self.counts(&dictionary.ords);
        let mut by_key: FxHashMap<&str, u32> = FxHashMap::default();
        let mut records = Vec::with_capacity(sorted.len());
        for (ord, number) in sorted.iter().enumerate() {
            let postings = std::mem::take(&mut self.postings[*number as usize]);
            let postings = weigher.weigh(&postings);
            let key = key_of(dictionary.bytes[ord]);
            *by_key.entry(key).or_default() += postings.len() as u32;
            let term = |ord: TermOrd| {
                let bytes = dictionary.bytes[ord.0 as usize];
                (counts[ord.0 as usize], Term::from_bytes(bytes))
            };
            let term: Option<&dyn Fn(TermOrd) -> _> = if is_small { None } else { Some(&term) };
            let mut record = pairs::encode(counts[ord], &std::mem::take(&mut followers[ord]), term);
            pairs::put_list(&mut record, Of::Term, &postings, &mut tails);
            records.push(record);
        }
        drop(followers);
        let pairs = match is_small {
            true => Vec::new(),
            false => {
                let has_list = |first: &str, second: &str| {
                    onto.is_some_and(|(base, _)| base.pair_list(first, second).is_some())
                };
                Neighbours::of(&self.documents, &dictionary).lists(&has_list, &mut tails)
            }
        };

        let documents = self.documents.len() as u32;
        let block = match is_small {
            true => usize::MAX,
            false => block_size(&records, &pairs),
        };
        let term_blocks = term_blocks(&dictionary, records, block);
        let bytes = |pair: &Vec<u8>, list: &Vec<u8>| pair.len() / 2 + list.len();
        let pair_blocks = split(pairs, block, bytes, |_, _| true);
        let mut root = Root {
            documents,
            terms: sorted.len() as u32,
            tokens: weigher.tokens,
            tails: tails.len() as u32,
            ..Root::default()
        };
        let (mut term_records, mut ord) = (RecordsBuilder::default(), 0);
        for entries in &term_blocks {
            root.term_blocks
                .push((key_of(entries[0].0).as_bytes().to_vec(), ord));
            ord += entries.len() as u32;
            term_records.push(&with_checksum(&terms::encode(entries)));
        }
        let mut pair_records = RecordsBuilder::default();
        for entries in &pair_blocks {
            root.pair_blocks.push(entries[0].0.clone());
            pair_records.push(&with_checksum(&pair_lists::encode(entries)));
        }
        let mut tail_records = RecordsBuilder::default();
        for tail in &tails {
            tail_records.push(&with_checksum(tail));
        }
        let (keys, acronyms, update) = match onto {
            // Those of the base are used.
            Some((_, update)) => (
                near::encode(std::iter::empty()),
                super::acronyms::encode(&[]),
                update::encode(update),
            ),
            None => (
                near::encode(frequent_words(by_key, documents).into_iter()),
                encode_acronyms(&accepted, &dictionary.ords),
                Vec::new(),
            ),
        };
        let articles = articles(std::mem::take(&mut self.documents), &term_bytes);
        container::encode([
            root::encode(&root),
            Vec::new(),
            term_records.finish(),
            pair_records.finish(),
            tail_records.finish(),
            articles,
            self.columns.finish(),
            keys,
            acronyms,
            update,
        ])
        .ok_or(WriteError::Limit {
            what: "bytes",
            limit: u64::from(u32::MAX),
        })
    }

    /// How often each term is a token, by ordinal.
    fn counts(&self, ords: &[TermOrd]) -> Vec<u32> {
        let mut counts = vec![0u32; ords.len()];
        for number in self.documents.terms().flatten().flatten() {
            counts[ords[number as usize].0 as usize] += 1;
        }
        counts
    }
}

/// Terms in their final order.
struct Dictionary<'a> {
    /// By the numbers of their first appearance.
    ords: Vec<TermOrd>,
    /// By ordinal.
    bytes: Vec<&'a [u8]>,
}

/// What occurrences weigh.
struct Weigher {
    lengths: Vec<[u32; 2]>,
    tokens: [u32; 2],
    average: [f32; 2],
}

impl Weigher {
    /// By the average lengths of `base`, where these are the documents of its update.
    fn of(documents: &[Pending], base: Option<&Root>) -> Self {
        let lengths: Vec<[u32; 2]> = documents.iter().map(|pending| pending.lengths).collect();
        let tokens = [0, 1].map(|field: usize| {
            let all = lengths.iter().map(|length| u64::from(length[field]));
            u32::try_from(all.sum::<u64>()).unwrap_or(u32::MAX)
        });
        let root = Root {
            documents: documents.len() as u32,
            tokens,
            ..Root::default()
        };
        Self {
            average: base.unwrap_or(&root).average_lengths(),
            tokens,
            lengths,
        }
    }

    fn impact(&self, doc: DocId, [title, body]: [u32; 2]) -> u8 {
        let [title_length, body_length] = self.lengths[doc.0 as usize];
        let weight = FieldWeight::TITLE.frequency(title as f32, title_length, self.average[0])
            + FieldWeight::BODY.frequency(body as f32, body_length, self.average[1]);
        impact_of(weight, title > 0)
    }

    fn weigh(&self, occurrences: &Occurrences) -> Vec<Posting> {
        occurrences
            .iter()
            .map(|(doc, counts)| Posting {
                doc,
                impact: self.impact(doc, counts),
            })
            .collect()
    }
}

/// The key of a term's bytes.
fn key_of(term: &[u8]) -> &str {
    let key = term.split(|byte| *byte == SEPARATOR).next();
    std::str::from_utf8(key.unwrap_or_default()).unwrap_or_default()
}

/// The keys that typos may stand for, sorted; `by_key` has the documents of each.
fn frequent_words(by_key: FxHashMap<&str, u32>, documents: u32) -> Vec<&str> {
    let least = near::least_documents(documents);
    let mut keys: Vec<&str> = by_key
        .into_iter()
        .filter(|(key, count)| *count >= least && is_word(key))
        .map(|(key, _)| key)
        .collect();
    keys.sort_unstable();
    keys
}

/// Whether a typo may stand for a key.
fn is_word(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Bytes of a block: as many as make the root and the blocks of a query, about six, smallest
/// together.
fn block_size(records: &[Vec<u8>], pairs: &[(Vec<u8>, Vec<u8>)]) -> usize {
    const BYTES_IN_ROOT: usize = 5;
    const BLOCKS_OF_A_QUERY: usize = 6;
    let terms: usize = records.iter().map(|record| record.len() + 6).sum();
    let pairs: usize = pairs.iter().map(|(_, list)| list.len() + 5).sum();
    ((terms + pairs) * BYTES_IN_ROOT / BLOCKS_OF_A_QUERY)
        .isqrt()
        .clamp(2 << 10, 16 << 10)
}

type TermBlock<'a> = Vec<(&'a [u8], Vec<u8>)>;

fn term_blocks<'a>(
    dictionary: &Dictionary<'a>,
    records: Vec<Vec<u8>>,
    block: usize,
) -> Vec<TermBlock<'a>> {
    let entries = dictionary.bytes.iter().copied().zip(records).collect();
    split(
        entries,
        block,
        |_, record| record.len() + 6,
        |before, term| key_of(before) != key_of(term),
    )
}

/// Cuts entries into blocks of about `size` bytes, only between two that `may_part`.
fn split<K, V>(
    entries: Vec<(K, V)>,
    size: usize,
    bytes: impl Fn(&K, &V) -> usize,
    may_part: impl Fn(&K, &K) -> bool,
) -> Vec<Vec<(K, V)>> {
    let mut blocks: Vec<Vec<(K, V)>> = Vec::new();
    let mut filled = 0;
    for (key, value) in entries {
        let more = bytes(&key, &value);
        match blocks.last_mut() {
            Some(block) if filled + more <= size || !may_part(&block[block.len() - 1].0, &key) => {
                block.push((key, value));
            }
            _ => {
                filled = 0;
                blocks.push(vec![(key, value)]);
            }
        }
        filled += more;
    }
    blocks
}

/// `ords[number]` is the final ordinal of the term that appeared as `number`th.
fn inverse(sorted: &[u32]) -> Vec<TermOrd> {
    let mut ords = vec![TermOrd(0); sorted.len()];
    for (ord, number) in sorted.iter().enumerate() {
        ords[*number as usize] = TermOrd(ord as u32);
    }
    ords
}

/// For each term by ordinal those that follow it more than once, ascending.
fn followers(pairs: FxHashMap<(u32, u32), u32>, ords: &[TermOrd]) -> Vec<Vec<(TermOrd, u32)>> {
    let mut followers = vec![Vec::new(); ords.len()];
    for ((first, second), count) in pairs.into_iter().filter(|(_, count)| *count > 1) {
        let first = ords[first as usize].0 as usize;
        followers[first].push((ords[second as usize], count));
    }
    followers.iter_mut().for_each(|list| list.sort_unstable());
    followers
}

/// The section of articles. Each document is freed as soon as it is written.
fn articles(documents: Waiting, term_bytes: &[Vec<u8>]) -> Vec<u8> {
    let key = |number: u32| key_of(&term_bytes[number as usize]).to_string();
    let mut articles = RecordsBuilder::with_capacity(documents.size());
    documents.records(&key, &mut |record| articles.push(&with_checksum(record)));
    articles.finish()
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

/// Numbers distinct values in order of first appearance.
#[derive(Debug)]
struct Interner<T> {
    numbers: FxHashMap<T, u32>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Self {
            numbers: FxHashMap::default(),
        }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Interner<T> {
    fn number(&mut self, value: &T) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(value.clone(), number);
        number
    }

    fn known(&self, value: &T) -> Option<u32> {
        self.numbers.get(value).copied()
    }

    fn in_order(&self) -> Vec<T> {
        let mut values: Vec<(&T, u32)> =
            self.numbers.iter().map(|(value, n)| (value, *n)).collect();
        values.sort_unstable_by_key(|(_, number)| *number);
        values.into_iter().map(|(value, _)| value.clone()).collect()
    }
}
