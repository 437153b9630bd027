//! `khongdau snippet`: what a page needs to have the search box of a folder that `pack` made.

mod text;

use super::pack::{INDEX_PAGE, MANIFEST, integrity, is_ours, is_pack};
use crate::cli::{Language, SnippetArgs};
use crate::client_files::LOADER;
use crate::disk::fs;
use anyhow::Context;
use std::fmt::Write;
use std::path::Path;
use text::Address;

/// Prints the snippet, and the hash of every file.
pub fn run(args: &SnippetArgs) -> anyhow::Result<()> {
    print(&args.folder, args.path.as_deref(), args.lang, true)
}

/// Prints the snippet of `folder` as it will be reached at `path`; by default, its name.
pub fn print(
    folder: &Path,
    path: Option<&str>,
    language: Option<Language>,
    hashes: bool,
) -> anyhow::Result<()> {
    let files = files(folder)?;
    let loader = files.iter().find(|(name, _)| name == LOADER);
    let (_, hash) = loader.with_context(|| {
        format!(
            "{}: has no {LOADER}: pack the index again",
            folder.display()
        )
    })?;
    let address = Address::new(path, folder);
    let language = language.unwrap_or_else(Language::of_environment);
    let mut out = text::snippet(&address, hash, language);
    if hashes {
        out.push_str(&text::hashes_title(language));
        for (name, hash) in &files {
            let _ = writeln!(out, "{hash}  {name}");
        }
    }
    super::print(&out)
}

/// Our files in the folder, sorted by name, each with its hash.
fn files(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let name = folder.display();
    let is_packed = fs::read(folder.join(MANIFEST)).is_ok_and(|bytes| is_pack(&bytes));
    anyhow::ensure!(
        is_packed,
        "{name}: is no folder of `khongdau pack`: it has no {MANIFEST}"
    );
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{name}: cannot be read"))? {
        let entry = entry.with_context(|| format!("{name}: cannot be read"))?;
        let Ok(file) = entry.file_name().into_string() else {
            continue;
        };
        // The page is reached by its address and the manifest changes: neither is ever checked.
        if is_ours(&file) && ![INDEX_PAGE, MANIFEST].contains(&file.as_str()) {
            let bytes = fs::read(entry.path())
                .with_context(|| format!("{}: cannot be read", entry.path().display()))?;
            files.push((file, integrity(&bytes)));
        }
    }
    files.sort();
    Ok(files)
}
