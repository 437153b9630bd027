//! `sitemap.xml` (sitemaps.org): addresses of pages, or of more sitemaps.

use super::json::Lines;
use super::{BadFile, date};
use quick_xml::Reader;
use quick_xml::events::Event;

/// What a sitemap lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sitemap {
    /// Pages.
    Pages(Vec<Entry>),
    /// Sitemaps.
    Sitemaps(Vec<Entry>),
}

/// An address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The line of the file it begins on.
    pub line: u64,
    /// The address as it is stated.
    pub url: String,
    /// `YYYY-MM-DD`, where it says when the page changed.
    pub changed: Option<String>,
}

/// Reads a sitemap. What is XML and something else is an error.
pub fn read(text: &str) -> Result<Sitemap, BadFile> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut lines = Lines::default();
    let (mut entries, mut entry, mut value) = (Vec::new(), None::<Entry>, String::new());
    let mut is_index = None;
    loop {
        let event = reader.read_event();
        let line = lines.at(
            text,
            usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX),
        );
        let event = event.map_err(|error| bad(line, &error.to_string()))?;
        match event {
            Event::Eof if entry.is_some() => {
                return Err(bad(line, "it ends in the middle of an address"));
            }
            Event::Eof => break,
            Event::Start(start) => {
                value.clear();
                match start.local_name().as_ref() {
                    b"urlset" => is_index = Some(false),
                    b"sitemapindex" => is_index = Some(true),
                    b"url" | b"sitemap" => {
                        entry = Some(Entry {
                            line,
                            ..Entry::default()
                        });
                    }
                    _ => {}
                }
            }
            Event::Text(part) => value.push_str(&part.decode().unwrap_or_default()),
            Event::CData(part) => value.push_str(&part.decode().unwrap_or_default()),
            Event::GeneralRef(reference) => {
                let entity = format!("&{};", reference.decode().unwrap_or_default());
                value.push_str(&quick_xml::escape::unescape(&entity).unwrap_or_default());
            }
            Event::End(end) => match (end.name().as_ref(), &mut entry) {
                // With their prefix: a picture has an address, too (`image:loc`).
                (b"loc", Some(entry)) => entry.url = value.trim().to_owned(),
                (b"lastmod", Some(entry)) => entry.changed = date::anywhere(&value),
                (b"url" | b"sitemap", _) => {
                    entries.extend(entry.take().filter(|entry| !entry.url.is_empty()));
                }
                _ => {}
            },
            _ => {}
        }
    }
    match is_index {
        Some(false) => Ok(Sitemap::Pages(entries)),
        Some(true) => Ok(Sitemap::Sitemaps(entries)),
        None => Err(bad(0, "it has no <urlset> and no <sitemapindex>")),
    }
}

fn bad(line: u64, what: &str) -> BadFile {
    BadFile {
        line,
        what: format!("is no sitemap that can be read: {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_sitemaps() {
        let text = "<?xml version=\"1.0\"?>\n<urlset xmlns:image=\"x\">\n<url><loc> https://a.vn/tin?a=1&amp;b=2 </loc>\n<lastmod>2022-12-13T10:05:00+07:00</lastmod><image:image><image:loc>/a.png</image:loc></image:image></url>\n<url><loc></loc></url><url><loc>https://a.vn/</loc></url></urlset>";
        let entry = |line, url: &str, changed: Option<&str>| Entry {
            line,
            url: url.to_owned(),
            changed: changed.map(str::to_owned),
        };
        assert_eq!(
            read(text).unwrap(),
            Sitemap::Pages(vec![
                entry(3, "https://a.vn/tin?a=1&b=2", Some("2022-12-13")),
                entry(5, "https://a.vn/", None),
            ])
        );
        let index = "<sitemapindex><sitemap><loc>https://a.vn/1.xml</loc></sitemap></sitemapindex>";
        assert_eq!(
            read(index).unwrap(),
            Sitemap::Sitemaps(vec![entry(1, "https://a.vn/1.xml", None)])
        );
        for (text, part) in [
            ("<a>", "no <urlset>"),
            ("<urlset><url>", "in the middle"),
            ("<urlset><", "no sitemap"),
        ] {
            assert!(read(text).unwrap_err().what.contains(part), "{text}");
        }
    }
}
