//! What foreign letters stand for.
//!
//! Only documents that agree tell: nothing in *Hiệp hội Thương mại Hàn Quốc (KITA)* says where
//! the name begins.

use super::alignment::is_function_word;
use super::collector::Long;
use super::spellings::Spellings;
use crate::text::Term;
use crate::text::clean::clean;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Documents that must agree.
const DOCUMENTS: u32 = 2;
/// Syllables of what they agree on at least.
const SYLLABLES: usize = 3;
/// Things that the same letters may stand for at most.
const MAX_NAMES: usize = 3;

/// What several documents agree on, out of the phrases that stand before foreign letters. A
/// phrase may begin too early (*Tập trung thu hút … đầu tư trực tiếp nước ngoài*), so the
/// longest ending is taken that most of them share. One document is enough for what the
/// built-in list says as well.
pub fn agreed<'a>(
    glosses: &'a BTreeMap<Long, Spellings>,
    known: impl Iterator<Item = &'a Long>,
) -> Vec<(&'a [Term], Spellings)> {
    let mut phrases: Vec<Phrase<'a>> = glosses
        .iter()
        .map(|(long, spellings)| (&long[..], spellings))
        .collect();
    let mut agreed = Vec::new();
    for ending in known {
        agreed.extend(take_ending(&mut phrases, ending));
    }
    for _ in 0..MAX_NAMES {
        let ending = shared_ending(&phrases);
        agreed.extend(ending.and_then(|ending| take_ending(&mut phrases, ending)));
    }
    agreed
}

/// What stands before foreign letters, and how it is spelled.
type Phrase<'a> = (&'a [Term], &'a Spellings);

/// Takes the phrases with this ending out, and gives the spellings of the ending.
fn take_ending<'a>(
    phrases: &mut Vec<Phrase<'a>>,
    ending: &'a [Term],
) -> Option<(&'a [Term], Spellings)> {
    let mut spellings = Spellings::default();
    phrases.retain(|(phrase, spelled)| {
        let taken = phrase.ends_with(ending);
        if taken {
            spellings.add_endings(spelled, ending.len());
        }
        !taken
    });
    (spellings.total() > 0).then_some((ending, spellings))
}

/// The most frequent ending, made longer as long as more than half of its documents, and
/// never fewer than [`DOCUMENTS`], have it. O(phrases log phrases).
fn shared_ending<'a>(phrases: &[Phrase<'a>]) -> Option<&'a [Term]> {
    let mut counts: BTreeMap<&'a [Term], u32> = BTreeMap::new();
    for (phrase, spellings) in phrases {
        let mut starts = name_starts(&spellings.most_frequent());
        starts.retain(|start| start + SYLLABLES <= phrase.len());
        for start in starts {
            *counts.entry(&phrase[start..]).or_default() += spellings.total();
        }
    }
    let by_count = |(ending, count): &(&&[Term], &u32)| (**count, Reverse(ending.len()));
    let (core, most) = counts.iter().max_by_key(by_count)?;
    let least = (most / 2 + 1).max(DOCUMENTS);
    let shared = counts
        .iter()
        .filter(|(ending, count)| ending.ends_with(core) && **count >= least);
    let longest = shared.max_by_key(|(ending, count)| (ending.len(), **count));
    longest.map(|(ending, _)| *ending)
}

/// The words at which a name may begin: capitals, and in a run of small letters to the end all
/// but function words.
fn name_starts(phrase: &str) -> Vec<usize> {
    let has_capital = |word: &str| word.starts_with(char::is_uppercase);
    let words: Vec<&str> = phrase.split(' ').collect();
    let small = words
        .iter()
        .rposition(|word| has_capital(word))
        .map_or(0, |last| last + 1);
    let starts = |at: &usize| {
        let word = words[*at];
        has_capital(word) || (*at >= small && !is_function_word(&clean(word)))
    };
    (0..words.len()).filter(starts).collect()
}
