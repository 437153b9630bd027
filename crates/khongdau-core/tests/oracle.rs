//! A searcher too simple to be wrong, and the property that the real one agrees with it.
//!
//! It scans every token of every document for every query: no dictionary, no posting lists, no
//! token streams, no buffers kept between queries. It shares text analysis and the constants
//! of the ranking with the engine, and nothing else.
#![cfg(feature = "writer")]

use khongdau_core::analysis::analyze;
use khongdau_core::document::Document;
use khongdau_core::index::lists::IMPACTS;
use khongdau_core::index::{AnalyzedDocument, Index, Writer};
use khongdau_core::search::ranking::{Weights, agreement_weight, idf};
use khongdau_core::search::{SearchOptions, Searcher};
use khongdau_core::text::{Agreement, Term, agreement, fold, has_marks};
use proptest::prelude::*;
use std::collections::BTreeSet;

const FUNCTION_WORDS: [&str; 12] = [
    "va", "cua", "cac", "la", "co", "cho", "voi", "nhung", "trong", "de", "duoc", "o",
];

/// How one token answers one word of the query.
#[derive(Clone, Copy, PartialEq)]
enum Answer {
    No,
    Whole(Agreement),
    Begins(Agreement),
}

struct Word {
    term: Term,
    prefix: Option<String>,
}

fn words(query: &str) -> Vec<Word> {
    let tokens = analyze(query).tokens;
    let count = tokens.len();
    tokens
        .into_iter()
        .enumerate()
        .map(|(at, token)| Word {
            prefix: (at + 1 == count && token.span.end == query.len())
                .then(|| fold(&query[token.span])),
            term: token.term,
        })
        .collect()
}

fn answer(word: &Word, token: &Term) -> Answer {
    if token.key == word.term.key {
        return Answer::Whole(agreement(
            &token.key,
            &word.term.signature,
            &token.signature,
        ));
    }
    let begins =
        |letters: &String| token.key.starts_with(letters) || token.key.starts_with(&word.term.key);
    if word.prefix.as_ref().is_some_and(begins) {
        let agreement = agreement(&token.key, &word.term.signature, &token.signature);
        if agreement != Agreement::Conflicting {
            return Answer::Begins(agreement);
        }
    }
    Answer::No
}

/// The impact nearest by ratio: the first eight are those of bodies.
fn rounded(frequency: f32, in_title: bool) -> f32 {
    let range = if in_title {
        &IMPACTS[8..]
    } else {
        &IMPACTS[..8]
    };
    let off = |impact: f32| (impact / frequency).max(frequency / impact);
    range
        .iter()
        .copied()
        .min_by(|a, b| off(*a).total_cmp(&off(*b)))
        .unwrap()
}

struct Fields {
    title: Vec<Term>,
    body: Vec<Term>,
}

struct Oracle {
    documents: Vec<Fields>,
    weights: Weights,
}

impl Oracle {
    fn new(documents: &[Document]) -> Self {
        let terms = |text: &str| {
            analyze(text)
                .tokens
                .into_iter()
                .map(|token| token.term)
                .collect()
        };
        let fields = |document: &Document| Fields {
            title: terms(&document.title),
            body: terms(&document.body),
        };
        Self {
            documents: documents.iter().map(fields).collect(),
            weights: Weights::default(),
        }
    }

    fn average(&self, field: fn(&Fields) -> &Vec<Term>) -> f32 {
        let sum: usize = self
            .documents
            .iter()
            .map(|document| field(document).len())
            .sum();
        (sum as f32 / self.documents.len() as f32).max(1.0)
    }

    /// BM25F frequency over whatever `count` sees in a field.
    fn frequency(&self, document: &Fields, count: impl Fn(&[Term]) -> f32) -> f32 {
        self.weights.title.frequency(
            count(&document.title),
            document.title.len() as u32,
            self.average(|f| &f.title),
        ) + self.weights.body.frequency(
            count(&document.body),
            document.body.len() as u32,
            self.average(|f| &f.body),
        )
    }

    /// Each term's frequency as the index rounds it, times its weight, summed.
    fn frequencies(&self, weigh: impl Fn(&Term) -> f32) -> Vec<f32> {
        let of_document = |document: &Fields| {
            let all = document.title.iter().chain(&document.body);
            let distinct: BTreeSet<&Term> = all.filter(|term| weigh(term) > 0.0).collect();
            let of_term = |term: &&Term| {
                let count = |terms: &[Term]| terms.iter().filter(|other| other == term).count();
                let exact = self.frequency(document, |terms| count(terms) as f32);
                weigh(term) * rounded(exact, count(&document.title) > 0)
            };
            distinct.iter().map(of_term).sum()
        };
        self.documents.iter().map(of_document).collect()
    }

