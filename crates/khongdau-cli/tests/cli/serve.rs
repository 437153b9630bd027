//! `khongdau serve`, asked by a client of our own: what is sent, and what never is.

use crate::run::Place;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A server that ends with the test.
struct Serving {
    child: Child,
    port: u16,
    /// What it printed, but for the first line.
    stdout: BufReader<std::process::ChildStdout>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Place {
    fn serve(&self, arguments: &[&str]) -> Serving {
        let mut command = self.command();
        let command = command.arg("serve").args(arguments).args(["--port", "0"]);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut address = String::new();
        stdout.read_line(&mut address).unwrap();
        let port = address.trim().trim_end_matches('/').rsplit(':').next();
        Serving {
            child,
            port: port.unwrap().parse().unwrap(),
            stdout,
        }
    }
}

/// An answer, taken apart.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1);
        lines.find_map(|line| {
            let (field, value) = line.split_once(':')?;
            field.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

impl Serving {
    fn ask(&self, method: &str, target: &str, headers: &[&str]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        let host = format!("Host: localhost:{}", self.port);
        let host = match headers.iter().any(|header| header.starts_with("Host:")) {
            true => String::new(),
            false => format!("{host}\r\n"),
        };
        let headers: String = headers
            .iter()
            .map(|header| format!("{header}\r\n"))
            .collect();
        let request =
            format!("{method} {target} HTTP/1.1\r\n{host}Connection: close\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        Answer {
            status: head[9..12].parse().unwrap(),
            head,
            body: bytes[end + 4..].to_vec(),
        }
    }

    fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &[])
    }
}

fn site() -> Place {
    let place = Place::new();
    place
        .file(
            "site/index.html",
            "<!doctype html><meta charset=utf-8><body><p>Trang chủ</body>",
        )
        .file(
            "site/old.html",
            b"<meta charset=windows-1258><p>Vi\xEA\xF2t",
        )
        .file("site/tin/index.html", "<p>Tin")
        .file("site/ảnh/a b.txt", "chữ")
        .file("site/x.js", "let a = 1;\n".repeat(100))
        .file("site/khongdau.json", "{}")
        .file("site/khongdau.wasm", b"\0asm\x01\0\0\0")
        .file("site/manifest.webmanifest", "{}")
        .file("site/articles-0123456789abcdef.bin", "0123456789")
        .file("site/.git/config", "secret")
        .file("site/.well-known/security.txt", "Contact:")
        .file("secret.txt", "secret");
    place
}

#[test]
fn files_have_their_types_and_rules_for_caches() {
    let place = site();
    let server = place.serve(&["site"]);
    let check = |target: &str, media_type: &str, cache: &str| {
        let answer = server.get(target);
        assert_eq!(answer.status, 200, "{target}");
        assert_eq!(answer.header("Content-Type"), Some(media_type), "{target}");
        assert_eq!(answer.header("Cache-Control"), Some(cache), "{target}");
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"));
        assert_eq!(answer.header("Content-Security-Policy"), None);
        let length = answer.header("Content-Length").unwrap();
        assert_eq!(length, answer.body.len().to_string(), "{target}");
    };
    check("/", "text/html; charset=utf-8", "no-cache");
    check("/index.html?q=a", "text/html; charset=utf-8", "no-cache");
    check("/tin/", "text/html; charset=utf-8", "no-cache");
    // A header would overrule what the page says of itself.
    check("/old.html", "text/html", "no-cache");
    check("/x.js", "text/javascript; charset=utf-8", "no-cache");
    check("/khongdau.json", "application/json", "no-cache");
    check("/khongdau.wasm", "application/wasm", "no-cache");
    check(
        "/manifest.webmanifest",
        "application/manifest+json",
        "no-cache",
    );
    check(
        "/%E1%BA%A3nh/a%20b.txt",
        "text/plain; charset=utf-8",
        "no-cache",
    );
    check(
        "/.well-known/security.txt",
        "text/plain; charset=utf-8",
        "no-cache",
    );
    check(
        "/articles-0123456789abcdef.bin",
        "application/octet-stream",
        "public, max-age=31536000, immutable",
    );
}

#[test]
fn nothing_outside_the_folder_is_sent() {
    let place = site();
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(place.path("secret.txt"), place.path("site/link.txt")).unwrap();
        symlink("loop", place.path("site/loop")).unwrap();
        symlink("..", place.path("site/up")).unwrap();
        symlink("tin", place.path("site/same")).unwrap();
    }
    let server = place.serve(&["site"]);
    for target in [
        "/../secret.txt",
        "/tin/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "//../secret.txt",
        "/%252e%252e/secret.txt",
        "/secret.txt%00.html",
        "/.git/config",
        "/%2egit/config",
        "/tin/index.html/",
        "/nothing",
        "/loop",
        "/loop/index.html",
        "/%ff",
        "http://localhost/../secret.txt",
    ] {
        let answer = server.get(target);
        assert_eq!(answer.status, 404, "{target}: {answer:?}");
        assert!(!answer.text().contains("secret\n"), "{target}");
        assert_ne!(answer.text(), "secret", "{target}");
    }
    if cfg!(unix) {
        for target in ["/link.txt", "/up/secret.txt", "/up/"] {
            let answer = server.get(target);
            assert_eq!(answer.status, 403, "{target}");
            assert_ne!(answer.text(), "secret", "{target}");
        }
        assert_eq!(server.get("/same/").text(), "<p>Tin");
    }
    assert_eq!(server.ask("POST", "/", &["Content-Length: 0"]).status, 405);
    assert_eq!(
        server.ask("GET", "/", &["Host: rebound.example.vn"]).status,
        421
    );
}

