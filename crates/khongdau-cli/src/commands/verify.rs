//! `khongdau verify`: opens an index with all checks, then decodes every article.

use crate::cli::VerifyArgs;
use crate::terminal::{counted, plain};
use khongdau_core::index::{DocId, Index};

/// Prints `OK` with counts, or errs with what is damaged.
pub fn run(args: &VerifyArgs) -> anyhow::Result<()> {
    let index = super::open(&args.file)?;
    let name = args.file.display().to_string();
    articles(&index, &name)?;
    let stats = index.stats();
    super::print(&format!(
        "OK: {}: {}, {}, {}\n",
        plain(&name),
        counted(stats.documents.into(), "article"),
        counted(stats.bytes, "byte"),
        counted(stats.terms.into(), "distinct term"),
    ))
}

/// Errs if an article of the index called `name` cannot be read.
pub fn articles<D: AsRef<[u8]>>(index: &Index<D>, name: &str) -> anyhow::Result<()> {
    let documents = index.stats().documents;
    match (0..documents).find(|&doc| index.document(DocId(doc)).is_none()) {
        None => Ok(()),
        Some(damaged) => anyhow::bail!(
            "{name}: article number {damaged} of {documents} cannot be decoded: index the articles again"
        ),
    }
}
