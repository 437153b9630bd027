//! Everything that holds articles: one a file, or many. Bytes in, articles out.
//!
//! ```text
//! name, first bytes ─kind_of─► Kind      bytes ─articles─► Raw ─read─► Article
//!                                              in order        any thread
//! ```
//!
//! * [`kind`]: what a file is. * [`markdown`], [`front_matter`]: one article. * [`record`], [`json`]:
//!   articles as JSON objects. * [`table`]: CSV and TSV. * [`feed`], [`wordpress`]: RSS, Atom, exports.
//! * [`sitemap`]: addresses of pages. * [`date`]: days in fields. * [`legal`]: what documents of
//!   authorities say of themselves.

pub mod date;
pub mod feed;
pub mod front_matter;
pub mod json;
pub mod kind;
pub mod legal;
pub mod markdown;
pub mod record;
pub mod sitemap;
pub mod table;
pub mod wordpress;

pub use kind::{Kind, kind_of};

use crate::{Article, encoding};
use std::hash::{Hash, Hasher};

/// What is wrong with a file of several articles, or with one of them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct BadFile {
    /// Where, counted from 1; 0 for the file as a whole.
    pub line: u64,
    /// What is wrong, and what to do.
    pub what: String,
}

/// The filter that categories of any format are.
pub const CATEGORY: &str = "chuyên mục";
/// The filter that tags of any format are.
pub const TAG: &str = "thẻ";

/// How files of several articles are read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The encoding of files that state none, or a wrong one.
    pub encoding: Option<String>,
    /// What columns of tables hold whose names do not say it.
    pub columns: Vec<(table::Field, String)>,
}

/// One article of a file, not yet understood: that is the work, and may be done on any thread.
#[derive(Debug)]
pub struct Raw {
    /// Where it begins, counted from 1.
    pub line: u64,
    /// About as many bytes of the file.
    pub bytes: u64,
    content: Content,
}

/// By its content, wherever it stands in the file.
impl Hash for Raw {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.content.hash(state);
    }
}

#[derive(Debug, Hash)]
enum Content {
    Json(String),
    Row(table::Row),
    Item(Box<feed::Item>),
}

/// What becomes of one article of a file that is none, or that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoArticle {
    /// It is wrong.
    #[error(transparent)]
    Bad(#[from] BadFile),
    /// It is not meant to be found, and whoever made the file knows: a draft, a picture.
    #[error("is no article")]
    Other,
    /// It is left out; why.
    #[error("{0}")]
    Skipped(String),
}

impl Raw {
    fn json(line: u64, object: String) -> Raw {
        Raw {
            line,
            bytes: object.len() as u64,
            content: Content::Json(object),
        }
    }

    fn row(line: u64, row: table::Row) -> Raw {
        Raw {
            line,
            bytes: row.size() as u64,
            content: Content::Row(row),
        }
    }

    fn item(line: u64, bytes: u64, item: feed::Item) -> Raw {
        Raw {
            line,
            bytes,
            content: Content::Item(Box::new(item)),
        }
    }

    /// Understands the article.
    pub fn read(self) -> Result<Article, NoArticle> {
        match self.content {
            Content::Json(object) => record::read(&object)
                .map_err(|problem| json::bad_object(self.line, &problem).into()),
            Content::Row(row) => row.read(self.line).map_err(NoArticle::Bad),
            Content::Item(item) => item.read().map_err(|reason| match reason {
                wordpress::NoArticle::Other => NoArticle::Other,
                reason => NoArticle::Skipped(reason.to_string()),
            }),
        }
    }

    #[cfg(test)]
    fn into_item(self) -> Option<feed::Item> {
        match self.content {
            Content::Item(item) => Some(*item),
            _ => None,
        }
    }
}

/// The articles of a file of several, in order. An error of the iterator is at its line; those of
/// tables are of one row, all others are the last item.
pub type Articles = Box<dyn Iterator<Item = Result<Raw, BadFile>> + Send>;

