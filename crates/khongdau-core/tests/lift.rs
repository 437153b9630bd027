//! What of a score is for having all words: what answers of several indexes are merged by.
#![cfg(feature = "writer")]

use khongdau_core::document::Document;
use khongdau_core::index::packed_date::pack_date;
use khongdau_core::index::{AnalyzedDocument, Index, Writer};
use khongdau_core::search::{Recency, SearchOptions, Searcher, Sort};

fn searcher() -> Searcher<Vec<u8>> {
    let mut writer = Writer::new();
    for (id, body, date) in [
        ("both", "Khu công nghiệp ven biển.", "2024-01-01"),
        ("marks", "Lạnh cóng và nghề nghiệp.", "2025-01-01"),
        ("one", "Công trình mới, công viên mới.", "2026-01-01"),
    ] {
        let document = Document {
            id: id.into(),
            title: "Tin".into(),
            body: body.into(),
            date: Some(date.into()),
            ..Document::default()
        };
        writer.add(AnalyzedDocument::new(document)).unwrap();
    }
    Searcher::new(Index::open(writer.finish().unwrap()).unwrap())
}

#[test]
fn a_hit_says_how_far_it_was_lifted_and_the_answer_by_how_much() {
    let results = searcher().search("công nghiệp", SearchOptions::default());
    let found: Vec<_> = results.hits.iter().map(|hit| &hit.id[..]).collect();
    assert_eq!(found, ["both", "marks", "one"]);
    let steps: Vec<_> = results
        .hits
        .iter()
        .map(|hit| hit.lift / results.lift)
        .collect();
    assert_eq!(steps, [2.0, 1.0, 0.0]);
    // The highest score is what a step is, so that no other can come above it.
    let own = results.hits.iter().map(|hit| hit.score - hit.lift);
    let highest = own.fold(0.0, f32::max);
    assert!(
        (highest - results.lift).abs() < 1e-3 * highest,
        "{results:#?}"
    );
}

#[test]
fn age_takes_of_it_what_it_takes_of_the_score() {
    let plain = searcher().search("công nghiệp", SearchOptions::default());
    let today = pack_date("2026-01-01").unwrap();
    let recency = Some(Recency {
        today,
        half_life: 365.0,
    });
    let options = SearchOptions {
        recency,
        ..SearchOptions::default()
    };
    let aged = searcher().search("công nghiệp", options);
    assert_eq!(plain.lift, aged.lift);
    for hit in &aged.hits {
        let before = plain
            .hits
            .iter()
            .find(|other| other.doc == hit.doc)
            .unwrap();
        let (score, lift) = (hit.score / before.score, hit.lift / before.lift.max(1e-9));
        assert!(
            before.lift == 0.0 || (score - lift).abs() < 1e-4,
            "{hit:#?}"
        );
        assert!(score <= 1.0);
    }
}

#[test]
fn by_date_it_stands_above_the_score() {
    let options = SearchOptions {
        sort: Sort::Newest,
        ..SearchOptions::default()
    };
    let all = searcher().search("công nghiệp", options);
    let some = searcher().search("cong trinh nghiep", options);
    let steps =
        |hits: &[khongdau_core::search::Hit]| hits.iter().map(|hit| hit.lift).collect::<Vec<_>>();
    assert_eq!((steps(&all.hits), all.lift), (vec![2.0], 1.0));
    assert_eq!((steps(&some.hits), some.lift), (vec![0.0; 3], 1.0));
}
