//! No progress: in Node one thread is busy indexing, and could not draw a bar.

use crate::terminal;

/// Says lines, and nothing between them.
pub struct Progress;

impl Progress {
    pub fn new(_total: Option<u64>, _wanted: bool) -> Progress {
        Progress
    }

    pub fn advance(&self, _bytes: u64) {}

    pub fn phase(&self, _name: &'static str) {}

    pub fn finish(&self) {}

    /// A line on standard error.
    pub fn say(&self, line: &str) {
        terminal::tell(line);
    }
}
