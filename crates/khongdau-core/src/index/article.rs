//! Articles: what results show and readers read.
//!
//! ```text
//! article  := id str · url str · date varint · source str · title str
//!           · sections · rest varint · forms{2} · body
//! date     := 0 where unknown, else (year << 9 | month << 5 | day)
//! sections := count varint · (paragraph varint · anchor str){count}
//! forms    := count varint · (position delta varint · tokens varint · term str){count}
//! rest     := 0, or 1 + the number of the block that the body goes on in
//! body     := UTF-8, to the end; of a long one the beginning
//! ```
//!
//! Text is kept as it is and analysed when it is read: ten articles to a page, and what a browser
//! has fetched it has decompressed already. *Forms* are long forms of acronyms, which the text
//! alone does not tell: in the title, then in the body.

#[cfg(feature = "writer")]
use super::packed_date::pack_date;
use super::packed_date::unpack_date;
use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::{put_bytes, put_varint};

/// Bytes of a body that searches look at, about eight pages: what is behind them is found by its
/// words, and not for standing together, and is fetched by readers of the article alone.
#[cfg(feature = "writer")]
const BEGINNING: usize = 32 << 10;

/// The record of one document, borrowed from the index.
#[derive(Debug, Clone)]
pub struct ArticleRecord<'a> {
    /// Identifier.
    pub id: &'a str,
    /// Where the article is read; empty without a page of its own.
    pub url: &'a str,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Who published it.
    pub source: Option<&'a str>,
    /// As its author wrote it.
    pub title: &'a str,
    /// The number of the block that the body goes on in.
    pub rest: Option<u32>,
    body: &'a [u8],
    sections: Cursor<'a>,
    forms: Cursor<'a>,
}

/// A long form in a field, and the term beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form<T> {
    /// Position of its first token.
    pub position: u32,
    /// Its tokens.
    pub len: u32,
    /// `a:kcn`.
    pub term: T,
}

/// Cuts a body into what searches look at, up to the end of a word, and the rest.
#[cfg(feature = "writer")]
pub fn split(body: &str) -> (&str, &str) {
    if body.len() <= BEGINNING {
        return (body, "");
    }
    let blank = body.as_bytes()[..BEGINNING]
        .iter()
        .rposition(|byte| *byte == b' ');
    body.split_at(blank.unwrap_or(0))
}

/// Encodes what stands before the forms of an article. A date that is not `YYYY-MM-DD` is left out.
/// `rest` is the number of the block that its body goes on in.
#[cfg(feature = "writer")]
pub fn encode_head(document: &crate::document::Document, rest: Option<u32>) -> Vec<u8> {
    let mut out = Vec::new();
    put_bytes(&mut out, document.id.as_bytes());
    put_bytes(&mut out, document.url.as_bytes());
    put_varint(
        &mut out,
        document.date.as_deref().and_then(pack_date).unwrap_or(0),
    );
    put_bytes(
        &mut out,
        document.source.as_deref().unwrap_or("").as_bytes(),
    );
    put_bytes(&mut out, document.title.as_bytes());
    put_varint(&mut out, document.sections.len() as u32);
    for section in &document.sections {
        put_varint(&mut out, section.paragraph);
        put_bytes(&mut out, section.anchor.as_bytes());
    }
    put_varint(&mut out, rest.map_or(0, |number| number + 1));
    out
}

/// Encodes the forms in title and body. What is behind them is the body as it is.
#[cfg(feature = "writer")]
pub fn encode_forms(forms: &[Vec<Form<&str>>; 2]) -> Vec<u8> {
    let mut out = Vec::new();
    for forms in forms {
        put_varint(&mut out, forms.len() as u32);
        let mut previous = 0;
        for form in forms {
            put_varint(&mut out, form.position - previous);
            put_varint(&mut out, form.len);
            put_bytes(&mut out, form.term.as_bytes());
            previous = form.position;
        }
    }
    out
}

