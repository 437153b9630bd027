//! Lines of a file, and what can be said of one without knowing the others.

use super::compare::is_mark;

/// A line that has something in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Without spaces at its ends.
    pub text: &'a str,
    /// Whether an empty line stands before it.
    pub after_blank: bool,
    /// Whether it belongs to a photo.
    pub caption: bool,
}

/// More words than this are no headline, whatever they end with.
const HEADLINE_WORDS: usize = 50;

/// More words than this with an end mark are running text; fewer may be a headline.
const SHORT_SENTENCE_WORDS: usize = 20;

/// Splits at every kind of line end; a line of spaces only (no-break ones, too) is an empty one.
pub fn split(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut after_blank = false;
    for line in text.split(['\n', '\u{2028}', '\u{2029}']) {
        // Only what is left of CR LF is taken off: the LF has ended that line already.
        for line in line.strip_suffix('\r').unwrap_or(line).split('\r') {
            let text = trim(line);
            if !text.is_empty() {
                lines.push(Line {
                    text,
                    after_blank,
                    caption: false,
                });
            }
            after_blank = text.is_empty();
        }
    }
    lines
}

/// Takes white space and invisible characters off both ends.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// A byte order mark, or a width-less space or hyphen that web pages are full of.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}' | '\u{ad}')
}

/// How many words (pieces between spaces) `text` has.
pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether `text` ends as a sentence does, perhaps inside a quotation.
pub fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '»', '’', '\'', ')']);
    text.ends_with(['.', '!', '?', '…', ';', ':'])
}

/// Whether `text` stops in the middle: its last character is a letter, a digit or a comma.
pub fn breaks_off(text: &str) -> bool {
    let last = text.chars().next_back();
    last.is_some_and(|c| c.is_alphanumeric() || c == ',' || is_mark(c))
}

/// Whether `text` is a paragraph, not a headline, a heading or a label.
pub fn is_running_text(text: &str) -> bool {
    let words = words(text);
    words > HEADLINE_WORDS || (words > SHORT_SENTENCE_WORDS && ends_sentence(text))
}

/// Whether `text` begins with a dash, a bullet or a number such as `1.`, `a)`, `IV.`.
pub fn is_list_item(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let numbered = first.strip_suffix(['.', ')', '/']).is_some_and(|number| {
        let all = |of: fn(&char) -> bool| number.chars().all(|c| of(&c));
        let letter = number.chars().count() == 1 && all(|c| c.is_alphabetic());
        letter
            || all(|c| matches!(c, 'I' | 'V' | 'X'))
            || (number.len() <= 3 && all(char::is_ascii_digit))
    });
    numbered || first.starts_with(['-', '–', '—', '+', '*', '•', '●', '▪', '○', '◦', '·', '✓'])
}

/// Whether `word` begins as a name does.
pub fn is_capitalised(word: &str) -> bool {
    word.chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_trimmed_and_empty_ones_are_noted() {
        #[track_caller]
        fn check(text: &str, expected: &[(&str, bool)]) {
            let lines: Vec<_> = split(text)
                .iter()
                .map(|line| (line.text, line.after_blank))
                .collect();
            assert_eq!(lines, expected, "{text:?}");
        }
        check("a\nb\n\nc", &[("a", false), ("b", false), ("c", true)]);
        check(
            "a\r\nb\r\n\r\nc\r\n",
            &[("a", false), ("b", false), ("c", true)],
        );
        check("a\rb\r\rc", &[("a", false), ("b", false), ("c", true)]);
        check("a\n \u{a0}\t\u{200b} \nb", &[("a", false), ("b", true)]);
        check(
            "\u{feff}a\u{a0}\u{a0}b \u{a0}",
            &[("a\u{a0}\u{a0}b", false)],
        );
        check(" \u{a0}\n\n", &[]);
    }

    #[test]
    fn lists_are_told_from_sentences() {
        for item in ["- a", "–a", "1. a", "12) a", "a) a", "IV. a", "• a"] {
            assert!(is_list_item(item), "{item}");
        }
        for sentence in ["Năm 2023", "ThS. a", "TP. a", "2023. a", "", "a"] {
            assert!(!is_list_item(sentence), "{sentence}");
        }
    }

    #[test]
    fn ends_of_sentences() {
        #[track_caller]
        fn check(text: &str, ends: bool, breaks: bool) {
            assert_eq!(
                (ends_sentence(text), breaks_off(text)),
                (ends, breaks),
                "{text:?}"
            );
        }
        check("phát triển.", true, false);
        check("phát triển.”", true, false);
        check("phát triển…", true, false);
        check("như sau:", true, false);
        check("năm 2045”", false, false);
        check("cơ quan quản lý", false, true);
        check("Carolyn Turk,", false, true);
        check("vo\u{301}", false, true);
        check("(bên trái)", false, false);
        check("", false, false);
    }
}
