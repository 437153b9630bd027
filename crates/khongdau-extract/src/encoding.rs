//! Bytes to Unicode text, told by what is stated and by content.
//!
//! In this order: a byte-order mark; UTF-16 that shows in its zeros; bytes that are UTF-8, whatever
//! the page states, for no other encoding looks like it by chance; what is stated; what is likeliest
//! (`chardetng`, as Firefox does). Then Vietnamese that a font makes of Latin letters, TCVN3 (ABC)
//! and VNI, is told by its letters, in bytes and in Unicode alike.

mod fonts;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A text and what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// Without byte-order mark.
    pub text: String,
    /// `UTF-8`, `windows-1258`, `TCVN3 in windows-1252`.
    pub name: String,
    /// How it was told: `stated`, `byte-order mark`, `content`.
    pub how: &'static str,
}

/// These bytes are no text: most likely a picture, a document or an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is no text: it has bytes that no text has")]
pub struct NotText;

/// Looked at for what a page states: browsers look no further either.
const HEAD: usize = 2048;
/// Looked at for telling by content.
const SAMPLE: usize = 64 << 10;

/// Decodes. `stated` is what somebody says who should know, such as a setting; what the bytes
/// themselves state comes behind it. O(bytes).
pub fn decode(bytes: &[u8], stated: Option<&str>) -> Result<Decoded, NotText> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(decoded(encoding, &bytes[length..], "byte-order mark"));
    }
    if let Some(encoding) = utf_16(bytes) {
        return Ok(decoded(encoding, bytes, "content"));
    }
    if is_binary(bytes) {
        return Err(NotText);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(decoded(UTF_8, bytes, "content"));
    }
    let label = stated.map(Cow::Borrowed).or_else(|| in_page(bytes));
    let stated = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // Whoever states UTF-8 and sends something else has said nothing.
    if let Some(encoding) = stated.filter(|encoding| *encoding != UTF_8) {
        return Ok(decoded(encoding, bytes, "stated"));
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], true);
    let encoding = detector.guess(Some(b"vn"), chardetng::Utf8Detection::Allow);
    Ok(decoded(encoding, bytes, "content"))
}

fn decoded(encoding: &'static Encoding, bytes: &[u8], how: &'static str) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let named = |name: &str, how| Decoded {
        text: String::new(),
        name: name.to_owned(),
        how,
    };
    // Latin-1 and windows-1258 are what pages state that a font shows as Vietnamese.
    let latin = match encoding == UTF_8 || encoding == WINDOWS_1252 {
        true => text.clone(),
        false => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    if let Some((font, text)) = fonts::read(&latin) {
        return Decoded {
            text,
            ..named(&format!("{font} in {}", encoding.name()), "content")
        };
    }
    let text = match encoding == UTF_8 || is_nfc(&text) {
        // As the author wrote it.
        true => text.into_owned(),
        false => text.nfc().collect(),
    };
    Decoded {
        text,
        ..named(encoding.name(), how)
    }
}

/// UTF-16 without a mark: every other byte of Latin text is zero.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(512) & !1];
    let zeros = |odd: usize| {
        let pairs = sample.chunks_exact(2);
        pairs.filter(|pair| pair[odd] == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 8;
    match () {
        _ if sample.len() < 16 => None,
        _ if odd > many && even == 0 => Some(UTF_16LE),
        _ if even > many && odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Control characters that texts do not have.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let strange = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31);
    let found = sample.iter().filter(strange).count();
    sample.contains(&0) || found * 100 > sample.len()
}

/// What a page states: `<meta charset=…>`, the older form of it, or an XML declaration.
fn in_page(bytes: &[u8]) -> Option<Cow<'static, str>> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let at = match head.find("charset") {
        Some(at) => at + "charset".len(),
        None => head.find("encoding=").map(|at| at + "encoding".len())?,
    };
    let rest = head[at..].trim_start_matches([' ', '=', '"', '\'']);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c))?;
    Some(Cow::Owned(rest[..end].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, name: &str) {
        let decoded = decode(bytes, None).unwrap();
        assert_eq!((&decoded.text[..], &decoded.name[..]), (text, name));
    }

    #[test]
    fn unicode_is_told_by_its_bytes() {
        check("Đất đai".as_bytes(), "Đất đai", "UTF-8");
        check(b"\xEF\xBB\xBFa", "a", "UTF-8");
        let page = "<meta charset=iso-8859-1><p>Nghị quyết";
        check(page.as_bytes(), page, "UTF-8");
        let text = "<html><p>Công nghiệp xanh</p>";
        let bytes = |f: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(f).collect::<Vec<u8>>();
        check(&bytes(u16::to_le_bytes), text, "UTF-16LE");
        check(&bytes(u16::to_be_bytes), text, "UTF-16BE");
        let marked = [b"\xFF\xFE".to_vec(), bytes(u16::to_le_bytes)].concat();
        check(&marked, text, "UTF-16LE");
    }

    #[test]
    fn windows_1258_is_composed() {
        // The marks of ộ and ế stand behind their letters.
        let bytes = b"<meta charset=windows-1258><p>c\xF4\xF2ng h\xF2a, quy\xEA\xECt \xF0\xF4\xF2i";
        let text = "<meta charset=windows-1258><p>cộng hòa, quyết đội".replace("hòa", "h\u{309}a");
        let decoded = decode(bytes, None).unwrap();
        assert_eq!(decoded.name, "windows-1258");
        assert!(decoded.text.contains("quy"), "{text} {}", decoded.text);
        assert!(decoded.text.contains('đ'), "{}", decoded.text);
        assert!(is_nfc(&decoded.text));
    }

    #[test]
    fn pictures_are_no_text() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None), Err(NotText));
        assert_eq!(decode(b"%PDF-1.4\n\x00\x01\x02", None), Err(NotText));
        check(b"", "", "UTF-8");
    }
}
