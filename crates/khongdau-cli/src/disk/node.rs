//! Node, through the object `khongdauDisk` that `khongdau.mjs` puts beside us.

pub mod fs;
pub mod tempfile;
pub mod walkdir;

use std::ffi::OsString;
use std::io::{self, Read};
use std::ops::Sub;
use std::time::Duration;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen(js_namespace = khongdauDisk)]
extern "C" {
    fn args() -> Vec<String>;
    fn env(name: &str) -> Option<String>;
    fn now() -> f64;
    fn date() -> f64;
    #[wasm_bindgen(catch)]
    fn stdout(bytes: &[u8]) -> Result<(), JsValue>;
    fn stderr(bytes: &[u8]);
    #[wasm_bindgen(js_name = exit)]
    fn exit_process(code: i32);
    #[wasm_bindgen(catch, js_name = packageFile)]
    fn package_file_of(name: &str) -> Result<Vec<u8>, JsValue>;
}

/// What the program was called with, its own name first.
pub fn arguments() -> Vec<OsString> {
    args().into_iter().map(OsString::from).collect()
}

/// A variable of the environment, where it is set.
pub fn variable(name: &str) -> Option<String> {
    env(name)
}

/// Since 1970.
pub fn since_1970() -> Option<Duration> {
    Duration::try_from_secs_f64(date() / 1000.0).ok()
}

/// Standard input.
pub fn stdin() -> impl Read + Send {
    fs::File::stdin()
}

/// Writes to standard output as it is.
pub fn write_stdout(bytes: &[u8]) -> io::Result<()> {
    stdout(bytes).map_err(error)
}

/// Writes to standard output, without styles.
pub fn write_styled(text: &str) -> io::Result<()> {
    write_stdout(anstream::adapter::strip_str(text).to_string().as_bytes())
}

/// Writes to standard error, without styles.
pub fn write_stderr(bytes: &[u8]) {
    stderr(&anstream::adapter::strip_bytes(bytes).into_vec());
}

/// Says what happened where a bug stops us: WebAssembly itself would say "unreachable".
pub fn tell_panics() {
    std::panic::set_hook(Box::new(|info| {
        write_stderr(format!("khongdau: a bug: {info}\n").as_bytes());
        exit_process(101);
    }));
}

/// Ends the program.
pub fn exit(code: i32) -> ! {
    exit_process(code);
    unreachable!("Node ends before this")
}

/// A file of the client that lies beside us in the npm package.
pub fn package_file(name: &str) -> io::Result<Vec<u8>> {
    package_file_of(name).map_err(error)
}

/// A point in time, in milliseconds since some other.
#[derive(Debug, Clone, Copy)]
pub struct Instant(f64);

impl Instant {
    /// Now.
    pub fn now() -> Instant {
        Instant(now())
    }

    /// The time that passed since.
    pub fn elapsed(&self) -> Duration {
        Instant::now() - *self
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, other: Instant) -> Duration {
        Duration::from_secs_f64((self.0 - other.0).max(0.0) / 1000.0)
    }
}

/// An error of Node's, in the words of the standard library.
fn error(thrown: JsValue) -> io::Error {
    use io::ErrorKind::*;
    let text = |name: &str| {
        let value = js_sys::Reflect::get(&thrown, &name.into()).ok()?;
        value.as_string()
    };
    let code = text("code").unwrap_or_default();
    let (kind, words) = match &code[..] {
        "ENOENT" => (NotFound, "No such file or directory (os error 2)"),
        "EACCES" => (PermissionDenied, "Permission denied (os error 13)"),
        "EPERM" => (PermissionDenied, "Operation not permitted (os error 1)"),
        "EEXIST" => (AlreadyExists, "File exists (os error 17)"),
        "ENOTDIR" => (NotADirectory, "Not a directory (os error 20)"),
        "EISDIR" => (IsADirectory, "Is a directory (os error 21)"),
        "ENOTEMPTY" => (DirectoryNotEmpty, "Directory not empty (os error 39)"),
        "EFBIG" => (FileTooLarge, "File too large (os error 27)"),
        "ENOSPC" => (StorageFull, "No space left on device (os error 28)"),
        "EROFS" => (ReadOnlyFilesystem, "Read-only file system (os error 30)"),
        "EPIPE" => (BrokenPipe, "Broken pipe (os error 32)"),
        "ELOOP" => (Other, "Too many levels of symbolic links (os error 40)"),
        _ => {
            let error = thrown.dyn_ref::<js_sys::Error>();
            let message = error.map_or_else(String::new, |error| error.message().into());
            return io::Error::other(message);
        }
    };
    io::Error::new(kind, words)
}