    fn idf(&self, frequencies: &[f32]) -> f32 {
        let found = frequencies
            .iter()
            .filter(|frequency| **frequency > 0.0)
            .count();
        idf(self.documents.len() as u32, found as u32)
    }

    /// `(document, completeness, score)` of every match, best first.
    fn search(&self, query: &str) -> Vec<(usize, u8, f32)> {
        let words = words(query);
        let accented = words.iter().any(|word| has_marks(&word.term.signature));
        let mut found: Vec<(usize, u8, f32)> =
            (0..self.documents.len()).map(|doc| (doc, 0, 0.0)).collect();
        let mut has: Vec<Vec<u8>> = vec![Vec::new(); found.len()];
        let mut required = Vec::new();
        for word in &words {
            let scores = self.word_scores(word, accented);
            for (doc, (score, level)) in scores.iter().enumerate() {
                found[doc].2 += score;
                has[doc].push(*level);
            }
            let known = scores.iter().any(|(_, level)| *level > 0);
            required.push((
                known,
                known && !FUNCTION_WORDS.contains(&word.term.key.as_str()),
            ));
        }
        let content = required.iter().any(|(_, content)| *content);
        let needed: Vec<bool> = required
            .iter()
            .map(|(known, word)| if content { *word } else { *known })
            .collect();
        for (doc, levels) in has.iter().enumerate() {
            let worst = levels
                .iter()
                .zip(&needed)
                .filter(|(_, needed)| **needed)
                .map(|(level, _)| *level)
                .min();
            found[doc].1 = worst.unwrap_or(2);
        }
        found.retain(|(_, _, score)| *score > 0.0);
        self.add_pairs(&words, accented, &mut found);
        self.add_runs(&words, accented, &mut found);
        let top = found.iter().map(|hit| hit.2).fold(0.0, f32::max);
        found
            .iter_mut()
            .for_each(|hit| hit.2 += top * f32::from(hit.1));
        found.sort_by(|a, b| b.1.cmp(&a.1).then(b.2.total_cmp(&a.2)).then(a.0.cmp(&b.0)));
        found
    }

    /// For each document the word's score, and 2 where it has it, 1 with other accents only.
    fn word_scores(&self, word: &Word, accented: bool) -> Vec<(f32, u8)> {
        let weight = |agreement| {
            if accented {
                agreement_weight(agreement)
            } else {
                1.0
            }
        };
        let whole = self.frequencies(|token| match answer(word, token) {
            Answer::Whole(agreement) if agreement != Agreement::Conflicting => weight(agreement),
            _ => 0.0,
        });
        let exact = self.frequencies(|token| match answer(word, token) {
            Answer::Whole(agreement) if agreement <= Agreement::IyVariant => weight(agreement),
            _ => 0.0,
        });
        let begins = self.frequencies(|token| match answer(word, token) {
            Answer::Begins(agreement) => weight(agreement),
            _ => 0.0,
        });
        let other = self.frequencies(|token| match answer(word, token) {
            Answer::Whole(Agreement::Conflicting) => 1.0,
            _ => 0.0,
        });
        let both: Vec<f32> = whole.iter().zip(&begins).map(|(a, b)| a + b).collect();
        let any: Vec<f32> = both.iter().zip(&other).map(|(a, b)| a + b).collect();
        (0..self.documents.len())
            .map(|doc| {
                if both[doc] == 0.0 {
                    let score = agreement_weight(Agreement::Conflicting)
                        * self.idf(&any)
                        * self.weights.saturate(other[doc]);
                    return (score, u8::from(other[doc] > 0.0));
                }
                let best = (self.idf(&whole) * self.weights.saturate(whole[doc])).max(
                    self.weights.completion * self.idf(&both) * self.weights.saturate(both[doc]),
                );
                let bonus = if accented {
                    self.idf(&exact) * self.weights.saturate(exact[doc])
                } else {
                    0.0
                };
                (best + bonus, 2)
            })
            .collect()
    }

    fn add_runs(&self, words: &[Word], accented: bool, found: &mut [(usize, u8, f32)]) {
        let idfs: Vec<f32> = words
            .iter()
            .map(|word| {
                let scores = self.word_scores(word, accented);
                let df = scores.iter().filter(|(_, level)| *level > 0).count();
                idf(self.documents.len() as u32, df as u32)
            })
            .collect();
        let worth = |(_, len, first): (usize, usize, usize), power: i32| {
            let steps = words.len().saturating_sub(1);
            let share = if steps == 0 && len > 0 {
                1.0
            } else {
                len.saturating_sub(1) as f32 / steps.max(1) as f32
            };
            share.powi(power) * idfs[first..first + len].iter().sum::<f32>()
        };
        for (doc, _, score) in found {
            let Fields { title, body } = &self.documents[*doc];
            let run = longest_run(words, title);
            let mut factor = self.weights.title_run;
            if run.0 == 0 {
                factor *= self.weights.title_start;
            }
            if run.1 == title.len() {
                factor *= self.weights.whole_title;
            }
            *score += factor * worth(run, 2);
            *score += self.weights.body_run * worth(longest_run(words, body), 4);
        }
    }

