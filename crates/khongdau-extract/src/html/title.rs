//! The headline: what several places of a page agree on, without the name of the site.

use super::marks::Marks;
use super::{Facts, one_line, text_of};
use scraper::{ElementRef, Html};

/// Headlines are no longer, in characters.
const LONGEST: usize = 400;

/// The title and where it was found.
pub fn find(tree: &Html, facts: &Facts, marks: &Marks<'_>) -> Option<(String, String)> {
    if let Some(title) = marks.meta("title") {
        return Some((title, "attribute".to_owned()));
    }
    let stated: Vec<(&str, &str)> = [
        ("JSON-LD headline", facts.json("headline")),
        ("og:title", facts.meta("og:title")),
        ("<title>", Some(&facts.title[..])),
        ("twitter:title", facts.meta("twitter:title")),
    ]
    .into_iter()
    .filter_map(|(origin, title)| Some((origin, title.filter(|title| !title.is_empty())?)))
    .collect();
    let headings = headings(tree);
    // A heading that the head repeats is the headline as readers see it.
    for heading in &headings {
        let same = |title: &str| letters(title).contains(&letters(heading));
        if letters(heading).len() > 8 && stated.iter().any(|(_, title)| same(title)) {
            return Some((heading.clone(), "<h1>".to_owned()));
        }
    }
    let best = stated
        .first()
        .map(|(origin, title)| (without_site(title, facts), (*origin).to_owned()));
    let heading = || Some((headings.first()?.clone(), "<h1>".to_owned()));
    best.filter(|(title, _)| !title.is_empty()).or_else(heading)
}

/// First-level headings, and where there are none second-level ones.
fn headings(tree: &Html) -> Vec<String> {
    for level in ["h1", "h2"] {
        let elements = tree
            .root_element()
            .descendants()
            .filter_map(ElementRef::wrap);
        let of_level = elements.filter(|element| element.value().name() == level);
        let texts = of_level.map(|element| one_line(&text_of(element)));
        let texts: Vec<String> = texts
            .filter(|text| !text.is_empty() && text.chars().count() <= LONGEST)
            .collect();
        if !texts.is_empty() {
            return texts;
        }
    }
    Vec::new()
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// `Headline | Site`, `Headline - Site`: the part that is the site's name goes.
fn without_site(title: &str, facts: &Facts) -> String {
    let site = facts.meta("og:site_name").map(letters).unwrap_or_default();
    for separator in [" | ", " – ", " — ", " - ", " :: ", " » "] {
        if let Some((before, behind)) = title.rsplit_once(separator) {
            let name = letters(behind);
            let is_site = !site.is_empty() && (site.contains(&name) || name.contains(&site));
            let looks_like_one = separator == " | " && behind.split_whitespace().count() <= 6;
            if (is_site || looks_like_one) && !before.trim().is_empty() {
                return before.trim().to_owned();
            }
        }
    }
    title.to_owned()
}
