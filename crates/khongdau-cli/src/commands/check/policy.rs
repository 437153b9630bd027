//! What a Content-Security-Policy leaves of the search.
//!
//! The rules are those of CSP Level 3 as far as they concern us; docs/EMBEDDING.md has the table of
//! what the client does under each policy, tested in browsers.

/// All policies that a page or a file was sent with. Each of them must allow what is done.
#[derive(Debug, Default)]
pub struct Policies(Vec<Policy>);

/// Directives by name, with their sources.
#[derive(Debug)]
struct Policy(Vec<(String, Vec<String>)>);

/// Where the engine runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// WebAssembly on a thread of its own: the best.
    Worker,
    /// JavaScript on a thread of its own, about three times as long.
    ScriptWorker,
    /// WebAssembly on the page's thread.
    Page,
    /// JavaScript on the page's thread.
    ScriptPage,
    /// The scripts may not run.
    NoScripts,
    /// The scripts may not read files.
    NoFiles,
}

impl Policies {
    /// Of the values of all headers, or of `content` attributes.
    pub fn parse<'a>(values: impl Iterator<Item = &'a str>) -> Policies {
        let policies = values.flat_map(|value| value.split(','));
        Policies(
            policies
                .map(Policy::parse)
                .filter(|policy| !policy.0.is_empty())
                .collect(),
        )
    }

    /// With those of another place.
    pub fn and(mut self, other: Policies) -> Policies {
        self.0.extend(other.0);
        self
    }

    fn allow(&self, is_allowed: impl Fn(&Policy) -> bool) -> bool {
        self.0.iter().all(is_allowed)
    }

    fn allow_wasm(&self) -> bool {
        self.allow(|policy| {
            policy
                .sources(&["script-src", "default-src"])
                .is_none_or(|sources| {
                    has(sources, "'wasm-unsafe-eval'") || has(sources, "'unsafe-eval'")
                })
        })
    }

    /// What runs on a page of `page` (an origin) with these policies, when the scripts come from
    /// `files` (an origin) and the engine's file was sent with the policies of `worker`.
    pub fn engine(&self, worker: &Policies, page: &str, files: &str) -> Engine {
        let place = Place { page, files };
        if !self.allow(|policy| place.may_run(policy)) {
            return Engine::NoScripts;
        }
        let connects = |policy: &Policy| {
            policy
                .sources(&["connect-src", "default-src"])
                .is_none_or(|sources| place.matches(sources))
        };
        if !self.allow(connects) {
            return Engine::NoFiles;
        }
        // Browsers start no worker from another origin.
        let has_worker = page == files && self.allow(|policy| place.may_start(policy));
        match (has_worker, worker.allow_wasm(), self.allow_wasm()) {
            (true, true, _) => Engine::Worker,
            (_, _, true) if !has_worker => Engine::Page,
            (true, false, _) => Engine::ScriptWorker,
            _ => Engine::ScriptPage,
        }
    }
}

impl Policy {
    fn parse(text: &str) -> Policy {
        let mut directives: Vec<(String, Vec<String>)> = Vec::new();
        for directive in text.split(';') {
            let mut words = directive.split_ascii_whitespace();
            let Some(name) = words.next().map(str::to_ascii_lowercase) else {
                continue;
            };
            // A second one of the same name does not count.
            if !directives.iter().any(|(known, _)| *known == name) {
                directives.push((name, words.map(str::to_owned).collect()));
            }
        }
        Policy(directives)
    }

    /// The sources of the first of these directives that there is.
    fn sources(&self, names: &[&str]) -> Option<&[String]> {
        names.iter().find_map(|name| {
            let found = self.0.iter().find(|(known, _)| known == name);
            found.map(|(_, sources)| sources.as_slice())
        })
    }
}

/// Where the page is, and where the files are; origins.
struct Place<'a> {
    page: &'a str,
    files: &'a str,
}

