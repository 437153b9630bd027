//! Blanks too few and too many: `congnghiep`, `ngh iep`.

use super::{Evidence, How, Understood, Vocabulary, spaced};
use crate::search::language::{Column, together};
use crate::search::query::{MAX_WORDS, Query, QueryWord, Reading};
use crate::text::clean::{Cell, clean};
use crate::text::syllable::Syllable;
use crate::text::syllable::is_function_word;
use crate::text::{Term, fold, slice};

/// Words that one run of letters may be.
const MOST_PARTS: usize = 4;
/// Letters of a run that is taken apart.
const LONGEST: usize = 24;
/// Letters of a syllable: *nghiêng*.
const LONGEST_SYLLABLE: usize = 7;

/// Joins neighbours of which one is unknown where the index has them as one word.
pub fn join(
    query: &mut Query,
    text: &str,
    vocabulary: &Vocabulary<'_>,
    understood: &mut Vec<Understood>,
) {
    let mut first = 0;
    while first + 1 < query.words.len() {
        match joined(
            &query.words[first],
            &query.words[first + 1],
            text,
            vocabulary,
        ) {
            Some((word, note)) => {
                understood.push(note);
                query.words[first] = word;
                query.words.remove(first + 1);
                query.move_extras(first + 1, -1);
            }
            None => first += 1,
        }
    }
}

fn joined(
    first: &QueryWord,
    second: &QueryWord,
    text: &str,
    vocabulary: &Vocabulary<'_>,
) -> Option<(QueryWord, Understood)> {
    let both_known = vocabulary.knows(first.main()) && vocabulary.knows(second.main());
    let between = text.get(first.span.end..second.span.start)?;
    if both_known
        || between.is_empty()
        || !between.trim().is_empty()
        || first.phrase != second.phrase
    {
        return None;
    }
    let letters = [
        slice(text, first.span.clone()),
        slice(text, second.span.clone()),
    ]
    .concat();
    let term = Term::of(&letters);
    let reading = Reading {
        prefix: second.main().prefix.as_ref().map(|_| fold(&letters)),
        term,
        percent: 100,
    };
    if Syllable::parse(reading.term.key.as_bytes()).is_none() || !vocabulary.has(&reading.term) {
        return None;
    }
    let note = Understood {
        typed: slice(text, first.span.start..second.span.end).to_string(),
        meant: letters,
        how: How::Joined,
    };
    let word = QueryWord {
        function_word: is_function_word(&reading.term.key),
        readings: vec![reading],
        span: first.span.start..second.span.end,
        ..first.clone()
    };
    Some((word, note))
}

/// Takes unknown runs of letters apart into words that stand together in the index, or by
/// [`Evidence::Any`] that it has.
pub fn split(
    query: &mut Query,
    text: &str,
    vocabulary: &Vocabulary<'_>,
    evidence: Evidence,
    understood: &mut Vec<Understood>,
) {
    let mut at = 0;
    while at < query.words.len() {
        let word = &query.words[at];
        if vocabulary.knows_any(word) || word.as_keys.is_some() {
            at += 1;
            continue;
        }
        let parts = Splitter::new(slice(text, word.span.clone()), vocabulary, evidence).best();
        if parts.is_empty() || query.words.len() + parts.len() > MAX_WORDS {
            at += 1;
            continue;
        }
        let count = parts.len();
        let words = to_words(word, parts, text);
        let meant = words.iter().map(|word| slice(text, word.span.clone()));
        understood.push(Understood {
            typed: slice(text, word.span.clone()).to_string(),
            meant: spaced(meant),
            how: How::Split,
        });
        query.words.splice(at..=at, words);
        query.move_extras(at + 1, count as isize - 1);
        at += count;
    }
}

