//! What is published for the web: the client folder, which `khongdau pack` puts on sites, and the
//! npm package.

use crate::flags::Flags;
use crate::project::{Project, json_string};
use crate::wasm::Module;
use crate::{Result, run, say, setup, wasm};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// `cargo xtask dist`
pub fn command(project: &Project, flags: Flags) -> Result<ExitCode> {
    flags.end()?;
    setup::for_wasm(project)?;
    setup::for_page(project)?;
    let tarball = build(project)?;
    say!("{} is ready", tarball.display());
    Ok(ExitCode::SUCCESS)
}

/// Builds both, prints their sizes, and returns the package as npm publishes it.
pub fn build(project: &Project) -> Result<PathBuf> {
    let engine = Module {
        bare: true,
        ..Module::default()
    };
    let engine = wasm::build(project, &engine)?;
    let node = wasm::build_node(project)?;
    let fold = fold_table(project)?;
    let package = package(project)?;
    say!("the client folder and the npm package");
    run::shown(
        project
            .command("node")
            .arg("build/dist.mjs")
            .args([&engine, &fold, &client(project), &package, &node])
            .current_dir(project.path("www")),
    )?;
    pack(project, &package)?;
    tarball(project)
}

/// The package as npm publishes it, once it is built.
pub fn tarball(project: &Project) -> Result<PathBuf> {
    let manifest = project.read("www/package.json")?;
    let version = json_string(&manifest, "version").ok_or("www/package.json names no version")?;
    Ok(package(project)?.with_file_name(format!("khongdau-{version}.tgz")))
}

fn package(project: &Project) -> Result<PathBuf> {
    Ok(project.target()?.join("npm/khongdau"))
}

/// The client folder, where the build script of `khongdau-cli` looks for it.
fn client(project: &Project) -> PathBuf {
    project.path("target/client")
}

/// A file that says what folding does; see the example of that name.
fn fold_table(project: &Project) -> Result<PathBuf> {
    let arguments = [
        "run",
        "--quiet",
        "--package",
        "khongdau-core",
        "--example",
        "fold_table",
    ];
    let table = run::output(project.command("cargo").args(arguments))?;
    let path = project.notes()?.join("fold.json");
    fs::write(&path, table)
        .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
    Ok(path)
}

fn pack(project: &Project, package: &Path) -> Result<()> {
    let arguments = ["pack", "--silent", "--pack-destination", "..", "."];
    let mut npm = project.command("npm");
    run::quiet(npm.args(arguments).current_dir(package))
}
