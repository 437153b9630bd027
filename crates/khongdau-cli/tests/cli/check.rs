//! `khongdau check`: packed folders, whole and damaged, on a disk and served.

use crate::run::{Place, Ran};
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

/// A packed folder, `tim-kiem/`.
fn packed() -> Place {
    let place = Place::with_client();
    place.pack(&["-o", "tim-kiem/"]).ok();
    place
}

fn index_name(place: &Place) -> String {
    let manifest: serde_json::Value =
        serde_json::from_slice(&place.read("tim-kiem/khongdau.json")).unwrap();
    manifest["index"]["file"].as_str().unwrap().to_owned()
}

/// Exit code 1, with these parts in lines that begin with `broken`.
#[track_caller]
fn broken(ran: Ran, parts: &[&str]) {
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    let lines: Vec<&str> = ran.stdout.lines().collect();
    for part in parts {
        let is_said = |line: &&&str| line.starts_with("broken") && line.contains(part);
        assert!(lines.iter().any(|line| is_said(&line)), "{part}: {ran:#?}");
    }
}

#[test]
fn a_packed_folder_is_whole() {
    let place = packed();
    let ran = place.run(&["check", "tim-kiem"]).ok();
    assert!(ran.stdout.contains("All is well.\n"), "{ran:#?}");
    assert!(
        ran.stdout
            .contains(&format!("{}: whole", index_name(&place)))
    );
    assert_eq!(ran.stderr, "");
    let mut command = place.command();
    let output = command
        .args(["check", "tim-kiem"])
        .env("LANG", "vi_VN.UTF-8")
        .output()
        .unwrap();
    let vietnamese = String::from_utf8(output.stdout).unwrap();
    assert!(vietnamese.contains("Mọi thứ đều ổn.\n"), "{vietnamese}");
}

#[test]
fn damage_is_found() {
    let place = packed();
    let index = index_name(&place);
    let path = format!("tim-kiem/{index}");
    let bytes = place.read(&path);
    let check = || place.run(&["check", "tim-kiem"]);

    place.file(&path, &bytes[1..]);
    broken(
        check(),
        &[&format!(
            "{index}: {} bytes instead of {}",
            bytes.len() - 1,
            bytes.len()
        )],
    );
    let mut other = bytes.clone();
    other[100] ^= 1;
    place.file(&path, &other);
    broken(check(), &[&format!("{index}: not what was packed")]);
    fs::remove_file(place.path(&path)).unwrap();
    broken(check(), &[&format!("{index}: not there")]);
    place.file(&path, &bytes);
    check().ok();

    // Text mode of an old FTP program.
    place.file("tim-kiem/khongdau-widget.js", "/* widget */\r\n");
    broken(check(), &["khongdau-widget.js: not what was packed"]);
    fs::remove_file(place.path("tim-kiem/khongdau-widget.js")).unwrap();
    broken(check(), &["khongdau-widget.js: not there"]);
    place.file("tim-kiem/khongdau-widget.js", "/* widget */");

    place.file("tim-kiem/articles-00000000000000ff.bin", "old");
    let ran = check().ok();
    assert!(
        ran.stdout
            .contains("better  articles-00000000000000ff.bin: an old index"),
        "{ran:#?}"
    );
}

