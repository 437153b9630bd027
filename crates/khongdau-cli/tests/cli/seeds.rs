//! The repository's own articles.

use crate::run::{Place, Ran};
use std::path::{Path, PathBuf};

const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");

fn indexed() -> Place {
    let place = Place::new();
    place.run(&["index", SEEDS, "-o", "seeds.kdx"]).ok();
    place
}

fn search(place: &Place, query: &str) -> Ran {
    place.run(&["search", "seeds.kdx", query, "--json"]).ok()
}

#[test]
fn ids_are_file_names_without_extension() {
    let place = indexed();
    let entries = std::fs::read_dir(SEEDS)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let texts = entries.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    let names: Vec<PathBuf> = texts.map(|path| path.with_extension("")).collect();
    let stats = place.run(&["inspect", "seeds.kdx", "--json"]).ok().json();
    assert_eq!(stats["documents"], names.len());
    let found = search(&place, "công nghiệp").json();
    let hits = found["hits"].as_array().unwrap();
    assert!(!hits.is_empty());
    for hit in hits {
        assert!(
            names.contains(&Path::new(SEEDS).join(hit["id"].as_str().unwrap())),
            "{hit}"
        );
    }
}

#[test]
fn a_query_without_diacritics_finds_the_same_articles() {
    let place = indexed();
    let total = |query: &str| search(&place, query).json()["total"].as_u64().unwrap();
    assert!(total("cong nghiep") > 0);
    assert_eq!(total("cong nghiep"), total("công nghiệp"));
}

#[test]
fn a_headline_finds_its_article_first() {
    let place = indexed();
    let first = |query: &str| {
        search(&place, query).json()["hits"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let query = "ban giai phap dua bac ninh thanh trung tam doi moi sang tao";
    assert_eq!(first(query), "000_c7f7e391b639c148");
    place.run(&["verify", "seeds.kdx"]).ok();
}
