//! Documents in, index bytes out. Native only: the browser never writes an index.
//!
//! Everything is numbered in order of first appearance while documents come in; terms get
//! their final ordinals, which follow the byte order of the dictionary, at the end.

use super::acronyms::{AcronymEntry, letters, long_form_term};
use super::long_forms::{LongForm, LongForms};
use super::postings::{Posting, PostingsBuilder};
use super::stream::{BLANK, Extra, Glue, GlueBuilder, code_width, put_field};
use super::surface::Form;
use super::terms::TermOrd;
use super::{DocId, WriteError, card, filters, lengths, meta, pairs, tables, terms};
use crate::analysis::acronyms::{self, AcceptedAcronym, Acronym, Collector};
use crate::analysis::{Analysis, analyze};
use crate::document::Document;
use crate::format::container;
use crate::format::records::RecordsBuilder;
use crate::text::Term;
use rustc_hash::{FxHashMap, FxHashSet};

/// Documents an index holds at most: with the four bits a posting adds, numbers stay 32 bits.
pub const MAX_DOCUMENTS: u32 = 1 << 28;
/// Terms an index holds at most: their codes have three bytes.
const MAX_TERMS: usize = 1 << 24;
/// Tokens a field holds at most.
pub const MAX_FIELD_TOKENS: usize = 1 << 24;

/// A document after text analysis: the expensive part of indexing, and independent of other
/// documents, so that callers may run it on many threads.
#[derive(Debug)]
pub struct AnalyzedDocument {
    document: Document,
    title: AnalyzedField,
    body: AnalyzedField,
    acronyms: Vec<Acronym>,
}

#[derive(Debug)]
struct AnalyzedField {
    analysis: Analysis,
    forms: Vec<Form>,
}

