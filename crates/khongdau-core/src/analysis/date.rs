//! Dates and times, in figures and in words.

use super::number::{digits, value};
use super::{Analysis, ExtraTerm};
use crate::text::clean::Cell;

/// A date or time in figures: which runs of digits it has, and its terms.
#[derive(Debug)]
pub struct Figures {
    /// Cells from one run of digits to one past it.
    pub numbers: Vec<(usize, usize)>,
    /// Its terms, the fullest first.
    pub terms: Vec<String>,
}

/// Reads `14/6/2023`, `14.6.2023`, `11/2022` or `13/6` at the start.
pub fn date(cells: &[Cell]) -> Option<Figures> {
    let first = number(cells, 0, 1..=2)?;
    full(cells, first)
        .or_else(|| month_and_year(cells, first))
        .or_else(|| day_and_month(cells, first))
}

/// Reads `13h30`, `13:30` or `13g30` at the start.
pub fn time(cells: &[Cell]) -> Option<Figures> {
    let hour = number(cells, 0, 1..=2)?;
    let minute = number(cells, hour.1 + 1, 2..=2)?;
    let sign = cells[hour.1];
    // 5G12 is a name, not twelve past five.
    let sign = matches!(sign.base, 'h' | ':') || (sign.base == 'g' && !sign.upper);
    let (h, m) = (value(&cells[..hour.1]), value(&cells[minute.0..minute.1]));
    let fits = sign && h <= 24 && m < 60 && !cells.get(minute.1).is_some_and(is_word);
    let mut term = String::from("t:");
    push_number(&mut term, h, 1);
    term.push(':');
    push_number(&mut term, m, 2);
    fits.then(|| Figures {
        numbers: vec![hour, minute],
        terms: vec![term],
    })
}

fn full(cells: &[Cell], day: (usize, usize)) -> Option<Figures> {
    let month = number(cells, day.1 + 1, 1..=2)?;
    let year = number(cells, month.1 + 1, 4..=4)?;
    let (sign, again) = (cells[day.1].base, cells[month.1].base);
    let values = [day, month, year].map(|(start, end)| value(&cells[start..end]));
    let fits = sign == again
        && matches!(sign, '/' | '.' | '-')
        && ends(cells, year.1)
        && is_year(values[2]);
    (fits && is_day(values[0], values[1])).then(|| Figures {
        numbers: vec![day, month, year],
        terms: vec![
            term(Some(values[2]), Some(values[1]), Some(values[0])),
            term(None, Some(values[1]), Some(values[0])),
        ],
    })
}

fn month_and_year(cells: &[Cell], month: (usize, usize)) -> Option<Figures> {
    let year = number(cells, month.1 + 1, 4..=4)?;
    let (m, y) = (value(&cells[..month.1]), value(&cells[year.0..year.1]));
    let fits = matches!(cells[month.1].base, '/' | '-')
        && ends(cells, year.1)
        && is_year(y)
        && (1..=12).contains(&m);
    fits.then(|| Figures {
        numbers: vec![month, year],
        terms: vec![term(Some(y), Some(m), None)],
    })
}

fn day_and_month(cells: &[Cell], day: (usize, usize)) -> Option<Figures> {
    let month = number(cells, day.1 + 1, 1..=2)?;
    let (d, m) = (value(&cells[..day.1]), value(&cells[month.0..month.1]));
    let decimal = cells
        .get(month.1)
        .is_some_and(|cell| matches!(cell.base, '.' | ','))
        && cells.get(month.1 + 1).is_some_and(Cell::is_digit);
    let fits = cells[day.1].base == '/' && ends(cells, month.1) && !decimal && is_day(d, m);
    fits.then(|| Figures {
        numbers: vec![day, month],
        terms: vec![term(None, Some(m), Some(d))],
    })
}

/// A run of digits from `start`, of a length in `length`.
fn number(
    cells: &[Cell],
    start: usize,
    length: std::ops::RangeInclusive<usize>,
) -> Option<(usize, usize)> {
    let count = digits(cells.get(start..)?.get(..6).unwrap_or(&cells[start..]));
    length.contains(&count).then_some((start, start + count))
}

fn ends(cells: &[Cell], at: usize) -> bool {
    !cells
        .get(at)
        .is_some_and(|cell| is_word(cell) || cell.base == '/')
}

fn is_word(cell: &Cell) -> bool {
    cell.is_alphanumeric() || cell.base == '_'
}

fn is_year(year: u32) -> bool {
    (1900..=2099).contains(&year)
}

fn is_day(day: u32, month: u32) -> bool {
    (1..=31).contains(&day) && (1..=12).contains(&month)
}

/// `d:2023-06-14`, `d:2022-11`, `d:--06-14`.
fn term(year: Option<u32>, month: Option<u32>, day: Option<u32>) -> String {
    let mut out = String::from("d:");
    match year {
        Some(year) => push_number(&mut out, year, 4),
        None => out.push('-'),
    }
    for part in [month, day].into_iter().flatten() {
        out.push('-');
        push_number(&mut out, part, 2);
    }
    out
}

fn push_number(out: &mut String, number: u32, width: u32) {
    for place in (0..4).rev() {
        let power = 10u32.pow(place);
        if place < width || number >= power {
            out.push(char::from(b'0' + (number / power % 10) as u8));
        }
    }
}

/// Finds *ngày 17 tháng 11 năm 2022*, *10 tháng 2* and *tháng 9 năm 2023*. By position.
pub fn worded(analysis: &Analysis) -> Vec<ExtraTerm> {
    let mut found = Vec::new();
    let mut add = |term, position, len| {
        found.push(ExtraTerm {
            term,
            position,
            len,
        })
    };
    for at in 0..analysis.tokens.len() {
        if analysis.key(at) != Some("thang") {
            continue;
        }
        let Some(month) = small_number(analysis, at + 1) else {
            continue;
        };
        let year = (analysis.key(at + 2) == Some("nam"))
            .then(|| small_number(analysis, at + 3))
            .flatten();
        let year = year.filter(|year| is_year(*year));
        let day = at
            .checked_sub(1)
            .and_then(|before| small_number(analysis, before));
        match (day, year) {
            (Some(day), year) if is_day(day, month) => {
                let len = if year.is_some() { 5 } else { 3 };
                if year.is_some() {
                    add(term(year, Some(month), Some(day)), at - 1, len);
                }
                add(term(None, Some(month), Some(day)), at - 1, len);
            }
            (None, Some(year)) if (1..=12).contains(&month) => {
                add(term(Some(year), Some(month), None), at + 1, 3);
            }
            _ => {}
        }
    }
    found
}

fn small_number(analysis: &Analysis, at: usize) -> Option<u32> {
    let key = analysis.key(at)?;
    let small = (1..=4).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_digit());
    small.then(|| key.parse().ok()).flatten()
}
