//! `khongdau`: makes, searches, checks, inspects, verifies and packs Vietnamese search indexes.
//!
//! The command line does what the engine must not: reads files, uses all cores, talks to people.
//! Results go to standard output, everything said about them to standard error.
//!
//! * [`cli`]: arguments and help.
//! * [`client_files`]: what browsers load, by name.
//! * [`commands`]: one module per subcommand.
//! * [`download`]: what visitors download. [`published`]: an index as a site has it.
//! * [`config`]: what a site says once. * [`input`]: folders and files to documents.
//! * [`output`]: files and folders written whole or not at all.
//! * [`progress`]: the bar of long runs.
//! * [`terminal`]: untrusted text and numbers, made fit for a terminal.

mod cli;
mod client_files;
mod commands;
mod config;
mod download;
mod input;
mod output;
mod progress;
mod published;
mod terminal;

use clap::Parser;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let result = commands::run(cli::Cli::parse());
    match result {
        Ok(code) => code,
        // Whoever reads our output has seen enough (`| head -1`): no failure, nothing to say.
        Err(error) if is_closed_output(&error) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

/// Says on standard error what went wrong, outermost context first.
fn report(error: &anyhow::Error) {
    let message = terminal::plain(&format!("{error:#}"));
    // Where standard error is closed as well there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "khongdau: {message}");
}

fn is_closed_output(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == ErrorKind::BrokenPipe)
}
