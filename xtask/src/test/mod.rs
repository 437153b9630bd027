//! Everything that can be checked, step by step; one failure does not hide the next.

mod count;
mod report;
mod steps;

use crate::flags::Flags;
use crate::project::Project;
use crate::{Result, say};
use count::Tally;
use report::{Report, Row};
use std::process::ExitCode;
use std::time::Instant;
use steps::{STEPS, Step};

/// How a step ended.
pub enum Outcome {
    /// A check, which counts as one test.
    Checked(Result<()>),
    /// A program that runs tests, with their number.
    Tested(Tally, Result<()>),
    /// Cannot be done on this machine, and why.
    Skipped(&'static str),
}

/// `cargo xtask test`
pub fn command(project: &Project, flags: Flags) -> Result<ExitCode> {
    flags.end()?;
    let mut report = Report::default();
    for step in &STEPS {
        report.add(take(project, step));
    }
    Ok(report.print())
}

fn take(project: &Project, step: &Step) -> Row {
    println!("\n=== {} ===", step.name);
    let start = Instant::now();
    let outcome = (step.run)(project);
    if let Some(message) = outcome.message() {
        println!("{message}");
    }
    let time = start.elapsed();
    say!("{}: {}", step.name, outcome.word());
    Row {
        name: step.name,
        word: outcome.word(),
        tally: outcome.tally(),
        time,
    }
}

impl Outcome {
    /// A program that says it succeeded must have run something, and one that says it failed has
    /// failed in something, even if only in compiling.
    fn tally(&self) -> Tally {
        match self {
            Self::Checked(Ok(())) => Tally {
                passed: 1,
                failed: 0,
            },
            Self::Checked(Err(_)) => Tally {
                passed: 0,
                failed: 1,
            },
            Self::Tested(tally, Ok(())) if tally.passed > 0 => *tally,
            Self::Tested(tally, _) => Tally {
                passed: tally.passed,
                failed: tally.failed.max(1),
            },
            Self::Skipped(_) => Tally::default(),
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Skipped(_) => "skipped",
            _ if self.tally().failed == 0 => "ok",
            _ => "FAILED",
        }
    }

    fn message(&self) -> Option<&str> {
        match self {
            Self::Checked(Err(message)) | Self::Tested(_, Err(message)) => Some(message),
            Self::Tested(tally, Ok(())) if tally.passed == 0 => {
                Some("No test ran, or none was reported.")
            }
            Self::Skipped(reason) => Some(reason),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome;
    use super::count::Tally;

    #[test]
    fn no_outcome_hides_a_failure() {
        let tally = |passed, failed| Tally { passed, failed };
        let failed = || Err("failed".to_owned());
        for (outcome, expected) in [
            (Outcome::Checked(Ok(())), tally(1, 0)),
            (Outcome::Checked(failed()), tally(0, 1)),
            (Outcome::Tested(tally(5, 0), Ok(())), tally(5, 0)),
            (Outcome::Tested(tally(5, 2), failed()), tally(5, 2)),
            (Outcome::Tested(tally(5, 0), failed()), tally(5, 1)),
            (Outcome::Tested(tally(0, 0), Ok(())), tally(0, 1)),
            (Outcome::Skipped("no clippy"), tally(0, 0)),
        ] {
            assert_eq!(outcome.tally(), expected);
            assert_eq!(outcome.word() == "FAILED", expected.failed > 0);
        }
    }
}
