//! The list of steps at the end, and the sum.

use super::count::Tally;
use crate::say;
use std::process::ExitCode;
use std::time::Duration;

/// A step that is over.
pub struct Row {
    pub name: &'static str,
    pub word: &'static str,
    pub tally: Tally,
    pub time: Duration,
}

/// All steps that are over.
#[derive(Default)]
pub struct Report(Vec<Row>);

impl Report {
    /// Adds a step.
    pub fn add(&mut self, row: Row) {
        self.0.push(row);
    }

    /// Prints the list; the last line is `N passed, N failed`.
    pub fn print(&self) -> ExitCode {
        println!("\n=== all steps, {} ===", say::duration(say::elapsed()));
        let mut sum = Tally::default();
        for Row {
            name,
            word,
            tally,
            time,
        } in &self.0
        {
            println!(
                "{word:<8}{name:<36}{:>5} passed {:>3} failed {:>13}",
                tally.passed,
                tally.failed,
                say::duration(*time)
            );
            sum += *tally;
        }
        println!("\n{} passed, {} failed", sum.passed, sum.failed);
        if sum.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}