/// Decodes one article behind its checksum; `None` on anything that is no article. O(head).
pub fn decode(bytes: &[u8]) -> Option<ArticleRecord<'_>> {
    let mut cursor = Cursor::new(bytes);
    let (id, url) = (cursor.str()?, cursor.str()?);
    let date = unpack_date(cursor.varint()?);
    let source = Some(cursor.str()?).filter(|source| !source.is_empty());
    let title = cursor.str()?;
    let sections = cursor.clone();
    for _ in 0..cursor.varint()? {
        cursor.varint()?;
        cursor.bytes()?;
    }
    let rest = cursor.varint()?.checked_sub(1);
    let forms = cursor.clone();
    for _ in 0..2 {
        for _ in 0..cursor.varint()? {
            cursor.varint()?;
            cursor.varint()?;
            cursor.bytes()?;
        }
    }
    Some(ArticleRecord {
        id,
        url,
        date,
        source,
        title,
        rest,
        body: cursor.rest(),
        sections,
        forms,
    })
}

impl<'a> ArticleRecord<'a> {
    /// The body as its author wrote it, of a long one the beginning; `None` where it is no text.
    /// O(body).
    pub fn body(&self) -> Option<&'a str> {
        std::str::from_utf8(self.body).ok()
    }

    /// Paragraph and anchor of each section, in order.
    pub fn sections(&self) -> Vec<(u32, &'a str)> {
        let mut cursor = self.sections.clone();
        let count = cursor.varint().unwrap_or(0);
        (0..count)
            .map_while(|_| Some((cursor.varint()?, cursor.str()?)))
            .collect()
    }

    /// Long forms in the title and in the body.
    pub fn forms(&self) -> [Vec<Form<&'a str>>; 2] {
        let mut cursor = self.forms.clone();
        [(); 2].map(|()| {
            let count = cursor.varint().unwrap_or(0);
            let mut position = 0u32;
            let mut read = |_| {
                position = position.checked_add(cursor.varint()?)?;
                Some(Form {
                    position,
                    len: cursor.varint()?,
                    term: cursor.str()?,
                })
            };
            (0..count).map_while(&mut read).collect()
        })
    }
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;
    use crate::document::{Document, Section};

    #[test]
    fn an_article_reads_back() {
        let document = Document {
            id: "bài-1".into(),
            url: "/a.html?x=1&y=2".into(),
            title: "Nghị quyết".into(),
            date: Some("2023-06-14".into()),
            source: Some("TTXVN".into()),
            body: "Mở đầu\nCông nghiệp".into(),
            sections: vec![Section {
                paragraph: 1,
                anchor: "cong-nghiep".into(),
            }],
            ..Document::default()
        };
        let form = Form {
            position: 1,
            len: 2,
            term: "a:cn",
        };
        let (head, forms) = (
            encode_head(&document, Some(6)),
            encode_forms(&[vec![], vec![form]]),
        );
        let bytes = [&head, &forms, document.body.as_bytes()].concat();
        let read = decode(&bytes).unwrap();
        assert_eq!((read.id, read.url), ("bài-1", "/a.html?x=1&y=2"));
        assert_eq!(read.date.as_deref(), Some("2023-06-14"));
        assert_eq!(read.source, Some("TTXVN"));
        assert_eq!(
            (read.title, read.body()),
            ("Nghị quyết", Some("Mở đầu\nCông nghiệp"))
        );
        assert_eq!(read.sections(), [(1, "cong-nghiep")]);
        assert_eq!(read.rest, Some(6));
        let [title, body] = read.forms();
        assert!(title.is_empty());
        assert_eq!(
            (body[0].position, body[0].len, body[0].term),
            (1, 2, "a:cn")
        );
        (0..bytes.len()).for_each(|len| drop(decode(&bytes[..len])));
    }

    #[test]
    fn a_long_body_is_cut_behind_a_word() {
        let body = "đất đai ".repeat(BEGINNING / 8);
        let (beginning, rest) = split(&body);
        assert_eq!([beginning, rest].concat(), body);
        assert!(beginning.len() <= BEGINNING && BEGINNING - beginning.len() < 16);
        assert!(beginning.ends_with(['i', 't']) && rest.starts_with(' '));
        let no_words = "đ".repeat(BEGINNING);
        assert_eq!(split(&no_words), ("", &no_words[..]));
        assert_eq!(split(&body[..72]), (&body[..72], ""));
    }
}
