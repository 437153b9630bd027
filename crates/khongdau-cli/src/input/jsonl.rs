//! JSON Lines: one article a line. Fields are listed in `khongdau index --help`.

use super::{InputError, MAX_ARTICLE_BYTES, Place, Problem, date, decode};
use khongdau_core::document::Document;
use serde::Deserialize;
use std::fs::{File, Metadata};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A `.jsonl` file, or standard input.
#[derive(Debug)]
pub struct JsonlFile {
    /// `None`: standard input.
    pub path: Option<PathBuf>,
    /// `None`: not known beforehand (standard input, a pipe).
    pub bytes: Option<u64>,
}

impl JsonlFile {
    /// The file at `path`, not opened yet.
    pub fn file(path: &Path, metadata: &Metadata) -> JsonlFile {
        JsonlFile {
            path: Some(path.to_path_buf()),
            bytes: metadata.is_file().then_some(metadata.len()),
        }
    }

    /// Standard input.
    pub fn stdin() -> JsonlFile {
        JsonlFile {
            path: None,
            bytes: None,
        }
    }

    /// The lines that are not blank. Opens the file with the first one.
    pub fn lines(self) -> Lines {
        let file = self.path.as_deref().map_or_else(Place::stdin, Place::file);
        Lines {
            file,
            state: State::Closed(self.path),
            line: 0,
            offset: 0,
        }
    }
}

/// One line and where it was.
#[derive(Debug)]
pub struct Line {
    pub place: Place,
    pub bytes: Vec<u8>,
    /// Of the line's first byte in the file.
    offset: u64,
}

/// Iterator over the lines of one file. An error is the last item.
pub struct Lines {
    file: Place,
    state: State,
    line: u64,
    offset: u64,
}

type Reader = Box<dyn BufRead + Send>;

enum State {
    Closed(Option<PathBuf>),
    Open(Reader),
    Done,
}

impl Iterator for Lines {
    type Item = Result<Line, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let line = self.read_line().transpose()?;
            if line.is_err() {
                self.state = State::Done;
            }
            match line {
                Ok(line) if line.bytes.trim_ascii().is_empty() => continue,
                line => return Some(line),
            }
        }
    }
}

impl Lines {
    fn read_line(&mut self) -> Result<Option<Line>, InputError> {
        let (place, offset) = (self.file.line(self.line + 1), self.offset);
        let Some(reader) = self.reader()? else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let read = reader
            .take(MAX_ARTICLE_BYTES + 1)
            .read_until(b'\n', &mut bytes);
        let length = read.map_err(|error| Problem::Read(error).at(place.clone()))? as u64;
        if length > MAX_ARTICLE_BYTES {
            return Err(Problem::TooLong(MAX_ARTICLE_BYTES).at(place));
        }
        self.line += 1;
        self.offset += length;
        Ok((length > 0).then_some(Line {
            place,
            bytes,
            offset,
        }))
    }

    fn reader(&mut self) -> Result<Option<&mut Reader>, InputError> {
        if let State::Closed(path) = &self.state {
            let reader = open(path.as_deref())
                .map_err(|error| Problem::Read(error).at(self.file.clone()))?;
            self.state = State::Open(reader);
        }
        match &mut self.state {
            State::Open(reader) => Ok(Some(reader)),
            _ => Ok(None),
        }
    }
}

fn open(path: Option<&Path>) -> std::io::Result<Reader> {
    Ok(match path {
        Some(path) => Box::new(BufReader::with_capacity(1 << 16, File::open(path)?)),
        None => Box::new(BufReader::with_capacity(1 << 16, std::io::stdin())),
    })
}

/// The fields of a line. All are optional here, so that what misses is said in our words.
#[derive(Debug, Deserialize)]
#[serde(expecting = "a JSON object")]
struct Record {
    id: Option<Id>,
    url: Option<String>,
    title: Option<String>,
    date: Option<String>,
    source: Option<String>,
    text: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "\"id\" is neither text nor a whole number")]
enum Id {
    Text(String),
    Unsigned(u64),
    Signed(i64),
}

impl Line {
    /// Understands the line.
    pub fn parse(&self) -> Result<Document, Problem> {
        let text = decode(&self.bytes, self.offset)?.trim();
        // serde would take an array for the object's fields in order.
        if text.starts_with('[') {
            return Err(Problem::JsonArray);
        }
        let record: Record =
            serde_json::from_str(text).map_err(|error| json_problem(text, &error))?;
        record.into_document()
    }
}

impl Record {
    fn into_document(self) -> Result<Document, Problem> {
        let id = self
            .id
            .map(Id::into_text)
            .filter(|id| !id.trim().is_empty())
            .ok_or(Problem::NoId)?;
        let (title, body) = title_and_body(
            one_line(&self.title.unwrap_or_default()),
            paragraphs(&self.text.unwrap_or_default()),
        );
        if title.is_empty() {
            return Err(Problem::NoText);
        }
        Ok(Document {
            id,
            url: self.url.unwrap_or_default().trim().to_owned(),
            title,
            date: given(self.date)
                .map(|text| date::parse(&text).ok_or(Problem::Date(text)))
                .transpose()?,
            source: given(self.source),
            body,
            ..Document::default()
        })
    }
}

