//! `khongdau search`: the same answer for people and for programs.

use crate::run::Place;
use std::process::Stdio;

#[test]
fn people_read_title_details_and_passage() {
    let ran = Place::with_index()
        .run(&["search", "news.kdx", "duong", "lay", "loi"])
        .ok();
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines[0], "1 article for \"duong lay loi\"");
    assert_eq!(lines[1], "");
    assert_eq!(lines[2], "  1. Đường lầy lội 🌧️ vào mùa mưa");
    assert_eq!(
        lines[3],
        "     2023-06-13 · Báo Thử nghiệm · /duong-lay.html"
    );
    assert!(lines[4].contains("Con đường vào xã lầy lội"), "{ran:#?}");
    assert_eq!(ran.stderr, "");
}

#[test]
fn an_article_without_page_is_named_by_its_id() {
    let ran = Place::with_index()
        .run(&["search", "news.kdx", "cong nghiep"])
        .ok();
    assert!(
        ran.stdout.contains("Khu công nghiệp mới\n     42\n"),
        "{ran:#?}"
    );
}

#[test]
fn nothing_found_is_no_failure() {
    let ran = Place::with_index()
        .run(&["search", "news.kdx", "không_có_gì_xyz"])
        .ok();
    assert!(
        ran.stdout
            .starts_with("No article for \"không_có_gì_xyz\"\n"),
        "{ran:#?}"
    );
    assert!(
        ran.stdout.contains("\nin no article: không, có, gì, xyz\n"),
        "{ran:#?}"
    );
    let ran = Place::with_index()
        .run(&["search", "news.kdx", "  ", "--json"])
        .ok();
    assert_eq!(
        ran.json(),
        serde_json::json!({
            "query": "  ", "total": 0, "hits": [], "understood": [], "corrected": null,
            "alsoSearched": [], "unmatched": [], "relaxed": [],
            "facets": { "source": [], "year": [] }
        })
    );
}

