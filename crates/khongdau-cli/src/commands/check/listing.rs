//! Which files a packed folder must have.

use crate::client_files::{ENGINE, LOADER, NOWASM, WASM, WASM_TWIN, WIDGET};
use serde_json::Value;
use std::collections::BTreeMap;

/// What the loader asks for in any browser; without one of them there is no search.
pub const NEEDED: [&str; 4] = [LOADER, WIDGET, ENGINE, WASM];
/// Loaded where the server or the policy of a page stands in the way.
pub const SECOND_WAYS: [&str; 2] = [WASM_TWIN, NOWASM];
/// The version of khongdau.json that this program reads.
const VERSION: u64 = 1;

/// A file that is named somewhere, and what is said of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Listed {
    /// Relative to the folder.
    pub name: String,
    pub bytes: Option<u64>,
    /// `sha384-…`
    pub integrity: Option<String>,
}

/// Why a khongdau.json cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub enum NoManifest {
    /// It is something else: a page, an error, half a file.
    Other,
    /// It is of a version that this program does not read.
    Version(u64),
}

/// The files that khongdau.json names: every object in it, however deep, that has a `file`.
/// Names that lead out of the folder are left as they are; see [`is_inside`].
pub fn of_manifest(bytes: &[u8]) -> Result<Vec<Listed>, NoManifest> {
    let manifest: Value = serde_json::from_slice(bytes).map_err(|_| NoManifest::Other)?;
    match manifest.get("khongdau").and_then(Value::as_u64) {
        None => Err(NoManifest::Other),
        Some(VERSION) => {
            let mut files = Vec::new();
            collect(&manifest, &mut files);
            Ok(files)
        }
        Some(version) => Err(NoManifest::Version(version)),
    }
}

fn collect(value: &Value, files: &mut Vec<Listed>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, files)),
        Value::Object(entries) => {
            if let Some(Value::String(name)) = entries.get("file") {
                files.push(Listed {
                    name: name.clone(),
                    bytes: entries.get("bytes").and_then(Value::as_u64),
                    integrity: entries
                        .get("integrity")
                        .and_then(Value::as_str)
                        .map(str::to_owned),
                });
            }
            entries.values().for_each(|value| collect(value, files));
        }
        _ => {}
    }
}

/// The files that the service worker keeps: its script begins with their names and hashes.
pub fn of_service_worker(script: &str) -> Option<Vec<Listed>> {
    #[derive(serde::Deserialize)]
    struct Kept {
        files: BTreeMap<String, BTreeMap<String, String>>,
    }
    let json = script.strip_prefix("self.khongdau=")?;
    let mut values = serde_json::Deserializer::from_str(json).into_iter::<Kept>();
    let kept = values.next()?.ok()?;
    let hashes = kept.files.into_values().flatten();
    Some(
        hashes
            .map(|(name, integrity)| Listed {
                name,
                bytes: None,
                integrity: Some(integrity),
            })
            .collect(),
    )
}

/// Whether a name is that of a file in the folder or below.
pub fn is_inside(name: &str) -> bool {
    let is_name = |part: &str| !part.is_empty() && part != "." && part != "..";
    !name.contains(['\\', ':', '?', '#', '%']) && name.split('/').all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_a_manifest() {
        let manifest = br#"{"khongdau":1,"documents":2,
            "index":{"file":"a.bin","bytes":3,"integrity":"sha384-x","shards":[{"file":"s/b.bin"}]}}"#;
        let files = of_manifest(manifest).unwrap();
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["a.bin", "s/b.bin"]);
        assert_eq!(files[0].bytes, Some(3));
        assert_eq!(files[0].integrity.as_deref(), Some("sha384-x"));
        assert_eq!(of_manifest(b"<!doctype html>"), Err(NoManifest::Other));
        assert_eq!(of_manifest(b"{}"), Err(NoManifest::Other));
        assert_eq!(
            of_manifest(br#"{"khongdau":9}"#),
            Err(NoManifest::Version(9))
        );
    }

    #[test]
    fn the_files_of_a_service_worker() {
        let script = r#"self.khongdau={"name":"x","files":{"first":{"a.js":"sha384-a"},"later":{"b.js":"sha384-b"}}};
            more()"#;
        let files = of_service_worker(script).unwrap();
        assert_eq!(files.len(), 2);
        assert_eq!(of_service_worker("more()"), None);
    }

    #[test]
    fn names_inside() {
        for name in ["a.bin", "s/b.bin"] {
            assert!(is_inside(name), "{name}");
        }
        for name in ["../a", "/a", "a//b", "C:a", "..\\a", "", "a%2e"] {
            assert!(!is_inside(name), "{name}");
        }
    }
}
