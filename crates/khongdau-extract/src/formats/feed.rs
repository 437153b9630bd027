//! RSS 2.0, RSS 1.0 (RDF), Atom, and the export of WordPress (WXR), which is RSS with more in it.

use super::json::Lines;
use super::{BadFile, CATEGORY, Raw, TAG, date, wordpress};
use crate::html::fragment_text;
use crate::{Article, Found};
use khongdau_core::document::Document;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::io::Cursor;
use std::sync::Arc;

/// What the feed says of all its items.
#[derive(Debug, Clone, Default, Hash)]
struct Site {
    title: String,
    language: String,
    /// Of the file, in words.
    encoding: String,
}

/// One item as it stands in the file: names of elements with their prefixes, and their texts.
#[derive(Debug, Hash)]
pub struct Item {
    texts: Vec<(String, String)>,
    /// Name of the filter and value.
    categories: Vec<(&'static str, String)>,
    site: Arc<Site>,
}

/// Items of a feed, read one after the other. An error ends them.
pub struct Items {
    reader: Reader<Cursor<String>>,
    lines: Lines,
    site: Arc<Site>,
    /// A feed has a root that says so.
    has_root: bool,
    is_done: bool,
}

impl std::fmt::Debug for Items {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Items")
            .field("site", &self.site)
            .finish_non_exhaustive()
    }
}

/// The items of a feed in `text`, which has been decoded: what its first line states does not count.
pub fn items(text: String, encoding: String) -> Items {
    let mut reader = Reader::from_reader(Cursor::new(text));
    // Feeds with HTML that nobody has escaped are read as far as it goes.
    reader.config_mut().check_end_names = false;
    Items {
        reader,
        lines: Lines::default(),
        site: Arc::new(Site {
            encoding,
            ..Site::default()
        }),
        has_root: false,
        is_done: false,
    }
}

impl Iterator for Items {
    type Item = Result<Raw, BadFile>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let item = self.item().transpose();
        self.is_done = !matches!(item, Some(Ok(_)));
        item
    }
}

/// An element that is being read.
#[derive(Default)]
struct Open {
    name: String,
    value: String,
    /// XHTML in Atom: elements in it are markup, and kept.
    is_markup: bool,
}

impl Items {
    fn event(&mut self) -> Result<Event<'static>, BadFile> {
        let mut buffer = Vec::new();
        match self.reader.read_event_into(&mut buffer) {
            Ok(event) => Ok(event.into_owned()),
            Err(error) => Err(self.bad(&error.to_string())),
        }
    }

    /// The line of what was read last.
    fn line(&mut self) -> u64 {
        let position = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        self.lines.at(self.reader.get_ref().get_ref(), position)
    }

    fn bad(&mut self, what: &str) -> BadFile {
        BadFile {
            line: self.line(),
            what: format!("is no feed or export that can be read: {what}"),
        }
    }

    /// Goes on to the next item.
    fn item(&mut self) -> Result<Option<Raw>, BadFile> {
        let mut open = Open::default();
        loop {
            match self.event()? {
                Event::Eof if !self.has_root => {
                    return Err(BadFile {
                        line: 0,
                        what: "is no feed and no export: it has no <rss>, <feed> or <rdf:RDF>"
                            .to_owned(),
                    });
                }
                Event::Eof => return Ok(None),
                Event::Start(start) => {
                    open = Open::of(&start);
                    match local(&open.name) {
                        "item" | "entry" => return self.inside().map(Some),
                        "rss" | "feed" | "RDF" => self.has_root = true,
                        _ => {}
                    }
                }
                Event::End(end) if end.name().as_ref() == open.name.as_bytes() => {
                    let value = open.value.trim();
                    let site = Arc::make_mut(&mut self.site);
                    let known = match &open.name[..] {
                        "title" => &mut site.title,
                        "language" | "dc:language" => &mut site.language,
                        _ => continue,
                    };
                    if known.is_empty() {
                        *known = value.to_owned();
                    }
                }
                event => open.take(&event),
            }
        }
    }

    /// Reads an item to its end.
    fn inside(&mut self) -> Result<Raw, BadFile> {
        let line = self.line();
        let begin = self.reader.buffer_position();
        let mut item = Item {
            texts: Vec::new(),
            categories: Vec::new(),
            site: self.site.clone(),
        };
        let mut open: Option<Open> = None;
        loop {
            let event = self.event()?;
            match (&event, &mut open) {
                (Event::Eof, _) => return Err(self.bad("it ends in the middle of an article")),
                (Event::End(end), _)
                    if matches!(local_of(end.name().as_ref()), b"item" | b"entry") =>
                {
                    let bytes = self.reader.buffer_position() - begin;
                    return Ok(Raw::item(line, bytes, item));
                }
                (Event::Start(start), None) => {
                    item.add_attributes(start);
                    open = Some(Open::of(start));
                }
                (Event::Empty(start), None) => item.add_attributes(start),
                (Event::End(end), Some(child)) if end.name().as_ref() == child.name.as_bytes() => {
                    item.add(open.take().unwrap_or_default());
                }
                (_, Some(child)) => child.take(&event),
                _ => {}
            }
        }
    }
}