impl AnalyzedDocument {
    /// Analyses title and body. O(text).
    pub fn new(document: Document) -> Self {
        let title = AnalyzedField::new(&document.title);
        let body = AnalyzedField::new(&document.body);
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

impl AnalyzedField {
    fn new(text: &str) -> Self {
        let analysis = analyze(text);
        let forms = analysis
            .tokens
            .iter()
            .map(|token| Form::of(&token.term, &text[token.span.clone()]))
            .collect();
        Self { analysis, forms }
    }
}

/// Collects documents and writes the index. Same documents in the same order, same bytes.
#[derive(Debug)]
pub struct Writer {
    ids: FxHashSet<String>,
    terms: Interner<Vec<u8>>,
    postings: Vec<PostingsBuilder>,
    separators: Interner<String>,
    glues: Interner<Glue>,
    literals: Interner<String>,
    cards: RecordsBuilder,
    lengths: Vec<[u32; 2]>,
    streams: Vec<[PendingField; 2]>,
    /// How often two terms stand side by side with a blank between them, by the numbers of
    /// their first appearance.
    pairs: FxHashMap<(u32, u32), u32>,
    acronyms: Collector,
}

/// A field whose terms still carry the numbers of their first appearance.
#[derive(Debug)]
struct PendingField {
    terms: Vec<u32>,
    glue: Vec<u8>,
    extras: Vec<Extra>,
}

impl Default for Writer {
    fn default() -> Self {
        let mut separators = Interner::default();
        separators.number(&" ".to_string());
        Self {
            ids: FxHashSet::default(),
            terms: Interner::default(),
            postings: Vec::new(),
            separators,
            glues: Interner::default(),
            literals: Interner::default(),
            cards: RecordsBuilder::default(),
            lengths: Vec::new(),
            streams: Vec::new(),
            pairs: FxHashMap::default(),
            acronyms: Collector::default(),
        }
    }
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
        let doc = DocId(self.lengths.len() as u32);
        if doc.0 >= MAX_DOCUMENTS {
            return Err(WriteError::Limit {
                what: "documents",
                limit: u64::from(MAX_DOCUMENTS),
            });
        }
        if title.analysis.tokens.len().max(body.analysis.tokens.len()) > MAX_FIELD_TOKENS {
            return Err(WriteError::Limit {
                what: "words in one field",
                limit: MAX_FIELD_TOKENS as u64,
            });
        }
        if !self.ids.insert(document.id.clone()) {
            return Err(WriteError::DuplicateId(document.id));
        }
        self.acronyms.add_document(acronyms);
        let title = self.pend(&document.title, &title);
        let body = self.pend(&document.body, &body);
        self.post(doc, &title, &body);
        self.cards.push(&card::encode(&document));
        self.lengths
            .push([title.terms.len() as u32, body.terms.len() as u32]);
        self.streams.push([title, body]);
        Ok(())
    }

    fn pend(&mut self, text: &str, field: &AnalyzedField) -> PendingField {
        let mut glue = GlueBuilder::default();
        let mut terms = Vec::with_capacity(field.analysis.tokens.len());
        let mut end = 0;
        for (token, form) in field.analysis.tokens.iter().zip(&field.forms) {
            let term = self.term_number(&token.term);
            let separator = self
                .separators
                .number(&text[end..token.span.start].to_string());
            if let (BLANK, Some(before)) = (separator, terms.last()) {
                *self.pairs.entry((*before, term)).or_default() += 1;
            }
            terms.push(term);
            self.push_glue(
                &mut glue,
                Glue {
                    separator,
                    form: *form,
                },
                &text[token.span.clone()],
            );
            end = token.span.end;
        }
        let glue = glue.finish(self.separators.number(&text[end..].to_string()));
        let extras = field.analysis.extras.iter();
        let extras = extras
            .map(|extra| Extra {
                position: extra.position as u32,
                len: extra.len as u32,
                ord: TermOrd(self.term_number(&Term::bare(&extra.term))),
            })
            .collect();
        PendingField {
            terms,
            glue,
            extras,
        }
    }

    fn push_glue(&mut self, glue: &mut GlueBuilder, of_token: Glue, surface: &str) {
        if of_token == Glue::COMMONEST {
            return glue.push_commonest();
        }
        let literal =
            (of_token.form == Form::Literal).then(|| self.literals.number(&surface.to_string()));
        glue.push(self.glues.number(&of_token), literal);
    }

    fn term_number(&mut self, term: &Term) -> u32 {
        let number = self.terms.number(&term.to_bytes());
        if number as usize == self.postings.len() {
            self.postings.push(PostingsBuilder::default());
        }
        number
    }

    /// Adds the document to the posting list of each of its terms.
    fn post(&mut self, doc: DocId, title: &PendingField, body: &PendingField) {
        let mut occurrences: Vec<(u32, bool)> = Vec::new();
        for (field, in_body) in [(title, false), (body, true)] {
            let extras = field.extras.iter().map(|extra| extra.ord.0);
            occurrences.extend(
                field
                    .terms
                    .iter()
                    .copied()
                    .chain(extras)
                    .map(|term| (term, in_body)),
            );
        }
        occurrences.sort_unstable();
        for of_term in occurrences.chunk_by(|a, b| a.0 == b.0) {
            let title_freq = of_term.iter().filter(|(_, in_body)| !in_body).count() as u32;
            let body_freq = of_term.len() as u32 - title_freq;
            self.postings[of_term[0].0 as usize].push(Posting {
                doc,
                title_freq,
                body_freq,
            });
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
        let found = self.find_long_forms(&accepted);
        let mut used = vec![false; accepted.len()];
        for extra in found.iter().flatten().flatten() {
            used[extra.ord.0 as usize] = true;
        }
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
        for (doc, mut found) in found.into_iter().enumerate() {
            for extra in found.iter_mut().flatten() {
                extra.ord = TermOrd(numbers[extra.ord.0 as usize].unwrap_or(0));
            }
            // ĐT and DT are one to whoever types dt.
            found.iter_mut().for_each(|field| field.dedup());
            self.post_extras(DocId(doc as u32), &found);
            for (field, found) in self.streams[doc].iter_mut().zip(found) {
                field.extras.extend(found);
                // Stable: what stood at a position comes first there.
                field.extras.sort_by_key(|extra| extra.position);
            }
        }
        let mut kept = numbers.iter().map(Option::is_some);
        accepted.retain(|_| kept.next().unwrap_or(false));
        accepted
    }

    /// Where long forms stand, for each document in title and body; the number of an acronym
    /// stands for its term.
    fn find_long_forms(&self, accepted: &[(AcceptedAcronym, Vec<u32>)]) -> Vec<[Vec<Extra>; 2]> {
        let form = |(number, (_, terms)): (usize, &(AcceptedAcronym, Vec<u32>))| LongForm {
            terms: terms.clone(),
            short: number as u32,
        };
        let forms = accepted.iter().enumerate().map(form).collect();
        let forms = LongForms::new(forms, self.postings.len());
        let in_document = |fields: &[PendingField; 2]| {
            [0, 1].map(|field: usize| forms.find(&fields[field].terms))
        };
        self.streams.iter().map(in_document).collect()
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

    fn post_extras(&mut self, doc: DocId, found: &[Vec<Extra>; 2]) {
        let mut terms: Vec<u32> = found.iter().flatten().map(|extra| extra.ord.0).collect();
        terms.sort_unstable();
        terms.dedup();
        for term in terms {
            let [title_freq, body_freq] = [0, 1].map(|field: usize| {
                found[field]
                    .iter()
                    .filter(|extra| extra.ord.0 == term)
                    .count() as u32
            });
            self.postings[term as usize].push(Posting {
                doc,
                title_freq,
                body_freq,
            });
        }
    }

    /// The index bytes.
    pub fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        if self.lengths.is_empty() {
            return Err(WriteError::Empty);
        }
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
        let ords = inverse(&sorted);
        let width = code_width(term_bytes.len() as u32);

        let mut postings: Vec<Vec<u8>> = self
            .postings
            .into_iter()
            .map(PostingsBuilder::finish)
            .collect();
        let mut posting_records = RecordsBuilder::default();
        for number in &sorted {
            posting_records.push(&std::mem::take(&mut postings[*number as usize]));
        }
        let pair_section = encode_pairs(&self.pairs, &self.streams, &ords);
        let filter_section = encode_filters(&term_bytes, &self.streams);
        let [titles, bodies] = encode_streams(self.streams, &ords, width);
        container::encode(&[
            meta::encode(self.lengths.len() as u32, term_bytes.len() as u32),
            terms::encode(
                sorted
                    .iter()
                    .map(|number| &term_bytes[*number as usize][..]),
            ),
            posting_records.finish(),
            lengths::encode(&self.lengths),
            self.cards.finish(),
            tables::encode(
                &self.glues.in_order(),
                self.separators.in_order().iter().map(String::as_str),
                self.literals.in_order().iter().map(String::as_str),
            ),
            titles,
            bodies,
            filter_section,
            pair_section,
            encode_acronyms(&accepted, &ords),
        ])
        .ok_or(WriteError::Limit {
            what: "bytes",
            limit: u64::from(u32::MAX),
        })
    }
}

/// `ords[number]` is the final ordinal of the term that appeared as `number`th.
fn inverse(sorted: &[u32]) -> Vec<TermOrd> {
    let mut ords = vec![TermOrd(0); sorted.len()];
    for (ord, number) in sorted.iter().enumerate() {
        ords[*number as usize] = TermOrd(ord as u32);
    }
    ords
}

/// Counts of terms by ordinal, and of pairs that occur more than once, sorted.
fn encode_pairs(
    pairs: &FxHashMap<(u32, u32), u32>,
    streams: &[[PendingField; 2]],
    ords: &[TermOrd],
) -> Vec<u8> {
    let mut counts = vec![0u32; ords.len()];
    for number in streams.iter().flatten().flat_map(|field| &field.terms) {
        counts[ords[*number as usize].0 as usize] += 1;
    }
    let ord = |number: u32| ords[number as usize];
    let mut sorted: Vec<(TermOrd, TermOrd, u32)> = pairs
        .iter()
        .filter(|(_, count)| **count > 1)
        .map(|((first, second), count)| (ord(*first), ord(*second), *count))
        .collect();
    sorted.sort_unstable();
    pairs::encode(&counts, &sorted)
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

fn encode_filters(term_bytes: &[Vec<u8>], streams: &[[PendingField; 2]]) -> Vec<u8> {
    let hashes: Vec<u32> = term_bytes
        .iter()
        .map(|term| {
            let key = term.split(|byte| *byte == terms::SEPARATOR).next();
            filters::key_hash(key.unwrap_or_default())
        })
        .collect();
    let mut records = RecordsBuilder::default();
    if streams.len() <= filters::ALWAYS_READ {
        streams.iter().for_each(|_| records.push(&[]));
        return records.finish();
    }
    for [_, body] in streams {
        let keys: Vec<u32> = body
            .terms
            .iter()
            .map(|term| hashes[*term as usize])
            .collect();
        records.push(&filters::encode(&keys));
    }
    records.finish()
}

/// The token streams of titles and of bodies.
fn encode_streams(streams: Vec<[PendingField; 2]>, ords: &[TermOrd], width: usize) -> [Vec<u8>; 2] {
    let mut records = [RecordsBuilder::default(), RecordsBuilder::default()];
    for fields in streams {
        for (field, records) in fields.into_iter().zip(&mut records) {
            let terms: Vec<TermOrd> = field.terms.iter().map(|n| ords[*n as usize]).collect();
            let extras: Vec<Extra> = field
                .extras
                .iter()
                .map(|extra| Extra {
                    ord: ords[extra.ord.0 as usize],
                    ..*extra
                })
                .collect();
            let mut stream = Vec::new();
            put_field(&mut stream, width, &terms, &field.glue, &extras);
            records.push(&stream);
        }
    }
    records.map(RecordsBuilder::finish)
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
