//! `khongdau suggest`: what a reader may be about to type.

use crate::cli::SuggestArgs;
use crate::published::Published;
use crate::terminal::plain;
use khongdau_core::search::Suggestion;
use serde::Serialize;

/// Suggests and prints, one suggestion a line.
pub fn run(args: &SuggestArgs) -> anyhow::Result<()> {
    let mut index = Published::open(&args.file)?;
    let text = args.query.join(" ");
    let found = index.ask(|searcher| searcher.suggest(&text, args.limit))?;
    if args.json {
        let found: Vec<JsonSuggestion<'_>> = found.iter().map(Into::into).collect();
        return super::print_json(&found);
    }
    let lines: String = found.iter().map(|one| plain(&one.text) + "\n").collect();
    super::print(&lines)
}

/// A suggestion as `khongdau suggest --help` documents it.
#[derive(Serialize)]
struct JsonSuggestion<'a> {
    text: &'a str,
    kind: &'a str,
}

impl<'a> From<&'a Suggestion> for JsonSuggestion<'a> {
    fn from(one: &'a Suggestion) -> Self {
        JsonSuggestion {
            text: &one.text,
            kind: one.kind.name(),
        }
    }
}
