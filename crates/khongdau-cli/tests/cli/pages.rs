//! What sites have: pages, Markdown, tables, feeds; what is found in them, and a configuration.

use crate::run::Place;
use serde_json::Value;

const LONG: &str = "Hội đồng nhân dân tỉnh đã thông qua nghị quyết về phát triển khu công nghiệp xanh, \
    trong đó yêu cầu các dự án mới phải có hệ thống xử lý nước thải trước khi đi vào hoạt động.";

/// A page of ASP.NET: all of it is one form.
fn web_forms() -> String {
    format!(
        r#"<!DOCTYPE html><html lang="vi"><head><title>Nghị quyết mới - Cổng thông tin</title>
        <meta property="og:site_name" content="Cổng thông tin"></head><body>
        <form id="aspnetForm" method="post"><input type="hidden" name="__VIEWSTATE" value="xyz">
        <div class="menu"><ul><li><a href="/">Trang chủ</a></li><li><a href="/2">Liên hệ</a></li></ul></div>
        <table><tr><td><h1>Nghị quyết mới</h1><span>Thứ Ba, 13/12/2022 10:05</span>
        <div><p>{LONG}</p><p><b>Điều 1.</b>&nbsp;Phạm&#32;vi</p><h2 id="dieu-2">Điều 2</h2><p>{LONG}</p></div>
        <div>Tin liên quan</div><ul><li><a href="/a">Bài khác một</a></li><li><a href="/b">Bài khác hai</a></li></ul>
        </td></tr></table></form></body></html>"#
    )
}

fn page(head: &str, body: &str) -> String {
    format!("<html><head>{head}</head><body>{body}<p>{LONG}</p></body></html>")
}

fn extracted(place: &Place, arguments: &[&str]) -> Value {
    let arguments = [&["extract", "--json"], arguments].concat();
    place.run(&arguments).ok().json()
}

#[test]
fn a_page_in_a_form_is_read() {
    let place = Place::new();
    place.file("tin/moi.aspx", web_forms());
    let found = extracted(&place, &["tin/moi.aspx"]);
    assert_eq!(found["title"], "Nghị quyết mới");
    assert_eq!(found["date"], "2022-12-13");
    assert_eq!(found["source"], "Cổng thông tin");
    assert_eq!(found["lang"], "vi");
    assert_eq!(
        found["text"],
        format!("{LONG}\nĐiều 1. Phạm vi\nĐiều 2\n{LONG}")
    );
    assert_eq!(found["sections"][0]["anchor"], "dieu-2");
    assert_eq!(found["sections"][0]["paragraph"], 2);
    assert_eq!(found["found"]["title"], "<h1>");
}

#[test]
fn results_lead_to_sections() {
    let place = Place::new();
    place.file("tin/moi.aspx", web_forms());
    place.run(&["index", "tin", "-o", "a.kdx", "-q"]).ok();
    let found = place
        .run(&["search", "a.kdx", "dieu 2", "--json"])
        .ok()
        .json();
    let section = &found["hits"][0]["sections"][0];
    assert_eq!(
        (&section["title"], &section["url"]),
        (&"Điều 2".into(), &"/moi.aspx#dieu-2".into())
    );
    assert_eq!(section["titleRanges"], serde_json::json!([[0, 6]]));
    let shown = place.run(&["search", "a.kdx", "dieu 2"]).ok().stdout;
    assert!(shown.contains("› Điều 2 /moi.aspx#dieu-2"), "{shown}");
}

#[test]
fn attributes_say_what_is_meant() {
    let place = Place::new();
    let marked = page(
        "<title>Sai</title>",
        r#"<nav>menu</nav><main data-pagefind-body data-pagefind-filter="loại:nghị định">
        <h1 data-pagefind-meta="title">Đúng</h1><time data-pagefind-meta="date[datetime]" datetime="2024-01-02">hôm qua</time>
        <p>Giữ lại</p><p data-pagefind-ignore>Bỏ đi</p></main><p>Ngoài</p>"#,
    );
    place.file("a.html", marked);
    let found = extracted(&place, &["a.html"]);
    assert_eq!(
        (&found["title"], &found["date"]),
        (&"Đúng".into(), &"2024-01-02".into())
    );
    assert_eq!(
        found["filters"][0],
        serde_json::json!(["loại", "nghị định"])
    );
    let text = found["text"].as_str().unwrap();
    assert!(
        text.contains("Giữ lại") && !text.contains("Bỏ đi") && !text.contains("Ngoài"),
        "{text}"
    );
}

