//! Numbers of documents: `29-NQ/TW`, `42/2022/NĐ-CP`, *Nghị quyết số 29*, `nq29`.
//!
//! ```text
//! number [/year] (-|/) symbol        symbol := type [(-|/) organisation]
//! ```
//!
//! Types are the abbreviations of decree 30/2020/NĐ-CP, annex III, and those of laws. The
//! party writes `29-NQ/TW`, the government `96/NQ-CP`; both become `nq:29`, `nq:29@tw`.

use super::number::{digits, value};
use super::{Analysis, ExtraTerm};
use crate::text::clean::{Cell, Kind, bases};
use crate::text::letters::quality;
use crate::text::slice;

/// Abbreviation of a type of document, and its name as keys.
const TYPES: [(&str, &str); 26] = [
    ("nq", "nghi quyet"),
    ("nd", "nghi dinh"),
    ("qd", "quyet dinh"),
    ("tt", "thong tu"),
    ("ttlt", "thong tu lien tich"),
    ("nqlt", "nghi quyet lien tich"),
    ("ct", "chi thi"),
    ("kl", "ket luan"),
    ("pl", "phap lenh"),
    ("l", "luat"),
    ("hd", "huong dan"),
    ("kh", "ke hoach"),
    ("bc", "bao cao"),
    ("tb", "thong bao"),
    ("tc", "thong cao"),
    ("ctr", "chuong trinh"),
    ("cv", "cong van"),
    ("cd", "cong dien"),
    ("ttr", "to trinh"),
    ("da", "de an"),
    ("pa", "phuong an"),
    ("qc", "qui che"),
    ("qyd", "qui dinh"),
    ("vbhn", "van ban hop nhat"),
    ("bb", "bien ban"),
    ("gm", "giay moi"),
];
/// Another name for one of them.
const PROJECT: (&str, &str) = ("da", "du an");

/// Organisations by the abbreviation that a symbol ends with.
const ORGANISATIONS: [&str; 15] = [
    "tw", "tu", "cp", "ttg", "qh", "ubtvqh", "ubnd", "hdnd", "vpcp", "vptw", "bct", "ctn",
    "tandtc", "vksndtc", "hdtp",
];
/// Organisations by name.
const NAMED: [(&str, &str, &str); 3] = [
    ("chinh", "phu", "cp"),
    ("trung", "uong", "tw"),
    ("thu", "tuong", "ttg"),
];

fn is_type(folded: &str) -> bool {
    TYPES.iter().any(|(short, _)| *short == folded)
}

/// A number found in a text.
#[derive(Debug)]
pub struct Found {
    /// Cells it covers.
    pub len: usize,
    /// Its terms, the least specific first.
    pub terms: Vec<String>,
}

/// Reads a document number at the start, which begins with a digit.
pub fn find(cells: &[Cell]) -> Option<Found> {
    let number = digits(cells.get(..6).unwrap_or(cells));
    if number > 5 {
        return None;
    }
    let letter = cells
        .get(number)
        .is_some_and(|cell| cell.is_letter() && !cell.upper && is_plain(cell));
    let (year, at) = year(cells, number + usize::from(letter));
    let (dash, symbol) = dash(cells, at)?;
    let parts = symbol_parts(cells, symbol)?;
    let folded: Vec<String> = parts
        .iter()
        .map(|(start, end)| bases(&cells[*start..*end]))
        .collect();
    let terms = terms(value(&cells[..number]), year, &folded)?;
    let end = parts.last()?.1;
    let known = !terms[0].starts_with("cv:");
    let blank = |range: &[Cell]| range.iter().any(|cell| cell.kind == Kind::Space);
    let spaced = blank(&cells[at..symbol]) || blank(&cells[symbol..end]);
    (known || !(spaced || dash == '–')).then_some(Found { len: end, terms })
}

/// The year at `/2022`, and where the number goes on.
fn year(cells: &[Cell], at: usize) -> (Option<u32>, usize) {
    let Some(slash) = skip_blank(cells, at).filter(|at| cells[*at].base == '/') else {
        return (None, at);
    };
    let Some(start) = skip_blank(cells, slash + 1) else {
        return (None, at);
    };
    let count = digits(cells[start..].get(..5).unwrap_or(&cells[start..]));
    let year = value(&cells[start..start + count.min(4)]);
    if count == 4 && (1900..=2099).contains(&year) {
        (Some(year), start + 4)
    } else {
        (None, at)
    }
}

