//! Passages and highlights, from a field of an article.

use super::Marked;
use super::matcher::Matcher;
use super::matches::{Highlight, Matches};
use super::reading::Field;
use crate::text::slice;
use std::ops::Range;

/// Tokens of a snippet at most: about two lines on a desktop, four on a phone.
const SNIPPET_TOKENS: usize = 40;
/// Tokens it has where the text has so many: a heading alone says little.
const LEAST_TOKENS: usize = SNIPPET_TOKENS / 2;
/// Tokens shown before the first match where its sentence starts further back.
const LEAD_TOKENS: usize = 5;
/// How far back the start of the sentence may lie.
const SENTENCE_TOKENS: usize = 12;

/// One field of an article, and the query's words.
#[derive(Debug, Clone, Copy)]
pub struct FieldText<'a> {
    /// The field.
    pub field: &'a Field,
    /// The query's words.
    pub matcher: &'a Matcher,
}

impl<'a> FieldText<'a> {
    /// The whole text, highlighted.
    pub fn whole(&self) -> Marked {
        let highlights = self.matches().highlights;
        let mut out = MarkedBuilder::default();
        for (at, highlight) in highlights.iter().enumerate() {
            out.separator(self.separator(at));
            out.token(*highlight, self.token(at));
        }
        out.separator(self.separator(highlights.len()));
        out.finish()
    }

    /// The whole text by paragraph, highlighted, and which paragraph has the best passage.
    pub fn paragraphs(&self) -> (Vec<Marked>, Option<usize>) {
        let matches = self.matches();
        let best = matches.best(0);
        let mut best_paragraph = None;
        let mut paragraphs = Vec::new();
        let mut out = MarkedBuilder::default();
        for (at, highlight) in matches.highlights.iter().enumerate() {
            out.separators_by_paragraph(self.separator(at), &mut paragraphs);
            if best == Some(at) {
                best_paragraph = Some(paragraphs.len());
            }
            out.token(*highlight, self.token(at));
        }
        let behind = self.separator(matches.highlights.len());
        out.separators_by_paragraph(behind, &mut paragraphs);
        paragraphs.push(out.finish());
        // The empty string between two line ends is no paragraph.
        let before = paragraphs
            .iter()
            .take(best_paragraph.unwrap_or(0))
            .filter(|p| is_blank(p))
            .count();
        paragraphs.retain(|paragraph| !is_blank(paragraph));
        (paragraphs, best_paragraph.map(|at| at - before))
    }

    /// The passage where the query's words stand closest, or the beginning without a match. Where
    /// the text begins with the `title` over again, what is behind that.
    pub fn snippet(&self, title: &Field) -> Marked {
        let matches = self.matches();
        let beginning = self.field.repeated(title);
        let tokens = matches.highlights.len();
        let (start, end) = passage(beginning, matches.best(beginning), tokens, |at| {
            self.separator(at)
        });
        let mut out = MarkedBuilder::default();
        if start > 0 && !starts_sentence(self.separator(start)) {
            out.separator("…");
        }
        for at in start..end {
            let separator = self.separator(at);
            if at == start {
                out.separator(opening(separator));
            } else if separator.contains('\n') {
                out.paragraph_end(separator);
            } else {
                out.separator(separator);
            }
            out.token(matches.highlights[at], self.token(at));
        }
        let behind = self.separator(end);
        let mark = closing(behind);
        if end < tokens && !starts_sentence(behind) {
            out.separator(mark.trim_end_matches([',', ';', ':']));
            out.separator("…");
        } else {
            out.separator(mark);
        }
        out.finish()
    }

    /// How many different words of the query stand before the first of these bytes, and behind each
    /// up to the next.
    pub fn words_between(&self, matches: &Matches, starts: &[usize]) -> Vec<u32> {
        let mut words = vec![0u32; starts.len() + 1];
        for (position, set) in matches.list() {
            let byte = self.field.start(*position);
            let part = starts.partition_point(|start| *start <= byte);
            if let Some(all) = words.get_mut(part) {
                *all |= set;
            }
        }
        words.iter().map(|words| words.count_ones()).collect()
    }

    /// The bytes from `start` to `end`, highlighted.
    pub fn highlighted(&self, matches: &Matches, start: usize, end: usize) -> Marked {
        let mut marked = Marked {
            text: slice(&self.field.text, start..end).to_string(),
            ranges: Vec::new(),
        };
        for (at, highlight) in matches.highlights.iter().enumerate() {
            let token = self.field.start(at);
            if *highlight == Highlight::None || token < start || token >= end {
                continue;
            }
            let range = token - start..(token + self.token(at).len()).min(end) - start;
            match marked.ranges.last_mut() {
                Some(last) if *highlight == Highlight::Continues => last.end = range.end,
                _ => marked.ranges.push(range),
            }
        }
        marked
    }

    /// The tokens from `start` to `end` without highlights, cut where a clause ends.
    pub fn passage(&self, start: usize, end: usize) -> String {
        let mut out = String::new();
        for at in start..end.min(self.field.len()) {
            if at > start {
                let separator = self.separator(at);
                if ends_clause(separator) {
                    break;
                }
                out.push_str(separator);
            }
            out.push_str(self.token(at));
        }
        out
    }

    fn separator(&self, at: usize) -> &'a str {
        self.field.separator(at)
    }

    fn token(&self, at: usize) -> &'a str {
        self.field.token(at)
    }

    /// What of it answers the query.
    pub fn matches(&self) -> Matches {
        Matches::of(self.field, self.matcher)
    }
}

fn is_blank(paragraph: &Marked) -> bool {
    paragraph.text.trim().is_empty()
}

