//! Files of several articles, sitemaps, and what is said of them: in flags, the environment, a file.

use crate::run::{Place, Ran};
use serde_json::Value;

const LONG: &str = "Hội đồng nhân dân tỉnh đã thông qua nghị quyết về phát triển khu công nghiệp xanh, \
    trong đó yêu cầu các dự án mới phải có hệ thống xử lý nước thải trước khi đi vào hoạt động.";

fn page(title: &str) -> String {
    format!(
        "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{LONG}</p></body></html>"
    )
}

impl Place {
    fn articles(&self, arguments: &[&str]) -> Vec<Value> {
        let ran = self.run(&[&["extract", "--json"], arguments].concat()).ok();
        let lines = ran.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    fn indexed(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["index", "-o", "a.kdx", "--force"], arguments].concat())
    }
}

fn titles(articles: &[Value]) -> Vec<&str> {
    articles
        .iter()
        .map(|article| article["title"].as_str().unwrap())
        .collect()
}

#[test]
fn a_sitemap_names_pages_and_their_addresses() {
    let place = Place::new();
    place
        .file("site/tin/một.html", page("Một"))
        .file("site/hai/index.html", page("Hai"))
        .file("site/index.html", page("Trang chủ"))
        .file("site/khac.html", page("Không có trong sơ đồ"))
        .file(
            "site/sitemap.xml",
            "<?xml version=\"1.0\"?>\n<urlset><url><loc>https://a.vn/tin/m%E1%BB%99t.html</loc></url>\n\
             <url><loc>https://a.vn/hai/?x=1</loc></url><url><loc>https://a.vn/</loc></url>\n\
             <url><loc>https://a.vn/mat.html</loc></url></urlset>",
        );
    let articles = place.articles(&["site/sitemap.xml"]);
    assert_eq!(titles(&articles), ["Một", "Hai", "Trang chủ"]);
    assert_eq!(articles[0]["url"], "https://a.vn/tin/m%E1%BB%99t.html");
    assert_eq!(articles[1]["url"], "https://a.vn/hai/?x=1");
    assert_eq!(articles[1]["id"], "hai/");

    let ran = place.indexed(&["site/sitemap.xml"]).ok();
    assert!(
        ran.stderr
            .contains("skipped 1 page: names \"https://a.vn/mat.html\""),
        "{ran:#?}"
    );
    assert!(ran.stderr.contains("sitemap.xml:4"), "{ran:#?}");
    let strict = place.indexed(&["site/sitemap.xml", "--strict"]);
    assert_eq!(strict.code, Some(1));

    place.file(
        "site/map.xml",
        "<sitemapindex><sitemap><loc>https://a.vn/sitemap.xml</loc></sitemap></sitemapindex>",
    );
    assert_eq!(place.articles(&["site/map.xml"]).len(), 3);
}

#[test]
fn json_in_arrays_and_what_extract_prints() {
    let place = Place::new();
    place.file(
        "tin.json",
        r#"[{"id":1,"title":"Một","categories":["Kinh tế"],"filters":{"loại":"tin"}},
            {"id":2,"content_html":"<p>Hai</p><p>Ba</p>","date_published":"2024-02-01T00:00:00Z"}]"#,
    );
    let articles = place.articles(&["tin.json"]);
    assert_eq!(titles(&articles), ["Một", "Hai"]);
    assert_eq!(
        articles[0]["filters"],
        serde_json::json!([["chuyên mục", "Kinh tế"], ["loại", "tin"]])
    );
    assert_eq!(articles[1]["date"], "2024-02-01");

    let printed = place.run(&["extract", "--json", "tin.json"]).ok().stdout;
    place.indexed(&["tin.json"]).ok();
    let index = place.read("a.kdx");
    place
        .run_with_stdin(&["index", "-", "-o", "a.kdx"], printed.as_bytes())
        .ok();
    assert!(place.read("a.kdx") == index);

    place.file("bad.json", "[{\"id\":1,\n}]");
    place
        .indexed(&["bad.json"])
        .fails(&["bad.json:2: is no JSON with articles"]);
    place.file(
        "one.json",
        "[{\"id\":1,\"title\":\"a\"},\n{\"title\":\"b\"}]",
    );
    place
        .indexed(&["one.json"])
        .fails(&["one.json:2: has no \"id\""]);
    let ran = place.indexed(&["one.json", "--keep-going"]).ok();
    assert!(
        ran.stderr.contains("left out: one.json:2: has no \"id\""),
        "{ran:#?}"
    );
}

