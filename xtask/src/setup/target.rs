//! A compiler for wasm32-unknown-unknown.
//!
//! What is active in the checkout may do already; else `rustup target add`; else, on Debian,
//! the distribution's own toolchain, see [`super::debian`].

use super::{apt, debian, rustup};
use crate::hash::Fnv;
use crate::project::Project;
use crate::{Result, run, say};
use std::fs;
use std::process::Command;

/// The target of the module.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Uses the allocator and formatting, so that it links std and not only core.
const PROBE: &str = "#[no_mangle]\n\
    pub extern \"C\" fn probe(a: u32, b: u32) -> usize { format!(\"{}\", a + b).len() }\n";

/// Ends with 0 when the module that is its argument computes.
const RUN_PROBE: &str = "const bytes = require('fs').readFileSync(process.argv[1]);\
    WebAssembly.instantiate(bytes).then(m => process.exit(m.instance.exports.probe(95, 7) === 3 ? 0 : 1))";

/// Makes the compiler that is active in the checkout able to build for [`TARGET`].
pub fn provide(project: &Project) -> Result<()> {
    let Err(reason) = active_works(project) else {
        return Ok(());
    };
    say!("{TARGET}: {}", first_line(&reason));
    if add_by_rustup(project) {
        return Ok(());
    }
    if apt::is_debian(project) {
        return take_debians(project);
    }
    Err(format!(
        "Rust cannot build for {TARGET} yet. Install that target (with rustup: \
         `rustup target add {TARGET}`) and run this again."
    ))
}

fn take_debians(project: &Project) -> Result<()> {
    if project.keeps_toolchain() {
        say!("the toolchain chosen for this run cannot do it: that of this folder is used");
        project.leave_toolchain_to_rustup();
        if active_works(project).is_ok() {
            return Ok(());
        }
    }
    debian::provide(project)?;
    active_works(project).map_err(|reason| {
        format!("Rust still cannot build for {TARGET}, even with Debian's toolchain.\n{reason}")
    })?;
    let version = run::output(project.command("rustc").arg("-V"))?;
    say!("{TARGET}: ready, by {}", version.trim());
    Ok(())
}

/// Whether this `rustc` links a probe for [`TARGET`] that runs; a std of another compiler and a
/// missing linker show up here and nowhere earlier.
pub fn works(project: &Project, rustc: impl Fn() -> Command) -> Result<()> {
    let folder = run::output(rustc().args(["--print", "target-libdir", "--target", TARGET]))?;
    if fs::read_dir(folder.trim()).map_or(true, |mut entries| entries.next().is_none()) {
        return Err("not installed for the Rust that is active here".to_owned());
    }
    let notes = project.notes()?;
    let (source, module) = (notes.join("probe.rs"), notes.join("probe.wasm"));
    fs::write(&source, PROBE)
        .map_err(|error| format!("{} cannot be written: {error}", source.display()))?;
    let options = [
        "--edition=2021",
        "--crate-type=cdylib",
        "--target",
        TARGET,
        "-O",
        "-Clto",
        "-o",
    ];
    run::quiet(rustc().args(options).arg(&module).arg(&source))?;
    run::quiet(project.command("node").args(["-e", RUN_PROBE]).arg(&module))
}

/// [`works`] for the active compiler, remembered for as long as compiler and std stay the same.
fn active_works(project: &Project) -> Result<()> {
    let rustc = || project.command("rustc");
    let state = state(project)?;
    let note = project.notes()?.join("wasm-target");
    if fs::read_to_string(&note).is_ok_and(|known| known == state) {
        return Ok(());
    }
    works(project, rustc)?;
    fs::write(&note, state)
        .map_err(|error| format!("{} cannot be written: {error}", note.display()))
}

/// The compiler's version, and the files of its std for the target with size and time.
fn state(project: &Project) -> Result<String> {
    let rustc = |arguments: &[&str]| run::output(project.command("rustc").args(arguments));
    let folder = rustc(&["--print", "target-libdir", "--target", TARGET])?;
    let mut hash = Fnv::new();
    hash.part(rustc(&["-vV"])?.as_bytes());
    let entries = fs::read_dir(folder.trim()).into_iter().flatten().flatten();
    let mut files: Vec<String> = entries.map(|entry| described(&entry)).collect();
    files.sort();
    files.iter().for_each(|file| hash.part(file.as_bytes()));
    Ok(hash.hex())
}

fn described(entry: &fs::DirEntry) -> String {
    let facts = entry
        .metadata()
        .map(|metadata| (metadata.len(), metadata.modified().ok()));
    format!("{} {facts:?}", entry.path().display())
}

fn add_by_rustup(project: &Project) -> bool {
    if !rustup::may_download(project) {
        return false;
    }
    say!("rustup target add {TARGET}");
    let added = run::quiet(project.command("rustup").args(["target", "add", TARGET]));
    match added.and_then(|()| active_works(project)) {
        Ok(()) => true,
        Err(error) => {
            say!("that did not do: {error}");
            false
        }
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
