//! Everything that building and testing need, found or installed.
//!
//! Each part looks first and acts only when something is missing, so that a second run takes no
//! time. What it does goes through the machine's ordinary package clients (rustup, cargo, npm,
//! apt); tools land in cargo's home, where other checkouts find them.
//!
//! * [`target`]: a compiler for wasm32-unknown-unknown; [`debian`] is its way without rustup.
//! * [`cargo_tools`], [`wasm_opt`]: wasm-bindgen, wasm-pack, wasm-opt.
//! * [`packages`]: the npm packages of `www/`.
//! * [`browser`], [`engines`], [`lint`]: what only tests need.

mod apt;
mod browser;
mod cargo_tools;
mod debian;
mod engines;
mod lint;
mod lockfile;
mod packages;
mod rustup;
mod target;
mod wasm_opt;

pub use browser::{chromedriver, chromium};
pub use lint::has as has_lint_tool;
pub use target::TARGET;

use crate::flags::Flags;
use crate::project::Project;
use crate::{Result, say};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

/// `cargo xtask setup`
pub fn command(project: &Project, flags: Flags) -> Result<ExitCode> {
    flags.end()?;
    let parts = [
        for_wasm(project),
        packages::provide(project),
        for_tests(project),
    ];
    let problems: Vec<String> = parts.into_iter().filter_map(Result::err).collect();
    if problems.is_empty() {
        say!("all set");
        return Ok(ExitCode::SUCCESS);
    }
    Err(problems.join("\n\n"))
}

/// What compiling the module needs. The compiler's target and the tools come at the same time:
/// on a new machine each of them takes minutes of one core.
pub fn for_wasm(project: &Project) -> Result<()> {
    node_is_there(project)?;
    thread::scope(|scope| {
        let tools = scope.spawn(|| {
            cargo_tools::provide(project, cargo_tools::WASM_BINDGEN)
                .and_then(|()| wasm_opt::provide(project))
        });
        let target = target::provide(project);
        let tools = tools
            .join()
            .unwrap_or_else(|_| Err("installing the tools ended in a bug of xtask".to_owned()));
        target.and(tools)
    })
}

/// What the page needs besides the module.
pub fn for_page(project: &Project) -> Result<()> {
    packages::provide(project)
}

/// What tests need besides: formatter, linter, browsers.
pub fn for_tests(project: &Project) -> Result<()> {
    cargo_tools::provide(project, cargo_tools::WASM_PACK)
        .and(lint::provide(project))
        .and(browser::provide(project))
        .and(engines::provide(project))
}

/// Folders with the tools that `setup` installed, as they are now.
pub fn tool_folders(project: &Project) -> Vec<PathBuf> {
    let folders = cargo_tools::folders(project)
        .into_iter()
        .chain([wasm_opt::folder(project)]);
    folders.filter(|folder| folder.is_dir()).collect()
}

fn node_is_there(project: &Project) -> Result<()> {
    let missing = ["node", "npm"]
        .into_iter()
        .find(|program| project.which(program).is_none());
    match missing {
        None => Ok(()),
        Some(program) => Err(format!(
            "{program} is not on PATH. Install Node.js 20 or newer, https://nodejs.org"
        )),
    }
}
