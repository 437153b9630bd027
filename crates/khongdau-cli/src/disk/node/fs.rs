//! As much of `std::fs` as we use.

use super::error;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(js_namespace = khongdauDisk)]
extern "C" {
    #[wasm_bindgen(catch, js_name = read)]
    fn read_file(path: &str) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(catch, js_name = write)]
    fn write_file(path: &str, bytes: &[u8]) -> Result<(), JsValue>;
    /// Kind (0 file, 1 folder, 2 other, and 3 for a link where `follow` is not asked for) and bytes.
    #[wasm_bindgen(catch)]
    fn stat(path: &str, follow: bool) -> Result<Vec<f64>, JsValue>;
    #[wasm_bindgen(catch)]
    fn realpath(path: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(catch, js_name = makeFolders)]
    fn make_folders(path: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = makeFolder)]
    fn make_folder(path: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = rename)]
    fn rename_file(from: &str, to: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch)]
    fn unlink(path: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch)]
    fn rmdir(path: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = removeAll)]
    fn remove_all(path: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch)]
    fn list(path: &str) -> Result<Vec<String>, JsValue>;
    /// A descriptor; flags as Node has them.
    #[wasm_bindgen(catch, js_name = open)]
    fn open_file(path: &str, flags: &str) -> Result<i32, JsValue>;
    #[wasm_bindgen(catch, js_name = readSome)]
    fn read_some(file: i32, most: u32) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(catch, js_name = writeSome)]
    fn write_some(file: i32, bytes: &[u8]) -> Result<u32, JsValue>;
    #[wasm_bindgen(catch)]
    fn sync(file: i32) -> Result<(), JsValue>;
    fn close(file: i32);
}

/// Node takes text, and so do we: arguments come from it.
fn text(path: &Path) -> &str {
    match path.to_str() {
        Some("") => ".",
        Some(text) => text,
        None => "",
    }
}

/// The bytes of a file.
pub fn read(path: impl AsRef<Path>) -> io::Result<Vec<u8>> {
    read_file(text(path.as_ref())).map_err(error)
}

/// A file as text.
pub fn read_to_string(path: impl AsRef<Path>) -> io::Result<String> {
    String::from_utf8(read(path)?).map_err(|_| {
        io::Error::new(
            io::ErrorKind::InvalidData,
            "stream did not contain valid UTF-8",
        )
    })
}

/// Writes a file.
pub fn write(path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> io::Result<()> {
    write_file(text(path.as_ref()), bytes.as_ref()).map_err(error)
}

/// What a path is, links followed.
pub fn metadata(path: impl AsRef<Path>) -> io::Result<Metadata> {
    Metadata::of(path.as_ref(), true)
}

/// The path without links.
pub fn canonicalize(path: impl AsRef<Path>) -> io::Result<PathBuf> {
    let real = realpath(text(path.as_ref())).map_err(error)?;
    Ok(PathBuf::from(real))
}

/// Makes a folder and those above it.
pub fn create_dir_all(path: impl AsRef<Path>) -> io::Result<()> {
    make_folders(text(path.as_ref())).map_err(error)
}

/// Makes a folder that is not there yet.
pub fn create_dir(path: impl AsRef<Path>) -> io::Result<()> {
    make_folder(text(path.as_ref())).map_err(error)
}

/// Gives a file or folder another name, over what has it.
pub fn rename(from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()> {
    rename_file(text(from.as_ref()), text(to.as_ref())).map_err(error)
}

/// Removes a file.
pub fn remove_file(path: impl AsRef<Path>) -> io::Result<()> {
    unlink(text(path.as_ref())).map_err(error)
}

/// Removes an empty folder.
pub fn remove_dir(path: impl AsRef<Path>) -> io::Result<()> {
    rmdir(text(path.as_ref())).map_err(error)
}

/// Removes a folder with what is in it.
pub fn remove_dir_all(path: impl AsRef<Path>) -> io::Result<()> {
    remove_all(text(path.as_ref())).map_err(error)
}

/// The entries of a folder, in no order.
pub fn read_dir(path: impl AsRef<Path>) -> io::Result<impl Iterator<Item = io::Result<DirEntry>>> {
    let folder = path.as_ref().to_path_buf();
    let names = list(text(&folder)).map_err(error)?;
    let entry = move |name: String| {
        Ok(DirEntry {
            path: folder.join(&name),
            name,
        })
    };
    Ok(names.into_iter().map(entry))
}

/// What a path is.
#[derive(Debug, Clone, Copy)]
pub struct Metadata {
    kind: FileType,
    bytes: u64,
}

/// A file, a folder, a link, or anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileType(u8);

/// Who may do what is left as Node has it.
#[derive(Debug, Clone, Copy)]
pub struct Permissions;

impl Metadata {
    /// What a path is; of a link, what it leads to or that it is one.
    pub fn of(path: &Path, follow: bool) -> io::Result<Metadata> {
        let found = stat(text(path), follow).map_err(error)?;
        let at = |at: usize| found.get(at).copied().unwrap_or(0.0);
        Ok(Metadata {
            kind: FileType(at(0) as u8),
            bytes: at(1) as u64,
        })
    }

    pub fn is_dir(&self) -> bool {
        self.kind.is_dir()
    }

    pub fn is_file(&self) -> bool {
        self.kind.is_file()
    }

    pub fn len(&self) -> u64 {
        self.bytes
    }

    pub fn file_type(&self) -> FileType {
        self.kind
    }

    pub fn permissions(&self) -> Permissions {
        Permissions
    }
}

impl FileType {
    pub fn is_file(&self) -> bool {
        self.0 == 0
    }

    pub fn is_dir(&self) -> bool {
        self.0 == 1
    }
}

/// An entry of a folder.
#[derive(Debug)]
pub struct DirEntry {
    path: PathBuf,
    name: String,
}

impl DirEntry {
    pub fn path(&self) -> PathBuf {
        self.path.clone()
    }

    pub fn file_name(&self) -> OsString {
        OsString::from(&self.name)
    }

    pub fn file_type(&self) -> io::Result<FileType> {
        Ok(Metadata::of(&self.path, false)?.file_type())
    }
}

/// An open file; closed when it is dropped.
#[derive(Debug)]
pub struct File(i32);

impl File {
    pub fn open(path: impl AsRef<Path>) -> io::Result<File> {
        open_file(text(path.as_ref()), "r").map(File).map_err(error)
    }

    pub fn create_new(path: impl AsRef<Path>) -> io::Result<File> {
        open_file(text(path.as_ref()), "wx")
            .map(File)
            .map_err(error)
    }

    /// Standard input.
    pub fn stdin() -> File {
        File(0)
    }

    pub fn sync_all(&self) -> io::Result<()> {
        sync(self.0).map_err(error)
    }

    pub fn set_permissions(&self, _: Permissions) -> io::Result<()> {
        Ok(())
    }
}

impl Read for File {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = u32::try_from(buffer.len()).unwrap_or(u32::MAX).min(1 << 20);
        let bytes = read_some(self.0, most).map_err(error)?;
        buffer[..bytes.len()].copy_from_slice(&bytes);
        Ok(bytes.len())
    }
}

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = write_some(self.0, bytes).map_err(error)?;
        Ok(written as usize)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for File {
    fn drop(&mut self) {
        if self.0 != 0 {
            close(self.0);
        }
    }
}
