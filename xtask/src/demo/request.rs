//! What a browser asks for.

use std::path::{Path, PathBuf};

/// The first line of a request, understood.
#[derive(Debug, PartialEq)]
pub struct Request {
    /// HEAD: the answer has no body.
    pub head_only: bool,
    /// The path below the site, decoded; never leads out of it.
    pub path: PathBuf,
    /// The path ended in `/`: a folder's page is meant.
    pub is_folder: bool,
}

/// Why there is no answer, as a status line.
pub type Refusal = &'static str;

pub const BAD_REQUEST: Refusal = "400 Bad Request";
pub const NOT_FOUND: Refusal = "404 Not Found";
pub const METHOD_NOT_ALLOWED: Refusal = "405 Method Not Allowed";

impl Request {
    /// Reads a line such as `GET /page.css?v=1 HTTP/1.1`.
    pub fn parse(line: &str) -> Result<Self, Refusal> {
        let mut words = line.split(' ');
        let (Some(method), Some(target), Some(version), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(BAD_REQUEST);
        };
        if !version.starts_with("HTTP/1.") {
            return Err(BAD_REQUEST);
        }
        let head_only = match method {
            "GET" => false,
            "HEAD" => true,
            _ => return Err(METHOD_NOT_ALLOWED),
        };
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let path = path.strip_prefix('/').ok_or(BAD_REQUEST)?;
        Ok(Self {
            head_only,
            path: below(path)?,
            is_folder: path.is_empty() || path.ends_with('/'),
        })
    }
}

/// The decoded path. A part that is not the plain name of a file (`..`, a drive, a hidden file)
/// is not found.
fn below(encoded: &str) -> Result<PathBuf, Refusal> {
    let mut path = PathBuf::new();
    for part in encoded.split('/').filter(|part| !part.is_empty()) {
        let name = percent_decode(part).ok_or(BAD_REQUEST)?;
        let is_plain = !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0']);
        if !is_plain || Path::new(&name).components().count() != 1 {
            return Err(NOT_FOUND);
        }
        path.push(name);
    }
    Ok(path)
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let digit = |at: usize| char::from(*after.get(at)?).to_digit(16);
            bytes.push(u8::try_from(digit(0)? * 16 + digit(1)?).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{BAD_REQUEST, METHOD_NOT_ALLOWED, NOT_FOUND, Request};

    fn path(target: &str) -> Result<String, &'static str> {
        let request = Request::parse(&format!("GET {target} HTTP/1.1"))?;
        Ok(request.path.to_str().unwrap().replace('\\', "/"))
    }

    #[test]
    fn paths_are_decoded_and_lose_their_query() {
        for (target, expected) in [
            ("/", ""),
            ("/page.css?v=../..", "page.css"),
            ("/a//b%20c.js#x", "a/b c.js"),
            ("/c%C3%B4ng-nghi%E1%BB%87p.html", "công-nghiệp.html"),
            ("/%2525", "%25"),
        ] {
            assert_eq!(path(target).as_deref(), Ok(expected), "{target}");
        }
    }

    #[test]
    fn no_path_leads_out_of_the_site() {
        for target in [
            "/../Cargo.toml",
            "/a/../../b",
            "/%2e%2e/b",
            "/..%2fb",
            "/%2Fetc/passwd",
            "/..%5cb",
            "/c:/windows",
            "/a%00.html",
            "/.git/config",
            "/./a",
        ] {
            assert_eq!(path(target), Err(NOT_FOUND), "{target}");
        }
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for line in [
            "",
            "GET",
            "GET / FTP/1",
            "GET  / HTTP/1.1",
            "GET http://a/ HTTP/1.1",
            "GET /%zz HTTP/1.1",
            "GET /%C3 HTTP/1.1",
            "GET /%2 HTTP/1.1",
        ] {
            assert_eq!(Request::parse(line), Err(BAD_REQUEST), "{line}");
        }
        assert_eq!(Request::parse("POST / HTTP/1.1"), Err(METHOD_NOT_ALLOWED));
        assert!(Request::parse("HEAD / HTTP/1.0").unwrap().head_only);
    }
}
