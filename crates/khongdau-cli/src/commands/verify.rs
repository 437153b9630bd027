//! `khongdau verify`: opens an index with all checks, then decodes every article.

use crate::cli::VerifyArgs;
use crate::terminal::{counted, plain};
use khongdau_core::index::DocId;

/// Prints `OK` with counts, or errs with what is damaged.
pub fn run(args: &VerifyArgs) -> anyhow::Result<()> {
    let index = super::open(&args.file)?;
    let name = args.file.display().to_string();
    let stats = index.stats();
    if let Some(damaged) = (0..stats.documents).find(|&doc| index.document(DocId(doc)).is_none()) {
        anyhow::bail!(
            "{name}: article number {damaged} of {} cannot be decoded: index the articles again",
            stats.documents
        );
    }
    super::print(&format!(
        "OK: {}: {}, {}, {}\n",
        plain(&name),
        counted(stats.documents.into(), "article"),
        counted(stats.bytes, "byte"),
        counted(stats.terms.into(), "distinct term"),
    ))
}
