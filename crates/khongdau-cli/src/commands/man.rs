//! `khongdau man`: manual pages, from the same types as the arguments.

use crate::cli::{Cli, ManArgs};
use anyhow::Context;
use clap::CommandFactory;
use std::path::Path;

/// Prints the page of the program, or writes one for it and one for each command.
pub fn run(args: &ManArgs) -> anyhow::Result<()> {
    match &args.output {
        None => print(),
        Some(folder) => write_all(folder),
    }
}

fn print() -> anyhow::Result<()> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    super::print(&String::from_utf8(page)?)
}

fn write_all(folder: &Path) -> anyhow::Result<()> {
    let name = folder.display();
    crate::disk::fs::create_dir_all(folder).with_context(|| format!("{name}: cannot be made"))?;
    clap_mangen::generate_to(Cli::command(), folder)
        .with_context(|| format!("{name}: cannot be written into"))
}
