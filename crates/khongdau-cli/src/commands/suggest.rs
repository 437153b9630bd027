//! `khongdau suggest`: what a reader may be about to type.

use crate::cli::SuggestArgs;
use crate::terminal::plain;
use khongdau_core::search::{Searcher, Suggestion};
use serde::Serialize;

/// A suggestion as the JavaScript API gives it.
#[derive(Serialize)]
struct JsonSuggestion<'a> {
    text: &'a str,
    kind: &'a str,
}

/// Suggests and prints, one suggestion a line.
pub fn run(args: &SuggestArgs) -> anyhow::Result<()> {
    let mut searcher = Searcher::new(super::open(&args.file)?);
    let found = searcher.suggest(&args.query.join(" "), args.limit);
    if args.json {
        let json =
            |one: &Suggestion| -> (String, &'static str) { (one.text.clone(), one.kind.name()) };
        let rows: Vec<(String, &str)> = found.iter().map(json).collect();
        let rows: Vec<JsonSuggestion<'_>> = rows
            .iter()
            .map(|(text, kind)| JsonSuggestion { text, kind })
            .collect();
        return super::print_json(&rows);
    }
    let lines: String = found.iter().map(|one| plain(&one.text) + "\n").collect();
    super::print(&lines)
}
