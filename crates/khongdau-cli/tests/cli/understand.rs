//! What `search`, `suggest` and `index --acronyms` say about what was meant.

use crate::run::Place;

#[test]
fn what_was_understood_is_said() {
    let place = Place::with_index();
    let ran = place
        .run(&["search", "news.kdx", "coong", "nghieepj", "zzyzx"])
        .ok();
    assert!(
        ran.stdout.contains("coong understood as công (telex)"),
        "{ran:#?}"
    );
    assert!(ran.stdout.contains("zzyzx is in no article"), "{ran:#?}");
    let literal = place
        .run(&["search", "news.kdx", "coong", "nghieepj", "--literal"])
        .ok();
    assert!(!literal.stdout.contains("understood"), "{literal:#?}");
    let json = place
        .run(&["search", "news.kdx", "coong nghieepj", "--json"])
        .ok();
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["understood"][0]["how"], "telex");
    assert_eq!(json["unmatched"].as_array().unwrap().len(), 0);
    assert!(json["alsoSearched"].is_array() && json["relaxed"].is_array());
}

#[test]
fn a_score_is_explained() {
    let ran = Place::with_index()
        .run(&["search", "news.kdx", "cong nghiep", "--explain"])
        .ok();
    assert!(ran.stdout.contains("word cong"), "{ran:#?}");
}

#[test]
fn suggestions_come_a_line_each() {
    let place = Place::with_index();
    let ran = place.run(&["suggest", "news.kdx", "khu cong ng"]).ok();
    assert!(ran.stdout.starts_with("Khu công nghiệp"), "{ran:#?}");
    let json = place
        .run(&["suggest", "news.kdx", "khu cong ng", "--json"])
        .ok();
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert!(json[0]["text"].is_string() && json[0]["kind"].is_string());
}

#[test]
fn a_site_has_its_own_acronyms() {
    let place = Place::new();
    place.file("a.txt", "Tin mới\n\nTrung tâm hành chính công mở cửa.\n");
    place.file("own.toml", "TTHCC = \"trung tâm hành chính công\"\n");
    place
        .run(&["index", "a.txt", "-o", "a.kdx", "--acronyms", "own.toml"])
        .ok();
    let ran = place.run(&["search", "a.kdx", "TTHCC"]).ok();
    assert!(
        ran.stdout
            .contains("TTHCC also as trung tâm hành chính công"),
        "{ran:#?}"
    );
    for (text, part) in [
        ("TTHCC = 5\n", "TTHCC"),
        ("TTHCC = \"\"\n", "TTHCC"),
        ("\n= x\n", "own.toml:2"),
    ] {
        place.file("own.toml", text);
        let ran = place.run(&["index", "a.txt", "-o", "b.kdx", "--acronyms", "own.toml"]);
        assert_eq!(ran.code, Some(1), "{ran:#?}");
        assert!(ran.stderr.contains(part), "{ran:#?}");
    }
}