#[test]
fn a_folder_without_a_manifest_is_broken() {
    let place = packed();
    place.file("tim-kiem/khongdau.json", "<!doctype html>");
    broken(
        place.run(&["check", "tim-kiem"]),
        &["khongdau.json: no manifest of khongdau"],
    );
    place.file("tim-kiem/khongdau.json", r#"{"khongdau":99}"#);
    broken(
        place.run(&["check", "tim-kiem"]),
        &["khongdau.json: of version 99"],
    );
    let outside = r#"{"khongdau":1,"index":{"file":"../news.kdx"}}"#;
    place.file("tim-kiem/khongdau.json", outside);
    broken(
        place.run(&["check", "tim-kiem"]),
        &["../news.kdx: leads out of the folder"],
    );
    broken(
        place.run(&["check", "client"]),
        &["khongdau.json: not there"],
    );
    place
        .run(&["check", "nowhere"])
        .fails(&["nowhere: is no folder to check"]);
}

#[test]
fn settings_are_printed_and_written() {
    let place = packed();
    let check = |arguments: &[&str]| place.run(&[&["check", "tim-kiem"], arguments].concat());
    let nginx = check(&["--server", "nginx"]).ok();
    assert!(
        nginx.stdout.contains("location ^~ /tim-kiem/ {"),
        "{nginx:#?}"
    );
    assert!(check(&[]).ok().stdout.contains("--server iis"));

    check(&["--server", "apache", "--write"]).ok();
    assert!(
        check(&[])
            .ok()
            .stdout
            .contains("AddType application/wasm .wasm")
    );
    check(&["--write"]).ok(); // ours, and the folder says which server it is for
    place.file("tim-kiem/.htaccess", "Deny from all\n");
    check(&["--server", "apache", "--write"])
        .fails(&[".htaccess: somebody else wrote it", "--force"]);
    assert_eq!(place.read("tim-kiem/.htaccess"), b"Deny from all\n");
    check(&["--server", "apache", "--write", "--force"]).ok();
    assert!(
        place
            .read("tim-kiem/.htaccess")
            .starts_with(b"# Written by khongdau check")
    );

    fs::remove_file(place.path("tim-kiem/.htaccess")).unwrap();
    check(&["--write"]).fails(&["--server iis or --server apache"]);
    check(&["--server", "nginx", "--write"]).fails(&["nginx reads no file"]);
    check(&["--server", "iis", "--write"]).ok();
    let iis = String::from_utf8(place.read("tim-kiem/web.config")).unwrap();
    assert!(iis.contains("fileExtension=\".wasm\""));
    // Each extension is removed before it is added: twice is an error 500.19.
    for line in iis.lines().filter(|line| line.contains("<mimeMap")) {
        let extension = line.split('"').nth(1).unwrap();
        assert!(iis.contains(&format!("<remove fileExtension=\"{extension}\" />")));
    }
}

/// docs/DEPLOYING.md has what the command prints.
#[test]
fn the_documents_have_these_settings() {
    let place = packed();
    for document in ["DEPLOYING.md", "DEPLOYING.vi.md"] {
        let path = format!("{}/../../docs/{document}", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(path).unwrap();
        for server in ["iis", "apache", "nginx"] {
            let ran = place.run(&["check", "tim-kiem", "--server", server]).ok();
            let (_, settings) = ran.stdout.split_once("All is well.\n").unwrap();
            assert!(text.contains(settings), "{document} lacks:\n{settings}");
        }
    }
}

/// `khongdau serve` on a port of its own; ends with the test.
struct Serving(Child, String);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(place: &Place, arguments: &[&str]) -> Serving {
    let mut command = place.command();
    let command = command.args(["serve", "--port", "0", "."]).args(arguments);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut address)
        .unwrap();
    Serving(child, address.trim().replace("localhost", "127.0.0.1"))
}

fn check_url(place: &Place, url: &str) -> Ran {
    let mut command = place.command();
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env_remove(name);
    }
    Ran::from(command.args(["check", url]).output().unwrap())
}

#[test]
fn a_served_folder_is_checked() {
    let place = packed();
    place.file(
        "index.html",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'; worker-src 'none'\">\
         <script src=\"tim-kiem/khongdau.js\" defer></script>",
    );
    let serving = serve(&place, &[]);
    let url = &serving.1;
    // With the slash, without it, and by a file.
    for address in ["tim-kiem/", "tim-kiem", "tim-kiem/khongdau.json"] {
        let ran = check_url(&place, &format!("{url}{address}")).ok();
        assert!(
            ran.stdout
                .contains("WebAssembly runs, on a thread of its own"),
            "{address}: {ran:#?}"
        );
        assert!(
            ran.stdout
                .contains(&format!("{}: whole", index_name(&place))),
            "{ran:#?}"
        );
    }
    // By a page that has the box, under that page's policy.
    let ran = check_url(&place, url).ok();
    assert!(
        ran.stdout.contains("forbids WebAssembly and workers"),
        "{ran:#?}"
    );

    broken(
        check_url(&place, &format!("{url}client/")),
        &["khongdau.json: 404"],
    );
    place.file(
        &format!("tim-kiem/{}", index_name(&place)),
        "<!doctype html>",
    );
    broken(
        check_url(&place, &format!("{url}tim-kiem/")),
        &["the server sends a page in its place"],
    );
    fs::remove_file(place.path("tim-kiem/khongdau-engine.js")).unwrap();
    broken(
        check_url(&place, &format!("{url}tim-kiem/")),
        &["khongdau-engine.js: 404"],
    );
}

#[test]
fn policies_are_read_from_answers() {
    let place = packed();
    for (which, words) in [
        ("strict", "WebAssembly runs, on a thread of its own"),
        ("no-wasm", "add 'wasm-unsafe-eval' to script-src"),
        ("no-worker", "add worker-src 'self'"),
    ] {
        let serving = serve(&place, &["--csp", which]);
        let ran = check_url(&place, &format!("{}tim-kiem/", serving.1)).ok();
        assert!(ran.stdout.contains(words), "{which}: {ran:#?}");
    }
}

#[test]
fn an_address_without_a_server_fails() {
    let place = Place::new();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", free.local_addr().unwrap());
    drop(free);
    check_url(&place, &address).fails(&["is the server running?"]);
}
