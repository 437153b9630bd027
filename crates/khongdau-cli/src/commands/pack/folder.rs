//! A folder that is uploaded as it is, or opened from a disk.

use super::encode::{base64, integrity, short_hash};
use super::{Pack, page};
use crate::client_files::{
    ALL, ENGINE, ICON, LARGE_ICON, LOADER, NOWASM, PAGE_SCRIPT, PAGE_STYLE, SERVICE_WORKER,
    SMALL_ICON, TEMPLATE, WASM, WASM_TWIN, WIDGET,
};
use crate::commands::index::record;
use crate::output::FolderFile;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Says which index the folder has; written last, and the mark of a folder of ours.
pub const MANIFEST: &str = "khongdau.json";
pub const INDEX_PAGE: &str = "index.html";
const APP: &str = "manifest.webmanifest";

/// The version of [`MANIFEST`].
const VERSION: u32 = 1;

/// [`MANIFEST`]: what the client asks for first.
#[derive(Serialize, Deserialize)]
struct Manifest<'a> {
    khongdau: u32,
    version: &'a str,
    documents: u32,
    index: IndexEntry,
}

#[derive(Serialize, Deserialize)]
struct IndexEntry {
    file: String,
    bytes: usize,
    integrity: String,
}

/// All files, the one that makes them valid last.
pub fn files(pack: &Pack, file_urls: bool) -> anyhow::Result<Vec<FolderFile>> {
    let index = index_name(&pack.index);
    let manifest = manifest(pack, &index);
    let mut files = client_files(pack);
    files.push((index.clone(), pack.index.clone()));
    files.push((APP.to_owned(), app(pack)));
    files.push((
        INDEX_PAGE.to_owned(),
        page::of_folder(pack, file_urls)?.into_bytes(),
    ));
    // From a disk nothing can be read but scripts.
    if file_urls {
        files.push(twin(ENGINE, pack.client.bytes(ENGINE)));
        files.push(twin(&index, &pack.index));
        files.push(twin(MANIFEST, &manifest));
    }
    if let Some(record) = &pack.record {
        files.push((record::NAME.to_owned(), record.clone()));
    }
    files.push((MANIFEST.to_owned(), manifest));
    let worker = service_worker(pack, &files)?;
    files.insert(0, (SERVICE_WORKER.to_owned(), worker));
    Ok(files)
}

/// The files that are copied as they are.
fn client_files(pack: &Pack) -> Vec<FolderFile> {
    let copied = ALL
        .into_iter()
        .filter(|name| ![TEMPLATE, SERVICE_WORKER].contains(name));
    copied
        .map(|name| (name.to_owned(), pack.client.bytes(name).to_vec()))
        .collect()
}

/// Its name changes with its bytes, so that caches may keep it for good. `.bin`, because old IIS
/// refuses extensions that it does not know.
pub fn index_name(index: &[u8]) -> String {
    format!("articles-{}.bin", short_hash(index))
}

/// [`MANIFEST`] of an index in a file of this name.
pub fn manifest(pack: &Pack, index: &str) -> Vec<u8> {
    json(&Manifest {
        khongdau: VERSION,
        version: env!("CARGO_PKG_VERSION"),
        documents: pack.documents,
        index: IndexEntry {
            file: index.to_owned(),
            bytes: pack.index.len(),
            integrity: integrity(&pack.index),
        },
    })
}

/// The name of the index that a manifest says.
pub fn index_file(manifest: &[u8]) -> Option<String> {
    let manifest: Manifest<'_> = serde_json::from_slice(manifest).ok()?;
    Some(manifest.index.file).filter(|name| is_index_name(name))
}

/// A script that carries a file.
fn twin(name: &str, bytes: &[u8]) -> FolderFile {
    let script = format!(
        "(self.khongdau=self.khongdau||{{}}).files=Object.assign(self.khongdau.files||{{}},{{\"{name}\":\"{}\"}});\n",
        base64(bytes)
    );
    (twin_name(name), script.into_bytes())
}

fn twin_name(name: &str) -> String {
    format!("{name}.js")
}

