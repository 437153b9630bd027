//! Markdown with front matter in YAML or TOML, as static site generators have it.

use super::{CATEGORY, date};
use crate::html::fragment_text;
use crate::{Article, Found, encoding};
use khongdau_core::document::{Document, Section};
use khongdau_core::text::fold;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Why a file is no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotIndexed {
    /// It is no text.
    #[error(transparent)]
    NotText(#[from] encoding::NotText),
    /// It says so.
    #[error("is a draft (draft: true)")]
    Draft,
    /// There is nothing to index.
    #[error("has neither a title nor text")]
    Empty,
}

/// Reads a file.
pub fn read(bytes: &[u8], stated: Option<&str>) -> Result<Article, NotIndexed> {
    let decoded = encoding::decode(bytes, stated)?;
    let (front, text) = front_matter(&decoded.text);
    let value = |names: &[&str]| {
        let of = |name: &&str| front.iter().find(|(key, _)| key == name);
        names.iter().find_map(of).map(|(_, values)| values)
    };
    let first = |names: &[&str]| value(names).and_then(|values| values.first()).cloned();
    if first(&["draft"]).is_some_and(|draft| draft == "true") {
        return Err(NotIndexed::Draft);
    }
    let (body, sections, heading) = body(text);
    let mut document = Document {
        title: first(&["title"]).or(heading).unwrap_or_default(),
        date: first(&["date", "pubdate", "published"])
            .as_deref()
            .and_then(date),
        source: first(&["source", "author"]),
        url: first(&["url", "permalink"]).unwrap_or_default(),
        body,
        sections,
        ..Document::default()
    };
    for category in value(&["categories", "category"]).into_iter().flatten() {
        document
            .filters
            .push((CATEGORY.to_owned(), category.clone()));
    }
    if document.title.is_empty() {
        document.title = crate::first_words(&document.body);
    }
    if document.title.is_empty() {
        return Err(NotIndexed::Empty);
    }
    let origin = if front.is_empty() {
        "the first heading"
    } else {
        "front matter"
    };
    Ok(Article {
        document,
        lang: first(&["lang", "language"]),
        found: Found {
            title: origin.to_owned(),
            date: "front matter".to_owned(),
            body: "Markdown".to_owned(),
            encoding: format!("{} ({})", decoded.name, decoded.how),
            ..Found::default()
        },
    })
}

type Front = Vec<(String, Vec<String>)>;

/// Keys and values between two lines `---` or `+++`, and the rest. What is nested deeper says
/// nothing that is indexed.
fn front_matter(text: &str) -> (Front, &str) {
    let fence = match text.get(..4) {
        Some("---\n" | "---\r") => "---",
        Some("+++\n" | "+++\r") => "+++",
        _ => return (Front::new(), text),
    };
    let mut front = Front::new();
    let mut at = text.find('\n').map_or(text.len(), |end| end + 1);
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        let line = text[at..end].trim_end();
        at = end;
        if line == fence {
            return (front, &text[at..]);
        }
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            if let Some((_, values)) = front.last_mut() {
                values.push(unquoted(item));
            }
            continue;
        }
        let Some((key, value)) = line
            .split_once([':', '='])
            .filter(|_| !line.starts_with(' '))
        else {
            continue;
        };
        let value = value.trim();
        let values = match value
            .strip_prefix('[')
            .and_then(|list| list.strip_suffix(']'))
        {
            Some(list) => list.split(',').map(unquoted).collect(),
            None => vec![unquoted(value)],
        };
        let values = values
            .into_iter()
            .filter(|value: &String| !value.is_empty())
            .collect();
        front.push((key.trim().to_ascii_lowercase(), values));
    }
    // A rule and no front matter.
    (Front::new(), text)
}

fn unquoted(text: &str) -> String {
    let text = text.trim();
    let quoted = |quote: char| {
        text.strip_prefix(quote)
            .and_then(|text| text.strip_suffix(quote))
    };
    quoted('"')
        .or_else(|| quoted('\''))
        .unwrap_or(text)
        .to_owned()
}

