//! A sitemap and the folder it lies in: the pages of a site by their addresses, in its order.

use super::error::Found;
use super::page::{Options, PageFile};
use super::{Place, Problem, Source, extension, text};
use crate::disk;
use khongdau_extract::encoding;
use khongdau_extract::formats::Kind;
use khongdau_extract::formats::kind::by_extension;
use khongdau_extract::formats::sitemap::{self, Entry, Sitemap};
use percent_encoding::percent_decode_str;
use std::path::{Path, PathBuf};

/// The files of a sitemap's pages, and of the sitemaps that it names. Pages are looked for below its
/// folder by the path of their address; those not there are told by their place.
pub fn pages(path: &Path, options: &Options) -> Result<Vec<Source>, Found> {
    let folder = path.parent().unwrap_or(Path::new(""));
    match read(path)? {
        Sitemap::Pages(entries) => Ok(of_entries(path, folder, entries, options)),
        Sitemap::Sitemaps(entries) => {
            let mut all = Vec::new();
            for entry in entries {
                let local = folder.join(local_path(&entry.url, options));
                match read(&local) {
                    Ok(Sitemap::Pages(pages)) => {
                        all.extend(of_entries(&local, folder, pages, options));
                    }
                    // Sitemaps of sitemaps of sitemaps are none (sitemaps.org).
                    _ => all.push(missing(path, folder, &entry)),
                }
            }
            Ok(all)
        }
    }
}

fn read(path: &Path) -> Result<Sitemap, Found> {
    let bytes = text::read(path)?;
    let decoded = encoding::decode(&bytes, None).map_err(Problem::NotText)?;
    sitemap::read(&decoded.text).map_err(|bad| {
        let file = Place::file(path);
        let place = if bad.line == 0 {
            file
        } else {
            file.line(bad.line)
        };
        Found::Elsewhere(Problem::Format(bad.what).at(place))
    })
}

fn of_entries(
    sitemap: &Path,
    folder: &Path,
    entries: Vec<Entry>,
    options: &Options,
) -> Vec<Source> {
    let entries = entries.into_iter();
    entries
        .map(|entry| {
            page(folder, &entry, options).unwrap_or_else(|| missing(sitemap, folder, &entry))
        })
        .collect()
}

fn missing(sitemap: &Path, folder: &Path, entry: &Entry) -> Source {
    let folder = match folder.as_os_str().is_empty() {
        true => "this folder".to_owned(),
        false => folder.display().to_string(),
    };
    let problem = Problem::NoPage(entry.url.clone(), folder);
    Source::Missing(Place::file(sitemap).line(entry.line), problem)
}

fn page(folder: &Path, entry: &Entry, options: &Options) -> Option<Source> {
    let relative = find(folder, &local_path(&entry.url, options))?;
    let path = folder.join(&relative);
    let bytes = disk::fs::metadata(&path).ok()?.len();
    let kind = match by_extension(&extension(&path)) {
        Some(Kind::Markdown) => Kind::Markdown,
        _ => Kind::Html,
    };
    let page = PageFile::below(&path, &relative, bytes, kind).ok()?;
    Some(Source::Page(page.with_url(entry.url.clone())))
}

/// The path of an address below the folder: without origin or base, query and fragment.
fn local_path(url: &str, options: &Options) -> PathBuf {
    let base = options.base_url.as_deref().unwrap_or("/");
    let path = url.strip_prefix(base).unwrap_or_else(|| {
        let behind = url.split_once("://").map_or(url, |(_, behind)| behind);
        match url.contains("://") {
            true => behind.split_once('/').map_or("", |(_, path)| path),
            false => behind,
        }
    });
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8_lossy();
    // Never out of the folder.
    let parts = path
        .split('/')
        .filter(|part| !matches!(*part, "" | "." | ".."));
    parts.collect()
}

/// The file that a server would send for a path.
fn find(folder: &Path, path: &Path) -> Option<PathBuf> {
    let with = |end: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let indexes = [
        "index.html",
        "index.htm",
        "index.php",
        "default.aspx",
        "index.md",
    ];
    let mut ways = vec![path.to_owned()];
    ways.extend(indexes.map(|index| path.join(index)));
    if !path.as_os_str().is_empty() {
        ways.extend([".html", ".htm", ".aspx", ".php", ".md"].map(with));
    }
    ways.into_iter()
        .find(|way| disk::is_file(&folder.join(way)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_paths() {
        let based = Options {
            base_url: Some("https://a.vn/so/".to_owned()),
            ..Options::default()
        };
        let plain = Options::default();
        for (url, options, path) in [
            (
                "https://a.vn/tin/b%C3%A0i.html?x=1#y",
                &plain,
                "tin/bài.html",
            ),
            ("https://a.vn", &plain, ""),
            ("https://a.vn/so/tin/", &based, "tin"),
            ("https://a.vn/khac/", &based, "khac"),
            ("/tin/../../etc/passwd", &plain, "tin/etc/passwd"),
        ] {
            assert_eq!(local_path(url, options), Path::new(path), "{url}");
        }
    }
}
