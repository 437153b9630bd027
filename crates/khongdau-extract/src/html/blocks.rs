//! Paragraphs of the main text, without what stands around them and between them.

use super::marks::attribute;
use super::one_line;
use ego_tree::NodeId;
use ego_tree::iter::Edge;
use khongdau_core::document::Section;
use scraper::{ElementRef, Selector};

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    /// Characters of it that are links.
    links: usize,
    /// Whether it is a heading, and what a link to it ends with.
    heading: bool,
    anchor: Option<String>,
}

/// Elements whose content is no text of the page.
pub fn is_never_text(element: ElementRef<'_>) -> bool {
    const NEVER: &[&str] = &[
        "script", "style", "noscript", "template", "svg", "head", "title", "select", "option",
        "button", "textarea", "iframe", "object", "canvas", "audio", "video", "math", "datalist",
        "dialog",
    ];
    let hidden = || {
        let style = element
            .attr("style")
            .unwrap_or_default()
            .to_ascii_lowercase()
            .replace(' ', "");
        element.attr("hidden").is_some()
            || element.attr("aria-hidden") == Some("true")
            || style.contains("display:none")
    };
    NEVER.contains(&element.value().name()) || hidden()
}

/// Elements that stand around an article: by what they are, never by a name that a site gave them.
pub fn is_surrounding(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name(),
        "nav" | "footer" | "aside" | "menu" | "figcaption"
    ) || matches!(
        element.attr("role"),
        Some("navigation" | "contentinfo" | "complementary" | "search" | "menu" | "banner")
    )
}

/// Names of what stands between the paragraphs of an article. Whatever has one and most of the
/// text has another meaning by it.
const BETWEEN: &[&str] = &[
    "related",
    "relate-",
    "lien-quan",
    "lienquan",
    "tin-khac",
    "tinkhac",
    "tin-cung",
    "breadcrumb",
    "share",
    "social",
    "sharing",
    "comment",
    "binh-luan",
    "binhluan",
    "sidebar",
    "pagination",
    "paging",
    "navbar",
    "menu",
    "footer",
    "caption",
    "advert",
    "quang-cao",
    "quangcao",
    "banner",
    "toolbar",
    "rating",
    "tag-list",
    "tags",
    "newsletter",
    "modal",
    "popup",
    "cookie",
    "printer",
    "back-to-top",
    "skip-link",
];

fn is_between(element: ElementRef<'_>) -> bool {
    let names = [element.attr("class"), element.attr("id")];
    let is_name = |names: &str| {
        let names = names.to_ascii_lowercase();
        BETWEEN.iter().any(|name| names.contains(name))
    };
    names.into_iter().flatten().any(is_name)
}

/// Elements that are part of a line.
pub fn is_inline(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name(),
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "o:p"
            | "st1:place"
    )
}

/// The lines of these elements.
pub fn read(roots: &[ElementRef<'_>], exclude: &[Selector], title: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    for root in roots {
        let all: usize = root.text().map(|text| text.trim().len()).sum();
        let mut reader = LineReader::new(*root, exclude, all);
        for edge in root.traverse() {
            reader.step(edge);
        }
        reader.flush();
        lines.append(&mut reader.lines);
    }
    without_opening(&mut lines, title);
    without_end(&mut lines);
    lines
}

struct LineReader<'a> {
    root: NodeId,
    exclude: &'a [Selector],
    /// Bytes of text in the root.
    all: usize,
    lines: Vec<Line>,
    line: Line,
    /// Whether a blank is due before the next text.
    blank: bool,
    /// The element that is passed over.
    skipped: Option<NodeId>,
    link: Option<NodeId>,
    /// An anchor that the next heading has.
    anchor: Option<String>,
}

impl<'a> LineReader<'a> {
    fn new(root: ElementRef<'_>, exclude: &'a [Selector], all: usize) -> Self {
        Self {
            root: root.id(),
            exclude,
            all,
            lines: Vec::new(),
            line: Line::default(),
            blank: false,
            skipped: None,
            link: None,
            anchor: None,
        }
    }

    fn step(&mut self, edge: Edge<'_, scraper::Node>) {
        match edge {
            Edge::Open(node) if self.skipped.is_none() => {
                if let Some(text) = node.value().as_text() {
                    self.text(text);
                } else if let Some(element) = ElementRef::wrap(node) {
                    self.open(element);
                }
            }
            Edge::Close(node) => {
                if self.skipped == Some(node.id()) {
                    self.skipped = None;
                } else if self.skipped.is_none()
                    && let Some(element) = ElementRef::wrap(node)
                {
                    self.close(element);
                }
            }
            Edge::Open(_) => {}
        }
    }

    fn open(&mut self, element: ElementRef<'_>) {
        if element.id() != self.root && self.is_skipped(element) {
            self.flush_block(element);
            self.skipped = Some(element.id());
            return;
        }
        match element.value().name() {
            "br" => self.flush(),
            "td" | "th" => self.blank = true,
            "a" => {
                self.link = self.link.or(Some(element.id()));
                let name = element.attr("id").or(element.attr("name"));
                if let Some(name) = name.filter(|_| element.attr("href").is_none()) {
                    self.anchor = Some(name.to_owned());
                }
            }
            name if is_heading(name) => {
                self.flush();
                self.line.heading = true;
                self.line.anchor = element.attr("id").map(str::to_owned).or(self.anchor.take());
            }
            _ => self.flush_block(element),
        }
        if self.line.heading && self.line.anchor.is_none() && !is_heading(element.value().name()) {
            self.line.anchor = element.attr("id").map(str::to_owned).or(self.anchor.take());
        }
    }

