//! Files with one article each that a library reads: web pages and Markdown.

use super::{Fingerprint, Outcome, Problem, text};
use khongdau_extract::Article;
use khongdau_extract::formats::{self, Kind, legal, markdown};
use khongdau_extract::html::{BadSelector, Extractor, HtmlOptions, NotIndexed};
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// How files are read, and where pages are on the site.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// As the extractor of pages has them.
    pub html: HtmlOptions,
    /// As the readers of files of several articles have them.
    pub formats: formats::Options,
    /// Files of a folder to read; all kinds that are known where there is none.
    pub globs: Vec<String>,
    /// What files that are named are, whatever their names say.
    pub kind: Option<Kind>,
    /// What goes before the addresses of pages.
    pub base_url: Option<String>,
    /// `a/index.html` stays so, and does not become `a/`.
    pub keep_index_url: bool,
    /// Kind and authority of documents become filters.
    pub is_legal: bool,
}

impl Options {
    /// The address of a path on the site.
    fn address(&self, path: &str) -> String {
        let base = self.base_url.as_deref().unwrap_or("/");
        let slash = if base.ends_with('/') { "" } else { "/" };
        format!("{base}{slash}{}", escaped(path))
    }
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

    /// The same where all articles are read in the same way.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&format!("{:?} {}", self.options, self.only_marked))
    }

    /// How files of several articles are read.
    pub fn formats(&self) -> &formats::Options {
        &self.options.formats
    }

    /// Adds to an article what is known of all of them.
    pub fn complete(&self, article: &mut Article) {
        if self.options.is_legal {
            legal::classify(article);
        }
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
    /// As a sitemap has it.
    url: Option<String>,
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
            url: None,
        })
    }

    /// The same file with the address that a sitemap has for it.
    pub fn with_url(self, url: String) -> PageFile {
        PageFile {
            url: Some(url),
            ..self
        }
    }

    /// What its address and its id are made of.
    pub fn hash_address(&self, state: &mut impl Hasher) {
        self.relative.hash(state);
        self.url.hash(state);
        self.is_html().hash(state);
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
            _ => {
                let encoding = reading.options.html.encoding.as_deref();
                match markdown::read(&bytes, &self.relative, encoding) {
                    Ok(mut article) => {
                        if let Some(slug) = markdown::slug_of(&bytes, encoding) {
                            self.name(&mut article, &slug, &reading.options);
                        }
                        article
                    }
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
            _ => {
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
            document.url = match &self.url {
                Some(url) => url.clone(),
                None => options.address(&shown),
            };
        }
    }

    /// A file of Markdown may state the last part of its address.
    fn name(&self, article: &mut Article, slug: &str, options: &Options) {
        if article.document.url.is_empty() {
            let folder = self
                .relative
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            let slash = if folder.is_empty() { "" } else { "/" };
            article.document.url = options.address(&format!("{folder}{slash}{slug}/"));
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
