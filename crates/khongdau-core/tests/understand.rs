//! What is made of a query: rows of articles, query and what comes of it.
#![cfg(feature = "writer")]

use khongdau_core::document::Document;
use khongdau_core::index::{AnalyzedDocument, Index, Writer};
use khongdau_core::search::{
    Marks, Recency, Relaxed, SearchOptions, SearchResults, Searcher, SuggestionKind,
};
use proptest::prelude::*;

/// Articles in which the words of the rows below stand often enough to be believed.
const ARTICLES: [(&str, &str, &str); 6] = [
    (
        "kcn",
        "Khu công nghiệp xanh ở Bắc Ninh",
        "Khu công nghiệp (KCN) xanh là khu công nghiệp sinh thái. Phát triển khu công nghiệp xanh, công nghiệp \
         hỗ trợ và công nghệ cao tại Bắc Ninh; công nghệ cao cần giải ngân vốn đầu tư.",
    ),
    (
        "nq",
        "Nghị quyết số 29-NQ/TW về công nghiệp hóa",
        "Nghị quyết 29-NQ/TW về công nghiệp hóa, hiện đại hóa. Thực hiện nghị quyết, các KCN phải tiết kiệm đất \
         đai. Đất đai là nguồn lực; quản lý đất đai chặt chẽ. Giá 1.200 đồng, tăng 2,33 lần.",
    ),
    (
        "vay",
        "Ngân hàng cho vay mua nhà",
        "Ngân hàng giải ngân vốn vay mua nhà. Giải ngân vốn chậm làm giàu cho ai? Ngân hàng cho vay, người vay \
         trả nợ ngân hàng. Người dân vay vốn ngân hàng để mua nhà.",
    ),
    (
        "tin",
        "Test nhanh và visa cho khách",
        "Test nhanh virus miễn phí. Khách có visa được test nhanh; hạn visa là một năm. Virus lạ.",
    ),
    (
        "thai",
        "Thái Nguyên làm cơ khí chế tạo",
        "Cơ khí chế tạo tại Thái Nguyên. Tỉnh Thái Nguyên có cụm liên kết cơ khí chế tạo máy.",
    ),
    (
        "moi",
        "Quảng Ninh làm cơ khí chế tạo",
        "Cơ khí chế tạo tại Quảng Ninh. Tỉnh Quảng Ninh có cơ khí chế tạo và đất đai rộng.",
    ),
];

fn searcher() -> Searcher<Vec<u8>> {
    let mut writer = Writer::new();
    for (number, (id, title, body)) in ARTICLES.iter().enumerate() {
        let document = Document {
            id: id.to_string(),
            title: title.to_string(),
            date: Some(format!("202{number}-05-01")),
            body: body.to_string(),
            ..Document::default()
        };
        writer.add(AnalyzedDocument::new(document)).unwrap();
    }
    Searcher::new(Index::open(writer.finish().unwrap()).unwrap())
}

fn search(query: &str) -> SearchResults {
    searcher().search(query, SearchOptions::default())
}

fn ids(results: &SearchResults) -> Vec<&str> {
    results.hits.iter().map(|hit| hit.id.as_str()).collect()
}

fn understood(results: &SearchResults) -> Vec<String> {
    let row = |one: &khongdau_core::search::Understood| {
        format!("{} = {} ({})", one.typed, one.meant, one.how.name())
    };
    results.understood.iter().map(row).collect()
}

#[test]
fn words_are_understood_and_said_so() {
    for (query, first, expected) in [
        (
            "coong nghieepj",
            "kcn",
            &["coong = công (telex)", "nghieepj = nghiệp (telex)"][..],
        ),
        (
            "COONG nghieepj",
            "kcn",
            &["COONG = CÔNG (telex)", "nghieepj = nghiệp (telex)"],
        ),
        (
            "co6ng nghie65p",
            "kcn",
            &["co6ng = công (vni)", "nghie65p = nghiệp (vni)"],
        ),
        ("nghieepj", "kcn", &["nghieepj = nghiệp (telex)"]),
        (
            "khucongnghiep",
            "kcn",
            &["khucongnghiep = khu công nghiệp (split)"],
        ),
        ("khu cong ngh iep", "kcn", &["ngh iep = nghiệp (joined)"]),
        ("khu cong nghiepp", "kcn", &["nghiepp = nghiệp (typo)"]),
        ("khu cogn nghiep", "kcn", &["cogn = công (typo)"]),
        ("ngan hagn cho vay", "vay", &["hagn = hàng (typo)"]),
        // Words that the index has stay themselves, though they are Telex too.
        ("test nhanh virus", "tin", &[]),
        ("visa", "tin", &[]),
        ("công nghiep", "kcn", &[]),
        ("dat dai", "nq", &[]),
    ] {
        let results = search(query);
        assert_eq!(understood(&results), expected, "{query}");
        assert_eq!(ids(&results)[0], first, "{query}");
    }
}

