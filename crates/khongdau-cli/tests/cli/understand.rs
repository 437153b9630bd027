//! What was made of a query is said, a score is explained, queries are completed, and a site has its
//! own short forms.

use crate::run::Place;
use serde_json::{Value, json};

/// Lines of the answer for people.
fn lines(place: &Place, arguments: &[&str]) -> Vec<String> {
    let ran = place.run(arguments).ok();
    assert_eq!(ran.stderr, "");
    ran.stdout.lines().map(str::to_owned).collect()
}

/// The answer to a query for programs.
fn answer(place: &Place, index: &str, more: &[&str]) -> Value {
    place
        .run(&[&["search", index, "--json"], more].concat())
        .ok()
        .json()
}

fn ids(answer: &Value) -> Vec<&str> {
    let hits = answer["hits"].as_array().unwrap().iter();
    hits.map(|hit| hit["id"].as_str().unwrap()).collect()
}

/// Two articles that differ in their dates only, the old one first, and one without date.
fn dated() -> Place {
    let place = Place::new();
    let line = |id: &str, date: &str| {
        format!("{{\"id\":\"{id}\",\"title\":\"Chợ nổi\",\"date\":\"{date}\"}}\n")
    };
    place.file(
        "a.jsonl",
        line("old", "2001-01-01") + &line("new", "2019-12-31") + &line("some day", ""),
    );
    place.run(&["index", "a.jsonl", "-o", "a.kdx"]).ok();
    place
}

/// An index of one article, with the short forms given.
fn with_acronyms(acronyms: &str) -> Place {
    let place = Place::new();
    place
        .file("a.txt", "Tin mới\n\nTrung tâm hành chính công mở cửa.\n")
        .file("own.toml", acronyms);
    place
        .run(&["index", "a.txt", "-o", "a.kdx", "--acronyms", "own.toml"])
        .ok();
    place
}

#[test]
fn people_read_what_was_understood_below_the_articles() {
    let lines = lines(
        &Place::with_index(),
        &["search", "news.kdx", "coong", "nghieepj", "zzyzx"],
    );
    assert_eq!(lines[0], "1 article for \"coong nghieepj zzyzx\"");
    let expected = [
        "",
        "understood: coong → công (telex), nghieepj → nghiệp (telex)",
        "did you mean: công nghiệp zzyzx",
        "in no article: zzyzx",
    ];
    assert_eq!(lines[lines.len() - 4..], expected, "{lines:#?}");
}

#[test]
fn programs_read_what_was_understood() {
    let place = Place::with_index();
    let found = answer(&place, "news.kdx", &["coong nghieepj zzyzx"]);
    let understood = json!([
        { "typed": "coong", "meant": "công", "how": "telex" },
        { "typed": "nghieepj", "meant": "nghiệp", "how": "telex" },
    ]);
    assert_eq!(found["understood"], understood);
    assert_eq!(found["corrected"], "công nghiệp zzyzx");
    assert_eq!(found["unmatched"], json!(["zzyzx"]));
    assert_eq!(found["alsoSearched"], json!([]));
    assert_eq!(found["relaxed"], json!([]));
}

#[test]
fn what_was_meant_as_it_is_needs_no_word() {
    let place = Place::with_index();
    let lines = lines(&place, &["search", "news.kdx", "công nghiệp"]);
    assert_eq!(lines.len(), 5, "{lines:#?}");
    let found = answer(&place, "news.kdx", &["công nghiệp"]);
    assert_eq!(found["understood"], json!([]));
    assert_eq!(found["corrected"], Value::Null);
}

#[test]
fn literal_searches_for_the_very_words() {
    let place = Place::with_index();
    let found = answer(&place, "news.kdx", &["coong nghieepj", "--literal"]);
    assert_eq!(found["total"], 0);
    assert_eq!(found["understood"], json!([]));
    assert_eq!(found["unmatched"], json!(["coong", "nghieepj"]));
}

#[test]
fn marks_count_as_told() {
    let place = Place::with_index();
    let total = |query: &str, marks: &str| {
        answer(&place, "news.kdx", &[query, "--marks", marks])["total"].clone()
    };
    assert_eq!(total("cong nghiep", "auto"), 1);
    assert_eq!(total("cong nghiep", "exact"), 0);
    assert_eq!(total("công nghiệp", "exact"), 1);
    assert_eq!(total("cống nghiếp", "ignore"), 1);
}

#[test]
fn newer_articles_come_first_if_so_wanted() {
    let place = dated();
    assert_eq!(
        ids(&answer(&place, "a.kdx", &["chợ nổi"])),
        ["old", "new", "some day"]
    );
    assert_eq!(
        ids(&answer(&place, "a.kdx", &["chợ nổi", "--newest", "30"])),
        ["some day", "new", "old"]
    );
}

