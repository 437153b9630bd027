//! HTTP/1.1 over one connection: requests in, answers out, one after the other (RFC 9112).
//!
//! A thread for each connection and nothing shared between them: one that is slow, or idle, keeps
//! no other waiting.

use super::answer::{Answer, Body, Site};
use super::asked::{Asked, NotAsked};
use crate::terminal::plain;
use std::io::{self, Cursor, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

/// Connections at a time. A browser opens six.
const MOST: usize = 256;
/// How long a connection may be idle, or a reader take nothing.
const PATIENCE: Duration = Duration::from_secs(60);
/// What is read of a body that nobody wants, so that its sender gets to the answer.
const UNWANTED: u64 = 1 << 20;

/// Accepts connections for ever.
pub fn accept(listener: &TcpListener, site: &Arc<Site>) {
    let open = Arc::new(AtomicUsize::new(0));
    loop {
        let Ok((stream, _)) = listener.accept() else {
            // Too many files are open, or the reader has gone already: the next may be luckier.
            thread::sleep(Duration::from_millis(10));
            continue;
        };
        // Too many: closed at once.
        if open.load(Ordering::Relaxed) >= MOST {
            continue;
        }
        open.fetch_add(1, Ordering::Relaxed);
        let (site, open) = (Arc::clone(site), Arc::clone(&open));
        thread::spawn(move || {
            // A reader who has gone away is no error.
            let _ = serve(stream, &site);
            open.fetch_sub(1, Ordering::Relaxed);
        });
    }
}

/// Answers until either side has had enough. Errs when the reader has gone away.
fn serve(mut stream: TcpStream, site: &Site) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut buffer = Vec::new();
    loop {
        let asked = match Asked::read(&mut stream, &mut buffer) {
            Ok(asked) => asked,
            Err(NotAsked::Gone) => return Ok(()),
            Err(NotAsked::Nonsense) => {
                return refuse(&mut stream, site, 400, "This is not HTTP/1.1.\n");
            }
            Err(NotAsked::TooLong) => return refuse(&mut stream, site, 431, "Too many headers.\n"),
        };
        if let Some(reload) = site.waits_for_changes(&asked) {
            reload.add(Box::new(stream));
            return Ok(());
        }
        let answer = site.answer(&asked);
        if answer.status == 404 {
            anstream::eprintln!("404 {}", plain(&asked.target));
        }
        send(
            &mut stream,
            site,
            answer,
            asked.method == "HEAD",
            asked.keeps,
        )?;
        if !asked.keeps {
            return end(&mut stream);
        }
    }
}

fn refuse(stream: &mut TcpStream, site: &Site, status: u16, why: &str) -> io::Result<()> {
    send(stream, site, Answer::words(status, why), false, false)?;
    end(stream)
}

/// Sends an answer as fast as the line allows.
fn send(
    stream: &mut TcpStream,
    site: &Site,
    answer: Answer,
    is_head: bool,
    keeps: bool,
) -> io::Result<()> {
    let (mut reader, length): (Box<dyn Read + Send>, Option<u64>) = match answer.body {
        Body::Bytes(bytes) => {
            let length = bytes.len() as u64;
            (Box::new(Cursor::new(bytes)), Some(length))
        }
        Body::File(file, length) => (Box::new(file.take(length)), Some(length)),
        Body::None => (Box::new(io::empty()), None),
    };
    if let Some(line) = site.line() {
        line.wait();
        reader = line.slow(reader);
    }
    stream.write_all(head(answer.status, &answer.headers, length, keeps).as_bytes())?;
    if is_head {
        return Ok(());
    }
    let sent = io::copy(&mut reader, stream)?;
    // A file that was cut off meanwhile: the reader must see that its end is missing.
    match length.is_some_and(|length| sent < length) {
        true => Err(io::ErrorKind::UnexpectedEof.into()),
        false => Ok(()),
    }
}

fn head(
    status: u16,
    headers: &[(&'static str, String)],
    length: Option<u64>,
    keeps: bool,
) -> String {
    let date = httpdate::fmt_http_date(SystemTime::now());
    let mut head = format!("HTTP/1.1 {status} {}\r\nDate: {date}\r\n", reason(status));
    for (name, value) in headers {
        // A line break would begin a header, or the body, of somebody else's.
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if let Some(length) = length {
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    if !keeps {
        head.push_str("Connection: close\r\n");
    }
    head.push_str("\r\n");
    head
}

/// Names of the statuses that we send (RFC 9110, 15).
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        416 => "Range Not Satisfiable",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        _ => "",
    }
}

/// Closes the connection when the answer has arrived. Closed while something is still coming in, the
/// system would tell the reader of an error instead.
fn end(stream: &mut TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_secs(1)))?;
    io::copy(&mut stream.take(UNWANTED), &mut io::sink())?;
    Ok(())
}
