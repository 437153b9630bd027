//! Debian's own Rust as the compiler of this checkout, for machines whose rustup has no network
//! way to the target.
//!
//! The packages `rustc-web` and `cargo-web` are a current compiler, `rust-web-src` its sources.
//! std for the target is compiled from them once (about half a minute) and put where that
//! compiler looks; a std can only be used by the compiler that built it, so it cannot be lent to
//! rustup's. The compiler becomes rustup's toolchain `debian`, set for this folder alone.

use super::apt;
use super::target::{TARGET, works};
use crate::project::Project;
use crate::{Result, run, say};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// rustup's name for Debian's toolchain.
const TOOLCHAIN: &str = "debian";
/// Variables that are about other builds than that of std.
const OF_OTHER_BUILDS: [&str; 5] = [
    "RUSTUP_TOOLCHAIN",
    "RUSTC_WRAPPER",
    "RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_RUSTFLAGS",
];

/// Installs the toolchain where it is missing, and makes it that of the checkout.
pub fn provide(project: &Project) -> Result<()> {
    say!("taking Debian's Rust, with std for {TARGET} built from Debian's sources");
    apt::install(project, &["rustc-web", "cargo-web", "rust-web-src"])?;
    if works(project, || rustc(project)).is_err() {
        let compiler = Compiler::ask(project)?;
        compiler.link_linker(project)?;
        compiler.build_std(project)?;
    }
    choose_for_this_folder(project)
}

fn rustc(project: &Project) -> Command {
    let mut command = project.command("/usr/bin/rustc");
    command.env_remove("RUSTUP_TOOLCHAIN");
    command
}

/// What Debian's compiler says about itself.
struct Compiler {
    sysroot: PathBuf,
    host: String,
    llvm: String,
    commit: String,
}

impl Compiler {
    fn ask(project: &Project) -> Result<Self> {
        let facts = run::output(rustc(project).arg("-vV"))?;
        let sysroot = run::output(rustc(project).args(["--print", "sysroot"]))?;
        let llvm = fact(&facts, "LLVM version")?;
        Ok(Self {
            sysroot: sysroot.trim().into(),
            host: fact(&facts, "host")?,
            llvm: llvm.split('.').next().unwrap_or_default().to_owned(),
            commit: fact(&facts, "commit-hash")?,
        })
    }

    /// rustc calls the linker `rust-lld`; Debian's is `lld-N`, N the version of LLVM.
    fn link_linker(&self, project: &Project) -> Result<()> {
        let folder = self
            .sysroot
            .join("lib/rustlib")
            .join(&self.host)
            .join("bin");
        let matching = format!("lld-{}", self.llvm);
        let lld = if apt::knows(project, &matching) {
            &matching
        } else {
            "lld-19"
        };
        apt::install(project, &[lld])?;
        run::quiet(apt::as_root(project, "mkdir")?.arg("-p").arg(&folder))?;
        let program = format!("/usr/bin/{lld}");
        run::quiet(
            apt::as_root(project, "ln")?
                .args(["-sfn", &program])
                .arg(folder.join("rust-lld")),
        )
    }

    fn build_std(&self, project: &Project) -> Result<()> {
        say!("building std for {TARGET} (about half a minute)");
        let sources = self.sysroot.join("lib/rustlib/src/rust/library");
        let work = project.notes()?.join("std");
        run::quiet(&mut self.std_command(project, &sources, &work)?).map_err(|error| {
            format!("{error}\nstd could not be built. It needs eight crates of Rust's registry: is that reachable?")
        })?;
        self.install_std(
            project,
            &work.join(TARGET).join(profile(&sources)).join("deps"),
        )?;
        fs::remove_dir_all(&work)
            .map_err(|error| format!("{} cannot be removed: {error}", work.display()))
    }

