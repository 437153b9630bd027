//! The same site under stricter policies, to see the search run all the same: what lies below
//! `/csp/NAME/` is the site, and every file of it comes with a content security policy.

use std::path::{Component, Path};

const FOLDER: &str = "csp";

/// Names, and what the header says. The page's own policy stays in force beside it.
const POLICIES: [(&str, &str); 4] = [
    ("no-wasm", "script-src 'self'"),
    (
        "no-worker",
        "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'",
    ),
    ("no-worker-no-wasm", "script-src 'self'; worker-src 'none'"),
    (
        "no-policies",
        "script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'",
    ),
];

/// The policy that a path asks for, and the path without that.
pub fn split(path: &Path) -> (Option<&'static str>, &Path) {
    let mut parts = path.components();
    if parts.next() != Some(Component::Normal(FOLDER.as_ref())) {
        return (None, path);
    }
    let name = parts.next();
    let asked = |(known, _): &&(&str, &str)| name == Some(Component::Normal((*known).as_ref()));
    match POLICIES.iter().find(asked) {
        Some((_, policy)) => (Some(*policy), parts.as_path()),
        None => (None, path),
    }
}

#[cfg(test)]
mod tests {
    use super::split;
    use std::path::Path;

    #[test]
    fn a_path_below_a_name_is_the_sites_under_its_policy() {
        let split = |path| split(Path::new(path));
        assert_eq!(
            split("csp/no-wasm/page.js"),
            (Some("script-src 'self'"), Path::new("page.js"))
        );
        assert_eq!(
            split("csp/no-wasm"),
            (Some("script-src 'self'"), Path::new(""))
        );
        for path in ["page.js", "csp", "csp/other/page.js", "a/csp/no-wasm/b"] {
            assert_eq!(split(path), (None, Path::new(path)));
        }
    }
}
