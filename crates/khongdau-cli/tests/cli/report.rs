//! What visitors download: measured, kept within a budget; and folders searched as they lie there.

use crate::run::Place;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Enough articles that words and pairs fill several blocks.
const ARTICLES: usize = 120;

impl Place {
    /// `many.kdx` of articles that differ, and `site/`, the same in shards.
    fn with_shards() -> Place {
        let place = Place::with_client();
        let words = [
            "cầu",
            "đường",
            "trường",
            "chợ",
            "rừng",
            "biển",
            "lúa",
            "thép",
            "điện",
            "nước",
            "gạo",
        ];
        let article = |at: usize| {
            let body: Vec<String> = (0..150)
                .map(|step| {
                    format!(
                        "{} số{}",
                        words[(at * 7 + step * (1 + at % 5)) % words.len()],
                        (at * 31 + step * 17) % 997
                    )
                })
                .collect();
            let title = format!(
                "Khởi công {} {} xã {at}",
                words[at % words.len()],
                words[at / 3 % words.len()]
            );
            serde_json::json!({"id": at, "title": title, "text": body.join(" ")}).to_string()
        };
        let lines: Vec<String> = (0..ARTICLES).map(article).collect();
        place
            .file("many.jsonl", lines.join("\n"))
            .run(&["index", "many.jsonl", "-o", "many.kdx", "-q"])
            .ok();
        let pack = ["pack", "many.kdx", "--client", "client", "-q"];
        place
            .run(&[&pack[..], &["--sharded", "-o", "site/"]].concat())
            .ok();
        place
    }

    fn report(&self, arguments: &[&str]) -> Value {
        let report = ["report", "--client", "client", "--json"];
        self.run(&[&report[..], arguments].concat()).ok().json()
    }
}

#[test]
fn a_folder_costs_what_its_index_would() {
    let place = Place::with_shards();
    let (index, folder) = (place.report(&["many.kdx"]), place.report(&["site"]));
    for what in [
        "articles", "queries", "perFirst", "perTyped", "rounds", "shards", "terms",
    ] {
        assert_eq!(index[what], folder[what], "{what}");
    }
    assert_eq!(index["articles"], ARTICLES);
    let size = |value: &Value| value.as_u64().unwrap();
    let first = &index["first"];
    assert!(
        size(&first["median"]) <= size(&first["p95"])
            && size(&first["p95"]) <= size(&first["worst"])
    );
    assert!(size(&index["typed"]["median"]) > size(&first["median"]));
    assert!(size(&index["perFirst"]["articles"]) > 0 && size(&index["perFirst"]["terms"]) > 0);
}

/// Bytes of the index's files below a folder.
fn bytes_below(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let bytes = entries.map(|entry| match entry.path() {
        path if path.is_dir() => bytes_below(&path),
        path if path.extension().is_some_and(|name| name == "bin") => {
            entry.metadata().unwrap().len()
        }
        _ => 0,
    });
    bytes.sum()
}

#[test]
fn inspect_counts_the_files_of_a_folder() {
    let place = Place::with_shards();
    let stats = place.run(&["inspect", "site", "--json"]).ok().json();
    assert_eq!(stats["bytes"], bytes_below(&place.path("site")));
    assert_eq!(stats["documents"], ARTICLES);
    let whole = place.run(&["inspect", "many.kdx", "--json"]).ok().json();
    assert_eq!(stats["tokens"], whole["tokens"]);
    let table = place.run(&["inspect", "site"]).ok().stdout;
    for part in [
        "site: 120 articles, ",
        "FIRST ",
        "TERM ",
        "PAIR ",
        "ARTI ",
        "COLS ",
        "KEYS ",
    ] {
        assert!(table.contains(part), "{part}: {table}");
    }
}

