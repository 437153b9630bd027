//! Progress of a long run, on standard error and only where a person is looking.

use crate::disk::{self, Instant};
use crate::terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// Runs shorter than this show no bar: it would only flicker.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar over the bytes of the input, hidden at first. May be advanced from any thread.
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    wanted: bool,
}

impl Progress {
    /// `total`: bytes to come, if known. Without `wanted` no bar is ever drawn.
    pub fn new(total: Option<u64>, wanted: bool) -> Progress {
        let template = match total {
            Some(_) => "{wide_bar} {decimal_bytes} of {decimal_total_bytes}, {eta} left  {msg}",
            None => "{spinner} {decimal_bytes}, {elapsed}  {msg}",
        };
        let style = ProgressStyle::with_template(template).expect("the templates are valid");
        let bar =
            ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden()).with_style(style);
        Progress {
            bar,
            started: Instant::now(),
            wanted: wanted && disk::is_watched(),
        }
    }

    /// So many bytes more are done.
    pub fn advance(&self, bytes: u64) {
        if self.wanted && self.bar.is_hidden() && self.started.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(bytes);
    }

    /// What is done now, after the input is read.
    pub fn phase(&self, name: &'static str) {
        self.bar.set_message(name);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// A line on standard error, above the bar if there is one.
    pub fn say(&self, line: &str) {
        self.bar.suspend(|| terminal::tell(line));
    }
}

impl Drop for Progress {
    /// An error message must not stand behind half a bar.
    fn drop(&mut self) {
        self.finish();
    }
}
