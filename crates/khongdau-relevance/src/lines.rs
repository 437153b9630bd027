//! Lines of JSON, compressed or not.

use anyhow::Context;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// The records of a file of JSON lines, each with the number of its line; blank lines are left
/// out. Decompresses by the name's end: `.gz`, `.xz`.
pub fn records<T: DeserializeOwned>(
    path: &Path,
) -> anyhow::Result<impl Iterator<Item = anyhow::Result<(usize, T)>> + use<T>> {
    let name = path.display().to_string();
    let lines = open(path)?.lines().zip(1..);
    Ok(lines.filter_map(move |(line, number)| {
        let parsed = line
            .with_context(|| format!("{name}:{number}: cannot be read"))
            .and_then(|line| parse(&line).with_context(|| format!("{name}:{number}")));
        parsed
            .transpose()
            .map(|record| record.map(|record| (number, record)))
    }))
}

fn parse<T: DeserializeOwned>(line: &str) -> anyhow::Result<Option<T>> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    serde_json::from_str(line)
        .map(Some)
        .context("is not the JSON object that is expected here")
}

fn open(path: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    let file = File::open(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let plain: Box<dyn Read> = match path.extension().and_then(|extension| extension.to_str()) {
        Some("gz") => Box::new(flate2::read::MultiGzDecoder::new(BufReader::new(file))),
        Some("xz") => Box::new(lzma_rust2::XzReader::new(BufReader::new(file), true)),
        _ => Box::new(file),
    };
    Ok(Box::new(BufReader::new(plain)))
}

#[cfg(test)]
mod tests {
    use super::records;
    use std::io::Write;

    const TEXT: &str = "{\"a\":1}\n\n{\"a\":2}\n";

    fn numbers(path: &std::path::Path) -> Vec<(usize, serde_json::Value)> {
        let found: anyhow::Result<Vec<_>> = records(path).unwrap().collect();
        found.unwrap()
    }

    #[test]
    fn lines_are_numbered_as_editors_do() {
        let folder = tempfile::tempdir().unwrap();
        let plain = folder.path().join("a.jsonl");
        std::fs::write(&plain, TEXT).unwrap();
        let found = numbers(&plain);
        assert_eq!(found[1], (3, serde_json::json!({ "a": 2 })));
        let packed = folder.path().join("a.jsonl.gz");
        let file = std::fs::File::create(&packed).unwrap();
        let mut encoder = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        encoder.write_all(TEXT.as_bytes()).unwrap();
        encoder.finish().unwrap();
        assert_eq!(numbers(&packed), found);
    }

    #[test]
    fn what_is_no_json_is_named_by_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        std::fs::write(&path, "{}\n{\n").unwrap();
        let found: anyhow::Result<Vec<(usize, serde_json::Value)>> =
            records(&path).unwrap().collect();
        let message = format!("{:#}", found.unwrap_err());
        assert!(message.contains("a.jsonl:2: is not the JSON"), "{message}");
    }

    #[test]
    fn broken_archives_are_sentences() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.jsonl.gz", "a.jsonl.xz"] {
            let path = folder.path().join(name);
            std::fs::write(&path, "no archive").unwrap();
            let found: anyhow::Result<Vec<(usize, serde_json::Value)>> =
                records(&path).unwrap().take(2).collect();
            let message = format!("{:#}", found.unwrap_err());
            assert!(message.contains(":1: cannot be read"), "{message}");
        }
    }
}
