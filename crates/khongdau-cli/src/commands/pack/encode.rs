//! Hashes and base64 as browsers read them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};
use std::fmt::Write;

/// `sha384-…`, as in `integrity` of a script and in a policy.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The first 8 bytes of the hash, in 16 digits: a name that changes with the bytes.
pub fn short_hash(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(16);
    for byte in &Sha384::digest(bytes)[..8] {
        // Writing to a String does not fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// Standard base64, padded.
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// `text` as HTML that shows it, in an element or in quotes.
pub fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_openssl() {
        // printf abc | openssl dgst -sha384 -binary | base64
        let abc = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        assert_eq!(integrity(b"abc"), abc);
        assert_eq!(short_hash(b"abc"), "cb00753f45a35e8b");
    }

    #[test]
    fn html_shows_text() {
        assert_eq!(
            html("</script>\"'&amp; Đ"),
            "&lt;/script&gt;&quot;&#39;&amp;amp; Đ"
        );
    }
}
