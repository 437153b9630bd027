//! Files with one article each that a library reads: web pages and Markdown.

use super::{Outcome, Problem, text};
use khongdau_extract::Article;
use khongdau_extract::formats::markdown;
use khongdau_extract::html::{BadSelector, Extractor, HtmlOptions, NotIndexed};
use std::path::{Path, PathBuf};

/// What a file of one article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
}

impl Kind {
    /// By the extension of its name, in lower case.
    pub fn of(extension: &str) -> Option<Kind> {
        match extension {
            "html" | "htm" | "xhtml" | "shtml" | "aspx" | "asp" | "php" | "jsp" => Some(Kind::Html),
            "md" | "markdown" => Some(Kind::Markdown),
            _ => None,
        }
    }
}

/// How pages are read, and where they are on the site.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// As the extractor has them.
    pub html: HtmlOptions,
    /// What goes before the addresses of pages.
    pub base_url: Option<String>,
    /// `a/index.html` stays so, and does not become `a/`.
    pub keep_index_url: bool,
}

/// Reads pages on any thread.
#[derive(Debug)]
pub struct Reading {
    extractor: Extractor,
    options: Options,
    /// Only pages that mark their main text: where one does, all others mean not to be found.
    only_marked: bool,
}

impl Reading {
    /// With these options.
    pub fn new(options: Options, only_marked: bool) -> Result<Reading, BadSelector> {
        Ok(Reading {
            extractor: Extractor::new(options.html.clone())?,
            options,
            only_marked,
        })
    }
}

/// Whether a page marks its main text.
pub fn is_marked(path: &Path) -> bool {
    let has = |bytes: &[u8], name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    let marked =
        |bytes: Vec<u8>| has(&bytes, b"data-khongdau-body") || has(&bytes, b"data-pagefind-body");
    text::read(path).is_ok_and(marked)
}

/// A file with one article.
#[derive(Debug)]
pub struct PageFile {
    pub path: PathBuf,
    pub bytes: u64,
    kind: Kind,
    /// Path below the folder that was named, parts joined by `/` on every system.
    relative: String,
}

impl PageFile {
    /// A file that was named itself.
    pub fn single(path: &Path, bytes: u64, kind: Kind) -> Result<PageFile, Problem> {
        let name = Path::new(path.file_name().unwrap_or_default());
        PageFile::below(path, name, bytes, kind)
    }

    /// A file in a folder that was named.
    pub fn below(
        path: &Path,
        relative: &Path,
        bytes: u64,
        kind: Kind,
    ) -> Result<PageFile, Problem> {
        let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
        Ok(PageFile {
            path: path.to_path_buf(),
            bytes,
            kind,
            relative: parts.ok_or(Problem::FileName)?.join("/"),
        })
    }

    /// Whether it is a web page.
    pub fn is_html(&self) -> bool {
        self.kind == Kind::Html
    }

    /// Reads the file.
    pub fn parse(&self, reading: &Reading) -> Result<Outcome, Problem> {
        let bytes = text::read(&self.path)?;
        let mut article = match self.kind {
            Kind::Html => match reading.extractor.read(&bytes) {
                Ok(page) if reading.only_marked && !page.has_body_mark => {
                    let reason = "has no data-khongdau-body (or data-pagefind-body), and other pages have one";
                    return Ok(Outcome::Skipped(reason.to_owned()));
                }
                Ok(page) => page.article,
                Err(NotIndexed::NotText(error)) => return Err(Problem::NotText(error)),
                Err(reason) => return Ok(Outcome::Skipped(reason.to_string())),
            },
            Kind::Markdown => {
                match markdown::read(&bytes, reading.options.html.encoding.as_deref()) {
                    Ok(article) => article,
                    Err(markdown::NotIndexed::NotText(error)) => {
                        return Err(Problem::NotText(error));
                    }
                    Err(reason) => return Ok(Outcome::Skipped(reason.to_string())),
                }
            }
        };
        self.address(&mut article, &reading.options);
        Ok(Outcome::Article(Box::new(article)))
    }

    /// Its id is where it lies; its URL what it says itself, else where it lies on the site.
    fn address(&self, article: &mut Article, options: &Options) {
        let path = match self.kind {
            Kind::Html => self.relative.clone(),
            Kind::Markdown => {
                let without = self
                    .relative
                    .rsplit_once('.')
                    .map_or(&self.relative[..], |(path, _)| path);
                format!("{without}/")
            }
        };
        let shown = match path.rsplit_once('/') {
            Some((folder, name)) if is_index(name) && !options.keep_index_url => {
                format!("{folder}/")
            }
            None if is_index(&path) && !options.keep_index_url => String::new(),
            _ => path,
        };
        let document = &mut article.document;
        document.id = if shown.is_empty() {
            "/".to_owned()
        } else {
            shown.clone()
        };
        if document.url.is_empty() {
            let base = options.base_url.as_deref().unwrap_or("/");
            let slash = if base.ends_with('/') { "" } else { "/" };
            document.url = format!("{base}{slash}{}", escaped(&shown));
        }
    }
}

fn is_index(name: &str) -> bool {
    matches!(
        name,
        "index.html" | "index.htm" | "index.php" | "default.aspx" | "Default.aspx" | "index"
    )
}

/// What would end a path, or cannot be in one.
fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for letter in path.chars() {
        match letter {
            ' ' => out.push_str("%20"),
            '%' => out.push_str("%25"),
            '#' => out.push_str("%23"),
            '?' => out.push_str("%3F"),
            letter => out.push(letter),
        }
    }
    out
}
