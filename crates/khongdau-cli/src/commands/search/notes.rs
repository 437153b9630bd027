//! What was made of the query, and what a score is made of: quiet lines.

use super::DETAILS;
use crate::terminal::plain;
use khongdau_core::search::{Explanation, Relaxed, SearchResults};
use std::fmt::Write;

/// A line for each thing that was made of the query; empty if it was searched for as it is.
pub fn notes(results: &SearchResults) -> String {
    let understood = results
        .understood
        .iter()
        .map(|one| format!("{} → {} ({})", one.typed, one.meant, one.how.name()));
    let also = results
        .also_searched
        .iter()
        .map(|one| format!("{} also as {}", one.typed, one.also));
    let lines = [
        list("understood", understood),
        list("did you mean", results.corrected.iter().cloned()),
        list("searched", also),
        list("in no article", results.unmatched.iter().cloned()),
    ];
    let relaxed = results.relaxed.iter().map(|one| relaxed(*one).to_owned());
    lines
        .into_iter()
        .flatten()
        .chain(relaxed)
        .map(|line| quiet(&line))
        .collect()
}

/// `title: one, another`, unless there is none.
fn list(title: &str, all: impl Iterator<Item = String>) -> Option<String> {
    let all: Vec<String> = all.collect();
    (!all.is_empty()).then(|| format!("{title}: {}", all.join(", ")))
}

fn relaxed(relaxed: Relaxed) -> &'static str {
    match relaxed {
        Relaxed::Phrases => "no article has the phrase: its words were searched for",
        Relaxed::Title => "no title has the words: whole articles were searched",
        Relaxed::Beginnings => "unknown words were searched for by their beginnings",
    }
}

/// `score 12.345`, and a line for each part of it.
pub fn explanation(score: f32, explanation: &Explanation, indent: &str) -> String {
    let mut out = format!("{indent}{}", quiet(&format!("score {score:.3}")));
    for part in &explanation.parts {
        let line = quiet(&format!("{:>10.3}  {}", part.score, part.what));
        // Writing to a String does not fail.
        let _ = write!(out, "{indent}{line}");
    }
    out
}

fn quiet(line: &str) -> String {
    format!("{DETAILS}{}{DETAILS:#}\n", plain(line))
}