#[test]
fn sources_and_days_restrict_and_are_counted() {
    let place = Place::with_index();
    let run = |more: &[&str]| {
        let query = ["search", "news.kdx", "đường", "--json"];
        place.run(&[&query, more].concat()).ok().json()
    };
    let all = run(&[]);
    assert_eq!(
        all["facets"]["source"],
        serde_json::json!([{ "value": "Báo Thử nghiệm", "count": 1 }])
    );
    assert_eq!(
        all["facets"]["year"],
        serde_json::json!([{ "value": "2023", "count": 1 }])
    );
    for (flags, total) in [
        (&["--source", "Báo Thử nghiệm"] as &[&str], 1),
        (&["--source", "báo thử nghiệm"], 0),
        (&["--source", "khác", "--source", "Báo Thử nghiệm"], 1),
        (&["--year", "2022", "--year", "2023"], 1),
        (&["--year", "2022"], 0),
        (&["--from", "2023-06-13", "--to", "2023-06-13"], 1),
        (&["--from", "2023-06-14"], 0),
    ] {
        assert_eq!(run(flags)["total"], total, "{flags:?}");
    }
    let wrong = place.run(&["search", "news.kdx", "đường", "--from", "13/6/2023"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.stderr.contains("YYYY-MM-DD"), "{wrong:#?}");
}

#[test]
fn programs_read_json_with_ranges_as_javascript_counts() {
    let ran = Place::with_index()
        .run(&["search", "news.kdx", "lầy lội", "--json"])
        .ok();
    assert_eq!(ran.stdout.matches('\n').count(), 1);
    let found = ran.json();
    assert_eq!(
        (&found["query"], &found["total"]),
        (&"lầy lội".into(), &1.into())
    );
    let hit = &found["hits"][0];
    let mut keys: Vec<&str> = hit
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    let expected = [
        "date",
        "id",
        "score",
        "snippet",
        "snippetRanges",
        "source",
        "title",
        "titleRanges",
        "url",
    ];
    assert_eq!(keys, expected);
    assert_eq!(hit["id"], "duong-lay");
    assert_eq!(hit["date"], "2023-06-13");
    assert!(hit["score"].as_f64().unwrap() > 0.0);
    assert!(marked(hit, "title").concat().contains("lầy"), "{hit}");
    assert!(marked(hit, "snippet").concat().contains("lầy"), "{hit}");
}

#[test]
fn ranges_after_an_emoji_still_fit() {
    let found = Place::with_index()
        .run(&["search", "news.kdx", "mùa mưa", "--json"])
        .ok()
        .json();
    assert_eq!(marked(&found["hits"][0], "title").join(" "), "mùa mưa");
}

#[test]
fn what_is_unknown_is_null() {
    let found = Place::with_index()
        .run(&["search", "news.kdx", "công nghiệp", "--json"])
        .ok()
        .json();
    let hit = &found["hits"][0];
    assert_eq!((&hit["id"], &hit["url"]), (&"42".into(), &"".into()));
    assert!(hit["date"].is_null() && hit["source"].is_null());
}

/// What the ranges of a field cut out of it, by UTF-16 code units.
fn marked(hit: &serde_json::Value, field: &str) -> Vec<String> {
    let units: Vec<u16> = hit[field].as_str().unwrap().encode_utf16().collect();
    let ranges = hit[format!("{field}Ranges")].as_array().unwrap().iter();
    let at = |value: &serde_json::Value| value.as_u64().unwrap() as usize;
    ranges
        .map(|range| String::from_utf16(&units[at(&range[0])..at(&range[1])]).unwrap())
        .collect()
}

#[test]
fn pages_of_results() {
    let place = Place::new();
    let line = |n: u32| format!("{{\"id\":{n},\"title\":\"Chợ số {n}\"}}\n");
    place
        .file("a.jsonl", (1..=25).map(line).collect::<String>())
        .run(&["index", "a.jsonl", "-o", "a.kdx"])
        .ok();
    let run = |arguments: &[&str]| {
        place
            .run(&[&["search", "a.kdx", "chợ"], arguments].concat())
            .ok()
    };
    let first_line = |arguments: &[&str]| run(arguments).stdout.lines().next().unwrap().to_owned();
    assert_eq!(first_line(&[]), "25 articles for \"chợ\", 1 to 10");
    assert_eq!(
        first_line(&["--limit", "3", "--offset", "24"]),
        "25 articles for \"chợ\", 25 to 25"
    );
    assert_eq!(first_line(&["--limit", "100"]), "25 articles for \"chợ\"");
    assert_eq!(
        first_line(&["--limit", "0"]),
        "25 articles for \"chợ\", none shown"
    );
    assert_eq!(
        first_line(&["--offset", "25"]),
        "25 articles for \"chợ\", none shown"
    );
    let most = usize::MAX.to_string();
    assert_eq!(
        first_line(&["--limit", &most, "--offset", &most]),
        "25 articles for \"chợ\", none shown"
    );
    assert!(
        run(&["--offset", "9", "--limit", "1"])
            .stdout
            .contains("\n 10. ")
    );
    assert_eq!(
        run(&["--limit", "4", "--json"]).json()["hits"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
}

#[test]
fn an_unfinished_word_is_found_with_prefix_only() {
    let place = Place::with_index();
    let finds = |arguments: &[&str]| {
        let command = [&["search", "news.kdx", "--json"], arguments].concat();
        let found = place.run(&command).ok().json();
        found["hits"]
            .as_array()
            .unwrap()
            .iter()
            .any(|hit| hit["id"] == "42")
    };
    assert!(!finds(&["nghi"]));
    assert!(finds(&["--prefix", "nghi"]));
    assert!(finds(&["--prefix", "công", "nghi"]));
}

#[test]
fn colour_is_for_terminals() {
    let place = Place::with_index();
    let arguments = ["search", "news.kdx", "lầy lội"];
    assert!(!place.run(&arguments).ok().stdout.contains('\u{1b}'));
    let coloured = |no_color: bool| {
        let mut command = place.command();
        command.args(arguments).env("CLICOLOR_FORCE", "1");
        if no_color {
            command.env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
        }
        String::from_utf8(command.output().unwrap().stdout)
            .unwrap()
            .contains('\u{1b}')
    };
    assert!(coloured(false));
    assert!(!coloured(true));
}

#[test]
fn articles_cannot_play_with_the_terminal() {
    let place = Place::new();
    let article = r#"{"id":"\u001b]0;x\u0007","title":"xấu \u001b[31m\u009b2J\u202Eđảo","url":"/\u001b[A","text":"xấu\u0007 tính"}"#;
    place
        .file("a.jsonl", article)
        .run(&["index", "a.jsonl", "-o", "a.kdx"])
        .ok();
    let is_obeyed = |c: char| (c.is_control() && c != '\n') || c == '\u{202E}';
    for form in [
        &["search", "a.kdx", "xấu"] as &[&str],
        &["search", "a.kdx", "xấu", "--json"],
    ] {
        let ran = place.run(form).ok();
        assert!(ran.stdout.contains("đảo"), "{ran:#?}");
        assert!(!ran.stdout.contains(is_obeyed), "{ran:#?}");
    }
    let found = place.run(&["search", "a.kdx", "xấu", "--json"]).ok().json();
    assert!(
        found["hits"][0]["title"]
            .as_str()
            .unwrap()
            .contains("\u{9b}2J\u{202E}"),
        "{found}"
    );
}

/// `khongdau search … | head -0`: nobody reads, and that is not our failure.
#[test]
fn a_closed_pipe_is_no_failure() {
    let place = Place::with_index();
    for form in [
        &["search", "news.kdx", "chợ"] as &[&str],
        &["inspect", "news.kdx", "--json"],
        &["--help"],
    ] {
        let mut command = place.command();
        let command = command
            .args(form)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = command
            .stdout(writer)
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        assert_eq!(
            (output.status.code(), output.stderr.as_slice()),
            (Some(0), b"".as_slice())
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    let place = Place::with_index();
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = place
        .command()
        .args(["search", "news.kdx", "chợ"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("cannot write to standard output: No space")
    );
}
