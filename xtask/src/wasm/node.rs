//! The command line as WebAssembly, for `npx khongdau`. Node runs all of WebAssembly, so nothing is
//! lowered; and it reads it from a disk, so speed goes before size.

use super::cannot;
use crate::hash::Fnv;
use crate::project::Project;
use crate::setup::TARGET;
use crate::{Result, run, say};
use std::fs;
use std::path::PathBuf;

/// Builds it where it is out of date; returns the folder with `khongdau-cli.js`, the bindings, and
/// `khongdau-cli_bg.wasm`.
pub fn build(project: &Project) -> Result<PathBuf> {
    say!("compiling the command line for Node");
    let arguments = [
        "build",
        "--profile",
        "node",
        "--package",
        "khongdau-cli",
        "--bin",
        "khongdau",
        "--target",
        TARGET,
    ];
    run::shown(project.command("cargo").args(arguments))?;
    let target = project.target()?;
    let compiled = target.join(TARGET).join("node/khongdau.wasm");
    let folder = target.join("wasm-node");
    let bytes = fs::read(&compiled).map_err(|error| cannot("be read", &compiled, &error))?;
    let mut hash = Fnv::new();
    hash.part(&bytes);
    hash.part(project.read("Cargo.lock")?.as_bytes()); // the version of wasm-bindgen
    let (note, state) = (folder.join(".made-from"), hash.hex());
    if fs::read_to_string(&note).is_ok_and(|known| known == state) {
        return Ok(folder);
    }
    let _ = fs::remove_file(&note); // what follows may stop halfway
    run::quiet(
        project
            .command("wasm-bindgen")
            .args(["--target", "web", "--no-typescript"])
            .args(["--out-name", "khongdau-cli", "--out-dir"])
            .arg(&folder)
            .arg(&compiled),
    )?;
    super::write(&note, state)?;
    Ok(folder)
}