impl Open {
    fn of(start: &BytesStart<'_>) -> Open {
        let name = full_name(start);
        let is_xhtml = attribute(start, "type").is_some_and(|kind| kind == "xhtml");
        Open {
            is_markup: is_xhtml && matches!(local(&name), "content" | "summary" | "title"),
            name,
            value: String::new(),
        }
    }

    /// Text, and of elements in the element, what markup and authors have.
    fn take(&mut self, event: &Event<'_>) {
        let push = |value: &mut String, text: &str, is_markup| match is_markup {
            true => value.push_str(&quick_xml::escape::escape(text)),
            false => value.push_str(text),
        };
        let local_name = |name: &[u8]| String::from_utf8_lossy(local_of(name)).into_owned();
        match event {
            Event::Text(part) => push(
                &mut self.value,
                &part.decode().unwrap_or_default(),
                self.is_markup,
            ),
            Event::CData(part) => push(
                &mut self.value,
                &part.decode().unwrap_or_default(),
                self.is_markup,
            ),
            Event::GeneralRef(reference) => {
                push(&mut self.value, &resolved(reference), self.is_markup)
            }
            Event::Start(start) if self.is_markup => self
                .value
                .push_str(&format!("<{}>", local_name(start.name().as_ref()))),
            Event::Empty(start) if self.is_markup => self
                .value
                .push_str(&format!("<{}/>", local_name(start.name().as_ref()))),
            Event::End(end) if self.is_markup => self
                .value
                .push_str(&format!("</{}>", local_name(end.name().as_ref()))),
            // `<author><name>…</name><email>…</email></author>`
            Event::End(_) => self.value.push(' '),
            _ => {}
        }
    }
}

/// `&amp;` and `&#8211;`; what only HTML knows (`&nbsp;`) stays as it is, for its text is read as HTML.
fn resolved(reference: &BytesRef<'_>) -> String {
    let entity = format!("&{};", reference.decode().unwrap_or_default());
    match quick_xml::escape::unescape(&entity) {
        Ok(text) => text.into_owned(),
        Err(_) => entity,
    }
}

