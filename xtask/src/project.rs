//! Where things are, and the environment that other programs get.

use crate::{Result, run};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{env, fs};

/// The checkout, and this machine's folders for Rust.
pub struct Project {
    root: PathBuf,
    cargo_home: PathBuf,
    keep_toolchain: AtomicBool,
    target: OnceLock<PathBuf>,
}

impl Project {
    /// The checkout that this program was compiled in.
    pub fn find() -> Result<Self> {
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&manifest)
            .parent()
            .ok_or("xtask lies outside the project")?
            .to_owned();
        let home = || env::home_dir().map(|home| home.join(".cargo"));
        let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home);
        let cargo_home = cargo_home.ok_or("there is no home folder: set CARGO_HOME")?;
        let project = Self {
            root,
            cargo_home,
            keep_toolchain: AtomicBool::new(false),
            target: OnceLock::new(),
        };
        project
            .keep_toolchain
            .store(project.toolchain_is_the_users(), Ordering::Relaxed);
        Ok(project)
    }

    /// The checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A file or folder of the checkout.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A text file of the checkout.
    pub fn read(&self, relative: &str) -> Result<String> {
        fs::read_to_string(self.path(relative))
            .map_err(|error| format!("{relative} cannot be read: {error}"))
    }

    /// Cargo's folder for this user.
    pub fn cargo_home(&self) -> &Path {
        &self.cargo_home
    }

    /// Whether programs get the toolchain that the user asked for in this run, by `cargo +name`
    /// or RUSTUP_TOOLCHAIN, and not the one that rustup chooses for the checkout.
    pub fn keeps_toolchain(&self) -> bool {
        self.keep_toolchain.load(Ordering::Relaxed)
    }

    /// From now on, programs get the toolchain that rustup chooses for the checkout.
    pub fn leave_toolchain_to_rustup(&self) {
        self.keep_toolchain.store(false, Ordering::Relaxed);
    }

    /// Where this user's checkouts share the tools that they need, each in a folder of its version.
    pub fn tools(&self) -> PathBuf {
        self.cargo_home.join("khongdau-tools")
    }

    /// Cargo's folder for what it builds here.
    pub fn target(&self) -> Result<&Path> {
        if let Some(known) = self.target.get() {
            return Ok(known);
        }
        let arguments = ["metadata", "--format-version=1", "--no-deps", "--offline"];
        let metadata = run::output(self.command("cargo").args(arguments))?;
        let folder = json_string(&metadata, "target_directory")
            .ok_or("cargo metadata names no target directory")?;
        Ok(self.target.get_or_init(|| folder.into()))
    }

    /// A folder below [`target`](Self::target) for the notes of this program, made if it is missing.
    pub fn notes(&self) -> Result<PathBuf> {
        let folder = self.target()?.join("xtask");
        fs::create_dir_all(&folder)
            .map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
        Ok(folder)
    }

    /// A program in the checkout, with the tools of [`tools`](Self::tools) first on PATH and
    /// without what cargo and rustup told this program about itself.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program_name(program));
        command
            .current_dir(&self.root)
            .env("PATH", self.search_path());
        self.forget_outer_cargo(&mut command);
        command
    }

    /// Whether a program is on the PATH of [`command`](Self::command), and where.
    pub fn which(&self, program: &str) -> Option<PathBuf> {
        let file = format!("{program}{}", env::consts::EXE_SUFFIX);
        env::split_paths(&self.search_path())
            .map(|folder| folder.join(&file))
            .find(|path| path.is_file())
    }

    fn search_path(&self) -> OsString {
        let own = crate::setup::tool_folders(self);
        let inherited = env::var_os("PATH").unwrap_or_default();
        let cargos = self.cargo_home.join("bin");
        let all = own.into_iter().chain(env::split_paths(&inherited));
        let all: Vec<PathBuf> = all.chain([cargos]).collect();
        env::join_paths(all).unwrap_or(inherited)
    }

    /// `cargo` tells the programs that it runs which toolchain it is of. Handed on, that would go
    /// before the toolchain that rustup chooses for this folder, which `setup` may just have set.
    fn forget_outer_cargo(&self, command: &mut Command) {
        const OF_THIS_RUN: [&str; 5] = [
            "CARGO",
            "CARGO_MANIFEST_DIR",
            "CARGO_MANIFEST_PATH",
            "RUST_RECURSION_COUNT",
            "LD_LIBRARY_PATH",
        ];
        let of_package = env::vars_os().map(|(name, _)| name);
        let of_package = of_package.filter(|name| name.to_string_lossy().starts_with("CARGO_PKG_"));
        for name in OF_THIS_RUN.iter().map(OsString::from).chain(of_package) {
            command.env_remove(name);
        }
        if let Some(paths) = env::var_os("LD_LIBRARY_PATH").and_then(without_rust) {
            command.env("LD_LIBRARY_PATH", paths);
        }
        if !self.keeps_toolchain() {
            command
                .env_remove("RUSTUP_TOOLCHAIN")
                .env_remove("RUSTUP_TOOLCHAIN_SOURCE");
        }
    }

    /// RUSTUP_TOOLCHAIN does more than repeat what rustup chooses for the checkout anyway.
    fn toolchain_is_the_users(&self) -> bool {
        let Ok(set) = env::var("RUSTUP_TOOLCHAIN") else {
            return false;
        };
        let active = run::output(self.command("rustup").args(["show", "active-toolchain"]));
        active.is_ok_and(|active| active.split_whitespace().next() != Some(&set))
    }
}

