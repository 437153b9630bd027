//! The WebAssembly module: compiled, bound to JavaScript and shrunk by wasm-pack.

use crate::flags::Flags;
use crate::hash::Fnv;
use crate::project::Project;
use crate::setup::{self, TARGET};
use crate::{Result, run, say, size};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

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
    size::print_files(
        project,
        &[folder.join("khongdau_bg.wasm"), folder.join("khongdau.js")],
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Builds it where it is out of date; returns the folder with `khongdau.js` and
/// `khongdau_bg.wasm`.
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
    if fs::read_to_string(&note).is_ok_and(|known| known == state)
        && folder.join("khongdau_bg.wasm").is_file()
    {
        return Ok(folder);
    }
    say!("wasm-pack: bindings for JavaScript, then wasm-opt");
    run::quiet(&mut module.pack(project, &folder))?;
    fs::write(&note, state)
        .map_err(|error| format!("{} cannot be written: {error}", note.display()))?;
    Ok(folder)
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
    /// The compilation that wasm-pack is going to ask for, so that it finds it done.
    fn compile(&self, project: &Project) -> Command {
        let mut command = self.with_seeds(project.command("cargo"));
        command
            .env("CARGO_BUILD_TARGET", TARGET)
            .args(["build", "--lib"]);
        command
            .args((!self.dev).then_some("--release"))
            .args(self.cargo_options());
        command
    }

    fn pack(&self, project: &Project, folder: &Path) -> Command {
        let mut command = self.with_seeds(project.command("wasm-pack"));
        let profile = if self.dev { "--dev" } else { "--release" };
        let options = [
            "build",
            profile,
            "--target",
            "web",
            "--mode",
            "no-install",
            "--no-pack",
        ];
        command
            .args(options)
            .args(["--out-name", "khongdau", "--out-dir"])
            .arg(folder);
        command.arg("--").args(self.cargo_options());
        command
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

    /// What wasm-pack's output depends on.
    fn state(&self, project: &Project) -> Result<String> {
        let profile = if self.dev { "debug" } else { "release" };
        let compiled = project
            .target()?
            .join(TARGET)
            .join(profile)
            .join("khongdau.wasm");
        let bytes = fs::read(&compiled)
            .map_err(|error| format!("{} cannot be read: {error}", compiled.display()))?;
        let mut hash = Fnv::new();
        hash.part(&bytes);
        hash.part(project.read("Cargo.toml")?.as_bytes()); // the arguments of wasm-opt
        hash.part(project.read("Cargo.lock")?.as_bytes()); // the version of wasm-bindgen
        Ok(format!("{} {profile}", hash.hex()))
    }
}
