//! Every mistake with an input or an index is one line that names the place and the remedy.

use crate::run::Place;

/// Indexes `inputs` in a place with `files`; nothing may be written.
#[track_caller]
fn check(files: &[(&str, &[u8])], inputs: &[&str], parts: &[&str]) {
    let place = Place::new();
    for (name, content) in files {
        place.file(name, content);
    }
    let arguments = [&["index", "-o", "out.kdx"], inputs].concat();
    place.run(&arguments).fails(parts);
    assert!(!place.path("out.kdx").exists());
}

#[test]
fn inputs_that_are_none() {
    check(
        &[],
        &["missing"],
        &["missing: cannot be read: ", "No such file"],
    );
    check(
        &[],
        &["missing.jsonl"],
        &["missing.jsonl: cannot be read: "],
    );
    check(
        &[("empty/notes.doc", b"x")],
        &["empty"],
        &["empty: the folder has no page and no text", "name another"],
    );
    check(
        &[("a.docx", b"{}")],
        &["a.docx"],
        &["a.docx: is neither a folder nor a file of a kind that is read"],
    );
    check(
        &[("a.jsonl.gz", b"x")],
        &["a.jsonl.gz"],
        &["a.jsonl.gz: is neither", "zcat"],
    );
    check(
        &[("a.jsonl", b"\n \n")],
        &["a.jsonl"],
        &["the inputs have no article: nothing to index"],
    );
}

#[test]
fn text_that_is_none() {
    let not_utf8 = b"T\xC3\xB4i vi\xEAt";
    check(
        &[("d/a.txt", not_utf8)],
        &["d"],
        &["a.txt: is not UTF-8: byte 0xEA at byte offset 7: save it as"],
    );
    check(
        &[("a.txt", b"\xFF\xFEa\0")],
        &["a.txt"],
        &["a.txt: is UTF-16: save it as UTF-8"],
    );
    check(&[("a.txt", b" \n")], &["a.txt"], &["a.txt: "]);
    check(
        &[("a.txt", b"x\n\ny"), ("a.meta", not_utf8)],
        &["a.txt"],
        &["a.txt: its side-car a.meta: is not UTF-8"],
    );
    let second = b"{\"id\":1,\"title\":\"a\"}\n{\"id\":2,\"title\":\"\xE9\"}\n";
    check(
        &[("a.jsonl", second)],
        &["a.jsonl"],
        &["a.jsonl:2: is not UTF-8: byte 0xE9 at byte offset 38"],
    );
}

#[test]
fn lines_that_are_no_articles() {
    #[track_caller]
    fn third_line(line: &str, parts: &[&str]) {
        let content = format!("{{\"id\":1,\"title\":\"a\"}}\n\n{line}\n");
        check(
            &[("news.jsonl", content.as_bytes())],
            &["news.jsonl"],
            &[&["news.jsonl:3: "], parts].concat(),
        );
    }
    third_line(
        "{\"id\":2,\"title\":}",
        &["is not valid JSON at column 17: expected value"],
    );
    third_line("{\"id\":2,", &["does not end on its line", "jq -c"]);
    third_line("[{\"id\":2}]", &["is a JSON array", "name the file .json"]);
    third_line("{\"title\":\"b\"}", &["has no \"id\""]);
    third_line(
        "{\"id\":2,\"text\":\" \"}",
        &["has neither \"title\" nor \"text\""],
    );
    third_line(
        "{\"id\":2,\"title\":\"b\",\"date\":\"mai\"}",
        &["the date \"mai\" is not understood", "YYYY-MM-DD"],
    );
    third_line(
        "{\"id\":1,\"title\":\"b\"}",
        &["has the id \"1\" of news.jsonl:1: give each article its own"],
    );
}

#[test]
fn an_id_is_unique_over_all_inputs() {
    let line = b"{\"id\":\"a\",\"title\":\"b\"}".as_slice();
    let files: &[(&str, &[u8])] = &[("x/a.txt", b"b\n\nc"), ("y.jsonl", line)];
    let first = if cfg!(windows) { "x\\a.txt" } else { "x/a.txt" };
    check(
        files,
        &["x", "y.jsonl"],
        &["y.jsonl:1: has the id \"a\" of ", first],
    );
}

