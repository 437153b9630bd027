//! A line slower than the one to this machine: `--slow`.

use crate::cli::Line as Kind;
use std::io::{self, Read};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// Pieces a second: small enough that a browser sees progress.
const PIECES: u64 = 20;

/// One line, shared by all connections as on a phone.
pub struct Line {
    round_trip: Duration,
    bytes_per_second: u64,
    /// When the line has sent what it was given.
    free: Mutex<Instant>,
}

impl Line {
    /// The profiles of WebPageTest ("3G Slow", "3G", "4G").
    pub fn new(kind: Kind) -> Line {
        let (milliseconds, kilobits) = match kind {
            Kind::Slow3g => (400, 400),
            Kind::G3 => (300, 1_600),
            Kind::G4 => (170, 9_000),
        };
        Line {
            round_trip: Duration::from_millis(milliseconds),
            bytes_per_second: kilobits * 1000 / 8,
            free: Mutex::new(Instant::now()),
        }
    }

    /// Waits as long as a question and the beginning of its answer are on their way. Opening a
    /// connection, which takes as long again, is not slowed.
    pub fn wait(&self) {
        thread::sleep(self.round_trip);
    }

    /// `reader`, no faster than the line.
    pub fn slow<'a>(&'a self, reader: Box<dyn Read + Send + 'a>) -> Box<dyn Read + Send + 'a> {
        Box::new(Slow { line: self, reader })
    }

    /// Waits until `bytes` more have gone.
    fn carry(&self, bytes: u64) {
        let takes = Duration::from_nanos(bytes * 1_000_000_000 / self.bytes_per_second);
        let gone = {
            let mut free = self
                .free
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner());
            *free = (*free).max(Instant::now()) + takes;
            *free
        };
        thread::sleep(gone.saturating_duration_since(Instant::now()));
    }
}

struct Slow<'a> {
    line: &'a Line,
    reader: Box<dyn Read + Send + 'a>,
}

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let piece = (self.line.bytes_per_second / PIECES) as usize;
        let length = buffer.len().min(piece);
        let read = self.reader.read(&mut buffer[..length])?;
        self.line.carry(read as u64);
        Ok(read)
    }
}
