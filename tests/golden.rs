//! Golden bytes: an index of this format version stays readable and is written alike for good.
//!
//! `tests/golden/kdx-v6.kdx` was made from [`documents`] by running this test with
//! `KHONGDAU_BLESS=1`; that is right only together with a new format or analyzer version.

use khongdau_core::document::Document;
use khongdau_core::index::{AnalyzedDocument, DocId, Index, Writer};
use khongdau_core::search::{SearchOptions, Searcher};
use std::fs;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/kdx-v6.kdx");

fn documents() -> Vec<Document> {
    vec![
        Document {
            id: "nghi-quyet".into(),
            url: "/nghi-quyet.html".into(),
            title: "Nghị quyết 29-NQ/TW về công nghiệp hoá".into(),
            date: Some("2022-11-17".into()),
            source: Some("Trung ương".into()),
            body: "Đẩy mạnh công nghiệp hóa, hiện đại hóa.\nTầm nhìn đến năm 2045: 1.908 dự án."
                .into(),
            ..Document::default()
        },
        Document {
            id: "nfd".into(),
            title: "Co\u{302}\u{300}ng chie\u{302}ng Ta\u{302}y Nguye\u{302}n".into(),
            body: "Ðà Lạt, TP.HCM; café (R&D)…".into(),
            ..Document::default()
        },
    ]
}

fn written() -> Vec<u8> {
    let mut writer = Writer::new();
    for document in documents() {
        writer.add(AnalyzedDocument::new(document)).unwrap();
    }
    writer.finish().unwrap()
}

#[test]
fn the_writer_writes_the_golden_bytes() {
    if std::env::var_os("KHONGDAU_BLESS").is_some() {
        fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden")).unwrap();
        fs::write(GOLDEN, written()).unwrap();
    }
    let golden = fs::read(GOLDEN).unwrap();
    assert!(
        golden == written(),
        "the bytes changed: raise FORMAT_VERSION or ANALYZER_VERSION and bless"
    );
}

#[test]
fn the_golden_bytes_open_and_answer() {
    let golden = fs::read(GOLDEN).unwrap();
    let index = Index::open(golden).unwrap();
    for (doc, document) in documents().into_iter().enumerate() {
        assert_eq!(index.document(DocId(doc as u32)), Some(document));
    }
    let mut searcher = Searcher::new(index);
    let mut first = |query: &str| {
        searcher
            .search(query, SearchOptions::default())
            .hits
            .remove(0)
            .id
    };
    assert_eq!(first("nq29"), "nghi-quyet");
    assert_eq!(first("cong nghiep hoa"), "nghi-quyet");
    assert_eq!(first("cồng chiêng"), "nfd");
    assert_eq!(first("tphcm"), "nfd");
}
