//! `khongdau check-queries`: lost queries, and files that cannot be checked.

use crate::run::{Place, Ran};
use serde_json::json;

const FOUND: &str =
    "[[query]]\ntext = \"duong lay loi\"\ndocument = \"duong-lay\"   # the page about mud\n";

fn query(text: &str, document: &str) -> String {
    format!("\n[[query]]\ntext = \"{text}\"\ndocument = \"{document}\"\n")
}

fn check(content: impl AsRef<[u8]>, more: &[&str]) -> Ran {
    let place = Place::with_index();
    place.file("queries.toml", content);
    place.run(&[&["check-queries", "news.kdx", "queries.toml"], more].concat())
}

#[test]
fn all_found() {
    let ran = check(FOUND, &[]).ok();
    assert_eq!(ran.stdout, "1 query: 1 found, 0 lost\n");
    assert_eq!(ran.stderr, "");
}

#[test]
fn a_url_names_a_document_and_the_last_word_may_be_unfinished() {
    check(query("duong lay l", "/duong-lay.html"), &[]).ok();
}

#[test]
fn each_lost_query_is_a_line() {
    let ran = check(
        FOUND.to_owned() + &query("công nghiệp", "duong-lay") + &query("xyz", "42"),
        &[],
    );
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""), "{ran:#?}");
    let lines: Vec<&str> = ran.stdout.lines().collect();
    let expected = [
        "queries.toml:6: \"công nghiệp\": duong-lay is not among the first 100; \
         first is 42 \"Khu công nghiệp mới\"",
        "queries.toml:10: \"xyz\": 42 is not among the first 100; nothing is found",
        "3 queries: 1 found, 2 lost",
    ];
    assert_eq!(lines, expected);
}

/// Three articles of one word, more and more diluted.
fn ranked() -> Place {
    let place = Place::new();
    let line = |n: usize| {
        let text = " và chuyện khác".repeat(8 * n);
        format!("{{\"id\":{n},\"title\":\"Bài {n}\",\"text\":\"Chợ nổi{text}\"}}\n")
    };
    let lines: String = (1..=3).map(line).collect();
    place.file("a.jsonl", lines);
    place.run(&["index", "a.jsonl", "-o", "a.kdx"]).ok();
    place
}

#[test]
fn top_says_how_far_down_is_good_enough() {
    let place = ranked();
    let run = |top: &str| {
        place.file("q.toml", query("chợ nổi", "3") + top);
        place.run(&["check-queries", "a.kdx", "q.toml"])
    };
    run("top = 3").ok();
    for (top, wanted) in [("", "not first"), ("top = 2", "not among the first 2")] {
        let ran = run(top);
        assert_eq!(ran.code, Some(1), "{ran:#?}");
        let line = format!("q.toml:3: \"chợ nổi\": 3 is at rank 3, {wanted}; first is 1 \"Bài 1\"");
        assert_eq!(ran.stdout.lines().next(), Some(line.as_str()));
    }
}

#[test]
fn programs_read_json() {
    let ran = check(
        FOUND.to_owned() + &query("công nghiệp", "duong-lay"),
        &["--json"],
    );
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    let lost = json!({
        "line": 6, "text": "công nghiệp", "document": "duong-lay", "top": 1, "rank": null,
        "first": { "id": "42", "title": "Khu công nghiệp mới" },
    });
    assert_eq!(ran.json(), json!({ "queries": 2, "lost": [lost] }));
    let ran = check(FOUND, &["--json"]).ok();
    assert_eq!(ran.json(), json!({ "queries": 1, "lost": [] }));
}

/// Exit code 2, and one line with all `parts` on standard error.
#[track_caller]
fn refused(ran: Ran, parts: &[&str]) {
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran:#?}");
    assert_eq!(ran.stderr.matches('\n').count(), 1, "{ran:#?}");
    for part in parts {
        assert!(ran.stderr.contains(part), "{part:?} is not in {ran:#?}");
    }
}

#[test]
fn slips_are_named_by_file_and_line() {
    #[track_caller]
    fn slip(second: &str, line: &str, parts: &[&str]) {
        let start = format!("khongdau: queries.toml:{line}: ");
        refused(
            check(FOUND.to_owned() + second, &[]),
            &[&[start.as_str()], parts].concat(),
        );
    }
    slip("tpo = 3\n", "4", &["unknown key `tpo`", "`top`"]);
    slip("[site]\n", "4", &["unknown key `site`"]);
    slip(&query(" ", "42"), "6", &["is empty: write what is typed"]);
    slip(&query("a", ""), "7", &["is empty"]);
    slip(
        &query("a", "43"),
        "6",
        &["news.kdx has no document with the id or URL \"43\""],
    );
    slip(
        "top = 0\n",
        "4",
        &["top is 0: it counts hits, from 1 to 100"],
    );
    slip("top = 101\n", "4", &["top is 101"]);
    slip("top = -1\n", "4", &["top is -1"]);
    slip("top = \"3\"\n", "4", &["invalid type: string \"3\""]);
    slip(
        "\n[[query]]\ntext = \"a\"\n",
        "5",
        &["missing key `document`"],
    );
    slip("text = 1\n", "4", &["duplicate key"]);
    slip("text\n", "4", &[]);
}

#[test]
fn files_that_are_none() {
    refused(
        check("# later\n", &[]),
        &["queries.toml: has no [[query]]: nothing to check"],
    );
    refused(
        check(b"# vi\xEAt\n", &[]),
        &["queries.toml: is not UTF-8 (byte 4)"],
    );
    let place = Place::with_index();
    refused(
        place.run(&["check-queries", "news.kdx", "missing.toml"]),
        &["missing.toml: cannot be read: "],
    );
    place.file("queries.toml", FOUND);
    refused(
        place.run(&["check-queries", "missing.kdx", "queries.toml"]),
        &["missing.kdx: cannot be read: "],
    );
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    check(format!("\u{FEFF}{FOUND}"), &[]).ok();
}

#[test]
fn messages_cannot_play_with_the_terminal() {
    let ran = check(query("\\u001b[2J\\u202ecông", "duong-lay"), &[]);
    assert!(ran.stdout.contains("\"[2Jcông\""), "{ran:#?}");
    refused(
        check(query("a", "\\u001b[2J"), &[]),
        &["URL \"\\u{1b}[2J\""],
    );
}
