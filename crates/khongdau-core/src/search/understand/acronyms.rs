//! Short forms and what they stand for, both ways.

use super::vocabulary::CONFLICT;
use super::{Vocabulary, spaced};
use crate::index::acronyms::{AcronymEntry, letters, long_form_term};
use crate::index::terms::TermOrd;
use crate::search::AlsoSearched;
use crate::search::language::Column;
use crate::search::query::{Query, QueryExtra, Reading};
use crate::text::Term;

/// Worth of a long form where the short one was typed, and the other way round, in percent.
const STRONG: u8 = 90;
/// Worth of the long form of an ambiguous short one.
const WEAK: u8 = 40;

/// Lets short forms stand for long ones and long ones for short ones, and says which.
pub fn expand(query: &mut Query, text: &str, vocabulary: &Vocabulary<'_>) -> Vec<AlsoSearched> {
    let mut also = Vec::new();
    let joined = query.extras.len();
    let columns = vocabulary.columns(&query.words);
    for entry in vocabulary.view.acronyms.iter() {
        let letters = letters(entry.short);
        if let Some(typed) = read_short(query, joined, &letters, &entry, text, vocabulary) {
            let long = entry
                .long
                .iter()
                .filter_map(|ord| vocabulary.spelling(*ord));
            also.push(AlsoSearched {
                typed,
                also: spaced(long),
            });
        }
        if !entry.weak
            && let Some(start) = find_long(&columns, &entry.long)
        {
            let words = start..start + entry.long.len();
            let typed =
                text.get(query.words[start].span.start..query.words[words.end - 1].span.end);
            let term = short_term(entry.short, &letters);
            if vocabulary.view.terms.get(&term).is_some() {
                query.extras.push(QueryExtra {
                    term,
                    words,
                    percent: STRONG,
                });
                also.push(AlsoSearched {
                    typed: typed.unwrap_or_default().to_string(),
                    also: entry.short.to_string(),
                });
            }
        }
    }
    also
}

/// The words that are part of a long form, as bits: the index may have them in the short form
/// only.
pub fn words_of_long_forms(columns: &[Column], vocabulary: &Vocabulary<'_>) -> u32 {
    let mut words = 0;
    for entry in vocabulary.view.acronyms.iter().filter(|entry| !entry.weak) {
        if let Some(start) = find_long(columns, &entry.long) {
            words |= (start..start + entry.long.len()).fold(0, |bits, word| bits | 1 << word);
        }
    }
    words
}

/// Gives words and joined forms (the first `joined` further terms) that are this short form its
/// long form as a further reading; what was typed, if any is.
fn read_short(
    query: &mut Query,
    joined: usize,
    letters: &str,
    entry: &AcronymEntry<'_>,
    text: &str,
    vocabulary: &Vocabulary<'_>,
) -> Option<String> {
    let long_form = long_form_term(letters);
    let percent = if entry.weak { WEAK } else { STRONG };
    let is_known = |term| vocabulary.view.terms.get(term).is_some();
    let joined = query.extras[..joined]
        .iter()
        .find(|extra| extra.term.key == letters);
    if let Some(words) = joined
        .map(|extra| extra.words.clone())
        .filter(|words| words.len() > 1 && is_known(&long_form))
    {
        let typed = query.words[words.start].span.start..query.words[words.end - 1].span.end;
        query.extras.push(QueryExtra {
            term: long_form,
            words,
            percent,
        });
        return text.get(typed).map(str::to_string);
    }
    let word = query
        .words
        .iter_mut()
        .find(|word| word.main().term.key == letters)
        .filter(|_| is_known(&long_form))?;
    if !word
        .readings
        .iter()
        .any(|reading| reading.term == long_form)
    {
        word.readings.push(Reading {
            term: long_form,
            prefix: None,
            percent,
        });
    }
    text.get(word.span.clone()).map(str::to_string)
}

/// Where the words of a query are those of a long form.
fn find_long(columns: &[Column], long: &[TermOrd]) -> Option<usize> {
    let may_be = |(column, ord): (&Column, &TermOrd)| {
        let place = column.binary_search_by_key(ord, |state| state.ord);
        place.is_ok_and(|at| column[at].cost < CONFLICT)
    };
    columns
        .windows(long.len().max(1))
        .position(|window| window.iter().zip(long).all(may_be))
}

/// The term of a short form in documents: joined where it is written with a sign between.
fn short_term(short: &str, letters: &str) -> Term {
    if short.chars().all(char::is_alphanumeric) {
        Term::of(short)
    } else {
        Term::bare(letters)
    }
}
