//! What was typed, as words and operators. Parsing never fails.
//!
//! ```text
//! query  := part*           part := ('-' | 'title:')? (word | '"' words '"')
//! ```
//!
//! `-` excludes where a letter or a quote follows and a blank or nothing stands before it, so
//! that `CNH-HĐH`, `29-NQ/TW` and `2021 -2030` stay what they are. A quote that is not closed
//! reaches to the end: whoever types is not done yet.

use super::understand::How;
use crate::analysis::{analyze, document_numbers};
use crate::index::View;
use crate::text::syllable::is_function_word;
use crate::text::{Term, fold, has_marks, slice};
use std::ops::Range;

/// Words of a query that are looked up; what comes behind is not searched for.
/// One bit each in the masks of [`super::matcher`].
pub const MAX_WORDS: usize = 32;
/// Bytes of a query that are looked at: MAX_WORDS words have far fewer.
const MAX_BYTES: usize = 4096;
/// Words and phrases that are excluded at most.
const MAX_EXCLUDED: usize = 8;

/// Names of the title as a field: in English and in Vietnamese without blanks.
const TITLE_FIELDS: [&str; 2] = ["title:", "tieude:"];

/// One way to read a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The term meant.
    pub term: Term,
    /// Whether the terms it begins are meant too: `Some` with the folded letters as typed,
    /// which for `ky` differ from the key `ki`.
    pub prefix: Option<String>,
    /// Worth beside the best reading, in percent.
    pub percent: u8,
}

/// One word of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// Best first, at least one.
    pub readings: Vec<Reading>,
    /// Whether it is a syllable of grammar.
    pub function_word: bool,
    /// Whether only titles are meant.
    pub in_title: bool,
    /// Number of the phrase it belongs to, counted from 1; 0 outside of phrases.
    pub phrase: u8,
    /// Bytes of the typed text.
    pub span: Range<usize>,
    /// What it spells as keys, where that is only one of the things it may be.
    pub as_keys: Option<(Reading, How)>,
}

impl QueryWord {
    /// The best reading.
    pub fn main(&self) -> &Reading {
        &self.readings[0]
    }
}

/// A further term that a run of words may be: a document number, a date, a joined form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryExtra {
    /// Its term.
    pub term: Term,
    /// The words it stands for.
    pub words: Range<usize>,
    /// Worth beside the words, in percent.
    pub percent: u8,
}

/// A parsed query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// In the order typed, at most [`MAX_WORDS`].
    pub words: Vec<QueryWord>,
    /// Dates, times, joined forms.
    pub extras: Vec<QueryExtra>,
    /// Document numbers the whole query may name, most specific first.
    pub document_numbers: Vec<Term>,
    /// Words and phrases that no hit may contain.
    pub excluded: Vec<Vec<Term>>,
    /// Whether any accent was typed. Without one every accent is as good as another.
    pub accented: bool,
}

impl Query {
    /// Parses the text. With `prefix` the last word counts as unfinished, unless something
    /// follows it.
    pub fn parse(text: &str, prefix: bool) -> Self {
        let text = beginning(text);
        let mut query = Query::default();
        let mut phrases = 0u8;
        for part in parts(text) {
            if part.phrase {
                phrases = phrases.saturating_add(1);
            }
            query.add(text, &part, if part.phrase { phrases } else { 0 }, prefix);
        }
        query.accented = query
            .words
            .iter()
            .any(|word| has_marks(&word.main().term.signature));
        query.read_thousands(text);
        query.join_numbers(text);
        query
    }

    fn add(&mut self, text: &str, part: &Part, phrase: u8, prefix: bool) {
        let analysis = analyze(slice(text, part.range.clone()));
        if part.excluded {
            let terms: Vec<Term> = analysis
                .tokens
                .into_iter()
                .map(|token| token.term)
                .collect();
            if !terms.is_empty() && self.excluded.len() < MAX_EXCLUDED {
                self.excluded.push(terms);
            }
            return;
        }
        let first = self.words.len();
        let last = analysis.tokens.len().wrapping_sub(1);
        let room = MAX_WORDS.saturating_sub(first);
        for (at, token) in analysis.tokens.iter().enumerate().take(room) {
            let span = part.range.start + token.span.start..part.range.start + token.span.end;
            let unfinished = prefix && at == last && span.end == text.len();
            self.words.push(QueryWord {
                function_word: is_function_word(&token.term.key),
                in_title: part.in_title,
                phrase,
                readings: vec![Reading {
                    prefix: unfinished.then(|| fold(slice(text, span.clone()))),
                    term: token.term.clone(),
                    percent: 100,
                }],
                span,
                as_keys: None,
            });
        }
        for number in document_numbers(&analysis) {
            self.document_numbers.push(Term::bare(&number));
        }
        let count = self.words.len();
        for extra in &analysis.extras {
            let start = first + extra.position;
            self.extras.push(QueryExtra {
                term: Term::bare(&extra.term),
                words: start.min(count)..(start + extra.len).min(count),
                percent: 100,
            });
        }
    }