#[test]
fn pages_that_are_skipped_are_named() {
    let place = Place::new();
    let noindex = page(
        r#"<title>Kín</title><meta name="robots" content="noindex, follow">"#,
        "",
    );
    place
        .file("site/a.html", web_forms())
        .file("site/kin.html", noindex);
    let ran = place.run(&["index", "site", "-o", "x.kdx"]).ok();
    assert!(
        ran.stderr
            .contains("skipped 1 page: asks not to be indexed"),
        "{ran:#?}"
    );
    assert!(ran.stderr.contains("kin.html"), "{ran:#?}");
    let strict = place.run(&["index", "site", "-o", "strict.kdx", "--strict"]);
    assert_eq!(strict.code, Some(1), "{strict:#?}");
    assert!(!place.path("strict.kdx").exists());
    place
        .run(&[
            "index",
            "site",
            "-o",
            "all.kdx",
            "--strict",
            "--keep-noindex",
        ])
        .ok();
    // Where one page marks its text, those that do not are no articles.
    place.file(
        "site/marked.html",
        page(
            "<title>Có</title>",
            "<div data-khongdau-body>Có đánh dấu</div>",
        ),
    );
    let ran = place.run(&["index", "site", "-o", "x.kdx"]).ok();
    assert!(ran.stderr.contains("1 article, "), "{ran:#?}");
    assert!(ran.stderr.contains("data-khongdau-body"), "{ran:#?}");
}

#[test]
fn addresses_are_those_of_the_site() {
    let place = Place::new();
    place.file("site/index.html", page("<title>Đầu</title>", ""));
    place.file("site/tin tức/index.html", page("<title>Tin</title>", ""));
    place.file(
        "site/b.html",
        page(
            r#"<title>B</title><link rel="canonical" href="https://www.example.vn/bai-b">"#,
            "",
        ),
    );
    place.file(
        "site/copy.html",
        page(
            r#"<title>B</title><link rel="canonical" href="https://www.example.vn/bai-b">"#,
            "",
        ),
    );
    let ran = place
        .run(&[
            "index",
            "site",
            "-o",
            "x.kdx",
            "--base-url",
            "https://www.example.vn",
        ])
        .ok();
    assert!(ran.stderr.contains("3 articles, "), "{ran:#?}");
    assert!(ran.stderr.contains("copy.html"), "{ran:#?}");
    let found = place
        .run(&["search", "x.kdx", "nghi quyet", "--json"])
        .ok()
        .json();
    let mut urls: Vec<&str> = found["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["url"].as_str().unwrap())
        .collect();
    urls.sort_unstable();
    assert_eq!(
        urls,
        [
            "https://www.example.vn/",
            "https://www.example.vn/bai-b",
            "https://www.example.vn/tin%20tức/"
        ]
    );
}

#[test]
fn other_formats_are_read() {
    let place = Place::new();
    place
        .file("a.md", "---\ntitle: Luật đất đai\n---\nThân bài\n")
        .file("b.csv", "id,tiêu đề,nội dung\n1,Quy hoạch đất đai,Nội dung một\n")
        .file("c.xml", "<rss><channel><title>Báo</title><item><title>Giá đất đai</title><link>/c</link><description>x</description></item></channel></rss>");
    place
        .run(&["index", "a.md", "b.csv", "c.xml", "-o", "x.kdx"])
        .ok();
    let found = place
        .run(&["search", "x.kdx", "dat dai", "--json"])
        .ok()
        .json();
    assert_eq!(found["total"], 3, "{found}");
    place.file("bad.csv", "x,y\n1,2\n");
    let bad = place.run(&["index", "bad.csv", "-o", "y.kdx"]);
    assert!(
        bad.stderr.contains("bad.csv:1: has no column with titles"),
        "{bad:#?}"
    );
    place.file("bad.xml", "<rss><item>\n<title>x</");
    let bad = place.run(&["index", "bad.xml", "-o", "y.kdx"]);
    assert!(
        bad.stderr.contains("bad.xml:") && bad.stderr.contains("no feed"),
        "{bad:#?}"
    );
    place.file("bad.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let bad = place.run(&["index", "bad.html", "-o", "y.kdx"]);
    assert!(bad.stderr.contains("bad.html: is no text"), "{bad:#?}");
    assert!(!place.path("y.kdx").exists());
    let bad = place.run(&["index", "a.md", "-o", "y.kdx", "--root-selector", "p >"]);
    assert!(bad.stderr.contains("is no CSS selector"), "{bad:#?}");
}

#[test]
fn a_configuration_says_it_once() {
    let place = Place::new();
    place.file("site/moi.aspx", web_forms());
    place.file(
        "khongdau.toml",
        "inputs = [\"site\"]\noutput = \"x.kdx\"\nbase_url = \"https://www.example.vn/\"\n",
    );
    place.run(&["index"]).ok();
    let found = place
        .run(&["search", "x.kdx", "nghi quyet", "--json"])
        .ok()
        .json();
    assert_eq!(found["hits"][0]["url"], "https://www.example.vn/moi.aspx");
    place
        .run(&["index", "--base-url", "https://khac.example.vn/"])
        .ok();
    let found = place
        .run(&["search", "x.kdx", "nghi quyet", "--json"])
        .ok()
        .json();
    assert_eq!(found["hits"][0]["url"], "https://khac.example.vn/moi.aspx");
    place.file("khongdau.toml", "input = [\"site\"]\n");
    let bad = place.run(&["index"]);
    assert!(
        bad.stderr.contains("khongdau.toml: is not understood") && bad.stderr.contains("`inputs`"),
        "{bad:#?}"
    );
}
