//! Microseconds of warm queries, natively.

use crate::collection::Collection;
use crate::scores::{LIMIT, ask};
use std::hint::black_box;
use std::time::Instant;

/// Runs of a query; the fastest counts, so that a busy machine shows less.
const RUNS: usize = 3;

/// Microseconds of the fastest of three runs.
pub fn micros(collection: &mut Collection, text: &str) -> f64 {
    let run = |_| {
        let start = Instant::now();
        black_box(ask(collection, text, LIMIT));
        start.elapsed().as_secs_f64() * 1e6
    };
    (0..RUNS).map(run).fold(f64::INFINITY, f64::min)
}

/// Median and 95th percentile, in microseconds; 0 without times.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Percentiles {
    /// Half of the times are at most this.
    pub p50: f64,
    /// 95 of 100 times are at most this.
    pub p95: f64,
}

impl Percentiles {
    /// Percentiles of these times.
    pub fn of(times: impl Iterator<Item = f64>) -> Percentiles {
        let mut times: Vec<f64> = times.collect();
        times.sort_by(f64::total_cmp);
        let at = |percent: usize| {
            let rank = (times.len() * percent).div_ceil(100);
            times.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
        };
        Percentiles {
            p50: at(50),
            p95: at(95),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Percentiles;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let of = |times: std::ops::RangeInclusive<i32>| {
            let found = Percentiles::of(times.rev().map(f64::from));
            (found.p50, found.p95)
        };
        assert_eq!(of(1..=100), (50.0, 95.0));
        assert_eq!(of(1..=3), (2.0, 3.0));
        assert_eq!(of(7..=7), (7.0, 7.0));
        assert_eq!(Percentiles::of([].into_iter()), Percentiles::default());
    }
}
