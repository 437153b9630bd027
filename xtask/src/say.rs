//! What is going on, with the time since the start.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

static START: OnceLock<Instant> = OnceLock::new();

/// Begins the time that [`say!`](crate::say!) prints.
pub fn start_clock() {
    START.get_or_init(Instant::now);
}

/// Time since the program started.
pub fn elapsed() -> Duration {
    START.get_or_init(Instant::now).elapsed()
}

/// A duration for people: `0.3 s`, `48 s`, `3 min 01 s`.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 9.95 {
        format!("{seconds:.1} s")
    } else if seconds < 99.5 {
        format!("{seconds:.0} s")
    } else {
        let whole = seconds.round() as u64;
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

/// Prints a line after the elapsed time.
#[macro_export]
macro_rules! say {
    ($($text:tt)*) => {
        println!("[{:>5.1} s] {}", $crate::say::elapsed().as_secs_f64(), format_args!($($text)*))
    };
}

#[cfg(test)]
mod tests {
    use super::duration;
    use std::time::Duration;

    #[test]
    fn durations_read_well() {
        let rows = [
            (340, "0.3 s"),
            (9_960, "10 s"),
            (48_400, "48 s"),
            (99_600, "1 min 40 s"),
            (181_000, "3 min 01 s"),
        ];
        for (milliseconds, expected) in rows {
            assert_eq!(duration(Duration::from_millis(milliseconds)), expected);
        }
    }
}
