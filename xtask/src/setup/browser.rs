//! Chromium and its driver, for tests.

use super::apt;
use crate::Result;
use crate::project::Project;
use std::path::PathBuf;

/// Names that Chromium and Chrome have.
const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

/// Finds or installs them.
pub fn provide(project: &Project) -> Result<()> {
    if chromium(project).is_some() && chromedriver(project).is_some() {
        return Ok(());
    }
    if apt::is_debian(project) {
        return apt::install(project, &["chromium", "chromium-driver"]);
    }
    Err("The browser tests need Chromium or Chrome, and a chromedriver of the same version, on PATH. \
         Install both and run this again."
        .to_owned())
}

/// The browser.
pub fn chromium(project: &Project) -> Option<PathBuf> {
    NAMES.iter().find_map(|name| project.which(name))
}

/// What drives it.
pub fn chromedriver(project: &Project) -> Option<PathBuf> {
    project.which("chromedriver")
}