/// The articles of a file of kind [`Kind::JsonLines`], [`Kind::Json`], [`Kind::Table`] or
/// [`Kind::Feed`]. Errs where the file as a whole is wrong, or of another kind.
pub fn articles(kind: Kind, bytes: &[u8], options: &Options) -> Result<Articles, BadFile> {
    let decoded =
        encoding::decode(bytes, options.encoding.as_deref()).map_err(|error| BadFile {
            line: 0,
            what: error.to_string(),
        })?;
    let told = told(&decoded);
    let text = decoded.text;
    Ok(match kind {
        Kind::JsonLines => Box::new(json_lines(&text).into_iter().map(Ok)),
        Kind::Json => Box::new(json::split(&text)?.into_iter().map(Ok)),
        Kind::Table => Box::new(table::rows(text, told, &options.columns)?),
        Kind::Feed => Box::new(feed::items(text, told)),
        Kind::Html | Kind::Markdown | Kind::Text | Kind::Sitemap => {
            return Err(BadFile {
                line: 0,
                what: "is no file of several articles".to_owned(),
            });
        }
    })
}

fn json_lines(text: &str) -> Vec<Raw> {
    let lines = text.lines().enumerate();
    let given = lines.filter(|(_, line)| !line.trim().is_empty());
    given
        .map(|(number, line)| Raw::json(number as u64 + 1, line.trim().to_owned()))
        .collect()
}

/// An encoding in words, for [`Found`](crate::Found).
pub(crate) fn told(decoded: &encoding::Decoded) -> String {
    format!("{} ({})", decoded.name, decoded.how)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [Kind; 4] = [Kind::JsonLines, Kind::Json, Kind::Table, Kind::Feed];

    /// Every beginning of a file, and every file with one byte changed, is read or refused.
    #[test]
    fn any_bytes_are_read_or_refused() {
        let seeds: [&str; 5] = [
            "id,title,text\n1,\"Một, hai\",\"Ba\nbốn\"\n",
            "[{\"id\":1,\"title\":\"Một\",\"filters\":{\"a\":[\"b\"]},\"sections\":[]}]",
            "{\"id\":1,\"text\":\"Một\"}\n\n{\"id\":2}\n",
            "<rss><channel><title>a</title><item><title>Một &amp; &#x; hai</title><category domain=\"x\">b</category><content:encoded><![CDATA[[caption]x]]></content:encoded></item></channel></rss>",
            "---\ntitle: [a, \"b\n---\n# Một {#a}\n\n[x]: y\n",
        ];
        let try_all = |bytes: &[u8]| {
            for kind in KINDS {
                if let Ok(articles) = articles(kind, bytes, &Options::default()) {
                    let read = articles.flatten().map(Raw::read).take(20);
                    read.for_each(drop);
                }
            }
            let _ = markdown::read(bytes, "a.md", None);
            let _ = sitemap::read(&String::from_utf8_lossy(bytes));
        };
        for seed in seeds {
            for end in 0..seed.len() {
                try_all(&seed.as_bytes()[..end]);
                for byte in [b'"', b'<', b'\n', 0xFF, b'[', b'&'] {
                    let mut changed = seed.as_bytes().to_vec();
                    changed[end] = byte;
                    try_all(&changed);
                }
            }
        }
    }

    #[test]
    fn lines_of_json_have_numbers() {
        let articles = articles(
            Kind::JsonLines,
            "{\"id\":1}\n\n{\"id\":2,\"title\":\"Hai\"}".as_bytes(),
            &Options::default(),
        );
        let mut raw: Vec<Raw> = articles.unwrap().map(Result::unwrap).collect();
        assert_eq!(raw.iter().map(|raw| raw.line).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(raw.pop().unwrap().read().unwrap().document.title, "Hai");
        assert!(matches!(raw.pop().unwrap().read(), Err(NoArticle::Bad(bad)) if bad.line == 1));
    }
}
