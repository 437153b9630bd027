//! Compiles the seed articles into the index that the wasm module carries.
//!
//! Takes every `.txt` of `seeds/`, or of the folder that `KHONGDAU_SEEDS` names, in the order
//! of their names, with a side-car `NAME.meta` where there is one.

use khongdau_core::document::{Document, seed::parse_seed};
use khongdau_core::index::{AnalyzedDocument, Writer};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-env-changed=KHONGDAU_SEEDS");
    if env::var_os("CARGO_FEATURE_SEEDS").is_none() {
        return;
    }
    let folder =
        env::var_os("KHONGDAU_SEEDS").map_or_else(|| PathBuf::from("seeds"), PathBuf::from);
    println!("cargo::rerun-if-changed={}", folder.display());
    let out = Path::new(&env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("seeds.kdx");
    let written = index(&folder).and_then(|bytes| {
        fs::write(&out, bytes).map_err(|error| format!("{}: {error}", out.display()))
    });
    if let Err(message) = written {
        println!("cargo::error={message}");
    }
}

fn index(folder: &Path) -> Result<Vec<u8>, String> {
    let mut writer = Writer::new();
    for path in articles(folder)? {
        let at_file = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let document = read(&path).map_err(|error| at_file(&error))?;
        writer
            .add(AnalyzedDocument::new(document))
            .map_err(|error| at_file(&error))?;
    }
    writer
        .finish()
        .map_err(|error| format!("{}: {error}", folder.display()))
}

fn articles(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let unreadable = |error| format!("cannot read the seed folder {}: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    let paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>();
    let mut paths = paths.map_err(unreadable)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    if paths.is_empty() {
        return Err(format!(
            "{} has no .txt article to index: put at least one there",
            folder.display()
        ));
    }
    Ok(paths)
}

fn read(path: &Path) -> Result<Document, String> {
    let name = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .ok_or("its name is not UTF-8")?;
    let text = read_utf8(path)?;
    let beside = path.with_extension("meta");
    let sidecar = if beside.exists() {
        Some(read_utf8(&beside)?)
    } else {
        None
    };
    parse_seed(name, &text, sidecar.as_deref()).map_err(|error| error.to_string())
}

fn read_utf8(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("cannot be read: {error}"))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("is not UTF-8 (byte {at}): save the article as UTF-8")
    })
}
