//! Numbers as Vietnamese writes them: `.` groups thousands, `,` is the decimal sign.

use crate::text::clean::Cell;

/// Units that may be written without a blank behind a number. No `g`: *5G* stays one token.
const UNITS: [&str; 41] = [
    "cm", "d", "dong", "gb", "ghz", "gio", "h", "ha", "hz", "kg", "km", "km2", "kv", "kw", "kwh",
    "l", "lit", "m", "m2", "m3", "mb", "mhz", "mm", "mw", "nam", "ngan", "ngay", "nghin", "nguoi",
    "phut", "ta", "tan", "tb", "thang", "trieu", "tuoi", "ty", "usd", "vnd", "ti", "gw",
];

/// Letters of the longest of them.
pub const LONGEST_UNIT: usize = 5;

/// Whether these letters are a unit.
pub fn is_unit(folded: &str) -> bool {
    UNITS.contains(&folded)
}

/// How many digits stand at the start.
pub fn digits(cells: &[Cell]) -> usize {
    cells.iter().take_while(|cell| cell.is_digit()).count()
}

/// The value of up to five digits.
pub fn value(cells: &[Cell]) -> u32 {
    let digit = |cell: &Cell| u32::from(cell.base as u8 - b'0');
    cells
        .iter()
        .filter(|cell| cell.is_digit())
        .take(5)
        .fold(0, |value, cell| value * 10 + digit(cell))
}

/// Cells of the number at the start, which begins with a digit: `1.234.567,89`,
/// `100,000,000`, `24,17`, `4.0`, `2023`.
pub fn length(cells: &[Cell]) -> usize {
    shape(cells).1
}

/// The sign between groups of thousands, if it has them, and the length of a number. Groups
/// by comma are English, and told from a decimal comma by there being two of them.
fn shape(cells: &[Cell]) -> (Option<char>, usize) {
    let whole = digits(cells);
    if whole <= 3 {
        let dotted = groups(cells, whole, '.');
        if dotted > whole {
            return (Some('.'), decimals(cells, dotted, &[',']));
        }
        let commas = groups(cells, whole, ',');
        if commas >= whole + 8 {
            return (Some(','), decimals(cells, commas, &['.']));
        }
    }
    (None, decimals(cells, whole, &['.', ',']))
}

/// Where groups of three digits end.
fn groups(cells: &[Cell], mut end: usize, separator: char) -> usize {
    while cells.get(end).is_some_and(|cell| cell.base == separator)
        && cells
            .get(end + 1..end + 4)
            .is_some_and(|group| digits(group) == 3)
    {
        end += 4;
    }
    end
}

fn decimals(cells: &[Cell], end: usize, signs: &[char]) -> usize {
    let sign = cells
        .get(end)
        .is_some_and(|cell| signs.contains(&cell.base));
    match sign.then(|| digits(&cells[end + 1..])) {
        Some(count @ 1..) => end + 1 + count,
        _ => end,
    }
}

/// The key of a number: groups joined, `.` as decimal sign, no leading zeros.
pub fn key(cells: &[Cell]) -> String {
    let (group, _) = shape(cells);
    let signs = cells
        .iter()
        .map(|cell| cell.base)
        .filter(|sign| Some(*sign) != group);
    strip_zeros(
        signs
            .map(|sign| if sign == ',' { '.' } else { sign })
            .collect(),
    )
}

/// Leading zeros say nothing: `09` is `9`, `0.5` stays.
pub fn strip_zeros(number: String) -> String {
    let pairs = number.as_bytes().windows(2);
    let zeros = pairs
        .take_while(|pair| pair[0] == b'0' && pair[1].is_ascii_digit())
        .count();
    number.get(zeros..).unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_unit_is_longer_than_the_longest() {
        assert_eq!(
            UNITS.iter().map(|unit| unit.len()).max(),
            Some(LONGEST_UNIT)
        );
    }
}
