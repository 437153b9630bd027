//! The index as a whole: what goes in comes out, damage is refused, bytes are the same.
#![cfg(feature = "writer")]

use khongdau_core::document::Document;
use khongdau_core::index::{AnalyzedDocument, DocId, Index, OpenError, WriteError, Writer};
use proptest::prelude::*;

fn document(id: &str, title: &str, body: &str) -> Document {
    Document {
        id: id.into(),
        title: title.into(),
        body: body.into(),
        ..Document::default()
    }
}

fn write(documents: &[Document]) -> Vec<u8> {
    let mut writer = Writer::new();
    for document in documents {
        writer.add(AnalyzedDocument::new(document.clone())).unwrap();
    }
    writer.finish().unwrap()
}

fn sample() -> Vec<Document> {
    vec![
        Document {
            id: "a".into(),
            url: "/a.html".into(),
            title: "Hoà Bình: 1.908 dự án".into(),
            date: Some("2023-06-14".into()),
            source: Some("TTXVN".into()),
            body: "Nghị quyết 29-NQ/TW.\nTP.HCM (R&D) đạt 24,17 tỷ USD…".into(),
            ..Document::default()
        },
        document("b", "Thủy điện", "thuỷ điện THỦY ĐIỆN ÔI iPhone Ðà Nẵng"),
        document("c", "", ""),
        // Decomposed, half-composed, invisible characters, other scripts.
        document(
            "d",
            "Co\u{302}ng nghie\u{323}\u{302}p",
            "vơ\u{301}i đô\u{323}ng sản x\u{ad}uất\u{200b}北京 café 😀!",
        ),
    ]
}

#[test]
fn documents_come_back_to_the_byte() {
    let documents = sample();
    let index = Index::open(write(&documents)).unwrap();
    for (doc, document) in documents.iter().enumerate() {
        assert_eq!(index.document(DocId(doc as u32)).as_ref(), Some(document));
    }
    assert_eq!(index.document(DocId(4)), None);
    assert_eq!(index.stats().documents, 4);
}

#[test]
fn the_same_documents_give_the_same_bytes() {
    assert_eq!(write(&sample()), write(&sample()));
}

#[test]
fn every_flipped_bit_is_refused() {
    let bytes = write(&sample());
    for bit in 0..bytes.len() * 8 {
        let mut damaged = bytes.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        assert!(
            Index::open(&damaged[..]).is_err(),
            "bit {bit} of {}",
            bytes.len() * 8
        );
    }
}

#[test]
fn every_truncation_is_refused() {
    let bytes = write(&sample());
    for len in 0..bytes.len() {
        assert!(
            Index::open(&bytes[..len]).is_err(),
            "{len} of {} bytes",
            bytes.len()
        );
    }
}

#[test]
fn refusals_say_what_to_do() {
    let web_page = Index::open(&b"<!doctype html><title>404</title>"[..]).unwrap_err();
    assert_eq!(web_page, OpenError::NotAnIndex);
    assert_eq!(web_page.code(), "BAD_INDEX");
    assert!(web_page.to_string().contains("web page"));
    let mut newer = write(&sample());
    newer[8] += 1;
    let newer = Index::open(newer).unwrap_err();
    assert_eq!(newer.code(), "VERSION");
    assert!(newer.to_string().contains("update khongdau"));
}

#[test]
fn the_writer_refuses_what_it_cannot_index() {
    assert_eq!(Writer::new().finish(), Err(WriteError::Empty));
    let mut writer = Writer::new();
    writer
        .add(AnalyzedDocument::new(document("a", "một", "")))
        .unwrap();
    let again = writer.add(AnalyzedDocument::new(document("a", "hai", "")));
    assert_eq!(again, Err(WriteError::DuplicateId("a".into())));
    let index = Index::open(writer.finish().unwrap()).unwrap();
    assert_eq!(index.stats().documents, 1);
}

fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "công",
        "Nghiệp",
        "HOÀ",
        "hòa",
        "khỏe",
        "1.908",
        "29-NQ/TW",
        "đ",
        "Ð",
        "e\u{301}\u{302}",
        "\u{301}",
        "x\u{ad}y",
        "TP.HCM",
        "😀",
        "北京",
        "a",
        "Ỹ",
        "…",
        "\n",
        "\t",
        "(",
        "”",
        "café",
        "quý",
        "kỹ",
        "XIII",
    ]);
    let piece = prop_oneof![4 => word.prop_map(String::from), 1 => any::<String>()];
    prop::collection::vec(
        (piece, prop::sample::select(vec![" ", "", "-", ", "])),
        0..25,
    )
    .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back_to_the_byte(texts in prop::collection::vec((text(), text()), 1..5)) {
        let documents: Vec<Document> = texts
            .iter()
            .enumerate()
            .map(|(n, (title, body))| document(&n.to_string(), title, body))
            .collect();
        let index = Index::open(write(&documents)).unwrap();
        for (doc, document) in documents.iter().enumerate() {
            let found = index.document(DocId(doc as u32));
            prop_assert_eq!(found.as_ref(), Some(document));
        }
    }

    #[test]
    fn any_bytes_open_or_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Index::open(&bytes[..]).is_err());
    }

    /// Damage behind valid checksums: nothing the reader itself parses may panic. The
    /// dictionaries are left alone, `fst` being the documented exception.
    #[test]
    fn sound_checksums_over_nonsense_do_not_panic(at in 0usize..10_000, byte in any::<u8>(), query in text()) {
        let mut bytes = write(&sample());
        let field = |bytes: &[u8], at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        let sections: Vec<(usize, usize, usize)> = (0..9)
            .filter(|section| ![2, 3, 7].contains(section))
            .map(|section| 24 + 16 * section)
            .map(|entry| (entry, field(&bytes, entry + 4), field(&bytes, entry + 8)))
            .filter(|(_, _, len)| *len > 0)
            .collect();
        let (entry, start, len) = sections[at % sections.len()];
        bytes[start + at % len] = byte;
        let checksum = khongdau_core::format::crc32::crc32(&bytes[start..start + len]);
        bytes[entry + 12..entry + 16].copy_from_slice(&checksum.to_le_bytes());
        let head = khongdau_core::format::crc32::crc32(&[&bytes[..20], &bytes[24..24 + 9 * 16]].concat());
        bytes[20..24].copy_from_slice(&head.to_le_bytes());
        if let Ok(index) = Index::open(&bytes[..]) {
            for doc in 0..5 {
                let _ = index.document(DocId(doc));
            }
            let mut searcher = khongdau_core::search::Searcher::new(index);
            for query in [query.as_str(), "nghi quyet 29", "thuy dien", "công nghi"] {
                let _ = searcher.search(query, Default::default());
                let _ = searcher.article("a", query);
            }
        }
    }
}
