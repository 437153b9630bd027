//! Cleaning: a text as a row of cells, each one base letter with its marks and the bytes it
//! came from.

use super::letters::{Mark, decompose, ligature, lower, mark, quality};
use std::ops::Range;

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Part of a word.
    Letter,
    /// `0` to `9`.
    Digit,
    /// White space of any kind.
    Space,
    /// Everything else.
    Other,
}

/// One base letter, digit or sign of the cleaned text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Lower case, without marks.
    pub base: char,
    /// Bits of [`quality`].
    pub quality: u8,
    /// 0 to 5.
    pub tone: u8,
    /// Whether the marks are more than Vietnamese can have on one letter.
    pub foreign: bool,
    /// Whether it was a capital.
    pub upper: bool,
    /// What it is.
    pub kind: Kind,
    /// First byte in the original.
    pub start: u32,
    /// One past its last byte in the original, combining marks included.
    pub end: u32,
}

impl Cell {
    /// Whether a word may contain it.
    pub fn is_alphanumeric(&self) -> bool {
        matches!(self.kind, Kind::Letter | Kind::Digit)
    }

    /// Whether it is a letter.
    pub fn is_letter(&self) -> bool {
        self.kind == Kind::Letter
    }

    /// Whether it is `0` to `9`.
    pub fn is_digit(&self) -> bool {
        self.kind == Kind::Digit
    }

    /// Marks are a set: the same one twice is one.
    fn add(&mut self, mark: Mark) {
        match mark {
            Mark::Tone(tone) if self.tone == 0 || self.tone == tone => self.tone = tone,
            Mark::Quality(bit) if self.quality | bit == bit => self.quality = bit,
            _ => self.foreign = true,
        }
    }
}

/// The letters of cells, without marks and in lower case. One copy for all who need it: every
/// loop of its own weighs 400 bytes of wasm.
#[inline(never)]
pub fn bases(cells: &[Cell]) -> String {
    let mut out = String::with_capacity(cells.len());
    for cell in cells {
        out.push(cell.base);
    }
    out
}

/// Bytes of the original that cells cover.
pub fn span(cells: &[Cell]) -> Range<usize> {
    match cells {
        [first, .., last] => first.start as usize..last.end as usize,
        [only] => only.start as usize..only.end as usize,
        [] => 0..0,
    }
}

/// On a it is a breve mistyped.
pub(super) const CARON: char = '\u{30c}';
pub(super) const BREVE: char = '\u{306}';

/// Cleans a text (at most 4 GiB). Deletes what cannot be seen, turns every white space into a
/// blank, full-width letters into plain ones, typographic dashes and apostrophes into `-` and
/// `'`, and gathers marks on their letters. O(text).
pub fn clean(text: &str) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::with_capacity(text.len());
    for (start, letter) in text.char_indices() {
        let end = (start + letter.len_utf8()) as u32;
        if letter.is_ascii() {
            cells.push(ascii(letter, start as u32));
        } else if let Some(mark) = mark(letter) {
            if let Some(before) = cells.last_mut().filter(|cell| cell.kind == Kind::Letter) {
                let breve = letter == CARON && before.base == 'a';
                before.add(if breve {
                    Mark::Quality(quality::BREVE)
                } else {
                    mark
                });
                before.end = end;
            }
        } else if !is_deleted(letter) {
            push(&mut cells, letter, start as u32, end);
        }
    }
    cells
}

fn ascii(letter: char, start: u32) -> Cell {
    let (kind, base) = match letter {
        'a'..='z' => (Kind::Letter, letter),
        'A'..='Z' => (Kind::Letter, letter.to_ascii_lowercase()),
        '0'..='9' => (Kind::Digit, letter),
        '\t'..='\r' | ' ' => (Kind::Space, ' '),
        '`' => (Kind::Other, '\''),
        _ => (Kind::Other, letter),
    };
    let upper = letter.is_ascii_uppercase();
    Cell {
        base,
        quality: quality::NONE,
        tone: 0,
        foreign: false,
        upper,
        kind,
        start,
        end: start + 1,
    }
}

fn push(cells: &mut Vec<Cell>, letter: char, start: u32, end: u32) {
    if let Some(plain) = look_alike(letter) {
        cells.push(Cell {
            end,
            ..ascii(plain, start)
        });
        return;
    }
    let small = lower(letter);
    let parts = decompose(small);
    // The table of the standard library is slow where most letters are Vietnamese.
    let kind = if parts.base.is_ascii_lowercase() || small.is_alphanumeric() {
        Kind::Letter
    } else {
        Kind::Other
    };
    let cell = Cell {
        base: parts.base,
        quality: parts.quality,
        tone: parts.tone,
        foreign: parts.foreign,
        upper: small != letter && letter != 'ǎ',
        kind,
        start,
        end,
    };
    match ligature(small) {
        Some((first, second)) => {
            cells.push(Cell {
                base: first,
                foreign: true,
                ..cell
            });
            cells.push(Cell {
                base: second,
                foreign: true,
                start: end,
                ..cell
            });
        }
        None => cells.push(cell),
    }
}

/// Characters that nobody sees: soft hyphen, zero-width joiners, bidirectional controls, byte
/// order mark, variation selectors.
fn is_deleted(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The ASCII character that another one stands for.
fn look_alike(letter: char) -> Option<char> {
    Some(match letter {
        '\u{80}'..='\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200b}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => ' ',
        '\u{2010}'..='\u{2012}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{b4}' => '\'',
        '²' => '2',
        '³' => '3',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xFEE0)?,
        _ => return None,
    })
}