/// Whether a token behind this separator begins a sentence or a paragraph.
fn starts_sentence(separator: &str) -> bool {
    let stop = separator
        .split('.')
        .nth(1)
        .is_some_and(|behind| behind.starts_with([' ', '”', '"', '\u{a0}']));
    stop || separator.contains(['\n', '!', '?', '…'])
}

/// Whether a separator ends at least a clause.
fn ends_clause(separator: &str) -> bool {
    starts_sentence(separator) || separator.contains([',', ';', ':', '(', '–', '|'])
}

/// The tokens of a snippet, none before `beginning`: from the one to its end, without it.
fn passage<'a>(
    beginning: usize,
    first: Option<usize>,
    available: usize,
    separator: impl Fn(usize) -> &'a str,
) -> (usize, usize) {
    let separator: &dyn Fn(usize) -> &'a str = &separator;
    let before = |at: usize, tokens: usize| at.saturating_sub(tokens).max(beginning);
    let start = first.map_or(beginning, |first| {
        // Its sentence's first where it is near, else a clause's, else some before the match.
        let near = Boundaries::of(
            before(first, SENTENCE_TOKENS)..first + 1,
            beginning,
            separator,
        );
        let boundary = near.last_sentence.or(near.first_clause);
        boundary.unwrap_or(before(first, LEAD_TOKENS))
    });
    let end = end_of_snippet(start, available, separator);
    if end - start >= LEAST_TOKENS {
        return (start, end);
    }
    let least = before(end, LEAST_TOKENS).min(start);
    let back = Boundaries::of(before(end, SNIPPET_TOKENS)..least + 1, beginning, separator);
    let boundary = back.first_sentence.or(back.first_clause);
    (boundary.unwrap_or(least), end)
}

/// The tokens of a range that a snippet may start with.
#[derive(Default)]
struct Boundaries {
    first_sentence: Option<usize>,
    last_sentence: Option<usize>,
    first_clause: Option<usize>,
}

impl Boundaries {
    fn of<'a>(
        tokens: Range<usize>,
        beginning: usize,
        separator: &dyn Fn(usize) -> &'a str,
    ) -> Self {
        let mut found = Self::default();
        for at in tokens {
            if at == beginning || starts_sentence(separator(at)) {
                found.first_sentence = found.first_sentence.or(Some(at));
                found.last_sentence = Some(at);
            } else if ends_clause(separator(at)) {
                found.first_clause = found.first_clause.or(Some(at));
            }
        }
        found
    }
}

/// One past the last token. Once there are tokens enough: the paragraph's end, else the last end of
/// a sentence, else of a clause, else as many as a snippet has.
fn end_of_snippet<'a>(
    start: usize,
    available: usize,
    separator: &dyn Fn(usize) -> &'a str,
) -> usize {
    let full = (start + SNIPPET_TOKENS).min(available);
    let enough = (start + LEAST_TOKENS).min(full);
    let paragraph = (enough..full).find(|at| separator(*at).contains('\n'));
    if paragraph.is_some() || full == available {
        return paragraph.unwrap_or(full);
    }
    let last = |ends: fn(&str) -> bool| (enough..full).rev().find(|at| ends(separator(*at)));
    last(starts_sentence)
        .or_else(|| last(ends_clause))
        .unwrap_or(full)
}

/// What belongs to the token behind a separator: an opening quote or bracket.
fn opening(separator: &str) -> &str {
    let tail = separator
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or(separator);
    if tail
        .chars()
        .all(|mark| opens(mark) || mark == '"' || mark == '\'')
    {
        tail
    } else {
        ""
    }
}

/// What belongs to the token before a separator: all up to the first blank, unless that
/// opens something.
fn closing(separator: &str) -> &str {
    let is_kept =
        |mark: char| !(mark.is_whitespace() || opens(mark) || matches!(mark, '-' | '–' | '/'));
    let end = separator
        .find(|mark| !is_kept(mark))
        .unwrap_or(separator.len());
    slice(separator, 0..end)
}

fn opens(mark: char) -> bool {
    matches!(mark, '“' | '‘' | '(' | '[' | '«')
}

/// Writes text and remembers where the highlights are.
#[derive(Debug, Default)]
struct MarkedBuilder {
    marked: Marked,
    /// Whether the last token was highlighted, and in the paragraph being written.
    open: bool,
}

impl MarkedBuilder {
    fn separator(&mut self, text: &str) {
        self.marked.text.push_str(text);
    }

    fn token(&mut self, highlight: Highlight, text: &str) {
        let start = self.marked.text.len();
        self.marked.text.push_str(text);
        let end = self.marked.text.len();
        match (highlight, self.marked.ranges.last_mut()) {
            (Highlight::None, _) => {}
            (Highlight::Continues, Some(last)) if self.open => last.end = end,
            _ => self.marked.ranges.push(start..end),
        }
        self.open = highlight != Highlight::None;
    }

    /// A separator that ends a paragraph, where the next one stands in the same line.
    fn paragraph_end(&mut self, separator: &str) {
        let mark = closing(separator);
        self.separator(mark);
        self.separator(if mark.is_empty() { " · " } else { " " });
        self.separator(opening(separator));
        self.open = false;
    }

    /// A separator that may end paragraphs, each of which goes to `paragraphs`.
    fn separators_by_paragraph(&mut self, separator: &str, paragraphs: &mut Vec<Marked>) {
        let mut lines = separator.split('\n');
        self.separator(lines.next().unwrap_or(""));
        for line in lines {
            self.open = false;
            paragraphs.push(std::mem::take(&mut self.marked));
            self.separator(line);
        }
    }

    fn finish(self) -> Marked {
        self.marked
    }
}
