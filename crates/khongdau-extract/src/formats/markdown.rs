//! Markdown with front matter in YAML or TOML, as static site generators have it.

use super::front_matter::{self, FrontMatter};
use super::{CATEGORY, TAG, date, told};
use crate::html::fragment_text;
use crate::{Article, Found, encoding};
use khongdau_core::document::{Document, Section};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::HashMap;

/// Why a file is no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotIndexed {
    /// It is no text.
    #[error(transparent)]
    NotText(#[from] encoding::NotText),
    /// Its front matter cannot be read.
    #[error("{0}")]
    FrontMatter(String),
    /// It says so.
    #[error("is a draft (draft: true)")]
    Draft,
    /// There is nothing to index.
    #[error("has neither a title nor text")]
    Empty,
}

/// Reads a file named `name`; Jekyll has the date in names: `2022-12-13-bai-viet.md`.
///
/// Front matter: `title`, `date`, `source` or `author`, `url` or `permalink`, `categories`, `tags`,
/// `lang`, `draft`; `description` is the text of what has none. Without a title the heading at the
/// beginning is it. `stated` is the encoding that somebody says.
pub fn read(bytes: &[u8], name: &str, stated: Option<&str>) -> Result<Article, NotIndexed> {
    let decoded = encoding::decode(bytes, stated)?;
    let (front, text) = front_matter::split(&decoded.text).map_err(NotIndexed::FrontMatter)?;
    let is = |key: &str, value: &str| front.first(&[key]).is_some_and(|found| found == value);
    if is("draft", "true") || is("published", "false") {
        return Err(NotIndexed::Draft);
    }
    let Body {
        mut text,
        sections,
        heading,
    } = Body::of(text);
    if text.is_empty() {
        text = crate::lines(front.first(&["description", "summary"]).unwrap_or_default());
    }
    let (title, title_origin) = title(&front, heading, &text).ok_or(NotIndexed::Empty)?;
    let (date, date_origin) = date_of(&front, name);
    let source = front.first(&["source", "author"]).map(str::to_owned);
    Ok(Article {
        found: Found {
            title: title_origin.to_owned(),
            date: date_origin.to_owned(),
            source: source.iter().map(|_| "front matter").collect(),
            body: "Markdown".to_owned(),
            encoding: told(&decoded),
        },
        lang: front.first(&["lang", "language"]).map(str::to_owned),
        document: Document {
            title,
            date,
            source,
            url: front
                .first(&["url", "permalink"])
                .unwrap_or_default()
                .to_owned(),
            body: text,
            sections,
            filters: filters(&front),
            ..Document::default()
        },
    })
}

/// The last part of the address that a file states for itself, where it states no whole address.
pub fn slug_of(bytes: &[u8], stated: Option<&str>) -> Option<String> {
    let decoded = encoding::decode(bytes, stated).ok()?;
    let (front, _) = front_matter::split(&decoded.text).ok()?;
    front.first(&["slug"]).map(str::to_owned)
}

fn title(
    front: &FrontMatter,
    heading: Option<String>,
    text: &str,
) -> Option<(String, &'static str)> {
    let stated = front.first(&["title"]).map(one_line);
    let found = stated.map(|title| (title, "front matter"));
    let found = found
        .or(heading.map(|heading| (one_line(&heading), "the first heading")))
        .unwrap_or_else(|| (crate::first_words(text), "the first words"));
    Some(found).filter(|(title, _)| !title.is_empty())
}

fn date_of(front: &FrontMatter, name: &str) -> (Option<String>, &'static str) {
    let stated = front.first(&["date", "pubdate", "published", "publishdate"]);
    if let Some(date) = stated.and_then(date::anywhere) {
        return (Some(date), "front matter");
    }
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.get(..10).and_then(date::exact) {
        Some(date) => (Some(date), "the name of the file"),
        None => (None, ""),
    }
}