#[test]
fn what_is_certain_is_proposed() {
    for (query, expected) in [
        ("coong nghieepj", Some("công nghiệp")),
        ("khu cong nghiepp", Some("khu công nghiệp")),
        ("dat dai", Some("đất đai")),
        ("đất đai", None),
        ("KHU CONG NGHIEPP", Some("KHU CÔNG NGHIỆP")),
        ("qqq", None),
    ] {
        assert_eq!(search(query).corrected.as_deref(), expected, "{query}");
    }
}

#[test]
fn nothing_is_dropped_in_silence() {
    let results = search("khu cong nghiep zzyzx");
    assert_eq!(results.unmatched, ["zzyzx"]);
    assert_eq!(ids(&results)[0], "kcn");
    let nothing = search("zzyzx");
    assert_eq!((nothing.total, nothing.unmatched.len()), (0, 1));
    assert!(nothing.relaxed.is_empty());
}

#[test]
fn acronyms_lead_both_ways() {
    let short = search("KCN");
    assert!(ids(&short).contains(&"kcn") && ids(&short).contains(&"nq"));
    assert_eq!(short.also_searched[0].also, "khu công nghiệp");
    let long = search("khu cong nghiep");
    assert!(ids(&long).contains(&"nq"), "it says KCN only");
    assert_eq!(long.also_searched[0].also, "KCN");
    let hit = &short.hits.iter().find(|hit| hit.id == "kcn").unwrap();
    let marked = &hit.title.text[hit.title.ranges[0].clone()];
    assert_eq!(marked, "Khu công nghiệp", "the long form is highlighted");
    assert!(searcher().search("KCN", literal()).also_searched.is_empty());
}

fn literal() -> SearchOptions {
    SearchOptions {
        literal: true,
        ..SearchOptions::default()
    }
}

#[test]
fn literal_reads_nothing_into_a_query() {
    let results = searcher().search("coong nghiepp", literal());
    assert_eq!(results.total, 0);
    assert!(results.understood.is_empty() && results.corrected.is_none());
    assert_eq!(results.unmatched, ["coong", "nghiepp"]);
}

#[test]
fn operators_restrict() {
    assert_eq!(ids(&search("\"khu công nghiệp xanh\"")), ["kcn"]);
    assert_eq!(ids(&search("\"co khi che tao\" -\"thái nguyên\"")), ["moi"]);
    let without = search("co khi -quang");
    assert!(ids(&without)[0] == "thai" && !ids(&without).contains(&"moi"));
    assert_eq!(ids(&search("title:nghị ")), ["nq"]);
    assert_eq!(ids(&search("tieude:\"khu cong nghiep\" ")), ["kcn"]);
    assert_eq!(ids(&search("“đất đai” “quản lý”")), ["nq"]);
    assert!(search("-khu").hits.is_empty());
}

#[test]
fn restrictions_are_lifted_by_name() {
    let phrase = search("\"xanh khu công\"");
    assert_eq!(phrase.relaxed, [Relaxed::Phrases]);
    assert_eq!(ids(&phrase)[0], "kcn");
    assert_eq!(search("title:visa").relaxed, [] as [Relaxed; 0]);
    let title = search("title:giải");
    assert_eq!(title.relaxed, [Relaxed::Title]);
    let beginning = search("nghiepabcdef");
    assert_eq!(beginning.relaxed, [Relaxed::Beginnings]);
    assert!(beginning.total > 0);
}

#[test]
fn numbers_meet_in_any_spelling() {
    for query in [
        "1.200", "1200", "1 200", "1,200", "2,33", "2.33", "2 33", "nq29", "29 nq tw",
    ] {
        assert_eq!(ids(&search(query))[0], "nq", "{query}");
    }
}

#[test]
fn marks_count_as_asked() {
    let with = |marks| SearchOptions {
        marks,
        ..SearchOptions::default()
    };
    let mut searcher = searcher();
    assert!(ids(&searcher.search("hân hàng", with(Marks::Ignore))).contains(&"vay"));
    assert_eq!(searcher.search("dat dai ", with(Marks::Exact)).total, 0);
    assert_eq!(
        ids(&searcher.search("đất đai ", with(Marks::Exact))),
        ["nq", "moi"]
    );
}

#[test]
fn recency_prefers_the_newer() {
    let mut searcher = searcher();
    assert_eq!(
        ids(&searcher.search("cơ khí chế tạo", SearchOptions::default()))[0],
        "thai"
    );
    let recent = SearchOptions {
        recency: Some(Recency {
            today: 2026 << 9 | 5 << 5 | 1,
            half_life: 90.0,
        }),
        ..SearchOptions::default()
    };
    let hits = searcher.search("cơ khí chế tạo", recent).hits;
    assert_eq!(hits[0].id, "moi");
    assert!(hits[0].score > 1.2 * hits[1].score);
}

