//! The subcommands. Each takes its arguments, prints its result and returns what went wrong.

mod check_queries;
mod index;
mod inspect;
mod search;
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
        Command::Index(args) => index::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Suggest(args) => suggest::run(&args),
        Command::CheckQueries(args) => return check_queries::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Verify(args) => verify::run(&args),
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// Reads and opens an index, with all checks of [`Index::open`].
fn open(path: &Path) -> anyhow::Result<Index<Vec<u8>>> {
    let name = path.display();
    if path.is_dir() {
        anyhow::bail!("{name}: is a folder: name the index file in it");
    }
    let bytes = std::fs::read(path).with_context(|| format!("{name}: cannot be read"))?;
    Index::open(bytes).with_context(|| name.to_string())
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
