//! Queries typed letter by letter, and the time of the search after each letter.

use crate::collection::Collection;
use crate::queries::Query;
use crate::times::{Percentiles, micros};
use std::ops::RangeInclusive;

/// Queries typed at most; more do not change the percentiles.
const SAMPLE: usize = 200;
/// Letters that are reported together. The first ones match most of an index.
const GROUPS: [RangeInclusive<usize>; 7] =
    [1..=1, 2..=2, 3..=3, 4..=4, 5..=8, 9..=16, 17..=usize::MAX];

/// Times of searches after these letters.
#[derive(Debug, Clone, PartialEq)]
pub struct Keystrokes {
    /// `all`, `1`, `5-8`, `17-`: counted from 1.
    pub letters: String,
    /// How many searches were timed.
    pub searches: usize,
    /// Of the fastest of three runs each.
    pub times: Percentiles,
}

/// Types queries spread evenly over all, and times each letter's search: all, and by letter.
pub fn times(collection: &mut Collection, queries: &[&Query]) -> Vec<Keystrokes> {
    let mut times = Vec::new();
    for query in queries
        .iter()
        .step_by(queries.len().div_ceil(SAMPLE).max(1))
    {
        for (letters, typed) in beginnings(&query.text).zip(1..) {
            times.push((typed, micros(collection, letters)));
        }
    }
    let groups = GROUPS.into_iter().map(|letters| {
        let name = name(&letters);
        let in_group = times.iter().filter(|(typed, _)| letters.contains(typed));
        keystrokes(name, in_group.map(|(_, time)| *time).collect())
    });
    let all = keystrokes("all".into(), times.iter().map(|(_, time)| *time).collect());
    [all]
        .into_iter()
        .chain(groups)
        .filter(|group| group.searches > 0)
        .collect()
}

fn keystrokes(letters: String, times: Vec<f64>) -> Keystrokes {
    Keystrokes {
        letters,
        searches: times.len(),
        times: Percentiles::of(times.into_iter()),
    }
}

/// `c`, `ch`, `chợ`, …
fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    let ends = text
        .char_indices()
        .map(|(start, letter)| start + letter.len_utf8());
    ends.filter_map(|end| text.get(..end))
}

fn name(letters: &RangeInclusive<usize>) -> String {
    match (*letters.start(), *letters.end()) {
        (first, last) if first == last => first.to_string(),
        (first, usize::MAX) => format!("{first}-"),
        (first, last) => format!("{first}-{last}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, beginnings, name};

    #[test]
    fn every_letter_is_typed_once() {
        let typed: Vec<&str> = beginnings("chợ o\u{301}").collect();
        assert_eq!(typed, ["c", "ch", "chợ", "chợ ", "chợ o", "chợ o\u{301}"]);
    }

    #[test]
    fn groups_follow_each_other() {
        assert!(
            GROUPS
                .windows(2)
                .all(|two| *two[0].end() + 1 == *two[1].start())
        );
        let names: Vec<String> = GROUPS.iter().map(name).collect();
        assert_eq!(names, ["1", "2", "3", "4", "5-8", "9-16", "17-"]);
    }
}
