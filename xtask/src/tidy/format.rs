//! `docs/FORMAT.md` describes the code of this commit: it carries the hash of the sources that
//! read and write an index, so that neither changes without a look at the other.

use super::sources::{Source, Sources};
use crate::hash::Fnv;
use crate::project::Project;
use crate::{Result, say};
use std::fs;

const DOCUMENT: &str = "docs/FORMAT.md";
const LINE: &str = "Source hash: ";
const FOLDERS: [&str; 2] = [
    "crates/khongdau-core/src/format/",
    "crates/khongdau-core/src/index/",
];

/// The document's hash is that of the code.
pub fn document_is_of_this_code(sources: &Sources) -> Vec<String> {
    let Some(document) = sources.get(DOCUMENT) else {
        return vec![format!("{DOCUMENT} is missing")];
    };
    let wanted = hash(sources);
    match document
        .lines()
        .find_map(|(place, line)| Some((place, line.strip_prefix(LINE)?)))
    {
        Some((_, found)) if found.trim() == wanted => Vec::new(),
        Some((place, _)) => vec![format!(
            "{place}: the code of the format has changed: see that the document still describes it, then run `cargo xtask tidy --bless`"
        )],
        None => vec![format!("{DOCUMENT} has no line `{LINE}{wanted}`")],
    }
}

/// Writes the hash of the code into the document.
pub fn bless(project: &Project) -> Result<()> {
    let wanted = hash(&Sources::read(project)?);
    let text = project.read(DOCUMENT)?;
    fs::write(project.path(DOCUMENT), blessed(&text, &wanted))
        .map_err(|error| format!("{DOCUMENT} cannot be written: {error}"))?;
    say!("{DOCUMENT}: {LINE}{wanted}");
    Ok(())
}

fn blessed(text: &str, hash: &str) -> String {
    let line = |line: &str| {
        if line.starts_with(LINE) {
            format!("{LINE}{hash}\n")
        } else {
            line.to_owned()
        }
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Paths and contents; alike on systems whose lines end otherwise.
fn hash(sources: &Sources) -> String {
    let of_format = |source: &&Source| FOLDERS.iter().any(|folder| source.path.starts_with(folder));
    let mut hash = Fnv::new();
    for source in sources.all().filter(of_format) {
        hash.part(source.path.as_bytes());
        hash.part(source.text.replace('\r', "").as_bytes());
    }
    hash.hex()
}

#[cfg(test)]
mod tests {
    use super::{blessed, document_is_of_this_code, hash};
    use crate::tidy::sources::Sources;

    fn sources(code: &str, document: &str) -> Sources {
        Sources::of(&[
            ("crates/khongdau-core/src/format/varint.rs", code),
            ("docs/FORMAT.md", document),
        ])
    }

    #[test]
    fn code_and_document_change_together() {
        let hash = hash(&sources("one\n", ""));
        let document = blessed("# Format\nSource hash: 0\nText\n", &hash);
        assert_eq!(document, format!("# Format\nSource hash: {hash}\nText\n"));
        assert!(document_is_of_this_code(&sources("one\r\n", &document)).is_empty());
        assert_eq!(
            document_is_of_this_code(&sources("two\n", &document)).len(),
            1
        );
        assert_eq!(
            document_is_of_this_code(&sources("one\n", "# Format\n")).len(),
            1
        );
    }
}
