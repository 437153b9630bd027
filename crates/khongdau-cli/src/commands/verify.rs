//! `khongdau verify`: opens an index with all checks, reads its shards if it has any, then decodes
//! every article.

use crate::cli::VerifyArgs;
use crate::published::Published;
use crate::terminal::{counted, plain};
use khongdau_core::index::{DocId, Index};

/// Prints `OK` with counts, or errs with what is damaged.
pub fn run(args: &VerifyArgs) -> anyhow::Result<()> {
    let name = args.file.display().to_string();
    let mut index = Published::open(&args.file)?;
    let bytes = index.bring_all()?;
    let index = index.searcher.index();
    articles(index, &name)?;
    let stats = index.stats();
    super::print(&format!(
        "OK: {}: {}, {}, {}\n",
        plain(&name),
        counted(stats.documents.into(), "article"),
        counted(bytes, "byte"),
        counted(stats.terms.into(), "distinct term"),
    ))
}

/// Errs if an article of the index called `name` cannot be read.
pub fn articles<D: AsRef<[u8]>>(index: &Index<D>, name: &str) -> anyhow::Result<()> {
    let documents = index.stats().documents;
    match index.documents().find(|doc| index.document(*doc).is_none()) {
        None => Ok(()),
        Some(DocId(damaged)) => anyhow::bail!(
            "{name}: article number {damaged} of {documents} cannot be decoded: index the articles again"
        ),
    }
}
