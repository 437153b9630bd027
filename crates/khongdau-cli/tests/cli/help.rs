//! Help is part of the interface: changes to it are seen in review. `KHONGDAU_BLESS=1` accepts them.

use crate::run::Place;
use std::fs;

#[track_caller]
fn check(arguments: &[&str], golden: &str) {
    let path = format!("{}/tests/golden/{golden}", env!("CARGO_MANIFEST_DIR"));
    let help = Place::new().run(arguments).ok();
    assert_eq!(help.stderr, "");
    if std::env::var_os("KHONGDAU_BLESS").is_some() {
        fs::write(&path, &help.stdout).unwrap();
    }
    assert_eq!(help.stdout, fs::read_to_string(&path).unwrap());
    let widest = help
        .stdout
        .lines()
        .map(|line| line.chars().count())
        .max()
        .unwrap();
    assert!(widest <= 100, "a line of {widest} characters");
}

#[test]
fn help_is_golden() {
    check(&["--help"], "help.txt");
    check(&["index", "--help"], "help-index.txt");
    check(&["extract", "--help"], "help-extract.txt");
    check(&["search", "--help"], "help-search.txt");
    check(&["suggest", "--help"], "help-suggest.txt");
    check(&["check-queries", "--help"], "help-check-queries.txt");
    check(&["inspect", "--help"], "help-inspect.txt");
    check(&["verify", "--help"], "help-verify.txt");
    check(&["report", "--help"], "help-report.txt");
    check(&["pack", "--help"], "help-pack.txt");
    check(&["snippet", "--help"], "help-snippet.txt");
    check(&["init", "--help"], "help-init.txt");
    check(&["serve", "--help"], "help-serve.txt");
    check(&["check", "--help"], "help-check.txt");
    check(&["completions", "--help"], "help-completions.txt");
    check(&["man", "--help"], "help-man.txt");
}

#[test]
fn version_names_the_program() {
    let version = Place::new().run(&["--version"]).ok();
    assert_eq!(
        version.stdout,
        concat!("khongdau ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn nonsense_is_a_usage_error() {
    #[track_caller]
    fn check(arguments: &[&str], part: &str) {
        let ran = Place::new().run(arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran:#?}");
        assert!(ran.stderr.contains(part), "{ran:#?}");
    }
    check(&[], "Usage: khongdau");
    check(&["find"], "unrecognized subcommand 'find'");
    check(&["index", "-o", "x.kdx"], "nothing is named to be indexed");
    check(&["index", "articles", "-o", "-"], "not to standard output");
    check(&["index", "-", "-", "-o", "x.kdx"], "give `-` once");
    check(&["search", "x.kdx"], "<QUERY>...");
    check(
        &["search", "x.kdx", "a", "--limit", "-1"],
        "unexpected argument '-1'",
    );
    check(&["search", "x.kdx", "a", "--limit", "many"], "--limit");
    check(
        &["search", "x.kdx", "a", "--marks", "some"],
        "auto, exact, ignore",
    );
    for days in ["0", "0.5", "nan", "inf", "soon"] {
        check(
            &["search", "x.kdx", "a", "--newest", days],
            "a number of days, at least 1",
        );
    }
    check(&["suggest", "x.kdx"], "<QUERY>...");
    check(&["serve", "--port", "70000"], "--port");
    check(&["serve", "--csp", "some"], "no-worker");
    check(&["serve", "--host=here"], "--host");
    check(&["check", "--force"], "--write");
    check(
        &["check", "http://localhost/", "--write"],
        "name it instead of an address",
    );
    check(&["completions"], "<SHELL>");
    check(&["pack", "x.kdx"], "--output <OUTPUT>");
    check(
        &["pack", "x.kdx", "-o", "x.txt"],
        "ends in .html, or a folder",
    );
    check(
        &["pack", "x.kdx", "-o", "x.html", "--file-urls"],
        "leave --file-urls out",
    );
    check(
        &["pack", "x.kdx", "-o", "x/", "--title", " "],
        "a page needs a title",
    );
    for url in [
        "www.example.vn",
        "javascript:alert(1)",
        "https://",
        "http://a b/",
    ] {
        check(
            &["pack", "x.kdx", "-o", "x/", "--base-url", url],
            "an address such as",
        );
    }
    for path in ["tim-kiem/", "//example.vn/", "javascript:alert(1)"] {
        check(&["snippet", "x", "--path", path], "begins with /");
    }
}
