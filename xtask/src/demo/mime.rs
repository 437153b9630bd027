//! Media types of what the page consists of.

use std::path::Path;

/// The value of Content-Type. Browsers compile a module while it loads only when it comes as
/// `application/wasm`, and run no script that comes as anything else.
pub fn of(path: &Path) -> &'static str {
    let extension = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_ascii_lowercase();
    match extension.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn types_that_browsers_insist_on() {
        for (name, expected) in [
            ("a/khongdau_bg.wasm", "application/wasm"),
            ("page.js", "text/javascript; charset=utf-8"),
            ("INDEX.HTML", "text/html; charset=utf-8"),
            ("site.kdx", "application/octet-stream"),
            ("wasm", "application/octet-stream"),
        ] {
            assert_eq!(super::of(name.as_ref()), expected, "{name}");
        }
    }
}
