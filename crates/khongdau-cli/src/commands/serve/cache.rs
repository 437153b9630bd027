//! How long browsers may keep a file without asking: for good where its name changes with its bytes.

use std::path::Path;

/// For names with a hash: a year, which is as good as for ever (RFC 8246).
pub const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// For all else: kept, but asked for.
pub const ASK: &str = "no-cache";

/// What `Cache-Control` says of the file at this path, which is relative or canonical.
pub fn control(path: &Path) -> &'static str {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match has_hash(&name) || is_shard(path) {
        true => FOR_GOOD,
        false => ASK,
    }
}

/// Whether this is a shard of an index: `t/01234567.bin`, or `a/01234567/89.bin`. The hash is that of
/// what it holds.
fn is_shard(path: &Path) -> bool {
    let mut names = path.iter().rev().map(|name| name.to_string_lossy());
    let mut next = || names.next().unwrap_or_default();
    let (name, first, second) = (next(), next(), next());
    let is_kind =
        |folder: &str| folder.len() == 1 && folder.bytes().all(|b| b.is_ascii_lowercase());
    let is_checksum =
        |text: &str| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let Some(stem) = name.strip_suffix(".bin") else {
        return false;
    };
    let is_number = !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_digit());
    (is_checksum(stem) && is_kind(&first)) || (is_number && is_checksum(&first) && is_kind(&second))
}

/// Whether a name ends in a hash before its extension, as those of `khongdau pack` and of bundlers
/// do: `articles-0123456789abcdef.bin`, `app.5f3a9c1b.js`. A day such as `20240315` is no hash.
fn has_hash(name: &str) -> bool {
    let Some((stem, extension)) = name.split_once('.') else {
        return false;
    };
    if ["html", "htm"].iter().any(|page| extension.ends_with(page)) {
        return false;
    }
    let parts = stem.rsplit('-').take(1).chain(extension.split('.'));
    parts.into_iter().any(is_hash)
}

fn is_hash(part: &str) -> bool {
    let is_hex = part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mixed = part.bytes().any(|byte| byte.is_ascii_digit())
        && part.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_hex && (part.len() >= 16 || (part.len() >= 8 && mixed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_kept_for_good() {
        for path in ["t/12345678.bin", "x/a/82f5f172/0.bin", "l/82f5f172/104.bin"] {
            assert_eq!(control(Path::new(path)), FOR_GOOD, "{path}");
        }
        for path in [
            "t/1234567.bin",
            "tin/12345678.bin",
            "a/82f5f172/x.bin",
            "12345678.bin",
        ] {
            assert_eq!(control(Path::new(path)), ASK, "{path}");
        }
    }

    #[test]
    fn names_with_a_hash() {
        for name in [
            "articles-0123456789abcdef.bin",
            "articles-0123456789abcdef.bin.js",
            "app.5f3a9c1b.js",
            "shard-3-00ff00ff00ff00ff.bin",
        ] {
            assert!(has_hash(name), "{name}");
        }
        for name in [
            "khongdau.json",
            "khongdau.js",
            "articles.bin",
            "anh-20240315.jpg",
            "trang-5f3a9c1b.html",
            "deadbeef.png",
            "5f3a9c1b",
        ] {
            assert!(!has_hash(name), "{name}");
        }
    }
}
