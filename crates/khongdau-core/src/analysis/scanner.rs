//! Where each token begins and ends.
//!
//! One pass over the cleaned cells. At each place the first of these that fits is taken:
//! address, document number, date, time, number, word (with what is glued to it).

use super::{Analysis, Token, address, date, document_number, joined, number};
use crate::text::Term;
use crate::text::clean::{Cell, Kind, bases, clean, span};

/// Words glued by signs that still make one joined form.
const MAX_JOINED: usize = 5;
/// Letters of a joined form at most.
const MAX_JOINED_LETTERS: usize = 20;

/// Finds the tokens of a text, and the extra terms that show in the writing itself.
pub fn scan(text: &str) -> Analysis {
    let cells = clean(text);
    let mut scanner = Scanner {
        text,
        cells: &cells,
        found: Analysis::default(),
        sign: 0,
    };
    let mut at = 0;
    while at < cells.len() {
        at = scanner.step(at);
    }
    scanner.found
}

struct Scanner<'a> {
    text: &'a str,
    cells: &'a [Cell],
    found: Analysis,
    /// The next sign of an address or blank, once it has been looked for; else behind us.
    sign: usize,
}

impl Scanner<'_> {
    /// Takes what begins at `at`; says where to go on.
    fn step(&mut self, at: usize) -> usize {
        let cell = self.cells[at];
        if !cell.is_alphanumeric() {
            return at + 1;
        }
        let fresh = at == 0 || !self.cells[at - 1].is_alphanumeric();
        if fresh && let Some(end) = self.address(at) {
            return end;
        }
        if cell.is_digit() {
            let figures = if fresh { self.figures(at) } else { None };
            return figures.unwrap_or_else(|| self.plain_digits(at, fresh));
        }
        self.word_chain(at)
    }

    fn emit(&mut self, start: usize, end: usize) {
        let cells = &self.cells[start..end];
        self.push(Term::of_cells(cells, self.text), start, end);
    }

    fn emit_number(&mut self, start: usize, end: usize) {
        let key = number::strip_zeros(bases(&self.cells[start..end]));
        self.push(Term::bare(&key), start, end);
    }

    fn push(&mut self, term: Term, start: usize, end: usize) {
        let span = span(&self.cells[start..end]);
        self.found.tokens.push(Token { term, span });
    }

    fn position(&self) -> usize {
        self.found.tokens.len()
    }

    /// An extra term for every token since `position`.
    fn add_extra(&mut self, term: String, position: usize) {
        let len = self.position().saturating_sub(position).max(1);
        self.found.add_extra(term, position, len);
    }

    fn address(&mut self, at: usize) -> Option<usize> {
        let rest = &self.cells[at..];
        let is_sign = |cell: &Cell| matches!(cell.base, '.' | '@' | ':');
        if self.sign <= at {
            self.sign = at
                + rest
                    .iter()
                    .take_while(|cell| !is_sign(cell) && cell.kind != Kind::Space)
                    .count();
        }
        self.cells.get(self.sign).filter(|cell| is_sign(cell))?;
        let before = at.checked_sub(1).map(|before| &self.cells[before]);
        let (length, skip) = address::find(rest, before)?;
        let position = self.position();
        let mut term = String::from("u:");
        term.extend(rest[skip..length].iter().map(|cell| cell.base));
        let trimmed = term.trim_end_matches('/').len();
        term.truncate(trimmed);
        self.emit_runs(at + skip, at + length);
        self.add_extra(term, position);
        Some(at + length)
    }

    /// Emits every run of letters and digits.
    fn emit_runs(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let length = self.cells[at..end]
                .iter()
                .take_while(|cell| cell.is_alphanumeric())
                .count();
            if length > 0 {
                let all_digits = number::digits(&self.cells[at..at + length]) == length;
                if all_digits {
                    self.emit_number(at, at + length)
                } else {
                    self.emit(at, at + length)
                }
            }
            at += length.max(1);
        }
    }

    /// A document number, date, time or number at a digit.
    fn figures(&mut self, at: usize) -> Option<usize> {
        let rest = &self.cells[at..];
        let before = at
            .checked_sub(1)
            .map_or(' ', |before| self.cells[before].base);
        if !matches!(before, '_' | '/' | '.' | ',' | '-') {
            if let Some(found) = document_number::find(rest) {
                let position = self.position();
                self.emit_runs(at, at + found.len);
                found
                    .terms
                    .into_iter()
                    .for_each(|term| self.add_extra(term, position));
                return Some(at + found.len);
            }
            let time = |cells| {
                if before == ':' {
                    None
                } else {
                    date::time(cells)
                }
            };
            if let Some(found) = date::date(rest).or_else(|| time(rest)) {
                return Some(self.date(at, found));
            }
        }
        Some(self.number(at))
    }

    fn date(&mut self, at: usize, found: date::Figures) -> usize {
        let position = self.position();
        for (start, end) in &found.numbers {
            self.emit_number(at + start, at + end);
        }
        found
            .terms
            .into_iter()
            .for_each(|term| self.add_extra(term, position));
        at + found.numbers.last().map_or(1, |(_, end)| *end)
    }

    fn number(&mut self, at: usize) -> usize {
        let end = at + number::length(&self.cells[at..]);
        if self.is_name(end) {
            // 5G, 4K, 43A12345: no number but a name.
            let rest = &self.cells[end..];
            let run = rest.iter().take_while(|cell| cell.is_alphanumeric());
            let end = end + run.count();
            self.push(Term::bare(&bases(&self.cells[at..end])), at, end);
            return end;
        }
        self.push(Term::bare(&number::key(&self.cells[at..end])), at, end);
        end
    }

    /// Whether letters that are no unit stand behind a number. Looks no further than it takes
    /// to tell: the word may go on behind an apostrophe, where the next number looks again.
    fn is_name(&self, end: usize) -> bool {
        let rest = &self.cells[end..];
        let near = &rest[..rest.len().min(number::LONGEST_UNIT + 2)];
        let letters = word_length(near);
        letters > 0 && !number::is_unit(&bases(&near[..letters]))
    }

    fn plain_digits(&mut self, at: usize, fresh: bool) -> usize {
        debug_assert!(!fresh);
        let end = at + number::digits(&self.cells[at..]);
        let key: String = bases(&self.cells[at..end]);
        self.push(Term::bare(&key), at, end);
        end
    }

    /// A word and all that is glued to it: `CNH-HĐH`, `TP.HCM`, `Covid-19`, `R&D`.
    fn word_chain(&mut self, at: usize) -> usize {
        let first = (at, at + word_length(&self.cells[at..]));
        let Some(second) = self.next_piece(first) else {
            // Most words: nothing glued to them.
            self.piece(first.0, first.1);
            return first.1;
        };
        let mut pieces = vec![first, second];
        while let Some(next) = self.next_piece(pieces[pieces.len() - 1]) {
            pieces.push(next);
        }
        let position = self.position();
        for (start, end) in &pieces {
            self.piece(*start, *end);
        }
        if (2..=MAX_JOINED).contains(&pieces.len()) {
            let joined: Vec<Cell> = pieces
                .iter()
                .flat_map(|(start, end)| &self.cells[*start..*end])
                .copied()
                .collect();
            self.add_joined(&joined, position);
        }
        pieces.last().map_or(at + 1, |(_, end)| *end)
    }

    fn next_piece(&self, (start, end): (usize, usize)) -> Option<(usize, usize)> {
        let sign = self.cells.get(end)?.base;
        let behind = self.cells.get(end + 1)?;
        let dash = matches!(sign, '-' | '–');
        let joins = dash || matches!(sign, '.' | '/' | '\'');
        if !joins || !(behind.is_letter() || (behind.is_digit() && dash)) {
            return None;
        }
        // A full stop without a blank ends a sentence, but behind an abbreviation.
        if sign == '.' && end - start > 3 && !joined::is_upper(&self.cells[start..end]) {
            return None;
        }
        let rest = &self.cells[end + 1..];
        let length = if behind.is_letter() {
            word_length(rest)
        } else {
            number::digits(rest)
        };
        Some((end + 1, end + 1 + length))
    }

    /// One word of a chain, which may still fall apart: `R&D`, `H'Mông`, `HảiPhòng`.
    fn piece(&mut self, start: usize, mut end: usize) {
        while end > start + 1 && self.cells[end - 1].base == '\'' {
            end -= 1;
        }
        let cells = &self.cells[start..end];
        let is_sign = |cell: &Cell| matches!(cell.base, '&' | '\'');
        let position = self.position();
        if cells.iter().any(is_sign) {
            let letters: String = cells
                .iter()
                .filter(|cell| !is_sign(cell))
                .map(|cell| cell.base)
                .collect();
            self.emit_runs(start, end);
            return self.add_extra(letters, position);
        }
        let cuts = joined::camel_cuts(cells);
        if cuts.is_empty() {
            return self.whole_word(start, end);
        }
        let mut from = start;
        for cut in cuts.iter().map(|cut| start + cut).chain([end]) {
            self.emit(from, cut);
            from = cut;
        }
        self.add_extra(bases(&self.cells[start..end]), position);
    }

    fn whole_word(&mut self, start: usize, end: usize) {
        let position = self.position();
        let cells = &self.cells[start..end];
        if number::digits(cells) == cells.len() {
            return self.emit_number(start, end);
        }
        self.emit(start, end);
        if cells.len() > 1
            && let Some(with_w) = joined::with_w(cells)
        {
            self.add_extra(with_w, position);
        }
        let before = position
            .checked_sub(1)
            .and_then(|before| self.found.key(before));
        if let Some(value) = joined::roman(cells, before) {
            self.add_extra(value.to_string(), position);
        }
    }

    fn add_joined(&mut self, cells: &[Cell], position: usize) {
        let letters: Vec<Cell> = cells
            .iter()
            .filter(|cell| cell.is_alphanumeric())
            .copied()
            .collect();
        if letters.len() > MAX_JOINED_LETTERS {
            return;
        }
        self.add_extra(bases(&letters), position);
        if let Some(with_w) = joined::with_w(&letters) {
            self.add_extra(with_w, position);
        }
    }
}

/// Cells of the word at the start: letters, digits and apostrophes, and more behind `&`.
fn word_length(cells: &[Cell]) -> usize {
    let inside = |cell: &&Cell| cell.is_alphanumeric() || cell.base == '\'';
    let letter_at = |at: usize| cells.get(at).is_some_and(Cell::is_letter);
    if !letter_at(0) {
        return 0;
    }
    let mut end = cells.iter().take_while(inside).count();
    while cells.get(end).is_some_and(|cell| cell.base == '&') && letter_at(end + 1) {
        end += 1 + cells[end + 1..]
            .iter()
            .take_while(|cell| cell.is_letter())
            .count();
    }
    end
}
