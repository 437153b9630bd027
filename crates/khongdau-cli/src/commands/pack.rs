//! `khongdau pack`: an index and the client that searches it, as a site can be given them.
//!
//! ```text
//! index ─► verified ─┐                      ┌─► one page with everything inside
//!                    ├─► Pack ─► page.rs ───┤
//! client files ──────┘                      └─► a folder (folder.rs), and a snippet (snippet.rs)
//! ```
//!
//! Nothing in the output depends on the clock, on names of folders or on the order of a listing:
//! same input, same bytes.

mod client;
mod encode;
mod folder;
mod page;
mod shards;
mod template;

use super::index::record::Record;
use crate::cli::{Language, PackArgs};
use crate::disk;
use crate::download::{self, Site};
use crate::output::{self, FolderTarget, Ours, Target, ends_in_separator};
use crate::terminal::{self, bytes, counted, plain};
use anyhow::Context;
use clap::CommandFactory;
use clap::error::ErrorKind;
use khongdau_core::index::Index;
use khongdau_core::index::blocks::FOLDERS;
use std::ffi::OsStr;
use std::path::Path;
use std::rc::Rc;

pub use client::Client;
pub use encode::integrity;
pub use folder::{INDEX_PAGE, MANIFEST, index_file, is_ours, is_pack};
pub use shards::Sharded;

/// What goes into a page or a folder.
struct Pack {
    client: Client,
    title: String,
    language: Language,
    base_url: Option<String>,
    documents: u32,
    index: Vec<u8>,
    /// What the index was made of, for the next one.
    record: Option<Vec<u8>>,
}

/// Where it goes.
enum Output {
    Page(Target),
    Folder(FolderTarget),
}

/// Whether the output can be written: before the long work of what goes into it.
pub fn check(args: &PackArgs) -> anyhow::Result<()> {
    check_output(args).map(drop)
}

/// Packs, and prints how a site uses it.
pub fn run(args: &PackArgs) -> anyhow::Result<()> {
    refuse_nonsense(args);
    let output = check_output(args)?;
    let (index, documents) = read_index(&args.file)?;
    write(args, output, Pack::of(args, index, documents)?)
}

/// The same of an index that has just been made, with the record of it if there is one.
pub fn run_made(args: &PackArgs, index: Vec<u8>, record: Option<Record>) -> anyhow::Result<()> {
    if is_sharded(args, index.len()) {
        return run_sharded(args, Sharded::of(Index::open(index)?)?, record);
    }
    let documents = Index::open(&index[..])?.stats().documents;
    write(args, check_output(args)?, Pack::of(args, index, documents)?)
}

/// The same of one that is in shards already.
pub fn run_sharded(
    args: &PackArgs,
    sharded: Sharded,
    record: Option<Record>,
) -> anyhow::Result<()> {
    let pack = Pack::of(args, Vec::new(), sharded.documents())?;
    if let Output::Folder(target) = check_output(args)? {
        write_sharded(args, pack, sharded, record, &target)?;
        print_snippet(args)?;
    }
    Ok(())
}

impl Pack {
    fn of(args: &PackArgs, index: Vec<u8>, documents: u32) -> anyhow::Result<Pack> {
        let language = args.lang.unwrap_or(Language::Vi);
        Ok(Pack {
            client: Client::load(args.client.as_deref())?,
            title: title(args, language),
            language,
            base_url: args.base_url.clone(),
            documents,
            index,
            record: None,
        })
    }
}

fn write(args: &PackArgs, output: Output, mut pack: Pack) -> anyhow::Result<()> {
    let documents = pack.documents;
    match output {
        Output::Page(target) => {
            let page = page::whole(&pack)?;
            target.write([page.as_bytes()])?;
            summarize(args, documents, 1, page.len());
            Ok(())
        }
        Output::Folder(target) => {
            match is_sharded(args, pack.index.len()) {
                true => {
                    let whole = Index::open(std::mem::take(&mut pack.index))?;
                    write_sharded(args, pack, Sharded::of(whole)?, None, &target)?;
                }
                false => {
                    check_budget(args, || Site::whole(&pack.index, &pack.client))?;
                    let files = folder::files(&pack, args.file_urls)?;
                    target.write(&files)?;
                    shards::remove_others(&args.output, &Default::default())?;
                    let size = files.iter().map(|(_, bytes)| bytes.len()).sum();
                    summarize(args, documents, files.len(), size);
                }
            }
            print_snippet(args)
        }
    }
}

fn print_snippet(args: &PackArgs) -> anyhow::Result<()> {
    match args.snippet {
        true => super::snippet::print(&args.output, None, args.lang, false),
        false => Ok(()),
    }
}

/// An index of more bytes is sharded, unless the arguments say otherwise: it takes a visitor longer
/// to fetch than a few shards.
const LARGEST_WHOLE: usize = 1 << 20;

