//! The date of publication: as the head states it, else as it stands beside the headline.

use super::marks::Marks;
use super::{Facts, one_line};
use khongdau_core::document::date::iso_date;
use scraper::{ElementRef, Html};

/// Names of `<meta>` that hold it, likeliest first.
const META: &[&str] = &[
    "article:published_time",
    "datepublished",
    "dc.date.issued",
    "dc.date.created",
    "dc.date",
    "dcterms.created",
    "pubdate",
    "publish-date",
    "publishdate",
    "publication_date",
    "sailthru.date",
    "date",
    "article:modified_time",
];

/// A line with a date is no longer, in characters: longer ones tell a story.
const LINE: usize = 80;

/// The date as `YYYY-MM-DD` and where it was found.
pub fn find(tree: &Html, facts: &Facts, marks: &Marks<'_>) -> Option<(String, String)> {
    let stated = marks.meta("date").and_then(|text| in_text(&text));
    if let Some(date) = stated {
        return Some((date, "attribute".to_owned()));
    }
    if let Some(date) = facts.json("datePublished").and_then(in_text) {
        return Some((date, "JSON-LD datePublished".to_owned()));
    }
    for name in META {
        if let Some(date) = facts.meta(name).and_then(in_text) {
            return Some((date, (*name).to_owned()));
        }
    }
    let elements = || {
        tree.root_element()
            .descendants()
            .filter_map(ElementRef::wrap)
    };
    let time = |element: ElementRef<'_>| {
        in_text(
            element
                .attr("datetime")
                .or_else(|| element.attr("content"))?,
        )
    };
    let times = elements().filter(|element| {
        element.value().name() == "time" || element.attr("itemprop") == Some("datePublished")
    });
    if let Some(date) = times.into_iter().find_map(time) {
        return Some((date, "<time>".to_owned()));
    }
    lines(tree)
        .into_iter()
        .find_map(|line| Some((in_text(&line)?, "date line".to_owned())))
}

/// Short lines around the headline: what stands before it comes last.
fn lines(tree: &Html) -> Vec<String> {
    let (mut before, mut behind, mut seen) = (Vec::new(), Vec::new(), false);
    for node in tree.root_element().descendants() {
        if let Some(element) = ElementRef::wrap(node) {
            seen |= matches!(element.value().name(), "h1");
        }
        let Some(text) = node.value().as_text() else {
            continue;
        };
        let hidden = node.parent().and_then(ElementRef::wrap);
        let is_code = |element: ElementRef<'_>| {
            matches!(element.value().name(), "script" | "style" | "title")
        };
        if text.trim().is_empty() || hidden.is_some_and(is_code) {
            continue;
        }
        let line = one_line(text);
        if line.chars().count() <= LINE {
            if seen { &mut behind } else { &mut before }.push(line);
        }
    }
    behind.truncate(60);
    behind.extend(before);
    behind
}

/// The first day in a text: `2022-12-13T…`, `13/12/2022`, `13-12-2022`, `13 tháng 12, 2022`,
/// `ngày 13 tháng 12 năm 2022`.
pub fn in_text(text: &str) -> Option<String> {
    let mut numbers: Vec<(String, usize, usize)> = Vec::new();
    let mut at = 0;
    for run in text.split(|c: char| !c.is_ascii_digit()) {
        if !run.is_empty() {
            numbers.push((run.to_owned(), at, at + run.len()));
        }
        at += run.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    numbers.windows(3).find_map(|three| {
        let [(a, _, a_end), (b, b_start, b_end), (c, c_start, _)] = three else {
            return None;
        };
        let (first, second) = (&text[*a_end..*b_start], &text[*b_end..*c_start]);
        let sign = |between: &str| matches!(between.trim(), "/" | "-" | "." | "–");
        if a.len() == 4 && sign(first) && sign(second) {
            return iso_date(a, b, c);
        }
        let word = |between: &str, words: &[&str]| {
            let between = between.trim_matches([' ', ',', '\u{a0}']).to_lowercase();
            words.contains(&&between[..])
        };
        let in_figures = sign(first) && sign(second);
        let in_words = word(first, &["tháng", "thg"]) && word(second, &["năm", ""]);
        (c.len() == 4 && (in_figures || in_words)).then(|| iso_date(c, b, a))?
    })
}

#[cfg(test)]
mod tests {
    use super::in_text;

    #[test]
    fn dates_in_every_writing() {
        for text in [
            "2022-12-13T10:05:00+07:00",
            "Thứ Ba, 13/12/2022 10:05",
            "Ngày đăng: 13-12-2022",
            "13 Tháng 12, 2022",
            "Hà Nội, ngày 13 tháng 12 năm 2022",
            "13.12.2022",
        ] {
            assert_eq!(in_text(text).as_deref(), Some("2022-12-13"), "{text}");
        }
        for text in ["", "10:05", "31/02/2022", "0243 123 4567", "1/2 và 3/4"] {
            assert_eq!(in_text(text), None, "{text}");
        }
    }
}
