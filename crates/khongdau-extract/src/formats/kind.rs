//! What a file is: by the extension of its name, and where that says nothing, by how it begins.

/// The kinds of files that hold articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A web page: one article.
    Html,
    /// Markdown, perhaps with front matter: one article.
    Markdown,
    /// Plain text: one article.
    Text,
    /// JSON Lines: one article a line.
    JsonLines,
    /// An array of articles in JSON, or a JSON Feed.
    Json,
    /// CSV or TSV: one article a row.
    Table,
    /// RSS, Atom, or an export of WordPress: one article an item.
    Feed,
    /// The addresses of a site's pages, which lie elsewhere.
    Sitemap,
}

/// As many bytes of a file's beginning are enough for [`kind_of`].
pub const HEAD: usize = 1024;

/// The kind of a file by its name and its first [`HEAD`] bytes; `None` where both say nothing.
///
/// `.xml` may be a feed, a sitemap or a page and is told by its content, and so is a file without
/// extension. Everything else is what its name says.
pub fn kind_of(name: &str, head: &[u8]) -> Option<Kind> {
    match extension(name).as_deref() {
        Some("xml") | None => by_content(head),
        Some(extension) => by_extension(extension),
    }
}

/// The kind that an extension says, in lower case and without its dot. `xml` says none.
pub fn by_extension(extension: &str) -> Option<Kind> {
    Some(match extension {
        "html" | "htm" | "xhtml" | "shtml" | "aspx" | "asp" | "php" | "jsp" => Kind::Html,
        "md" | "markdown" => Kind::Markdown,
        "txt" => Kind::Text,
        "jsonl" | "ndjson" => Kind::JsonLines,
        "json" => Kind::Json,
        "csv" | "tsv" => Kind::Table,
        "rss" | "atom" | "rdf" | "wxr" => Kind::Feed,
        _ => return None,
    })
}

/// In lower case; of the last part of the path.
fn extension(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, extension) = file.rsplit_once('.')?;
    (!stem.is_empty()).then(|| extension.to_ascii_lowercase())
}

fn by_content(head: &[u8]) -> Option<Kind> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let head = head[..head.len().min(HEAD)].to_ascii_lowercase();
    let has = |tag: &[u8]| memchr::memmem::find(&head, tag).is_some();
    match head.trim_ascii_start().first()? {
        b'<' if has(b"<urlset") || has(b"<sitemapindex") => Some(Kind::Sitemap),
        b'<' if has(b"<rss") || has(b"<feed") || has(b"<rdf:rdf") => Some(Kind::Feed),
        b'<' if has(b"<html") || has(b"<!doctype html") => Some(Kind::Html),
        b'{' => Some(Kind::JsonLines),
        b'[' => Some(Kind::Json),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_first_then_content() {
        #[track_caller]
        fn check(name: &str, head: &str, expected: Option<Kind>) {
            assert_eq!(kind_of(name, head.as_bytes()), expected, "{name} {head:?}");
        }
        check("a/TIN.ASPX", "", Some(Kind::Html));
        check("a.md", "<html>", Some(Kind::Markdown));
        check("v1.2/tin", "\u{feff}{\"id\":1}", Some(Kind::JsonLines));
        check("tin", " [", Some(Kind::Json));
        check(
            "a.xml",
            "<?xml version=\"1.0\"?>\n<!-- x --><urlset xmlns=\"\">",
            Some(Kind::Sitemap),
        );
        check("a.xml", "<sitemapindex>", Some(Kind::Sitemap));
        check("a.xml", "<RSS version=\"2.0\">", Some(Kind::Feed));
        check("a.xml", "<feed xmlns=\"\">", Some(Kind::Feed));
        check("a.xml", "<rdf:RDF>", Some(Kind::Feed));
        check("a.xml", "<!DOCTYPE html>", Some(Kind::Html));
        check("a.xml", "<project>", None);
        check("a.doc", "{", None);
        check(".html", "", None);
        check("tin", "", None);
        check("tin", "chỉ là chữ", None);
    }
}
