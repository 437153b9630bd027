//! Passages and highlights, from a document's token stream.

use super::Marked;
use super::matcher::Matcher;
use super::matches::{Highlight, Matches};
use crate::index::stream::{Field, Glues};
use crate::index::surface::{Form, SpellingCache};
use crate::index::terms::TermOrd;
use crate::index::{DocId, View};
use crate::text::slice;

/// Tokens of a snippet at most: about two lines on a desktop, four on a phone.
const SNIPPET_TOKENS: usize = 40;
/// Tokens shown before the first match where its sentence starts further back.
const LEAD_TOKENS: usize = 5;
/// How far back the start of the sentence may lie.
const SENTENCE_TOKENS: usize = 12;

/// One field of a document.
#[derive(Debug)]
pub struct FieldText<'a> {
    field: Field<'a>,
}

/// What reading needs: the index, the query's words, the spellings read before.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The index.
    pub view: &'a View<'a>,
    /// The query's words.
    pub matcher: &'a Matcher,
    /// Spellings read before.
    pub spellings: &'a SpellingCache,
}

impl<'a> Reader<'a> {
    /// The title of a document.
    pub fn title(&self, doc: DocId) -> Option<FieldText<'a>> {
        let field = self.view.title(doc)?;
        Some(FieldText { field })
    }

    /// The body of a document.
    pub fn body(&self, doc: DocId) -> Option<FieldText<'a>> {
        let field = self.view.body(doc)?;
        Some(FieldText { field })
    }

    fn push_surface(&self, ord: TermOrd, form: Form, literal: u32, out: &mut String) {
        // A term that cannot be read back means an index made by hand: the rest is still shown.
        let _ = self
            .view
            .write_surface(ord, form, literal, self.spellings, out);
    }
}

impl FieldText<'_> {
    /// The whole text, highlighted.
    pub fn whole(&self, reader: &Reader<'_>) -> Marked {
        let highlights = self.matches(reader.matcher).highlights;
        let mut glues = self.field.glues(reader.view.glues);
        let mut out = MarkedBuilder::default();
        for (ord, highlight) in self.field.codes.iter().zip(&highlights) {
            let Some((separator, form, literal)) = next_glue(reader.view, &mut glues) else {
                break;
            };
            out.separator(separator);
            out.token(*highlight, |text| {
                reader.push_surface(ord, form, literal, text)
            });
        }
        out.separator(last_separator(reader.view, &mut glues));
        out.finish()
    }

    /// The whole text by paragraph, highlighted, and which paragraph has the best passage.
    pub fn paragraphs(&self, reader: &Reader<'_>) -> (Vec<Marked>, Option<usize>) {
        let matches = self.matches(reader.matcher);
        let best = matches.best();
        let mut best_paragraph = None;
        let mut paragraphs = Vec::new();
        let mut out = MarkedBuilder::default();
        let mut glues = self.field.glues(reader.view.glues);
        for (at, ord) in self.field.codes.iter().enumerate() {
            let Some((separator, form, literal)) = next_glue(reader.view, &mut glues) else {
                break;
            };
            out.separators_by_paragraph(separator, &mut paragraphs);
            if best == Some(at) {
                best_paragraph = Some(paragraphs.len());
            }
            out.token(matches.highlights[at], |text| {
                reader.push_surface(ord, form, literal, text)
            });
        }
        out.separators_by_paragraph(last_separator(reader.view, &mut glues), &mut paragraphs);
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

    /// The passage where the query's words stand closest, or the beginning without a match.
    pub fn snippet(&self, reader: &Reader<'_>) -> Marked {
        let matches = self.matches(reader.matcher);
        let first = matches.best();
        let tokens = self.field.codes.len();
        let from = first.unwrap_or(0).saturating_sub(SENTENCE_TOKENS);
        let until = first
            .unwrap_or(0)
            .saturating_add(SNIPPET_TOKENS + 1)
            .min(tokens);
        let mut glues = self.field.glues(reader.view.glues);
        let _ = glues.skip(from);
        let glue: Vec<TokenGlue<'_>> = (from..until)
            .map_while(|_| next_glue(reader.view, &mut glues))
            .collect();
        let separator = |at: usize| {
            at.checked_sub(from)
                .and_then(|at| glue.get(at))
                .map_or("", |glue| glue.0)
        };
        let start = start_of_snippet(first, separator);
        let end = end_of_snippet(start, from + glue.len(), separator);

        let mut out = MarkedBuilder::default();
        if start > 0 && !starts_sentence(separator(start)) {
            out.separator("…");
        }
        for at in start..end {
            let (separator, form, literal) = glue[at - from];
            out.separator(if at == start {
                opening(separator)
            } else {
                separator
            });
            out.token(matches.highlights[at], |text| {
                if let Some(ord) = self.field.codes.get(at) {
                    reader.push_surface(ord, form, literal, text);
                }
            });
        }
        let complete = end == tokens;
        let behind = if complete {
            last_separator(reader.view, &mut glues)
        } else {
            separator(end)
        };
        out.separator(closing(behind));
        if !complete && !starts_sentence(behind) {
            out.separator("…");
        }
        out.finish()
    }

    /// The tokens from `start` to `end` without highlights, cut where a clause ends.
    pub fn passage(&self, reader: &Reader<'_>, start: usize, end: usize) -> String {
        let mut out = String::new();
        let mut glues = self.field.glues(reader.view.glues);
        let _ = glues.skip(start);
        for (at, ord) in self.field.codes.iter().enumerate().take(end).skip(start) {
            let Some((separator, form, literal)) = next_glue(reader.view, &mut glues) else {
                break;
            };
            if at > start {
                if ends_clause(separator) {
                    break;
                }
                out.push_str(separator);
            }
            reader.push_surface(ord, form, literal, &mut out);
        }
        out
    }

    fn matches(&self, matcher: &Matcher) -> Matches {
        Matches::of(self.field.codes, self.field.extras(), matcher)
    }
}