impl Id {
    fn into_text(self) -> String {
        match self {
            Id::Text(text) => text,
            Id::Unsigned(number) => number.to_string(),
            Id::Signed(number) => number.to_string(),
        }
    }
}

fn json_problem(text: &str, error: &serde_json::Error) -> Problem {
    if error.is_eof() {
        return Problem::JsonUnfinished;
    }
    // serde_json counts bytes; an editor counts characters.
    let is_start = |byte: &u8| (*byte as i8) >= -0x40;
    let column = text.bytes().take(error.column()).filter(is_start).count();
    let message = error.to_string();
    let message = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(message, _)| message);
    Problem::Json {
        column,
        message: message.to_owned(),
    }
}

/// The text on one line, trimmed; `None` if nothing is left.
fn given(text: Option<String>) -> Option<String> {
    text.map(|text| one_line(&text))
        .filter(|text| !text.is_empty())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines trimmed, blank ones left out, separated by one `\n`, as [`Document::body`] wants them.
fn paragraphs(text: &str) -> String {
    const BREAKS: [char; 7] = [
        '\n', '\r', '\u{000B}', '\u{000C}', '\u{0085}', '\u{2028}', '\u{2029}',
    ];
    let lines = text
        .split(BREAKS)
        .map(str::trim)
        .filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A first line up to this many characters is a headline, a longer one a paragraph. Three of 32,700
/// Vietnamese articles we looked at have a longer title.
const MAX_HEADLINE_CHARS: usize = 200;

/// Without a title the first line is it; a long one stays in the body and gives its beginning.
fn title_and_body(title: String, body: String) -> (String, String) {
    if !title.is_empty() {
        return (title, body);
    }
    let (first, rest) = body.split_once('\n').unwrap_or((&body, ""));
    match first.char_indices().nth(MAX_HEADLINE_CHARS) {
        None => (one_line(first), rest.to_owned()),
        Some((end, _)) => (format!("{}…", whole_words(&first[..end])), body),
    }
}

fn whole_words(text: &str) -> &str {
    text.rsplit_once(char::is_whitespace)
        .map_or(text, |(words, _)| words)
        .trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Document, Problem> {
        Line {
            place: Place::stdin(),
            bytes: line.into(),
            offset: 1,
        }
        .parse()
    }

    #[test]
    fn fields_become_a_document() {
        let document = parse(
            r#"{"id":7,"url":" /a ","title":" Một \n hai ","date":"13/6/2023","source":null,"text":"a \r\n\r\n b","x":[1]}"#,
        );
        let expected = Document {
            id: "7".into(),
            url: "/a".into(),
            title: "Một hai".into(),
            date: Some("2023-06-13".into()),
            source: None,
            body: "a\nb".into(),
            ..Document::default()
        };
        assert_eq!(document.unwrap(), expected);
    }

    #[test]
    fn without_a_title_the_first_line_is_it() {
        #[track_caller]
        fn check(text: &str, title: &str, body: &str) {
            assert_eq!(
                title_and_body(String::new(), text.into()),
                (title.into(), body.into())
            );
        }
        check("Đầu đề\nThân bài", "Đầu đề", "Thân bài");
        check("Chỉ một dòng", "Chỉ một dòng", "");
        let long = "từ ".repeat(100).trim_end().to_owned();
        check(&long, &format!("{}…", "từ ".repeat(66).trim_end()), &long);
    }

    #[test]
    fn problems_are_named() {
        #[track_caller]
        fn check(line: &str, expected: &str) {
            let message = parse(line).unwrap_err().to_string();
            assert!(message.contains(expected), "{line}: {message}");
        }
        check(r#"{"title":"a"}"#, "has no \"id\"");
        check(r#"{"id":" ","title":"a"}"#, "has no \"id\"");
        check(r#"{"id":null,"title":"a"}"#, "has no \"id\"");
        check(
            r#"{"id":1.5,"title":"a"}"#,
            "neither text nor a whole number",
        );
        check(
            r#"{"id":"a","title":" ","text":"\n"}"#,
            "neither \"title\" nor \"text\"",
        );
        check(
            r#"{"id":"a","title":"a","date":"hôm qua"}"#,
            "the date \"hôm qua\"",
        );
        check(
            r#"{"id":"a","title":5}"#,
            "column 19: invalid type: integer `5`, expected a string",
        );
        check(r#"{"id":"đ",}"#, "column 11: trailing comma");
        check(r#"{"id":"a""#, "does not end on its line");
        check(r#"[{"id":"a"}]"#, "is a JSON array");
        check(r#""a""#, "expected a JSON object");
        check(r#"{"id":"a","id":"b"}"#, "duplicate field `id`");
        check(r#"{"id":"\ud800","title":"a"}"#, "hex escape");
        check("{\"id\":\"a\"} {\"id\":\"b\"}", "trailing characters");
    }
}
