//! Tools that cargo installs: wasm-bindgen with its test runner, and wasm-pack.
//!
//! A tool of the right version on PATH is used. Otherwise it is compiled into a folder of its
//! version in cargo's home (`khongdau-tools/`), where it stands in no other project's way, and
//! linked into cargo's `bin` under each name that is still free there.

use super::lockfile;
use crate::project::Project;
use crate::{Result, run, say};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// wasm-pack's version, the one that the build is tested with.
const WASM_PACK_VERSION: &str = "0.15.1";

/// A crate with programs.
struct Tool {
    name: &'static str,
    version: String,
    programs: &'static [&'static str],
    /// Its crates in which it spends its time; the others are compiled without optimisation.
    hot: &'static [&'static str],
    /// Its options for `cargo install`, tried in this order.
    options: [&'static str; 2],
}

/// What makes the bindings of the module.
pub const WASM_BINDGEN: &str = "wasm-bindgen-cli";
/// What users of the crate may build it with, so that tests do.
pub const WASM_PACK: &str = "wasm-pack";

/// Finds or installs one of them.
pub fn provide(project: &Project, name: &str) -> Result<()> {
    let tools = tools(project)?;
    let missing: Vec<&Tool> = tools
        .iter()
        .filter(|tool| tool.name == name && !tool.is_there(project))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let work = project.notes()?.join("tools");
    missing
        .iter()
        .try_for_each(|tool| tool.install(project, &work))?;
    fs::remove_dir_all(&work)
        .map_err(|error| format!("{} cannot be removed: {error}", work.display()))
}

/// The folders of their programs, whether they are there or not.
pub fn folders(project: &Project) -> Vec<PathBuf> {
    let tools = tools(project).unwrap_or_default();
    tools
        .iter()
        .map(|tool| tool.folder(project).join("bin"))
        .collect()
}

fn tools(project: &Project) -> Result<Vec<Tool>> {
    let lock = project.read("Cargo.lock")?;
    let bindgen =
        lockfile::version(&lock, "wasm-bindgen").ok_or("Cargo.lock names no wasm-bindgen")?;
    Ok(vec![
        // Not --locked: its lock file names versions that not every registry mirror offers.
        // Without its default features it has no TLS, and the test runner talks to this machine.
        Tool {
            name: WASM_BINDGEN,
            version: bindgen.to_owned(),
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            hot: &[
                "walrus",
                "wasmparser",
                "wasm-encoder",
                "gimli",
                "wasm-bindgen-cli-support",
            ],
            options: ["--no-default-features", "--locked"],
        },
        Tool {
            name: WASM_PACK,
            version: WASM_PACK_VERSION.to_owned(),
            programs: &["wasm-pack"],
            hot: &[],
            options: ["--locked", "--quiet"],
        },
    ])
}

impl Tool {
    fn folder(&self, project: &Project) -> PathBuf {
        project
            .tools()
            .join(format!("{}-{}", self.name, self.version))
    }

    fn is_there(&self, project: &Project) -> bool {
        self.folder(project).is_dir()
            || self
                .programs
                .iter()
                .all(|program| self.is_this_version(project, program))
    }

    fn is_this_version(&self, project: &Project, program: &str) -> bool {
        let printed = run::output(project.command(program).arg("--version")).unwrap_or_default();
        printed.split_whitespace().nth(1) == Some(&self.version)
    }

    fn install(&self, project: &Project, work: &Path) -> Result<()> {
        say!(
            "{} {}: not found, installing it with cargo (about a minute)",
            self.name,
            self.version
        );
        let fresh = work.join(self.name);
        let _ = fs::remove_dir_all(&fresh);
        let attempts = self
            .options
            .iter()
            .map(|option| run::quiet(&mut self.command(project, work, option)));
        first_success(attempts).map_err(|error| {
            format!("{error}\n{} could not be installed. When Rust's registry is reachable, run this again.", self.name)
        })?;
        self.move_into_place(project, &fresh)?;
        link_where_free(project, &self.folder(project).join("bin"), self.programs);
        say!("{} {}: installed", self.name, self.version);
        Ok(())
    }

    /// Quick to build rather than quick to run, except for what the tool's time goes into: half
    /// the time of a plain `cargo install`, and the tool is as fast.
    fn command(&self, project: &Project, work: &Path, option: &str) -> Command {
        let mut command = project.command("cargo");
        for name in ["CARGO_BUILD_TARGET", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
            command.env_remove(name);
        }
        for (name, value) in [
            ("OPT_LEVEL", "0"),
            ("DEBUG", "0"),
            ("LTO", "off"),
            ("STRIP", "true"),
        ] {
            command.env(format!("CARGO_PROFILE_RELEASE_{name}"), value);
        }
        let hot = self
            .hot
            .iter()
            .map(|name| format!("--config=profile.release.package.{name}.opt-level=2"));
        command
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_TARGET_DIR", work.join("target"))
            .args(hot)
            .args([
                "install",
                "--force",
                "--version",
                &self.version,
                option,
                "--root",
            ])
            .arg(work.join(self.name))
            .arg(self.name);
        command
    }

    /// One rename, so that an interrupted installation does not look like a complete one.
    fn move_into_place(&self, project: &Project, fresh: &Path) -> Result<()> {
        let folder = self.folder(project);
        let failed =
            |error: std::io::Error| format!("{} cannot be written: {error}", folder.display());
        fs::create_dir_all(project.tools()).map_err(failed)?;
        let moved = fs::rename(fresh, &folder).or_else(|_| copy_programs(fresh, &folder));
        let other_checkout_was_quicker = folder.is_dir();
        if other_checkout_was_quicker {
            Ok(())
        } else {
            moved.map_err(failed)
        }
    }
}

fn first_success(mut attempts: impl Iterator<Item = Result<()>>) -> Result<()> {
    let first = attempts.next().unwrap_or(Ok(()));
    match first {
        Err(error) => attempts.find(Result::is_ok).unwrap_or(Err(error)),
        done => done,
    }
}

/// For a target directory on another disk than cargo's home.
fn copy_programs(from: &Path, to: &Path) -> std::io::Result<()> {
    let halfway = to.with_extension("part");
    fs::create_dir_all(halfway.join("bin"))?;
    for entry in fs::read_dir(from.join("bin"))? {
        let entry = entry?;
        fs::copy(entry.path(), halfway.join("bin").join(entry.file_name()))?;
    }
    fs::rename(halfway, to)
}

/// Makes programs of a folder usable in every shell that has cargo's `bin` on PATH. A name that
/// is taken there belongs to someone else and stays.
pub fn link_where_free(project: &Project, folder: &Path, programs: &[&str]) {
    let bin = project.cargo_home().join("bin");
    for program in programs {
        let file = format!("{program}{}", env::consts::EXE_SUFFIX);
        if !bin.join(&file).exists() {
            let _ = link(&folder.join(&file), &bin.join(&file));
        }
    }
}

#[cfg(unix)]
fn link(program: &Path, name: &Path) -> std::io::Result<()> {
    let _ = fs::remove_file(name); // a link whose program is gone
    std::os::unix::fs::symlink(program, name)
}

#[cfg(not(unix))]
fn link(program: &Path, name: &Path) -> std::io::Result<()> {
    fs::copy(program, name).map(drop)
}