fn filters(front: &FrontMatter) -> Vec<(String, String)> {
    let all = |name: &str, keys: &[&str]| -> Vec<(String, String)> {
        let values = front.values(keys).iter();
        values
            .map(|value| (name.to_owned(), one_line(value)))
            .collect()
    };
    let mut filters = all(CATEGORY, &["categories", "category"]);
    filters.extend(all(TAG, &["tags", "tag"]));
    filters
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a file without its front matter.
#[derive(Default)]
struct Body {
    /// Paragraphs, one a line, without the heading.
    text: String,
    sections: Vec<Section>,
    /// The heading that stands before everything else: it is the title, not a section.
    heading: Option<String>,
}

impl Body {
    fn of(text: &str) -> Body {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS;
        let mut writer = Writer::default();
        for event in Parser::new_ext(text, options) {
            writer.take(event);
        }
        writer.end_line();
        Body {
            text: writer.lines.join("\n"),
            ..writer.body
        }
    }
}

/// Makes paragraphs of what the parser says.
#[derive(Default)]
struct Writer {
    body: Body,
    lines: Vec<String>,
    line: String,
    /// HTML, a block of which comes line by line.
    html: String,
    /// `{#id}` of the heading that is being read.
    anchor: Option<String>,
    /// How often GitHub has made an anchor of the same words.
    anchors: HashMap<String, u32>,
    in_picture: bool,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                self.end_line();
                self.anchor = id.map(|id| id.to_string());
            }
            Event::End(TagEnd::Heading(_)) => self.heading(),
            // What a picture shows is said beside it; its alternative text repeats that.
            Event::Start(Tag::Image { .. }) => self.in_picture = true,
            Event::End(TagEnd::Image) => self.in_picture = false,
            Event::Text(text) | Event::Code(text) if !self.in_picture => self.line.push_str(&text),
            Event::Html(html) => self.html.push_str(&html),
            Event::End(TagEnd::HtmlBlock) => {
                let html = std::mem::take(&mut self.html);
                self.line.push_str(&fragment_text(&html));
                self.end_line();
            }
            Event::InlineHtml(html) if html.starts_with("<br") => self.end_line(),
            Event::SoftBreak | Event::End(TagEnd::TableCell) => self.line.push(' '),
            Event::HardBreak
            | Event::Rule
            // An item ends a line, and so does what stands before the items below it.
            | Event::Start(Tag::List(_))
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableRow
                | TagEnd::TableHead,
            ) => self.end_line(),
            _ => {}
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let lines = line.lines().map(str::trim).filter(|line| !line.is_empty());
        self.lines.extend(lines.map(str::to_owned));
    }

    fn heading(&mut self) {
        let text = one_line(&self.line);
        let anchor = self.anchor.take();
        if text.is_empty() {
            return;
        }
        let anchor = anchor.unwrap_or_else(|| self.anchor_of(&text));
        if self.body.heading.is_none() && self.lines.is_empty() {
            self.body.heading = Some(text);
            self.line.clear();
            return;
        }
        self.body.sections.push(Section {
            paragraph: self.lines.len() as u32,
            anchor,
        });
        self.end_line();
    }

    /// As GitHub makes it: small letters with their accents, blanks as hyphens, no other signs; the
    /// second of the same words has `-1` behind it.
    fn anchor_of(&mut self, heading: &str) -> String {
        let kept = heading
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let mut slug: String = kept
            .flat_map(char::to_lowercase)
            .map(|c| if c == ' ' { '-' } else { c })
            .collect();
        let before = self.anchors.entry(slug.clone()).or_default();
        if *before > 0 {
            slug.push_str(&format!("-{before}"));
        }
        *before += 1;
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        read(text.as_bytes(), "a.md", None).unwrap().document
    }

    fn sections(document: &Document) -> Vec<(u32, &str)> {
        let sections = document.sections.iter();
        sections
            .map(|section| (section.paragraph, &section.anchor[..]))
            .collect()
    }

    #[test]
    fn front_matter_and_sections() {
        let document = document(
            "---\ntitle: \"Nghị quyết 29\"\ndate: 2022-12-13\ncategories: [Tin tức, Văn bản]\ntags:\n- đất đai\n---\nMở đầu **đậm**\ntiếp.\n\n## Điều 1. Phạm vi\n\n- một\n- hai\n\n## Điều 2 {#hai}\n\n![ảnh](a.png) Hết.\n\n## Điều 1. Phạm vi\n",
        );
        assert_eq!(document.title, "Nghị quyết 29");
        assert_eq!(document.date.as_deref(), Some("2022-12-13"));
        assert_eq!(
            document.body,
            "Mở đầu đậm tiếp.\nĐiều 1. Phạm vi\nmột\nhai\nĐiều 2\nHết.\nĐiều 1. Phạm vi"
        );
        assert_eq!(
            sections(&document),
            [(1, "điều-1-phạm-vi"), (4, "hai"), (6, "điều-1-phạm-vi-1")]
        );
        let filters = [
            ("chuyên mục", "Tin tức"),
            ("chuyên mục", "Văn bản"),
            ("thẻ", "đất đai"),
        ];
        assert_eq!(
            document.filters,
            filters.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }

    #[test]
    fn without_front_matter_the_heading_is_the_title() {
        let document = document("# Đất đai\n\nThân bài.\n");
        assert_eq!(
            (&document.title[..], &document.body[..]),
            ("Đất đai", "Thân bài.")
        );
        let read = |text: &str| read(text.as_bytes(), "a.md", None);
        assert_eq!(
            read("---\ntitle: a\ndraft: true\n---\nb"),
            Err(NotIndexed::Draft)
        );
        assert_eq!(read(""), Err(NotIndexed::Empty));
        assert!(matches!(
            read("+++\nx\n+++\nb"),
            Err(NotIndexed::FrontMatter(_))
        ));
    }

    #[test]
    fn everything_that_is_text_is_kept() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(
                document(&format!("mở\n\n{text}")).body,
                format!("mở\n{expected}")
            );
        }
        check("```rust\nfn một() {}\n\nhai\n```", "fn một() {}\nhai");
        check("    thụt vào\n    hai", "thụt vào\nhai");
        check("một `mã` hai", "một mã hai");
        check("| a | b |\n|---|---|\n| c | d |", "a b\nc d");
        check("<div>\n<p>một</p>\n\n<b>hai</b>\n</div>", "một\nhai");
        check("một<br>hai", "một\nhai");
        assert_eq!(document("mở\n\n<script>x</script>\n").body, "mở");
        check("- một\n  - hai\n- ba", "một\nhai\nba");
        check("- [ ] việc", "việc");
        check("[chữ](https://a.vn) và ~~bỏ~~", "chữ và bỏ");
    }

    #[test]
    fn names_have_dates() {
        let article = read(b"thu", "bai/2022-12-13-thu.md", None).unwrap();
        assert_eq!(article.document.date.as_deref(), Some("2022-12-13"));
        assert_eq!(article.found.date, "the name of the file");
        assert_eq!(read(b"thu", "bai/thu.md", None).unwrap().found.date, "");
        assert_eq!(
            slug_of(b"---\nslug: ten\n---\n", None).as_deref(),
            Some("ten")
        );
    }
}
