//! `khongdau completions`: what shells complete, from the same types as the arguments.

use crate::cli::{Cli, CompletionsArgs};
use clap::CommandFactory;

/// Prints the script for a shell.
pub fn run(args: &CompletionsArgs) -> anyhow::Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "khongdau", &mut script);
    super::print(&String::from_utf8(script)?)
}