type TokenGlue<'a> = (&'a str, Form, u32);

fn next_glue<'a>(view: &View<'a>, glues: &mut Glues<'_, '_>) -> Option<TokenGlue<'a>> {
    let (glue, literal) = glues.token()?;
    Some((
        view.text_tables.separator(glue.separator)?,
        glue.form,
        literal,
    ))
}

fn last_separator<'a>(view: &View<'a>, glues: &mut Glues<'_, '_>) -> &'a str {
    glues
        .last_separator()
        .and_then(|number| view.text_tables.separator(number))
        .unwrap_or("")
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

/// The token a snippet starts with: the sentence's first where it is near, else some before
/// the match; never across a paragraph.
fn start_of_snippet<'a>(first: Option<usize>, separator: impl Fn(usize) -> &'a str) -> usize {
    let Some(first) = first else { return 0 };
    let nearest = first.saturating_sub(SENTENCE_TOKENS);
    let sentence = (nearest..=first)
        .rev()
        .find(|at| *at == 0 || starts_sentence(separator(*at)));
    sentence.unwrap_or(first.saturating_sub(LEAD_TOKENS))
}

/// One past the last token: the paragraph's end, else the last end of a sentence in the second
/// half, else of a clause, else as many tokens as a snippet has.
fn end_of_snippet<'a>(
    start: usize,
    available: usize,
    separator: impl Fn(usize) -> &'a str,
) -> usize {
    let full = (start + SNIPPET_TOKENS).min(available);
    let paragraph = (start + 1..full)
        .find(|at| separator(*at).contains('\n'))
        .unwrap_or(full);
    if paragraph < full || full == available {
        return paragraph;
    }
    let half = start + SNIPPET_TOKENS / 2;
    let last = |ends: fn(&str) -> bool| (half..full).rev().find(|at| ends(separator(*at)));
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

    fn token(&mut self, highlight: Highlight, write: impl FnOnce(&mut String)) {
        let start = self.marked.text.len();
        write(&mut self.marked.text);
        let end = self.marked.text.len();
        match (highlight, self.marked.ranges.last_mut()) {
            (Highlight::None, _) => {}
            (Highlight::Continues, Some(last)) if self.open => last.end = end,
            _ => self.marked.ranges.push(start..end),
        }
        self.open = highlight != Highlight::None;
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