/// Paragraphs, the sections among them, and the first heading, which is the title where it comes
/// first.
fn body(text: &str) -> (String, Vec<Section>, Option<String>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_FOOTNOTES;
    let (mut lines, mut line) = (Vec::<String>::new(), String::new());
    let (mut sections, mut title, mut anchor, mut in_picture) = (Vec::new(), None, None, false);
    let flush = |line: &mut String, lines: &mut Vec<String>| {
        for text in std::mem::take(line)
            .lines()
            .map(str::trim)
            .filter(|text| !text.is_empty())
        {
            lines.push(text.to_owned());
        }
    };
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                flush(&mut line, &mut lines);
                anchor = Some(id.map(|id| id.to_string()));
            }
            Event::End(TagEnd::Heading(_)) => {
                let text = line.trim().to_owned();
                let id = anchor.take().flatten().unwrap_or_else(|| slug(&text));
                if title.is_none() && lines.is_empty() {
                    title = Some(text);
                    line.clear();
                } else if !text.is_empty() {
                    sections.push(Section {
                        paragraph: lines.len() as u32,
                        anchor: id,
                    });
                    flush(&mut line, &mut lines);
                }
            }
            Event::Start(Tag::Image { .. }) => in_picture = true,
            Event::End(TagEnd::Image) => in_picture = false,
            Event::Text(text) | Event::Code(text) if !in_picture => line.push_str(&text),
            Event::Html(html) | Event::InlineHtml(html) => line.push_str(&fragment_text(&html)),
            Event::SoftBreak => line.push(' '),
            Event::HardBreak | Event::Rule => flush(&mut line, &mut lines),
            Event::End(TagEnd::TableCell) => line.push(' '),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableRow
                | TagEnd::TableHead,
            ) => flush(&mut line, &mut lines),
            _ => {}
        }
    }
    flush(&mut line, &mut lines);
    (lines.join("\n"), sections, title)
}

/// As GitHub makes it of a heading: small letters with their accents, blanks as hyphens.
fn slug(heading: &str) -> String {
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    let slug: String = kept
        .flat_map(char::to_lowercase)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect();
    match slug.is_empty() {
        true => fold(heading),
        false => slug,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_and_sections() {
        let text = "---\ntitle: \"Nghị quyết 29\"\ndate: 2022-12-13\ncategories: [Tin tức, Văn bản]\n---\nMở đầu **đậm**\ntiếp.\n\n## Điều 1. Phạm vi\n\n- một\n- hai\n\n## Điều 2 {#hai}\n\n![ảnh](a.png) Hết.\n";
        let document = read(text.as_bytes(), None).unwrap().document;
        assert_eq!(document.title, "Nghị quyết 29");
        assert_eq!(document.date.as_deref(), Some("2022-12-13"));
        assert_eq!(
            document.body,
            "Mở đầu đậm tiếp.\nĐiều 1. Phạm vi\nmột\nhai\nĐiều 2\nHết."
        );
        let sections: Vec<_> = document
            .sections
            .iter()
            .map(|s| (s.paragraph, &s.anchor[..]))
            .collect();
        assert_eq!(sections, [(1, "điều-1-phạm-vi"), (4, "hai")]);
        assert_eq!(document.filters.len(), 2);
    }

    #[test]
    fn without_front_matter_the_heading_is_the_title() {
        let document = read("# Đất đai\n\nThân bài.\n".as_bytes(), None)
            .unwrap()
            .document;
        assert_eq!(
            (&document.title[..], &document.body[..]),
            ("Đất đai", "Thân bài.")
        );
        assert_eq!(
            read(b"---\ntitle: a\ndraft: true\n---\nb", None),
            Err(NotIndexed::Draft)
        );
        assert_eq!(read(b"", None), Err(NotIndexed::Empty));
    }
}
