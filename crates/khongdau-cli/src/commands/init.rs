//! `khongdau init`: looks at a site and writes the khongdau.toml that fits it.
//!
//! * [`look`]: what there is: pages, their encoding, what made them (maker.rs).
//! * [`text`]: the file, and what to do next.

mod encoding;
mod look;
mod maker;
mod text;

use crate::cli::{InitArgs, Language};
use crate::config::NAME as CONFIG;
use crate::disk::{self, fs, tempfile};
use anyhow::Context;
use std::path::Path;

/// Writes DIR/khongdau.toml, and prints what was found and what comes next.
///
/// Errs if DIR is no folder, or if the file is there already, unless `--force`.
pub fn run(args: &InitArgs) -> anyhow::Result<()> {
    let folder = &args.dir;
    anyhow::ensure!(
        disk::is_dir(folder),
        "{}: is no folder: name the one with the site's pages",
        folder.display()
    );
    let path = folder.join(CONFIG);
    anyhow::ensure!(
        args.force || !disk::exists(&path),
        "{}: is there already: edit it, or replace it with --force",
        path.display()
    );
    let look = look::look(folder);
    let language = Language::of_environment();
    write(&path, &text::config(&look, folder, language))?;
    super::print(&text::next(&look, folder, &path, language))
}

/// Through a temporary neighbour: whole or not at all.
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file, less the umask: it is for everybody who works on the site.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let made = builder
        .prefix(".khongdau-")
        .suffix(".toml.tmp")
        .tempfile_in(folder);
    let made = made.with_context(|| format!("{}: cannot be written", path.display()))?;
    fs::write(made.path(), text)
        .with_context(|| format!("{}: cannot be written", path.display()))?;
    made.persist(path)
        .map_err(|error| error.error)
        .with_context(|| format!("{}: cannot be written", path.display()))?;
    Ok(())
}
