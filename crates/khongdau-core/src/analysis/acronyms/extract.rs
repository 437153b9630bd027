//! Pairs of short and long form in one text.
//!
//! ```text
//! Khu công nghiệp (KCN)                       công nghiệp hóa, hiện đại hóa (CNH, HĐH)
//! KCN (khu công nghiệp)                       Ủy ban nhân dân (sau đây viết tắt là UBND)
//! Hiệp hội Thương mại Hàn Quốc (KITA)         foreign letters: the capitalised phrase before
//! ```
//!
//! Matching the letters of a parenthesis to the words before it, from the right, is the method
//! of Schwartz and Hearst, *A simple algorithm for identifying abbreviation definitions*
//! (2003), with syllables for words.

use super::alignment::{MAX_SHORT, is_function_word, lower_case, spelled_by_last};
use super::{Acronym, Kind};
use crate::text::clean::{Cell, clean};
use crate::text::fold;
use crate::text::letters::{compose, quality};
use std::ops::Range;

/// Bytes before a parenthesis that are looked at: more than 27 syllables take.
const BEFORE: usize = 320;
/// Bytes of the longest parenthesis that is looked at.
const INSIDE: usize = 160;
/// Short forms in one parenthesis at most.
const MAX_LIST: usize = 3;
/// Words of the long form of foreign letters.
const GLOSS_WORDS: Range<usize> = 3..13;
/// The word of *viết tắt là, gọi tắt là*: composed, and in the two orders of decomposing.
const SHORTENED: [&str; 3] = ["tắt", "ta\u{306}\u{301}t", "t\u{103}\u{301}t"];
/// Words that may stand between the long form and *tắt*, folded: *sau đây được viết*.
const INTRODUCTION: [&str; 6] = ["viet", "goi", "duoc", "day", "sau", "ten"];
/// Words behind which a capital begins a phrase of its own.
const PREPOSITIONS: [&str; 9] = [
    "với", "cùng", "do", "tại", "về", "là", "theo", "qua", "thuộc",
];
/// What no name has in it: verbs, and the titles of people who speak for what is named.
const NOT_IN_NAMES: [&str; 10] = [
    " đã ",
    " được ",
    " sẽ ",
    " đang ",
    " có ",
    " chủ tịch ",
    " giám đốc ",
    " thư ký ",
    " viện trưởng ",
    " bộ trưởng ",
];

/// Finds the short forms that a text explains, each as often as it does so. Never fails.
/// O(text).
pub fn extract(text: &str) -> Vec<Acronym> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('(') {
        in_parenthesis(text, at, &mut found);
    }
    for word in SHORTENED {
        let places = text.match_indices(word);
        found.extend(places.filter_map(|(at, _)| in_words(text, at, at + word.len())));
    }
    found
}

fn in_parenthesis(text: &str, open: usize, found: &mut Vec<Acronym>) {
    let (before, behind) = (last_bytes(&text[..open]), &text[open + 1..]);
    let behind = first_bytes(behind);
    let inside = match behind.find(['(', ')']) {
        Some(end) if behind[end..].starts_with(')') => behind[..end].trim(),
        _ => return,
    };
    match list(inside) {
        Some(shorts) => explained_before(before, &shorts, found),
        None => found.extend(explained_inside(before, inside)),
    }
}

/// *Khu công nghiệp (KCN)*, *công nghiệp hóa, hiện đại hóa (CNH, HĐH)*. A list is taken as a
/// whole or not at all.
fn explained_before(before: &str, shorts: &[Short], found: &mut Vec<Acronym>) {
    let clause = Clause::at_end(before);
    let words = clause.words();
    let mut left = &words[..];
    let mut pairs = Vec::new();
    for short in shorts.iter().rev() {
        let lengths = spelled_by_last(&short.letters(), left);
        if lengths == 0 {
            break;
        }
        let (rest, long) = left.split_at(left.len() - lengths.trailing_zeros() as usize);
        pairs.push(short.explained(clause.written(long), Kind::Initials));
        left = rest;
    }
    if pairs.len() == shorts.len() {
        found.extend(pairs.into_iter().rev());
    } else if let [short] = shorts
        && short.may_be_foreign()
    {
        let phrase = clause.capitalised_phrase();
        found.extend(phrase.map(|long| short.explained(long, Kind::Gloss)));
    }
}