fn is_sharded(args: &PackArgs, bytes: usize) -> bool {
    !args.whole && !args.file_urls && (args.sharded || bytes > LARGEST_WHOLE)
}

/// Writes the shards, then the files that make them valid.
fn write_sharded(
    args: &PackArgs,
    mut pack: Pack,
    sharded: Sharded,
    record: Option<Record>,
    target: &FolderTarget,
) -> anyhow::Result<()> {
    let documents = pack.documents;
    pack.index = sharded.first_file().to_vec();
    if let Some(mut record) = record {
        record.base = sharded.base_name();
        pack.record = Some(record.encode()?);
    }
    let sharded = Rc::new(sharded);
    check_budget(args, || Site::packed(Rc::clone(&sharded), &pack.client))?;
    let before = shards::Before::read(&args.output);
    let files = folder::files(&pack, false)?;
    let written = std::cell::Cell::new(shards::Written::default());
    let write = |folder: &Path| sharded.write(folder).map(|done| written.set(done));
    target.write_behind(&write, &before.index, &files)?;
    shards::remove_others(&args.output, &sharded.and(before))?;
    let size: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let written = written.get();
    summarize(
        args,
        documents,
        files.len() + written.files,
        size + written.bytes,
    );
    if !args.quiet && written.kept > 0 {
        terminal::tell(&format!(
            "{} new since the last time, {}; {} as before",
            counted(written.new as u64, "shard"),
            bytes(written.new_bytes as u64),
            counted(written.kept as u64, "shard"),
        ));
    }
    Ok(())
}

/// Queries that a budget is measured with.
const SAMPLE: usize = 100;

/// Refuses an index of which a first query needs more than the budget, before anything is written.
fn check_budget(
    args: &PackArgs,
    site: impl FnOnce() -> anyhow::Result<Site>,
) -> anyhow::Result<()> {
    let Some(budget) = args.budget else {
        return Ok(());
    };
    let mut site = site()?;
    let queries = download::sample(&site, SAMPLE)?;
    let report = super::report::Report::of(&mut site, &queries, 0)?;
    report
        .refuse_over(budget)
        .with_context(|| args.output.display().to_string())
}

/// Ends the program with a usage error where clap cannot see one.
fn refuse_nonsense(args: &PackArgs) {
    let message = if is_page(&args.output) {
        match args.file_urls {
            true => "a page in one file always works from a disk: leave --file-urls out",
            false => return,
        }
    } else if is_folder(&args.output) {
        return;
    } else {
        "--output is a file that ends in .html, or a folder: put / at its end"
    };
    let mut command = crate::cli::Cli::command();
    disk::exit_with(&command.error(ErrorKind::ValueValidation, message))
}

fn is_page(path: &Path) -> bool {
    let is_html = |extension: &OsStr| {
        ["html", "htm"]
            .iter()
            .any(|html| extension.eq_ignore_ascii_case(html))
    };
    !ends_in_separator(path) && !disk::is_dir(path) && path.extension().is_some_and(is_html)
}

/// What has an extension is more likely a file, unless it is there or said to be a folder.
fn is_folder(path: &Path) -> bool {
    ends_in_separator(path) || disk::is_dir(path) || path.extension().is_none()
}

/// Looks at the output first: nobody waits for what cannot be written.
fn check_output(args: &PackArgs) -> anyhow::Result<Output> {
    if is_page(&args.output) {
        let target = Target::check(&args.output, &output::PAGE, args.force)?;
        target.refuse_inputs([args.file.as_path()].into_iter())?;
        return Ok(Output::Page(target));
    }
    let ours = Ours {
        mark: MANIFEST,
        is_mark: is_pack,
        is_ours,
        shard_folders: &FOLDERS,
    };
    let target = FolderTarget::check(&args.output, ours, args.force)?;
    Ok(Output::Folder(target))
}

/// The bytes of an index that opens and whose articles can all be read, and their number.
fn read_index(path: &Path) -> anyhow::Result<(Vec<u8>, u32)> {
    let bytes = super::read(path)?;
    let name = path.display().to_string();
    let index = Index::open(&bytes[..]).with_context(|| name.clone())?;
    super::verify::articles(&index, &name)?;
    let documents = index.stats().documents;
    Ok((bytes, documents))
}

/// On one line, without characters that would turn a window's title around.
fn title(args: &PackArgs, language: Language) -> String {
    let default = match language {
        Language::Vi => "Tìm kiếm",
        Language::En => "Search",
    };
    let given = args.title.as_deref().map(|title| plain(title.trim()));
    given.unwrap_or_else(|| default.to_owned())
}

/// `tim-kiem/: 1,000 articles, 14 files, 2.3 MB`
fn summarize(args: &PackArgs, documents: u32, files: usize, size: usize) {
    if !args.quiet {
        terminal::tell(&format!(
            "{}: {}, {}, {}",
            plain(&args.output.display().to_string()),
            counted(documents.into(), "article"),
            counted(files as u64, "file"),
            bytes(size as u64),
        ));
    }
}
