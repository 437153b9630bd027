//! Debian packages.

use crate::project::Project;
use crate::{Result, run, say};
use std::fs;
use std::process::Command;
use std::sync::Mutex;

/// Whether apt's list of packages was brought up to date in this run; locked while apt works.
static UPDATED: Mutex<bool> = Mutex::new(false);

/// Whether this is Debian itself, whose package names are used here.
pub fn is_debian(project: &Project) -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    release.lines().any(|line| line == "ID=debian") && project.which("apt-get").is_some()
}

/// Installs what is missing of these packages.
pub fn install(project: &Project, packages: &[&str]) -> Result<()> {
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|package| !is_installed(project, package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut updated = UPDATED.lock().map_err(|_| "an earlier apt step failed")?;
    if !*updated {
        update(project)?;
        *updated = true;
    }
    say!("apt-get install {}", missing.join(" "));
    let arguments = ["install", "-y", "-qq", "--no-install-recommends"];
    run::quiet(apt_get(project)?.args(arguments).args(missing))
        .map_err(|error| format!("{error}\nWhen apt works again, run the same command once more."))
}

/// Whether apt knows a package.
pub fn knows(project: &Project, package: &str) -> bool {
    run::quiet(project.command("apt-cache").args(["show", package])).is_ok()
}

/// A program that changes the system: as root, or through sudo.
pub fn as_root(project: &Project, program: &str) -> Result<Command> {
    let user = run::output(project.command("id").arg("-u"))?;
    if user.trim() == "0" {
        return Ok(project.command(program));
    }
    if project.which("sudo").is_none() {
        return Err(format!(
            "`{program}` must run as root here, and there is no sudo: run this command as root."
        ));
    }
    let mut command = project.command("sudo");
    command.arg(program);
    Ok(command)
}

fn is_installed(project: &Project, package: &str) -> bool {
    let query = ["-W", "-f=${db:Status-Status}", package];
    run::output(project.command("dpkg-query").args(query)).is_ok_and(|status| status == "installed")
}

fn update(project: &Project) -> Result<()> {
    say!("apt-get update");
    if let Err(error) = run::quiet(apt_get(project)?.args(["-qq", "update"])) {
        say!("going on with the package lists that are there: {error}");
    }
    Ok(())
}

fn apt_get(project: &Project) -> Result<Command> {
    let mut command = as_root(project, "env")?;
    command.args([
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=300",
    ]);
    Ok(command)
}
