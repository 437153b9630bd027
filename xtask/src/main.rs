//! `cargo xtask …`: set up, build, show, test and measure khongdau.
//!
//! Runs other programs (cargo, wasm-pack, npm, node) and depends on nothing but std, so that it
//! is there seconds after a clone. Each command gets what it needs by itself, see [`setup`].
//!
//! * [`project`]: where things are, and the environment that other programs get.
//! * [`run`]: running them: quietly, openly, or with an eye on what they print.
//! * [`setup`]: the wasm target, the tools, npm packages, the browser.
//! * [`wasm`], [`demo`], [`dist`], [`mod@test`], [`size`], [`relevance`], [`mod@bench`], [`tidy`]: the
//!   commands.

mod bench;
mod demo;
mod dist;
mod flags;
mod hash;
mod project;
mod relevance;
mod run;
mod say;
mod setup;
mod size;
mod test;
mod tidy;
mod wasm;

use flags::Flags;
use project::Project;
use std::process::ExitCode;

/// What happened, and what to do next, in plain sentences.
type Result<T> = std::result::Result<T, String>;

const HELP: &str = "\
cargo xtask setup                    get everything that building and testing need
cargo xtask wasm [--no-seeds] [--dev]
                                     build the module into www/src/wasm, and say its size;
                                     --no-seeds: the engine alone, into target/wasm-engine
cargo xtask demo [--port N] [--seeds FOLDER] [--check]
                                     build the module and the page, and serve it on this machine;
                                     --check: ask the server for the page once, and end
cargo xtask dist                     what is published for the web: the client folder, target/client,
                                     and the npm package, target/npm
cargo xtask test                     everything: engine, index, wasm, page in a real browser
cargo xtask size                     what a visitor downloads, against docs/size-budget.toml
cargo xtask relevance [ARGUMENTS]    how good search is, over the seeds and over a corpus where
                                     there is one; --help lists the arguments
cargo xtask bench [growth] [ARGUMENTS]
                                     what a visitor waits for and downloads, beside Pagefind;
                                     growth: by the number of articles. benches/ says the arguments
cargo xtask tidy [--bless]           the rules of the repository;
                                     --bless: write the new source hash into docs/FORMAT.md
";

fn main() -> ExitCode {
    say::start_clock();
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    match dispatch(&command, arguments.collect()) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("\ncargo xtask {command}: {message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: &str, arguments: Vec<String>) -> Result<ExitCode> {
    let project = Project::find()?;
    match command {
        "relevance" => return relevance::command(&project, &arguments),
        "bench" => return bench::command(&project, &arguments),
        _ => {}
    }
    let flags = Flags::new(arguments);
    match command {
        "setup" => setup::command(&project, flags),
        "wasm" => wasm::command(&project, flags),
        "demo" => demo::command(&project, flags),
        "dist" => dist::command(&project, flags),
        "test" => test::command(&project, flags),
        "size" => size::command(&project, flags),
        "tidy" => tidy::command(&project, flags),
        "" | "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        other => Err(format!(
            "there is no command {other:?}. These there are:\n\n{HELP}"
        )),
    }
}
