//! Forms that are one word to some writers and several to others.

use crate::text::clean::{Cell, bases};
use crate::text::letters::quality;

/// Where a word written without blanks falls apart: *HảiPhòng*, *VnExpress*, but not *TTg*
/// or *iPhone*. Empty when it does not.
pub fn camel_cuts(cells: &[Cell]) -> Vec<usize> {
    let mut cuts: Vec<usize> = Vec::new();
    let (mut shortest, mut longest, mut from) = (usize::MAX, 0, 0);
    for at in 1..=cells.len() {
        let cut = cells
            .get(at)
            .is_none_or(|cell| cell.upper && cells[at - 1].is_letter() && !cells[at - 1].upper);
        if cut {
            shortest = shortest.min(at - from);
            longest = longest.max(at - from);
            from = at;
            if at < cells.len() {
                cuts.push(at);
            }
        }
    }
    if shortest >= 2 && longest >= 3 {
        cuts
    } else {
        Vec::new()
    }
}

/// Whether every letter is a capital, and there is one.
pub fn is_upper(cells: &[Cell]) -> bool {
    cells.iter().any(Cell::is_letter) && cells.iter().all(|cell| cell.upper || !cell.is_letter())
}

/// The same with W for Ư, as in *TƯ* and *TW*; `None` unless it is an acronym with Ư. A tone
/// makes it a word in capitals: *TỪ* is not *TW*.
pub fn with_w(cells: &[Cell]) -> Option<String> {
    let is_u = |cell: &Cell| cell.base == 'u' && cell.quality == quality::HORN && cell.tone == 0;
    if !is_upper(cells) || !cells.iter().any(is_u) {
        return None;
    }
    Some(
        cells
            .iter()
            .map(|cell| if is_u(cell) { 'w' } else { cell.base })
            .collect(),
    )
}

/// Capitals that happen to be Roman numerals and are mostly something else.
const NO_NUMERALS: [&str; 20] = [
    "cc", "cd", "cm", "dc", "mc", "mm", "dm", "lc", "cl", "ml", "ll", "md", "cv", "xl", "lv", "mv",
    "di", "mi", "li", "dl",
];
/// Words behind which a single I, V or X is a numeral.
const NUMBERED: [&str; 14] = [
    "khoa", "hoi", "qui", "chuong", "phan", "muc", "dieu", "vung", "hang", "loai", "thu", "ki",
    "quy", "ky",
];

/// The value of a Roman numeral in capitals; a single letter only behind a word that is
/// numbered.
pub fn roman(cells: &[Cell], before: Option<&str>) -> Option<u32> {
    if cells.len() > 15
        || cells
            .iter()
            .any(|cell| !cell.upper || cell.foreign || cell.quality + cell.tone > 0)
    {
        return None;
    }
    let letters: String = bases(cells);
    let numbered = letters.len() > 1
        || (matches!(&letters[..], "i" | "v" | "x")
            && before.is_some_and(|key| NUMBERED.contains(&key)));
    if !numbered || NO_NUMERALS.contains(&&letters[..]) || letters == "ci" {
        return None;
    }
    let value = roman_value(&letters)?;
    (roman_letters(value) == letters).then_some(value)
}

const ROMAN: [(&str, u32); 13] = [
    ("m", 1000),
    ("cm", 900),
    ("d", 500),
    ("cd", 400),
    ("c", 100),
    ("xc", 90),
    ("l", 50),
    ("xl", 40),
    ("x", 10),
    ("ix", 9),
    ("v", 5),
    ("iv", 4),
    ("i", 1),
];

fn roman_value(letters: &str) -> Option<u32> {
    let mut rest = letters;
    let mut value = 0;
    for (letter, worth) in ROMAN {
        while let Some(behind) = rest.strip_prefix(letter) {
            rest = behind;
            value += worth;
        }
    }
    (rest.is_empty() && value < 4000).then_some(value)
}

fn roman_letters(mut value: u32) -> String {
    let mut out = String::new();
    for (letter, worth) in ROMAN {
        while value >= worth {
            out.push_str(letter);
            value -= worth;
        }
    }
    out
}