#[test]
fn suggestions_are_proper_vietnamese() {
    let mut searcher = searcher();
    let mut suggest = |text: &str| -> Vec<String> {
        let found = searcher.suggest(text, 6);
        found
            .into_iter()
            .map(|suggestion| suggestion.text)
            .collect()
    };
    let starts = suggest("cong ng");
    assert!(
        starts.contains(&"công nghiệp".into()) && starts.contains(&"công nghệ".into()),
        "{starts:?}"
    );
    assert!(suggest("khu cong ngh")[0].starts_with("Khu công nghiệp"));
    assert_eq!(suggest("coong nghie")[0], "công nghiệp");
    assert_eq!(suggest("ngan h")[0], "ngân hàng");
    assert!(
        suggest("").is_empty() && suggest("zzyzx").is_empty() && suggest("\"khu cong").is_empty()
    );
    let titles = searcher.suggest("quang ninh lam", 6);
    assert!(
        titles
            .iter()
            .any(|one| one.kind == SuggestionKind::Title
                || one.text.starts_with("Quảng Ninh làm cơ"))
    );
}

#[test]
fn an_explanation_adds_up() {
    let mut searcher = searcher();
    let options = SearchOptions::default();
    for query in [
        "khu cong nghiep xanh",
        "nghị quyết 29",
        "KCN",
        "coong nghieepj",
        "giai ngan von",
    ] {
        for hit in searcher.search(query, options).hits {
            let why = searcher.explain(query, &hit.id, options).unwrap();
            assert!(
                (why.score - hit.score).abs() < 1e-3 * hit.score.max(1.0),
                "{query}: {why:?} for {}",
                hit.score
            );
        }
    }
    assert!(searcher.explain("khu", "no such", options).is_none());
}

#[test]
fn accents_are_restored() {
    let searcher = searcher();
    assert_eq!(
        searcher.restore("phat trien khu cong nghiep xanh"),
        "phát triển khu công nghiệp xanh"
    );
    assert_eq!(
        searcher.restore("Dat dai, ngan hang!"),
        "Đất đai, ngân hàng!"
    );
    assert_eq!(searcher.restore(""), "");
}

#[test]
fn bad_input_has_an_answer_within_bounds() {
    let many = "công nghiệp ".repeat(500);
    let long = "a".repeat(100_000);
    let quotes = "\"".repeat(999);
    let signs = "-title:\"-".repeat(300);
    for text in [
        "",
        " ",
        "\0\u{1}\u{7f}",
        "!!! ???",
        "\"",
        "-",
        "title:",
        "\u{202e}\u{200f}אב ngh",
        "😀😀 công",
        many.as_str(),
        long.as_str(),
        quotes.as_str(),
        signs.as_str(),
        "1 2 3 4 5 6 7 8 9",
        "--a -\"",
        "e\u{301}\u{301}\u{302}",
    ] {
        let mut searcher = searcher();
        let results = searcher.search(text, SearchOptions::default());
        assert!(
            results.hits.len() <= 10
                && results.understood.len() <= 32
                && results.unmatched.len() <= 32
        );
        assert!(searcher.suggest(text, 5).len() <= 5);
        let _ = searcher.restore(text);
        let _ = searcher.explain(text, "kcn", SearchOptions::default());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_query_is_answered(pieces in prop::collection::vec(prop_oneof![
        3 => prop::sample::select(vec!["khu", "coong", "nghieepj", "nghi", "KCN", "\"", "-", "title:", "29", "1,200", " ", " ", "xanhh", "ngh iep"]).prop_map(String::from),
        1 => any::<String>(),
    ], 0..12)) {
        let text = pieces.concat();
        let mut searcher = searcher();
        let first = searcher.search(&text, SearchOptions::default());
        prop_assert_eq!(&first, &searcher.search(&text, SearchOptions::default()), "twice the same");
        for hit in &first.hits {
            for marked in [&hit.title, &hit.snippet] {
                prop_assert!(marked.ranges.iter().all(|range| marked.text.get(range.clone()).is_some()));
            }
        }
        searcher.suggest(&text, 5);
    }
}

#[test]
fn suggestions_do_not_reach_into_brackets() {
    for typed in ["khu cong nghiep ", "khu cong nghiep k", "nghiep kcn "] {
        let found = searcher().suggest(typed, 10);
        let text = |text: &str| text.contains(['(', ')']);
        assert!(!found.iter().any(|one| text(&one.text)), "{found:?}");
    }
    assert!(!searcher().suggest("khu cong nghiep x", 10).is_empty());
}
