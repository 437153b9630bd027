//! From the address asked for to a file below the root, and nowhere else.

use crate::commands::pack::{MANIFEST, is_pack};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// What a folder shows of itself, in this order.
const INDEX_PAGES: [&str; 4] = ["index.html", "index.htm", "default.aspx", "default.htm"];
/// The one name with a dot that is part of the web (RFC 8615).
const WELL_KNOWN: &str = ".well-known";

/// What is at an address.
#[derive(Debug)]
pub enum Found {
    /// A file, behind all links.
    File(PathBuf, Metadata),
    /// A folder without a page of its own.
    Folder(PathBuf),
    /// A folder, asked for without the `/` at its end: the address with it, without the query.
    Slash(String),
    /// A link out of the root.
    Outside,
    Missing,
}

/// Finds what `target` of a request names: a path that begins with `/`, or a whole address.
///
/// Every segment is decoded once and must then be the name of one entry: no `..`, no separator of
/// any system, no NUL, no leading dot. What the file system makes of the path must still lie below
/// `root`, which is canonical: links lead nowhere else, and loops of links are missing files.
pub fn find(root: &Path, target: &str) -> Found {
    let Some(names) = names(target) else {
        return Found::Missing;
    };
    let mut path = root.to_path_buf();
    path.extend(&names);
    let is_folder_address = path_of(target).ends_with('/');
    match look(root, &path) {
        Found::File(..) if is_folder_address => Found::Missing,
        Found::Folder(_) if !is_folder_address => Found::Slash(address(&names)),
        Found::Folder(folder) => index_page(root, folder),
        found => found,
    }
}

fn look(root: &Path, path: &Path) -> Found {
    let Ok(real) = path.canonicalize() else {
        return Found::Missing;
    };
    if !real.starts_with(root) {
        return Found::Outside;
    }
    match fs::metadata(&real) {
        Ok(found) if found.is_dir() => Found::Folder(real),
        Ok(found) if found.is_file() => Found::File(real, found),
        _ => Found::Missing,
    }
}

fn index_page(root: &Path, folder: PathBuf) -> Found {
    let pages = INDEX_PAGES
        .iter()
        .map(|name| look(root, &folder.join(name)));
    pages
        .into_iter()
        .find(|found| matches!(found, Found::File(..)))
        .unwrap_or(Found::Folder(folder))
}

/// The path in a request's target, which may be a whole address (RFC 9112, 3.2.2).
fn path_of(target: &str) -> &str {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let Some((scheme, rest)) = path.split_once("://") else {
        return path;
    };
    match scheme.contains('/') {
        true => path,
        false => rest.find('/').map_or("/", |at| &rest[at..]),
    }
}

/// The names in the path, decoded; `None` if one of them is none that may be asked for.
fn names(target: &str) -> Option<Vec<String>> {
    let path = path_of(target).strip_prefix('/')?;
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| decoded(segment).filter(|name| is_allowed(name)))
        .collect()
}

fn is_allowed(name: &str) -> bool {
    let is_hidden = name.starts_with('.') && name != WELL_KNOWN;
    // On Windows `C:` is a drive and `a:b` a stream of the file `a`.
    let forbidden = |c: char| matches!(c, '/' | '\\' | '\0') || (cfg!(windows) && c == ':');
    !is_hidden && !name.contains(forbidden)
}

/// Percent-encoding undone; `None` unless it is UTF-8 then. A `%` without two digits is itself.
pub fn decoded(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let [first, tail @ ..] = rest {
        let (byte, tail) = match (first, tail) {
            (b'%', [high, low, tail @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, tail),
                _ => (b'%', &rest[1..]),
            },
            _ => (*first, tail),
        };
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// `text` as one segment of an address.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The address of a folder by its names: begins with one `/`, so that it leads to no other host.
fn address(names: &[String]) -> String {
    let mut address = String::from("/");
    for name in names {
        address.push_str(&encoded(name));
        address.push('/');
    }
    address
}

/// Folders below that `pack` made, as relative addresses that end in `/`. Looks two levels deep:
/// deeper, a large site would keep whoever starts the server waiting.
pub fn packed_folders(root: &Path) -> Vec<String> {
    let walk = WalkDir::new(root)
        .min_depth(2)
        .max_depth(3)
        .sort_by_file_name();
    let entries = walk
        .into_iter()
        .filter_entry(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .flatten();
    let is_manifest = |path: &Path| fs::read(path).is_ok_and(|bytes| is_pack(&bytes));
    entries
        .filter(|entry| entry.file_name() == MANIFEST && is_manifest(entry.path()))
        .filter_map(|entry| {
            let folder = entry.path().parent()?.strip_prefix(root).ok()?;
            let names: Option<Vec<&str>> = folder.iter().map(|name| name.to_str()).collect();
            Some(names?.iter().map(|name| encoded(name) + "/").collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_to_names() {
        #[track_caller]
        fn check(target: &str, expected: Option<&[&str]>) {
            let names = names(target);
            let names: Option<Vec<&str>> = names
                .as_ref()
                .map(|names| names.iter().map(String::as_str).collect());
            assert_eq!(names.as_deref(), expected, "{target}");
        }
        check("/", Some(&[]));
        check("/a//b/?q=../c", Some(&["a", "b"]));
        check("/t%C3%ACm%20ki%E1%BA%BFm.html", Some(&["tìm kiếm.html"]));
        check("http://localhost:1/a", Some(&["a"]));
        check("http://localhost", Some(&[]));
        check("/100%", Some(&["100%"]));
        check("/.well-known/x", Some(&[".well-known", "x"]));
        for target in [
            "/../etc/passwd",
            "/a/%2e%2e/b",
            "/%2E%2E%2Fetc",
            "/..%5cetc",
            "/a%00b",
            "/.git/config",
            "/%2egit/config",
            "/%ff",
            "a",
            "*",
            "",
        ] {
            check(target, None);
        }
    }

    #[test]
    fn addresses_lead_to_no_other_host() {
        assert_eq!(
            address(&["example.vn".into(), "a b".into()]),
            "/example.vn/a%20b/"
        );
        assert_eq!(address(&[]), "/");
    }
}
