//! Misspelt words: how far apart two folded keys are, and how far is too far.
//!
//! Two ways of getting a syllable wrong, the cheaper of which counts. People write what they
//! hear, and confuse one onset, nucleus or coda with another: *xan* for *san*, *con* for
//! *cong*. And fingers slip, one letter at a time: *cogn*, *nghiepp*.
//!
//! A syllable has 18 others at one edit's distance, so a cost alone never justifies a
//! correction: whoever corrects needs evidence from the words around.

use super::syllable::Syllable;

/// Keys longer than this many bytes are no syllables, and never corrected.
pub const MAX_KEY: usize = 16;

/// Tenths. The most that any [`budget`] allows.
const MOST: u8 = 13;
/// Tenths: a letter that is wrong, missing or too many.
const LETTER: u8 = 10;
/// Tenths: the key beside it, or two letters in the wrong order.
const SLIP: u8 = 7;
/// Tenths: a letter typed twice, or once instead of twice.
const DOUBLED: u8 = 5;
/// Tenths on top where the first letter differs: people seldom get that one wrong.
const FIRST: u8 = 3;

/// Tenths and the two that are confused, in either direction. One text: 45 pairs of slices
/// would weigh twice as much. The confusions are those of hunspell-vi's MAP and REP
/// tables and of regional pronunciation (north: s/x, tr/ch, d/gi/r, l/n; south: final n/ng,
/// t/c, v/d); the less two sound or look alike, the dearer.
const ONSETS: &str = "2 g gh 2 ng ngh 3 c k 4 c qu 4 k qu 4 s x 4 tr ch 4 d gi 5 d r 5 gi r 5 l n \
    6 v d 6 v gi 7 t th 7 n nh 7 k kh 7 p ph 8 h qu 8 b p 8 n ng 8 s th";
/// Like [`ONSETS`].
const NUCLEI: &str = "2 i y 2 ye ie 4 oa ua 4 oe ue 5 ai ay 5 ao au 5 iu ieu 5 uu uou 6 iu uu \
    6 oi uoi 6 ui uoi 6 ie i 6 uy i 7 uo u 7 uo o 7 e ie 7 ieu uou";
/// Like [`ONSETS`].
const CODAS: &str = "2 k c 5 n ng 5 t c 6 n nh 6 ng nh 6 t ch 6 c ch";

/// What it costs to have typed the key `typed` for the key `meant`: 0 for the same, 0.2 for
/// spellings nearly everyone confuses, 1.0 for any one wrong letter, infinite where either is
/// longer than [`MAX_KEY`]. Symmetric.
///
/// The cheaper of two sums: the confused onset, nucleus and coda, where all three are the same
/// or known to be confused; and the letters, by optimal string alignment, with 0.3 on top when
/// the first one differs. O(product of the lengths).
pub fn typo_cost(typed: &str, meant: &str) -> f32 {
    let (typed, meant) = (typed.as_bytes(), meant.as_bytes());
    if typed == meant {
        return 0.0;
    }
    if typed.len().max(meant.len()) > MAX_KEY {
        return f32::INFINITY;
    }
    let letters = by_letters(typed, meant);
    f32::from(by_parts(typed, meant).map_or(letters, |parts| parts.min(letters))) / 10.0
}

/// The most a mistake in this word may cost, 0.0 to 1.3.
///
/// Two letters or fewer: 0.5, a confused part. Three: 0.7, a slip. Four: 1.0, any letter wrong,
/// missing or too many. Five or more: 1.3, the first letter too. Never (0.0) a key with
/// anything but the letters a to z (numbers, document numbers), or
/// longer than [`MAX_KEY`].
pub fn budget(key: &str) -> f32 {
    let letters = key.bytes().all(|byte| byte.is_ascii_lowercase());
    if !letters {
        return 0.0;
    }
    match key.len() {
        1 | 2 => 0.5,
        3 => 0.7,
        4 => 1.0,
        5..=MAX_KEY => f32::from(MOST) / 10.0,
        _ => 0.0,
    }
}

/// The cost of `meant` as a correction of `typed`; `None` where it is none: the same word, one
/// that is never corrected, or too dear.
///
/// What it may cost goes by the longer of the two, because a mistake can shorten a word: *cog*
/// may be *cong*, at 1.0. Two letters typed get no such benefit.
pub fn correction(typed: &str, meant: &str) -> Option<f32> {
    let (own, other) = (budget(typed), budget(meant));
    let most = if typed.len() <= 2 {
        own
    } else {
        own.max(other)
    };
    let cost = typo_cost(typed, meant);
    (own.min(other) > 0.0 && cost > 0.0 && cost <= most).then_some(cost)
}

/// Visits the spellings of `key` with other onsets, nuclei and codas that cost 1.3 together at
/// most, itself included; at most 64, and whether or not there is such a syllable.
/// Nothing for a key that is no syllable.
pub fn confusions(key: &[u8], visit: &mut dyn FnMut(&[u8])) {
    let Some([onset, nucleus, coda]) = parts(key) else {
        return;
    };
    confused(ONSETS, onset, &mut |first, onset| {
        confused(NUCLEI, nucleus, &mut |second, nucleus| {
            confused(CODAS, coda, &mut |third, coda| {
                if first + second + third <= MOST {
                    visit(&[onset, nucleus, coda].concat());
                }
            });
        });
    });
}

