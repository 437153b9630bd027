//! The record of a build: what the articles of an index were made of, so that the next build need
//! not read again what is the same.
//!
//! ```text
//! record  := gzip of lines of JSON: head, then one article a line, in the order of the index
//! head    := {"settings": hex, "base": number}
//! article := [fingerprint hex, id, address, bytes of text]
//! ```

use crate::input::Fingerprint;
use crate::published::gunzip;
use flate2::{Compression, GzBuilder};
use serde::{Deserialize, Serialize};
use std::io::Write;

/// The file in the folder to upload; visitors never ask for it.
pub const NAME: &str = "khongdau-build.gz";

/// What an index was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// How articles were read, and by which program.
    pub settings: Fingerprint,
    /// [Name](khongdau_core::index::update::name) of the index.
    pub base: u32,
    /// Its articles by number.
    pub articles: Vec<Entry>,
}

/// An article of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it was made of; `None` where that could not be told.
    pub fingerprint: Option<Fingerprint>,
    /// Its identifier.
    pub id: String,
    /// Its address, where it is a page and states one.
    pub url: String,
    /// Bytes of title and text.
    pub text_bytes: u64,
}

#[derive(Serialize, Deserialize)]
struct Head {
    settings: String,
    base: u32,
}

type Line<'a> = (
    String,
    std::borrow::Cow<'a, str>,
    std::borrow::Cow<'a, str>,
    u64,
);

impl Record {
    /// The file. Same record, same bytes.
    pub fn encode(&self) -> anyhow::Result<Vec<u8>> {
        let mut out = GzBuilder::new().write(Vec::new(), Compression::default());
        let head = Head {
            settings: hex(Some(self.settings)),
            base: self.base,
        };
        serde_json::to_writer(&mut out, &head)?;
        for article in &self.articles {
            out.write_all(b"\n")?;
            let line: Line<'_> = (
                hex(article.fingerprint),
                article.id.as_str().into(),
                article.url.as_str().into(),
                article.text_bytes,
            );
            serde_json::to_writer(&mut out, &line)?;
        }
        Ok(out.finish()?)
    }

    /// `None` where the file is no record, or one of another program.
    pub fn decode(file: &[u8]) -> Option<Record> {
        let text = String::from_utf8(gunzip(file).ok()?).ok()?;
        let mut lines = text.lines();
        let head: Head = serde_json::from_str(lines.next()?).ok()?;
        let article = |line: &str| -> Option<Entry> {
            let (fingerprint, id, url, text_bytes): Line<'_> = serde_json::from_str(line).ok()?;
            Some(Entry {
                fingerprint: unhex(&fingerprint),
                id: id.into_owned(),
                url: url.into_owned(),
                text_bytes,
            })
        };
        Some(Record {
            settings: unhex(&head.settings)?,
            base: head.base,
            articles: lines.map(article).collect::<Option<_>>()?,
        })
    }
}

/// Empty where there is none.
fn hex(fingerprint: Option<Fingerprint>) -> String {
    fingerprint.map_or_else(String::new, |fingerprint| format!("{:032x}", fingerprint.0))
}

fn unhex(text: &str) -> Option<Fingerprint> {
    u128::from_str_radix(text, 16).ok().map(Fingerprint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back() {
        let entry = |fingerprint, id: &str| Entry {
            fingerprint,
            id: id.to_owned(),
            url: "/a/\"b\"".to_owned(),
            text_bytes: 12,
        };
        let record = Record {
            settings: Fingerprint(7),
            base: 0xCBF4_3926,
            articles: vec![
                entry(Some(Fingerprint(u128::MAX - 1)), "một\thai"),
                entry(None, "ba\nbốn"),
            ],
        };
        let bytes = record.encode().unwrap();
        assert_eq!(Record::decode(&bytes), Some(record.clone()));
        assert_eq!(record.encode().unwrap(), bytes);
        (0..bytes.len()).for_each(|len| assert_eq!(Record::decode(&bytes[..len]), None));
    }
}
