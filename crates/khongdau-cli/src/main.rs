//! `khongdau`: makes, searches, checks, inspects, verifies and packs Vietnamese search indexes.
//!
//! The command line does what the engine must not: reads files, uses all cores, talks to people.
//! Results go to standard output, everything said about them to standard error.
//!
//! * [`cli`]: arguments and help.
//! * [`client_files`]: what browsers load, by name.
//! * [`commands`]: one module per subcommand.
//! * [`download`]: what visitors download. [`published`]: an index as a site has it.
//! * [`disk`]: the machine. [`config`]: what a site says once. * [`input`]: folders and files to documents.
//! * [`output`]: files and folders written whole or not at all.
//! * [`progress`]: the bar of long runs.
//! * [`terminal`]: untrusted text and numbers, made fit for a terminal.

mod cli;
mod client_files;
mod commands;
mod config;
mod disk;
mod download;
mod input;
mod output;
#[cfg_attr(target_arch = "wasm32", path = "progress/none.rs")]
mod progress;
mod published;
mod terminal;

use clap::Parser;
use std::io::ErrorKind;
use std::process::ExitCode;

/// As Node calls it: the code goes to the process, which ends.
#[cfg(target_arch = "wasm32")]
fn main() {
    disk::tell_panics();
    let code = match run() {
        code if code == ExitCode::SUCCESS => 0,
        code if code == ExitCode::FAILURE => 1,
        _ => 2,
    };
    disk::exit(code)
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> ExitCode {
    run()
}

fn arguments() -> cli::Cli {
    let parsed = cli::Cli::try_parse_from(disk::arguments());
    parsed.unwrap_or_else(|error| disk::exit_with(&error))
}

fn run() -> ExitCode {
    let result = commands::run(arguments());
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
    terminal::tell(&format!("khongdau: {message}"));
}

fn is_closed_output(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == ErrorKind::BrokenPipe)
}
