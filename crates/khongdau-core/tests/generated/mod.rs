//! Collections that are large enough for shards.

use khongdau_core::document::Document;
use khongdau_core::index::{AnalyzedDocument, Writer};

const WORDS: &[&str] = &[
    "công",
    "nghiệp",
    "khu",
    "đất",
    "đai",
    "nghị",
    "quyết",
    "bắc",
    "ninh",
    "xanh",
    "và",
    "của",
    "phát",
    "triển",
    "thành",
    "phố",
    "cộng",
    "hòa",
    "môi",
    "trường",
    "thông",
    "minh",
    "nông",
];

/// Documents of drawn words, the same each time; a few thousand are enough for several blocks of
/// each kind and for tails.
pub fn documents(count: usize) -> Vec<Document> {
    let mut seed = 7u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    (0..count)
        .map(|n| {
            let mut words = |length: usize| {
                let word = |_| match next(4) {
                    0 => format!("từ{}", next(900)),
                    _ => WORDS[next(WORDS.len())].to_string(),
                };
                (0..length).map(word).collect::<Vec<_>>().join(" ")
            };
            Document {
                id: n.to_string(),
                url: format!("/{n}.html"),
                title: words(6),
                body: words(40),
                date: Some(format!("20{:02}-0{}-11", n % 25, n % 9 + 1)),
                source: Some(["TTXVN", "Báo Bắc Ninh"][n % 2].to_string()),
                ..Document::default()
            }
        })
        .collect()
}

/// The bytes of an index of these.
pub fn index(documents: Vec<Document>) -> Vec<u8> {
    let mut writer = Writer::new();
    for document in documents {
        writer.add(AnalyzedDocument::new(document)).unwrap();
    }
    writer.finish().unwrap()
}
