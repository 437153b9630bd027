//! The client: what a visitor's browser runs. `cargo xtask dist` makes its files.

use crate::client_files::ALL;
use crate::disk;
use anyhow::Context;
use std::borrow::Cow;
use std::path::Path;

/// The client that this program was built with; empty where there was none.
#[cfg(not(target_arch = "wasm32"))]
const EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/client.rs"));

/// All files of a client.
pub struct Client(Vec<(&'static str, Cow<'static, [u8]>)>);

impl Client {
    /// The client in `folder`, or the one in this program.
    pub fn load(folder: Option<&Path>) -> anyhow::Result<Client> {
        match folder {
            Some(folder) => Client::read(folder),
            None => Client::embedded(),
        }
    }

    /// The files of the npm package that this is part of.
    #[cfg(target_arch = "wasm32")]
    fn embedded() -> anyhow::Result<Client> {
        let read = |file: &'static str| {
            let bytes = disk::package_file(file)
                .with_context(|| format!("{file} of the package khongdau: install it again"))?;
            Ok((file, Cow::Owned(bytes)))
        };
        ALL.into_iter()
            .map(read)
            .collect::<anyhow::Result<_>>()
            .map(Client)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn embedded() -> anyhow::Result<Client> {
        anyhow::ensure!(
            !EMBEDDED.is_empty(),
            "this program was built without the files that browsers load: make them with \
             `cargo xtask dist` and build it again, or name a folder that has them with --client"
        );
        let files = EMBEDDED.iter();
        Ok(Client(
            files
                .map(|&(name, bytes)| (name, Cow::Borrowed(bytes)))
                .collect(),
        ))
    }

    fn read(folder: &Path) -> anyhow::Result<Client> {
        let name = folder.display();
        anyhow::ensure!(
            disk::is_dir(folder),
            "{name}: is no folder: name the one with the client's files"
        );
        let read = |file: &'static str| {
            let path = folder.join(file);
            anyhow::ensure!(
                disk::is_file(&path),
                "{name}: has no {file}, so it is no client: make one with `cargo xtask dist`"
            );
            let bytes = disk::fs::read(&path)
                .with_context(|| format!("{}: cannot be read", path.display()))?;
            Ok((file, Cow::Owned(bytes)))
        };
        ALL.into_iter()
            .map(read)
            .collect::<anyhow::Result<_>>()
            .map(Client)
    }

    /// A file, by one of the names in [`ALL`].
    pub fn bytes(&self, name: &str) -> &[u8] {
        let found = self.0.iter().find(|(file, _)| *file == name);
        found.map_or(&[], |(_, bytes)| bytes)
    }

    /// A file that is text.
    pub fn text(&self, name: &str) -> anyhow::Result<&str> {
        std::str::from_utf8(self.bytes(name))
            .ok()
            .with_context(|| format!("{name} of the client is not UTF-8: make the client again"))
    }
}
