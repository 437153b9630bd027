//! What goes wrong on real disks: files that are none, links in circles, a full disk, a kill in the
//! middle. Each is a sentence, and what was there stays.

use crate::run::{Place, Ran};
use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0";
const GOOD: &str = "Chợ nổi trên sông\n\nChợ nổi họp từ sáng sớm, thuyền ghe tấp nập.\n";

impl Place {
    /// Indexes `site`; `more` are flags.
    fn site(&self, more: &[&str]) -> Ran {
        self.run(&[&["index", "site", "-o", "a.kdx", "-q"], more].concat())
    }
}

/// A file that cannot be an article is named with the reason; `--keep-going` does without it.
#[track_caller]
fn spoils(name: &str, content: &[u8], parts: &[&str]) {
    let place = Place::new();
    place
        .file("site/a.txt", GOOD)
        .file(&format!("site/{name}"), content);
    place.site(&[]).fails(&[&[name], parts].concat());
    assert!(!place.path("a.kdx").exists());
    let ran = place.site(&["--keep-going"]).ok();
    assert!(
        ran.stderr.contains("left out: ") && ran.stderr.contains(name),
        "{ran:#?}"
    );
    assert!(place.path("a.kdx").exists());
}

#[test]
fn pictures_with_the_names_of_pages() {
    spoils("b.html", PNG, &["is no text"]);
    spoils("b.md", PNG, &["is no text"]);
    spoils("b.txt", PNG, &["is not UTF-8"]);
}

#[test]
fn empty_and_huge_files() {
    spoils("b.txt", b"", &["has no text"]);
    let place = Place::new();
    place.file("site/a.txt", GOOD);
    for name in ["site/b.html", "site/c.txt"] {
        // Holes take no room on the disk.
        let file = fs::File::create(place.path(name)).unwrap();
        file.set_len(100 << 20).unwrap();
    }
    place
        .site(&[])
        .fails(&["is longer than 67108864 bytes: no article is"]);
    let ran = place.site(&["--keep-going"]).ok();
    assert_eq!(ran.stderr.matches("is longer than").count(), 2, "{ran:#?}");
}

#[cfg(unix)]
#[test]
fn links_in_circles() {
    let place = Place::new();
    place.file("site/a.txt", GOOD);
    std::os::unix::fs::symlink("..", place.path("site/again")).unwrap();
    place.site(&[]).fails(&["again", "loop"]);
}

#[test]
fn one_id_or_one_address_twice() {
    let place = Place::new();
    place
        .file("one.jsonl", "{\"id\":1,\"title\":\"a\"}\n")
        .file("two.jsonl", "\n{\"id\":1,\"title\":\"b\"}\n");
    let run = |more: &[&str]| {
        place.run(&[&["index", "one.jsonl", "two.jsonl", "-o", "a.kdx"], more].concat())
    };
    run(&[]).fails(&["two.jsonl:2: has the id \"1\" of one.jsonl:1"]);
    let ran = run(&["--keep-going"]).ok();
    assert!(
        ran.stderr.contains("left out: two.jsonl:2: has the id"),
        "{ran:#?}"
    );

    let text = "Thân bài đủ dài để là một bài, có nhiều chữ và nhiều câu. ".repeat(4);
    let page = format!("<link rel=canonical href=https://a.vn/x><h1>Một</h1><p>{text}</p>");
    place.file("site/a.html", &page).file("site/b.html", &page);
    let ran = place.run(&["index", "site", "-o", "b.kdx"]).ok();
    assert!(
        ran.stderr
            .contains("skipped 1 page: is the page of an address that another one is"),
        "{ran:#?}"
    );
}

/// The limit on the size of files is what a full disk is to a program: a write that fails half way.
#[cfg(unix)]
#[test]
fn a_disk_without_room_leaves_the_old_index() {
    let place = Place::with_index();
    let old = place.read("news.kdx");
    let line = |at: usize| {
        serde_json::json!({"id": at, "title": format!("Bài số {at}"), "text": GOOD.repeat(at % 40)})
            .to_string()
    };
    let lines: Vec<String> = (0..400).map(line).collect();
    place.file("many.jsonl", lines.join("\n"));
    let index = |limit: &str, output: &str| {
        let program = env!("CARGO_BIN_EXE_khongdau");
        let script = format!(
            "trap '' XFSZ; ulimit -f {limit}; exec {program} index many.jsonl -q -o {output}"
        );
        let mut shell = std::process::Command::new("sh");
        Ran::from(
            shell
                .current_dir(place.path("."))
                .args(["-c", &script])
                .output()
                .unwrap(),
        )
    };
    let before = place.names();
    index("8", "news.kdx").fails(&["news.kdx: cannot be written", "File too large"]);
    assert!(place.read("news.kdx") == old);
    assert_eq!(place.names(), before);
    index("unlimited", "news.kdx").ok();
    assert!(place.read("news.kdx") != old);
}

/// Killed while it writes a folder: what was published before is whole, and the next run completes.
#[test]
fn a_kill_in_the_middle_leaves_what_was_published() {
    let place = Place::with_client();
    let articles = |from: usize| -> String {
        let line = |at: usize| {
            format!(
                "{{\"id\":{at},\"title\":\"Bài {at}\",\"text\":\"số {} và {}\"}}\n",
                at * 7,
                at * 13 % 97
            )
        };
        (from..from + 600).map(line).collect()
    };
    let pack = [
        "pack",
        "a.kdx",
        "--client",
        "client",
        "--sharded",
        "-q",
        "-o",
        "site/",
    ];
    place
        .file("a.jsonl", articles(0))
        .run(&["index", "a.jsonl", "-o", "a.kdx"])
        .ok();
    place.run(&pack).ok();
    let published = place.read("site/khongdau.json");
    place
        .file("a.jsonl", articles(300))
        .run(&["index", "a.jsonl", "-o", "a.kdx"])
        .ok();
    let mut killed = false;
    for wait in [0, 2, 5, 10, 20, 40] {
        let mut command = place.command();
        let mut child = command.args(pack).stdout(Stdio::null()).spawn().unwrap();
        let started = Instant::now();
        while started.elapsed() < Duration::from_millis(wait) {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        let ended = child.wait().unwrap().success();
        killed |= !ended;
        // The manifest is the old one or the new one, and all that it leads to is there.
        place.run(&["verify", "site"]).ok();
        if ended || place.read("site/khongdau.json") != published {
            break;
        }
    }
    assert!(killed, "no run was killed");
    place.run(&pack).ok();
    assert!(place.read("site/khongdau.json") != published);
    place.run(&["verify", "site"]).ok();
    let names = place.names_in("site");
    assert!(
        names.iter().all(|name| !name.ends_with(".tmp")),
        "{names:?}"
    );
}
