//! Which candidates a query allows at all: phrases in quotes, and what is excluded.
//!
//! Lists say it of all documents, but for phrases only pair by pair, and without accents. So what
//! is shown is read too, and what fails then is left out.

use super::candidates::Candidate;
use super::matcher::Matcher;
use super::query::Query;
use super::reading::{Field, Library};
use crate::index::View;
use crate::index::pairs::List;
use crate::text::{Agreement, Term, agreement};

/// Candidates that are read for phrases at most.
const MOST_READ: usize = 100;

/// What a query allows.
pub struct Restrictions<'a> {
    view: &'a View<'a>,
    query: &'a Query,
    /// The words of each phrase, as bits.
    phrases: Vec<u32>,
}

impl<'a> Restrictions<'a> {
    /// Those of a query.
    pub fn of(view: &'a View<'a>, query: &'a Query) -> Self {
        Self {
            view,
            query,
            phrases: phrases(query),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty() && self.query.excluded.is_empty()
    }

    /// Removes candidates that lists rule out.
    pub fn apply_lists(&self, candidates: &mut Vec<Candidate>) {
        for phrase in &self.phrases {
            candidates.retain(|candidate| candidate.words & phrase == *phrase);
            for pair in pairs_of(*phrase) {
                let words = &self.query.words[pair..pair + 2];
                let lists = words[0].readings.iter().flat_map(|first| {
                    let pair = |second: &super::query::Reading| {
                        self.view.pair_list(&first.term.key, &second.term.key)
                    };
                    words[1].readings.iter().filter_map(pair)
                });
                // A word that is begun, or stands for others, has pairs without number.
                let lists: Vec<List<'_>> = lists.collect();
                let plain = words.iter().all(|word| {
                    word.readings
                        .iter()
                        .all(|reading| reading.prefix.is_none() && !reading.term.key.contains(':'))
                });
                if plain && !lists.is_empty() && !self.has_joined(pair) {
                    let with = self.marked(lists.into_iter());
                    candidates.retain(|candidate| with[candidate.doc.0 as usize]);
                }
            }
        }
        for terms in &self.query.excluded {
            if let [term] = &terms[..] {
                let with = self.marked(self.lists_of(term).into_iter());
                candidates.retain(|candidate| !with[candidate.doc.0 as usize]);
            }
        }
    }

    /// Reads candidates in order and removes those that text rules out, until `wanted` are left or
    /// enough was read. What was not read stays, as lists left it.
    pub fn apply_text(
        &self,
        matcher: &Matcher,
        library: &Library,
        wanted: usize,
        candidates: &mut Vec<Candidate>,
    ) {
        let (mut kept, mut read) = (0, 0);
        candidates.retain(|candidate| {
            if kept >= wanted || read >= MOST_READ {
                return true;
            }
            read += 1;
            let Some(fields) = library.read(self.view, matcher, candidate.doc) else {
                return true;
            };
            let allowed = self.allows(matcher, &fields.title, &fields.body);
            kept += usize::from(allowed);
            allowed
        });
    }

    fn allows(&self, matcher: &Matcher, title: &Field, body: &Field) -> bool {
        let has = |phrase: u32| {
            let words = self.query.words.iter().enumerate();
            let only_title = words
                .filter(|(at, _)| phrase >> at & 1 == 1)
                .all(|(_, word)| word.in_title);
            has_phrase(title, matcher, phrase) || !only_title && has_phrase(body, matcher, phrase)
        };
        let excludes = |terms: &Vec<Term>| has_terms(title, terms) || has_terms(body, terms);
        self.phrases.iter().all(|phrase| has(*phrase)) && !self.query.excluded.iter().any(excludes)
    }

    fn has_joined(&self, pair: usize) -> bool {
        let joins = |words: &std::ops::Range<usize>| words.contains(&pair) && words.len() > 1;
        self.query.extras.iter().any(|extra| joins(&extra.words))
    }

    /// The lists of a term with any accents that agree with those typed.
    fn lists_of(&self, term: &Term) -> Vec<List<'a>> {
        let mut lists = Vec::new();
        self.view.terms.spellings(&term.key, &mut |entry| {
            if entry.agrees(&term.signature) {
                lists.extend(self.view.list(entry.ord));
            }
        });
        lists
    }

    /// For each document whether one of these lists has it.
    fn marked(&self, lists: impl Iterator<Item = List<'a>>) -> Vec<bool> {
        let mut with = vec![false; self.view.documents() as usize];
        for list in lists {
            list.each(true, &mut |posting| with[posting.doc.0 as usize] = true);
        }
        with
    }
}

/// The first words of the pairs of a phrase.
fn pairs_of(phrase: u32) -> impl Iterator<Item = usize> {
    (0..31).filter(move |at| phrase >> at & 3 == 3)
}

/// The words of each phrase, as bits.
fn phrases(query: &Query) -> Vec<u32> {
    let mut phrases: Vec<u32> = Vec::new();
    for (at, word) in query
        .words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.phrase > 0)
    {
        let number = usize::from(word.phrase);
        if phrases.len() < number {
            phrases.resize(number, 0);
        }
        phrases[number - 1] |= 1 << at;
    }
    phrases.retain(|phrase| *phrase != 0);
    phrases
}

/// Whether these words stand side by side in a field, in order.
fn has_phrase(field: &Field, matcher: &Matcher, phrase: u32) -> bool {
    let first = phrase & phrase.wrapping_neg();
    let last = 1 << (31 - phrase.leading_zeros());
    // Bit n: the token before ends the first words up to n.
    let (mut reached, mut end, mut found) = (0, 0, false);
    field.scan(matcher, &mut |position, set| {
        let before = if end == position { reached << 1 } else { 0 };
        reached = set.agreeing & (before | first) & phrase;
        end = position + 1;
        found |= reached & last != 0;
    });
    found
}

fn has_terms(field: &Field, terms: &[Term]) -> bool {
    let meant = |at: usize, term: &Term| {
        let found = field.term(at);
        found.is_some_and(|found| {
            found.key == term.key
                && agreement(&found.key, &term.signature, &found.signature)
                    != Agreement::Conflicting
        })
    };
    (0..field.len()).any(|start| (start..).zip(terms).all(|(at, term)| meant(at, term)))
}