#[test]
fn the_rests_of_long_articles_are_packed_again_and_go() {
    let place = Place::with_client();
    let pack = [
        "pack",
        "long.kdx",
        "--client",
        "client",
        "-q",
        "--sharded",
        "-o",
        "site/",
    ];
    for run in ["một", "hai", "ba"] {
        let text = format!("Chương {run} điều lệ. ").repeat(3000);
        let line = serde_json::json!({"id": 1, "title": "Điều lệ", "text": text});
        place
            .file("long.jsonl", line.to_string())
            .run(&["index", "long.jsonl", "-o", "long.kdx", "-q", "--force"])
            .ok();
        place.run(&pack).ok();
    }
    // Those of the pack before stay for readers in the middle of it.
    assert_eq!(fs::read_dir(place.path("site/r")).unwrap().count(), 2);
    place.run(&["verify", "site"]).ok();
}

#[test]
fn the_sizes_are_those_of_the_files() {
    let place = Place::with_shards();
    place.file("queries.txt", "khoi cong cau\n\n");
    let report = place.report(&["site", "--queries", "queries.txt", "--heaviest", "1000"]);
    assert_eq!(report["queries"], 1);
    let mut all = 0;
    for file in report["fixed"].as_array().unwrap() {
        all += file["bytes"].as_u64().unwrap();
    }
    for shard in report["shards"].as_array().unwrap() {
        let bytes = place
            .read(&format!("site/{}", shard["path"].as_str().unwrap()))
            .len() as u64;
        assert_eq!(shard["bytes"], bytes);
        all += bytes;
    }
    assert_eq!(report["first"]["worst"], all);
    assert_eq!(report["first"]["worstQuery"], "khoi cong cau");
}

#[test]
fn a_budget_is_kept_or_nothing_is_written() {
    let place = Place::with_shards();
    let worst = place.report(&["site"])["first"]["worst"].as_u64().unwrap();
    let report = |budget: u64| place.run(&["report", "site", "--budget", &budget.to_string()]);
    assert_eq!(report(worst).code, Some(0));
    assert_eq!(report(worst - 1).code, Some(1));
    assert_eq!(place.run(&["report", "nowhere"]).code, Some(2));

    let pack = |folder: &str, budget: &str| {
        let pack = ["pack", "many.kdx", "--client", "client", "-q", "-o", folder];
        place.run(&[&pack[..], &["--budget", budget]].concat())
    };
    pack("small/", "100b").fails(&["small/: the query \"", "over the budget of 100 B"]);
    assert!(!place.path("small").exists());
    pack("large/", "5mb").ok();
    assert!(place.path("large/khongdau.json").exists());
}

#[test]
fn a_folder_is_searched_like_its_index() {
    let place = Place::with_shards();
    for arguments in [
        &["search", "?", "khoi cong cho", "--json"][..],
        &["search", "?", "rừng lúa", "--explain", "--limit", "3"],
        &["search", "?", "xa 17", "--sort", "newest", "--json"],
        &["suggest", "?", "khoi c"],
    ] {
        let run = |index: &str| {
            let arguments: Vec<&str> = arguments
                .iter()
                .map(|one| if *one == "?" { index } else { one })
                .collect();
            place.run(&arguments).ok().stdout
        };
        assert_eq!(run("many.kdx"), run("site/"), "{arguments:?}");
    }
    place.run(&["verify", "site"]).ok();
}

#[test]
fn a_damaged_or_lost_shard_is_named() {
    let place = Place::with_shards();
    let report = place.report(&["site", "--heaviest", "1"]);
    let shard = format!("site/{}", report["shards"][0]["path"].as_str().unwrap());
    let whole = place.read(&shard);
    place.file(&shard, &whole[..whole.len() / 2]);
    place
        .run(&["verify", "site"])
        .fails(&[&shard, ": cannot be read"]);
    std::fs::remove_file(place.path(&shard)).unwrap();
    place
        .run(&["verify", "site"])
        .fails(&[&shard, ": cannot be read"]);
}
