//! `khongdau index`: what goes in comes out, the same on any number of threads.

use crate::articles::{FIRST, JSONL};
use crate::run::Place;
use serde_json::Value;

/// Ids of the articles that match, sorted.
fn ids(place: &Place, index: &str, query: &str) -> Vec<String> {
    let found = place.run(&["search", index, query, "--json"]).ok().json();
    let hits = found["hits"].as_array().unwrap().iter();
    let mut ids: Vec<String> = hits
        .map(|hit| hit["id"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    ids
}

fn documents(place: &Place, index: &str) -> Value {
    place.run(&["inspect", index, "--json"]).ok().json()["documents"].clone()
}

#[test]
fn a_folder_is_read_with_its_folders_and_without_hidden_files() {
    let place = Place::with_folder();
    let ran = place.run(&["index", "articles", "-o", "out.kdx"]).ok();
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.starts_with("out.kdx: 2 articles, "), "{ran:#?}");
    assert_eq!(documents(&place, "out.kdx"), 2);
    assert_eq!(ids(&place, "out.kdx", "nổi"), ["a/nước", "b"]);
}

#[test]
fn all_kinds_of_inputs_go_together() {
    let place = Place::with_folder();
    place.file("news.jsonl", JSONL).file("one.TXT", FIRST);
    place
        .run(&[
            "index",
            "one.TXT",
            "news.jsonl",
            "articles",
            "-o",
            "out.kdx",
        ])
        .ok();
    assert_eq!(documents(&place, "out.kdx"), 6);
    assert_eq!(
        ids(&place, "out.kdx", "chợ nổi họp"),
        ["a/nước", "b", "nfd", "one"]
    );
}

#[test]
fn jsonl_comes_from_standard_input_as_well() {
    let place = Place::with_index();
    place
        .run_with_stdin(&["index", "-", "-o", "piped.kdx"], JSONL.as_bytes())
        .ok();
    assert!(place.read("piped.kdx") == place.read("news.kdx"));
}

#[test]
fn byte_order_mark_and_carriage_returns_do_not_matter() {
    let place = Place::with_index();
    let windows = format!("\u{FEFF}{}", JSONL.replace('\n', "\r\n"));
    place
        .file("windows.jsonl", windows)
        .run(&["index", "windows.jsonl", "-o", "windows.kdx"])
        .ok();
    assert!(place.read("windows.kdx") == place.read("news.kdx"));
}

#[test]
fn a_side_car_adds_to_its_article() {
    let place = Place::new();
    place
        .file("articles/a.txt", FIRST)
        .file("articles/a.meta", "url: https://example.vn/cho-noi\n");
    place.run(&["index", "articles", "-o", "out.kdx"]).ok();
    let found = place
        .run(&["search", "out.kdx", "chợ nổi", "--json"])
        .ok()
        .json();
    assert_eq!(found["hits"][0]["url"], "https://example.vn/cho-noi");
}

#[test]
fn the_bytes_do_not_depend_on_the_number_of_threads() {
    let place = Place::new();
    let line = |n: u32| {
        format!(
            "{{\"id\":{n},\"title\":\"Bài số {n}\",\"text\":\"từ{} chung\"}}\n",
            n % 97
        )
    };
    place.file("many.jsonl", (0..2_000).map(line).collect::<String>());
    for threads in ["1", "2", "5"] {
        let mut command = place.command();
        command
            .args(["index", "many.jsonl", "-o"])
            .arg(format!("{threads}.kdx"));
        assert!(
            command
                .env("RAYON_NUM_THREADS", threads)
                .output()
                .unwrap()
                .status
                .success()
        );
    }
    assert!(place.read("1.kdx") == place.read("2.kdx"));
    assert!(place.read("1.kdx") == place.read("5.kdx"));
}

#[test]
fn bad_articles_are_left_out_if_so_wanted() {
    let place = Place::new();
    place.file(
        "a.jsonl",
        "{\"id\":1,\"title\":\"một\"}\n{\"id\":2}\nx\n{\"id\":1,\"title\":\"hai\"}\n",
    );
    let ran = place
        .run(&["index", "a.jsonl", "-o", "a.kdx", "--skip-errors"])
        .ok();
    let lines: Vec<&str> = ran.stderr.lines().collect();
    assert!(
        lines[0].starts_with("khongdau: left out: a.jsonl:2: has neither"),
        "{ran:#?}"
    );
    assert!(
        lines[1].starts_with("khongdau: left out: a.jsonl:3: is not valid JSON"),
        "{ran:#?}"
    );
    assert!(
        lines[2].starts_with("khongdau: left out: a.jsonl:4: has the id \"1\" of a.jsonl:1"),
        "{ran:#?}"
    );
    assert!(
        lines[3].starts_with("a.kdx: 1 article (3 left out), "),
        "{ran:#?}"
    );
    assert_eq!(documents(&place, "a.kdx"), 1);
}

#[test]
fn quiet_is_quiet() {
    let place = Place::with_folder();
    let ran = place
        .run(&["index", "articles", "-o", "out.kdx", "--quiet"])
        .ok();
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
}

#[test]
fn inspect_accounts_for_every_byte() {
    let place = Place::with_index();
    let stats = place.run(&["inspect", "news.kdx", "--json"]).ok().json();
    let size = place.read("news.kdx").len() as u64;
    assert_eq!(stats["bytes"], size);
    assert_eq!(stats["documents"], 3);
    let sections = stats["sections"].as_array().unwrap();
    let held: u64 = sections
        .iter()
        .map(|section| section["bytes"].as_u64().unwrap())
        .sum();
    assert!(!sections.is_empty() && held < size);
    let table = place.run(&["inspect", "news.kdx"]).ok().stdout;
    assert!(table.starts_with("news.kdx: 3 articles, "), "{table}");
    for section in sections {
        assert!(table.contains(section["tag"].as_str().unwrap()), "{table}");
    }
}
