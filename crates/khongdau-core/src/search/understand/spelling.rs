//! Typos, and the query in proper Vietnamese.

use super::acronyms::words_of_long_forms;
use super::spacing::pair_count;
use super::{Evidence, How, Understood, Vocabulary};
use crate::index::near::{NearKey, near};
use crate::search::language::{BestRow, Column, best_row};
use crate::search::query::{Query, QueryExtra, QueryWord, Reading};
use crate::text::case::Case;
use crate::text::syllable::is_function_word;
use crate::text::syllable::{Syllable, is_vowel};
use crate::text::typo::budget;
use crate::text::{Term, slice};
use std::ops::Range;

/// What each unit of typo cost makes a term less likely by: a factor of 0.35.
const COST_OF_TYPO: f32 = 1.05;
/// Cost of a word typed as keys among others that were not.
const COST_OF_KEYS: f32 = 0.3;
/// A word that the index has is a typo only if that is twenty times as likely.
const COST_OF_DOUBT: f32 = 3.0;
/// The first and the last word have one neighbour only to speak for another one.
const COST_OF_DOUBT_AT_END: f32 = 6.0;
/// A known word is doubted only if it was seen beside one neighbour never, and beside the other
/// at most so often.
const MOST_SUPPORT: u32 = 20;
/// Known words that are doubted at most: each costs a search for similar keys.
const MOST_DOUBTS: usize = 2;
/// Further corrections of a word that are searched for too, least mistaken first.
const MOST_OTHERS: usize = 24;
/// Worth of those of an unknown word, in percent.
const OTHERS_OF_UNKNOWN: u8 = 50;
/// Worth of those of a word that the index has.
const OTHERS_OF_DOUBTED: u8 = 30;
/// Worth of the correction of a word that the index has, beside its neighbours.
const DOUBTED: u8 = 90;
/// How much likelier than any other row a spelling must be to be called certain: three times.
const CERTAIN: f32 = 1.1;

/// Why a word is looked at.
#[derive(Clone, Copy, PartialEq)]
enum Suspicion {
    None,
    /// The index has it, but not beside its neighbours.
    Doubted,
    /// The index does not have it.
    Unknown,
}

/// Gives misspelt words the readings that the index has beside their neighbours; whether any
/// word was worth a second look.
pub fn correct(
    query: &mut Query,
    text: &str,
    vocabulary: &Vocabulary<'_>,
    evidence: Evidence,
    understood: &mut Vec<Understood>,
) -> bool {
    let mut columns = vocabulary.columns(&query.words);
    let suspicions = suspicions(query, text, &columns, vocabulary);
    if suspicions
        .iter()
        .all(|suspicion| *suspicion == Suspicion::None)
    {
        return false;
    }
    let mut similar: Vec<Vec<NearKey>> = vec![Vec::new(); columns.len()];
    for (at, suspicion) in suspicions.iter().enumerate() {
        let doubt = match suspicion {
            Suspicion::None => continue,
            Suspicion::Doubted if at == 0 || at + 1 == suspicions.len() => COST_OF_DOUBT_AT_END,
            Suspicion::Doubted => COST_OF_DOUBT,
            Suspicion::Unknown => 0.0,
        };
        if let Some((reading, _)) = &query.words[at].as_keys {
            vocabulary.add_states(&reading.term, COST_OF_KEYS, &mut columns[at]);
        }
        similar[at] = near(vocabulary.view.blocks, &query.words[at].main().term.key);
        for other in &similar[at] {
            let cost = doubt + COST_OF_TYPO * other.cost;
            vocabulary.add_states(&Term::bare(&other.key), cost, &mut columns[at]);
        }
    }
    for segment in segments(&columns) {
        let row = best_row(vocabulary.view, &columns[segment.clone()]);
        for at in segment.clone() {
            if suspicions[at] != Suspicion::None {
                let choice = Choice::of(&columns[at], &row, at - segment.start, vocabulary);
                let Some(choice) = choice.filter(|choice| choice.seen || evidence == Evidence::Any)
                else {
                    continue;
                };
                let note = apply(&mut query.words[at], choice, suspicions[at], text);
                understood.extend(note);
                add_others(&mut query.words[at], &similar[at], suspicions[at]);
            }
        }
    }
    true
}

