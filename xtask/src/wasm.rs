//! The WebAssembly module: compiled, made fit for old browsers, bound to JavaScript and shrunk.

mod bindings;
mod node;
mod nowasm;

use crate::flags::Flags;
use crate::hash::Fnv;
use crate::project::Project;
use crate::setup::{self, TARGET};
use crate::{Result, run, say, size};
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

pub use node::build as build_node;

/// Which of the modules.
#[derive(Clone, Default)]
pub struct Module {
    /// The engine alone, without the index of the seeds.
    pub bare: bool,
    /// Quick to compile, for debugging: large and slow.
    pub dev: bool,
    /// Articles to carry in the place of those in `seeds/`.
    pub seeds: Option<PathBuf>,
}

/// `cargo xtask wasm`
pub fn command(project: &Project, mut flags: Flags) -> Result<ExitCode> {
    let module = Module {
        bare: flags.switch("--no-seeds"),
        dev: flags.switch("--dev"),
        seeds: None,
    };
    flags.end()?;
    setup::for_wasm(project)?;
    let folder = build(project, &module)?;
    say!("{} is ready", folder.display());
    let files = ["khongdau_bg.wasm", "khongdau.js", "khongdau_nowasm.js"];
    size::print_files(project, &files.map(|file| folder.join(file)))?;
    Ok(ExitCode::SUCCESS)
}

/// Builds it where it is out of date; returns the folder with `khongdau.js`, the bindings,
/// `khongdau_bg.wasm`, the module, and `khongdau_nowasm.js`, the module as JavaScript.
pub fn build(project: &Project, module: &Module) -> Result<PathBuf> {
    say!(
        "compiling {}",
        if module.bare {
            "the engine"
        } else {
            "the module with the articles"
        }
    );
    run::shown(&mut module.compile(project))?;
    let folder = folder(project, module)?;
    let note = folder.join(".made-from");
    let state = module.state(project)?;
    let files = ["khongdau_bg.wasm", "khongdau_nowasm.js"];
    if fs::read_to_string(&note).is_ok_and(|known| known == state)
        && files.iter().all(|file| folder.join(file).is_file())
    {
        return Ok(folder);
    }
    let _ = fs::remove_file(&note); // what follows may stop halfway
    say!("wasm-bindgen: bindings for JavaScript; wasm-opt: for old browsers, and small");
    bindings::write(project, module, &folder)?;
    say!("wasm2js: the same for pages that may run no WebAssembly");
    nowasm::write(project, module, &folder)?;
    write(&note, state)?;
    Ok(folder)
}

/// The compiler's name for machines that run the first version of WebAssembly.
const CPU: &str = "-Ctarget-cpu=mvp";

/// The compiler's flags that the user has set, and one more.
fn with_flag(flags: Option<String>, flag: &str) -> String {
    flags.map_or_else(|| flag.to_owned(), |flags| format!("{flags} {flag}"))
}

fn write(path: &Path, content: String) -> Result<()> {
    fs::write(path, content).map_err(|error| cannot("be written", path, &error))
}

fn cannot(what: &str, path: &Path, error: &io::Error) -> String {
    format!("{} cannot {what}: {error}", path.display())
}

/// Where it is built into.
pub fn folder(project: &Project, module: &Module) -> Result<PathBuf> {
    Ok(if module.bare {
        project.target()?.join("wasm-engine")
    } else {
        project.path("www/src/wasm")
    })
}

impl Module {
    fn compile(&self, project: &Project) -> Command {
        let mut command = self.with_seeds(project.command("cargo"));
        command.args(["build", "--lib", "--target", TARGET]);
        // wasm-bindgen's crate asks the compiler whether there are references to objects.
        command.env("RUSTFLAGS", with_flag(env::var("RUSTFLAGS").ok(), CPU));
        command
            .args((!self.dev).then_some("--release"))
            .args(self.cargo_options());
        command
    }

    /// What [`compile`](Self::compile) makes.
    fn compiled(&self, project: &Project) -> Result<PathBuf> {
        let profile = if self.dev { "debug" } else { "release" };
        let folder = project.target()?.join(TARGET).join(profile);
        Ok(folder.join("khongdau.wasm"))
    }

    fn cargo_options(&self) -> impl Iterator<Item = &'static str> {
        ["--package", "khongdau"]
            .into_iter()
            .chain(self.bare.then_some("--no-default-features"))
    }

    fn with_seeds(&self, mut command: Command) -> Command {
        if let Some(seeds) = &self.seeds {
            command.env("KHONGDAU_SEEDS", seeds);
        }
        command
    }

    /// How small wasm-opt and wasm2js make it.
    fn size_option(&self) -> &'static str {
        if self.dev { "-O0" } else { "-Oz" }
    }

    /// What the output depends on.
    fn state(&self, project: &Project) -> Result<String> {
        let compiled = self.compiled(project)?;
        let bytes = fs::read(&compiled).map_err(|error| cannot("be read", &compiled, &error))?;
        let mut hash = Fnv::new();
        hash.part(&bytes);
        for steps in ["wasm/bindings.rs", "wasm/nowasm.rs"] {
            hash.part(project.read(&format!("xtask/src/{steps}"))?.as_bytes());
        }
        hash.part(project.read("Cargo.lock")?.as_bytes()); // the version of wasm-bindgen
        Ok(hash.hex())
    }
}
