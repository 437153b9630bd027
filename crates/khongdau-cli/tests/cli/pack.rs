//! `khongdau pack` with a small client of its own: what is written, and what is left alone.

use crate::run::{Place, Ran};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fs;

/// Enough of a template to see what is put in.
const TEMPLATE: &str = "<!doctype html><html lang=\"{{lang}}\">\n\
    <meta name=\"generator\" content=\"khongdau {{version}}\">\n\
    <meta http-equiv=\"Content-Security-Policy\" content=\"{{policy}}\">\n\
    <title>{{title}}</title>\n{{head}}<p>{{articles}}, {{Kết quả|Results}}\n\
    <dialog data-base-url=\"{{base-url}}\"></dialog>\n{{body}}";

const CLIENT: [(&str, &str); 13] = [
    ("khongdau.js", "/* loader */"),
    ("khongdau-widget.js", "/* widget */"),
    ("khongdau-engine.js", "/* engine */"),
    ("khongdau.wasm", "\0asm"),
    ("khongdau.wasm.js", "/* wasm twin */"),
    ("khongdau-nowasm.js", "/* nowasm */"),
    ("page.html", TEMPLATE),
    ("khongdau-page.js", "/* page */"),
    ("khongdau-page.css", "p{color:red}"),
    ("sw.js", "/* worker */"),
    ("icon.svg", "<svg/>"),
    ("icon-192.png", "small"),
    ("icon-512.png", "large"),
];

/// What an uploaded folder has, but for the index.
const FOLDER: [&str; 14] = [
    "icon-192.png",
    "icon-512.png",
    "icon.svg",
    "index.html",
    "khongdau-engine.js",
    "khongdau-nowasm.js",
    "khongdau-page.css",
    "khongdau-page.js",
    "khongdau-widget.js",
    "khongdau.js",
    "khongdau.json",
    "khongdau.wasm",
    "khongdau.wasm.js",
    "sw.js",
];

impl Place {
    /// `news.kdx`, and the folder `client`.
    pub fn with_client() -> Place {
        let place = Place::with_index();
        for (name, content) in CLIENT {
            place.file(&format!("client/{name}"), content);
        }
        place
    }

    pub fn pack(&self, arguments: &[&str]) -> Ran {
        let client = ["pack", "news.kdx", "--client", "client"];
        self.run(&[&client[..], arguments].concat())
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    /// Names in a folder, sorted, hidden ones as well.
    pub fn names_in(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The name of the packed index.
    fn index_name(&self, folder: &str) -> String {
        let manifest: serde_json::Value =
            serde_json::from_slice(&self.read(&format!("{folder}/khongdau.json"))).unwrap();
        manifest["index"]["file"].as_str().unwrap().to_owned()
    }
}

#[test]
fn a_folder_has_the_client_the_index_and_a_page() {
    let place = Place::with_client();
    let ran = place.pack(&["-o", "site/"]).ok();
    assert!(
        ran.stderr.starts_with("site/: 3 articles, 16 files, "),
        "{ran:#?}"
    );
    let index = place.index_name("site");
    let mut expected: Vec<&str> = FOLDER
        .into_iter()
        .chain([&index[..], "manifest.webmanifest"])
        .collect();
    expected.sort_unstable();
    assert_eq!(place.names_in("site"), expected);
    assert!(place.read(&format!("site/{index}")) == place.read("news.kdx"));
    assert_eq!(place.text("site/khongdau.js"), "/* loader */");

    let manifest: serde_json::Value =
        serde_json::from_slice(&place.read("site/khongdau.json")).unwrap();
    assert_eq!(manifest["khongdau"], 1);
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["documents"], 3);
    assert_eq!(manifest["index"]["bytes"], place.read("news.kdx").len());
    let integrity = manifest["index"]["integrity"].as_str().unwrap();
    assert!(integrity.starts_with("sha384-"));
    let worker = place.text("site/sw.js");
    assert!(worker.starts_with("self.khongdau={\"name\":\""));
    assert!(worker.ends_with(";\n/* worker */"));
    assert!(worker.contains(&format!("\"{index}\":\"{integrity}\"")));
    assert!(!worker.contains("png"));

    let page = place.text("site/index.html");
    assert!(page.contains("<html lang=\"vi\">") && page.contains("<title>Tìm kiếm</title>"));
    assert!(page.contains("3 bài, Kết quả") && page.contains("data-base-url=\"\""));
    assert!(page.contains("<script defer src=\"khongdau.js?v="));
    assert!(page.contains("script-src 'self' 'wasm-unsafe-eval';"));
    let app: serde_json::Value =
        serde_json::from_slice(&place.read("site/manifest.webmanifest")).unwrap();
    assert_eq!(app["name"], "Tìm kiếm");
    assert_eq!(app["start_url"], ".");
}

#[test]
fn a_folder_for_a_disk_has_twins_that_are_scripts() {
    let place = Place::with_client();
    place.pack(&["-o", "usb", "--file-urls"]).ok();
    let index = place.index_name("usb");
    for name in ["khongdau-engine.js", "khongdau.json", &index] {
        let base64 = STANDARD.encode(place.read(&format!("usb/{name}")));
        let script = format!(
            "(self.khongdau=self.khongdau||{{}}).files=Object.assign(self.khongdau.files||{{}},{{\"{name}\":\"{base64}\"}});\n"
        );
        assert_eq!(place.text(&format!("usb/{name}.js")), script);
    }
    let page = place.text("usb/index.html");
    let engine = page.find("src=\"khongdau-engine.js.js\"").unwrap();
    assert!(engine < page.find("src=\"khongdau.js\"").unwrap(), "{page}");
    // Packed again for uploading, the twins go.
    place.pack(&["-o", "usb"]).ok();
    assert_eq!(place.names_in("usb").len(), 16);
}

#[test]
fn a_page_has_everything_inside() {
    let place = Place::with_client();
    let ran = place.pack(&["-o", "tim-kiem.html"]).ok();
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr
            .starts_with("tim-kiem.html: 3 articles, 1 file, ")
    );
    let page = place.text("tim-kiem.html");
    let block = |name: &str| {
        let start = format!(
            "<script type=\"application/octet-stream;base64\" data-khongdau-file=\"{name}\">"
        );
        let (_, rest) = page
            .split_once(&start)
            .unwrap_or_else(|| panic!("no {name} in {page}"));
        STANDARD.decode(rest.split('<').next().unwrap()).unwrap()
    };
    let manifest: serde_json::Value = serde_json::from_slice(&block("khongdau.json")).unwrap();
    assert!(block(manifest["index"]["file"].as_str().unwrap()) == place.read("news.kdx"));
    assert_eq!(block("khongdau.wasm"), b"\0asm");
    assert_eq!(block("khongdau-widget.js"), b"/* widget */");
    assert_eq!(block("khongdau-engine.js"), b"/* engine */");
    let scripts = page.find("<script>/* loader */</script>\n<script>/* page */</script>");
    assert!(page.find("data-khongdau-file").unwrap() < scripts.unwrap());
    assert!(page.contains("<style>p{color:red}</style>"));
    // printf '/* loader */' | openssl dgst -sha384 -binary | base64
    let loader = "sha384-e0QJnpUeJaWhUpdagXEMirvxVhKNlaEaBIyHDI2/IQTofGlpooDrijsE2o5rAtwT";
    assert!(page.contains(&format!("script-src '{loader}' 'sha384-")));
    assert!(!page.contains("src="), "{page}");
}

