//! What a visitor waits for and downloads, beside Pagefind: `benches/`.

use crate::project::Project;
use crate::wasm::Module;
use crate::{Result, demo, dist, run, setup, wasm};
use std::process::ExitCode;

/// `cargo xtask bench`
pub fn command(project: &Project, arguments: &[String]) -> Result<ExitCode> {
    let (script, arguments) = match arguments.split_first() {
        Some((name, rest)) if name == "growth" => ("benches/growth.mjs", rest),
        _ => ("benches/browser.mjs", arguments),
    };
    setup::for_wasm(project)?;
    setup::for_page(project)?;
    setup::for_tests(project)?;
    wasm::build(project, &Module::default())?;
    demo::build_page(project)?;
    dist::build(project)?;
    let mut cargo = project.command("cargo");
    run::shown(cargo.args(["build", "--release", "--package", "khongdau-cli"]))?;
    run::shown(project.command("node").arg(script).args(arguments))?;
    Ok(ExitCode::SUCCESS)
}
