//! Files of a site, as a browser would get them.

use anyhow::anyhow;
use std::time::Duration;
use ureq::http::Response;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Error, ResponseExt};

/// Longer than this nobody waits for one file.
const TIMEOUT: Duration = Duration::from_secs(60);
/// An index larger than this is not read for its hash.
pub const LARGEST: u64 = 256 << 20;
/// What browsers take.
const ACCEPT_ALL: (&str, &str) = ("Accept-Encoding", "gzip, deflate, br");

/// Asks a site, without changing anything about what it sends.
pub struct Browser(Agent);

/// What came back.
pub struct Fetched {
    pub status: u16,
    /// The address after redirects.
    pub url: String,
    pub body: Vec<u8>,
    headers: Vec<(String, String)>,
}

impl Default for Browser {
    fn default() -> Browser {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(TIMEOUT))
            // The system's, which know the authorities of the reader's own network.
            .tls_config(
                TlsConfig::builder()
                    .root_certs(RootCerts::PlatformVerifier)
                    .build(),
            )
            .user_agent(concat!("khongdau-check/", env!("CARGO_PKG_VERSION")))
            .build();
        Browser(config.new_agent())
    }
}

impl Browser {
    /// A file as it is. Errs if there is no answer; an error status is an answer.
    pub fn get(&self, url: &str) -> anyhow::Result<Fetched> {
        let answer = self.ask(url, &[("Accept-Encoding", "identity")])?;
        let (parts, mut body) = (Fetched::head(&answer), answer.into_body());
        let body = body.with_config().limit(LARGEST).read_to_vec();
        let body = body.map_err(|error| anyhow!("{url}: the answer broke off: {error}"))?;
        Ok(Fetched { body, ..parts })
    }

    /// The headers that a browser gets, which takes compressed files; without the file.
    pub fn head_of_compressed(&self, url: &str) -> anyhow::Result<Fetched> {
        // A GET, because not every server compresses, or types, for a HEAD.
        let answer = self.ask(url, &[ACCEPT_ALL])?;
        Ok(Fetched::head(&answer))
    }

    /// Whether the server knows a copy by its tag: a browser that asks again need not load again.
    pub fn is_known(&self, url: &str, etag: &str) -> anyhow::Result<bool> {
        let answer = self.ask(url, &[ACCEPT_ALL, ("If-None-Match", etag)])?;
        Ok(answer.status() == 304)
    }

    fn ask(&self, url: &str, headers: &[(&str, &str)]) -> anyhow::Result<Response<Body>> {
        let mut request = self.0.get(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.call().map_err(|error| match error {
            Error::Io(error) if error.to_string().contains("lookup") => {
                anyhow!("{url}: there is no such host, or no network: {error}")
            }
            Error::HostNotFound => anyhow!("{url}: there is no such host: check the address"),
            Error::ConnectionFailed => anyhow!("{url}: cannot be reached: is the server running?"),
            Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
                anyhow!("{url}: refuses connections: is the server running?")
            }
            Error::Io(error) if error.to_string().contains("certificate") => {
                anyhow!("{url}: its certificate is not trusted: {error}")
            }
            Error::Timeout(_) => anyhow!("{url}: does not answer in time"),
            error => anyhow!("{url}: cannot be asked: {error}"),
        })
    }
}

impl Fetched {
    fn head(answer: &Response<Body>) -> Fetched {
        let headers = answer.headers().iter();
        let headers = headers.map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        });
        Fetched {
            status: answer.status().as_u16(),
            url: answer.get_uri().to_string(),
            body: Vec::new(),
            headers: headers.collect(),
        }
    }

    /// The first header of this name, which is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// All headers of this name, which is in lower case.
    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let all = self.headers.iter().filter(move |(known, _)| known == name);
        all.map(|(_, value)| value.as_str())
    }

    /// Whether it was found, and is no page in the place of a file.
    pub fn is_file(&self) -> bool {
        self.status == 200 && !self.is_html()
    }

    /// Whether the body begins as a page does. Scripts, JSON, the module and indexes never do.
    pub fn is_html(&self) -> bool {
        let text = self.body.trim_ascii_start();
        let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
        text.starts_with(b"<")
    }
}
