//! The standard library.

pub use std::fs;
pub use std::time::Instant;
pub use tempfile;
pub use walkdir;

use std::ffi::OsString;
use std::io::{IsTerminal, Read, Write};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What the program was called with, its own name first.
pub fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// A variable of the environment, where it is set and text.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Since 1970; `None` where the clock stands before it.
pub fn since_1970() -> Option<Duration> {
    SystemTime::now().duration_since(UNIX_EPOCH).ok()
}

/// Standard input.
pub fn stdin() -> impl Read + Send {
    std::io::stdin()
}

/// Writes to standard output as it is.
pub fn write_stdout(bytes: &[u8]) -> std::io::Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush())
}

/// Writes to standard output, styles only where they are welcome.
pub fn write_styled(text: &str) -> std::io::Result<()> {
    let mut stdout = anstream::AutoStream::auto(std::io::stdout().lock());
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// Writes to standard error; where that is closed there is nobody left to tell.
pub fn write_stderr(bytes: &[u8]) {
    let _ = anstream::AutoStream::auto(std::io::stderr().lock()).write_all(bytes);
}

/// Whether somebody looks at standard error.
pub fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}

/// Ends the program.
pub fn exit(code: i32) -> ! {
    std::process::exit(code)
}