#[test]
fn parts_and_copies() {
    let place = site();
    let server = place.serve(&["site"]);
    let file = "/articles-0123456789abcdef.bin";
    let part = |range: &str| server.ask("GET", file, &[range]);
    let answer = part("Range: bytes=2-4");
    assert_eq!((answer.status, answer.text()), (206, "234"));
    assert_eq!(answer.header("Content-Range"), Some("bytes 2-4/10"));
    assert_eq!(part("Range: bytes=-3").text(), "789");
    assert_eq!(part("Range: bytes=8-").text(), "89");
    let outside = part("Range: bytes=10-");
    assert_eq!((outside.status, outside.text()), (416, ""));
    assert_eq!(outside.header("Content-Range"), Some("bytes */10"));
    assert_eq!(part("Range: bytes=0-1,4-5").text(), "0123456789");

    let whole = server.get(file);
    let etag = whole.header("ETag").unwrap();
    let date = whole.header("Last-Modified").unwrap();
    let same = server.ask("GET", file, &[&format!("If-None-Match: \"x\", {etag}")]);
    assert_eq!((same.status, same.body.len()), (304, 0));
    assert_eq!(same.header("ETag"), Some(etag));
    let same = server.ask("GET", file, &[&format!("If-Modified-Since: {date}")]);
    assert_eq!(same.status, 304);
    let range = ["Range: bytes=0-1", "If-Range: \"x\""];
    assert_eq!(server.ask("GET", file, &range).text(), "0123456789");

    let head = server.ask("HEAD", file, &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("Content-Length"), Some("10"));

    place.file("site/articles-0123456789abcdef.bin", "new");
    let changed = server.ask("GET", file, &[&format!("If-None-Match: {etag}")]);
    assert_eq!((changed.status, changed.text()), (200, "new"));
}

