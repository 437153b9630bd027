//! `khongdau search`: results for people, or as JSON.

use crate::cli::{MarksArg, SearchArgs};
use crate::terminal::{counted, grouped, plain};
use anstyle::{AnsiColor, Style};
use khongdau_core::search::{
    Explanation, Hit, Marked, Marks, Relaxed, SearchOptions, SearchResults, Searcher,
};
use serde::Serialize;
use std::fmt::Write;
use std::ops::Range;

const TITLE: Style = Style::new().bold();
const TITLE_MATCH: Style = MATCH.underline();
const MATCH: Style = AnsiColor::Red.on_default().bold();
const DETAILS: Style = Style::new().dimmed();

/// Searches and prints.
pub fn run(args: &SearchArgs) -> anyhow::Result<()> {
    let mut searcher = Searcher::new(super::open(&args.file)?);
    let query = args.query.join(" ");
    let options = SearchOptions {
        limit: args.limit,
        offset: args.offset,
        prefix: args.prefix,
        literal: args.literal,
        marks: match args.marks {
            MarksArg::Auto => Marks::Auto,
            MarksArg::Exact => Marks::Exact,
            MarksArg::Ignore => Marks::Ignore,
        },
        recency: None,
    };
    let results = searcher.search(&query, options);
    if args.json {
        return super::print_json(&JsonResults::new(&query, &results));
    }
    let mut page = page(&query, args.offset, &results);
    if args.explain {
        for hit in &results.hits {
            let why = searcher.explain(&query, &hit.id, options);
            page += &explained(hit, why.as_ref());
        }
    }
    super::print(&page)
}

/// The results as people read them.
fn page(query: &str, offset: usize, results: &SearchResults) -> String {
    let mut page = headline(query, offset, results);
    page += &notes(results);
    for (index, hit) in results.hits.iter().enumerate() {
        // Writing to a String does not fail.
        let _ = write!(page, "\n{}", entry(offset.saturating_add(index + 1), hit));
    }
    page
}

/// What was made of the query, a line each.
fn notes(results: &SearchResults) -> String {
    let mut notes = String::new();
    let mut note = |text: String| {
        let _ = writeln!(notes, "{DETAILS}{}{DETAILS:#}", plain(&text));
    };
    for one in &results.understood {
        note(format!(
            "{} understood as {} ({})",
            one.typed,
            one.meant,
            one.how.name()
        ));
    }
    if let Some(corrected) = &results.corrected {
        note(format!("Did you mean: {corrected}"));
    }
    for one in &results.also_searched {
        note(format!("{} also as {}", one.typed, one.also));
    }
    for word in &results.unmatched {
        note(format!("{word} is in no article"));
    }
    for relaxed in &results.relaxed {
        note(
            match relaxed {
                Relaxed::Phrases => "No article has the phrase; its words were searched for",
                Relaxed::Title => "No title has it; the articles were searched",
                Relaxed::Beginnings => "Unknown words were searched for by their beginnings",
            }
            .to_string(),
        );
    }
    notes
}

/// The parts of a score, a line each.
fn explained(hit: &Hit, why: Option<&Explanation>) -> String {
    let mut out = format!("\n{} {:.3}\n", plain(&hit.id), hit.score);
    for part in why.into_iter().flat_map(|why| &why.parts) {
        let _ = writeln!(out, "{:>10.3}  {}", part.score, plain(&part.what));
    }
    out
}

/// `12 articles for "cong nghiep", 1 to 10:`
fn headline(query: &str, offset: usize, results: &SearchResults) -> String {
    let (total, query) = (results.total as u64, plain(query));
    if total == 0 {
        return format!("No article for \"{query}\"\n");
    }
    let found = format!("{} for \"{query}\"", counted(total, "article"));
    match results.hits.len() {
        0 => format!("{found}, none shown\n"),
        shown if shown as u64 == total => format!("{found}\n"),
        shown => format!(
            "{found}, {} to {}\n",
            grouped(offset as u64 + 1),
            grouped((offset + shown) as u64)
        ),
    }
}

fn entry(number: usize, hit: &Hit) -> String {
    let number = format!("{number:>3}. ");
    let indent = " ".repeat(number.len());
    let mut entry = format!("{number}{}\n", highlighted(&hit.title, TITLE, TITLE_MATCH));
    let _ = writeln!(
        entry,
        "{indent}{DETAILS}{}{DETAILS:#}",
        plain(&details(hit))
    );
    if !hit.snippet.text.is_empty() {
        let _ = writeln!(
            entry,
            "{indent}{}",
            highlighted(&hit.snippet, Style::new(), MATCH)
        );
    }
    entry
}

