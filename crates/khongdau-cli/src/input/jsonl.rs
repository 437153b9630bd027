//! JSON Lines: one article a line. Fields are listed in `khongdau index --help`.

use super::{InputError, MAX_ARTICLE_BYTES, Place, Problem, decode};
use crate::disk::fs::{File, Metadata};
use khongdau_extract::Article;
use khongdau_extract::formats::record;
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
        None => Box::new(BufReader::with_capacity(1 << 16, crate::disk::stdin())),
    })
}

impl Line {
    /// Understands the line.
    pub fn parse(&self) -> Result<Article, Problem> {
        let text = decode(&self.bytes, self.offset)?.trim();
        record::read(text).map_err(Problem::Record)
    }
}
