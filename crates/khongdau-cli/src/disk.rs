//! Where the command meets the machine: files, the streams, the clock, the environment.
//!
//! Natively that is the standard library, and what it lacks of well-kept crates. As WebAssembly in Node
//! the standard library has none of it: there the same names lead to Node's own functions. All other
//! modules use these names, and are the same on both.

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
pub use native::*;

#[cfg(target_arch = "wasm32")]
mod node;
#[cfg(target_arch = "wasm32")]
pub use node::*;

use std::path::Path;

/// Whether there is a folder.
pub fn is_dir(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_dir())
}

/// Whether there is a file.
pub fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_file())
}

/// Whether there is anything.
pub fn exists(path: &Path) -> bool {
    fs::metadata(path).is_ok()
}

/// Ends the program with what clap says of its arguments.
pub fn exit_with(error: &clap::Error) -> ! {
    let text = error.render().ansi().to_string();
    match error.use_stderr() {
        true => write_stderr(text.as_bytes()),
        false => drop(write_styled(&text)),
    }
    exit(error.exit_code())
}