/// *KCN (khu công nghiệp)*.
fn explained_inside(before: &str, inside: &str) -> Option<Acronym> {
    let before = before.trim_end();
    let start = before
        .char_indices()
        .rev()
        .find(|(_, letter)| !may_be_in_short(*letter))
        .map_or(0, |(at, letter)| at + letter.len_utf8());
    let written = &before[start..];
    if inside.contains(',') || !has_capitals(written) {
        return None;
    }
    let short = Short::parse(written)?;
    let clause = Clause::new(inside);
    let words = clause.words();
    let lengths = spelled_by_last(&short.letters(), &words);
    let whole = words.len() < 64 && lengths >> words.len() & 1 == 1;
    whole.then(|| short.explained(clause.written(&words), Kind::Initials))
}

/// *Ủy ban nhân dân, sau đây viết tắt là UBND*; `start..end` is *tắt*.
fn in_words(text: &str, start: usize, end: usize) -> Option<Acronym> {
    let short = Short::parse(introduced(first_bytes(&text[end..]))?)?;
    let clause = Clause::at_end(without_introduction(last_bytes(&text[..start]))?);
    let words = clause.words();
    let lengths = spelled_by_last(&short.letters(), &words);
    let first = words
        .len()
        .checked_sub(lengths.trailing_zeros() as usize)
        .filter(|_| lengths != 0)?;
    Some(short.explained(clause.written(&words[first..]), Kind::Initials))
}

/// The word behind *là* or a colon, with quotation marks taken off.
fn introduced(behind: &str) -> Option<&str> {
    let behind = behind.trim_start();
    let rest = match behind.strip_prefix(':') {
        Some(rest) => rest,
        None => {
            behind
                .split_once(char::is_whitespace)
                .filter(|(word, _)| fold(word.trim_end_matches(':')) == "la")?
                .1
        }
    };
    let rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || is_quote(letter));
    let end = rest.find(|letter| !may_be_in_short(letter));
    Some(rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', '-', '&']))
}

/// What stands before *(sau đây viết*; `None` where there is no such word.
fn without_introduction(before: &str) -> Option<&str> {
    let mut rest = before.trim_end();
    let mut seen = None;
    for _ in 0..INTRODUCTION.len() {
        let start = rest
            .rfind(|letter: char| !letter.is_alphanumeric() && !is_combining(letter))
            .map_or(0, |at| {
                at + rest[at..].chars().next().map_or(0, char::len_utf8)
            });
        let word = fold(&rest[start..]);
        let first_words = seen.is_some() || matches!(&word[..], "viet" | "goi");
        if !first_words || !INTRODUCTION.contains(&&word[..]) {
            break;
        }
        rest = rest[..start].trim_end();
        seen = Some(rest);
    }
    seen.map(|rest| rest.trim_end_matches(|letter: char| "(,-– ".contains(letter)))
}

/// The short forms that a parenthesis consists of; `None` when there is anything else.
fn list(inside: &str) -> Option<Vec<Short>> {
    has_capitals(inside).then_some(())?;
    let shorts: Vec<Short> = inside
        .split([',', ';'])
        .take(MAX_LIST + 1)
        .map(|piece| Short::parse(piece.trim()))
        .collect::<Option<_>>()?;
    (shorts.len() <= MAX_LIST).then_some(shorts)
}

/// Whether there are at least two capitals: most parentheses have none.
fn has_capitals(text: &str) -> bool {
    text.chars()
        .filter(|letter| letter.is_uppercase())
        .nth(1)
        .is_some()
}

fn may_be_in_short(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '&' | '.' | '-')
}

fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»')
}

fn first_bytes(text: &str) -> &str {
    let end = (INSIDE.min(text.len())..text.len()).find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(text.len())]
}

/// Where the text has to be cut, whole words.
fn last_bytes(text: &str) -> &str {
    let Some(start) = text.len().checked_sub(BEFORE).filter(|start| *start > 0) else {
        return text;
    };
    let start = (start..text.len()).find(|at| text.is_char_boundary(*at));
    let rest = start.map_or("", |start| &text[start..]);
    rest.find(char::is_whitespace)
        .map_or("", |blank| &rest[blank..])
}

/// A short form as it stands in a text.
struct Short {
    cells: Vec<Cell>,
    written: String,
}

impl Short {
    /// A capital, then letters and the signs `&`, `.`, `-`; two capitals at least, no tones,
    /// and no signs at the end.
    fn parse(text: &str) -> Option<Short> {
        let cells = clean(text);
        let capitals = cells.iter().filter(|cell| cell.upper).count();
        let ends = cells.first().is_some_and(|cell| cell.upper)
            && cells.last().is_some_and(Cell::is_letter);
        let fits = ends
            && capitals >= 2
            && cells.len() <= MAX_SHORT
            && cells.iter().all(|cell| match cell.base {
                '&' | '.' | '-' => true,
                base => base.is_ascii_lowercase() && cell.tone == 0 && !cell.foreign,
            });
        let written = written(&cells, text);
        fits.then_some(Short { cells, written })
    }

