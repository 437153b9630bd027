//! A request, read from a connection.

use std::io::{self, Read};

/// The head of a request is no longer; browsers send one kilobyte, with many cookies eight.
const LONGEST: usize = 64 << 10;
/// Headers of a request.
const MOST_HEADERS: usize = 128;

/// What is asked for.
pub struct Asked {
    pub method: String,
    /// Path and query, as sent.
    pub target: String,
    headers: Vec<(String, String)>,
    /// Whether the connection is for more than this.
    pub keeps: bool,
}

/// Why there is no request.
#[derive(Debug)]
pub enum NotAsked {
    /// The reader has gone, or says nothing more.
    Gone,
    /// What came is no HTTP/1: 400.
    Nonsense,
    /// The head has no end: 431.
    TooLong,
}

impl From<io::Error> for NotAsked {
    fn from(_: io::Error) -> NotAsked {
        NotAsked::Gone
    }
}

impl Asked {
    /// Reads the next request. What is behind it stays in `buffer`, where the next one begins.
    pub fn read(connection: &mut impl Read, buffer: &mut Vec<u8>) -> Result<Asked, NotAsked> {
        loop {
            if let Some((asked, length)) = parse(buffer)? {
                buffer.drain(..length);
                return Ok(asked);
            }
            if buffer.len() > LONGEST {
                return Err(NotAsked::TooLong);
            }
            let mut piece = [0; 8192];
            match connection.read(&mut piece)? {
                0 => return Err(NotAsked::Gone),
                read => buffer.extend_from_slice(&piece[..read]),
            }
        }
    }

    /// The first header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(field, _)| field.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// The request at the beginning of `bytes` and its length, once it is there as a whole.
fn parse(bytes: &[u8]) -> Result<Option<(Asked, usize)>, NotAsked> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let length = match request.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(NotAsked::TooLong),
        Err(_) => return Err(NotAsked::Nonsense),
    };
    let headers = request.headers.iter().map(|header| {
        let value = String::from_utf8_lossy(header.value).into_owned();
        (header.name.to_owned(), value)
    });
    let mut asked = Asked {
        method: request.method.unwrap_or_default().to_owned(),
        target: request.path.unwrap_or_default().to_owned(),
        headers: headers.collect(),
        keeps: false,
    };
    asked.keeps = request.version == Some(1) && !says_close(&asked) && !has_body(&asked);
    Ok(Some((asked, length)))
}

fn says_close(asked: &Asked) -> bool {
    let options = asked.header("Connection").unwrap_or_default().split(',');
    options
        .map(str::trim)
        .any(|option| option.eq_ignore_ascii_case("close"))
}

/// Bodies are never read, so nothing behind one can be a request.
fn has_body(asked: &Asked) -> bool {
    let length = asked.header("Content-Length");
    length.is_some_and(|length| length.trim() != "0") || asked.header("Transfer-Encoding").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many bytes at a time, as slow readers send.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
            self.0.read(&mut piece[..self.1])
        }
    }

    fn read(text: &str) -> Result<Vec<(String, bool)>, NotAsked> {
        let (mut connection, mut buffer) = (Slow(text.as_bytes(), text.len() / 64 + 1), Vec::new());
        let mut all = Vec::new();
        loop {
            match Asked::read(&mut connection, &mut buffer) {
                Ok(asked) => all.push((asked.target, asked.keeps)),
                Err(NotAsked::Gone) => return Ok(all),
                Err(error) => return Err(error),
            }
        }
    }

    #[test]
    fn requests_follow_each_other() {
        let two =
            "GET /a HTTP/1.1\r\nHost: x\r\n\r\nHEAD /b HTTP/1.1\r\nConnection: TE, Close\r\n\r\n";
        let expected = [("/a".to_owned(), true), ("/b".to_owned(), false)];
        assert_eq!(read(two).unwrap(), expected);
        assert_eq!(
            read("GET /a HTTP/1.0\r\n\r\n").unwrap(),
            [("/a".to_owned(), false)]
        );
        let post = "POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\n";
        assert_eq!(read(post).unwrap(), [("/a".to_owned(), false)]);
        assert_eq!(read("GET /a HTT").unwrap(), []);
    }

    #[test]
    fn nonsense_is_no_request() {
        assert!(matches!(
            read("\x16\x03\x01 TLS\r\n\r\n"),
            Err(NotAsked::Nonsense)
        ));
        let long = format!(
            "GET / HTTP/1.1\r\nCookie: {}\r\n\r\n",
            "a".repeat(LONGEST + 9000)
        );
        assert!(matches!(read(&long), Err(NotAsked::TooLong)));
    }
}
