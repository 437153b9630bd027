//! Front matter: what a Markdown file says of itself between two lines `---` (YAML) or `+++` (TOML).
//!
//! Of YAML the part is read that front matter is written in: keys at the margin with a text, a list
//! in either writing, or a text in several lines. What is nested deeper says nothing that is
//! indexed. There are no anchors and aliases, so that no file is larger than it looks.

/// Keys in lower case, in order, each with its values. `true`, numbers and dates are texts here.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    entries: Vec<(String, Vec<String>)>,
}

impl FrontMatter {
    /// The first value of the first of `keys` that has one.
    pub fn first(&self, keys: &[&str]) -> Option<&str> {
        self.values(keys).first().map(String::as_str)
    }

    /// The values of the first of `keys` that has any.
    pub fn values(&self, keys: &[&str]) -> &[String] {
        let of = |key: &&str| {
            let entry = self.entries.iter().find(|(other, _)| other == key);
            entry.map(|(_, values)| &values[..])
        };
        keys.iter()
            .filter_map(of)
            .find(|values| !values.is_empty())
            .unwrap_or_default()
    }

    fn add(&mut self, key: &str, values: Vec<String>) {
        let values = values.into_iter().filter(|value| !value.is_empty());
        self.entries
            .push((key.trim().to_lowercase(), values.collect()));
    }
}

/// Front matter and the rest of `text`. Without an end it is none, but a rule, or text. An error is
/// a sentence: TOML that is none.
pub fn split(text: &str) -> Result<(FrontMatter, &str), String> {
    let fence = match text.lines().next().map(str::trim_end) {
        Some("---") => "---",
        Some("+++") => "+++",
        _ => return Ok((FrontMatter::default(), text)),
    };
    let start = text.find('\n').map_or(text.len(), |end| end + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let inside = &text[start..at];
        at += line.len();
        if line.trim_end() == fence || fence == "---" && line.trim_end() == "..." {
            let front = match fence {
                "---" => yaml(inside),
                _ => toml(inside)?,
            };
            return Ok((front, &text[at..]));
        }
    }
    Ok((FrontMatter::default(), text))
}

fn toml(text: &str) -> Result<FrontMatter, String> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        format!("its front matter is no TOML: {}", error.message())
    })?;
    let mut front = FrontMatter::default();
    for (key, value) in &table {
        match value {
            toml::Value::Array(values) => front.add(key, values.iter().map(toml_text).collect()),
            // Zola and Hugo keep tags and categories in `[taxonomies]`.
            toml::Value::Table(table) => {
                for (key, value) in table {
                    if let toml::Value::Array(values) = value {
                        front.add(key, values.iter().map(toml_text).collect());
                    }
                }
            }
            value => front.add(key, vec![toml_text(value)]),
        }
    }
    Ok(front)
}

fn toml_text(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.trim().to_owned(),
        toml::Value::Boolean(value) => value.to_string(),
        toml::Value::Integer(value) => value.to_string(),
        toml::Value::Float(value) => value.to_string(),
        toml::Value::Datetime(value) => value.to_string(),
        toml::Value::Table(_) | toml::Value::Array(_) => String::new(),
    }
}

fn yaml(text: &str) -> FrontMatter {
    let mut front = FrontMatter::default();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((key, value)) = yaml_key(line) else {
            continue;
        };
        // What belongs to the key is indented, or a list item; a blank line may be inside a text.
        let mut below = Vec::new();
        while let Some(next) =
            lines.next_if(|next| next.starts_with([' ', '\t', '-']) || next.trim().is_empty())
        {
            below.push(next.trim());
        }
        front.add(key, yaml_values(value, &below));
    }
    front
}

/// A line `key: value` at the margin.
fn yaml_key(line: &str) -> Option<(&str, &str)> {
    let at_margin = !line.starts_with([' ', '\t', '#', '-']);
    let (key, value) = line.split_once(':').filter(|_| at_margin)?;
    let is_key = value.is_empty() || value.starts_with([' ', '\t', '\r']);
    is_key.then(|| (key.trim_matches(['"', '\'']), value.trim()))
}

fn yaml_values(value: &str, below: &[&str]) -> Vec<String> {
    let joined = |sign: &str| below.join(sign).trim().to_owned();
    match value.chars().next() {
        Some('|') => vec![joined("\n")],
        Some('>') => vec![joined(" ")],
        Some('[') => list(&format!("{value} {}", below.join(" "))),
        None | Some('#') => {
            let items = below.iter().filter_map(|line| line.strip_prefix('-'));
            items.map(scalar).collect()
        }
        // A long text goes on in the lines below.
        Some(_) if !below.is_empty() => vec![scalar(&format!("{value} {}", joined(" ")))],
        Some(_) => vec![scalar(value)],
    }
}

