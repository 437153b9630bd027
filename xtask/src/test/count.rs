//! How many tests a program ran, read from what it printed.

use std::ops::AddAssign;

/// Tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    /// Adds what a line says: a result of libtest or of wasm-bindgen's runner, or a sum of
    /// `node --test`. Other lines say nothing.
    pub fn read_line(&mut self, line: &str) {
        let plain = without_colours(line);
        if let Some(result) = plain.trim().strip_prefix("test result: ") {
            self.passed += number_before(result, " passed");
            self.failed += number_before(result, " failed");
        } else if let Some(sum) = plain
            .strip_prefix("# ")
            .or_else(|| plain.strip_prefix("ℹ "))
        {
            self.passed += number_after(sum, "pass ");
            self.failed += number_after(sum, "fail ") + number_after(sum, "cancelled ");
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The number that stands right before a word, as in `ok. 12 passed; 0 failed`.
fn number_before(text: &str, word: &str) -> u64 {
    let before = text.split_once(word).map_or("", |(before, _)| before);
    before
        .rsplit(' ')
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

fn number_after(text: &str, word: &str) -> u64 {
    text.strip_prefix(word)
        .and_then(|number| number.trim().parse().ok())
        .unwrap_or(0)
}

/// The text without terminal escapes of the form `ESC [ … letter`.
fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        let end = part
            .find(|letter: char| letter.is_ascii_alphabetic())
            .map_or(part.len(), |at| at + 1);
        plain + &part[end..]
    })
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn sums_of_each_kind_of_program() {
        let output = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            \u{1b}[32mtest result: FAILED\u{1b}[0m. 10 passed; 2 failed; 0 ignored\n\
            # tests 9\n# pass 7\n# fail 1\n# cancelled 1\n# skipped 0\n\
            \u{1b}[34mℹ pass 20\u{1b}[39m\nℹ fail 0\n\
            # passing by\nsome # pass 5\n";
        let mut tally = Tally::default();
        output.lines().for_each(|line| tally.read_line(line));
        assert_eq!(
            tally,
            Tally {
                passed: 40,
                failed: 4
            }
        );
    }
}