/// What browsers ask for to install the page as an application.
fn app(pack: &Pack) -> Vec<u8> {
    let icon = |src: &str, sizes: &str, kind: &str, purpose: &str| serde_json::json!({"src": src, "sizes": sizes, "type": kind, "purpose": purpose});
    json(&serde_json::json!({
        "name": pack.title,
        "short_name": pack.title,
        "lang": pack.language.tag(),
        "start_url": ".",
        "scope": ".",
        "display": "standalone",
        "background_color": "#fbf9f5",
        "theme_color": "#fbf9f5",
        "icons": [
            icon(ICON, "any", "image/svg+xml", "any"),
            icon(SMALL_ICON, "192x192", "image/png", "any maskable"),
            icon(LARGE_ICON, "512x512", "image/png", "any maskable"),
        ],
    }))
}

/// What the service worker keeps: hashes by name.
#[derive(Serialize)]
struct Kept<'a> {
    /// At once.
    first: BTreeMap<&'a str, String>,
    /// When it is used for the first time.
    later: BTreeMap<&'a str, String>,
}

/// The client's service worker, told which files are its own.
fn service_worker(pack: &Pack, files: &[FolderFile]) -> anyhow::Result<Vec<u8>> {
    let hashes = |is_meant: &dyn Fn(&str) -> bool| {
        let meant = files.iter().filter(|(name, _)| is_meant(name));
        meant
            .map(|(name, bytes)| (name.as_str(), integrity(bytes)))
            .collect()
    };
    let index = index_name(&pack.index);
    let offline = [
        LOADER,
        WIDGET,
        ENGINE,
        WASM,
        PAGE_SCRIPT,
        PAGE_STYLE,
        ICON,
        INDEX_PAGE,
        APP,
        MANIFEST,
        &index,
    ];
    let kept = json(&Kept {
        first: hashes(&|name| offline.contains(&name)),
        later: hashes(&|name| [NOWASM, WASM_TWIN].contains(&name)),
    });
    let script = pack.client.text(SERVICE_WORKER)?;
    let name = short_hash(&[&kept, script.as_bytes()].concat());
    let kept = String::from_utf8(kept)?;
    Ok(format!(
        "self.khongdau={{\"name\":\"{name}\",\"files\":{}}};\n{script}",
        kept.trim_end()
    )
    .into_bytes())
}

/// One line.
fn json(value: &impl Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec(value).expect("names and numbers are JSON");
    json.push(b'\n');
    json
}

/// Whether this is the [`MANIFEST`] of a folder of ours, of any version.
pub fn is_pack(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Mark {
        #[serde(rename = "khongdau")]
        _version: u32,
    }
    serde_json::from_slice::<Mark>(bytes).is_ok()
}

/// Whether `pack` writes files of this name. Those of an older pack are removed.
pub fn is_ours(name: &str) -> bool {
    let plain = name
        .strip_suffix(".js")
        .filter(|twin| [ENGINE, MANIFEST].contains(twin) || is_index_name(twin))
        .unwrap_or(name);
    let is_copied = ALL.contains(&plain) && plain != TEMPLATE;
    is_copied || [INDEX_PAGE, MANIFEST, APP, record::NAME].contains(&plain) || is_index_name(plain)
}

fn is_index_name(name: &str) -> bool {
    let hash = name
        .strip_prefix("articles-")
        .and_then(|rest| rest.strip_suffix(".bin"));
    hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_ours() {
        for name in [
            "khongdau.js",
            "khongdau.wasm",
            "khongdau.wasm.js",
            "khongdau-engine.js.js",
            "khongdau.json.js",
            "articles-0123456789abcdef.bin",
            "articles-0123456789abcdef.bin.js",
            "index.html",
            "sw.js",
        ] {
            assert!(is_ours(name), "{name}");
        }
        for name in [
            "page.html",
            "index.html.js",
            "articles-1.bin",
            "articles.bin",
            "logo.svg",
            "index.htm",
        ] {
            assert!(!is_ours(name), "{name}");
        }
    }

    #[test]
    fn a_manifest_is_known_by_its_version() {
        assert!(is_pack(br#"{"khongdau":2,"more":[]}"#));
        assert!(!is_pack(br#"{"name":"khongdau"}"#));
        assert!(!is_pack(b""));
    }
}
