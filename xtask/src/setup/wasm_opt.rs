//! Binaryen's wasm-opt and wasm2js: any that are recent enough, else those of its npm package.

use super::cargo_tools::link_where_free;
use crate::project::Project;
use crate::{Result, run, say};
use std::fs;
use std::path::PathBuf;

const PROGRAMS: [&str; 2] = ["wasm-opt", "wasm2js"];
/// The version that is installed where there is none …
const BINARYEN: &str = "132.0.0";
/// … or only one older than this.
const OLDEST: u32 = 120;

/// Finds or installs it.
pub fn provide(project: &Project) -> Result<()> {
    if folder(project).is_dir() || is_on_path(project) {
        return Ok(());
    }
    say!("wasm-opt and wasm2js {OLDEST} or newer: not found, installing npm's binaryen {BINARYEN}");
    let fresh = project.tools().join("binaryen.part");
    let _ = fs::remove_dir_all(&fresh);
    let made = fs::create_dir_all(&fresh)
        .map_err(|error| format!("{} cannot be made: {error}", fresh.display()));
    made?;
    let package = format!("binaryen@{BINARYEN}");
    let arguments = [
        "install",
        "--no-fund",
        "--no-audit",
        "--ignore-scripts",
        "--loglevel=error",
        "--prefix",
    ];
    run::quiet(project.command("npm").args(arguments).arg(&fresh).arg(package))
        .map_err(|error| format!("{error}\nwasm-opt could not be installed. When npm's registry is reachable, run this again; or install binaryen ({OLDEST} or newer) yourself."))?;
    fs::rename(&fresh, home(project))
        .map_err(|error| format!("{} cannot be moved: {error}", fresh.display()))?;
    link_where_free(project, &folder(project), &PROGRAMS);
    Ok(())
}

/// The folder of npm's wasm-opt, whether it is there or not.
pub fn folder(project: &Project) -> PathBuf {
    home(project).join("node_modules/.bin")
}

fn home(project: &Project) -> PathBuf {
    project.tools().join(format!("binaryen-{BINARYEN}"))
}

fn is_on_path(project: &Project) -> bool {
    PROGRAMS.iter().all(|program| {
        let printed = run::output(project.command(program).arg("--version")).unwrap_or_default();
        version(&printed) >= OLDEST
    })
}

/// The number in `wasm-opt version 132 (version_132)`, or 0.
fn version(printed: &str) -> u32 {
    let after = printed
        .split_whitespace()
        .skip_while(|word| *word != "version")
        .nth(1);
    after.and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_as_wasm_opt_prints_them() {
        assert_eq!(version("wasm-opt version 132 (version_132)\n"), 132);
        assert_eq!(version("wasm-opt version 108\n"), 108);
        assert_eq!(version(""), 0);
    }
}