/// Which words are worth a second look.
fn suspicions(
    query: &Query,
    text: &str,
    columns: &[Column],
    vocabulary: &Vocabulary<'_>,
) -> Vec<Suspicion> {
    let stands: Vec<u32> = (1..columns.len())
        .map(|at| stands_behind(columns, query, at, vocabulary))
        .collect();
    let explained = words_of_long_forms(columns, vocabulary);
    let mut suspicions: Vec<Suspicion> = (0..columns.len())
        .map(|at| suspicion(query, text, columns, at, &stands, vocabulary))
        .collect();
    for (at, suspicion) in suspicions.iter_mut().enumerate() {
        if explained >> at & 1 == 1 {
            *suspicion = Suspicion::None;
        }
    }
    keep_worst(&mut suspicions, &stands);
    suspicions
}

/// How often a word stands behind the one before it, or what it may become where that is too much
/// to be looked up. Mere consonants speak against nothing.
fn stands_behind(columns: &[Column], query: &Query, at: usize, vocabulary: &Vocabulary<'_>) -> u32 {
    let (before, word) = (query.words[at - 1].main(), query.words[at].main());
    let whole = pair_count(vocabulary, &columns[at - 1], &columns[at]);
    let wide = word.prefix.as_deref();
    let Some(letters) = wide.filter(|letters| vocabulary.view.terms.is_wide(letters)) else {
        return whole;
    };
    let mut seen = 0;
    let key = before.term.key.as_str();
    (vocabulary.view).pairs_behind(key, letters, &mut |_, documents| seen += documents);
    match letters.as_bytes().iter().any(is_vowel) {
        true => whole.max(seen),
        false => u32::MAX,
    }
}

fn suspicion(
    query: &Query,
    text: &str,
    columns: &[Column],
    at: usize,
    stands: &[u32],
    vocabulary: &Vocabulary<'_>,
) -> Suspicion {
    let word = &query.words[at];
    let covered = |extra: &QueryExtra| extra.words.len() > 1 && extra.words.contains(&at);
    if word.readings.len() > 1 || query.extras.iter().any(covered) {
        return Suspicion::None;
    }
    let key = word.main().term.key.as_str();
    if !vocabulary.knows(word.main()) {
        // In capitals it is an acronym, unless all the others are in capitals too.
        let upper = |word: &QueryWord| Case::of(slice(text, word.span.clone())) == Case::Upper;
        let capitals = upper(word) && (query.words.len() == 1 || !query.words.iter().all(upper));
        return if capitals {
            Suspicion::None
        } else {
            Suspicion::Unknown
        };
    }
    // Half a word stands beside nothing yet, or beside what it may become.
    let half = word.main().prefix.is_some()
        && (columns[at].is_empty()
            || at.checked_sub(1).is_some_and(|before| {
                let completions = vocabulary.completions(word.main());
                pair_count(vocabulary, &columns[before], &completions) > 0
            }));
    let correctable = budget(key) > 0.0 && key.len() > 2 && key.as_bytes().iter().any(is_vowel);
    let [less, more] = support(stands, at);
    if columns.len() > 1 && correctable && !half && less == 0 && more <= MOST_SUPPORT {
        Suspicion::Doubted
    } else {
        Suspicion::None
    }
}

/// How often a word stands beside its neighbours, the rarer one first; where there is one
/// neighbour only, it counts as both.
fn support(stands: &[u32], at: usize) -> [u32; 2] {
    let before = at.checked_sub(1).and_then(|at| stands.get(at)).copied();
    let behind = stands.get(at).copied();
    let [one, other] = [
        before.or(behind).unwrap_or(0),
        behind.or(before).unwrap_or(0),
    ];
    [one.min(other), one.max(other)]
}

/// Leaves the doubted words that stand beside their neighbours least.
fn keep_worst(suspicions: &mut [Suspicion], stands: &[u32]) {
    let mut left = MOST_DOUBTS;
    for most in 0..=MOST_SUPPORT {
        for (at, suspicion) in suspicions.iter_mut().enumerate() {
            if *suspicion == Suspicion::Doubted && support(stands, at)[1] == most {
                match left.checked_sub(1) {
                    Some(less) => left = less,
                    None => *suspicion = Suspicion::None,
                }
            }
        }
    }
}

/// Runs of columns with something in them.
fn segments(columns: &[Column]) -> Vec<Range<usize>> {
    let mut segments: Vec<Range<usize>> = Vec::new();
    for at in (0..columns.len()).filter(|at| !columns[*at].is_empty()) {
        match segments.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => segments.push(at..at + 1),
        }
    }
    segments
}

