//! `khongdau snippet`, and the same text from `khongdau pack`.

use crate::run::Place;

/// printf '/* loader */' | openssl dgst -sha384 -binary | base64
const LOADER: &str = "sha384-e0QJnpUeJaWhUpdagXEMirvxVhKNlaEaBIyHDI2/IQTofGlpooDrijsE2o5rAtwT";

#[test]
fn the_snippet_is_that_of_pack_with_all_hashes() {
    let place = Place::with_client();
    let packed = place.pack(&["-o", "tim-kiem/"]).ok().stdout;
    let snippet = place.run(&["snippet", "tim-kiem"]).ok().stdout;
    assert!(snippet.starts_with(&packed), "{snippet}");
    assert!(packed.contains(&format!(
        "<script src=\"/tim-kiem/khongdau.js\" defer integrity=\"{LOADER}\"></script>\n\
         <khongdau-search src=\"/tim-kiem/\" results-page=\"/tim-kiem/\">\n"
    )));
    assert!(
        packed.contains(
            "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'\n"
        )
    );
    assert!(snippet.contains(&format!("{LOADER}  khongdau.js\n")));
    for name in ["khongdau-widget.js", "khongdau.wasm", "articles-"] {
        assert!(snippet.contains(&format!("  {name}")), "{name}");
    }
    assert!(!snippet.contains("  khongdau.json"));
}

#[test]
fn another_origin_needs_crossorigin() {
    let place = Place::with_client();
    place.pack(&["-o", "s/"]).ok();
    let at = ["snippet", "s", "--path", "https://tim.example.vn/kho"];
    let snippet = place.run(&at).ok().stdout;
    assert!(snippet.contains(&format!(
        "<script src=\"https://tim.example.vn/kho/khongdau.js\" defer integrity=\"{LOADER}\" crossorigin=\"anonymous\">"
    )));
    assert!(snippet.contains("connect-src https://tim.example.vn\n"));
}

#[test]
fn it_speaks_the_language_of_the_environment() {
    let place = Place::with_client();
    place.pack(&["-o", "s/"]).ok();
    let first_line = |lang: &str, arguments: &[&str]| {
        let mut command = place.command();
        let command = command
            .args(["snippet", "s"])
            .args(arguments)
            .env("LANG", lang);
        let stdout = String::from_utf8(command.output().unwrap().stdout).unwrap();
        stdout.lines().next().unwrap().to_owned()
    };
    assert!(first_line("vi_VN.UTF-8", &[]).starts_with("Dán vào trang"));
    assert!(first_line("C.UTF-8", &[]).starts_with("Paste"));
    assert!(first_line("vi_VN.UTF-8", &["--lang", "en"]).starts_with("Paste"));
}

#[test]
fn other_folders_have_no_snippet() {
    let place = Place::with_client();
    for folder in ["client", "nowhere"] {
        place
            .run(&["snippet", folder])
            .fails(&["is no folder of `khongdau pack`", "khongdau.json"]);
    }
}
