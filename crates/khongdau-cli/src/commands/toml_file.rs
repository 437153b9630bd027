//! TOML files kept beside a site's articles, read so that every error names the file and the line.

use anyhow::{Context, anyhow};
use std::ops::Range;
use std::path::Path;

/// What is wrong, and where.
#[derive(Debug)]
pub struct Problem {
    /// From 1; `None` where it is the file as a whole.
    pub line: Option<usize>,
    /// A sentence, without the place.
    pub what: String,
}

impl Problem {
    /// What is wrong at a place of `text`.
    pub fn at(text: &str, span: &Range<usize>, what: String) -> Problem {
        Problem {
            line: Some(line(text, span)),
            what,
        }
    }

    /// What is wrong with the file as a whole.
    pub fn whole(what: &str) -> Problem {
        Problem {
            line: None,
            what: what.to_owned(),
        }
    }

    /// What the parser does not understand of `text`.
    pub fn syntax(text: &str, error: &toml::de::Error) -> Problem {
        Problem {
            line: error.span().map(|span| line(text, &span)),
            what: sentence(error.message()),
        }
    }
}

/// Reads a file and parses its text, which has no byte-order mark.
pub fn read<T>(path: &Path, parse: fn(&str) -> Result<T, Problem>) -> anyhow::Result<T> {
    let name = path.display();
    let bytes = crate::disk::fs::read(path).with_context(|| format!("{name}: cannot be read"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        anyhow!("{name}: is not UTF-8 (byte {at}): save it as UTF-8")
    })?;
    parse(text.trim_start_matches('\u{FEFF}')).map_err(|problem| match problem.line {
        Some(line) => anyhow!("{name}:{line}: {}", problem.what),
        None => anyhow!("{name}: {}", problem.what),
    })
}

/// The line on which something begins, from 1.
pub fn line(text: &str, span: &Range<usize>) -> usize {
    let before = text.bytes().take(span.start);
    before.filter(|byte| *byte == b'\n').count() + 1
}

/// The parser's message on one line, in the words of TOML: what Rust calls a field is a key there.
fn sentence(message: &str) -> String {
    let words: Vec<&str> = message.split_whitespace().collect();
    words.join(" ").replace("field `", "key `")
}
