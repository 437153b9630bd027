//! Comparing lines of which one may be composed (NFC) and the other decomposed (NFD).
//!
//! Only for recognising: nothing that is made here reaches a [`Document`](super::Document).

use super::lines;

/// `text` in lower case, composed, with single spaces: equal for lines that a reader calls the same.
/// Marks count: `Ảnh:` begins a caption, `Anh:` a sentence about England.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        for c in word.chars().filter(|&c| !lines::is_invisible(c)) {
            c.to_lowercase().for_each(|c| push_composed(&mut key, c));
        }
    }
    key
}

/// Whether `key` begins with one of `phrases`, which must be keys themselves, as whole words.
pub fn starts_with_any(key: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        let rest = key.strip_prefix(phrase);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// Vowels of Vietnamese, by quality; in each row: no tone, grave, acute, hook, tilde, dot.
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ'],
    ['â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['ê', 'ề', 'ế', 'ể', 'ễ', 'ệ'],
    ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ'],
    ['ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
    ['ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
];

fn push_composed(key: &mut String, c: char) {
    let last = key.chars().next_back().filter(|_| is_mark(c));
    match last.and_then(|last| compose(last, c)) {
        Some(composed) => {
            key.pop();
            key.push(composed);
        }
        None => key.push(c),
    }
}

/// Whether `c` is written on the letter before it.
pub fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// `mark` may come before or after another one: `a` + dot + circumflex is `ậ`, too.
fn compose(letter: char, mark: char) -> Option<char> {
    let row = VOWELS.iter().position(|row| row.contains(&letter))?;
    let tone = VOWELS[row].iter().position(|&vowel| vowel == letter)?;
    match (mark, VOWELS[row][0]) {
        ('\u{300}', _) => VOWELS[row].get(1),
        ('\u{301}', _) => VOWELS[row].get(2),
        ('\u{309}', _) => VOWELS[row].get(3),
        ('\u{303}', _) => VOWELS[row].get(4),
        ('\u{323}', _) => VOWELS[row].get(5),
        ('\u{306}', 'a') | ('\u{302}', 'e') | ('\u{31B}', 'u') => VOWELS[row + 1].get(tone),
        ('\u{302}', 'a') | ('\u{31B}', 'o') => VOWELS[row + 2].get(tone),
        ('\u{302}', 'o') => VOWELS[row + 1].get(tone),
        _ => None,
    }
    .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_ignore_case_spacing_and_composition() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(key(text), expected, "{text:?}");
        }
        check("CHÚ  THÍCH\u{a0}ẢNH ", "chú thích ảnh");
        check("Chu\u{301} thi\u{301}ch a\u{309}nh", "chú thích ảnh");
        check("vo\u{31B}\u{301}i vo\u{301}\u{31B}i", "với với");
        check(
            "a\u{323}\u{302} a\u{302}\u{323} a\u{306}\u{300} ê\u{309}",
            "ậ ậ ằ ể",
        );
        check("\u{feff}ĐƯ\u{31B}Ờ", "đư\u{31b}ờ"); // a horn too many is left alone
        check("u\u{31B}\u{300} U\u{31B}", "ừ ư");
        check("", "");
    }

    #[test]
    fn phrases_are_whole_words() {
        assert!(starts_with_any("theo vnexpress", &["theo"]));
        assert!(starts_with_any("ảnh: a", &["ảnh"]));
        assert!(!starts_with_any("ảnhh", &["ảnh"]));
    }
}
