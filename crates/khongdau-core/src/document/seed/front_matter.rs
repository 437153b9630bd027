//! What an author states about an article, in front matter or in a side-car.

use super::error::{LineProblem, SeedError};
use super::{date, lines};

/// The fields that were stated. What is missing is read from the article itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    pub title: Option<String>,
    pub date: Option<String>,
    pub source: Option<String>,
    pub url: Option<String>,
    /// Whether the article is to be taken as it is, without looking for debris.
    pub clean: Option<bool>,
}

/// The line that opens and closes front matter.
const FENCE: &str = "---";

impl FrontMatter {
    /// Reads the front matter of `text`, if it begins with some; returns the text after it, too.
    pub fn split(text: &str) -> Result<(FrontMatter, &str), SeedError> {
        let text = text.trim_start_matches('\u{feff}');
        let mut pieces = text.split_inclusive('\n');
        let Some(opening) = pieces.next().filter(|line| line.trim_end() == FENCE) else {
            return Ok((FrontMatter::default(), text));
        };
        let mut stated = FrontMatter::default();
        let mut len = opening.len();
        for (index, line) in pieces.enumerate() {
            len += line.len();
            if line.trim_end() == FENCE {
                return Ok((stated, text.get(len..).unwrap_or_default()));
            }
            let line_number = index + 2;
            stated.set(line).map_err(|problem| SeedError::FrontMatter {
                line: line_number,
                problem,
            })?;
        }
        Err(SeedError::FrontMatterNotClosed)
    }

    /// Reads a side-car: the same lines without the fences.
    pub fn of_sidecar(text: &str) -> Result<FrontMatter, SeedError> {
        let mut stated = FrontMatter::default();
        for (index, line) in text.lines().enumerate() {
            stated.set(line).map_err(|problem| SeedError::Sidecar {
                line: index + 1,
                problem,
            })?;
        }
        Ok(stated)
    }

    /// `self`, and where it states nothing, `other`.
    pub fn or(self, other: FrontMatter) -> FrontMatter {
        FrontMatter {
            title: self.title.or(other.title),
            date: self.date.or(other.date),
            source: self.source.or(other.source),
            url: self.url.or(other.url),
            clean: self.clean.or(other.clean),
        }
    }

    fn set(&mut self, line: &str) -> Result<(), LineProblem> {
        let line = lines::trim(line);
        if line.is_empty() {
            return Ok(());
        }
        let (name, value) = line.split_once(':').ok_or(LineProblem::NoColon)?;
        let (name, value) = (name.trim(), unquoted(value.trim()));
        let known = match name {
            "title" => put(&mut self.title, value.to_owned()),
            "date" => put(
                &mut self.date,
                date::parse(value).ok_or(LineProblem::Date(value.to_owned()))?,
            ),
            "source" => put(&mut self.source, value.to_owned()),
            "url" => put(&mut self.url, value.to_owned()),
            "clean" => put(&mut self.clean, truth(value)?),
            _ => return Err(LineProblem::UnknownKey(name.to_owned())),
        };
        match (known, value) {
            (_, "") => Err(LineProblem::NoValue(name.to_owned())),
            (false, _) => Err(LineProblem::Repeated(name.to_owned())),
            (true, _) => Ok(()),
        }
    }
}

/// Sets a field once; `false` if it has been set before.
fn put<T>(field: &mut Option<T>, value: T) -> bool {
    field.replace(value).is_none()
}

fn truth(value: &str) -> Result<bool, LineProblem> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(LineProblem::Clean(value.to_owned())),
    }
}

/// A value may stand in double quotes, as it must in YAML when it has a colon in it.
fn unquoted(value: &str) -> &str {
    let inner = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'));
    inner
        .filter(|inner| !inner.contains('"'))
        .unwrap_or(value)
        .trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titled(title: &str) -> FrontMatter {
        FrontMatter {
            title: Some(title.to_owned()),
            ..FrontMatter::default()
        }
    }

    #[test]
    fn front_matter_is_read_and_taken_off() {
        #[track_caller]
        fn check(text: &str, stated: FrontMatter, rest: &str) {
            assert_eq!(FrontMatter::split(text), Ok((stated, rest)), "{text:?}");
        }
        check("a\n---\nb", FrontMatter::default(), "a\n---\nb");
        check("---\ntitle: A\n---\nb", titled("A"), "b");
        check(
            "\u{feff}---\r\ntitle: A: B\r\n\r\n---\r\nb",
            titled("A: B"),
            "b",
        );
        check("---\ntitle: \"A: B\"\n---", titled("A: B"), "");
        check(
            "---\ntitle: \"A\" và \"B\"\n---\n",
            titled("\"A\" và \"B\""),
            "",
        );
        check("---\n---\nb", FrontMatter::default(), "b");
        check("----\nb", FrontMatter::default(), "----\nb");
        check(
            "---\ndate: ngày 3 tháng 2 năm 2024\nsource: TTXVN\nurl: /tin/a:b\nclean: true\n---\n",
            FrontMatter {
                title: None,
                date: Some("2024-02-03".to_owned()),
                source: Some("TTXVN".to_owned()),
                url: Some("/tin/a:b".to_owned()),
                clean: Some(true),
            },
            "",
        );
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        #[track_caller]
        fn check(text: &str, line: usize, problem: LineProblem) {
            let expected = SeedError::FrontMatter { line, problem };
            assert_eq!(FrontMatter::split(text), Err(expected), "{text:?}");
        }
        check(
            "---\ntitle: A\nauthor: B\n---\n",
            3,
            LineProblem::UnknownKey("author".into()),
        );
        check("---\ntitle\n---\n", 2, LineProblem::NoColon);
        check(
            "---\ntitle:\n---\n",
            2,
            LineProblem::NoValue("title".into()),
        );
        check(
            "---\n\ndate: hôm qua\n---\n",
            3,
            LineProblem::Date("hôm qua".into()),
        );
        check(
            "---\nclean: yes\n---\n",
            2,
            LineProblem::Clean("yes".into()),
        );
        check(
            "---\nurl: a\nurl: b\n---\n",
            3,
            LineProblem::Repeated("url".into()),
        );
        assert_eq!(
            FrontMatter::split("---\ntitle: A\n"),
            Err(SeedError::FrontMatterNotClosed)
        );
        let expected = SeedError::Sidecar {
            line: 1,
            problem: LineProblem::NoColon,
        };
        assert_eq!(FrontMatter::of_sidecar("title"), Err(expected));
    }
}
