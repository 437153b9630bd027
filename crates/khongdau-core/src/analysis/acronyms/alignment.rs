//! Whether the letters of a short form are the initials of syllables.
//!
//! Every letter has its syllable, in the same order; only function words may be left out, and
//! neither the first nor the last syllable. `đ` and `d` are two letters, but *Đ* may be typed
//! *D*; *Ư* may be typed *W* (*TW*), and *Ph* may be *F*.

use crate::text::clean::Cell;
use crate::text::letters::{compose, quality};

/// Longest short form, in letters and signs.
pub const MAX_SHORT: usize = 12;

/// Words that an acronym may leave out. With their marks: *tải* is no *tại*.
const FUNCTION_WORDS: [&str; 10] = [
    "và", "của", "các", "cho", "ở", "về", "tại", "những", "với", "trong",
];

/// Whether an acronym may leave out this word.
pub fn is_function_word(word: &[Cell]) -> bool {
    word.len() <= 5 && FUNCTION_WORDS.contains(&&lower_case(word)[..])
}

/// A word in lower case, composed; foreign marks are lost.
pub fn lower_case(word: &[Cell]) -> String {
    word.iter()
        .map(|cell| compose(cell.base, cell.quality, cell.tone).unwrap_or(cell.base))
        .collect()
}

/// Which of the last words spell `letters`: bit *k* says that the last *k* words do, for at
/// most 2 × letters + 3 words. O(letters²).
pub fn spelled_by_last(letters: &[&Cell], words: &[&[Cell]]) -> u64 {
    let all = letters.len().min(MAX_SHORT);
    let letters = &letters[..all];
    // Bit r: the words so far, from the last, spell the last r letters.
    let (mut reached, mut lengths) = (1u32, 0u64);
    for (before, word) in words.iter().rev().take(2 * all + 3).enumerate() {
        let passed = before > 0 && is_function_word(word);
        let mut next = if passed { reached } else { 0 };
        for (matched, letter) in letters.iter().rev().enumerate() {
            if reached >> matched & 1 == 1 && is_initial(letter, word) {
                next |= 1 << (matched + 1);
            }
        }
        lengths |= u64::from(next >> all & 1) << (before + 1);
        reached = next & !(1 << all);
        if reached == 0 {
            break;
        }
    }
    lengths
}

fn is_initial(letter: &Cell, word: &[Cell]) -> bool {
    let Some(first) = word.first() else {
        return false;
    };
    let stroke = |cell: &Cell| cell.quality == quality::STROKE;
    match letter.base {
        'd' if first.base == 'd' => stroke(first) || !stroke(letter),
        'w' if first.base == 'u' => true,
        'f' if first.base == 'p' => word.get(1).is_some_and(|cell| cell.base == 'h'),
        base => base == first.base,
    }
}
