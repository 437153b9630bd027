//! Articles as a query reads them: analysed, each token with the words it stands for.

use super::matcher::{Matcher, WordSet};
use crate::analysis::{Token, analyze};
use crate::index::{DocId, View};
use crate::text::slice;
use std::cell::RefCell;
use std::rc::Rc;

/// Bytes of a body that a search looks at: about twenty pages. What comes behind is found by its
/// words, and not for standing together.
const SEARCHED: usize = 64 << 10;
/// Articles whose analysis is kept: those of the pages that a reader goes back and forth between.
const KEPT: usize = 48;

/// A field, analysed.
#[derive(Debug)]
pub struct Field {
    /// In reading order.
    pub tokens: Vec<Token>,
    /// Further terms: position of the first token, tokens, and key.
    pub extras: Vec<(usize, usize, String)>,
}

impl Field {
    fn of<'a>(text: &str, forms: impl Iterator<Item = (u32, u32, &'a str)>) -> Self {
        let analysis = analyze(text);
        let extras = analysis.extras.into_iter();
        let mut extras: Vec<(usize, usize, String)> = extras
            .map(|extra| (extra.position, extra.len, extra.term))
            .collect();
        extras.extend(forms.map(|(position, len, term)| {
            (position as usize, len as usize, term.to_string())
        }));
        Self {
            tokens: analysis.tokens,
            extras,
        }
    }

    /// Calls `visit` with the position and the words of every token that stands for any.
    pub fn scan(&self, matcher: &Matcher, visit: &mut dyn FnMut(usize, WordSet)) {
        for (position, token) in self.tokens.iter().enumerate() {
            let words = matcher.words(&token.term);
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

/// Reads articles, and keeps what it read last.
#[derive(Debug, Default)]
pub struct Library {
    read: RefCell<Vec<(DocId, Rc<Fields>)>>,
}

impl Library {
    /// Title and body of a document as far as searches look at them.
    pub fn read(&self, view: &View<'_>, doc: DocId) -> Option<Rc<Fields>> {
        let mut read = self.read.borrow_mut();
        if let Some(at) = read.iter().position(|entry| entry.0 == doc) {
            let entry = read.remove(at);
            read.push(entry);
            return read.last().map(|entry| entry.1.clone());
        }
        let fields = Rc::new(fields(view, doc, SEARCHED)?);
        if read.len() == KEPT {
            read.remove(0);
        }
        read.push((doc, fields.clone()));
        Some(fields)
    }
}

/// Title and body of a document, the body up to so many bytes.
pub fn fields(view: &View<'_>, doc: DocId, most: usize) -> Option<Fields> {
    let article = view.article(doc)?;
    let [title, body] = article.forms();
    let text = beginning(article.body, most);
    Some(Fields {
        title: Field::of(
            article.title,
            title.iter().map(|form| (form.position, form.len, form.term)),
        ),
        body: Field::of(
            text,
            body.iter().map(|form| (form.position, form.len, form.term)),
        ),
    })
}

/// The first bytes of a text, up to the end of a word.
fn beginning(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let blank = text.as_bytes()[..most].iter().rposition(|byte| *byte == b' ');
    let end = blank.unwrap_or(0);
    slice(text, 0..end)
}
