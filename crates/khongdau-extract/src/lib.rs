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
