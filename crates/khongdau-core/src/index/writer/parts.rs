//! Work on all pairs of neighbouring tokens, a part at a time: what is sorted at once is bounded,
//! however many tokens there are.

use std::ops::Range;

/// Pairs of a part, about: 64 MiB of numbers.
const PAIRS: u64 = 8 << 20;

/// Cuts numbers into ranges: in each there are about [`PAIRS`] pairs, by how many begin with each
/// number, and at most `most` numbers.
pub fn parts(counts: &[u32], most: u64) -> Vec<Range<u32>> {
    let mut parts = Vec::new();
    let (mut start, mut pairs) = (0u32, 0);
    for (number, count) in (0u32..).zip(counts) {
        let more = u64::from(*count);
        if number > start && (pairs + more > PAIRS || u64::from(number - start) >= most) {
            parts.push(start..number);
            (start, pairs) = (number, 0);
        }
        pairs += more;
    }
    parts.push(start..counts.len() as u32);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_bounded_and_leave_nothing_out() {
        let half = (PAIRS / 2) as u32;
        assert_eq!(
            parts(&[half, half, 1, 0, 2 * half, 5], 99),
            [0..2, 2..4, 4..5, 5..6]
        );
        assert_eq!(parts(&[1; 5], 2), [0..2, 2..4, 4..5]);
    }
}
