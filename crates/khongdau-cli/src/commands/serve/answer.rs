//! A request to an answer.

use super::asked::Asked;
use super::compress::{Coding, Compressed};
use super::conditional::{self, Stamp};
use super::line::Line;
use super::media_type::MediaType;
use super::range::{self, Part};
use super::reload::{self, Reload};
use super::resolve::{self, Found};
use super::{cache, host, pages, policy};
use crate::cli::{Language, ServeArgs};
use std::fs::{self, File, Metadata};
use std::io::{self, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A page larger than this is not looked at for its encoding.
const LARGEST_PAGE: u64 = 8 << 20;

/// What is sent.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}

/// What follows the headers.
pub enum Body {
    Bytes(Arc<[u8]>),
    /// So many bytes from where the file stands.
    File(File, u64),
    /// Nothing, not even a length: the reader has it.
    None,
}

impl Answer {
    fn new(status: u16, body: Body) -> Answer {
        Answer {
            status,
            headers: Vec::new(),
            body,
        }
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Answer {
        self.headers.push((name, value.into()));
        self
    }

    /// A sentence.
    pub fn words(status: u16, text: &str) -> Answer {
        Answer::bytes(status, "text/plain; charset=utf-8", text.into())
    }

    /// A page of the server's own.
    fn page(status: u16, html: String) -> Answer {
        Answer::bytes(status, "text/html; charset=utf-8", html.into_bytes())
    }

    fn bytes(status: u16, media_type: &str, bytes: Vec<u8>) -> Answer {
        Answer::new(status, Body::Bytes(bytes.into()))
            .with("Content-Type", media_type)
            .with("Cache-Control", "no-store")
    }
}

/// What is served, and how.
pub struct Site {
    /// Canonical.
    root: PathBuf,
    policy: Option<&'static str>,
    line: Option<Line>,
    reload: Option<Arc<Reload>>,
    /// Whether other machines may ask.
    is_public: bool,
    compressed: Compressed,
    language: Language,
}

impl Site {
    /// The folder `root`, as the arguments say; `reload` where its pages follow changes.
    pub fn new(root: PathBuf, args: &ServeArgs, reload: Option<Arc<Reload>>) -> Site {
        Site {
            root,
            policy: policy::header(args.csp),
            line: args.slow.map(Line::new),
            reload,
            is_public: args.host.is_some_and(|ip| !ip.is_loopback()),
            compressed: Compressed::default(),
            language: Language::of_environment(),
        }
    }

    /// Where a request for the stream of changes goes.
    pub fn waits_for_changes(&self, asked: &Asked) -> Option<&Reload> {
        let reload = self.reload.as_deref()?;
        let is_one = asked.target == reload::EVENTS_PATH && asked.method == "GET";
        (is_one && self.is_for_us(asked)).then_some(reload)
    }

    fn is_for_us(&self, asked: &Asked) -> bool {
        self.is_public || asked.header("Host").is_none_or(host::is_local)
    }

    /// What is sent for a request.
    pub fn answer(&self, asked: &Asked) -> Answer {
        let mut answer = self.chosen(asked);
        answer
            .headers
            .push(("X-Content-Type-Options", "nosniff".to_owned()));
        if let Some(policy) = self.policy {
            answer
                .headers
                .push(("Content-Security-Policy", policy.to_owned()));
        }
        answer
    }

    fn chosen(&self, asked: &Asked) -> Answer {
        if !self.is_for_us(asked) {
            return Answer::bytes(
                421,
                "text/plain; charset=utf-8",
                b"Only this machine is answered; `khongdau serve --host` answers others.\n"
                    .to_vec(),
            );
        }
        if !["GET", "HEAD"].contains(&asked.method.as_str()) {
            return Answer::bytes(
                405,
                "text/plain; charset=utf-8",
                b"Only GET and HEAD.\n".to_vec(),
            )
            .with("Allow", "GET, HEAD");
        }
        if self.reload.is_some() && asked.target == reload::SCRIPT_PATH {
            return Answer::bytes(200, "text/javascript", reload::SCRIPT.into());
        }
        match resolve::find(&self.root, &asked.target) {
            Found::File(path, metadata) => self
                .file(asked, &path, &metadata)
                .unwrap_or_else(|_| self.missing(asked)),
            Found::Folder(folder) => {
                let is_root = folder == self.root;
                Answer::page(200, pages::listing(&folder, is_root, self.language))
            }
            Found::Slash(address) => {
                let query = asked.target.split_once('?').map(|(_, query)| query);
                let query = query.map_or_else(String::new, |query| format!("?{query}"));
                Answer::bytes(302, "text/plain", Vec::new()).with("Location", address + &query)
            }
            Found::Outside => Answer::page(403, pages::outside(self.language)),
            Found::Missing => self.missing(asked),
        }
    }

    /// The site's own page, 404.html, as hosts of static sites have it, or ours.
    fn missing(&self, asked: &Asked) -> Answer {
        let page = match resolve::find(&self.root, "/404.html") {
            Found::File(path, _) => fs::read(path).ok(),
            _ => None,
        };
        match page {
            Some(bytes) => Answer::bytes(
                404,
                &content_type(&MediaType::of(Path::new("x.html")), Some(&bytes)),
                bytes,
            ),
            None => Answer::page(404, pages::missing(&asked.target, self.language)),
        }
    }

    fn file(&self, asked: &Asked, path: &Path, metadata: &Metadata) -> io::Result<Answer> {
        let media_type = MediaType::of(path);
        let stamp = Stamp::of(metadata);
        let is_live = media_type.is_page() && self.reload.is_some();
        let page = match media_type.is_text() && metadata.len() <= LARGEST_PAGE {
            true => Some(fs::read(path)?),
            false => None,
        };
        let content_type = content_type(&media_type, page.as_deref());
        let compressed = match media_type.compresses && !is_live && asked.header("Range").is_none()
        {
            true => {
                let codings = Coding::accepted(asked.header("Accept-Encoding"));
                self.compressed.get(path, &stamp, metadata.len(), &codings)
            }
            false => None,
        };
        let form = match &compressed {
            _ if is_live => "live",
            Some((coding, _)) => coding.name(),
            None => "",
        };
        let etag = stamp.etag(form);
        let answer = match (compressed, page) {
            _ if self.is_known(asked, &stamp, &etag) => Answer::new(304, Body::None),
            (Some((coding, bytes)), _) => {
                Answer::new(200, Body::Bytes(bytes)).with("Content-Encoding", coding.name())
            }
            (None, Some(page)) if is_live => {
                Answer::new(200, Body::Bytes(reload::with_script(page).into()))
            }
            (None, _) => part(asked, path, &stamp, &etag)?,
        };
        let vary = media_type.compresses.then_some("Accept-Encoding");
        let answer = answer
            .with("Content-Type", content_type)
            .with("Cache-Control", cache::control(path))
            .with("Accept-Ranges", "bytes")
            .with("ETag", etag)
            .with("Last-Modified", stamp.last_modified());
        Ok(match vary {
            Some(vary) => answer.with("Vary", vary),
            None => answer,
        })
    }

    fn is_known(&self, asked: &Asked, stamp: &Stamp, etag: &str) -> bool {
        conditional::is_known(
            stamp,
            etag,
            asked.header("If-None-Match"),
            asked.header("If-Modified-Since"),
        )
    }

    /// The line that answers go over, where it is a slow one.
    pub fn line(&self) -> Option<&Line> {
        self.line.as_ref()
    }
}

/// The file as it is, or the part that is asked for.
fn part(asked: &Asked, path: &Path, stamp: &Stamp, etag: &str) -> io::Result<Answer> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let range = asked
        .header("Range")
        .filter(|_| conditional::is_same(stamp, etag, asked.header("If-Range")));
    Ok(match range::part(range, length) {
        Part::Whole => Answer::new(200, Body::File(file, length)),
        Part::Bytes(first, last) => {
            file.seek(SeekFrom::Start(first))?;
            Answer::new(206, Body::File(file, last - first + 1))
                .with("Content-Range", format!("bytes {first}-{last}/{length}"))
        }
        Part::Outside => Answer::new(416, Body::Bytes([].into()))
            .with("Content-Range", format!("bytes */{length}")),
    })
}

/// The media type, with its encoding where the text itself is UTF-8: an old page in another states
/// its own, and a header would overrule it.
fn content_type(media_type: &MediaType, text: Option<&[u8]>) -> String {
    let is_utf8 = text.is_some_and(|text| std::str::from_utf8(text).is_ok());
    match media_type.is_text() && is_utf8 {
        true => format!("{}; charset=utf-8", media_type.name),
        false => media_type.name.to_owned(),
    }
}