/// Node's programs are scripts on Windows, which are started by their full name.
fn program_name(program: &str) -> String {
    let is_script = cfg!(windows) && ["npm", "npx", "wasm-opt", "wasm2js"].contains(&program);
    if is_script {
        format!("{program}.cmd")
    } else {
        program.to_owned()
    }
}

/// Library folders that no Rust toolchain and no target directory is behind.
fn without_rust(paths: OsString) -> Option<OsString> {
    let of_rust = |path: &PathBuf| {
        let is = |name: &str| path.components().any(|part| part.as_os_str() == name);
        is("toolchains") || is("rustlib") || is("debug") || is("release")
    };
    let kept: Vec<PathBuf> = env::split_paths(&paths)
        .filter(|path| !of_rust(path))
        .collect();
    if kept.is_empty() {
        None
    } else {
        env::join_paths(kept).ok()
    }
}

/// The first string of this name in a JSON text, with a blank after the colon or without.
pub fn json_string(json: &str, name: &str) -> Option<String> {
    let (_, rest) = json.split_once(&format!("\"{name}\":"))?;
    let rest = rest.trim_start().strip_prefix('"')?;
    let (value, _) = rest.split_once('"')?;
    Some(value.replace("\\\\", "\\"))
}

#[cfg(test)]
mod tests {
    use super::{json_string, without_rust};

    #[test]
    fn json_string_takes_the_first_of_that_name() {
        let json = r#"{"packages":[],"target_directory":"C:\\target","target_directory":"no"}"#;
        assert_eq!(
            json_string(json, "target_directory").as_deref(),
            Some("C:\\target")
        );
        assert_eq!(json_string(json, "workspace_root"), None);
        let spaced = "{\n  \"version\": \"0.1.0\"\n}";
        assert_eq!(json_string(spaced, "version").as_deref(), Some("0.1.0"));
    }

    #[cfg(unix)]
    #[test]
    fn library_folders_of_the_outer_cargo_go() {
        let outer = "/p/target/debug/deps:/h/.rustup/toolchains/stable/lib";
        assert_eq!(without_rust(outer.into()), None);
        assert_eq!(
            without_rust(format!("/opt/lib:{outer}").into()),
            Some("/opt/lib".into())
        );
    }
}