/// `[a, "b, c"]`
fn list(text: &str) -> Vec<String> {
    let inside = text.trim().trim_start_matches('[');
    let inside = inside.rsplit_once(']').map_or(inside, |(inside, _)| inside);
    let (mut items, mut from, mut quote) = (Vec::new(), 0, None);
    for (at, letter) in inside.char_indices() {
        match (letter, quote) {
            ('"' | '\'', None) if inside[from..at].trim().is_empty() => quote = Some(letter),
            (letter, Some(open)) if letter == open => quote = None,
            (',', None) => {
                items.push(scalar(&inside[from..at]));
                from = at + 1;
            }
            _ => {}
        }
    }
    items.push(scalar(&inside[from..]));
    items
}

/// A text without its quotes, or without the comment behind it.
fn scalar(text: &str) -> String {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('\'') {
        // An apostrophe is written twice.
        return match rest.replace("''", "\u{0}").split_once('\'') {
            Some((inside, _)) => inside.replace('\u{0}', "'"),
            None => text.to_owned(),
        };
    }
    if let Some(rest) = text.strip_prefix('"') {
        return double_quoted(rest).unwrap_or_else(|| text.to_owned());
    }
    let text = text.split(" #").next().unwrap_or_default().trim();
    match text {
        "~" | "null" => String::new(),
        text => text.to_owned(),
    }
}

fn double_quoted(rest: &str) -> Option<String> {
    let mut out = String::with_capacity(rest.len());
    let mut letters = rest.chars();
    loop {
        match letters.next()? {
            '"' => return Some(out),
            '\\' => out.push(match letters.next()? {
                'n' | 't' => ' ',
                letter => letter,
            }),
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, key: &str, expected: &[&str]) {
        let (front, rest) = split(text).unwrap();
        assert_eq!(front.values(&[key]), expected, "{text}");
        assert_eq!(rest, "thân");
    }

    #[test]
    fn yaml_as_it_is_written() {
        let yaml = |inside: &str| format!("---\n{inside}\n---\nthân");
        check(
            &yaml("title: Luật: đất đai # mới"),
            "title",
            &["Luật: đất đai"],
        );
        check(
            &yaml("Title: \"Một \\\"hai\\\"\" # x"),
            "title",
            &["Một \"hai\""],
        );
        check(&yaml("title: 'nó''n'"), "title", &["nó'n"]);
        check(&yaml("title: \"không đóng"), "title", &["\"không đóng"]);
        check(
            &yaml("tags: [a, \"b, c\", 'd']"),
            "tags",
            &["a", "b, c", "d"],
        );
        check(&yaml("tags: [a,\n  b]\nx: y"), "tags", &["a", "b"]);
        check(
            &yaml("tags:\n- a\n  - \"b\" # x\nx: y"),
            "tags",
            &["a", "b"],
        );
        check(&yaml("tags: # nhiều\n  - a"), "tags", &["a"]);
        check(
            &yaml("description: >\n  một\n  hai\ndraft: true"),
            "description",
            &["một hai"],
        );
        check(
            &yaml("description: một\n  hai"),
            "description",
            &["một hai"],
        );
        check(
            &yaml("date: 2022-12-13 10:05:00 +0700"),
            "date",
            &["2022-12-13 10:05:00 +0700"],
        );
        check(&yaml("url: https://a.vn/b"), "url", &["https://a.vn/b"]);
        check(&yaml("author:\n  name: An"), "author", &[]);
        check(&yaml("title: ~"), "title", &[]);
        check(&yaml(""), "title", &[]);
        check("---\r\ntitle: a\r\n---\r\nthân", "title", &["a"]);
        check("---\ntitle: a\n...\nthân", "title", &["a"]);
    }

    #[test]
    fn toml_is_toml() {
        let toml = |inside: &str| format!("+++\n{inside}\n+++\nthân");
        check(
            &toml("title = \"Một\"\ndate = 2022-12-13"),
            "date",
            &["2022-12-13"],
        );
        check(&toml("draft = true"), "draft", &["true"]);
        check(
            &toml("[taxonomies]\ntags = [\"a\", \"b\"]"),
            "tags",
            &["a", "b"],
        );
        let error = split("+++\ntitle = \n+++\n").unwrap_err();
        assert!(error.contains("no TOML"), "{error}");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in ["---\nchỉ một đường kẻ\n", "--- a\n---\n", "", "---"] {
            assert_eq!(split(text).unwrap(), (FrontMatter::default(), text));
        }
    }
}