#[test]
fn answers_are_compressed() {
    let place = site();
    place
        .file("site/made.js", "let made = 0;\n".repeat(50))
        .file("site/made.js.br", "as it was made");
    let server = place.serve(&["site"]);
    let plain = place.read("site/x.js");
    let ask = |target: &str, accepts: &str| server.ask("GET", target, &[accepts]);

    for _ in 0..2 {
        let gzip = ask("/x.js", "Accept-Encoding: gzip, deflate");
        assert_eq!(gzip.header("Content-Encoding"), Some("gzip"));
        assert_eq!(gzip.header("Vary"), Some("Accept-Encoding"));
        let mut out = Vec::new();
        flate2::read::GzDecoder::new(&gzip.body[..])
            .read_to_end(&mut out)
            .unwrap();
        assert_eq!(out, plain);
    }
    let brotli = ask("/x.js", "Accept-Encoding: gzip, deflate, br, zstd");
    assert_eq!(brotli.header("Content-Encoding"), Some("br"));
    let mut out = Vec::new();
    brotli::BrotliDecompress(&mut &brotli.body[..], &mut out).unwrap();
    assert_eq!(out, plain);

    let tags = [
        "Accept-Encoding: gzip",
        "Accept-Encoding: br",
        "Accept-Encoding: identity",
    ]
    .map(|accepts| ask("/x.js", accepts).header("ETag").unwrap().to_owned());
    assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2]);

    assert_eq!(
        ask("/made.js", "Accept-Encoding: br").text(),
        "as it was made"
    );
    assert_eq!(ask("/x.js", "Accept-Encoding: gzip;q=0").body, plain);
    // Too small to gain anything.
    let small = ask("/khongdau.json", "Accept-Encoding: gzip");
    assert_eq!(small.header("Content-Encoding"), None);
    let range = ["Accept-Encoding: gzip", "Range: bytes=0-2"];
    assert_eq!(server.ask("GET", "/x.js", &range).text(), "let");
}

/// Browsers open several connections at once and keep them; none may wait for another.
#[test]
fn connections_are_kept_and_wait_for_no_other() {
    let place = site();
    let server = place.serve(&["site"]);
    for _ in 0..10 {
        let mut kept: Vec<BufReader<TcpStream>> = (0..20)
            .map(|_| BufReader::new(TcpStream::connect(("127.0.0.1", server.port)).unwrap()))
            .collect();
        for stream in &kept {
            let patience = Some(Duration::from_secs(5));
            stream.get_ref().set_read_timeout(patience).unwrap();
        }
        for _ in 0..2 {
            for stream in &mut kept {
                let request = b"GET /tin/ HTTP/1.1\r\nHost: localhost\r\n\r\n";
                stream.get_mut().write_all(request).unwrap();
            }
            for stream in &mut kept {
                let mut length = None;
                loop {
                    let mut line = String::new();
                    stream.read_line(&mut line).unwrap();
                    assert!(!line.is_empty());
                    assert!(!line.starts_with("Connection: close"));
                    if let Some(value) = line.strip_prefix("Content-Length: ") {
                        length = Some(value.trim().parse().unwrap());
                    }
                    if line == "\r\n" {
                        break;
                    }
                }
                let mut body = vec![0; length.unwrap()];
                stream.read_exact(&mut body).unwrap();
                assert_eq!(body, b"<p>Tin");
            }
        }
    }
}

#[test]
fn nonsense_is_refused() {
    let place = site();
    let server = place.serve(&["site"]);
    let long = format!("X-Long: {}", "a".repeat(100_000));
    assert_eq!(server.ask("GET", "/", &[&long]).status, 431);
    assert_eq!(server.ask("GET", "/a b", &[]).status, 400);
    let posted = server.ask("POST", "/", &["Content-Length: 200000"]);
    assert_eq!(posted.status, 405);
}

