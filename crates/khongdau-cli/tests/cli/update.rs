//! `khongdau index --update`: what changed beside an index that stays.

use crate::run::{Place, Ran};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Enough for an index that is sharded.
const ARTICLES: usize = 700;

/// Articles that differ, as lines of JSON.
fn articles() -> Vec<Value> {
    let word = |at: usize| ["cầu", "đường", "trường", "chợ", "rừng", "biển", "lúa"][at % 7];
    let article = |at: usize| {
        let body: Vec<String> = (0..140)
            .map(|step| format!("{} số{}", word(at * 5 + step), (at * 31 + step * 17) % 4999))
            .collect();
        json!({
            "id": format!("bai-{at}"),
            "url": format!("/bai-{at}.html"),
            "title": format!("Khởi công {} {} xã {at}", word(at), word(at / 7)),
            "text": body.join(" "),
        })
    };
    (0..ARTICLES).map(article).collect()
}

fn lines(articles: &[Value]) -> String {
    let lines: Vec<String> = articles.iter().map(Value::to_string).collect();
    lines.join("\n")
}

impl Place {
    fn update(&self, articles: &[Value]) -> Ran {
        self.file("site.jsonl", lines(articles)).run_update(&[])
    }

    fn run_update(&self, more: &[&str]) -> Ran {
        self.update_of("site.jsonl", more)
    }

    /// Indexes an input, with an update where there can be one.
    fn update_of(&self, input: &str, more: &[&str]) -> Ran {
        let index = ["index", input, "-o", "tim-kiem/", "--update", "--json"];
        let client = ["--client", "client"];
        self.run(&[&index[..], &client, more].concat())
    }

    /// Addresses of all shards.
    fn shards(&self) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for kind in ["t", "p", "a", "c", "k", "l"] {
            for folder in ls(&self.path(&format!("tim-kiem/{kind}"))) {
                all.insert(format!("{kind}/{folder}"));
                let inside = self.path(&format!("tim-kiem/{kind}/{folder}"));
                let names = ls(&inside).into_iter();
                all.extend(names.map(|name| format!("{kind}/{folder}/{name}")));
            }
        }
        all
    }

    fn found(&self, query: &str) -> Vec<String> {
        let found = self
            .run(&["search", "tim-kiem", query, "--json"])
            .ok()
            .json();
        let hits = found["hits"].as_array().unwrap().iter();
        hits.map(|hit| hit["id"].as_str().unwrap().to_owned())
            .collect()
    }
}

fn ls(folder: &std::path::Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.collect()
}

/// New ones at the end and in the middle, some changed, one gone.
fn changed() -> Vec<Value> {
    let mut articles = articles();
    articles[10]["title"] = "Khánh thành cầu Bạch Hổ".into();
    articles.remove(20);
    articles.insert(
        30,
        json!({"id": "moi-1", "title": "Vinfastxyz mở nhà máy", "text": "cầu đường"}),
    );
    articles.push(json!({"id": "moi-2", "title": "Lễ hội chùa Hương", "text": "cầu an"}));
    articles
}

#[test]
fn an_update_is_found_and_leaves_all_shards_but_what_is_gone() {
    let place = Place::with_client();
    let first = place.update(&articles()).ok();
    assert!(!first.stderr.contains("because"), "{}", first.stderr);
    let before = place.shards();
    let second = place.update(&changed()).ok();
    let summary = second.json();
    assert_eq!(summary["articles"], ARTICLES + 1);
    assert_eq!(summary["unchanged"], ARTICLES - 2);
    assert!(
        second
            .stderr
            .contains("3 new or changed and 2 gone or changed"),
        "{}",
        second.stderr
    );
    let both = place.shards();
    assert!(
        before.difference(&both).next().is_none(),
        "kept for readers in the middle of it"
    );
    assert!(
        both.len() < before.len() + 40,
        "{} {}",
        both.len(),
        before.len()
    );

    assert_eq!(place.found("vinfastxyz"), ["moi-1"]);
    assert_eq!(place.found("cau bach ho")[0], "bai-10");
    assert_eq!(place.found("\"lễ hội chùa Hương\""), ["moi-2"]);
    let title = articles()[20]["title"].as_str().unwrap().to_owned();
    assert!(!place.found(&title).contains(&"bai-20".to_owned()));
    place.run(&["verify", "tim-kiem"]).ok();
    place.run(&["check", "tim-kiem"]).ok();

    // Made again of the same, the folder is the same; the shards of articles that are gone go.
    let manifest = place.read("tim-kiem/khongdau.json");
    place.update(&changed()).ok();
    assert_eq!(place.read("tim-kiem/khongdau.json"), manifest);
    let gone: Vec<String> = both.difference(&place.shards()).cloned().collect();
    assert_eq!(gone.len(), 2, "{gone:?}");
    assert!(gone.iter().all(|path| path.starts_with("a/")), "{gone:?}");

    // Back to what it was, what had gone is needed again.
    let back = place.update(&articles()).ok();
    assert!(
        back.stderr.contains("shards of its index are missing"),
        "{}",
        back.stderr
    );
    assert!(place.found("vinfastxyz").is_empty());
    assert!(place.found(&title).contains(&"bai-20".to_owned()));
}

