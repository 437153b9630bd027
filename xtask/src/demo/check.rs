//! `demo --check`: the server and the built page, asked once as a browser would.

use crate::{Result, say};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::{fs, io};

/// What every module begins with.
const WASM_MAGIC: &[u8] = b"\0asm";

/// Fetches the page and each file beside it, compares them with the disk, and sees that what is
/// not there is not found.
pub fn page(address: SocketAddr, site: &Path) -> Result<()> {
    let index = get(address, "/")?;
    index.must(200, "text/html; charset=utf-8")?;
    let mut modules = 0;
    for name in files(site)? {
        let answer = get(address, &format!("/{name}"))?;
        let expected = fs::read(site.join(&name))
            .map_err(|error| format!("{name} cannot be read: {error}"))?;
        if answer.status != 200 || answer.body != expected {
            return Err(format!(
                "{name} came back changed, with status {}",
                answer.status
            ));
        }
        if name.ends_with(".wasm") {
            answer.must(200, "application/wasm")?;
            modules += usize::from(answer.body.starts_with(WASM_MAGIC));
        }
    }
    if modules == 0 {
        return Err(format!("{} has no WebAssembly module", site.display()));
    }
    get(address, "/none")?.must(404, "text/plain; charset=utf-8")?;
    get(address, "/../package.json")?.must(404, "text/plain; charset=utf-8")?;
    say!("http://{address}/ serves the page and its module");
    Ok(())
}

fn files(site: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(site)
        .map_err(|error| format!("{} cannot be read: {error}", site.display()))?;
    let files = entries.flatten().filter(|entry| entry.path().is_file());
    Ok(files
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect())
}

struct Answer {
    address: String,
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn must(&self, status: u16, media_type: &str) -> Result<()> {
        let has_type = self
            .head
            .contains(&format!("\r\nContent-Type: {media_type}\r\n"));
        if self.status == status && has_type {
            return Ok(());
        }
        Err(format!(
            "{} should come as {status} {media_type}, not as:\n{}",
            self.address, self.head
        ))
    }
}

fn get(address: SocketAddr, path: &str) -> Result<Answer> {
    let url = format!("http://{address}{path}");
    let bytes = fetch(address, path).map_err(|error| format!("{url}: {error}"))?;
    let end = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .ok_or_else(|| format!("{url}: no answer"))?;
    let head = String::from_utf8_lossy(&bytes[..end + 2]).into_owned();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| format!("{url}: no status"))?;
    Ok(Answer {
        address: url,
        status,
        head,
        body: bytes[end + 4..].to_vec(),
    })
}

fn fetch(address: SocketAddr, path: &str) -> io::Result<Vec<u8>> {
    let mut connection = TcpStream::connect(address)?;
    write!(
        connection,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut bytes = Vec::new();
    connection.read_to_end(&mut bytes)?;
    Ok(bytes)
}
