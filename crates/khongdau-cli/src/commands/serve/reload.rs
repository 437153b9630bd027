//! Pages that reload themselves after a change: a script in each, and a stream of server-sent
//! events that it waits at.

use std::io::{self, Write};
use std::sync::Mutex;

/// Where the script is. A file of this name is never served: it begins with a dot.
pub const SCRIPT_PATH: &str = "/.khongdau/reload.js";
/// Where it waits.
pub const EVENTS_PATH: &str = "/.khongdau/changes";

/// The script. A file of its own, because policies forbid scripts inside pages.
pub const SCRIPT: &str = "\
new EventSource('/.khongdau/changes').onmessage = () => location.reload();
";

const TAG: &[u8] = b"<script src=\"/.khongdau/reload.js\" defer></script>";

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\n\
    Content-Type: text/event-stream\r\n\
    Cache-Control: no-store\r\n\
    Connection: close\r\n\r\n\
    retry: 1000\n\n";

/// Who waits for changes.
#[derive(Default)]
pub struct Reload {
    waiting: Mutex<Vec<Box<dyn Write + Send>>>,
}

impl Reload {
    /// Answers a page's script, and keeps its connection.
    pub fn add(&self, mut page: Box<dyn Write + Send>) {
        if send(&mut page, HEAD).is_ok() {
            self.lock().push(page);
        }
    }

    /// Tells all pages to load again.
    pub fn now(&self) {
        self.tell(b"data: changed\n\n");
    }

    /// Keeps connections alive, and forgets the pages that were closed.
    pub fn heartbeat(&self) {
        self.tell(b":\n\n");
    }

    fn tell(&self, message: &[u8]) {
        self.lock().retain_mut(|page| send(page, message).is_ok());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Box<dyn Write + Send>>> {
        self.waiting
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

fn send(page: &mut Box<dyn Write + Send>, message: &[u8]) -> io::Result<()> {
    page.write_all(message)?;
    page.flush()
}

/// `html` with the script: before the end of the body, or at the end.
pub fn with_script(mut html: Vec<u8>) -> Vec<u8> {
    const END: &[u8] = b"</body";
    let found = html
        .windows(END.len())
        .rposition(|window| window.eq_ignore_ascii_case(END));
    let at = found.unwrap_or(html.len());
    html.splice(at..at, TAG.iter().copied());
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_in_the_body() {
        let tag = std::str::from_utf8(TAG).unwrap();
        let with = |html: &str| String::from_utf8(with_script(html.into())).unwrap();
        assert_eq!(
            with("<p>a</BODY></html>"),
            format!("<p>a{tag}</BODY></html>")
        );
        assert_eq!(with("<p>a"), format!("<p>a{tag}"));
    }
}
