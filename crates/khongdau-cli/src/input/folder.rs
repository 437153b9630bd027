//! Folders: which of their files are articles.

use super::error::Found;
use super::page::{Options, PageFile};
use super::text::TextFile;
use super::{InputError, Place, Problem, Source, extension};
use crate::disk;
use crate::disk::walkdir::{self, DirEntry, WalkDir};
use globset::{Glob, GlobSet, GlobSetBuilder};
use khongdau_extract::formats::{Kind, kind::by_extension};
use std::io;
use std::path::Path;

/// All articles in `folder` and below, in order of name (bytewise), folder by folder. Symbolic
/// links are followed; names with a leading dot are not looked at (`.git`, macOS's `._x.txt`), nor is
/// a folder of ours.
pub fn list(folder: &Path, options: &Options) -> Result<Vec<Source>, Found> {
    let wanted = patterns(&options.globs)?;
    let entries = WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    let mut files = Vec::new();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_passed_over(entry)) {
        let entry = match entry {
            Err(error) if is_irrelevant(&error) => continue,
            entry => entry.map_err(|error| walk_error(folder, error))?,
        };
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let is_wanted = wanted
            .as_ref()
            .is_none_or(|wanted| wanted.is_match(relative));
        if entry.file_type().is_file() && is_wanted {
            files.extend(file(&entry, relative, wanted.is_some())?);
        }
    }
    match files.is_empty() {
        true => Err(Problem::EmptyFolder.into()),
        false => Ok(files),
    }
}

fn patterns(globs: &[String]) -> Result<Option<GlobSet>, Problem> {
    if globs.is_empty() {
        return Ok(None);
    }
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        let bad = |error: globset::Error| Problem::Glob {
            glob: glob.clone(),
            reason: error.kind().to_string(),
        };
        set.add(Glob::new(glob).map_err(bad)?);
    }
    set.build().map(Some).map_err(|error| Problem::Glob {
        glob: globs.join(" "),
        reason: error.kind().to_string(),
    })
}

/// A file of a kind that is read; one that a pattern names is a page whatever its name.
fn file(entry: &DirEntry, relative: &Path, named: bool) -> Result<Option<Source>, InputError> {
    let path = entry.path();
    let at = |problem: Problem| problem.at(Place::file(path));
    let kind = match (kind_of(path), named) {
        (None, true) => Kind::Html,
        (None, false) => return Ok(None),
        (Some(kind), _) => kind,
    };
    let metadata = entry.metadata();
    let bytes = metadata
        .map_err(|error| at(Problem::Read(error.into())))?
        .len();
    Ok(Some(match kind {
        Kind::Text => Source::Text(TextFile::below(path, relative, bytes).map_err(at)?),
        kind => Source::Page(PageFile::below(path, relative, bytes, kind).map_err(at)?),
    }))
}

/// What is read of a folder: files of one article.
fn kind_of(path: &Path) -> Option<Kind> {
    let kind = by_extension(&extension(path))?;
    matches!(kind, Kind::Html | Kind::Markdown | Kind::Text).then_some(kind)
}

fn is_passed_over(entry: &DirEntry) -> bool {
    let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
    is_hidden || entry.file_type().is_dir() && disk::is_file(&entry.path().join("khongdau.json"))
}

/// A link to nowhere, of a kind that is not read anyway.
fn is_irrelevant(error: &walkdir::Error) -> bool {
    let is_dangling = error
        .io_error()
        .is_some_and(|error| error.kind() == io::ErrorKind::NotFound);
    is_dangling && error.path().is_some_and(|path| kind_of(path).is_none())
}

fn walk_error(folder: &Path, error: walkdir::Error) -> InputError {
    let place = Place::file(error.path().unwrap_or(folder));
    Problem::Read(error.into()).at(place)
}
