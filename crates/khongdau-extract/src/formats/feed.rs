//! RSS 2.0, RSS 1.0 (RDF), Atom, and the export of WordPress (WXR), which is RSS with more in it.

use super::{BadFile, CATEGORY, date};
use crate::html::fragment_text;
use crate::{Article, Found, encoding};
use khongdau_core::document::Document;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// One item while it is read: local names and texts.
#[derive(Debug, Default)]
struct Item {
    line: u64,
    texts: Vec<(String, String)>,
    categories: Vec<String>,
}

impl Item {
    fn text(&self, names: &[&str]) -> Option<&str> {
        let of = |name: &&str| {
            let found = self
                .texts
                .iter()
                .find(|(other, text)| other == name && !text.trim().is_empty());
            found.map(|(_, text)| text.trim())
        };
        names.iter().find_map(of)
    }
}

/// The articles of a feed or an export, each with the line it begins on. Drafts, attachments and
/// menus of an export are no articles.
pub fn read(bytes: &[u8], stated: Option<&str>) -> Result<Vec<(u64, Article)>, BadFile> {
    let decoded = encoding::decode(bytes, stated).map_err(|error| bad(0, error))?;
    let text = &decoded.text;
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut articles = Vec::new();
    let (mut item, mut name, mut value) = (None::<Item>, String::new(), String::new());
    let (mut site, mut lines) = (String::new(), Lines::default());
    loop {
        let event = reader.read_event();
        let line = lines.at(text, reader.buffer_position() as usize);
        match event.map_err(|error| bad(line, error))? {
            Event::Eof => break,
            Event::Start(start) => {
                name = full_name(&start);
                value.clear();
                if matches!(local(&name), "item" | "entry") && item.is_none() {
                    item = Some(Item {
                        line,
                        ..Item::default()
                    });
                }
                if let Some(item) = &mut item {
                    add_attributes(item, &name, &start);
                }
            }
            Event::Empty(start) => {
                if let Some(item) = &mut item {
                    add_attributes(item, &full_name(&start), &start);
                }
            }
            Event::Text(part) => value.push_str(&part.decode().unwrap_or_default()),
            Event::CData(part) => value.push_str(&part.decode().unwrap_or_default()),
            Event::GeneralRef(reference) => {
                let entity = format!("&{};", reference.decode().unwrap_or_default());
                value.push_str(&quick_xml::escape::unescape(&entity).unwrap_or_default());
            }
            Event::End(end) => {
                let ended = String::from_utf8_lossy(end.name().as_ref()).into_owned();
                match (local(&ended), &mut item) {
                    ("item" | "entry", Some(_)) => {
                        let done = item.take().unwrap_or_default();
                        articles.extend(article(done, &site, &decoded));
                    }
                    ("category", Some(item)) if ended == name => {
                        item.categories.push(value.trim().to_owned())
                    }
                    (_, Some(item)) if ended == name => {
                        item.texts.push((ended, std::mem::take(&mut value)))
                    }
                    ("title", None) if site.is_empty() => site = value.trim().to_owned(),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    Ok(articles)
}

fn bad(line: u64, error: impl std::fmt::Display) -> BadFile {
    BadFile {
        line,
        what: format!("is no feed or export that can be read: {error}"),
    }
}

fn full_name(start: &BytesStart<'_>) -> String {
    String::from_utf8_lossy(start.name().as_ref()).into_owned()
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Atom writes addresses and categories as attributes.
fn add_attributes(item: &mut Item, name: &str, start: &BytesStart<'_>) {
    let attribute = |wanted: &str| {
        let found = start.try_get_attribute(wanted).ok().flatten()?;
        found.unescape_value().ok().map(|value| value.into_owned())
    };
    match local(name) {
        "link" => {
            let is_article = attribute("rel").is_none_or(|rel| rel == "alternate");
            if let Some(href) = attribute("href").filter(|_| is_article) {
                item.texts.push(("link".to_owned(), href));
            }
        }
        "category" => item.categories.extend(attribute("term")),
        _ => {}
    }
}

/// Counts lines as the reader goes on.
#[derive(Default)]
struct Lines {
    at: usize,
    line: u64,
}

impl Lines {
    fn at(&mut self, text: &str, position: usize) -> u64 {
        let position = position.min(text.len());
        let more = text.as_bytes()[self.at.min(position)..position].iter();
        self.line += more.filter(|byte| **byte == b'\n').count() as u64;
        self.at = position;
        self.line + 1
    }
}

fn article(item: Item, site: &str, decoded: &encoding::Decoded) -> Option<(u64, Article)> {
    let is_other = |name: &str, wanted: &[&str]| {
        item.text(&[name])
            .is_some_and(|text| !wanted.contains(&text))
    };
    if is_other("wp:status", &["publish", "inherit"]) || is_other("wp:post_type", &["post", "page"])
    {
        return None;
    }
    let html = item
        .text(&["content:encoded", "content", "description", "summary"])
        .unwrap_or_default();
    let url = item.text(&["link", "guid", "id"]).unwrap_or_default();
    let mut document = Document {
        id: item
            .text(&["wp:post_id", "guid", "id"])
            .unwrap_or(url)
            .to_owned(),
        url: url.to_owned(),
        title: fragment_text(item.text(&["title"]).unwrap_or_default()).replace('\n', " "),
        date: item
            .text(&["wp:post_date", "pubDate", "published", "dc:date", "updated"])
            .and_then(date),
        source: Some(site.to_owned()).filter(|site| !site.is_empty()),
        body: fragment_text(&without_shortcodes(html)),
        ..Document::default()
    };
    for category in item
        .categories
        .iter()
        .filter(|category| !category.is_empty())
    {
        let filter = (CATEGORY.to_owned(), category.clone());
        if !document.filters.contains(&filter) {
            document.filters.push(filter);
        }
    }
    if document.title.is_empty() {
        document.title = crate::first_words(&document.body);
    }
    let found = Found {
        title: "<title>".to_owned(),
        date: "<pubDate>".to_owned(),
        source: "the feed's title".to_owned(),
        body: "<content>".to_owned(),
        encoding: format!("{} ({})", decoded.name, decoded.how),
    };
    (!document.title.is_empty()).then_some((
        item.line,
        Article {
            document,
            lang: None,
            found,
        },
    ))
}

/// WordPress keeps `[caption …]…[/caption]` in its texts, and paragraphs as blank lines.
fn without_shortcodes(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('[') {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let end = behind.find(']').filter(|end| *end < 300);
        let name = behind[1..].trim_start_matches('/');
        let is_shortcode = name.starts_with(|c: char| c.is_ascii_lowercase())
            && [
                "caption",
                "gallery",
                "embed",
                "audio",
                "video",
                "playlist",
                "vc_",
                "et_",
                "su_",
                "contact-form",
            ]
            .iter()
            .any(|known| name.starts_with(known));
        match end.filter(|_| is_shortcode) {
            Some(end) => rest = &behind[end + 1..],
            None => {
                out.push('[');
                rest = &behind[1..];
            }
        }
    }
    out.push_str(rest);
    match out.contains("<p") {
        true => out,
        false => out.replace("\r\n", "\n").replace("\n\n", "<p>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rss_and_the_export_of_wordpress() {
        let feed = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Cổng thông tin</title>
<item><title>Hội nghị &amp; triển khai</title><link>https://a.vn/1</link><pubDate>Tue, 13 Dec 2022 10:05:00 +0700</pubDate>
<category><![CDATA[Tin tức]]></category><description>tóm tắt</description>
<content:encoded><![CDATA[<p>Đoạn <b>một</b></p>[caption id="a"]Ảnh[/caption]<p>Đoạn hai</p>]]></content:encoded>
<wp:post_id>7</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>Nháp</title><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>Ảnh</title><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type></item>
</channel></rss>"#;
        let articles = read(feed.as_bytes(), None).unwrap();
        assert_eq!(articles.len(), 1);
        let (line, article) = &articles[0];
        let document = &article.document;
        assert_eq!(
            (*line, &document.id[..], &document.url[..]),
            (3, "7", "https://a.vn/1")
        );
        assert_eq!(document.title, "Hội nghị & triển khai");
        assert_eq!(document.date.as_deref(), Some("2022-12-13"));
        assert_eq!(document.source.as_deref(), Some("Cổng thông tin"));
        assert_eq!(document.body, "Đoạn một\nẢnh\nĐoạn hai");
        assert_eq!(
            document.filters,
            [("chuyên mục".to_owned(), "Tin tức".to_owned())]
        );
    }

    #[test]
    fn atom_and_broken_files() {
        let atom = r#"<feed><title>Báo</title><entry><id>x</id><title>Một</title><link rel="alternate" href="/mot"/><published>2022-12-13T03:00:00Z</published><content type="html">&lt;p&gt;Thân bài&lt;/p&gt;</content></entry></feed>"#;
        let articles = read(atom.as_bytes(), None).unwrap();
        let document = &articles[0].1.document;
        assert_eq!(
            (&document.url[..], &document.body[..]),
            ("/mot", "Thân bài")
        );
        assert!(read(b"<rss><channel>\n<item><title>a</", None).is_err());
    }
}