/// The sign before the symbol, and where the symbol starts.
fn dash(cells: &[Cell], at: usize) -> Option<(char, usize)> {
    let sign = skip_blank(cells, at)?;
    let base = cells[sign].base;
    matches!(base, '-' | '/' | '–').then_some(())?;
    Some((base, skip_blank(cells, sign + 1)?))
}

/// `at`, or one further where a blank stands there; `None` at the end.
fn skip_blank(cells: &[Cell], at: usize) -> Option<usize> {
    let next = at + usize::from(cells.get(at)?.kind == Kind::Space);
    (next < cells.len()).then_some(next)
}

/// The parts of a symbol: all in capitals, or in lower case behind a known type.
fn symbol_parts(cells: &[Cell], start: usize) -> Option<Vec<(usize, usize)>> {
    let upper = cells[start].upper;
    let first = part(cells, start, upper)?;
    let folded: String = bases(&cells[first.0..first.1]);
    let assembly = folded
        .strip_prefix("qh")
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()) && !rest.is_empty());
    if !upper && !is_type(&folded) && !assembly {
        return None;
    }
    let mut parts = vec![first];
    while let Some(next) = next_part(cells, parts[parts.len() - 1].1, upper) {
        parts.push(next);
    }
    Some(parts)
}

fn next_part(cells: &[Cell], end: usize, upper: bool) -> Option<(usize, usize)> {
    let sign = if upper { skip_blank(cells, end)? } else { end };
    let joined = matches!(cells.get(sign)?.base, '-' | '/') || (upper && cells[sign].base == '&');
    let start = if upper {
        skip_blank(cells, sign + 1)?
    } else {
        sign + 1
    };
    joined.then(|| part(cells, start, upper)).flatten()
}

/// Letters without accents (but Đ and Ư) and up to two digits, where a word ends.
fn part(cells: &[Cell], start: usize, upper: bool) -> Option<(usize, usize)> {
    let first = cells.get(start)?;
    if upper && !first.upper {
        return None;
    }
    let letters = cells[start..]
        .iter()
        .take_while(|cell| cell.is_letter() && is_plain(cell))
        .count();
    let end = start + letters;
    let figures = digits(cells[end..].get(..3).unwrap_or(&cells[end..]));
    let end = end + figures;
    let closed = !cells
        .get(end)
        .is_some_and(|cell| cell.is_alphanumeric() || cell.base == '_');
    (letters > 0 && figures <= 2 && closed).then_some((start, end))
}

fn is_plain(cell: &Cell) -> bool {
    let stroke = cell.base == 'd' && cell.quality == quality::STROKE;
    let horn = cell.base == 'u' && cell.quality == quality::HORN;
    cell.base.is_ascii_lowercase()
        && cell.tone == 0
        && (cell.quality == 0 || stroke || horn)
        && !cell.foreign
}

/// The terms of a number, the least specific first; `None` where the symbol is none.
fn terms(number: u32, year: Option<u32>, symbol: &[String]) -> Option<Vec<String>> {
    let first = symbol.first()?.as_str();
    let numbered = |prefix: &str| {
        first.strip_prefix(prefix).is_some_and(|rest| {
            (1..=2).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_digit())
        })
    };
    let (kind, organisation) = if is_type(first) {
        (first, joined(&symbol[1..]))
    } else if numbered("qh") {
        ("l", first.to_string())
    } else if numbered("ubtvqh") {
        ("nq", first.to_string())
    } else if symbol.len() >= 2 {
        ("cv", joined(symbol))
    } else {
        return None;
    };
    let organisation = Some(organisation).filter(|name| !name.is_empty());
    let mut terms = vec![term(kind, number, None, None)];
    if year.is_some() {
        terms.push(term(kind, number, year, None));
    }
    if organisation.is_some() {
        terms.push(term(kind, number, None, organisation.as_deref()));
    }
    if year.is_some() && organisation.is_some() {
        terms.push(term(kind, number, year, organisation.as_deref()));
    }
    Some(terms)
}

/// The parts of a symbol with `-` between them.
fn joined(parts: &[String]) -> String {
    let mut out = String::new();
    for part in parts {
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(part);
    }
    out
}