    fn close(&mut self, element: ElementRef<'_>) {
        match element.value().name() {
            "a" if self.link == Some(element.id()) => self.link = None,
            "td" | "th" => self.blank = true,
            _ => self.flush_block(element),
        }
    }

    fn is_skipped(&self, element: ElementRef<'_>) -> bool {
        let ignored = || attribute(element, "ignore").is_some();
        let excluded = || {
            self.exclude
                .iter()
                .any(|selector| selector.matches(&element))
        };
        let between = || {
            let bytes = || element.text().map(|text| text.trim().len()).sum::<usize>();
            is_between(element) && bytes() * 2 < self.all
        };
        is_never_text(element) || is_surrounding(element) || ignored() || excluded() || between()
    }

    /// White space is one blank, as browsers show it.
    fn text(&mut self, text: &str) {
        for (at, word) in text
            .split([' ', '\n', '\t', '\r', '\u{c}', '\u{a0}'])
            .enumerate()
        {
            self.blank |= at > 0;
            if word.is_empty() {
                continue;
            }
            if self.blank && !self.line.text.is_empty() {
                self.line.text.push(' ');
            }
            self.blank = false;
            self.line.text.push_str(word);
            if self.link.is_some() {
                self.line.links += word.chars().count();
            }
        }
    }

    fn flush_block(&mut self, element: ElementRef<'_>) {
        if !is_inline(element) && !matches!(element.value().name(), "td" | "th") {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.blank = false;
        let line = std::mem::take(&mut self.line);
        if line.text.chars().any(char::is_alphanumeric) {
            self.lines.push(line);
        } else if line.heading {
            // Its text comes behind a line break.
            self.line.heading = true;
            self.line.anchor = line.anchor;
        }
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

/// Lines before the headline and its repetition, where it stands at the beginning.
fn without_opening(lines: &mut Vec<Line>, title: &str) {
    let title = letters(title);
    let is_title = |line: &Line| !title.is_empty() && letters(&line.text) == title;
    if let Some(at) = lines.iter().take(15).rposition(is_title) {
        lines.drain(..=at);
        let is_date = |line: &Line| {
            line.text.chars().count() < 60 && super::date::in_text(&line.text).is_some()
        };
        if lines.first().is_some_and(is_date) {
            lines.remove(0);
        }
    }
}

/// What begins the list of other articles, in letters alone.
const OTHERS: &[&str] = &[
    "tinliênquan",
    "bàiviếtliênquan",
    "bàiliênquan",
    "tinkhác",
    "cáctinkhác",
    "tintứckhác",
    "bàiviếtkhác",
    "tincùngchuyênmục",
    "cùngchuyênmục",
    "bàicùngchuyênmục",
    "cáctincùngchuyênmục",
    "xemthêm",
    "đọcthêm",
    "cóthểbạnquantâm",
    "tinmới",
    "tinmớinhất",
    "tinmớihơn",
    "tincũhơn",
    "tinđãđưa",
    "cácbàiviếtkhác",
    "cácbàiliênquan",
    "bìnhluận",
    "ýkiếnbạnđọc",
    "tinđọcnhiều",
    "đọcnhiềunhất",
    "relatedposts",
    "relatedarticles",
    "chủđề",
    "tags",
    "tag",
    "chiasẻ",
    "share",
    "chiasẻbàiviết",
];

/// Cuts where other articles begin: a line that says so, with little prose behind it.
fn without_end(lines: &mut Vec<Line>) {
    let says_so = |line: &Line| OTHERS.contains(&&letters(&line.text)[..]);
    for at in 0..lines.len() {
        if !says_so(&lines[at]) {
            continue;
        }
        let behind = &lines[at + 1..];
        let (all, links) = behind.iter().fold((0, 0), |(all, links), line| {
            (all + line.text.chars().count(), links + line.links)
        });
        let before: usize = lines[..at]
            .iter()
            .map(|line| line.text.chars().count())
            .sum();
        if links * 2 >= all || all * 3 < before {
            lines.truncate(at);
            return;
        }
    }
    // A list of links at the end, unless links are all there is.
    let is_link = |line: &Line| line.links * 10 >= line.text.chars().count() * 8;
    let prose = lines.iter().rposition(|line| !is_link(line));
    if let Some(last) = prose
        && lines.len() - last > 3
    {
        lines.truncate(last + 1);
    }
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The body, and which of its paragraphs begin sections.
pub fn join(lines: Vec<Line>, title: &str) -> (String, Vec<Section>) {
    let title = one_line(title);
    let (mut body, mut sections) = (String::new(), Vec::new());
    let lines = lines.into_iter().filter(|line| line.text != title);
    for (paragraph, line) in lines.enumerate() {
        if paragraph > 0 {
            body.push('\n');
        }
        body.push_str(&line.text);
        let anchor = line
            .anchor
            .filter(|anchor| line.heading && !anchor.is_empty());
        sections.extend(anchor.map(|anchor| Section {
            paragraph: paragraph as u32,
            anchor,
        }));
    }
    (body, sections)
}