/// `2023-06-13 · Báo Bắc Ninh · https://…`; an article without a page is named by its id.
fn details(hit: &Hit) -> String {
    let page = if hit.url.is_empty() {
        &hit.id
    } else {
        &hit.url
    };
    let known = [
        hit.date.as_deref(),
        hit.source.as_deref(),
        Some(page.as_str()),
    ];
    known.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn highlighted(marked: &Marked, base: Style, highlight: Style) -> String {
    let mut out = String::with_capacity(marked.text.len());
    let mut from = 0;
    let end = marked.text.len()..marked.text.len();
    for range in marked.ranges.iter().chain([&end]) {
        push_styled(&mut out, &marked.text[from..range.start], base);
        push_styled(&mut out, &marked.text[range.clone()], highlight);
        from = range.end;
    }
    out
}

fn push_styled(out: &mut String, text: &str, style: Style) {
    if !text.is_empty() {
        let _ = write!(out, "{style}{}{style:#}", plain(text));
    }
}

/// The answer as `khongdau search --help` documents it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonResults<'a> {
    query: &'a str,
    total: usize,
    hits: Vec<JsonHit<'a>>,
    understood: Vec<JsonUnderstood<'a>>,
    corrected: Option<&'a str>,
    also_searched: Vec<JsonAlso<'a>>,
    unmatched: &'a [String],
    relaxed: Vec<&'a str>,
}

#[derive(Serialize)]
struct JsonUnderstood<'a> {
    typed: &'a str,
    meant: &'a str,
    how: &'a str,
}

#[derive(Serialize)]
struct JsonAlso<'a> {
    typed: &'a str,
    also: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonHit<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    date: Option<&'a str>,
    source: Option<&'a str>,
    score: f32,
    snippet: &'a str,
    title_ranges: Vec<[usize; 2]>,
    snippet_ranges: Vec<[usize; 2]>,
}

impl<'a> JsonResults<'a> {
    fn new(query: &'a str, results: &'a SearchResults) -> Self {
        JsonResults {
            query,
            total: results.total,
            hits: results.hits.iter().map(JsonHit::from).collect(),
            understood: (results.understood.iter())
                .map(|one| JsonUnderstood {
                    typed: &one.typed,
                    meant: &one.meant,
                    how: one.how.name(),
                })
                .collect(),
            corrected: results.corrected.as_deref(),
            also_searched: (results.also_searched.iter())
                .map(|one| JsonAlso {
                    typed: &one.typed,
                    also: &one.also,
                })
                .collect(),
            unmatched: &results.unmatched,
            relaxed: results.relaxed.iter().map(|one| one.name()).collect(),
        }
    }
}

impl<'a> From<&'a Hit> for JsonHit<'a> {
    fn from(hit: &'a Hit) -> Self {
        JsonHit {
            id: &hit.id,
            url: &hit.url,
            title: &hit.title.text,
            date: hit.date.as_deref(),
            source: hit.source.as_deref(),
            score: hit.score,
            snippet: &hit.snippet.text,
            title_ranges: utf16_ranges(&hit.title.text, &hit.title.ranges),
            snippet_ranges: utf16_ranges(&hit.snippet.text, &hit.snippet.ranges),
        }
    }
}

/// Ascending byte ranges of `text` in UTF-16 code units, in one pass.
fn utf16_ranges(text: &str, ranges: &[Range<usize>]) -> Vec<[usize; 2]> {
    let (mut byte, mut unit) = (0, 0);
    let mut to_unit = |until: usize| {
        unit += text[byte..until].encode_utf16().count();
        byte = until;
        unit
    };
    ranges
        .iter()
        .map(|range| [to_unit(range.start), to_unit(range.end)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_ranges_count_as_javascript_does() {
        let text = "🌧️ Đường lầy";
        let (start, end) = (text.find("Đường").unwrap(), text.find(" lầy").unwrap());
        let expected = "🌧️ ".encode_utf16().count();
        assert_eq!(expected, 4);
        assert_eq!(
            utf16_ranges(text, &[start..end, end + 1..text.len()]),
            [[4, 9], [10, 13]]
        );
        assert!(utf16_ranges("", &[]).is_empty());
    }

    #[test]
    fn highlights_are_styled_and_all_parts_made_plain() {
        let marked = Marked {
            text: "a\u{1b}b\u{202e}c d".into(),
            ranges: vec![2..7, 8..9],
        };
        let red = |text: &str| format!("{MATCH}{text}{MATCH:#}");
        assert_eq!(
            highlighted(&marked, Style::new(), MATCH),
            format!("a{} {}", red("bc"), red("d"))
        );
    }
}
