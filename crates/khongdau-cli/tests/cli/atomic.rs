//! The output file is written whole or not at all, and only over what may be replaced.

use crate::articles::JSONL;
use crate::run::Place;
use std::fs;

#[test]
fn a_failed_run_leaves_the_old_index_and_nothing_else() {
    let place = Place::with_index();
    let old = place.read("news.kdx");
    place.file("bad.jsonl", "{\"id\":1,\"title\":\"a\"}\nx\n");
    place
        .run(&["index", "bad.jsonl", "-o", "news.kdx"])
        .fails(&["bad.jsonl:2: "]);
    assert!(place.read("news.kdx") == old);
    assert_eq!(place.names(), ["bad.jsonl", "news.jsonl", "news.kdx"]);
}

#[test]
fn an_index_is_replaced_whole_damaged_or_empty() {
    let place = Place::with_index();
    let index = place.read("news.kdx");
    for old in [&index[..], &index[..40], b""] {
        place
            .file("news.kdx", old)
            .run(&["index", "news.jsonl", "-o", "news.kdx"])
            .ok();
        assert!(place.read("news.kdx") == index);
    }
    assert_eq!(place.names(), ["news.jsonl", "news.kdx"]);
}

#[test]
fn a_file_that_is_no_index_is_replaced_by_force_only() {
    let place = Place::with_index();
    place.file("other.jsonl", JSONL);
    let arguments = ["index", "news.jsonl", "-o", "other.jsonl"];
    place
        .run(&arguments)
        .fails(&["other.jsonl: exists and is no khongdau index", "--force"]);
    assert_eq!(place.read("other.jsonl"), JSONL.as_bytes());
    place.run(&[&arguments[..], &["--force"]].concat()).ok();
    assert!(place.read("other.jsonl") == place.read("news.kdx"));
}

#[test]
fn an_input_is_never_replaced() {
    let place = Place::with_index();
    let arguments = ["index", "news.jsonl", "-o", "./news.jsonl", "--force"];
    place
        .run(&arguments)
        .fails(&["news.jsonl: is also an input"]);
    assert_eq!(place.read("news.jsonl"), JSONL.as_bytes());
}

#[test]
fn places_where_nothing_can_be_written_are_found_first() {
    let place = Place::with_index();
    fs::create_dir(place.path("folder")).unwrap();
    let check = |output: &str, parts: &[&str]| {
        // The input is missing as well: the output is looked at before the long work.
        place
            .run(&["index", "missing.jsonl", "-o", output])
            .fails(parts);
    };
    check(
        "nowhere/x.kdx",
        &["x.kdx: there is no folder nowhere: create it first"],
    );
    check("folder", &["folder: is a folder: name a file in it"]);
    check(
        "nowhere/new/",
        &["there is no folder nowhere: create it first"],
    );
    place.file("other/page.html", "x");
    check("other/", &["page.html"]);
    check("news.kdx/x.kdx", &["x.kdx: "]);
    #[cfg(unix)]
    check("/dev/null", &["/dev/null: is not a regular file"]);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::with_index();
    let mode = |name: &str| fs::metadata(place.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("news.kdx") & 0o600, 0o600);
    assert_eq!(
        mode("news.kdx"),
        mode("news.jsonl"),
        "a new file is as readable as any other"
    );

    fs::set_permissions(place.path("news.kdx"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("news.kdx", place.path("link.kdx")).unwrap();
    let old = fs::metadata(place.path("news.kdx")).unwrap();
    place.run(&["index", "news.jsonl", "-o", "link.kdx"]).ok();
    assert!(
        fs::symlink_metadata(place.path("link.kdx"))
            .unwrap()
            .is_symlink()
    );
    assert_eq!(mode("news.kdx"), 0o640);
    assert!(
        std::os::unix::fs::MetadataExt::ino(&old) != ino(&place),
        "another file took its place"
    );

    fn ino(place: &Place) -> u64 {
        std::os::unix::fs::MetadataExt::ino(&fs::metadata(place.path("news.kdx")).unwrap())
    }
}