fn full_name(start: &BytesStart<'_>) -> String {
    String::from_utf8_lossy(start.name().as_ref()).into_owned()
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn local_of(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

fn attribute(start: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let found = start.try_get_attribute(wanted).ok().flatten()?;
    found.unescape_value().ok().map(|value| value.into_owned())
}

impl Item {
    /// Atom writes addresses and categories as attributes; WordPress says what kind a category is.
    fn add_attributes(&mut self, start: &BytesStart<'_>) {
        let name = full_name(start);
        match local(&name) {
            "link" => {
                let is_article = attribute(start, "rel").is_none_or(|rel| rel == "alternate");
                if let Some(href) = attribute(start, "href").filter(|_| is_article) {
                    self.texts.push(("link".to_owned(), href));
                }
            }
            "category" => {
                let filter = match attribute(start, "domain").as_deref() {
                    Some("post_tag") => TAG,
                    Some("nav_menu" | "post_format" | "language" | "wp_theme") => "",
                    _ => CATEGORY,
                };
                // The text of the element follows.
                let term = attribute(start, "term").unwrap_or_default();
                self.categories.push((filter, term));
            }
            _ => {}
        }
    }

    fn add(&mut self, child: Open) {
        let value = child.value.trim();
        if local(&child.name) == "category" {
            if let Some((_, last)) = self.categories.last_mut().filter(|_| !value.is_empty()) {
                *last = fragment_text(value);
            }
        } else if !value.is_empty() {
            self.texts.push((child.name, value.to_owned()));
        }
    }

    /// The first of `names` that has a text.
    pub(crate) fn text(&self, names: &[&str]) -> Option<&str> {
        let of = |name: &&str| {
            let found = self.texts.iter().find(|(other, _)| other == name);
            found.map(|(_, text)| &text[..])
        };
        names.iter().find_map(of)
    }

    /// Its article, or why it is none.
    pub(crate) fn read(self) -> Result<Article, wordpress::NoArticle> {
        wordpress::is_article(&self)?;
        let html = self
            .text(&["content:encoded", "content", "description", "summary"])
            .unwrap_or_default();
        let is_wordpress = self.text(&["wp:post_type", "wp:status"]).is_some();
        let body = match is_wordpress {
            true => fragment_text(&wordpress::html(html)),
            false => fragment_text(html),
        };
        let url = self.text(&["link", "guid", "id"]).unwrap_or_default();
        let id = self.text(&["wp:post_id", "guid", "id"]).unwrap_or(url);
        let date = self.date();
        let (source, source_origin) = self.source();
        let mut document = Document {
            id: id.to_owned(),
            url: url.to_owned(),
            title: fragment_text(self.text(&["title"]).unwrap_or_default()).replace('\n', " "),
            date: date.clone().map(|(date, _)| date),
            source,
            body,
            filters: self.filters(),
            ..Document::default()
        };
        let mut title_origin = "<title>";
        if document.title.is_empty() {
            document.title = crate::first_words(&document.body);
            title_origin = "the first words";
        }
        if document.title.is_empty() {
            return Err(wordpress::NoArticle::Empty);
        }
        if document.id.is_empty() {
            document.id = document.title.clone();
        }
        let body_origin = ["content:encoded", "content", "description", "summary"]
            .into_iter()
            .find(|name| self.text(&[name]).is_some());
        Ok(Article {
            lang: Some(self.site.language.clone()).filter(|language| !language.is_empty()),
            found: Found {
                title: title_origin.to_owned(),
                date: date.map_or_else(String::new, |(_, name)| format!("<{name}>")),
                source: source_origin.to_owned(),
                body: body_origin.map_or_else(String::new, |name| format!("<{name}>")),
                encoding: self.site.encoding.clone(),
            },
            document,
        })
    }

    fn date(&self) -> Option<(String, &'static str)> {
        const NAMES: [&str; 6] = [
            "wp:post_date",
            "pubDate",
            "published",
            "dc:date",
            "issued",
            "updated",
        ];
        let of = |name: &'static str| Some((date::anywhere(self.text(&[name])?)?, name));
        NAMES.into_iter().find_map(of)
    }

    fn source(&self) -> (Option<String>, &'static str) {
        let text = |names: &[&str]| {
            self.text(names)
                .map(|text| fragment_text(text).replace('\n', " "))
        };
        let site = Some(fragment_text(&self.site.title).replace('\n', " "));
        let known = [
            (text(&["source"]), "<source>"),
            (site, "the feed's title"),
            (text(&["dc:creator", "author"]), "<author>"),
        ];
        let found = known
            .into_iter()
            .find(|(text, _)| text.as_ref().is_some_and(|text| !text.is_empty()));
        found.unwrap_or((None, ""))
    }

    fn filters(&self) -> Vec<(String, String)> {
        // What WordPress says of posts that nobody has filed.
        const NONE: [&str; 4] = ["", "Uncategorized", "Chưa được phân loại", "Chưa phân loại"];
        let mut filters = Vec::new();
        for (name, value) in &self.categories {
            let filter = ((*name).to_owned(), value.replace('\n', " "));
            if !name.is_empty() && !NONE.contains(&&value[..]) && !filters.contains(&filter) {
                filters.push(filter);
            }
        }
        filters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(feed: &str) -> Vec<(u64, Article)> {
        let items = items(feed.to_owned(), String::new());
        items
            .map(|raw| {
                let raw = raw.unwrap();
                (raw.line, raw.read().unwrap())
            })
            .collect()
    }

    #[test]
    fn rss() {
        let feed = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Cổng thông tin</title><language>vi-VN</language><image><title>x</title></image>
<item><title>Hội nghị &amp; triển khai</title><link>https://a.vn/1</link><guid>g1</guid><pubDate>Tue, 13 Dec 2022 10:05:00 +0700</pubDate>
<category><![CDATA[Tin tức]]></category><category>Tin tức</category><description>tóm tắt</description>
<content:encoded><![CDATA[<p>Đoạn <b>một</b></p><p>Đoạn&nbsp;hai</p>]]></content:encoded></item>
<item><title>Hai</title><description>&lt;p&gt;Một &amp;amp; hai&lt;/p&gt;&nbsp;ba</description></item>
</channel></rss>"#;
        let articles = read(feed);
        let (line, article) = &articles[0];
        let document = &article.document;
        assert_eq!(
            (*line, &document.id[..], &document.url[..]),
            (3, "g1", "https://a.vn/1")
        );
        assert_eq!(document.title, "Hội nghị & triển khai");
        assert_eq!(document.date.as_deref(), Some("2022-12-13"));
        assert_eq!(document.source.as_deref(), Some("Cổng thông tin"));
        assert_eq!(document.body, "Đoạn một\nĐoạn hai");
        assert_eq!(
            document.filters,
            [("chuyên mục".to_owned(), "Tin tức".to_owned())]
        );
        assert_eq!(article.lang.as_deref(), Some("vi-VN"));
        assert_eq!(article.found.body, "<content:encoded>");
        assert_eq!(
            (articles[1].0, &articles[1].1.document.body[..]),
            (6, "Một & hai\nba")
        );
    }

    #[test]
    fn atom_and_rdf() {
        let atom = r#"<feed><title>Báo</title><entry><id>x</id><title type="html">Một &amp;amp; hai</title>
<author><name>An</name></author><link rel="self" href="/x.xml"/><link rel="alternate" href="/mot"/>
<published>2022-12-13T03:00:00Z</published><category term="Tin"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Thân <b>bài</b></p><p>3 &lt; 4</p></div></content></entry></feed>"#;
        let articles = read(atom);
        let document = &articles[0].1.document;
        assert_eq!(
            (&document.url[..], &document.title[..]),
            ("/mot", "Một & hai")
        );
        assert_eq!(document.body, "Thân bài\n3 < 4");
        assert_eq!(
            document.filters,
            [("chuyên mục".to_owned(), "Tin".to_owned())]
        );
        let rdf = r#"<rdf:RDF><channel><title>Báo</title></channel><item rdf:about="/a"><title>Một</title><link>/a</link><dc:date>2022-12-13</dc:date></item></rdf:RDF>"#;
        let document = &read(rdf)[0].1.document;
        assert_eq!(
            (&document.id[..], document.date.as_deref()),
            ("/a", Some("2022-12-13"))
        );
    }

    #[test]
    fn broken_files_say_where() {
        #[track_caller]
        fn check(text: &str, line: u64, part: &str) {
            let found = items(text.to_owned(), String::new())
                .find_map(Result::err)
                .unwrap();
            assert!(
                found.line == line && found.what.contains(part),
                "{text:?}: {found:?}"
            );
        }
        check("<rss><channel>\n<item><title>a</", 2, "no feed");
        check(
            "<rss><channel>\n<item><title>a</title>\n",
            3,
            "in the middle",
        );
        check("<project></project>", 0, "no <rss>");
        check("", 0, "no <rss>");
        // HTML that nobody has escaped is read as far as it goes.
        let loose = read(
            "<rss><item><description><p>a<br>b</p></description><title>Một</title></item></rss>",
        );
        assert_eq!(loose[0].1.document.title, "Một");
    }
}