    /// As the compiler's own build does it: its profile, everything unstable that is not marked
    /// otherwise, and no path of this machine in panic messages.
    fn std_command(&self, project: &Project, sources: &Path, work: &Path) -> Result<Command> {
        let neutral = project.notes()?;
        let mut command = project.command("/usr/bin/cargo");
        for name in OF_OTHER_BUILDS {
            command.env_remove(name);
        }
        command
            .current_dir(neutral)
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("__CARGO_DEFAULT_LIB_METADATA", "khongdau")
            .env(
                "CARGO_ENCODED_RUSTFLAGS",
                self.std_flags(project, sources).join("\u{1f}"),
            )
            .env("CARGO_TARGET_DIR", work)
            .args([
                "build",
                "-q",
                "--locked",
                "--target",
                TARGET,
                "--profile",
                profile(sources),
            ])
            .arg("--manifest-path")
            .arg(sources.join("sysroot/Cargo.toml"));
        Ok(command)
    }

    fn std_flags(&self, project: &Project, sources: &Path) -> Vec<String> {
        let here = fs::canonicalize(sources).unwrap_or_else(|_| sources.to_owned());
        let registry = project.cargo_home().join("registry/src");
        let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
        let library = format!("/rustc/{}/library", self.commit);
        let mut flags = vec![
            "-Zforce-unstable-if-unmarked".to_owned(),
            remap(sources, &library),
            remap(&here, &library),
            remap(&registry, "/rust/deps"),
        ];
        if profile(sources) == "release" {
            flags.push("-Cembed-bitcode=yes".to_owned()); // or there is no LTO with this std
        }
        flags
    }

    fn install_std(&self, project: &Project, built: &Path) -> Result<()> {
        let folder = self.sysroot.join("lib/rustlib").join(TARGET);
        let libraries = folder.join("lib");
        run::quiet(apt::as_root(project, "rm")?.arg("-rf").arg(&folder))?;
        run::quiet(apt::as_root(project, "mkdir")?.arg("-p").arg(&libraries))?;
        let entries = fs::read_dir(built)
            .map_err(|error| format!("{} cannot be read: {error}", built.display()))?;
        let files = entries.flatten().map(|entry| entry.path());
        let rlibs = files.filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "rlib")
        });
        run::quiet(apt::as_root(project, "cp")?.args(rlibs).arg(&libraries))
    }
}

/// The profile that releases of Rust are built with; older sources do not have it.
fn profile(sources: &Path) -> &'static str {
    let manifest = fs::read_to_string(sources.join("Cargo.toml")).unwrap_or_default();
    if manifest.contains("[profile.dist]") {
        "dist"
    } else {
        "release"
    }
}

fn fact(facts: &str, name: &str) -> Result<String> {
    let value = facts
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    value
        .map(str::to_owned)
        .ok_or_else(|| format!("rustc -vV says nothing about {name}"))
}

fn choose_for_this_folder(project: &Project) -> Result<()> {
    if project.which("rustup").is_none() {
        return Ok(());
    }
    let rustup =
        |arguments: &[&str]| run::quiet(project.command("rustup").arg("-q").args(arguments));
    if fs::canonicalize(rustup_home()?.join("toolchains").join(TOOLCHAIN)).ok()
        != Some("/usr".into())
    {
        rustup(&["toolchain", "link", TOOLCHAIN, "/usr"])?;
    }
    let root = project.root().to_string_lossy();
    rustup(&["override", "set", TOOLCHAIN, "--path", &root])?;
    say!(
        "in {root}, cargo and rustc are Debian's from now on (`rustup override unset` there undoes it)"
    );
    Ok(())
}

fn rustup_home() -> Result<PathBuf> {
    let default = || env::home_dir().map(|home| home.join(".rustup"));
    env::var_os("RUSTUP_HOME")
        .map(PathBuf::from)
        .or_else(default)
        .ok_or_else(|| "there is no home folder".to_owned())
}

#[cfg(test)]
mod tests {
    use super::fact;

    #[test]
    fn facts_of_rustc() {
        let facts = "rustc 1.96.0 (ac68faa20 2026-05-25)\nhost: x86_64-unknown-linux-gnu\nLLVM version: 22.1.2\n";
        assert_eq!(
            fact(facts, "host").as_deref(),
            Ok("x86_64-unknown-linux-gnu")
        );
        assert_eq!(fact(facts, "LLVM version").as_deref(), Ok("22.1.2"));
        assert!(fact(facts, "commit-hash").is_err());
    }
}
