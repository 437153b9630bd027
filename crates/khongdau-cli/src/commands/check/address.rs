//! Addresses, as far as a check needs them: http and https.

/// `https://host` of an address; all of it where it has no path.
pub fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url[host..].find(['/', '?', '#']);
    end.map_or(url, |at| &url[..host + at])
}

/// Up to the last `/` of the path: what relative addresses are relative to.
pub fn folder(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let origin = origin(url);
    match url[origin.len()..].rfind('/') {
        Some(at) => url[..=origin.len() + at].to_owned(),
        None => format!("{origin}/"),
    }
}

/// The last name in the path of a folder's address, without `/`; empty at the root.
pub fn folder_name(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let path = url[origin(url).len()..].trim_matches('/');
    path.to_owned()
}

/// What `reference` on the page `base` leads to (RFC 3986, 5.2, without `..`, which servers resolve).
pub fn join(base: &str, reference: &str) -> String {
    let scheme = base.split("://").next().unwrap_or("https");
    if reference.starts_with("http://") || reference.starts_with("https://") {
        reference.to_owned()
    } else if let Some(rest) = reference.strip_prefix("//") {
        format!("{scheme}://{rest}")
    } else if reference.starts_with('/') {
        format!("{}{reference}", origin(base))
    } else {
        let reference = reference.strip_prefix("./").unwrap_or(reference);
        format!("{}{reference}", folder(base))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_addresses() {
        assert_eq!(origin("https://a.vn/b/c"), "https://a.vn");
        assert_eq!(origin("https://a.vn"), "https://a.vn");
        assert_eq!(folder("https://a.vn/b/c?d=/e"), "https://a.vn/b/");
        assert_eq!(folder("https://a.vn"), "https://a.vn/");
        assert_eq!(folder_name("https://a.vn/b/c/"), "b/c");
        assert_eq!(folder_name("https://a.vn"), "");
        let join = |reference| join("https://a.vn/b/c.html", reference);
        assert_eq!(join("x.js"), "https://a.vn/b/x.js");
        assert_eq!(join("./x.js"), "https://a.vn/b/x.js");
        assert_eq!(join("/x.js"), "https://a.vn/x.js");
        assert_eq!(join("//c.vn/x.js"), "https://c.vn/x.js");
        assert_eq!(join("http://c.vn/x.js"), "http://c.vn/x.js");
    }
}
