//! The template of the page: HTML with slots in double braces.
//!
//! `{{title}}` is replaced by what [`fill`] is given, `{{Kết quả|Results}}` by the text in the
//! page's language. What is put in is not looked at again: braces in a title stay braces.

use super::encode::html;
use crate::cli::Language;
use anyhow::{Context, bail};

/// What goes into a slot.
pub enum Value {
    /// Shown as it is.
    Text(String),
    /// Ours, and HTML already.
    Html(String),
}

/// The template with its slots filled.
pub fn fill(
    template: &str,
    language: Language,
    values: &[(&str, Value)],
) -> anyhow::Result<String> {
    let mut page = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once("{{") {
        let (slot, after) = behind
            .split_once("}}")
            .context("page.html of the client: a slot has no end")?;
        page.push_str(before);
        page.push_str(&content(slot, language, values)?);
        rest = after;
    }
    page.push_str(rest);
    Ok(page)
}

fn content(slot: &str, language: Language, values: &[(&str, Value)]) -> anyhow::Result<String> {
    if let Some((vietnamese, english)) = slot.split_once('|') {
        return Ok(html(match language {
            Language::Vi => vietnamese,
            Language::En => english,
        }));
    }
    match values.iter().find(|(name, _)| *name == slot) {
        Some((_, Value::Text(text))) => Ok(html(text)),
        Some((_, Value::Html(html))) => Ok(html.clone()),
        None => bail!("page.html of the client: there is nothing for the slot {slot:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_once() {
        let values = [
            ("title", Value::Text("{{head}} & </title>".to_owned())),
            ("head", Value::Html("<b>".to_owned())),
        ];
        let fill = |template, language| fill(template, language, &values).unwrap();
        assert_eq!(
            fill("a{{title}}b{{head}}{", Language::Vi),
            "a{{head}} &amp; &lt;/title&gt;b<b>{"
        );
        assert_eq!(fill("{{Kết quả|Results}}", Language::Vi), "Kết quả");
        assert_eq!(fill("{{Kết quả|Results}}", Language::En), "Results");
    }

    #[test]
    fn templates_of_another_version_are_refused() {
        let fill = |template| fill(template, Language::Vi, &[]).unwrap_err().to_string();
        assert!(fill("{{news}}").contains("\"news\""));
        assert!(fill("{{news").contains("no end"));
    }
}