    fn letters(&self) -> Vec<&Cell> {
        self.cells.iter().filter(|cell| cell.is_letter()).collect()
    }

    /// *Đ* and *Ư* are no foreign letters.
    fn may_be_foreign(&self) -> bool {
        self.cells.iter().all(|cell| cell.quality == quality::NONE)
    }

    fn explained(&self, long: String, kind: Kind) -> Acronym {
        Acronym {
            short: self.written.clone(),
            long,
            kind,
        }
    }
}

/// A stretch of text without full stop, taken apart.
struct Clause<'a> {
    text: &'a str,
    cells: Vec<Cell>,
}

impl<'a> Clause<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            cells: clean(text),
            text,
        }
    }

    /// The clause that ends with the text. A quotation there is a clause of its own.
    fn at_end(text: &'a str) -> Self {
        let text = text.trim_end_matches(|letter: char| letter.is_whitespace() || is_quote(letter));
        let mut next = None;
        for (at, letter) in text.char_indices().rev() {
            let ends = match letter {
                '.' => next.is_none_or(char::is_whitespace),
                '\'' | '‘' | '’' => false,
                ';' | ':' | '!' | '?' | '\n' | '(' | ')' | '[' | ']' | '…' => true,
                other => is_quote(other),
            };
            if ends {
                return Self::new(&text[at + letter.len_utf8()..]);
            }
            next = Some(letter);
        }
        Self::new(text)
    }

    fn words(&self) -> Vec<&[Cell]> {
        self.cells
            .split(|cell| !cell.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect()
    }

    /// Words as the author wrote them, with one blank between them.
    fn written(&self, words: &[&[Cell]]) -> String {
        let words: Vec<String> = words.iter().map(|word| written(word, self.text)).collect();
        words.join(" ")
    }

    /// The noun phrase at the end, from its first capital: behind a comma or preposition, if a
    /// capital stands there. Words with small letters must be in it, else it is somebody's
    /// name (*Thái Hùng (TTXVN)*), and neither numbers nor verbs.
    fn capitalised_phrase(&self) -> Option<String> {
        let words = self.words();
        let is_capital = |word: &[Cell]| word.first().is_some_and(|cell| cell.upper);
        let begins = |at: &usize| is_capital(words[*at]) && self.is_set_off(&words, *at);
        let shortest = words.len().saturating_sub(GLOSS_WORDS.end - 1);
        let start = (shortest..words.len()).rfind(begins).unwrap_or(shortest);
        let first = (start..words.len()).find(|at| is_capital(words[*at]))?;
        let phrase = &words[first..];
        let is_small = |word: &&[Cell]| {
            let small = |cell: &Cell| cell.is_letter() && !cell.upper;
            word.first().is_some_and(small) && !is_function_word(word)
        };
        let is_number = |word: &&[Cell]| word.iter().all(Cell::is_digit);
        let fits = GLOSS_WORDS.contains(&phrase.len())
            && phrase.iter().any(is_small)
            && !phrase.iter().any(is_number);
        fits.then(|| self.written(phrase))
            .filter(|name| is_name(name))
    }

    /// Whether a comma or a preposition stands before this word.
    fn is_set_off(&self, words: &[&[Cell]], at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| words[before]) else {
            return false;
        };
        let end = before.last().map_or(0, |cell| cell.end as usize);
        self.text[end..].trim_start().starts_with(',')
            || PREPOSITIONS.contains(&&lower_case(before)[..])
    }
}

fn is_name(phrase: &str) -> bool {
    let phrase = format!(" {} ", phrase.to_lowercase());
    !NOT_IN_NAMES.iter().any(|words| phrase.contains(words))
}

/// Cells as they were written, composed.
fn written(cells: &[Cell], text: &str) -> String {
    let mut out = String::new();
    for cell in cells {
        let letter = compose(cell.base, cell.quality, cell.tone).filter(|_| !cell.foreign);
        match letter {
            Some(letter) if cell.upper => out.extend(letter.to_uppercase()),
            Some(letter) => out.push(letter),
            None => out.push_str(
                text.get(cell.start as usize..cell.end as usize)
                    .unwrap_or_default(),
            ),
        }
    }
    out
}
