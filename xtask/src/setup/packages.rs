//! The npm packages of `www/`.

use crate::hash::Fnv;
use crate::project::Project;
use crate::{Result, run, say};
use std::fs;

/// Installs them unless `node_modules` is of the lock file's state.
pub fn provide(project: &Project) -> Result<()> {
    let wanted = state(project)?;
    let note = project.path("www/node_modules/.khongdau");
    if fs::read_to_string(&note).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    say!("npm ci in www: node_modules is missing or older than package-lock.json");
    let arguments = ["ci", "--no-fund", "--no-audit", "--loglevel=error"];
    run::quiet(project.command("npm").args(arguments).current_dir(project.path("www"))).map_err(|error| {
        format!("{error}\nThe page's npm packages could not be installed. When npm's registry is reachable, run this again.")
    })?;
    fs::write(&note, wanted)
        .map_err(|error| format!("{} cannot be written: {error}", note.display()))
}

fn state(project: &Project) -> Result<String> {
    let mut hash = Fnv::new();
    for file in ["www/package.json", "www/package-lock.json"] {
        hash.part(project.read(file)?.as_bytes());
    }
    Ok(hash.hex())
}