/// `nd:42/2022@cp`
fn term(kind: &str, number: u32, year: Option<u32>, organisation: Option<&str>) -> String {
    let mut out = String::from(kind);
    out.push(':');
    out.push_str(&number.to_string());
    if let Some(year) = year {
        out.push('/');
        out.push_str(&year.to_string());
    }
    if let Some(organisation) = organisation {
        out.push('@');
        out.push_str(organisation);
    }
    out
}

/// Finds *Nghị quyết (số) 29* and its like, unless the number already has a fuller reading.
/// By position.
pub fn worded(analysis: &Analysis) -> Vec<ExtraTerm> {
    let mut found = Vec::new();
    for at in 2..analysis.tokens.len() {
        let Some(number) = analysis.key(at).and_then(small_number) else {
            continue;
        };
        let end = if analysis.key(at - 1) == Some("so") {
            at - 1
        } else {
            at
        };
        let kinds = TYPES
            .iter()
            .chain([&PROJECT])
            .filter(|(_, name)| name.contains(' '));
        for (kind, _) in kinds.filter(|(_, name)| ends_with(analysis, end, name)) {
            let is_kind = |term: &str| {
                term.strip_prefix(kind)
                    .is_some_and(|rest| rest.starts_with(':'))
            };
            let fuller = |extra: &ExtraTerm| extra.term.starts_with("d:") || is_kind(&extra.term);
            if !analysis.extras_at(at).iter().any(fuller) {
                found.push(ExtraTerm {
                    term: term(kind, number, None, None),
                    position: at,
                    len: 1,
                });
            }
        }
    }
    found
}

fn small_number(key: &str) -> Option<u32> {
    let small = (1..=5).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_digit());
    small.then(|| key.parse().ok()).flatten()
}

/// Whether the keys before `end` are these words.
fn ends_with(analysis: &Analysis, end: usize, name: &str) -> bool {
    let mut before = analysis.tokens[..end].iter().rev();
    name.rsplit(' ')
        .all(|word| before.next().is_some_and(|token| token.term.key == word))
}

/// Document numbers taken from one query at most, so that a pasted page costs no more than its
/// analysis.
const MAX_IN_QUERY: usize = 64;

/// Every document number that a query may mean (the first 64), most specific first: whoever types `nq 29`
/// may want *Nghị quyết 29*, while in an article *TT 32* may be a township.
pub fn document_numbers(query: &Analysis) -> Vec<String> {
    let words = words_and_kinds(split_glued(query));
    let mut found: Vec<String> = Vec::new();
    for at in 0..words.len() {
        found.extend(numbers_at(&words, at));
    }
    let written = query.extras.iter().map(|extra| &extra.term);
    let written = written.filter(|term| {
        term.split_once(':').is_some_and(|(kind, rest)| {
            is_type(kind) && rest.starts_with(|letter: char| letter.is_ascii_digit())
        })
    });
    let mut all: Vec<String> = Vec::new();
    for term in found.into_iter().chain(written.cloned()) {
        if all.len() < MAX_IN_QUERY && !all.contains(&term) {
            all.push(term);
        }
    }
    // The year says more than the organisation, which many documents of a number share.
    let shapes: [fn(&str) -> bool; 4] = [
        |term| term.contains('/') && term.contains('@'),
        |term| term.contains('/') && !term.contains('@'),
        |term| !term.contains('/') && term.contains('@'),
        |term| !term.contains('/') && !term.contains('@'),
    ];
    shapes
        .iter()
        .flat_map(|shape| all.iter().filter(|term| shape(term)))
        .cloned()
        .collect()
}

/// A word of the query, or a type of document.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Word(String),
    Kind(&'static str),
}

impl Part {
    fn word(&self) -> &str {
        match self {
            Part::Word(word) => word,
            Part::Kind(_) => "",
        }
    }
}

/// The keys of a query, glued forms taken apart: `nq29`, `29nqtw`, `nqtw`.
fn split_glued(analysis: &Analysis) -> Vec<String> {
    let mut parts = Vec::new();
    for token in &analysis.tokens {
        let key = token.term.key.as_str();
        let figures = key.bytes().take_while(u8::is_ascii_digit).count();
        let letters = key.bytes().take_while(u8::is_ascii_lowercase).count();
        let rest_is = |at: usize, test: fn(&u8) -> bool| key.as_bytes()[at..].iter().all(test);
        if (1..=5).contains(&figures)
            && key.len() >= figures + 2
            && rest_is(figures, u8::is_ascii_lowercase)
        {
            parts.push(slice(key, 0..figures).to_string());
            parts.extend(split_symbol(slice(key, figures..key.len())));
        } else if (2..=4).contains(&letters)
            && (1..=5).contains(&(key.len() - letters))
            && rest_is(letters, u8::is_ascii_digit)
            && is_type(slice(key, 0..letters))
        {
            parts.push(slice(key, 0..letters).to_string());
            parts.push(slice(key, letters..key.len()).to_string());
        } else if letters == key.len() && key.len() >= 4 {
            parts.extend(split_symbol(key));
        } else {
            parts.push(key.to_string());
        }
    }
    parts
}