#[test]
fn columns_are_named_by_whoever_knows() {
    let place = Place::new();
    place.file(
        "t.csv",
        "Ma,TenBai,ToanVan,LinhVuc\n7,Một,Thân bài,Đất đai\n",
    );
    place
        .indexed(&["t.csv", "--column", "title=Thiếu"])
        .fails(&["t.csv:1: has no column \"Thiếu\"; its columns are Ma, TenBai"]);
    let columns = [
        "--column",
        "title=TenBai",
        "--column",
        "text=ToanVan",
        "--column",
        "filter=LinhVuc",
    ];
    let articles = place.articles(&[&columns[..], &["t.csv"]].concat());
    assert_eq!(articles[0]["title"], "Một");
    assert_eq!(articles[0]["text"], "Thân bài");
    assert_eq!(articles[0]["filters"][0][1], "Đất đai");
    place.file(
        "khongdau.toml",
        "[columns]\ntitle = \"TenBai\"\ntext = \"ToanVan\"\n",
    );
    assert_eq!(place.articles(&["t.csv"])[0]["title"], "Một");
    place.file("khongdau.toml", "[columns]\nnhan = \"TenBai\"\n");
    place
        .run(&["extract", "t.csv"])
        .fails(&["khongdau.toml: [columns]: \"nhan\" is no field"]);
}

#[test]
fn a_kind_is_said_where_a_name_does_not() {
    let place = Place::new();
    place.file("du-lieu.dat", "{\"id\":1,\"title\":\"Một\"}\n");
    place
        .run(&["extract", "du-lieu.dat"])
        .fails(&["du-lieu.dat: is neither a folder"]);
    assert_eq!(
        titles(&place.articles(&["--from", "jsonl", "du-lieu.dat"])),
        ["Một"]
    );
    place.file(
        "khong-ten",
        "<rss><channel><item><title>Hai</title></item></channel></rss>",
    );
    assert_eq!(titles(&place.articles(&["khong-ten"])), ["Hai"]);
}

#[test]
fn documents_of_authorities() {
    let place = Place::new();
    place.file(
        "vb.jsonl",
        "{\"id\":1,\"title\":\"Nghị định 42/2022/NĐ-CP\"}\n",
    );
    assert_eq!(
        place.articles(&["vb.jsonl"])[0]["filters"],
        serde_json::json!([])
    );
    let expected = serde_json::json!([
        ["loại văn bản", "Nghị định"],
        ["cơ quan ban hành", "Chính phủ"]
    ]);
    let said = place.articles(&["vb.jsonl", "--preset", "van-ban"]);
    assert_eq!(said[0]["filters"], expected);
    place.file("khongdau.toml", "preset = \"van-ban\"\n");
    assert_eq!(place.articles(&["vb.jsonl"])[0]["filters"], expected);
}

#[test]
fn flags_go_before_the_environment_and_that_before_the_file() {
    let place = Place::new();
    place.file("site/a.html", page("Một")).file(
        "khongdau.toml",
        "inputs = [\"site\"]\nbase_url = \"https://tep.vn/\"\n",
    );
    let url = |arguments: &[&str], environment: Option<&str>| {
        let mut command = place.command();
        command.args(["extract", "--json", "site"]).args(arguments);
        if let Some(base) = environment {
            command.env("KHONGDAU_BASE_URL", base);
        }
        let found: Value = Ran::from(command.output().unwrap()).ok().json();
        found["url"].as_str().unwrap().to_owned()
    };
    assert_eq!(url(&[], None), "https://tep.vn/a.html");
    assert_eq!(
        url(&[], Some("https://moi-truong.vn/")),
        "https://moi-truong.vn/a.html"
    );
    let flag = ["--base-url", "https://co.vn/"];
    assert_eq!(
        url(&flag, Some("https://moi-truong.vn/")),
        "https://co.vn/a.html"
    );
    place.file("khongdau.toml", "base_ur = \"x\"\n");
    place
        .run(&["extract", "site"])
        .fails(&["khongdau.toml: is not understood", "base_ur"]);
}

#[test]
fn a_report_for_programs() {
    let place = Place::new();
    place.file("site/a.html", page("Một")).file(
        "site/b.html",
        "<meta name=robots content=noindex><h1>Hai</h1>",
    );
    let report = place.indexed(&["site", "--json", "-q"]).ok().json();
    assert_eq!(report["articles"], 1);
    assert_eq!(report["indexBytes"], place.read("a.kdx").len());
    for part in ["title", "text"] {
        let origins = report["origins"][part].as_object().unwrap();
        let counts: Vec<u64> = origins
            .values()
            .map(|count| count.as_u64().unwrap())
            .collect();
        assert_eq!(counts, [1], "{origins:?}");
    }
    let skipped = report["skipped"].as_object().unwrap();
    let (reason, files) = skipped.iter().next().unwrap();
    assert!(reason.contains("noindex"), "{reason}");
    assert!(files[0].as_str().unwrap().ends_with("b.html"));

    let before = place.read("a.kdx");
    let ran = place.indexed(&["site", "--strict", "--report", "bao-cao.json", "-q"]);
    assert_eq!(ran.code, Some(1));
    assert!(place.read("a.kdx") == before);
    let report: Value = serde_json::from_slice(&place.read("bao-cao.json")).unwrap();
    assert_eq!(
        (&report["articles"], &report["indexBytes"]),
        (&1.into(), &Value::Null)
    );
}
