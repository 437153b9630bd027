//! A file of JSON: an array of articles, or an object that has one, such as a JSON Feed.

use super::{BadFile, Raw, record};
use serde::Deserialize;
use serde_json::value::RawValue;

/// Names under which an object has its articles; `items` is that of JSON Feed.
#[derive(Deserialize)]
struct Holder<'a> {
    #[serde(
        borrow,
        alias = "articles",
        alias = "posts",
        alias = "documents",
        alias = "data"
    )]
    items: Vec<&'a RawValue>,
}

/// The objects of the file, each with its line. They are copied: the text ends with this call.
pub fn split(text: &str) -> Result<Vec<Raw>, BadFile> {
    let text = text.trim_start_matches('\u{FEFF}');
    let objects: Result<Vec<&RawValue>, _> = match text.trim_start().starts_with('[') {
        true => serde_json::from_str(text),
        false => serde_json::from_str::<Holder<'_>>(text).map(|holder| holder.items),
    };
    let objects = objects.map_err(|error| BadFile {
        line: error.line() as u64,
        what: problem(&error),
    })?;
    let mut line = Lines::default();
    let raw = objects.into_iter().map(|object| {
        let object = object.get();
        let at = object.as_ptr() as usize - text.as_ptr() as usize;
        Raw::json(line.at(text, at), object.to_owned())
    });
    Ok(raw.collect())
}

fn problem(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message
        .rsplit_once(" at line ")
        .map_or(&message[..], |(message, _)| message);
    format!(
        "is no JSON with articles ({message}): it is an array of objects, or an object with an array \"items\""
    )
}

/// What is wrong with an object of the file.
pub fn bad_object(line: u64, problem: &record::Problem) -> BadFile {
    BadFile {
        line,
        what: problem.to_string(),
    }
}

/// Counts lines as positions go on.
#[derive(Debug, Default)]
pub struct Lines {
    at: usize,
    breaks: u64,
}

impl Lines {
    /// The line of a byte position, counted from 1. Positions never go back.
    pub fn at(&mut self, text: &str, position: usize) -> u64 {
        let position = position.clamp(self.at, text.len());
        let new = &text.as_bytes()[self.at..position];
        self.breaks += memchr::memchr_iter(b'\n', new).count() as u64;
        self.at = position;
        self.breaks + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_and_feeds() {
        let array = "\u{feff}[\n {\"id\":1,\n\"title\":\"Một\"},\n\n{\"id\":2,\"title\":\"Hai\"}]";
        let lines: Vec<u64> = split(array).unwrap().iter().map(|raw| raw.line).collect();
        assert_eq!(lines, [2, 5]);
        let feed = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"a\"}]}";
        assert_eq!(split(feed).unwrap().len(), 1);
        assert_eq!(split("[]").unwrap().len(), 0);
        for (text, line) in [
            ("{\n}", 2),
            ("[{\n", 2),
            ("", 1),
            ("[1,]", 1),
            ("{\"items\":1}", 1),
        ] {
            let bad = split(text).map(|raw| raw.len()).unwrap_err();
            assert!(bad.line == line || bad.line == 0, "{text:?} {bad:?}");
            assert!(bad.what.contains("is no JSON with articles"), "{bad:?}");
        }
    }
}
