//! The subcommands. Each takes its arguments, prints its result and returns what went wrong.

#[cfg(not(target_arch = "wasm32"))]
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
#[cfg(not(target_arch = "wasm32"))]
mod serve;
mod snippet;
mod suggest;
mod toml_file;
mod verify;

use crate::cli::{Cli, Command};
use crate::disk;
use crate::terminal;
use anyhow::Context;
use serde::Serialize;
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
        #[cfg(not(target_arch = "wasm32"))]
        Command::Serve(args) => serve::run(&args),
        #[cfg(not(target_arch = "wasm32"))]
        Command::Check(args) => return check::run(&args),
        #[cfg(target_arch = "wasm32")]
        Command::Serve(_) | Command::Check(_) => anyhow::bail!(
            "serve and check need sockets, which the command in Node has none of: use any server for \
             trying, such as `npx serve`, or install the program with `cargo install khongdau-cli`"
        ),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// The bytes of an index file.
fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let name = path.display();
    if disk::is_dir(path) {
        anyhow::bail!("{name}: is a folder: name the index file in it");
    }
    disk::fs::read(path).with_context(|| format!("{name}: cannot be read"))
}

/// Writes a result to standard output; its styles only where they are welcome.
fn print(text: &str) -> anyhow::Result<()> {
    disk::write_styled(text).context("cannot write to standard output")
}

/// Writes a result to standard output as one line of JSON.
fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    let mut json = terminal::to_json(value)?;
    json.push('\n');
    disk::write_stdout(json.as_bytes()).context("cannot write to standard output")
}
