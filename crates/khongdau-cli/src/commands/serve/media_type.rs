//! Media types by extension, as the registry of IANA and the HTML standard have them.

use std::path::Path;

const UNKNOWN: &str = "application/octet-stream";

/// Extension, type, and whether compressing gains anything.
const TYPES: &[(&str, &str, bool)] = &[
    ("html", "text/html", true),
    ("htm", "text/html", true),
    ("js", "text/javascript", true),
    ("mjs", "text/javascript", true),
    ("css", "text/css", true),
    ("json", "application/json", true),
    ("webmanifest", "application/manifest+json", true),
    ("wasm", "application/wasm", true),
    ("bin", UNKNOWN, true),
    ("kdx", UNKNOWN, true),
    ("map", "application/json", true),
    ("svg", "image/svg+xml", true),
    ("txt", "text/plain", true),
    ("md", "text/markdown", true),
    ("csv", "text/csv", true),
    ("jsonl", "application/jsonl", true),
    ("xml", "text/xml", true),
    ("rss", "application/rss+xml", true),
    ("atom", "application/atom+xml", true),
    ("ico", "image/vnd.microsoft.icon", false),
    ("png", "image/png", false),
    ("jpg", "image/jpeg", false),
    ("jpeg", "image/jpeg", false),
    ("gif", "image/gif", false),
    ("webp", "image/webp", false),
    ("avif", "image/avif", false),
    ("bmp", "image/bmp", true),
    ("woff", "font/woff", false),
    ("woff2", "font/woff2", false),
    ("ttf", "font/ttf", true),
    ("otf", "font/otf", true),
    ("mp3", "audio/mpeg", false),
    ("ogg", "audio/ogg", false),
    ("mp4", "video/mp4", false),
    ("webm", "video/webm", false),
    ("pdf", "application/pdf", false),
    ("zip", "application/zip", false),
    ("gz", "application/gzip", false),
    // Of copies of sites: the pages that these once made.
    ("aspx", "text/html", true),
    ("asp", "text/html", true),
    ("php", "text/html", true),
    ("jsp", "text/html", true),
    ("shtml", "text/html", true),
    ("xhtml", "application/xhtml+xml", true),
];

/// What a file is.
pub struct MediaType {
    /// Without parameters.
    pub name: &'static str,
    /// Whether compressing gains anything.
    pub compresses: bool,
}

impl MediaType {
    /// That of a file of this name, whatever the case of its extension.
    pub fn of(path: &Path) -> MediaType {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        let found = TYPES
            .iter()
            .find(|(known, ..)| extension.eq_ignore_ascii_case(known));
        let (name, compresses) = found.map_or((UNKNOWN, false), |(_, name, gains)| (name, *gains));
        MediaType { name, compresses }
    }

    /// Whether browsers show it as a page.
    pub fn is_page(&self) -> bool {
        self.name == "text/html"
    }

    /// Whether it is text whose encoding a header may state. Scripts are UTF-8 unless a page says
    /// otherwise; JSON always is, and has no such parameter.
    pub fn is_text(&self) -> bool {
        self.name.starts_with("text/")
    }
}
