//! Articles as a query reads them.

use super::matcher::{Matcher, WordSet};
use crate::analysis::analyze;
use crate::analysis::outline::{outline, word_number};
use crate::index::article::{ArticleRecord, Form};
use crate::index::{DocId, View};
use crate::text::{Term, slice};
use std::cell::RefCell;
use std::rc::Rc;

/// Articles that are kept as they were read: those of the pages that a reader goes back and forth
/// between.
const KEPT: usize = 256;

/// A field and where its tokens are.
#[derive(Debug, Default)]
pub struct Field {
    /// As its author wrote it.
    pub text: String,
    /// First byte of each token and one past its last.
    spans: Vec<(u32, u32)>,
    /// As [`word_number`] gives them.
    numbers: Vec<u32>,
    /// The tokens' terms; none where all that is asked for are words of letters.
    terms: Vec<Term>,
    /// Further terms: position of the first token, tokens, and key.
    pub extras: Vec<(usize, usize, String)>,
}

impl Field {
    /// Words alone.
    fn outlined(text: &str) -> Self {
        let outline = outline(text);
        Self {
            text: text.to_string(),
            spans: outline.spans,
            numbers: outline.numbers,
            ..Self::default()
        }
    }

    /// All that the analyzer finds.
    fn analyzed(text: &str, forms: &[Form<&str>]) -> Self {
        let analysis = analyze(text);
        let mut field = Self {
            text: text.to_string(),
            ..Self::default()
        };
        for token in analysis.tokens {
            let span = (token.span.start as u32, token.span.end as u32);
            field.spans.push(span);
            field.numbers.push(word_number(&token.term.key));
            field.terms.push(token.term);
        }
        let extras = analysis.extras.into_iter();
        field.extras = extras
            .map(|extra| (extra.position, extra.len, extra.term))
            .collect();
        let forms = forms.iter();
        field.extras.extend(forms.map(|form| {
            (
                form.position as usize,
                form.len as usize,
                form.term.to_string(),
            )
        }));
        field
    }

    /// Tokens.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// A token as its author wrote it.
    pub fn token(&self, at: usize) -> &str {
        let span = self.spans.get(at);
        span.map_or("", |(start, end)| {
            slice(&self.text, *start as usize..*end as usize)
        })
    }

    /// The first byte of a token.
    pub fn start(&self, at: usize) -> usize {
        self.spans.get(at).map_or(0, |(start, _)| *start as usize)
    }

    /// What stands before a token; behind the last one, the rest.
    pub fn separator(&self, at: usize) -> &str {
        let before = at.checked_sub(1).and_then(|at| self.spans.get(at));
        let start = before.map_or(0, |(_, end)| *end as usize);
        let end = self.spans.get(at);
        let end = end.map_or(self.text.len(), |(start, _)| *start as usize);
        slice(&self.text, start..end)
    }

    /// How many tokens its first paragraph has, where that repeats the title or the beginning of it
    /// and is not all there is; else 0.
    pub fn repeated(&self, title: &Field) -> usize {
        let most = self.len().min(title.len() + 1);
        let end = (1..most).find(|at| self.separator(*at).contains('\n'));
        end.filter(|end| self.numbers.get(..*end) == title.numbers.get(..*end))
            .unwrap_or(0)
    }

    /// The term of a token.
    pub fn term(&self, at: usize) -> Option<Term> {
        if self.terms.is_empty() {
            self.spans.get(at).map(|_| Term::of(self.token(at)))
        } else {
            self.terms.get(at).cloned()
        }
    }

    /// Calls `visit` with the position and the words of every token that stands for any.
    pub fn scan(&self, matcher: &Matcher, visit: &mut dyn FnMut(usize, WordSet)) {
        for (position, number) in self.numbers.iter().enumerate() {
            if !matcher.may_have(*number) {
                continue;
            }
            let words = match self.terms.get(position) {
                Some(term) => matcher.words(term),
                None => matcher.words(&Term::of(self.token(position))),
            };
            if words != WordSet::default() {
                visit(position, words);
            }
        }
    }
}

/// Title and body of an article.
#[derive(Debug)]
pub struct Fields {
    /// The title.
    pub title: Field,
    /// What a search looks at of the body.
    pub body: Field,
}

/// A document, whether it was analysed in full, and what was read.
type Read = ((DocId, bool), Rc<Fields>);

/// Reads articles, and keeps what it read last.
#[derive(Debug, Default)]
pub struct Library {
    read: RefCell<Vec<Read>>,
}

impl Library {
    /// Title and body of a document as far as searches look at them.
    pub fn read(&self, view: &View<'_>, matcher: &Matcher, doc: DocId) -> Option<Rc<Fields>> {
        let mut read = self.read.borrow_mut();
        let name = (doc, matcher.needs_analysis);
        if let Some(at) = read.iter().position(|entry| entry.0 == name) {
            let entry = read.remove(at);
            read.push(entry);
            return read.last().map(|entry| entry.1.clone());
        }
        let article = view.article(doc)?;
        let fields = Rc::new(fields(&article, article.body()?, matcher));
        if read.len() == KEPT {
            read.remove(0);
        }
        read.push((name, fields.clone()));
        Some(fields)
    }
}

/// Title and body of an article, the body as far as it is given.
pub fn fields(article: &ArticleRecord<'_>, body: &str, matcher: &Matcher) -> Fields {
    if matcher.needs_analysis {
        let [in_title, in_body] = article.forms();
        Fields {
            title: Field::analyzed(article.title, &in_title),
            body: Field::analyzed(body, &in_body),
        }
    } else {
        Fields {
            title: Field::outlined(article.title),
            body: Field::outlined(body),
        }
    }
}
