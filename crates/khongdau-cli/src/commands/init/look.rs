//! What there is in a site's folder.

use super::encoding::Encoding;
use super::maker::{self, Kind, Maker};
use crate::disk::fs::File;
use crate::disk::walkdir::{DirEntry, WalkDir};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Files looked at; after so many a site is known well enough.
const MOST_FILES: usize = 50_000;
/// Pages read.
const SAMPLES: usize = 40;
/// Bytes read of each.
const SAMPLE: u64 = 64 << 10;
/// Never pages of a site.
const PASSED_OVER: [&str; 3] = ["node_modules", "vendor", "target"];

/// What was found.
#[derive(Debug)]
pub struct Look {
    /// Where the pages are: the folder itself, or the one that its project is built into.
    pub site: PathBuf,
    pub maker: Option<Maker>,
    /// Files by extension, in lower case: those that can be indexed.
    pub counts: BTreeMap<String, u64>,
    /// The most frequent of the pages read; `None` without pages.
    pub encoding: Option<Encoding>,
    /// Whether there were more files than were looked at.
    pub is_cut: bool,
}

impl Look {
    /// Files with one of these extensions.
    pub fn count(&self, extensions: &[&str]) -> u64 {
        let counts = extensions.iter().filter_map(|of| self.counts.get(*of));
        counts.sum()
    }

    pub fn pages(&self) -> u64 {
        self.count(&PAGES)
    }
}

/// Extensions of pages.
pub const PAGES: [&str; 6] = ["html", "htm", "aspx", "xhtml", "shtml", "asp"];
/// Of all that can be indexed.
const ARTICLES: [&str; 11] = [
    "html", "htm", "aspx", "xhtml", "shtml", "asp", "txt", "md", "jsonl", "csv", "xml",
];

/// Looks at `folder`, which is one.
pub fn look(folder: &Path) -> Look {
    let by_files = maker::by_files(folder);
    let site = match by_files.map(|maker| maker.kind) {
        Some(Kind::Built(built)) => folder.join(built),
        _ => folder.to_path_buf(),
    };
    let mut look = Look {
        maker: by_files,
        counts: BTreeMap::new(),
        encoding: None,
        is_cut: false,
        site,
    };
    let mut encodings: BTreeMap<Encoding, usize> = BTreeMap::new();
    let mut samples = 0;
    for (number, entry) in files(&look.site).enumerate() {
        if number == MOST_FILES {
            look.is_cut = true;
            break;
        }
        let extension = entry.path().extension().unwrap_or_default();
        let extension = extension.to_string_lossy().to_ascii_lowercase();
        if !ARTICLES.contains(&extension.as_str()) {
            continue;
        }
        if PAGES.contains(&extension.as_str()) && samples < SAMPLES {
            let page = beginning(entry.path());
            *encodings.entry(Encoding::of(&page)).or_default() += 1;
            let text = String::from_utf8_lossy(&page).to_ascii_lowercase();
            look.maker = look.maker.or_else(|| maker::by_page(&text));
            samples += 1;
        }
        *look.counts.entry(extension).or_default() += 1;
    }
    look.encoding = encodings
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(encoding, _)| encoding);
    look
}

fn files(folder: &Path) -> impl Iterator<Item = DirEntry> {
    let is_site = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || (!name.starts_with('.') && !PASSED_OVER.contains(&name.as_ref()))
    };
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let entries = walk.filter_entry(is_site).flatten();
    entries.filter(|entry| entry.file_type().is_file())
}

/// The first bytes, up to a whole letter; none where the file cannot be read.
fn beginning(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Ok(file) = File::open(path) {
        let _ = file.take(SAMPLE).read_to_end(&mut bytes);
    }
    // A letter of UTF-8 that was cut in two would look like another encoding.
    if let Err(error) = std::str::from_utf8(&bytes)
        && error.error_len().is_none()
        && bytes.len() as u64 == SAMPLE
    {
        bytes.truncate(error.valid_up_to());
    }
    bytes
}
