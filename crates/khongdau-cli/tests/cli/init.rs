//! `khongdau init` on small copies of sites.

use crate::run::{Place, Ran};

fn config(place: &Place, folder: &str) -> toml::Table {
    let text = String::from_utf8(place.read(&format!("{folder}/khongdau.toml"))).unwrap();
    text.parse()
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn inputs(place: &Place, folder: &str) -> String {
    config(place, folder)["inputs"][0]
        .as_str()
        .unwrap()
        .to_owned()
}

fn init(place: &Place) -> Ran {
    place.run(&["init", "site"])
}

#[test]
fn a_folder_of_pages() {
    let place = Place::new();
    place
        .file(
            "site/index.html",
            "<meta name=\"generator\" content=\"WordPress 6.5\"><p>Trang chủ",
        )
        .file("site/tin/a.htm", "<p>Tin")
        .file("site/tin/a.jsonl", "{}")
        .file("site/.git/b.html", "<p>")
        .file("site/node_modules/c.html", "<p>");
    let ran = init(&place).ok();
    assert_eq!(inputs(&place, "site"), ".");
    for part in [
        "HTML pages: 2, UTF-8; .jsonl: 1\n",
        "Made with WordPress\n",
        "  cd site\n  khongdau index\n",
        "  khongdau serve . --open\n",
        "  khongdau snippet tim-kiem/\n",
    ] {
        assert!(ran.stdout.contains(part), "{part}: {ran:#?}");
    }
}

#[test]
fn a_file_that_is_there_stays() {
    let place = Place::new();
    place
        .file("site/index.html", "<p>")
        .file("site/khongdau.toml", "# mine\n");
    init(&place).fails(&["khongdau.toml: is there already", "--force"]);
    assert_eq!(place.read("site/khongdau.toml"), b"# mine\n");
    place.run(&["init", "site", "--force"]).ok();
    assert_eq!(inputs(&place, "site"), ".");
    place
        .run(&["init", "nowhere"])
        .fails(&["nowhere: is no folder"]);
}

#[test]
fn projects_are_read_where_they_are_built() {
    #[track_caller]
    fn check(marks: &[&str], built: &str, name: &str) {
        let place = Place::new();
        for mark in marks {
            place.file(&format!("site/{mark}"), "");
        }
        let ran = init(&place).ok();
        assert_eq!(inputs(&place, "site"), built);
        assert!(
            ran.stdout
                .contains(&format!("build the site with {name} first")),
            "{ran:#?}"
        );
        place.file(&format!("site/{built}/index.html"), "<p>");
        let ran = place.run(&["init", "site", "--force"]).ok();
        assert!(ran.stdout.contains("HTML pages: 1"), "{ran:#?}");
        assert!(!ran.stdout.contains("first:"), "{ran:#?}");
        assert!(
            ran.stdout
                .contains(&format!("khongdau serve {built} --open\n")),
            "{ran:#?}"
        );
    }
    check(&["hugo.toml"], "public", "Hugo");
    check(&["astro.config.mjs"], "dist", "Astro");
    check(&["next.config.js"], "out", "Next");
    check(&["mkdocs.yml"], "site", "MkDocs");
    check(&["_config.yml", "_posts/a.md"], "_site", "Jekyll");
}

#[test]
fn articles_in_a_database_are_exported_first() {
    for (mark, name) in [
        ("wp-content/x.php", "WordPress"),
        ("sites/default/settings.php", "Drupal"),
        ("_layouts/x.aspx", "SharePoint"),
    ] {
        let place = Place::new();
        place.file(&format!("site/{mark}"), "");
        let ran = init(&place).ok();
        assert!(
            ran.stdout
                .contains(&format!("{name} keeps its articles in a database")),
            "{ran:#?}"
        );
    }
    let place = Place::new();
    place
        .file("site/DesktopModules/x.ascx", "")
        .file("site/Portals/x.css", "");
    assert!(init(&place).ok().stdout.contains("Made with DotNetNuke"));
}

#[test]
fn encodings_are_named() {
    for (page, name) in [
        (
            &b"<meta charset=windows-1258><p>Vi\xEA\xF2t"[..],
            "windows-1258",
        ),
        (b"\xFF\xFE<\0p\0>\0", "UTF-16"),
        (b"<font face=\".VnTime\">C\xABng", "TCVN3 (.VnTime)"),
        (b"<font face='VNI-Times'>Vie\xE4t", "VNI"),
        (b"<p>\xFF", "?"),
    ] {
        let place = Place::new();
        place.file("site/a.html", page);
        let ran = init(&place).ok();
        assert!(
            ran.stdout.starts_with(&format!("HTML pages: 1, {name}\n")),
            "{ran:#?}"
        );
    }
    // The letter cut in two at the end of what is read is none of another encoding.
    let place = Place::new();
    place.file("site/a.html", format!("a{}", "ệ".repeat(40_000)));
    assert!(
        init(&place)
            .ok()
            .stdout
            .starts_with("HTML pages: 1, UTF-8\n")
    );
}

#[test]
fn it_speaks_vietnamese() {
    let place = Place::new();
    place.file("site/index.html", "<p>");
    let mut command = place.command();
    let output = command
        .args(["init", "site"])
        .env("LANG", "vi_VN.UTF-8")
        .output();
    let ran = Ran::from(output.unwrap()).ok();
    assert!(
        ran.stdout
            .contains("Đã ghi site/khongdau.toml. Tiếp theo:\n"),
        "{ran:#?}"
    );
    let text = String::from_utf8(place.read("site/khongdau.toml")).unwrap();
    assert!(text.starts_with("# Cấu hình của khongdau"));
}

/// Every key in a comment is one that `khongdau index` knows.
#[test]
fn index_reads_the_file_with_all_its_keys() {
    let place = Place::with_client();
    place
        .file(
            "site/tin/a.html",
            "<title>Tin</title><body><p>Nội dung của trang này.",
        )
        .file("site/viet-tat.toml", "KCN = \"khu công nghiệp\"\n");
    init(&place).ok();
    let text = String::from_utf8(place.read("site/khongdau.toml")).unwrap();
    let is_key = |line: &str| line.starts_with("# ") && line.contains(" = ");
    let keys = text.lines().filter(|line| is_key(line)).count();
    assert_eq!(keys, 10, "{text}");
    let all: Vec<&str> = text
        .lines()
        .map(|line| if is_key(line) { &line[2..] } else { line })
        .map(|line| {
            if line.starts_with("root_selector") {
                "root_selector = \"body\""
            } else {
                line
            }
        })
        .map(|line| {
            if line.starts_with("output") {
                "output = \"../all.kdx\""
            } else {
                line
            }
        })
        .collect();
    place.file("site/all.toml", all.join("\n"));
    place
        .run(&["index", "--config", "site/all.toml", "--quiet"])
        .ok();
    assert!(!place.read("all.kdx").is_empty());
}
