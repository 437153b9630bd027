//! Arguments of `khongdau man`.

use clap::Args;
use std::path::PathBuf;

/// Print the manual page, or write those of all commands
#[derive(Debug, Args)]
#[command(after_help = MAN_HELP)]
pub struct ManArgs {
    /// Write khongdau.1, khongdau-index.1, … there
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

const MAN_HELP: &str = "\
Examples:
  khongdau man | man -l -
  khongdau man --output ~/.local/share/man/man1";
