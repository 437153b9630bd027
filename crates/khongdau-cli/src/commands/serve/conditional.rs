//! Whether a browser has the file already: `ETag` and `Last-Modified` of RFC 9110, 13.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A file's state: another one as soon as its size or the time of its last change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    /// Since 1970; 0 where the system does not say.
    changed: Duration,
}

impl Stamp {
    /// That of a file now.
    pub fn of(metadata: &Metadata) -> Stamp {
        let changed = metadata.modified().ok();
        Stamp {
            length: metadata.len(),
            changed: changed
                .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
                .unwrap_or_default(),
        }
    }

    /// With quotes. `form` tells apart what is sent of the same file: `br`, `gzip`, …
    pub fn etag(&self, form: &str) -> String {
        let form = match form {
            "" => String::new(),
            form => format!("-{form}"),
        };
        format!("\"{:x}-{:x}{form}\"", self.length, self.changed.as_nanos())
    }

    /// As headers have it, in whole seconds.
    pub fn last_modified(&self) -> String {
        httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(self.changed.as_secs()))
    }

    /// Whether the file is as old as `time`, or older.
    fn is_no_newer(&self, time: SystemTime) -> bool {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        self.changed.as_secs() <= since.as_secs()
    }
}

/// Whether the browser's copy is the file: by `If-None-Match`, or where there is none by
/// `If-Modified-Since`.
pub fn is_known(
    stamp: &Stamp,
    etag: &str,
    if_none_match: Option<&str>,
    if_modified_since: Option<&str>,
) -> bool {
    match (if_none_match, if_modified_since) {
        (Some(tags), _) => tags.split(',').map(str::trim).any(|tag| {
            // Weak comparison: a proxy that compresses makes tags weak.
            tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag
        }),
        (None, Some(date)) => {
            httpdate::parse_http_date(date).is_ok_and(|time| stamp.is_no_newer(time))
        }
        (None, None) => false,
    }
}

/// Whether a part may be sent: `If-Range` names the very file, or is missing.
pub fn is_same(stamp: &Stamp, etag: &str, if_range: Option<&str>) -> bool {
    match if_range {
        None => true,
        Some(value) if value.starts_with('"') => value == etag,
        Some(value) => value == stamp.last_modified(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_known_by_tag_or_date() {
        let stamp = Stamp {
            length: 16,
            changed: Duration::new(1_700_000_000, 500),
        };
        let etag = stamp.etag("br");
        assert_eq!(etag, "\"10-17979cfe362a01f4-br\"");
        let date = stamp.last_modified();
        assert_eq!(date, "Tue, 14 Nov 2023 22:13:20 GMT");
        let several = format!("\"x\", W/{etag}");
        let known = |tag, date| is_known(&stamp, &etag, tag, date);
        assert!(known(Some(&etag), None));
        assert!(known(Some(&several), None));
        assert!(known(Some("*"), None));
        assert!(known(None, Some(&date)));
        assert!(!known(Some("\"x\""), Some(&date)));
        assert!(!known(None, Some("Tue, 14 Nov 2023 22:13:19 GMT")));
        assert!(!known(None, Some("yesterday")));
        assert!(!known(None, None));
        assert!(is_same(&stamp, &etag, Some(&date)));
        assert!(is_same(&stamp, &etag, Some(&etag)));
        assert!(!is_same(&stamp, &etag, Some("\"x\"")));
    }
}