    /// Takes every accent off, so that none counts.
    pub fn ignore_marks(&mut self) {
        for word in &mut self.words {
            for reading in &mut word.readings {
                reading.term = Term::bare(&reading.term.key);
            }
        }
        self.accented = false;
    }

    /// Whether there are phrases, exclusions or restrictions.
    pub fn has_operators(&self) -> bool {
        let restricted = |word: &QueryWord| word.phrase > 0 || word.in_title;
        !self.excluded.is_empty() || self.words.iter().any(restricted)
    }

    /// Makes phrases free words; whether there were any.
    pub fn lift_phrases(&mut self) -> bool {
        let any = self.words.iter().any(|word| word.phrase > 0);
        self.words.iter_mut().for_each(|word| word.phrase = 0);
        any
    }

    /// Looks for all words everywhere; whether some were meant for titles only.
    pub fn lift_title(&mut self) -> bool {
        let any = self.words.iter().any(|word| word.in_title);
        self.words.iter_mut().for_each(|word| word.in_title = false);
        any
    }

    /// Whether a further term that the index has stands for this word.
    pub fn is_covered(&self, word: usize, view: &View<'_>) -> bool {
        let by_extra = self
            .extras
            .iter()
            .any(|extra| extra.words.contains(&word) && view.terms.get(&extra.term).is_some());
        by_extra
            || self
                .document_numbers
                .iter()
                .any(|number| view.terms.get(number).is_some())
    }

    /// Words from `from` on have moved by `by` places: so do the further terms behind them;
    /// those on the spot go.
    pub fn move_extras(&mut self, from: usize, by: isize) {
        self.extras.retain_mut(|extra| {
            if extra.words.start >= from {
                let moved = |at: usize| at.saturating_add_signed(by);
                extra.words = moved(extra.words.start)..moved(extra.words.end);
                return true;
            }
            extra.words.end < from
        });
    }

    /// `18,842` is 18.842 to whoever writes thousands the English way.
    fn read_thousands(&mut self, text: &str) {
        for word in &mut self.words {
            let typed = slice(text, word.span.clone());
            let Some((whole, behind)) = typed.split_once(',') else {
                continue;
            };
            let figures = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
            if (1..=3).contains(&whole.len())
                && behind.len() == 3
                && figures(whole)
                && figures(behind)
            {
                word.readings.push(Reading {
                    term: Term::bare(&[whole, behind].concat()),
                    prefix: None,
                    percent: 90,
                });
            }
        }
    }

    /// Figures apart may be one number: `2 33` is 2,33 and `1 200` is 1.200.
    fn join_numbers(&mut self, text: &str) {
        for second in 1..self.words.len() {
            let figures = |word: usize| {
                // As typed: the key of 000 is 0.
                let typed = text.get(self.words[word].span.clone())?;
                typed
                    .bytes()
                    .all(|byte| byte.is_ascii_digit())
                    .then_some(typed)
            };
            let (Some(whole), Some(behind)) = (figures(second - 1), figures(second)) else {
                continue;
            };
            let thousands = behind.len() == 3 && whole.len() <= 3;
            let number = if thousands {
                [whole, behind].concat()
            } else {
                [whole, ".", behind].concat()
            };
            self.extras.push(QueryExtra {
                term: Term::bare(&number),
                words: second - 1..second + 1,
                percent: 100,
            });
        }
    }
}

/// The first [`MAX_BYTES`] of a text, or a little less.
fn beginning(text: &str) -> &str {
    let shorter = (0..=text.len().min(MAX_BYTES)).rev();
    shorter
        .take(4)
        .find_map(|end| text.get(..end))
        .unwrap_or("")
}

/// A word, a phrase, or all that stands between operators.
#[derive(Debug)]
struct Part {
    /// Bytes of the text, quotes and operators left out.
    range: Range<usize>,
    phrase: bool,
    in_title: bool,
    excluded: bool,
}

