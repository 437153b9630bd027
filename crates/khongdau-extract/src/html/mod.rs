//! Web pages to articles.
//!
//! ```text
//! bytes ─► encoding ─► tree ─► what attributes say ─► title, date, source ─► main text ─► Article
//! ```
//!
//! * `marks`: `data-khongdau-*`, and `data-pagefind-*` as aliases. * `title`, `date`: cross-checked.
//! * `root`: the element with the main text. * `blocks`: its paragraphs, without what surrounds them.
//!
//! Nothing recurses: pages are as deep as whoever wrote them liked.

mod blocks;
mod date;
mod marks;
mod root;
mod title;

pub(crate) use date::in_text as date_in_text;

use crate::encoding::{self, NotText};
use crate::{Article, Found};
use khongdau_core::document::Document;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

/// How pages are read.
#[derive(Debug, Clone, Default)]
pub struct HtmlOptions {
    /// Where the main text is: a CSS selector. Else it is found.
    pub root_selector: Option<String>,
    /// What is not main text: CSS selectors.
    pub exclude_selectors: Vec<String>,
    /// The encoding of pages that do not state one, or state a wrong one.
    pub encoding: Option<String>,
    /// Index pages that ask search engines not to.
    pub keep_noindex: bool,
}

/// A selector that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{selector}\" is no CSS selector: {reason}")]
pub struct BadSelector {
    /// As given.
    pub selector: String,
    /// What is wrong.
    pub reason: String,
}

/// Why a page is no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotIndexed {
    /// It is no text.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// It says so.
    #[error("asks not to be indexed (<meta name=\"robots\" content=\"noindex\">)")]
    NoIndex,
    /// There is nothing to index.
    #[error("has neither a title nor text")]
    Empty,
}

/// A page, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// What is indexed. Its id and URL are for the caller to say; the URL is the canonical one where
    /// the page states it.
    pub article: Article,
    /// Whether it marks its main text with an attribute: where one page does, others are skipped.
    pub has_body_mark: bool,
}

/// Reads pages. Made once: selectors are compiled.
#[derive(Debug)]
pub struct Extractor {
    root: Option<Selector>,
    exclude: Vec<Selector>,
    options: HtmlOptions,
    known: root::Presets,
}

impl Extractor {
    /// An extractor with these options.
    pub fn new(options: HtmlOptions) -> Result<Self, BadSelector> {
        let compile = |selector: &String| {
            Selector::parse(selector).map_err(|error| BadSelector {
                selector: selector.clone(),
                reason: error.to_string(),
            })
        };
        let root = options.root_selector.as_ref().map(compile).transpose()?;
        let exclude = options.exclude_selectors.iter().map(compile);
        Ok(Self {
            root,
            exclude: exclude.collect::<Result<_, _>>()?,
            known: root::Presets::new(),
            options,
        })
    }

    /// Reads a page. O(bytes), but for selectors.
    pub fn read(&self, bytes: &[u8]) -> Result<Page, NotIndexed> {
        let decoded = encoding::decode(bytes, self.options.encoding.as_deref())?;
        let tree = Html::parse_document(&decoded.text);
        let facts = Facts::of(&tree);
        if facts.noindex && !self.options.keep_noindex {
            return Err(NotIndexed::NoIndex);
        }
        let marks = marks::read(&tree);
        let mut found = Found {
            encoding: format!("{} ({})", decoded.name, decoded.how),
            ..Found::default()
        };
        let mut document = Document::default();
        let title = title::find(&tree, &facts, &marks);
        (document.title, found.title) = title.unwrap_or_default();
        let (roots, origin) = self.roots(&tree, &marks);
        found.body = origin;
        let lines = blocks::read(&roots, &self.exclude, &document.title);
        (document.body, document.sections) = blocks::join(lines, &document.title);
        if let Some((date, origin)) = date::find(&tree, &facts, &marks) {
            (document.date, found.date) = (Some(date), origin);
        }
        if let Some((source, origin)) = source(&facts, &marks) {
            (document.source, found.source) = (Some(source), origin);
        }
        document.filters = marks.filters.clone();
        document.filters.extend(facts.category());
        document.url = marks
            .meta("url")
            .or(facts.canonical.clone())
            .unwrap_or_default();
        if document.title.is_empty() {
            document.title = crate::first_words(&document.body);
            found.title = "the first words".to_owned();
        }
        if document.title.is_empty() {
            return Err(NotIndexed::Empty);
        }
        Ok(Page {
            article: Article {
                document,
                lang: facts.lang,
                found,
            },
            has_body_mark: marks.has_body,
        })
    }