#[test]
fn same_input_same_bytes() {
    let place = Place::with_client();
    for (output, again) in [("a.html", "b.html"), ("a/", "b/")] {
        place.pack(&["-o", output, "-q"]).ok();
        let ran = place.pack(&["-o", again, "-q"]).ok();
        assert_eq!(ran.stderr, "");
    }
    assert!(place.read("a.html") == place.read("b.html"));
    assert_eq!(place.names_in("a"), place.names_in("b"));
    for name in place.names_in("a") {
        assert!(
            place.read(&format!("a/{name}")) == place.read(&format!("b/{name}")),
            "{name}"
        );
    }
}

#[test]
fn titles_are_text() {
    let place = Place::with_client();
    let title = "</title><script>alert(1)</script> \"'&{{body}}\u{202E}\n";
    let shown = "<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &quot;&#39;&amp;{{body}}</title>";
    let arguments = ["--title", title, "--base-url", "https://a.vn/\"'<x>"];
    for (output, page) in [("t.html", "t.html"), ("t/", "t/index.html")] {
        place.pack(&[&["-o", output], &arguments[..]].concat()).ok();
        let page = place.text(page);
        assert!(page.contains(shown), "{page}");
        assert!(page.contains("data-base-url=\"https://a.vn/&quot;&#39;&lt;x&gt;\""));
    }
    let app: serde_json::Value =
        serde_json::from_slice(&place.read("t/manifest.webmanifest")).unwrap();
    assert_eq!(
        app["name"],
        "</title><script>alert(1)</script> \"'&{{body}}"
    );
}

#[test]
fn the_page_is_vietnamese_unless_english_is_asked_for() {
    let place = Place::with_client();
    let english = place.pack(&["-o", "en/", "--lang", "en"]).ok();
    assert!(english.stdout.starts_with("Paste this into the page"));
    let page = place.text("en/index.html");
    assert!(page.contains("<html lang=\"en\">") && page.contains("<title>Search</title>"));
    assert!(page.contains("3 articles, Results"));
    let vietnamese = place.pack(&["-o", "vi/", "--lang", "vi"]).ok();
    assert!(vietnamese.stdout.starts_with("Dán vào trang"));
}

