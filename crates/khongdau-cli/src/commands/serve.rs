//! `khongdau serve`: a folder by HTTP, to try a site before it is uploaded.
//!
//! ```text
//! connection.rs ─► asked.rs ─► host.rs ─► resolve.rs ─► answer.rs ─► line.rs ─► connection.rs
//!                  a request   for us?    which file?   ├ conditional.rs, range.rs, compress.rs: how much of it?
//!                                                       └ media_type.rs, cache.rs, policy.rs: which headers?
//! ```
//!
//! Nothing is written but to the terminal.
//! With `--watch` (watch.rs) pages get a script that waits for changes (reload.rs).

mod address;
mod answer;
mod asked;
mod browser;
mod cache;
mod compress;
mod conditional;
mod connection;
mod host;
mod line;
mod media_type;
mod pages;
mod policy;
mod range;
mod reload;
mod resolve;
mod watch;

use crate::cli::{Language, ServeArgs};
use crate::terminal::plain;
use answer::Site;
use anyhow::Context;
use reload::Reload;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// Serves until Ctrl-C. Errs if the folder cannot be read or the port cannot be had.
pub fn run(args: &ServeArgs) -> anyhow::Result<()> {
    let root = root(&args.dir)?;
    let (listener, addresses) = address::bind(args.host, args.port)?;
    let reload = args.watch.then(Reload::default).map(Arc::new);
    let interrupted = interrupt()?;
    let site = Arc::new(Site::new(root.clone(), args, reload.clone()));
    say_where(&root, &addresses)?;
    if let Some(reload) = reload {
        watch::start(&root, reload)?;
    }
    thread::spawn(move || connection::accept(&listener, &site));
    if args.open {
        browser::open(&addresses[0]);
    }
    // Answers that are being sent then are cut off when the program ends.
    let _ = interrupted.recv();
    Ok(())
}

/// The folder behind symbolic links: what is served lies below it.
fn root(dir: &Path) -> anyhow::Result<PathBuf> {
    let name = dir.display();
    let real = dir
        .canonicalize()
        .with_context(|| format!("{name}: cannot be read: name the folder to serve"))?;
    anyhow::ensure!(real.is_dir(), "{name}: is a file: name the folder it is in");
    Ok(real)
}

/// Prints the addresses, and those of the packed folders below.
fn say_where(root: &Path, addresses: &[String]) -> anyhow::Result<()> {
    let mut text = String::new();
    for address in addresses {
        text.push_str(&format!("{address}\n"));
    }
    for folder in resolve::packed_folders(root) {
        text.push_str(&format!("{}{folder}\n", addresses[0]));
    }
    super::print(&text)?;
    let stop = match Language::of_environment() {
        Language::Vi => "Nhấn Ctrl-C để dừng.",
        Language::En => "Ctrl-C ends it.",
    };
    anstream::eprintln!("{}: {stop}", plain(&root.display().to_string()));
    Ok(())
}

/// What hears of Ctrl-C.
fn interrupt() -> anyhow::Result<Receiver<()>> {
    let (sender, interrupted) = mpsc::channel();
    ctrlc::set_handler(move || {
        let _ = sender.send(());
    })
    .context("Ctrl-C cannot be listened for")?;
    Ok(interrupted)
}
