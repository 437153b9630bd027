//! What a visitor downloads: bytes raw, gzip -9 and brotli -11, against `docs/size-budget.toml`.

mod budget;
mod measure;

use crate::flags::Flags;
use crate::project::Project;
use crate::setup::TARGET;
use crate::wasm::Module;
use crate::{Result, demo, setup, wasm};
use budget::{Budget, Measured};
use measure::{Sizes, measure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::slice;
use std::time::SystemTime;

/// `cargo xtask size`
pub fn command(project: &Project, flags: Flags) -> Result<ExitCode> {
    flags.end()?;
    setup::for_wasm(project)?;
    setup::for_page(project)?;
    wasm::build(project, &Module::default())?;
    demo::build_page(project)?;
    compare(project)?;
    Ok(ExitCode::SUCCESS)
}

/// Measures what is built, prints the table, and fails where a budget is exceeded.
pub fn compare(project: &Project) -> Result<()> {
    let module = wasm::folder(project, &Module::default())?.join("khongdau_bg.wasm");
    let engine = wasm::build(
        project,
        &Module {
            bare: true,
            ..Module::default()
        },
    )?
    .join("khongdau_bg.wasm");
    println!();
    heading();
    let engine = print_row(project, "engine without articles", &[engine])?;
    print_row(project, "module with the articles", &[module])?;
    let [loader, client] = print_client(project)?;
    let index = print_row(project, "index of the articles", &[newest_index(project)?])?;
    let seeds = print_seeds(project)?;
    println!();
    let measured = Measured {
        engine: engine.brotli,
        loader: loader.brotli,
        client: client.brotli,
        index: index.brotli,
        seeds: seeds.brotli,
    };
    Budget::read(project)?.compare(&measured)
}

/// A table of files by name.
pub fn print_files(project: &Project, files: &[PathBuf]) -> Result<()> {
    heading();
    for file in files {
        print_row(project, &name(file), slice::from_ref(file))?;
    }
    Ok(())
}

/// What a visitor's browser gets besides the engine: first the loader, the rest at the first
/// interest.
const CLIENT: [&str; 3] = ["khongdau.js", "khongdau-widget.js", "khongdau-engine.js"];

/// Each script of the widget, and their sum; files are compressed one by one.
fn print_client(project: &Project) -> Result<[Sizes; 2]> {
    let (mut loader, mut sum) = (Sizes::default(), Sizes::default());
    for name in CLIENT {
        let file = project.path("www/dist").join(name);
        let sizes = print_row(project, &format!("  {name}"), &[file])?;
        sum.add(&sizes);
        if name == CLIENT[0] {
            loader = sizes;
        }
    }
    print("client", &sum);
    Ok([loader, sum])
}

fn print_seeds(project: &Project) -> Result<Sizes> {
    let seeds = files(&project.path("seeds"), &["txt"])?;
    for file in &seeds {
        print_row(project, &format!("  {}", name(file)), slice::from_ref(file))?;
    }
    print_row(project, "articles as text", &seeds)
}

/// The index that the last compilation of the module embedded.
fn newest_index(project: &Project) -> Result<PathBuf> {
    let builds = project.target()?.join(TARGET).join("release/build");
    let folders = fs::read_dir(&builds)
        .map_err(|error| format!("{} cannot be read: {error}", builds.display()))?;
    let indexes = folders
        .flatten()
        .map(|folder| folder.path().join("out/seeds.kdx"));
    let time = |path: &PathBuf| {
        fs::metadata(path)
            .and_then(|facts| facts.modified())
            .unwrap_or(SystemTime::UNIX_EPOCH)
    };
    indexes
        .filter(|path| path.is_file())
        .max_by_key(time)
        .ok_or_else(|| "build.rs has written no index".to_owned())
}

fn files(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .map_err(|error| format!("{} cannot be read: {error}", folder.display()))?;
    let wanted = |path: &PathBuf| {
        extensions
            .iter()
            .any(|one| path.extension().is_some_and(|found| found == *one))
    };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(wanted)
        .collect();
    files.sort();
    Ok(files)
}

fn name(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn heading() {
    println!(
        "{:<32} {:>10} {:>10} {:>10}",
        "bytes", "raw", "gzip -9", "brotli -11"
    );
}

fn print_row(project: &Project, label: &str, files: &[PathBuf]) -> Result<Sizes> {
    let sizes = measure(project, files)?;
    print(label, &sizes);
    Ok(sizes)
}

fn print(label: &str, sizes: &Sizes) {
    println!(
        "{label:<32} {:>10} {:>10} {:>10}",
        sizes.raw, sizes.gzip, sizes.brotli
    );
}