/// The parts of a word as words, the last one unfinished if the word was.
fn to_words(word: &QueryWord, parts: Vec<(Term, usize, usize)>, text: &str) -> Vec<QueryWord> {
    let last = parts.len() - 1;
    let part = |(at, (term, start, end)): (usize, (Term, usize, usize))| {
        let span = word.span.start + start..word.span.start + end;
        let unfinished = at == last && word.main().prefix.is_some();
        QueryWord {
            function_word: is_function_word(&term.key),
            readings: vec![Reading {
                prefix: unfinished.then(|| fold(slice(text, span.clone()))),
                term,
                percent: 100,
            }],
            span,
            ..word.clone()
        }
    };
    parts.into_iter().enumerate().map(part).collect()
}

/// Looks for the parts of one run of letters.
struct Splitter<'a> {
    text: &'a str,
    cells: Vec<Cell>,
    vocabulary: &'a Vocabulary<'a>,
    evidence: Evidence,
    /// The parts being tried, with the terms each may be.
    trail: Vec<(usize, Column)>,
    /// The best so far: ends of its parts, and how often its rarest pair occurs.
    best: (Vec<usize>, u32),
}

impl<'a> Splitter<'a> {
    fn new(text: &'a str, vocabulary: &'a Vocabulary<'a>, evidence: Evidence) -> Self {
        let cells = clean(text);
        let plain = cells.iter().all(Cell::is_letter) && cells.len() <= LONGEST;
        Self {
            text,
            cells: if plain { cells } else { Vec::new() },
            vocabulary,
            evidence,
            trail: Vec::new(),
            best: (Vec::new(), 0),
        }
    }

    /// Terms with their bytes in the text; nothing where no way of taking it apart holds.
    fn best(mut self) -> Vec<(Term, usize, usize)> {
        self.search(0, u32::MAX);
        let mut start = 0;
        let ends = std::mem::take(&mut self.best.0);
        let mut part = |end: usize| {
            let cells = &self.cells[start..end];
            start = end;
            let (from, to) = (cells[0].start as usize, cells[cells.len() - 1].end as usize);
            (Term::of_cells(cells, self.text), from, to)
        };
        ends.into_iter().map(&mut part).collect()
    }

    /// Tries every word that may follow at `start`; `rarest` is the rarest pair before.
    fn search(&mut self, start: usize, rarest: u32) {
        if start == self.cells.len() {
            if self.trail.len() > 1 && rarest > self.best.1 {
                self.best = (self.trail.iter().map(|(end, _)| *end).collect(), rarest);
            }
            return;
        }
        if self.trail.len() == MOST_PARTS {
            return;
        }
        for end in start + 1..=(start + LONGEST_SYLLABLE).min(self.cells.len()) {
            let term = Term::of_cells(&self.cells[start..end], self.text);
            if Syllable::parse(term.key.as_bytes()).is_none() {
                continue;
            }
            let mut column = Column::new();
            self.vocabulary.add_states(&term, 0.0, &mut column);
            column.retain(|state| state.cost < 1.0);
            let pairs = match self.trail.last() {
                Some((_, before)) if self.evidence == Evidence::Neighbours => {
                    pair_count(self.vocabulary, before, &column)
                }
                // How often the word stands anywhere; single letters stand everywhere.
                Some(_) if end - start > 1 && self.trail[0].0 > 1 => self.count(&column),
                Some(_) => 0,
                None => u32::from(!column.is_empty()) * u32::MAX,
            };
            if pairs > self.best.1 {
                self.trail.push((end, column));
                self.search(end, rarest.min(pairs));
                self.trail.pop();
            }
        }
    }
}

impl Splitter<'_> {
    fn count(&self, column: &Column) -> u32 {
        let counts = column
            .iter()
            .map(|state| self.vocabulary.view.pairs.count(state.ord));
        counts.fold(0, u32::saturating_add)
    }
}

/// How often one of these terms is followed by one of those.
pub fn pair_count(vocabulary: &Vocabulary<'_>, first: &Column, second: &Column) -> u32 {
    let mut sum = 0;
    for state in first {
        together(vocabulary.view, state.ord, second, |_, count| sum += count);
    }
    sum
}
