//! Inputs: folders and files of a site, read into documents.
//!
//! [`discover`] looks at the arguments and lists the files; [`Inputs::articles`] hands out one
//! [`RawArticle`] after the other, cheaply and in order; [`RawArticle::parse`] does the work of one
//! article and may run on any thread.
//!
//! ```text
//! arguments ─discover─► Inputs ─articles─► RawArticle ─parse─► Document
//!                          in order, one thread   │  any thread
//! ```
//!
//! Every error names the file, and the line where there are lines.

mod error;
mod fingerprint;
mod folder;
mod jsonl;
mod page;
mod several;
mod sitemap;
mod text;

pub use error::{InputError, Place, Problem};
pub use fingerprint::Fingerprint;
pub use page::{Options, Reading, is_marked};

use crate::disk::fs;
use khongdau_extract::Article;
use khongdau_extract::formats::{self, Kind, NoArticle, Raw, kind};
use std::io::Read;
use std::path::{Path, PathBuf};

/// No article is longer. Whatever is, is another kind of file, and reading on would fill the memory.
const MAX_ARTICLE_BYTES: u64 = 64 << 20;

/// The argument that stands for standard input.
pub const STDIN: &str = "-";

/// The files to read, in order.
#[derive(Debug, Default)]
pub struct Inputs {
    sources: Vec<Source>,
}

#[derive(Debug)]
enum Source {
    Text(text::TextFile),
    Page(page::PageFile),
    Jsonl(jsonl::JsonlFile),
    Several(several::SeveralFile),
    /// A page that a sitemap names and that is not there.
    Missing(Place, Problem),
}

/// One article as it lies in its file, not yet understood.
#[derive(Debug)]
pub struct RawArticle {
    /// Where it is.
    pub place: Place,
    /// Its size in the input.
    pub bytes: u64,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Text(text::TextFile),
    Page(page::PageFile),
    Line(jsonl::Line),
    Raw(Box<Raw>),
    /// None, as is known before: why.
    Nothing(Problem),
}

/// What became of an article.
#[derive(Debug)]
pub enum Outcome {
    /// It is indexed.
    Article(Box<Article>),
    /// It is not, as it should be; why.
    Skipped(String),
    /// It is none: a draft, a picture.
    Other,
}

impl RawArticle {
    /// Reads and understands the article.
    pub fn parse(self, reading: &Reading) -> Result<Outcome, InputError> {
        let parsed = match self.content {
            Content::Text(file) => file.parse().map(|document| {
                Outcome::Article(Box::new(Article {
                    document,
                    ..Article::default()
                }))
            }),
            Content::Line(line) => line
                .parse()
                .map(|article| Outcome::Article(Box::new(article))),
            Content::Page(file) => file.parse(reading),
            Content::Raw(raw) => raw_outcome(*raw),
            Content::Nothing(problem) => Ok(Outcome::Skipped(problem.to_string())),
        };
        let outcome = parsed.map_err(|problem| problem.at(self.place))?;
        Ok(match outcome {
            Outcome::Article(mut article) => {
                reading.complete(&mut article);
                Outcome::Article(article)
            }
            other => other,
        })
    }
}

/// Drafts and pictures of an export are not even told.
fn raw_outcome(raw: Raw) -> Result<Outcome, Problem> {
    match raw.read() {
        Ok(article) => Ok(Outcome::Article(Box::new(article))),
        Err(NoArticle::Bad(bad)) => Err(Problem::Format(bad.what)),
        Err(NoArticle::Other) => Ok(Outcome::Other),
        Err(NoArticle::Skipped(reason)) => Ok(Outcome::Skipped(reason)),
    }
}

/// Lists the files behind the arguments. Folders are walked, nothing is read yet.
pub fn discover(arguments: &[PathBuf], options: &Options) -> Result<Inputs, InputError> {
    let mut inputs = Inputs::default();
    for argument in arguments {
        inputs
            .add(argument, options)
            .map_err(|error| error.or_at(argument))?;
    }
    Ok(inputs)
}

impl Inputs {
    /// The articles of all files, in order. An error ends the articles of its file.
    pub fn articles(
        self,
        options: &formats::Options,
    ) -> impl Iterator<Item = Result<RawArticle, InputError>> + Send {
        let sources = self.sources.into_iter();
        sources.flat_map(|source| source.articles(options))
    }

    /// The web pages among them.
    pub fn pages(&self) -> impl Iterator<Item = &Path> {
        self.sources.iter().filter_map(|source| match source {
            Source::Page(file) if file.is_html() => Some(file.path.as_path()),
            _ => None,
        })
    }