#[test]
fn folders_redirect_list_and_say_what_is_missing() {
    let place = site();
    place
        .file("site/ds/<b>.txt", "")
        .file("site/ds/a:b/c.txt", "");
    let server = place.serve(&["site"]);
    let redirect = server.get("/tin?q=a%20b");
    assert_eq!(redirect.status, 302);
    assert_eq!(redirect.header("Location"), Some("/tin/?q=a%20b"));
    assert_eq!(server.get("//tin").header("Location"), Some("/tin/"));
    let listing = server.get("/ds/");
    assert!(
        listing.text().contains("<a href=\"./a%3Ab/\">a:b/</a>"),
        "{}",
        listing.text()
    );
    assert!(listing.text().contains("&lt;b&gt;.txt"));
    let missing = server.get("/%3Cscript%3E<x>");
    assert_eq!(missing.status, 404);
    assert!(!missing.text().contains("<x>"));
    place.file("site/404.html", "<p>Không có");
    let missing = server.get("/nothing");
    assert_eq!((missing.status, missing.text()), (404, "<p>Không có"));
}

#[test]
fn policies_are_on_every_file() {
    let place = site();
    for (which, part, is_there) in [
        ("strict", "'wasm-unsafe-eval'", true),
        ("no-wasm", "'wasm-unsafe-eval'", false),
        ("no-worker", "worker-src 'none'", true),
    ] {
        let server = place.serve(&["site", "--csp", which]);
        for target in ["/", "/x.js", "/nothing"] {
            let answer = server.get(target);
            let policy = answer.header("Content-Security-Policy").unwrap();
            assert!(policy.contains("script-src 'self'"), "{policy}");
            assert_eq!(policy.contains(part), is_there, "{which}: {policy}");
        }
    }
}

#[test]
fn a_slow_line_is_slow() {
    let place = site();
    place.file("site/a.png", vec![0; 100_000]);
    let server = place.serve(&["site", "--slow", "3g"]);
    let started = Instant::now();
    assert_eq!(server.get("/a.png").body.len(), 100_000);
    // 300 ms, and 100 KB at 200 KB/s.
    assert!(
        started.elapsed() >= Duration::from_millis(750),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn it_says_where_packed_folders_are() {
    let place = Place::with_client();
    std::fs::create_dir(place.path("public")).unwrap();
    place.pack(&["-o", "public/tìm/"]).ok();
    let mut server = place.serve(&["public"]);
    let mut line = String::new();
    server.stdout.read_line(&mut line).unwrap();
    assert_eq!(
        line,
        format!("http://localhost:{}/t%C3%ACm/\n", server.port)
    );
    assert_eq!(server.get("/t%C3%ACm/khongdau.js").text(), "/* loader */");
}

#[test]
fn a_taken_port_is_said_with_a_free_one() {
    let place = site();
    let server = place.serve(&["site"]);
    let port = server.port.to_string();
    place.run(&["serve", "site", "--port", &port]).fails(&[
        &format!("127.0.0.1:{port}"),
        "another program has this port",
        "try --port ",
    ]);
    place
        .run(&["serve", "nowhere"])
        .fails(&["nowhere", "name the folder to serve"]);
    place
        .run(&["serve", "site/x.js"])
        .fails(&["is a file", "name the folder it is in"]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    let place = site();
    let mut server = place.serve(&["site"]);
    assert_eq!(server.get("/").status, 200);
    let id = server.child.id().to_string();
    // The handler is there after the address was printed: tried until it is.
    let ended = (0..50).find_map(|_| {
        std::process::Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap();
        std::thread::sleep(Duration::from_millis(100));
        server.child.try_wait().unwrap()
    });
    assert_eq!(ended.unwrap().code(), Some(0));
}

#[test]
fn watched_pages_reload() {
    let place = site();
    let server = place.serve(&["site", "--watch"]);
    let page = server.get("/");
    assert!(
        page.text()
            .ends_with("<script src=\"/.khongdau/reload.js\" defer></script></body>"),
        "{}",
        page.text()
    );
    assert!(
        server
            .get("/.khongdau/reload.js")
            .text()
            .contains("EventSource")
    );
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    stream
        .write_all(b"GET /.khongdau/changes HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    assert!(lines.any(|line| line == "Content-Type: text/event-stream"));
    assert!(lines.any(|line| line.starts_with("retry:")));
    place.file("site/tin/index.html", "<p>Tin mới");
    assert!(lines.any(|line| line == "data: changed"));
}
