//! What is highlighted and which passage is shown: rows of text, query and expected marks.
#![cfg(feature = "writer")]

use khongdau_core::document::Document;
use khongdau_core::index::{AnalyzedDocument, Index, Writer};
use khongdau_core::search::{Marked, SearchOptions, Searcher};

fn searcher(body: &str) -> Searcher<Vec<u8>> {
    let mut writer = Writer::new();
    let document = Document {
        id: "a".into(),
        title: "Bài".into(),
        body: body.into(),
        ..Document::default()
    };
    writer.add(AnalyzedDocument::new(document)).unwrap();
    Searcher::new(Index::open(writer.finish().unwrap()).unwrap())
}

fn bracketed(marked: &Marked) -> String {
    let mut out = String::new();
    let mut end = 0;
    for range in &marked.ranges {
        out += &marked.text[end..range.start];
        out += &format!("[{}]", &marked.text[range.clone()]);
        end = range.end;
    }
    out + &marked.text[end..]
}

fn check(body: &str, query: &str, expected: &str) {
    let results = searcher(body).search(query, SearchOptions::default());
    assert_eq!(bracketed(&results.hits[0].snippet), expected, "{query}");
}

#[test]
fn highlights_fall_on_the_authors_letters() {
    check(
        "Khu công nghiệp xanh.",
        "cong nghiep",
        "Khu [công nghiệp] xanh.",
    );
    check(
        "Khu CÔNG NGHIỆP xanh.",
        "công nghiệp",
        "Khu [CÔNG NGHIỆP] xanh.",
    );
    // Decomposed text keeps its code points, marks inside the highlight.
    check(
        "co\u{302}ng nghie\u{323}\u{302}p xanh",
        "công nghiệp",
        "[co\u{302}ng nghie\u{323}\u{302}p] xanh",
    );
    check("hoà bình và hòa giải", "hoà", "[hoà] bình và [hòa] giải");
    check("đạt 1.729 km đường", "1729", "đạt [1.729] km đường");
    check("khu công nghiệp", "khu cong ngh", "[khu công nghiệp]");
}

#[test]
fn what_stands_beside_its_neighbour_is_not_highlighted_alone() {
    check(
        "Công nghiệp công nghệ cao.",
        "cong nghiep",
        "[Công nghiệp] công nghệ cao.",
    );
    check(
        "Văn hóa Kinh Bắc, thành phố Bắc Ninh",
        "bac ninh",
        "Văn hóa Kinh Bắc, thành phố [Bắc Ninh]",
    );
    // Without a pair anywhere, each word counts.
    check(
        "Ninh Bình và Bắc Giang",
        "bac ninh",
        "[Ninh] Bình và [Bắc] Giang",
    );
    // Grammar counts inside a run of words only.
    check(
        "của dân, do dân, và của nước",
        "của dân",
        "[của dân], do dân, và của nước",
    );
    check("và rồi và", "và", "[và] rồi [và]");
}

#[test]
fn contradicting_accents_count_when_there_is_nothing_else() {
    check("cộng đồng và công ty", "cọng", "[cộng] đồng và công ty");
    check("công ty và cộng đồng", "cống", "[công] ty và [cộng] đồng");
}

#[test]
fn document_numbers_and_dates_are_highlighted_whole() {
    check(
        "Theo Nghị quyết số 29-NQ/TW của Đảng",
        "nq29",
        "Theo Nghị quyết số [29-NQ/TW] của Đảng",
    );
    check(
        "họp ngày 14 tháng 6 năm 2023 tại đây",
        "14/6/2023",
        "họp ngày [14 tháng 6 năm 2023] tại đây",
    );
}

#[test]
fn the_passage_with_most_words_is_shown() {
    let filler =
        "Một câu khác nói về chuyện khác hẳn và không liên quan gì đến điều cần tìm ở đây cả. "
            .repeat(8);
    let body = format!("Bắc Giang. {filler}Thành phố Bắc Ninh đổi mới sáng tạo. {filler}");
    let results = searcher(&body).search("bac ninh sang tao", SearchOptions::default());
    let snippet = bracketed(&results.hits[0].snippet);
    assert!(
        snippet.starts_with("Thành phố [Bắc Ninh] đổi mới [sáng tạo]."),
        "{snippet}"
    );
}

/// Forty words, none of a query.
const FILLER: &str = "Một câu khác nói về chuyện khác hẳn và không liên quan gì đến điều cần tìm ở đây cả, \
    nó chỉ dài thêm ra cho đủ bốn mươi tiếng mà một đoạn trích dẫn có thể có là cùng.";

#[test]
fn a_title_is_not_said_again() {
    check(
        "BÀI\nKhu công nghiệp xanh.",
        "bai cong",
        "Khu [công] nghiệp xanh.",
    );
    check("Bài\nKhu công nghiệp.", "bai", "Khu công nghiệp.");
    check("Bài", "bai", "[Bài]");
    check("Bài này\nlà một.", "bai", "[Bài] này · là một.");
}

#[test]
fn a_heading_goes_on_with_what_is_under_it() {
    check(
        "Mở đầu.\nKhu công nghiệp\nLà nơi sản xuất.\n\nHết.",
        "cong nghiep",
        "Mở đầu. Khu [công nghiệp] · Là nơi sản xuất. Hết.",
    );
    let body = format!("Khu công nghiệp\n{FILLER}\nHết.");
    let snippet = searcher(&body).search("cong nghiep", SearchOptions::default());
    let snippet = bracketed(&snippet.hits[0].snippet);
    assert!(
        snippet.starts_with("Khu [công nghiệp] · Một câu"),
        "{snippet}"
    );
    assert!(!snippet.contains("Hết"), "{snippet}");
}

#[test]
fn an_end_is_shown_with_what_leads_to_it() {
    check(
        &format!("{FILLER} Nơi ấy là khu công nghiệp."),
        "cong nghiep",
        "…nó chỉ dài thêm ra cho đủ bốn mươi tiếng mà một đoạn trích dẫn có thể có là cùng. \
         Nơi ấy là khu [công nghiệp].",
    );
    check(
        &format!(
            "{} nhưng khu công nghiệp thì có",
            FILLER.trim_end_matches('.')
        ),
        "cong nghiep",
        "…nó chỉ dài thêm ra cho đủ bốn mươi tiếng mà một đoạn trích dẫn có thể có là cùng \
         nhưng khu [công nghiệp] thì có",
    );
}

#[test]
fn an_article_opens_at_its_best_paragraph() {
    let mut searcher = searcher("Mở đầu: Bắc.\n\nThành phố Bắc Ninh.\nHết.");
    let article = searcher.article("a", "bac ninh").unwrap();
    let paragraphs: Vec<String> = article.paragraphs.iter().map(bracketed).collect();
    assert_eq!(
        paragraphs,
        ["Mở đầu: Bắc.", "Thành phố [Bắc Ninh].", "Hết."]
    );
    assert_eq!(article.best_paragraph, Some(1));
    assert_eq!(searcher.article("a", "").unwrap().best_paragraph, None);
    assert_eq!(searcher.article("b", ""), None);
}