    /// The files, without standard input.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.sources.iter().filter_map(Source::path)
    }

    /// Bytes of all files; `None` if one of them does not know its size beforehand.
    pub fn bytes(&self) -> Option<u64> {
        self.sources.iter().map(Source::bytes).sum()
    }

    fn add(&mut self, argument: &Path, options: &Options) -> Result<(), error::Found> {
        if argument.as_os_str() == STDIN {
            self.sources.push(Source::Jsonl(jsonl::JsonlFile::stdin()));
            return Ok(());
        }
        let metadata = fs::metadata(argument).map_err(Problem::Read)?;
        if metadata.is_dir() {
            self.sources.extend(folder::list(argument, options)?);
            return Ok(());
        }
        let kind = match options.kind {
            Some(kind) => kind,
            None => kind_of(argument)?,
        };
        let bytes = metadata.len();
        self.sources.push(match kind {
            Kind::Text => Source::Text(text::TextFile::single(argument, bytes)?),
            Kind::JsonLines => Source::Jsonl(jsonl::JsonlFile::file(argument, &metadata)),
            Kind::Html | Kind::Markdown => {
                Source::Page(page::PageFile::single(argument, bytes, kind)?)
            }
            Kind::Json | Kind::Table | Kind::Feed => {
                Source::Several(several::SeveralFile::new(argument, bytes, kind))
            }
            Kind::Sitemap => {
                let pages = sitemap::pages(argument, options)?;
                self.sources.extend(pages);
                return Ok(());
            }
        });
        Ok(())
    }
}

/// What a file that was named is.
fn kind_of(path: &Path) -> Result<Kind, Problem> {
    let mut head = Vec::new();
    let extension = extension(path);
    // A pipe can be read once, and only a name that says nothing makes that necessary.
    if extension.is_empty() || extension == "xml" {
        let file = fs::File::open(path).map_err(Problem::Read)?;
        let read = file.take(kind::HEAD as u64).read_to_end(&mut head);
        read.map_err(Problem::Read)?;
    }
    kind::kind_of(&path.to_string_lossy(), &head).ok_or(Problem::UnknownKind)
}

impl Source {
    fn articles(
        self,
        options: &formats::Options,
    ) -> Box<dyn Iterator<Item = Result<RawArticle, InputError>> + Send> {
        match self {
            Source::Missing(place, problem) => Box::new(std::iter::once(Ok(RawArticle {
                place,
                bytes: 0,
                content: Content::Nothing(problem),
            }))),
            Source::Text(file) => Box::new(std::iter::once(Ok(RawArticle {
                place: Place::file(&file.path),
                bytes: file.bytes,
                content: Content::Text(file),
            }))),
            Source::Page(file) => Box::new(std::iter::once(Ok(RawArticle {
                place: Place::file(&file.path),
                bytes: file.bytes,
                content: Content::Page(file),
            }))),
            Source::Several(file) => file.articles(options),
            Source::Jsonl(file) => Box::new(file.lines().map(|line| {
                let line = line?;
                let (place, bytes) = (line.place.clone(), line.bytes.len() as u64);
                Ok(RawArticle {
                    place,
                    bytes,
                    content: Content::Line(line),
                })
            })),
        }
    }

    fn path(&self) -> Option<&Path> {
        match self {
            Source::Text(file) => Some(&file.path),
            Source::Page(file) => Some(&file.path),
            Source::Several(file) => Some(&file.path),
            Source::Jsonl(file) => file.path.as_deref(),
            Source::Missing(..) => None,
        }
    }

    fn bytes(&self) -> Option<u64> {
        match self {
            Source::Text(file) => Some(file.bytes),
            Source::Page(file) => Some(file.bytes),
            Source::Several(file) => Some(file.bytes),
            Source::Jsonl(file) => file.bytes,
            Source::Missing(..) => Some(0),
        }
    }
}

/// Extension in lower case; empty without one.
fn extension(path: &Path) -> String {
    path.extension()
        .map(|extension| extension.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default()
}

/// `bytes` as text, without byte-order mark; `offset` is that of their first byte in the file.
fn decode(bytes: &[u8], offset: u64) -> Result<&str, Problem> {
    if offset == 0 && (bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF")) {
        return Err(Problem::Utf16);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Problem::NotUtf8 {
            byte: bytes[at],
            offset: offset + at as u64,
        }
    })?;
    Ok(if offset == 0 {
        text.trim_start_matches('\u{FEFF}')
    } else {
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoding_names_the_offending_byte_of_the_file() {
        assert_eq!(decode("\u{FEFF}Đà Nẵng".as_bytes(), 0).unwrap(), "Đà Nẵng");
        assert!(matches!(
            decode(b"ab\xE9c", 100),
            Err(Problem::NotUtf8 {
                byte: 0xE9,
                offset: 102
            })
        ));
        assert!(matches!(decode(b"\xFF\xFEa\0", 0), Err(Problem::Utf16)));
    }
}