    /// The elements that hold the main text, and how they were found.
    fn roots<'a>(&self, tree: &'a Html, marks: &marks::Marks<'a>) -> (Vec<ElementRef<'a>>, String) {
        if !marks.bodies.is_empty() {
            return (marks.bodies.clone(), marks.body_attribute.to_owned());
        }
        if let Some(selector) = &self.root {
            let chosen: Vec<ElementRef<'_>> = tree.select(selector).collect();
            if !chosen.is_empty() {
                return (chosen, "--root-selector".to_owned());
            }
        }
        let (root, origin) = root::find(tree, &self.known);
        (vec![root], origin)
    }
}

/// The text of a fragment of HTML, paragraphs by line: what feeds and exports hold.
pub fn fragment_text(html: &str) -> String {
    let tree = Html::parse_fragment(html);
    let lines = blocks::read(&[tree.root_element()], &[], "");
    blocks::join(lines, "").0
}

/// What a page states about itself in its head.
#[derive(Debug, Default)]
struct Facts {
    /// By name or property in lower case, in order.
    meta: Vec<(String, String)>,
    /// Objects of JSON-LD.
    json: Vec<Value>,
    title: String,
    canonical: Option<String>,
    lang: Option<String>,
    noindex: bool,
}

impl Facts {
    fn of(tree: &Html) -> Self {
        let mut facts = Facts {
            lang: tree.root_element().attr("lang").map(str::to_owned),
            ..Facts::default()
        };
        let elements = tree
            .root_element()
            .descendants()
            .filter_map(ElementRef::wrap);
        for element in elements {
            match element.value().name() {
                "meta" => facts.add_meta(element),
                "title" if facts.title.is_empty() => facts.title = one_line(&text_of(element)),
                "link"
                    if element
                        .attr("rel")
                        .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
                {
                    facts.canonical = element.attr("href").map(|href| href.trim().to_owned());
                }
                "script" if element.attr("type") == Some("application/ld+json") => {
                    if let Ok(value) = serde_json::from_str(&text_of(element)) {
                        add_objects(value, &mut facts.json);
                    }
                }
                _ => {}
            }
        }
        let robots = facts
            .meta("robots")
            .unwrap_or_default()
            .to_ascii_lowercase();
        facts.noindex = robots.contains("noindex") || robots.trim() == "none";
        facts
    }

    fn add_meta(&mut self, element: ElementRef<'_>) {
        let name = ["property", "name", "itemprop"]
            .iter()
            .find_map(|name| element.attr(name));
        if let (Some(name), Some(content)) = (name, element.attr("content")) {
            let content = one_line(content);
            if !content.is_empty() {
                self.meta.push((name.to_ascii_lowercase(), content));
            }
        }
    }

    fn meta(&self, name: &str) -> Option<&str> {
        let found = self.meta.iter().find(|(other, _)| other == name);
        found.map(|(_, content)| content.as_str())
    }

    /// A text of the first object of JSON-LD that has it.
    fn json(&self, name: &str) -> Option<&str> {
        self.json
            .iter()
            .find_map(|object| text_in(object.get(name)?))
    }

    fn category(&self) -> Option<(String, String)> {
        let section = self
            .meta("article:section")
            .or_else(|| self.json("articleSection"));
        section.map(|section| ("chuyên mục".to_owned(), section.to_owned()))
    }
}

fn add_objects(value: Value, out: &mut Vec<Value>) {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(values) => waiting.extend(values),
            Value::Object(mut object) => {
                if let Some(graph) = object.remove("@graph") {
                    waiting.push(graph);
                }
                out.push(Value::Object(object));
            }
            _ => {}
        }
    }
}

/// A text, or the name of what is described.
fn text_in(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        Value::Object(object) => text_in(object.get("name")?),
        Value::Array(values) => text_in(values.first()?),
        _ => None,
    }
}

fn source(facts: &Facts, marks: &marks::Marks<'_>) -> Option<(String, String)> {
    let given = |text: Option<String>, origin: &str| Some((text?, origin.to_owned()));
    let owned = |text: Option<&str>| text.map(str::to_owned);
    given(marks.meta("source"), "attribute")
        .or_else(|| given(owned(facts.json("publisher")), "JSON-LD publisher"))
        .or_else(|| given(owned(facts.meta("og:site_name")), "og:site_name"))
}

fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