#[test]
fn an_older_pack_is_replaced_and_its_index_removed() {
    let place = Place::with_client();
    place.pack(&["-o", "site"]).ok();
    let old = place.index_name("site");
    place
        .file("news.jsonl", "{\"id\":1,\"title\":\"Tin mới\"}\n")
        .run(&["index", "news.jsonl", "-o", "news.kdx"])
        .ok();
    place.file("site/.htaccess", "kept");
    place.pack(&["-o", "site"]).ok();
    let new = place.index_name("site");
    assert_ne!(old, new);
    let names = place.names_in("site");
    assert_eq!(names.len(), 17, "{names:?}");
    assert!(names.contains(&new) && !names.contains(&old));
    assert_eq!(place.text("site/.htaccess"), "kept");
}

#[test]
fn a_folder_with_other_files_needs_force_and_keeps_them() {
    let place = Place::with_client();
    place.file("public/index.html", "my site");
    place.file("public/logo.svg", "my logo");
    place.pack(&["-o", "public"]).fails(&[
        "public: holds \"index.html\", which `khongdau pack` did not write",
        "--force",
    ]);
    assert_eq!(place.names_in("public"), ["index.html", "logo.svg"]);
    assert_eq!(place.text("public/index.html"), "my site");
    place.pack(&["-o", "public", "--force"]).ok();
    assert_eq!(place.text("public/logo.svg"), "my logo");
    assert!(place.text("public/index.html").starts_with("<!doctype"));
    // One of ours now, with a file that is not.
    place.pack(&["-o", "public"]).fails(&["\"logo.svg\""]);
}

#[test]
fn a_name_of_ours_that_is_a_folder_is_never_replaced() {
    let place = Place::with_client();
    place.file("public/index.html/x", "");
    place
        .pack(&["-o", "public", "--force"])
        .fails(&["\"index.html\" in it is no file"]);
    assert_eq!(place.names_in("public"), ["index.html"]);
}

#[test]
fn a_file_that_is_no_page_of_ours_needs_force() {
    let place = Place::with_client();
    place.file("a.html", "<title>mine</title>");
    place
        .pack(&["-o", "a.html"])
        .fails(&["a.html: exists and is no page of khongdau", "--force"]);
    assert_eq!(place.text("a.html"), "<title>mine</title>");
    place.pack(&["-o", "a.html", "--force"]).ok();
    place.pack(&["-o", "a.html"]).ok();
}

#[test]
fn places_that_cannot_be_written_are_found_first() {
    let place = Place::with_client();
    fs::remove_file(place.path("news.kdx")).unwrap();
    place.file("file", "x");
    let check = |output: &str, parts: &[&str]| place.pack(&["-o", output]).fails(parts);
    check(
        "nowhere/site/",
        &["there is no folder nowhere: create it first"],
    );
    check(
        "nowhere/a.html",
        &["there is no folder nowhere: create it first"],
    );
    check("file", &["file: is a file: name a folder"]);
    check("site/", &["news.kdx: cannot be read: "]);
    assert!(!place.path("site").exists());
}

#[test]
fn an_index_that_does_not_open_is_not_packed() {
    let place = Place::with_client();
    let mut damaged = place.read("news.kdx");
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    place.file("news.kdx", damaged);
    for output in ["a.html", "a/"] {
        place
            .pack(&["-o", output])
            .fails(&["news.kdx: the index is damaged"]);
    }
    assert_eq!(place.names(), ["client", "news.jsonl", "news.kdx"]);
}

#[test]
fn a_client_is_whole_or_none() {
    let place = Place::with_client();
    fs::remove_file(place.path("client/sw.js")).unwrap();
    place
        .pack(&["-o", "a.html"])
        .fails(&["client: has no sw.js", "cargo xtask dist"]);
    place
        .run(&["pack", "news.kdx", "-o", "a.html", "--client", "nowhere"])
        .fails(&["nowhere: is no folder"]);
    let without = place.run(&["pack", "news.kdx", "-o", "a.html"]);
    match env!("KHONGDAU_HAS_CLIENT") {
        "yes" => drop(without.ok()),
        _ => drop(without.fails(&["cargo xtask dist", "--client"])),
    }
}

#[test]
fn scripts_that_would_end_early_are_refused() {
    for bad in ["</SCRIPT>", "<!--", "<script"] {
        let place = Place::with_client();
        place.file("client/khongdau.js", format!("\"{bad}\""));
        place
            .pack(&["-o", "a.html"])
            .fails(&["khongdau.js of the client has ", "pack a folder"]);
        place.pack(&["-o", "a/"]).ok();
    }
}

#[test]
fn templates_of_another_version_are_refused() {
    let place = Place::with_client();
    place.file("client/page.html", "{{news}}");
    place.pack(&["-o", "a/"]).fails(&["page.html", "\"news\""]);
    assert!(!place.path("a").exists());
}

#[cfg(unix)]
#[test]
fn folders_and_files_are_as_readable_as_any_other() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_client();
    place.pack(&["-o", "site"]).ok();
    place.file("other/file", "");
    let mode = |name: &str| fs::metadata(place.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("site"), mode("other"));
    assert_eq!(mode("site/khongdau.json"), mode("other/file"));
}
