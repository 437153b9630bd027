//! rustfmt and clippy of the compiler that is active in the checkout.

use super::{apt, rustup};
use crate::project::Project;
use crate::{Result, run, say};

/// A subcommand of cargo, rustup's component, and Debian's package.
const TOOLS: [(&str, &str, &str); 2] = [
    ("fmt", "rustfmt", "rustfmt-web"),
    ("clippy", "clippy", "rust-web-clippy"),
];

/// Finds or installs both. Where they cannot be had, the steps that use them are skipped.
pub fn provide(project: &Project) -> Result<()> {
    let missing: Vec<_> = TOOLS
        .iter()
        .filter(|(subcommand, ..)| !has(project, subcommand))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let sysroot = run::output(project.command("rustc").args(["--print", "sysroot"]))?;
    if sysroot.trim() == "/usr" && apt::is_debian(project) {
        let packages: Vec<&str> = missing.iter().map(|(.., package)| *package).collect();
        return apt::install(project, &packages);
    }
    if !rustup::may_download(project) {
        return Ok(());
    }
    let components: Vec<&str> = missing.iter().map(|(_, component, _)| *component).collect();
    say!("rustup component add {}", components.join(" "));
    run::quiet(
        project
            .command("rustup")
            .args(["component", "add"])
            .args(components),
    )
}

/// Whether `cargo fmt` or `cargo clippy` works.
pub fn has(project: &Project, subcommand: &str) -> bool {
    run::quiet(project.command("cargo").args([subcommand, "--version"])).is_ok()
}
