//! `--watch`: `khongdau index` again when inputs change, then a message to all pages.

use super::reload::Reload;
use crate::config::NAME as CONFIG;
use crate::terminal::plain;
use anyhow::Context;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Editors and generators write in bursts; a change is over when nothing happened for so long.
const QUIET: Duration = Duration::from_millis(400);
/// How often open pages are reached, so that closed ones are noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Keys of the configuration that name what is read, and what is written.
const INPUTS: [&str; 2] = ["inputs", "acronyms"];
const OUTPUTS: [&str; 1] = ["output"];

/// What is watched, and what a change leads to.
struct Plan {
    /// Where `khongdau index` is run; `None` where there is no configuration to run it by.
    folder: Option<PathBuf>,
    watched: Vec<PathBuf>,
    /// What indexing writes: changes there are our own.
    written: Vec<PathBuf>,
}

/// Watches from now on, in a thread of its own. Without khongdau.toml in `root` or the working
/// folder, pages only reload when files below `root` change, which is said.
///
/// Errs if the system cannot watch.
pub fn start(root: &Path, reload: Arc<Reload>) -> anyhow::Result<()> {
    let plan = plan(root)?;
    let (sender, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event| {
        let _ = sender.send(event);
    })
    .context("--watch: this system cannot watch files")?;
    for path in &plan.watched {
        watcher
            .watch(path, RecursiveMode::Recursive)
            .with_context(|| format!("{}: cannot be watched", path.display()))?;
    }
    thread::spawn(move || follow(&plan, &changes, &reload, watcher));
    Ok(())
}

fn plan(root: &Path) -> anyhow::Result<Plan> {
    let here = std::env::current_dir().context("the working folder is gone")?;
    let folder = [root, &here]
        .into_iter()
        .find(|folder| folder.join(CONFIG).is_file());
    let Some(folder) = folder else {
        anstream::eprintln!(
            "--watch: there is no {CONFIG} here or in {}, so nothing is indexed again; pages reload \
             when files change. `khongdau init` writes one.",
            plain(&root.display().to_string())
        );
        return Ok(Plan {
            folder: None,
            watched: vec![root.to_path_buf()],
            written: Vec::new(),
        });
    };
    let config = folder.join(CONFIG);
    let text = std::fs::read_to_string(&config)
        .with_context(|| format!("{}: cannot be read", config.display()))?;
    // What is wrong in it, `khongdau index` says better; all that matters here is where things are.
    let table = text.parse::<toml::Table>().unwrap_or_default();
    let mut watched = paths(&table, &INPUTS, folder);
    watched.retain(|path| path.exists());
    if watched.is_empty() {
        watched.push(folder.to_path_buf());
    }
    watched.push(config);
    Ok(Plan {
        folder: Some(folder.to_path_buf()),
        watched,
        written: paths(&table, &OUTPUTS, folder),
    })
}

/// The paths under any of `keys`, one or a list; relative to `folder`.
fn paths(table: &toml::Table, keys: &[&str], folder: &Path) -> Vec<PathBuf> {
    let values = keys.iter().filter_map(|key| table.get(*key));
    let strings = values.flat_map(|value| match value {
        toml::Value::Array(values) => values.iter().filter_map(toml::Value::as_str).collect(),
        value => Vec::from_iter(value.as_str()),
    });
    strings.map(|path| folder.join(path)).collect()
}

/// Until the program ends. The watcher is kept here: dropped, it stops.
fn follow(
    plan: &Plan,
    changes: &Receiver<notify::Result<Event>>,
    reload: &Reload,
    _watcher: RecommendedWatcher,
) {
    loop {
        match changes.recv_timeout(HEARTBEAT) {
            Ok(event) if !is_change(plan, &event) => {}
            Ok(_) => {
                settle(changes);
                if plan.folder.as_deref().is_none_or(index) {
                    reload.now();
                }
                // What indexing itself touched.
                settle(changes);
            }
            Err(RecvTimeoutError::Timeout) => reload.heartbeat(),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Waits until nothing changes any more.
fn settle(changes: &Receiver<notify::Result<Event>>) {
    while changes.recv_timeout(QUIET).is_ok() {}
}

/// Whether something was written that is not our own and not hidden. Where the system lost count,
/// everything may have changed.
fn is_change(plan: &Plan, event: &notify::Result<Event>) -> bool {
    let Ok(event) = event else { return true };
    if matches!(event.kind, EventKind::Access(_)) {
        return false;
    }
    let is_other = |path: &PathBuf| {
        let is_written = plan.written.iter().any(|written| path.starts_with(written));
        !is_written && !is_hidden(plan, path)
    };
    event.need_rescan() || event.paths.iter().any(is_other)
}

/// Whether a name below what is watched begins with a dot: temporary files of editors, and ours.
fn is_hidden(plan: &Plan, path: &Path) -> bool {
    let below = plan
        .watched
        .iter()
        .filter_map(|watched| path.strip_prefix(watched).ok());
    let mut names = below.flat_map(Path::iter);
    names.any(|name| name.to_string_lossy().starts_with('.'))
}

/// Runs `khongdau index` as the configuration says; whether it succeeded. What it has to say it
/// says on this terminal.
fn index(folder: &Path) -> bool {
    let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("khongdau"));
    let status = Command::new(program)
        .arg("index")
        .current_dir(folder)
        .stdin(Stdio::null())
        // The snippet, which is in the pages already.
        .stdout(Stdio::null())
        .status();
    match status {
        Ok(status) => status.success(),
        Err(error) => {
            anstream::eprintln!("--watch: khongdau index cannot be run: {error}");
            false
        }
    }
}