#[test]
fn too_much_and_other_settings_index_all_again() {
    let place = Place::with_client();
    place.update(&articles()).ok();
    let mut many = articles();
    many.iter_mut()
        .take(100)
        .for_each(|article| article["title"] = "Khác".into());
    let again = place.update(&many).ok();
    assert!(
        again
            .stderr
            .contains("more than a tenth of the articles changed"),
        "{}",
        again.stderr
    );
    assert_eq!(again.json()["unchanged"], 0);
    assert_eq!(place.update(&many).ok().json()["unchanged"], ARTICLES);

    let other = place
        .run_update(&["--base-url", "https://www.example.vn/"])
        .ok();
    assert!(
        other.stderr.contains("read in another way"),
        "{}",
        other.stderr
    );

    for (name, reason) in [
        ("khongdau-build.gz", "is damaged"),
        ("khongdau.json", "cannot be read"),
    ] {
        place.update(&many).ok();
        place.file(&format!("tim-kiem/{name}"), br#"{"khongdau":1}"#);
        let again = place.update(&many).ok();
        assert!(again.stderr.contains(reason), "{name}: {}", again.stderr);
    }
    let terms = ls(&place.path("tim-kiem/t"));
    std::fs::remove_dir_all(place.path(&format!("tim-kiem/t/{}", terms[0]))).unwrap();
    let again = place.update(&many).ok();
    assert!(
        again.stderr.contains("shards of its index are missing"),
        "{}",
        again.stderr
    );
    place.run(&["verify", "tim-kiem"]).ok();
}

#[test]
fn pages_and_texts_that_are_as_they_were_are_not_read_again() {
    let place = Place::with_client();
    for (at, article) in articles().iter().enumerate() {
        let (title, text) = (article["title"].as_str(), article["text"].as_str());
        let (title, text) = (title.unwrap(), text.unwrap());
        let (name, content) = match at % 3 {
            0 => (
                "html",
                format!("<title>{title}</title><main><h1>{title}</h1><p>{text}</main>"),
            ),
            1 => ("md", format!("# {title}\n\n{text}\n")),
            _ => ("txt", format!("{title}\n\n{text}\n")),
        };
        place.file(&format!("site/tin-{at}.{name}"), content);
    }
    let index = || place.update_of("site", &[]).ok();
    index();
    let same = index().json();
    assert_eq!(
        (&same["articles"], &same["unchanged"]),
        (&json!(ARTICLES), &json!(ARTICLES))
    );
    place.file("site/tin-2.meta", "date: 2026-11-20\n");
    place.file(
        "site/tin-0.html",
        "<title>Mới</title><main><h1>Mới</h1><p>Cầu Rồngx mới</main>",
    );
    std::fs::rename(place.path("site/tin-1.md"), place.path("site/tin-1b.md")).unwrap();
    let changed = index().json();
    assert_eq!(changed["unchanged"], ARTICLES - 3);
    assert_eq!(place.found("rongx").len(), 1);
}

#[test]
fn an_update_wants_a_folder_and_files() {
    let place = Place::with_client();
    place.file("site.jsonl", lines(&articles()[..3]));
    let refused = place.run(&["index", "site.jsonl", "-o", "x.kdx", "--update"]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.stderr.contains("--update is for what is uploaded"),
        "{}",
        refused.stderr
    );
    let refused = place.run_with_stdin(&["index", "-", "-o", "x/", "--update"], b"");
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.stderr.contains("give a file instead"),
        "{}",
        refused.stderr
    );
    // An index that is small enough to be sent whole is made anew each time.
    place.run_update(&[]).ok();
    let again = place.run_update(&[]).ok();
    assert!(
        again.stderr.contains("because the folder has no index"),
        "{}",
        again.stderr
    );
    assert!(!place.path("tim-kiem/khongdau-build.gz").exists());
}
