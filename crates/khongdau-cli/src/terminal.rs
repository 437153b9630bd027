//! Text and numbers, made fit for a terminal.
//!
//! Titles, snippets, file names and the JSON in them are other people's text. A terminal obeys
//! control characters (they move the cursor, rename the window, answer questions) and a reader is
//! deceived by bidi overrides, so neither reaches standard output or standard error. Vietnamese
//! needs none of them.

use serde::Serialize;
use std::io;

/// Whether a terminal obeys `c`, or `c` reorders the text around it: controls (C0, DEL, C1), line
/// and paragraph separators, marks, embeddings, overrides and isolates of the bidi algorithm
/// (UAX #9, table "Bidirectional formatting characters").
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// `text` on one line and without unsafe characters: those that separate words become a blank.
///
/// Works character by character, so the plain form of a text is that of its parts joined.
pub fn plain(text: &str) -> String {
    text.chars().filter_map(plain_char).collect()
}

fn plain_char(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\u{000B}' | '\u{000C}' | '\r' | '\u{0085}' | '\u{2028}' | '\u{2029}' => {
            Some(' ')
        }
        _ if is_unsafe(c) => None,
        _ => Some(c),
    }
}

/// `value` as JSON on one line. Unsafe characters are written as `\u` escapes: to a program the same
/// text, to a terminal harmless.
pub fn to_json(value: &impl Serialize) -> serde_json::Result<String> {
    let mut json = Vec::new();
    value.serialize(&mut serde_json::Serializer::with_formatter(
        &mut json,
        EscapeUnsafe,
    ))?;
    Ok(String::from_utf8(json).expect("serde_json writes UTF-8"))
}

/// The compact form of serde_json, which by itself escapes the C0 controls only.
struct EscapeUnsafe;

impl serde_json::ser::Formatter for EscapeUnsafe {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|&(_, c)| is_unsafe(c)) {
            // All of them are in the basic plane: four digits, no surrogates.
            write!(writer, "{}\\u{:04x}", &rest[..at], u32::from(c))?;
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

/// Writes a line to standard error.
pub fn tell(line: &str) {
    crate::disk::write_stderr(format!("{line}\n").as_bytes());
}

/// `1234567` as `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 article`, `2 articles`, `1,000 articles`.
pub fn counted(number: u64, singular: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {singular}{plural}", grouped(number))
}

/// Bytes for people: `512 B`, `3.4 KB`, `12.0 MB`; thousands, as disks and networks count.
pub fn bytes(number: u64) -> String {
    let number = number as f64;
    match number {
        n if n < 1e3 => format!("{n} B"),
        n if n < 1e6 => format!("{:.1} KB", n / 1e3),
        n if n < 1e9 => format!("{:.1} MB", n / 1e6),
        n => format!("{:.1} GB", n / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_keeps_what_people_write_and_drops_what_terminals_obey() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(plain(text), expected, "{text:?}");
        }
        check("Đường lầy lội 🌧️", "Đường lầy lội 🌧️");
        check("Vie\u{0302}\u{0323}t", "Vie\u{0302}\u{0323}t"); // combining marks are text
        check("a\tb\r\nc\u{2028}d", "a b  c d");
        check("\u{1b}[31mred\u{1b}[0m", "[31mred[0m");
        check("\u{9b}2J\u{7f}\0x", "2Jx"); // CSI as one C1 character
        check("abc\u{202E}txt.exe\u{202C}", "abctxt.exe");
        check("\u{2066}a\u{2069}\u{200F}\u{061C}", "a");
    }

    #[test]
    fn json_escapes_what_terminals_obey() {
        let text = "Đ\u{9b}2J\u{202e}\u{7f}\n\"";
        let json = to_json(&text).unwrap();
        assert_eq!(json, r#""Đ\u009b2J\u202e\u007f\n\"""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn numbers_for_people() {
        assert_eq!(
            [0, 999, 1_000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
        assert_eq!(
            [0, 1, 2].map(|n| counted(n, "article")),
            ["0 articles", "1 article", "2 articles"]
        );
        assert_eq!(
            [512, 1_900, 12_000_000].map(bytes),
            ["512 B", "1.9 KB", "12.0 MB"]
        );
    }
}
