//! Which tokens of a field answer the query, and where they do so best.

use super::matcher::{Matcher, WordSet};
use super::reading::Field;

/// Tokens in which matches count as one passage.
const PASSAGE_TOKENS: usize = 24;
/// Matches looked at when the best passage is sought: beyond, a document repeats itself.
const MAX_MATCHES: usize = 2000;

/// Whether a token is highlighted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Highlight {
    /// It is not.
    #[default]
    None,
    /// It is.
    Starts,
    /// It is, in one with the token before it: they are neighbours in the query too.
    Continues,
}

/// The tokens of a field that answer the query.
#[derive(Debug)]
pub struct Matches {
    /// For each token.
    pub highlights: Vec<Highlight>,
    /// Positions of highlighted tokens with the words each stands for, as bits.
    list: Vec<(usize, u32)>,
}

/// A token that stands for words of the query.
struct Match {
    position: usize,
    /// All words it stands for, as bits.
    words: u32,
    /// Those of them whose neighbour in the query stands beside it.
    paired: u32,
    /// Whether the token before it is such a neighbour.
    continues: bool,
}

impl Matches {
    /// Finds them.
    ///
    /// Where a word stands beside its neighbour anywhere in the field, it is highlighted only
    /// so: for `cong nghiep` the *công* of *công nghệ* is noise. Syllables of grammar are
    /// highlighted beside neighbours only, and words found with contradicting accents only if
    /// they are found with no others. Guesses are not highlighted.
    pub fn of(field: &Field, matcher: &Matcher) -> Self {
        let mut found = words(field, matcher);
        let paired = pair(&mut found);
        let alone = |kept: &Match| kept.words & !paired & !matcher.function_words;
        let content = found.iter().any(|one| one.paired | alone(one) != 0);
        let mut highlights = vec![Highlight::None; field.len()];
        let mut list = Vec::new();
        for one in &found {
            let kept = if content {
                one.paired | alone(one)
            } else {
                one.words
            };
            if kept != 0 {
                highlights[one.position] = if one.continues {
                    Highlight::Continues
                } else {
                    Highlight::Starts
                };
                list.push((one.position, kept));
            }
        }
        for (start, len, key) in &field.extras {
            if matcher.has_extra(key) {
                add_extra(*start, *len, &mut highlights, &mut list);
            }
        }
        Self { highlights, list }
    }

    /// Positions of highlighted tokens with the words each stands for, as bits.
    pub fn list(&self) -> &[(usize, u32)] {
        &self.list
    }

    /// Position of the first token of the passage with most words of the query, neighbours in
    /// order counting extra; the first such passage, none before `beginning`.
    pub fn best(&self, beginning: usize) -> Option<usize> {
        let before = self.list.partition_point(|(at, _)| *at < beginning);
        let end = self.list.len().min(before.saturating_add(MAX_MATCHES));
        let matches = &self.list[before..end];
        let mut best = (0, None);
        for (first, (at, _)) in matches.iter().enumerate() {
            let passage = matches[first..]
                .iter()
                .take_while(|(other, _)| other - at < PASSAGE_TOKENS);
            let worth = passage_worth(passage);
            if worth > best.0 {
                best = (worth, Some(*at));
            }
        }
        best.1
    }
}

/// Every token that stands for a word.
fn words(field: &Field, matcher: &Matcher) -> Vec<Match> {
    let mut sets = Vec::new();
    let mut agreeing = 0;
    field.scan(matcher, &mut |position, set| {
        agreeing |= set.agreeing & !set.weak;
        sets.push((position, set));
    });
    let to_match = |(position, set): (usize, WordSet)| Match {
        position,
        words: (set.agreeing & !set.weak) | (set.conflicting & !agreeing),
        paired: 0,
        continues: false,
    };
    sets.into_iter()
        .map(to_match)
        .filter(|found| found.words != 0)
        .collect()
}

/// Finds neighbours of the query that are neighbours in the text; gives all their words.
fn pair(found: &mut [Match]) -> u32 {
    let mut all = 0;
    for second in 1..found.len() {
        let (before, here) = found.split_at_mut(second);
        let (before, here) = (&mut before[second - 1], &mut here[0]);
        let shared = before.words & (here.words >> 1);
        if before.position + 1 == here.position && shared != 0 {
            before.paired |= shared;
            here.paired |= shared << 1;
            here.continues = true;
            all |= shared | shared << 1;
        }
    }
    all
}

fn add_extra(start: usize, len: usize, highlights: &mut [Highlight], list: &mut Vec<(usize, u32)>) {
    let end = start.saturating_add(len).min(highlights.len());
    let tokens = highlights.iter_mut().enumerate().take(end).skip(start);
    for (at, highlight) in tokens {
        if *highlight == Highlight::None {
            let place = list.partition_point(|(other, _)| *other < at);
            list.insert(place, (at, 0));
        } else if at == start {
            continue;
        }
        *highlight = if at == start {
            Highlight::Starts
        } else {
            Highlight::Continues
        };
    }
}

/// Two points for each different word, one for each different pair in order, and one for
/// any match at all (an extra term stands for no word).
fn passage_worth<'a>(passage: impl Iterator<Item = &'a (usize, u32)>) -> u32 {
    let (mut words, mut pairs) = (0, 0);
    let mut before = (usize::MAX - 1, 0);
    for (at, set) in passage {
        words |= set;
        if before.0 + 1 == *at {
            pairs |= before.1 & (set >> 1);
        }
        before = (*at, *set);
    }
    1 + 2 * words.count_ones() + pairs.count_ones()
}
