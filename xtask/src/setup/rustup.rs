//! rustup, where it is there and wanted.

use crate::project::Project;
use crate::say;
use std::env;

/// Whether rustup may fetch parts of a toolchain. RUSTUP_AUTO_INSTALL=0 says that it is not to
/// download anything unasked, which holds for this program as well.
pub fn may_download(project: &Project) -> bool {
    if project.which("rustup").is_none() {
        return false;
    }
    let forbidden = env::var("RUSTUP_AUTO_INSTALL").is_ok_and(|set| set == "0");
    if forbidden {
        say!("RUSTUP_AUTO_INSTALL=0 is set: rustup is left alone");
    }
    !forbidden
}