fn behind(text: &str, at: usize) -> &str {
    slice(text, at..text.len())
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„')
}

/// Cuts a query at its operators. Without any it is one part.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut free = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = behind(text, at);
        let starts_word = slice(text, 0..at)
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace);
        match operand(rest, starts_word) {
            Some(mut part) => {
                push_free(&mut parts, free..at);
                let end = at + closed(rest, &part);
                part.range = at + part.range.start..at + part.range.end;
                parts.push(part);
                at = end;
                free = end;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    push_free(&mut parts, free..text.len());
    parts
}

fn push_free(parts: &mut Vec<Part>, range: Range<usize>) {
    if !range.is_empty() {
        parts.push(Part {
            range,
            phrase: false,
            in_title: false,
            excluded: false,
        });
    }
}

/// Bytes up to the end of a part, its closing quote included.
fn closed(rest: &str, part: &Part) -> usize {
    let quote = behind(rest, part.range.end).chars().next();
    part.range.end + quote.filter(|_| part.phrase).map_or(0, char::len_utf8)
}

/// The part that an operator at the start of `rest` opens; `None` where there is none.
fn operand(rest: &str, starts_word: bool) -> Option<Part> {
    let mut at = 0;
    let excluded = starts_word
        && rest.starts_with('-')
        && behind(rest, 1)
            .chars()
            .next()
            .is_some_and(|next| next.is_alphabetic() || is_quote(next));
    at += usize::from(excluded);
    let field = TITLE_FIELDS
        .iter()
        .find(|name| {
            rest.as_bytes()[at..].len() > name.len()
                && rest.as_bytes()[at..at + name.len()].eq_ignore_ascii_case(name.as_bytes())
        })
        .filter(|_| starts_word);
    at += field.map_or(0, |name| name.len());
    let quote = behind(rest, at)
        .chars()
        .next()
        .filter(|letter| is_quote(*letter));
    let start = at + quote.map_or(0, char::len_utf8);
    let end = match quote {
        Some(_) => behind(rest, start).find(is_quote),
        None if excluded || field.is_some() => behind(rest, start).find(char::is_whitespace),
        None => return None,
    };
    Some(Part {
        range: start..end.map_or(rest.len(), |end| start + end),
        phrase: quote.is_some(),
        in_title: field.is_some(),
        excluded,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        let show = |part: &Part| {
            let mut out = String::new();
            out += if part.excluded { "-" } else { "" };
            out += if part.in_title { "title:" } else { "" };
            let inner = text[part.range.clone()].trim();
            out + &if part.phrase {
                format!("[{inner}]")
            } else {
                inner.to_string()
            }
        };
        let shown: Vec<String> = parts(text)
            .iter()
            .map(show)
            .filter(|part| !part.is_empty())
            .collect();
        shown.join(" | ")
    }

    #[test]
    fn operators_come_apart() {
        for (text, expected) in [
            ("khu công nghiệp", "khu công nghiệp"),
            ("\"khu công nghiệp\" xanh", "[khu công nghiệp] | xanh"),
            ("“khu” và „b”", "[khu] | và | [b]"),
            (
                "xanh -công -\"hai ba\" -title:bốn",
                "xanh | -công | -[hai ba] | -title:bốn",
            ),
            (
                "title:nghị quyết TieuDe:\"một hai\"",
                "title:nghị | quyết | title:[một hai]",
            ),
            (
                "29-NQ/TW CNH-HĐH 2021 -2030 - a",
                "29-NQ/TW CNH-HĐH 2021 -2030 - a",
            ),
            ("\"chưa xong", "[chưa xong]"),
            ("\"", "[]"),
            ("-", "-"),
            ("subtitle:x title: y", "subtitle:x | title: | y"),
            ("a\"b\"c", "a | [b] | c"),
        ] {
            assert_eq!(shape(text), expected, "{text}");
        }
    }

    #[test]
    fn only_an_open_last_word_is_unfinished() {
        let unfinished = |text| {
            Query::parse(text, true)
                .words
                .last()
                .is_some_and(|word| word.main().prefix.is_some())
        };
        assert!(unfinished("khu cong ngh"));
        assert!(unfinished("\"khu cong ngh"));
        assert!(unfinished("title:ngh"));
        assert!(!unfinished("khu cong ngh "));
        assert!(!unfinished("\"khu cong ngh\""));
        assert!(!unfinished("ngh -kh"));
    }
}