/// Visits what `part` is confused with, and the tenths of it; first of all `part`, for nothing.
fn confused<'a>(table: &'static str, part: &'a [u8], visit: &mut dyn FnMut(u8, &'a [u8])) {
    visit(0, part);
    let mut words = table.as_bytes().split(|byte| *byte == b' ');
    while let (Some([digit]), Some(one), Some(other)) = (words.next(), words.next(), words.next()) {
        let twin = match part {
            _ if part == one => other,
            _ if part == other => one,
            _ => continue,
        };
        visit(digit - b'0', twin);
    }
}

fn parts(key: &[u8]) -> Option<[&[u8]; 3]> {
    let syllable = Syllable::parse(key)?;
    let (onset, rest) = key.split_at(syllable.onset);
    let (nucleus, coda) = rest.split_at(syllable.nucleus);
    Some([onset, nucleus, coda])
}

/// Tenths, by onset, nucleus and coda.
fn by_parts(typed: &[u8], meant: &[u8]) -> Option<u8> {
    let (typed, meant) = (parts(typed)?, parts(meant)?);
    let mut sum = 0;
    for (at, table) in [ONSETS, NUCLEI, CODAS].into_iter().enumerate() {
        let mut tenths = None;
        confused(table, typed[at], &mut |cost, part| {
            if part == meant[at] {
                tenths = Some(cost);
            }
        });
        sum += tenths?;
    }
    Some(sum)
}

/// Tenths, letter by letter, of words of [`MAX_KEY`] bytes at most: the optimal string
/// alignment. No sum exceeds a byte.
///
/// ```text
///           c  o  n  g      each cell: the cheapest way from the letters typed, on its left,
///        0 10 20 30 40      to the letters meant, above it;
///     c 10  0 10 20 30      ↓ typed too many   → left out   ↘ the same, or another
///     o 20 10  0 10 20      ↘↘ in the wrong order
///     g 30 20 10  7 10
///     n 40 30 20 10  7      around the cells two rows of WALL, so that all are computed alike
/// ```
fn by_letters(typed: &[u8], meant: &[u8]) -> u8 {
    let (rows, columns) = (padded(typed), padded(meant));
    let mut cells = [[WALL; PADDED]; PADDED];
    for row in 2..typed.len() + 3 {
        for column in 2..meant.len() + 3 {
            let ([before, one], [ahead, other]) = (rows[row], columns[column]);
            let mut best = (cells[row - 1][column] + gap(before, one))
                .min(cells[row][column - 1] + gap(ahead, other))
                .min(cells[row - 1][column - 1] + other_letter(one, other));
            if one == ahead && before == other {
                best = best.min(cells[row - 2][column - 2] + SLIP);
            }
            cells[row][column] = if row + column == 4 { 0 } else { best };
        }
    }
    let first = !typed.is_empty() && !meant.is_empty() && typed[0] != meant[0];
    cells[typed.len() + 2][meant.len() + 2] + if first { FIRST } else { 0 }
}

const PADDED: usize = MAX_KEY + 3;
/// Tenths: dearer than any way, and with any edit on top still a byte.
const WALL: u8 = 200;

/// The letter of each row of cells and the one before it; 0xFF, which UTF-8 never has, is none.
fn padded(word: &[u8]) -> [[u8; 2]; PADDED] {
    let mut rows = [[0xFF; 2]; PADDED];
    let mut before = 0xFF;
    for (row, letter) in rows[3..].iter_mut().zip(word) {
        *row = [before, *letter];
        before = *letter;
    }
    rows
}

/// Tenths for a letter that the other word does not have.
fn gap(before: u8, letter: u8) -> u8 {
    if before == letter { DOUBLED } else { LETTER }
}

/// Tenths for one letter instead of another.
fn other_letter(one: u8, other: u8) -> u8 {
    if one == other {
        return 0;
    }
    let place = |letter: u8| KEYS.get(usize::from(letter.wrapping_sub(b'a')));
    let beside = place(one).zip(place(other)).is_some_and(|(one, other)| {
        one.0.abs_diff(other.0) <= 1 && one.1.abs_diff(other.1) <= LETTER
    });
    if beside { SLIP } else { LETTER }
}

/// Row and tenths of a key's width from the left, of the keys a to z.
const KEYS: [(u8, u8); 26] = keys();

/// A keyboard's rows are shifted by about a third and a half of a key.
const fn keys() -> [(u8, u8); 26] {
    let rows: [(u8, &[u8]); 3] = [(0, b"qwertyuiop"), (3, b"asdfghjkl"), (8, b"zxcvbnm")];
    let mut keys = [(0, 0); 26];
    let mut row = 0;
    while row < 3 {
        let (shift, letters) = rows[row];
        let mut at = 0;
        while at < letters.len() {
            keys[(letters[at] - b'a') as usize] = (row as u8, shift + 10 * at as u8);
            at += 1;
        }
        row += 1;
    }
    keys
}
