//! What the export of WordPress has that a feed has not: posts that are no articles, and texts as
//! editors left them.

use super::feed::Item;

/// Why an item is no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoArticle {
    /// Nobody is meant to read it as an article: a draft, a picture, a menu.
    #[error("is no article")]
    Other,
    /// Readers need a password.
    #[error("is protected by a password")]
    Protected,
    /// Of a type that a plugin has made.
    #[error("is neither a post nor a page, but of the type \"{0}\"")]
    Type(String),
    /// There is nothing to index.
    #[error("has neither a title nor text")]
    Empty,
}

/// Types that WordPress itself has for what is no article.
const BUILT_IN: [&str; 9] = [
    "attachment",
    "nav_menu_item",
    "revision",
    "custom_css",
    "customize_changeset",
    "oembed_cache",
    "user_request",
    "wp_block",
    "wp_template",
];

/// Posts and pages that are published, for everybody.
pub fn is_article(item: &Item) -> Result<(), NoArticle> {
    if item
        .text(&["wp:status"])
        .is_some_and(|status| status != "publish")
    {
        return Err(NoArticle::Other);
    }
    if item.text(&["wp:post_password"]).is_some() {
        return Err(NoArticle::Protected);
    }
    match item.text(&["wp:post_type"]) {
        None | Some("post" | "page") => Ok(()),
        Some(kind) if BUILT_IN.contains(&kind) || kind.starts_with("wp_") => Err(NoArticle::Other),
        Some(kind) => Err(NoArticle::Type(kind.to_owned())),
    }
}

/// The text of a post as HTML: without shortcodes, and with the paragraphs that WordPress makes of
/// lines (`wpautop`). Comments of blocks are no trouble: they are comments of HTML.
pub fn html(text: &str) -> String {
    let html = without_shortcodes(text);
    match html.contains("<!-- wp:") {
        true => html,
        false => with_paragraphs(&html),
    }
}

/// Shortcodes with nothing inside that is read: an address, or nothing.
const EMBEDS: [&str; 5] = ["embed", "audio", "video", "playlist", "gallery"];

/// `[caption …]…[/caption]` and the like are left out, what is inside stays. What only stands in
/// brackets, such as `[1]`, stays.
fn without_shortcodes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        match shortcode(behind) {
            Some((name, tag)) => {
                rest = &behind[tag..];
                let close = format!("[/{name}]");
                if let Some(end) = EMBEDS.contains(&name).then(|| rest.find(&close)).flatten() {
                    rest = &rest[end..];
                }
            }
            None => {
                out.push('[');
                rest = &behind[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Bytes of a tag are no more.
const LONGEST_TAG: usize = 2000;

/// Name and bytes of the shortcode that `text` begins with: it is known, closes, has attributes, or
/// an underscore, as page builders name theirs.
fn shortcode(text: &str) -> Option<(&str, usize)> {
    let end = text
        .bytes()
        .take(LONGEST_TAG)
        .position(|byte| byte == b']')?;
    let inside = &text[1..end];
    let is_close = inside.starts_with('/');
    let inside = inside.trim_start_matches('/');
    let length = inside
        .bytes()
        .take_while(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'))
        .count();
    let (name, attributes) = inside.split_at(length);
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && (attributes.is_empty() || attributes.starts_with([' ', '/', '\n']));
    let known = EMBEDS.contains(&name)
        || matches!(name, "caption" | "contact-form-7" | "toc" | "ez-toc")
        || name.contains('_')
        || attributes.contains('=');
    (is_name && (known || is_close))
        .then_some((name, end + 1))
        // What closes later opens here.
        .or_else(|| {
            let close = is_name.then(|| format!("[/{name}]"))?;
            text.contains(&close).then_some((name, end + 1))
        })
}

/// Blank lines separate paragraphs, single line breaks are breaks unless a tag stands beside them.
fn with_paragraphs(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut blank = true;
    for line in html.lines() {
        let line = line.trim();
        if line.is_empty() {
            blank = true;
            continue;
        }
        if blank && !line.starts_with("<t") && !line.starts_with("</") {
            out.push_str("<p>");
        } else if !out.ends_with('>') && !line.starts_with('<') {
            out.push_str("<br>");
        } else {
            out.push('\n');
        }
        out.push_str(line);
        blank = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::feed::items;
    use crate::formats::{BadFile, Raw};
    use crate::html::fragment_text;

    #[test]
    fn shortcodes_go_and_brackets_stay() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(without_shortcodes(text), expected, "{text}");
        }
        check("a[caption id=\"x\"]Ảnh[/caption]b", "aẢnhb");
        check("[gallery ids=\"1,2\"]x", "x");
        check("[embed]https://a.vn/v[/embed]x", "x");
        check(
            "[vc_row][vc_column width=\"1/2\"]chữ[/vc_column][/vc_row]",
            "chữ",
        );
        check("[note]chữ[/note]", "chữ");
        check(
            "xem [1], [Video], [sic] và [ghi chú",
            "xem [1], [Video], [sic] và [ghi chú",
        );
        check("[", "[");
        check("[]", "[]");
    }

    #[test]
    fn lines_become_paragraphs() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(fragment_text(&html(text)), expected, "{text}");
        }
        check("Một\r\nhai\r\n\r\nBa", "Một\nhai\nBa");
        check("<p>Một</p>\n\nHai", "Một\nHai");
        check(
            "<!-- wp:paragraph -->\n<p>Một\nhai</p>\n<!-- /wp:paragraph -->",
            "Một hai",
        );
        check("Một <b>hai</b>\nba", "Một hai ba");
    }

    #[test]
    fn only_what_is_published_is_an_article() {
        let item = |fields: &str| {
            format!(
                "<item><title>Một</title><link>/a</link><wp:post_id>7</wp:post_id>{fields}</item>"
            )
        };
        #[track_caller]
        fn check(item: &str, expected: Result<&str, NoArticle>) {
            let feed = format!("<rss><channel>{item}</channel></rss>");
            let raw: Result<Vec<Raw>, BadFile> = items(feed, String::new()).collect();
            let read = raw.unwrap().remove(0).into_item().unwrap().read();
            let id = read.map(|article| article.document.id);
            assert_eq!(id.as_deref(), expected.as_ref().map(|id| *id), "{item}");
        }
        let post = |status: &str, kind: &str| {
            item(&format!(
                "<wp:status>{status}</wp:status><wp:post_type><![CDATA[{kind}]]></wp:post_type>"
            ))
        };
        check(&post("publish", "post"), Ok("7"));
        check(&post("publish", "page"), Ok("7"));
        check(&post("draft", "post"), Err(NoArticle::Other));
        check(&post("private", "post"), Err(NoArticle::Other));
        check(&post("inherit", "attachment"), Err(NoArticle::Other));
        check(&post("publish", "nav_menu_item"), Err(NoArticle::Other));
        check(
            &post("publish", "van_ban"),
            Err(NoArticle::Type("van_ban".to_owned())),
        );
        check(
            &item("<wp:post_password>x</wp:post_password>"),
            Err(NoArticle::Protected),
        );
        check(
            &item("<wp:post_password><![CDATA[]]></wp:post_password>"),
            Ok("7"),
        );
    }
}
