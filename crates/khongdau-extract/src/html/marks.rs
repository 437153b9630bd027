//! Attributes by which a page says what is to be indexed: `data-khongdau-*`, and Pagefind's, whose
//! grammar they have, as aliases.

use super::one_line;
use scraper::{ElementRef, Html};

/// What attributes say.
#[derive(Debug, Default)]
pub struct Marks<'a> {
    /// Elements marked as main text, none inside another.
    pub bodies: Vec<ElementRef<'a>>,
    /// The attribute that marks them.
    pub body_attribute: &'static str,
    /// Whether there is any.
    pub has_body: bool,
    /// `title`, `date`, and whatever else: name and text.
    pub meta: Vec<(String, String)>,
    /// Filters: name and value.
    pub filters: Vec<(String, String)>,
}

impl Marks<'_> {
    /// What an attribute says, if one does.
    pub fn meta(&self, name: &str) -> Option<String> {
        let found = self.meta.iter().find(|(other, _)| other == name);
        found
            .map(|(_, text)| text.clone())
            .filter(|text| !text.is_empty())
    }
}

/// An attribute by its name behind `data-khongdau-` or `data-pagefind-`.
pub fn attribute<'a>(element: ElementRef<'a>, name: &str) -> Option<&'a str> {
    let element = element.value();
    element.attrs().find_map(|(attribute, value)| {
        let rest = attribute.strip_prefix("data-")?;
        let rest = rest
            .strip_prefix("khongdau-")
            .or_else(|| rest.strip_prefix("pagefind-"))?;
        (rest == name).then_some(value)
    })
}

/// Reads all of them.
pub fn read(tree: &Html) -> Marks<'_> {
    let mut marks = Marks::default();
    let elements = tree
        .root_element()
        .descendants()
        .filter_map(ElementRef::wrap);
    for element in elements {
        if !element
            .value()
            .attrs()
            .any(|(name, _)| name.starts_with("data-"))
        {
            continue;
        }
        if attribute(element, "body").is_some() {
            let inside =
                |outer: &ElementRef<'_>| element.ancestors().any(|node| node.id() == outer.id());
            if !marks.bodies.iter().any(inside) {
                marks.bodies.push(element);
                marks.has_body = true;
                marks.body_attribute = match element.attr("data-khongdau-body") {
                    Some(_) => "data-khongdau-body",
                    None => "data-pagefind-body",
                };
            }
        }
        for name in ["meta", "default-meta"] {
            if let Some(value) = attribute(element, name) {
                let more = pairs(element, value);
                // What is stated for want of better comes behind what is stated.
                let new = more
                    .into_iter()
                    .filter(|(name, _)| marks.meta(name).is_none());
                let new: Vec<_> = new.collect();
                marks.meta.extend(new);
            }
        }
        if let Some(value) = attribute(element, "filter") {
            marks.filters.extend(pairs(element, value));
        }
    }
    marks
}

/// `key` (the element's text), `key[attr]` (its attribute), `key:value`; several behind commas,
/// but for the value of the last, which may have commas.
fn pairs(element: ElementRef<'_>, value: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = value.trim();
    while !rest.is_empty() {
        let end = rest.find([',', ':', '[']).unwrap_or(rest.len());
        let (key, behind) = rest.split_at(end);
        let key = key.trim().to_owned();
        if let Some(text) = behind.strip_prefix(':') {
            found.push((key, text.trim().to_owned()));
            break;
        }
        let (text, behind) = match behind
            .strip_prefix('[')
            .and_then(|inside| inside.split_once(']'))
        {
            Some((attribute, behind)) => (
                element
                    .attr(attribute.trim())
                    .unwrap_or_default()
                    .to_owned(),
                behind,
            ),
            None => (element.text().collect::<String>(), behind),
        };
        if !key.is_empty() {
            found.push((key, one_line(&text)));
        }
        rest = behind.trim_start_matches([',', ' ']);
        if rest.len() == value.len() {
            break;
        }
    }
    found.retain(|(_, text)| !text.is_empty());
    found
}
