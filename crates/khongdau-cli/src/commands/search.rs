//! `khongdau search`: results for people, or as JSON.

mod json;
mod notes;
mod today;

use crate::cli::{MarksArg, SearchArgs, SortArg};
use crate::published::Published;
use crate::terminal::{counted, grouped, plain};
use anstyle::{AnsiColor, Style};
use khongdau_core::search::{
    Explanation, Filters, Hit, Marked, Marks, Recency, SearchOptions, SearchResults, Searcher, Sort,
};
use std::fmt::Write;

const TITLE: Style = Style::new().bold();
const TITLE_MATCH: Style = MATCH.underline();
const MATCH: Style = AnsiColor::Red.on_default().bold();
const DETAILS: Style = Style::new().dimmed();

/// Searches and prints.
pub fn run(args: &SearchArgs) -> anyhow::Result<()> {
    let options = options(args)?;
    let mut index = Published::open(&args.file)?;
    let query = args.query.join(" ");
    let filters = Filters {
        sources: args.sources.clone(),
        years: args.years.clone(),
        from: args.from.unwrap_or(0),
        to: args.to.unwrap_or(0),
        others: filters(&args.filters),
    };
    let results = index.ask(|searcher| searcher.search_within(&query, options, &filters))?;
    let mut explain = |hit: &Hit| {
        let why = |searcher: &mut Searcher<_>| {
            searcher.explain_within(&query, &hit.id, options, &filters)
        };
        index.ask(why)
    };
    let explained: Vec<_> = match args.explain {
        true => results
            .hits
            .iter()
            .map(&mut explain)
            .collect::<Result<_, _>>()?,
        false => vec![None; results.hits.len()],
    };
    match args.json {
        true => super::print_json(&json::JsonResults::new(&query, &results, &explained)),
        false => super::print(&page(&query, args.offset, &results, &explained)),
    }
}

/// The values of each name together.
fn filters(given: &[(String, Vec<String>)]) -> Vec<(String, Vec<String>)> {
    let mut filters: Vec<(String, Vec<String>)> = Vec::new();
    for (name, values) in given {
        match filters.iter_mut().find(|(other, _)| other == name) {
            Some((_, all)) => all.extend_from_slice(values),
            None => filters.push((name.clone(), values.clone())),
        }
    }
    filters
}

fn options(args: &SearchArgs) -> anyhow::Result<SearchOptions> {
    let recency = |half_life| today::today().map(|today| Recency { today, half_life });
    Ok(SearchOptions {
        limit: args.limit,
        offset: args.offset,
        prefix: args.prefix,
        literal: args.literal,
        marks: match args.marks {
            MarksArg::Auto => Marks::Auto,
            MarksArg::Exact => Marks::Exact,
            MarksArg::Ignore => Marks::Ignore,
        },
        recency: args.newest.map(recency).transpose()?,
        facets: args.json,
        sort: match args.sort {
            SortArg::Relevance => Sort::Relevance,
            SortArg::Newest => Sort::Newest,
            SortArg::Oldest => Sort::Oldest,
        },
    })
}

/// The results as people read them; `explained` goes with the hits.
fn page(
    query: &str,
    offset: usize,
    results: &SearchResults,
    explained: &[Option<Explanation>],
) -> String {
    let mut page = headline(query, offset, results);
    for (index, (hit, why)) in results.hits.iter().zip(explained).enumerate() {
        let number = offset.saturating_add(index + 1);
        // Writing to a String does not fail.
        let _ = write!(page, "\n{}", entry(number, hit, why.as_ref()));
    }
    let notes = notes::notes(results);
    if !notes.is_empty() {
        let _ = write!(page, "\n{notes}");
    }
    page
}

/// `12 articles for "cong nghiep", 1 to 10:`
fn headline(query: &str, offset: usize, results: &SearchResults) -> String {
    let (total, query) = (results.total as u64, plain(query));
    if total == 0 {
        return format!("No article for \"{query}\"\n");
    }
    let least = match results.total_is_lower_bound {
        true => "at least ",
        false => "",
    };
    let found = format!("{least}{} for \"{query}\"", counted(total, "article"));
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

fn entry(number: usize, hit: &Hit, why: Option<&Explanation>) -> String {
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
    for section in &hit.sections {
        let title = highlighted(&section.title, Style::new(), MATCH);
        let url = plain(&section.url);
        let _ = writeln!(entry, "{indent}› {title} {DETAILS}{url}{DETAILS:#}");
    }
    if let Some(why) = why {
        entry += &notes::explanation(hit.score, why, &indent);
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

#[cfg(test)]
mod tests {
    use super::*;

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