    fn add_pairs(&self, words: &[Word], accented: bool, found: &mut [(usize, u8, f32)]) {
        for pair in words.windows(2) {
            let frequencies: Vec<f32> = found
                .iter()
                .map(|(doc, ..)| {
                    self.frequency(&self.documents[*doc], |terms| {
                        count_pairs(terms, pair, accented, self.weights.gapped_pair)
                    })
                })
                .collect();
            let function_word = pair
                .iter()
                .any(|word| FUNCTION_WORDS.contains(&word.term.key.as_str()));
            let share = if function_word {
                self.weights.function_pair
            } else {
                1.0
            };
            let weight = self.weights.pair * share * self.idf(&frequencies);
            for (hit, frequency) in found.iter_mut().zip(frequencies) {
                hit.2 += weight * self.weights.saturate(frequency);
            }
        }
    }
}

fn agrees(word: &Word, token: &Term) -> Option<Agreement> {
    match answer(word, token) {
        Answer::Whole(agreement) | Answer::Begins(agreement)
            if agreement != Agreement::Conflicting =>
        {
            Some(agreement)
        }
        _ => None,
    }
}

/// The first of the longest runs of the query's words: start, length, first word.
fn longest_run(words: &[Word], terms: &[Term]) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    for end in 1..=terms.len() {
        for last in (0..words.len()).rev() {
            let steps = 0..=last.min(end - 1);
            let len = steps
                .take_while(|back| agrees(&words[last - back], &terms[end - 1 - back]).is_some())
                .count();
            if len > best.1 {
                best = (end - len, len, last + 1 - len);
            }
        }
    }
    best
}

fn count_pairs(terms: &[Term], pair: &[Word], accented: bool, gapped: f32) -> f32 {
    let agrees = |word: &Word, at: usize| agrees(word, &terms[at]);
    let worth = |first: Agreement, second: Agreement| {
        let exact = first.max(second) <= Agreement::IyVariant;
        if exact || !accented {
            1.0
        } else {
            agreement_weight(Agreement::Compatible)
        }
    };
    let mut count = 0.0;
    for at in 1..terms.len() {
        let Some(second) = agrees(&pair[1], at) else {
            continue;
        };
        if let Some(first) = agrees(&pair[0], at - 1) {
            count += worth(first, second);
        } else if let Some(first) = at.checked_sub(2).and_then(|at| agrees(&pair[0], at)) {
            count += gapped * worth(first, second);
        }
    }
    count
}

fn text(most: usize) -> impl Strategy<Value = String> {
    // Few syllables, so that they meet; no capitals runs or numbers, so that no extra terms arise.
    let syllables = vec![
        "công", "cộng", "cong", "cồng", "nghiệp", "nghiep", "nghỉ", "nghị", "nghi", "khu", "khú",
        "kỹ", "kĩ", "ky", "kyoto", "của", "và", "hòa", "hoà", "hoa", "đa", "da", "dạ", "thuật",
        "quý", "quí", "quyết", "c", "ng", "café",
    ];
    prop::collection::vec(prop::sample::select(syllables), 0..most)
        .prop_map(|syllables| syllables.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_agrees_with_the_oracle(texts in prop::collection::vec((text(6), text(30)), 1..9), query in text(6), blank in any::<bool>()) {
        let documents: Vec<Document> = texts
            .into_iter()
            .enumerate()
            .map(|(n, (title, body))| Document { id: n.to_string(), title, body, ..Document::default() })
            .collect();
        let query = if blank { query + " " } else { query };
        let mut writer = Writer::new();
        documents.iter().for_each(|document| writer.add(AnalyzedDocument::new(document.clone())).unwrap());
        let mut searcher = Searcher::new(Index::open(writer.finish().unwrap()).unwrap());

        let expected = Oracle::new(&documents).search(&query);
        // Twice: buffers kept from the first search must not colour the second.
        for _ in 0..2 {
            let found = searcher.search(&query, SearchOptions { limit: 100, literal: true, ..SearchOptions::default() });
            prop_assert_eq!(found.total, expected.len());
            prop_assert_eq!(found.hits.len(), expected.len());
            for (place, hit) in found.hits.iter().enumerate() {
                let (_, _, score) = expected[place];
                prop_assert!((hit.score - score).abs() <= 1e-3 * score, "{query}: place {place}: {} for {score}", hit.score);
                let (_, _, of_same) = expected.iter().find(|(doc, ..)| *doc == hit.doc.0 as usize).unwrap();
                prop_assert!((hit.score - of_same).abs() <= 1e-3 * score);
            }
        }
    }
}