/// What a word most likely is.
struct Choice {
    key: String,
    spelling: String,
    /// Whether it was seen beside a neighbour.
    seen: bool,
}

impl Choice {
    fn of(
        column: &Column,
        row: &BestRow,
        at: usize,
        vocabulary: &Vocabulary<'_>,
    ) -> Option<Choice> {
        let best = column[row.states[at]].ord;
        Some(Choice {
            key: vocabulary.view.terms.term(best)?.key,
            spelling: vocabulary.spelling(best)?,
            seen: (at > 0 && row.seen[at]) || row.seen.get(at + 1) == Some(&true),
        })
    }
}

/// Gives a word its readings; says so where the best one is another word.
fn apply(
    word: &mut QueryWord,
    choice: Choice,
    suspicion: Suspicion,
    text: &str,
) -> Option<Understood> {
    let mut how = How::Typo;
    if suspicion == Suspicion::Unknown {
        let keys = word
            .as_keys
            .take()
            .filter(|(reading, _)| reading.term.key == choice.key);
        word.readings = match keys {
            Some((reading, method)) => {
                how = method;
                // Its marks may be the typo.
                vec![corrected(&reading.term.key, 100)]
            }
            None => vec![corrected(&choice.key, 100)],
        };
        word.function_word = is_function_word(&choice.key);
    } else if choice.seen && choice.key != word.main().term.key {
        word.readings.push(corrected(&choice.key, DOUBTED));
    } else {
        return None;
    }
    Some(Understood {
        typed: slice(text, word.span.clone()).to_string(),
        meant: choice.spelling,
        how,
    })
}

fn corrected(key: &str, percent: u8) -> Reading {
    Reading {
        term: Term::bare(key),
        prefix: None,
        percent,
    }
}

/// Similar words are searched for too, at a low rate: a passage may speak for one of them where
/// counts of pairs do not.
fn add_others(word: &mut QueryWord, near: &[NearKey], suspicion: Suspicion) {
    let percent = if suspicion == Suspicion::Unknown {
        OTHERS_OF_UNKNOWN
    } else {
        OTHERS_OF_DOUBTED
    };
    for other in near.iter().take(MOST_OTHERS) {
        if !word
            .readings
            .iter()
            .any(|reading| reading.term.key == other.key)
        {
            word.readings.push(corrected(&other.key, percent));
        }
    }
}

/// The query in proper Vietnamese, and whether that is certain: each word was seen beside the
/// one before it, and no other spelling is nearly as likely.
pub fn proper_spelling(query: &Query, text: &str, vocabulary: &Vocabulary<'_>) -> (String, bool) {
    let columns: Vec<Column> = query
        .words
        .iter()
        .map(|word| vocabulary.likely_states(word))
        .collect();
    let mut spellings: Vec<Option<String>> = vec![None; columns.len()];
    let mut certain = columns.len() > 1;
    for segment in segments(&columns) {
        let row = best_row(vocabulary.view, &columns[segment.clone()]);
        for at in segment.clone() {
            let place = at - segment.start;
            let best = row.states[place];
            let through = &row.through[place];
            let rival =
                |(other, cost): (usize, &f32)| other != best && *cost < through[best] + CERTAIN;
            let seen = place > 0 && row.seen[place];
            certain &= row.seen[place] && !through.iter().enumerate().any(rival);
            // Half a word is left as it is.
            if query.words[at].main().prefix.is_none() || seen {
                spellings[at] = vocabulary.spelling(columns[at][best].ord);
            }
        }
    }
    (write(query, text, &spellings), certain)
}

/// Puts spellings in the places of words; what is no syllable stays as typed.
fn write(query: &Query, text: &str, spellings: &[Option<String>]) -> String {
    let mut out = String::new();
    let mut end = 0;
    for (word, spelling) in query.words.iter().zip(spellings) {
        let typed = slice(text, word.span.clone());
        out.push_str(slice(text, end..word.span.start));
        if end == word.span.start && end > 0 {
            out.push(' ');
        }
        let spelling = spelling.as_deref();
        match spelling.filter(|_| Syllable::parse(word.main().term.key.as_bytes()).is_some()) {
            Some(spelling) => Case::of(typed).write(spelling, &mut out),
            None => out.push_str(typed),
        }
        end = word.span.end;
    }
    out.push_str(slice(text, end..text.len()));
    out
}