#[test]
fn what_had_to_be_given_up_is_said() {
    let place = Place::with_index();
    #[track_caller]
    fn check(place: &Place, query: &str, name: &str, sentence: &str) {
        let lines = lines(place, &["search", "news.kdx", query, "--explain"]);
        assert_eq!(lines.last().unwrap(), sentence, "{lines:#?}");
        let found = answer(place, "news.kdx", &[query]);
        assert_eq!(found["relaxed"], json!([name]));
    }
    check(
        &place,
        "\"mùa đường\"",
        "phrases",
        "no article has the phrase: its words were searched for",
    );
    check(
        &place,
        "title:người",
        "title",
        "no title has the words: whole articles were searched",
    );
}

#[test]
fn the_parts_of_a_score_stand_below_its_article() {
    let place = dated();
    let arguments = ["chợ nổi", "--newest", "30", "--limit", "1", "--offset", "1"];
    let arguments = [&["search", "a.kdx", "--explain"], &arguments[..]].concat();
    let lines = lines(&place, &arguments);
    assert_eq!(lines[2], "  2. Chợ nổi");
    assert!(lines[4].starts_with("     score "), "{lines:#?}");
    assert!(lines[5].ends_with("  word cho"), "{lines:#?}");
    assert!(lines.last().unwrap().ends_with("  age"), "{lines:#?}");

    let found = place
        .run(&[&arguments[..], &["--json"]].concat())
        .ok()
        .json();
    let hit = &found["hits"][0];
    assert_eq!(hit["explanation"]["parts"][0]["what"], "word cho");
    let parts = hit["explanation"]["parts"].as_array().unwrap().iter();
    let sum: f64 = parts.map(|part| part["score"].as_f64().unwrap()).sum();
    assert!((sum - hit["score"].as_f64().unwrap()).abs() < 1e-3, "{hit}");
}

#[test]
fn suggestions_come_a_line_each() {
    let place = Place::with_index();
    let arguments = ["suggest", "news.kdx", "khu", "cong", "ngh"];
    let lines = lines(&place, &arguments);
    assert!(
        lines[0].to_lowercase().starts_with("khu công nghiệp"),
        "{lines:#?}"
    );
    let run = |more: &[&str]| place.run(&[&arguments, more].concat()).ok();
    let found = run(&["--json"]).json();
    let found = found.as_array().unwrap();
    let texts: Vec<&str> = found
        .iter()
        .map(|one| one["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts, lines);
    for one in found {
        assert!(
            ["completion", "title"].contains(&one["kind"].as_str().unwrap()),
            "{one}"
        );
    }
    assert_eq!(run(&["--limit", "1"]).stdout.lines().count(), 1);
    assert_eq!(run(&["--limit", "0"]).stdout, "");
    assert_eq!(
        run(&["--limit", &usize::MAX.to_string()])
            .stdout
            .lines()
            .count(),
        lines.len()
    );
}

#[test]
fn nothing_to_suggest_is_no_failure() {
    let place = Place::with_index();
    for query in ["", "  ", "xyzzy", "-công"] {
        let ran = place.run(&["suggest", "news.kdx", "--", query]).ok();
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
    }
    assert_eq!(
        place
            .run(&["suggest", "news.kdx", "", "--json"])
            .ok()
            .json(),
        json!([])
    );
}

#[test]
fn a_site_has_its_own_short_forms() {
    let place = with_acronyms("\u{FEFF}# own\nTTHCC = \"trung tâm hành chính công\"\n");
    let found = answer(&place, "a.kdx", &["TTHCC"]);
    assert_eq!(found["total"], 1);
    assert_eq!(
        found["alsoSearched"],
        json!([{ "typed": "TTHCC", "also": "trung tâm hành chính công" }])
    );
    let lines = lines(&place, &["search", "a.kdx", "TTHCC"]);
    assert_eq!(
        lines.last().unwrap(),
        "searched: TTHCC also as trung tâm hành chính công"
    );
}

#[test]
fn a_short_form_may_stand_for_several_things() {
    let place = with_acronyms("\"MĐ\" = [\"mở cửa\", \"trung tâm\", \"không có\"]\n");
    let found = answer(&place, "a.kdx", &["MĐ"]);
    let also = json!([{ "typed": "MĐ", "also": "mở cửa" }, { "typed": "MĐ", "also": "trung tâm" }]);
    assert_eq!(found["alsoSearched"], also);
}

#[test]
fn short_forms_are_never_replaced_by_the_index() {
    let place = with_acronyms("TTHCC = \"trung tâm hành chính công\"\n");
    place
        .run(&[
            "index",
            "a.txt",
            "--force",
            "-o",
            "own.toml",
            "--acronyms",
            "own.toml",
        ])
        .fails(&["own.toml: is also an input"]);
}

#[test]
fn queries_cannot_play_with_the_terminal() {
    let lines = lines(
        &Place::with_index(),
        &["search", "news.kdx", "z\u{1b}[2Jzyzx \u{202e}công nghieepj"],
    );
    let is_obeyed = |c: char| c.is_control() || c == '\u{202e}';
    assert!(!lines.concat().contains(is_obeyed), "{lines:#?}");
}
