//! Puts the client, which `khongdau pack` writes beside an index, into the command.
//!
//! Takes it from the folder that `KHONGDAU_CLIENT` names, else from `target/client` of the
//! workspace, where `cargo xtask dist` makes it. Without either the command is built all the same,
//! and `pack` needs `--client`.

#[path = "src/client_files.rs"]
#[allow(dead_code)]
mod client_files;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/client_files.rs");
    println!("cargo::rerun-if-env-changed=KHONGDAU_CLIENT");
    let named = env::var_os("KHONGDAU_CLIENT").map(PathBuf::from);
    let is_named = named.is_some();
    let Some(folder) = named.or_else(workspace_client) else {
        return write_list(None);
    };
    println!("cargo::rerun-if-changed={}", folder.display());
    match missing(&folder) {
        None => write_list(Some(&folder)),
        Some(name) if is_named => println!(
            "cargo::error=KHONGDAU_CLIENT: {} has no {name}: make the folder with `cargo xtask dist`",
            folder.display()
        ),
        Some(name) => {
            if has_files(&folder) {
                println!(
                    "cargo::warning={} has no {name}, so the command gets no client: `cargo xtask dist` makes it again",
                    folder.display()
                );
            }
            write_list(None);
        }
    }
}

/// `target/client`, where this is built in the workspace. Made if need be: cargo watches what is
/// there, and would run this script on every build to see whether a missing folder has come.
fn workspace_client() -> Option<PathBuf> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let workspace = manifest.parent()?.parent()?;
    let is_ours = workspace.join("xtask/Cargo.toml").is_file();
    let folder = workspace.join("target/client");
    let is_there = is_ours && (folder.is_dir() || fs::create_dir_all(&folder).is_ok());
    is_there.then_some(folder)
}

fn missing(folder: &Path) -> Option<&'static str> {
    let is_missing = |name: &&str| !folder.join(name).is_file();
    client_files::ALL.into_iter().find(is_missing)
}

fn has_files(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// Writes the list that `commands/pack/client.rs` includes, and tells the tests whether it is empty.
fn write_list(folder: Option<&Path>) {
    let mut list = String::from("&[\n");
    for name in client_files::ALL {
        let Some(folder) = folder else { break };
        let path = folder
            .canonicalize()
            .expect("the folder is there")
            .join(name);
        // Writing to a String does not fail.
        let _ = writeln!(list, "    ({name:?}, include_bytes!({path:?})),");
    }
    list.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("client.rs"), list).expect("OUT_DIR can be written to");
    let has_client = if folder.is_some() { "yes" } else { "no" };
    println!("cargo::rustc-env=KHONGDAU_HAS_CLIENT={has_client}");
}
