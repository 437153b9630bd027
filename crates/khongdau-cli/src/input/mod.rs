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

mod date;
mod error;
mod folder;
mod jsonl;
mod page;
mod several;
mod text;

pub use error::{InputError, Place, Problem};
pub use page::{Options, Reading, is_marked};

use khongdau_extract::Article;
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
    Ready(Box<Article>),
}

/// What became of an article.
#[derive(Debug)]
pub enum Outcome {
    /// It is indexed.
    Article(Box<Article>),
    /// It is not, as it should be; why.
    Skipped(String),
}

impl RawArticle {
    /// Reads and understands the article.
    pub fn parse(self, reading: &Reading) -> Result<Outcome, InputError> {
        let plain = |document| {
            Outcome::Article(Box::new(Article {
                document,
                ..Article::default()
            }))
        };
        let parsed = match self.content {
            Content::Text(file) => file.parse().map(plain),
            Content::Line(line) => line.parse().map(plain),
            Content::Page(file) => file.parse(reading),
            Content::Ready(article) => Ok(Outcome::Article(article)),
        };
        parsed.map_err(|problem| problem.at(self.place))
    }
}

/// Lists the files behind the arguments. Folders are walked, nothing is read yet.
pub fn discover(arguments: &[PathBuf], globs: &[String]) -> Result<Inputs, InputError> {
    let mut inputs = Inputs::default();
    for argument in arguments {
        inputs
            .add(argument, globs)
            .map_err(|error| error.or_at(argument))?;
    }
    Ok(inputs)
}

impl Inputs {
    /// The articles of all files, in order. An error ends the articles of its file.
    pub fn articles(self) -> impl Iterator<Item = Result<RawArticle, InputError>> + Send {
        self.sources.into_iter().flat_map(Source::articles)
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

    fn add(&mut self, argument: &Path, globs: &[String]) -> Result<(), error::Found> {
        if argument.as_os_str() == STDIN {
            self.sources.push(Source::Jsonl(jsonl::JsonlFile::stdin()));
            return Ok(());
        }
        let metadata = argument.metadata().map_err(Problem::Read)?;
        if metadata.is_dir() {
            self.sources.extend(folder::list(argument, globs)?);
            return Ok(());
        }
        self.sources.push(match extension(argument).as_str() {
            "txt" => Source::Text(text::TextFile::single(argument, metadata.len())?),
            "jsonl" | "ndjson" => Source::Jsonl(jsonl::JsonlFile::file(argument, &metadata)),
            extension => match (page::Kind::of(extension), several::Kind::of(extension)) {
                (Some(kind), _) => {
                    Source::Page(page::PageFile::single(argument, metadata.len(), kind)?)
                }
                (None, Some(kind)) => {
                    Source::Several(several::SeveralFile::new(argument, metadata.len(), kind))
                }
                (None, None) => return Err(Problem::UnknownKind.into()),
            },
        });
        Ok(())
    }
}

impl Source {
    fn articles(self) -> Box<dyn Iterator<Item = Result<RawArticle, InputError>> + Send> {
        match self {
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
            Source::Several(file) => file.articles(),
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
        }
    }

    fn bytes(&self) -> Option<u64> {
        match self {
            Source::Text(file) => Some(file.bytes),
            Source::Page(file) => Some(file.bytes),
            Source::Several(file) => Some(file.bytes),
            Source::Jsonl(file) => file.bytes,
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
