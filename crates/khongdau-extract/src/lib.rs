//! Articles out of the files that websites have. Bytes in, [`Article`]s out: no I/O, no clock, no
//! threads, so that the same code runs natively and as WebAssembly in Node.
//!
//! * [`encoding`]: bytes to Unicode text, told by what is stated and by content.
//! * [`html`]: web pages to title, date, source, sections and main text.
//! * [`formats`]: everything else that holds articles.

pub mod encoding;
pub mod formats;
pub mod html;

use khongdau_core::document::Document;

/// An article as it would be indexed, and where each part of it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// What is indexed.
    pub document: Document,
    /// BCP 47 tag of its language, where stated.
    pub lang: Option<String>,
    /// Where each part was taken from.
    pub found: Found,
}

/// Where the parts of an article were taken from, in words for people: `og:title`, `<h1>`,
/// `JSON-LD datePublished`, `front matter`. Empty for what was not found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The title.
    pub title: String,
    /// The date.
    pub date: String,
    /// The source.
    pub source: String,
    /// The main text.
    pub body: String,
    /// The character encoding, and how it was told.
    pub encoding: String,
}

/// Lines trimmed, blank ones left out, separated by one `\n`, as [`Document::body`] wants them.
pub(crate) fn lines(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A headline of what has none.
pub(crate) fn first_words(body: &str) -> String {
    let line = body.lines().next().unwrap_or_default();
    match line.char_indices().nth(120) {
        None => line.to_owned(),
        Some((end, _)) => {
            let beginning = &line[..end];
            let words = beginning
                .rsplit_once(' ')
                .map_or(beginning, |(words, _)| words);
            format!("{words}…")
        }
    }
}