/// `nqtw` is *nq* and *tw*, `ndcp` *nd* and *cp*; anything else stays whole.
fn split_symbol(symbol: &str) -> Vec<String> {
    let longest_first = (2..=4)
        .rev()
        .flat_map(|len| TYPES.iter().filter(move |(kind, _)| kind.len() == len));
    for (kind, _) in longest_first {
        match symbol.strip_prefix(kind) {
            Some("") => return vec![kind.to_string()],
            Some(rest) if is_organisation(rest, 3) => {
                return vec![kind.to_string(), rest.to_string()];
            }
            _ => {}
        }
    }
    vec![symbol.to_string()]
}

/// A known organisation, or a ministry: *b* and some letters.
fn is_organisation(word: &str, shortest: usize) -> bool {
    let ministry = word.starts_with('b')
        && (shortest..=7).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_lowercase());
    ORGANISATIONS.contains(&word) || ministry
}

/// Names and abbreviations of types made one; *số* and *của* left out.
fn words_and_kinds(words: Vec<String>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let here = |name: &str| {
            name.split(' ')
                .enumerate()
                .all(|(n, word)| words.get(at + n).is_some_and(|other| other == word))
        };
        let named = TYPES
            .iter()
            .chain([&PROJECT])
            .filter(|(_, name)| here(name))
            .max_by_key(|(_, name)| name.len());
        if let Some((kind, name)) = named {
            parts.push(Part::Kind(kind));
            at += name.split(' ').count();
            continue;
        }
        let short = TYPES
            .iter()
            .find(|(kind, _)| *kind == words[at] && *kind != "l");
        match short {
            Some((kind, _)) => parts.push(Part::Kind(kind)),
            None if matches!(words[at].as_str(), "so" | "cua") => {}
            None => parts.push(Part::Word(words[at].clone())),
        }
        at += 1;
    }
    parts
}

/// The document numbers of the number at `at`, most specific first.
fn numbers_at(parts: &[Part], at: usize) -> Vec<String> {
    let Some(number) = small_number(parts[at].word()) else {
        return Vec::new();
    };
    let before = at.checked_sub(1).map(|before| &parts[before]);
    if year_of(&parts[at]).is_some()
        && before.is_some_and(|part| small_number(part.word()).is_some())
    {
        return Vec::new();
    }
    let mut kind = match before {
        Some(Part::Kind(kind)) => Some(*kind),
        _ => None,
    };
    let mut next = at + 1;
    let year = parts.get(next).and_then(year_of);
    next += usize::from(year.is_some());
    if let Some(Part::Kind(behind)) = parts.get(next)
        && kind.is_none_or(|kind| kind == *behind)
    {
        kind = Some(behind);
        next += 1;
    }
    let Some(kind) = kind else { return Vec::new() };
    let organisation = organisation(parts, next);
    let organisation = organisation.as_deref();
    let mut found = Vec::new();
    if year.is_some() && organisation.is_some() {
        found.push(term(kind, number, year, organisation));
    }
    if organisation.is_some() {
        found.push(term(kind, number, None, organisation));
    }
    if year.is_some() {
        found.push(term(kind, number, year, None));
    }
    found.push(term(kind, number, None, None));
    found
}

fn year_of(part: &Part) -> Option<u32> {
    small_number(part.word()).filter(|year| (1900..=2099).contains(year))
}

fn organisation(parts: &[Part], at: usize) -> Option<String> {
    let word = parts.get(at)?.word();
    if is_organisation(word, 2) {
        return Some(word.to_string());
    }
    let behind = parts.get(at + 1).map_or("", Part::word);
    let named = NAMED
        .iter()
        .find(|(first, second, _)| (*first, *second) == (word, behind));
    named.map(|(.., short)| short.to_string())
}
