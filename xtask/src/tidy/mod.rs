//! Rules of the repository that no compiler keeps.

mod engine;
mod format;
mod sources;
mod text;

use crate::flags::Flags;
use crate::project::Project;
use crate::{Result, say};
use sources::Sources;
use std::process::ExitCode;

/// `cargo xtask tidy`
pub fn command(project: &Project, mut flags: Flags) -> Result<ExitCode> {
    let bless = flags.switch("--bless");
    flags.end()?;
    if bless {
        format::bless(project)?;
    }
    check(project)?;
    say!("tidy");
    Ok(ExitCode::SUCCESS)
}

/// Checks all rules; the error has a line for each place that breaks one.
pub fn check(project: &Project) -> Result<()> {
    let sources = Sources::read(project)?;
    let rules: [fn(&Sources) -> Vec<String>; 8] = [
        engine::has_no_io,
        engine::has_few_dependencies,
        engine::modules_depend_one_way,
        format::document_is_of_this_code,
        text::typescript_leaves_text_alone,
        text::typescript_makes_nodes,
        text::lock_file_names_no_registry,
        text::names_no_machine,
    ];
    let problems: Vec<String> = rules.iter().flat_map(|rule| rule(&sources)).collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(format!("not tidy:\n  {}", problems.join("\n  ")))
    }
}
