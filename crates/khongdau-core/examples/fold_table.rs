//! What folding does, for those who fold without the engine: the npm entry `khongdau/fold`.
//!
//! Prints a JSON object of the characters that are not their own folding. Folding looks at one
//! character at a time, so that this is all there is to know. With `--lines`, prints the folding of each
//! line of the standard input, for comparison.

use khongdau_core::text::fold;
use std::fmt::Write;
use std::io::{self, Read};

fn main() -> io::Result<()> {
    if std::env::args().any(|argument| argument == "--lines") {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text)?;
        for line in text.split('\n') {
            println!("{}", fold(line));
        }
    } else {
        println!("{}", table());
    }
    Ok(())
}

/// `{"65":"a",…}`, by code point.
fn table() -> String {
    let folded = |code: u32| {
        let letter = char::from_u32(code)?.to_string();
        let folded = fold(&letter);
        (folded != letter).then_some((code, folded))
    };
    let mut json = String::from("{");
    for (code, folded) in (0..=0x10_FFFF).filter_map(folded) {
        let comma = if json.len() > 1 { "," } else { "" };
        let text: String = folded.chars().map(escaped).collect();
        // Writing to a String does not fail.
        let _ = write!(json, "{comma}\"{code}\":\"{text}\"");
    }
    json + "}"
}

fn escaped(letter: char) -> String {
    format!("\\u{:04x}", u32::from(letter))
}
