//! Firefox and WebKitGTK, beside Chromium, for the tests of the widget.

use super::apt;
use crate::project::Project;
use crate::{Result, say};

/// What the tests run, under any of its names, and the Debian package that has it.
const PROGRAMS: [(&[&str], &str); 3] = [
    (&["firefox-esr", "firefox"], "firefox-esr"),
    (&["WebKitWebDriver"], "webkit2gtk-driver"),
    // WebKitGTK draws on a screen or not at all; this one nobody sees.
    (&["Xvfb"], "xvfb"),
];

/// Finds or installs them. Elsewhere than on Debian the tests go without those that are missing.
pub fn provide(project: &Project) -> Result<()> {
    let missing: Vec<&str> = PROGRAMS
        .iter()
        .filter(|(names, _)| names.iter().all(|name| project.which(name).is_none()))
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if apt::is_debian(project) {
        return apt::install(project, &missing);
    }
    say!(
        "the widget is not tested in all browsers here; Debian's names of what is missing: {}",
        missing.join(" ")
    );
    Ok(())
}
