//! A server of one folder, to this machine only.
//!
//! One thread for each connection and one answer on each: enough for a page and its tests, and
//! no more than that.

use super::request::{BAD_REQUEST, METHOD_NOT_ALLOWED, NOT_FOUND, Refusal, Request};
use super::{mime, policy};
use crate::Result;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use std::{fs, thread};

/// Ports tried after the one that is taken.
const MORE_PORTS: u16 = 50;
/// Bytes that a request may have.
const REQUEST_LIMIT: u64 = 32 * 1024;
/// How long a connection may say nothing.
const PATIENCE: Duration = Duration::from_secs(10);

/// A folder and the socket that it is served on.
pub struct Server {
    root: PathBuf,
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Takes the port, or the next one that is free.
    pub fn bind(root: &Path, port: u16) -> Result<Self> {
        let root = root
            .canonicalize()
            .map_err(|error| format!("{} cannot be served: {error}", root.display()))?;
        let last = port.saturating_add(MORE_PORTS);
        let listener = (port..=last)
            .find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok())
            .ok_or_else(|| {
                format!("the ports {port} to {last} are all taken: choose one with --port")
            })?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        Ok(Self {
            root,
            listener,
            address,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until the program is ended.
    pub fn run(self) -> Result<ExitCode> {
        for connection in self.listener.incoming().flatten() {
            let root = self.root.clone();
            thread::spawn(move || drop(serve(connection, &root)));
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Serves for as long as the program runs.
    pub fn run_in_background(self) {
        thread::spawn(move || self.run());
    }
}

fn serve(mut connection: TcpStream, root: &Path) -> io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    connection.set_write_timeout(Some(PATIENCE))?;
    let line = read_request(&connection)?;
    let request = Request::parse(&line);
    let head_only = request.as_ref().is_ok_and(|request| request.head_only);
    let answer = request
        .and_then(|request| Answer::new(&request, root))
        .unwrap_or_else(Answer::refuse);
    connection.write_all(answer.head().as_bytes())?;
    if !head_only {
        connection.write_all(&answer.body)?;
    }
    connection.flush()
}

/// The first line; the others are read, so that closing the connection does not cut the answer.
fn read_request(connection: &TcpStream) -> io::Result<String> {
    let mut lines = BufReader::new(connection.take(REQUEST_LIMIT));
    let mut next = || -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        lines.read_until(b'\n', &mut line)?;
        Ok(line.trim_ascii_end().to_vec())
    };
    let first = next()?;
    while !next()?.is_empty() {}
    Ok(String::from_utf8_lossy(&first).into_owned())
}

struct Answer {
    status: &'static str,
    /// Further header lines.
    header: String,
    body: Vec<u8>,
}

impl Answer {
    fn new(request: &Request, root: &Path) -> std::result::Result<Self, Refusal> {
        let (policy, path) = policy::split(&request.path);
        let path = root.join(path);
        if path.is_dir() && !request.is_folder {
            return Ok(Self::redirect(&request.path));
        }
        let file = if request.is_folder {
            path.join("index.html")
        } else {
            path
        };
        let file = file.canonicalize().map_err(|_| NOT_FOUND)?;
        if !file.starts_with(root) {
            return Err(NOT_FOUND); // a link that leads out
        }
        let body = fs::read(&file).map_err(|_| NOT_FOUND)?;
        let policy = policy.map(|policy| format!("Content-Security-Policy: {policy}\r\n"));
        let header = format!(
            "Content-Type: {}\r\n{}",
            mime::of(&file),
            policy.unwrap_or_default()
        );
        Ok(Self {
            status: "200 OK",
            header,
            body,
        })
    }

    /// To the folder's own address, or relative links of its page would be of its parent.
    fn redirect(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let encoded: String = name.bytes().map(encode).collect();
        let header = format!("Location: ./{encoded}/\r\n");
        Self {
            status: "301 Moved Permanently",
            header,
            body: Vec::new(),
        }
    }

    fn refuse(status: Refusal) -> Self {
        debug_assert!([BAD_REQUEST, NOT_FOUND, METHOD_NOT_ALLOWED].contains(&status));
        let allow = if status == METHOD_NOT_ALLOWED {
            "Allow: GET, HEAD\r\n"
        } else {
            ""
        };
        let header = format!("Content-Type: text/plain; charset=utf-8\r\n{allow}");
        Self {
            status,
            header,
            body: format!("{status}\n").into_bytes(),
        }
    }

    fn head(&self) -> String {
        let (status, header, length) = (self.status, &self.header, self.body.len());
        format!(
            "HTTP/1.1 {status}\r\n{header}Content-Length: {length}\r\nCache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
        )
    }
}

fn encode(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::Server;
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};
    use std::path::PathBuf;
    use std::{env, fs, process};

    /// A site with a page, a module and a folder, which is gone at the end.
    struct Site(PathBuf);

    impl Site {
        fn new(name: &str) -> Self {
            let folder = env::temp_dir().join(format!("khongdau-{name}-{}", process::id()));
            fs::create_dir_all(folder.join("site/bài")).unwrap();
            fs::write(folder.join("secret.txt"), "secret").unwrap();
            fs::write(folder.join("site/index.html"), "<!doctype html>").unwrap();
            fs::write(folder.join("site/a.wasm"), b"\0asm\xff\r\n\x01").unwrap();
            fs::write(folder.join("site/bài/index.html"), "bài").unwrap();
            Self(folder)
        }

        fn serve(&self) -> SocketAddr {
            let server = Server::bind(&self.0.join("site"), 0).unwrap();
            let address = server.address();
            server.run_in_background();
            address
        }
    }

    impl Drop for Site {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn ask(address: SocketAddr, request: &str) -> Vec<u8> {
        let mut connection = TcpStream::connect(address).unwrap();
        connection
            .write_all(format!("{request} HTTP/1.1\r\nHost: {address}\r\n\r\n").as_bytes())
            .unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).unwrap();
        answer
    }

    #[track_caller]
    fn check(address: SocketAddr, request: &str, status: &str, parts: &[&str]) {
        let answer = ask(address, request);
        let text = String::from_utf8_lossy(&answer);
        assert!(
            text.starts_with(&format!("HTTP/1.1 {status} ")),
            "{request}: {text}"
        );
        parts
            .iter()
            .for_each(|part| assert!(text.contains(part), "{request}: {text}"));
    }

    #[test]
    fn serves_its_folder_and_nothing_else() {
        let site = Site::new("serve");
        let address = site.serve();
        check(
            address,
            "GET /",
            "200",
            &[
                "text/html; charset=utf-8",
                "no-store",
                "\r\n\r\n<!doctype html>",
            ],
        );
        check(
            address,
            "GET /a.wasm?v=1",
            "200",
            &["Content-Type: application/wasm", "Content-Length: 8"],
        );
        assert!(ask(address, "GET /a.wasm").ends_with(b"\r\n\r\n\0asm\xff\r\n\x01"));
        check(
            address,
            "GET /csp/no-wasm/a.wasm",
            "200",
            &["Content-Security-Policy: script-src 'self'\r\n"],
        );
        check(
            address,
            "GET /csp/no-wasm",
            "301",
            &["Location: ./no-wasm/"],
        );
        check(address, "GET /b%C3%A0i/", "200", &["\r\n\r\nbài"]);
        check(address, "GET /b%C3%A0i", "301", &["Location: ./b%C3%A0i/"]);
        check(address, "GET /../secret.txt", "404", &[]);
        check(address, "GET /none.js", "404", &["text/plain"]);
        check(address, "POST /", "405", &["Allow: GET, HEAD"]);
        check(address, "nonsense", "400", &[]);
    }

    #[test]
    fn head_has_the_length_and_no_body() {
        let site = Site::new("head");
        let answer = ask(site.serve(), "HEAD /a.wasm");
        let text = String::from_utf8(answer).unwrap();
        assert!(
            text.contains("Content-Length: 8\r\n") && text.ends_with("\r\n\r\n"),
            "{text}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out() {
        let site = Site::new("links");
        std::os::unix::fs::symlink(site.0.join("secret.txt"), site.0.join("site/link.txt"))
            .unwrap();
        check(site.serve(), "GET /link.txt", "404", &[]);
    }

    #[test]
    fn a_taken_port_gives_the_next_one() {
        let site = Site::new("port");
        let taken = site.serve();
        let server = Server::bind(&site.0.join("site"), taken.port()).unwrap();
        assert!(server.address().port() > taken.port());
    }
}