/// Slips in the file of short forms, each with its line.
#[test]
fn acronyms_that_are_none() {
    #[track_caller]
    fn check(acronyms: impl AsRef<[u8]>, parts: &[&str]) {
        let place = Place::with_folder();
        place.file("own.toml", acronyms);
        place
            .run(&["index", "articles", "-o", "a.kdx", "--acronyms", "own.toml"])
            .fails(parts);
        assert!(!place.path("a.kdx").exists());
    }
    #[track_caller]
    fn third_line(line: &str, parts: &[&str]) {
        check(
            format!("KCN = \"khu công nghiệp\"\n\n{line}\n"),
            &[&["own.toml:3: "], parts].concat(),
        );
    }
    third_line(
        "TP = 5",
        &["what TP stands for is text or a list of texts, not an integer"],
    );
    third_line("TP = [\"thành phố\", true]", &["not a boolean"]);
    third_line("TP = [[\"thành phố\"]]", &["not an array"]);
    third_line("[TP]\nlong = \"thành phố\"", &["not a table"]);
    third_line("TP = []", &["the list for TP is empty"]);
    third_line(
        "TP = \" \"",
        &["has no words: write it out, or leave TP out"],
    );
    third_line("TP = [\"thành phố\", \"…\"]", &["has no words"]);
    third_line(
        &format!("TP = \"{}\"", "a ".repeat(17)),
        &["has 17 syllables: write at most 16"],
    );
    third_line(
        "\"\" = \"thành phố\"",
        &["the short form \"\" has no letters"],
    );
    third_line("ĐH = \"đại học\"", &["in quotes"]);
    third_line("KCN = \"khu chế xuất\"", &["duplicate key"]);
    third_line("TP thành phố", &[]);
    check("", &["own.toml: has no short form: write some, such as"]);
    check("# later\n", &["own.toml: has no short form"]);
    check(b"# vi\xEAt\n", &["own.toml: is not UTF-8 (byte 4)"]);
    let place = Place::with_folder();
    for unreadable in ["missing.toml", "articles"] {
        let start = format!("{unreadable}: cannot be read: ");
        place
            .run(&["index", "articles", "-o", "a.kdx", "--acronyms", unreadable])
            .fails(&[&start]);
    }
}

#[test]
fn messages_cannot_play_with_the_terminal() {
    let line = "{\"id\":\"\\u001b[2J\\u202e\",\"title\":\"b\"}\n";
    check(
        &[("a.jsonl", line.repeat(2).as_bytes())],
        &["a.jsonl"],
        &["has the id \"[2J\" of"],
    );
}

#[test]
fn standard_input_is_named() {
    let place = Place::new();
    place
        .run_with_stdin(&["index", "-", "-o", "a.kdx"], b"x")
        .fails(&["standard input:1: is not valid JSON"]);
}

#[cfg(unix)]
#[test]
fn links_to_nowhere_matter_only_where_they_are_read() {
    let place = Place::with_folder();
    std::os::unix::fs::symlink("nowhere", place.path("articles/notes.pdf")).unwrap();
    place.run(&["index", "articles", "-o", "out.kdx"]).ok();
    std::os::unix::fs::symlink("nowhere", place.path("articles/z.txt")).unwrap();
    place
        .run(&["index", "articles", "-o", "out.kdx"])
        .fails(&["articles/z.txt: cannot be read: "]);
}

#[test]
fn indexes_that_are_none() {
    let place = Place::with_index();
    let whole = place.read("news.kdx");
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    place
        .file("damaged.kdx", damaged)
        .file("short.kdx", &whole[..whole.len() - 1])
        .file("a.txt", "x");
    std::fs::create_dir(place.path("folder")).unwrap();
    for command in ["search", "suggest", "inspect", "verify"] {
        let check = |file: &str, parts: &[&str]| {
            let query: &[&str] = match command {
                "search" | "suggest" => &["word"],
                _ => &[],
            };
            place.run(&[&[command, file], query].concat()).fails(parts);
        };
        check("missing.kdx", &["missing.kdx: cannot be read: "]);
        let folder = "folder: has no khongdau.json, so `khongdau pack` did not write it";
        check("folder", &[folder]);
        check("a.txt", &["a.txt: this is not a khongdau index"]);
        check("short.kdx", &["short.kdx: the index should have "]);
        check("damaged.kdx", &["damaged.kdx: the index is damaged"]);
    }
}

#[test]
fn verify_says_ok_with_counts() {
    let ran = Place::with_index().run(&["verify", "news.kdx"]).ok();
    assert!(
        ran.stdout.starts_with("OK: news.kdx: 3 articles, "),
        "{ran:#?}"
    );
    assert_eq!(ran.stderr, "");
}
