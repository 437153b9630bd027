//! `khongdau extract`: what would be indexed of files, and where each part was found.

use crate::cli::ExtractArgs;
use crate::input::{self, Outcome, Reading};
use crate::terminal::{self, plain};
use khongdau_extract::Article;
use serde::Serialize;
use std::fmt::Write;

/// Reads the files and prints their articles.
pub fn run(mut args: ExtractArgs) -> anyhow::Result<()> {
    crate::config::complete_pages(&mut args.pages, args.config.as_deref())?;
    let options = args.pages.options();
    let inputs = input::discover(&args.inputs, &options)?;
    let reading = Reading::new(options, false)?;
    for article in inputs.articles(reading.formats()) {
        let article = article?;
        let place = article.place.to_string();
        match article.parse(&reading)? {
            Outcome::Article(article) if args.json => {
                super::print_json(&Json::of(&place, &article))?
            }
            Outcome::Article(article) => super::print(&text(&place, &article))?,
            Outcome::Skipped(reason) => {
                terminal::tell(&format!("khongdau: {}: {}", plain(&place), plain(&reason)))
            }
            Outcome::Other => {}
        }
    }
    Ok(())
}

/// One article as people read it.
fn text(place: &str, article: &Article) -> String {
    let (document, found) = (&article.document, &article.found);
    let mut text = String::new();
    let mut line = |name: &str, value: &str, origin: &str| {
        if !value.is_empty() {
            let origin = match origin.is_empty() {
                true => String::new(),
                false => format!("   [{origin}]"),
            };
            // Writing to a String does not fail.
            let _ = writeln!(text, "{name:<9}{}", plain(&format!("{value}{origin}")));
        }
    };
    line("file", place, &found.encoding);
    line("id", &document.id, "");
    line("url", &document.url, "");
    line("title", &document.title, &found.title);
    line(
        "date",
        document.date.as_deref().unwrap_or_default(),
        &found.date,
    );
    line(
        "source",
        document.source.as_deref().unwrap_or_default(),
        &found.source,
    );
    for (name, value) in &document.filters {
        line("filter", &format!("{name} = {value}"), "");
    }
    line(
        "text",
        &format!("{} characters", document.body.chars().count()),
        &found.body,
    );
    for (number, paragraph) in document.body.lines().enumerate() {
        let section = document
            .sections
            .iter()
            .find(|section| section.paragraph as usize == number);
        let anchor = section.map_or_else(String::new, |section| format!("   #{}", section.anchor));
        let _ = writeln!(text, "  {}", plain(&format!("{paragraph}{anchor}")));
    }
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Json<'a> {
    file: &'a str,
    id: &'a str,
    url: &'a str,
    title: &'a str,
    date: Option<&'a str>,
    source: Option<&'a str>,
    lang: Option<&'a str>,
    filters: Vec<[&'a str; 2]>,
    sections: Vec<JsonSection<'a>>,
    text: &'a str,
    found: JsonFound<'a>,
}

#[derive(Serialize)]
struct JsonSection<'a> {
    paragraph: u32,
    anchor: &'a str,
}

#[derive(Serialize)]
struct JsonFound<'a> {
    title: &'a str,
    date: &'a str,
    source: &'a str,
    text: &'a str,
    encoding: &'a str,
}

impl<'a> Json<'a> {
    fn of(place: &'a str, article: &'a Article) -> Self {
        let (document, found) = (&article.document, &article.found);
        let filters = document.filters.iter();
        let sections = document.sections.iter();
        Json {
            file: place,
            id: &document.id,
            url: &document.url,
            title: &document.title,
            date: document.date.as_deref(),
            source: document.source.as_deref(),
            lang: article.lang.as_deref(),
            filters: filters
                .map(|(name, value)| [&name[..], &value[..]])
                .collect(),
            sections: sections
                .map(|section| JsonSection {
                    paragraph: section.paragraph,
                    anchor: &section.anchor,
                })
                .collect(),
            text: &document.body,
            found: JsonFound {
                title: &found.title,
                date: &found.date,
                source: &found.source,
                text: &found.body,
                encoding: &found.encoding,
            },
        }
    }
}
