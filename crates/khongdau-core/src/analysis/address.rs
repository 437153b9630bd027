//! URLs and e-mail addresses, within the lengths their standards allow, so that a text full
//! of dots costs no more than another.

use crate::text::clean::{Cell, Kind};

/// Longest part before the @ of an e-mail address (RFC 5321).
const MAX_LOCAL: usize = 64;
/// Longest host name (RFC 1035).
const MAX_HOST: usize = 253;
/// Longest URL taken as one.
const MAX_URL: usize = 2000;

/// Ends of host names that are taken for one without `http://` or `www.` before them.
const TOP_LEVEL: [&str; 8] = ["vn", "com", "net", "org", "info", "gov", "edu", "io"];

/// Cells of the address that starts here, and how many of them are `https://` and `www.`.
pub fn find(cells: &[Cell], before: Option<&Cell>) -> Option<(usize, usize)> {
    let scheme = ["https://", "http://"]
        .iter()
        .find(|scheme| starts_with(cells, scheme))
        .map_or(0, |s| s.len());
    let www = if starts_with(&cells[scheme..], "www.") {
        4
    } else {
        0
    };
    let skip = scheme + www;
    let end = if skip > 0 {
        url(cells, skip)
    } else {
        email(cells).or_else(|| host(cells, before))
    }?;
    let end = without_punctuation(&cells[..end]);
    // `https://_` has nothing to look up, and no token for its term to stand at.
    let named = cells.get(skip..end)?.iter().any(Cell::is_alphanumeric);
    named.then_some((end, skip))
}

fn starts_with(cells: &[Cell], text: &str) -> bool {
    cells.len() >= text.len()
        && text
            .chars()
            .zip(cells)
            .all(|(letter, cell)| cell.base == letter)
}

fn url(cells: &[Cell], skip: usize) -> Option<usize> {
    let length = cells
        .iter()
        .take(MAX_URL)
        .take_while(|cell| is_url(cell))
        .count();
    (length > skip).then_some(length)
}

/// No control characters: one of them parts key and signature in the bytes of a term.
fn is_url(cell: &Cell) -> bool {
    cell.kind != Kind::Space
        && !matches!(
            cell.base,
            '\0'..='\u{1f}' | '\u{7f}' | '<' | '>' | '"' | '“' | '”'
        )
}

fn email(cells: &[Cell]) -> Option<usize> {
    let local = |cell: &&Cell| cell.is_alphanumeric() || matches!(cell.base, '_' | '.' | '+' | '-');
    let at = cells.iter().take(MAX_LOCAL + 1).take_while(local).count();
    (cells.get(at)?.base == '@').then_some(())?;
    let (length, labels) = labels(&cells[at + 1..]);
    (labels >= 2).then_some(at + 1 + length)
}

/// Cells and number of the labels of a host name.
fn labels(cells: &[Cell]) -> (usize, usize) {
    let (mut end, mut count) = (0, 0);
    loop {
        let from = end + usize::from(count > 0);
        let label = |cell: &&Cell| cell.is_alphanumeric() || matches!(cell.base, '-' | '_');
        let length = cells
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take(MAX_HOST)
            .take_while(label)
            .count();
        if length == 0 || from + length > MAX_HOST {
            return (end, count);
        }
        end = from + length;
        count += 1;
        if cells.get(end).is_none_or(|cell| cell.base != '.') {
            return (end, count);
        }
    }
}

fn host(cells: &[Cell], before: Option<&Cell>) -> Option<usize> {
    if before.is_some_and(|cell| cell.is_alphanumeric() || matches!(cell.base, '.' | '_')) {
        return None;
    }
    let mut end = ends_at_top_level(cells, labels(cells).0)?;
    let plain = |cell: &Cell| cell.quality == 0 && cell.tone == 0 && !cell.foreign;
    if !cells[..end]
        .iter()
        .all(|cell| cell.base.is_ascii() && cell.base != '_' && plain(cell))
    {
        return None;
    }
    if cells.get(end).is_some_and(|cell| cell.base == '/') {
        end += cells[end..]
            .iter()
            .take(MAX_URL)
            .take_while(|cell| is_url(cell))
            .count();
    }
    Some(end)
}

/// Where the last label ends that a host name may end with: in `baochinhphu.vn.Theo` a
/// sentence goes on behind it. `None` where no label is one.
fn ends_at_top_level(cells: &[Cell], mut end: usize) -> Option<usize> {
    loop {
        let last = cells[..end].iter().rposition(|cell| cell.base == '.')? + 1;
        let label = cells[last..end].iter().take_while(|cell| cell.base != '-');
        let length = label.count();
        let label = &cells[last..last + length];
        let is_label = |name: &str| name.len() == length && starts_with(label, name);
        if TOP_LEVEL.iter().any(|name| is_label(name)) {
            return Some(last + length);
        }
        end = last - 1;
    }
}

fn without_punctuation(cells: &[Cell]) -> usize {
    cells
        .iter()
        .rposition(|cell| !matches!(cell.base, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '…'))
        .map_or(0, |at| at + 1)
}
