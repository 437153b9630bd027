//! The subcommands. Each takes its arguments, prints its result and returns what went wrong.

mod check;
mod check_queries;
mod completions;
mod extract;
mod index;
mod init;
mod inspect;
mod man;
pub mod pack;
pub mod report;
mod search;
mod serve;
mod snippet;
mod suggest;
mod toml_file;
mod verify;

use crate::cli::{Cli, Command};
use crate::terminal;
use anyhow::Context;
use khongdau_core::index::Index;
use serde::Serialize;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Does what the arguments say.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let done = match cli.command {
        Command::Index(args) => index::run(args),
        Command::Extract(args) => extract::run(args),
        Command::Search(args) => search::run(&args),
        Command::Suggest(args) => suggest::run(&args),
        Command::CheckQueries(args) => return check_queries::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Report(args) => return report::run(&args),
        Command::Pack(args) => pack::run(&args),
        Command::Snippet(args) => snippet::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Check(args) => return check::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// Reads and opens an index, with all checks of [`Index::open`].
fn open(path: &Path) -> anyhow::Result<Index<Vec<u8>>> {
    Index::open(read(path)?).with_context(|| path.display().to_string())
}

/// The bytes of an index file.
fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let name = path.display();
    if path.is_dir() {
        anyhow::bail!("{name}: is a folder: name the index file in it");
    }
    std::fs::read(path).with_context(|| format!("{name}: cannot be read"))
}

/// Writes a result to standard output; its styles only where they are welcome.
fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = anstream::AutoStream::auto(std::io::stdout().lock());
    stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
        .context("cannot write to standard output")
}

/// Writes a result to standard output as one line of JSON.
fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    let mut json = terminal::to_json(value)?;
    json.push('\n');
    let mut stdout = std::io::stdout().lock();
    stdout
        .write_all(json.as_bytes())
        .and_then(|()| stdout.flush())
        .context("cannot write to standard output")
}