impl Place<'_> {
    fn may_run(&self, policy: &Policy) -> bool {
        let sources = policy.sources(&["script-src-elem", "script-src", "default-src"]);
        // A nonce or a hash may be on the script's tag: that cannot be seen from here.
        sources.is_none_or(|sources| {
            self.matches(sources) || sources.iter().any(|source| is_pass(source))
        })
    }

    fn may_start(&self, policy: &Policy) -> bool {
        let sources = policy.sources(&["worker-src", "child-src", "script-src", "default-src"]);
        sources.is_none_or(|sources| self.matches(sources) || has(sources, "'strict-dynamic'"))
    }

    fn matches(&self, sources: &[String]) -> bool {
        sources
            .iter()
            .any(|source| self.matches_one(&source.to_ascii_lowercase()))
    }

    fn matches_one(&self, source: &str) -> bool {
        let (scheme, host) = self.files.split_once("://").unwrap_or_default();
        if source == "'self'" {
            return self.page == self.files;
        }
        if source == "*" || source.strip_suffix(':') == Some(scheme) {
            return true;
        }
        let source = match source.split_once("://") {
            Some((of, rest)) if of == scheme => rest,
            Some(_) => return false,
            None => source,
        };
        let source = source.split('/').next().unwrap_or_default();
        match source.strip_prefix('*') {
            Some(domain) => host.ends_with(domain),
            None => host == source,
        }
    }
}

fn has(sources: &[String], keyword: &str) -> bool {
    sources
        .iter()
        .any(|source| source.eq_ignore_ascii_case(keyword))
}

fn is_pass(source: &str) -> bool {
    ["'nonce-", "'sha256-", "'sha384-", "'sha512-"]
        .iter()
        .any(|start| source.starts_with(start))
}

/// The policies in the `<meta>` elements of a page.
pub fn in_page(html: &str) -> Policies {
    let lower = html.to_ascii_lowercase();
    let mut values = Vec::new();
    for (at, _) in lower.match_indices("<meta") {
        let end = tag_end(&html[at..]);
        let (tag, lower) = (&html[at..at + end], &lower[at..at + end]);
        let is_policy = attribute(tag, lower, "http-equiv")
            .is_some_and(|value| value.eq_ignore_ascii_case("content-security-policy"));
        if is_policy {
            values.extend(attribute(tag, lower, "content"));
        }
    }
    Policies::parse(values.into_iter())
}

/// Where a tag ends: at the first `>` outside quotes.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// The value of an attribute, without character references undone: policies rarely have any.
pub fn attribute<'a>(tag: &'a str, lower: &str, name: &str) -> Option<&'a str> {
    let at = lower.find(&format!("{name}="))? + name.len() + 1;
    let rest = &tag[at..];
    match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].split(quote).next(),
        _ => rest.split([' ', '>', '\n', '\t']).next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://a.vn";

    #[track_caller]
    fn check(page: &str, worker: &str, expected: Engine) {
        let (page, worker) = (
            Policies::parse([page].into_iter()),
            Policies::parse([worker].into_iter()),
        );
        assert_eq!(page.engine(&worker, SITE, SITE), expected);
    }

    /// The table of docs/EMBEDDING.md.
    #[test]
    fn engines_by_policy() {
        check("", "", Engine::Worker);
        check("script-src 'self'", "", Engine::Worker);
        check("default-src 'self'", "", Engine::Worker);
        let wasm = "script-src 'self' 'wasm-unsafe-eval'";
        check(wasm, wasm, Engine::Worker);
        check(
            "script-src 'self'",
            "script-src 'self'",
            Engine::ScriptWorker,
        );
        let no_worker = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'";
        check(no_worker, no_worker, Engine::Page);
        check(
            "script-src 'self'; worker-src 'none'",
            "",
            Engine::ScriptPage,
        );
        check("script-src 'nonce-x' 'strict-dynamic'", "", Engine::Worker);
        check("default-src 'none'", "", Engine::NoScripts);
        check("script-src 'self'; connect-src 'none'", "", Engine::NoFiles);
        check("default-src 'none'; script-src 'self'", "", Engine::NoFiles);
    }

    #[test]
    fn sources_by_host() {
        let engine = |policy: &str| {
            Policies::parse([policy].into_iter()).engine(
                &Policies::default(),
                SITE,
                "https://b.c.vn",
            )
        };
        assert_eq!(engine("default-src 'self'"), Engine::NoScripts);
        let both = "script-src b.c.vn 'wasm-unsafe-eval'; connect-src https://*.c.vn";
        assert_eq!(engine(both), Engine::Page);
        assert_eq!(
            engine("script-src https:; connect-src 'self'"),
            Engine::NoFiles
        );
    }

    #[test]
    fn policies_of_pages() {
        let page = "<META content=\"script-src 'self'; worker-src 'none'\" http-equiv=\"Content-Security-Policy\">";
        let engine = in_page(page).engine(&Policies::default(), SITE, SITE);
        assert_eq!(engine, Engine::ScriptPage);
    }
}
