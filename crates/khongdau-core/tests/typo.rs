//! Spelling mistakes: what they cost, and which keys of a dictionary may have been meant.
//!
//! Each half has a twin too simple to be wrong: `slow_cost` follows every way of aligning two
//! words, and `slow_near` compares a key with all others. The confusions come from
//! `data/typo.json`, so that a slip in the engine's tables shows.
#![cfg(feature = "writer")]

use khongdau_core::document::Document;
use khongdau_core::index::near::{MAX_NEAR, NearKey, near};
use khongdau_core::index::{AnalyzedDocument, Index, Writer};
use khongdau_core::text::typo::{MAX_KEY, budget, correction, typo_cost};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

type Row = (String, String, f32);

#[derive(serde::Deserialize)]
struct Data {
    typo_cost: Vec<Row>,
    onsets: Vec<Row>,
    nuclei: Vec<Row>,
    codas: Vec<Row>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| serde_json::from_str(include_str!("data/typo.json")).unwrap());

fn same(one: f32, other: f32) -> bool {
    one == other || (one - other).abs() < 0.001
}

// ---- the slow twins

/// Whether two keys touch on the keyboard: rows shifted by 0.3 and 0.8 of a key.
fn beside(one: u8, other: u8) -> bool {
    let place = |letter: u8| {
        let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
        let row = rows.iter().position(|row| row.contains(letter as char))?;
        let column = rows[row].find(letter as char)?;
        Some((row as f32, column as f32 + [0.0, 0.3, 0.8][row]))
    };
    match (place(one), place(other)) {
        (Some(one), Some(other)) => (one.0 - other.0).abs() < 1.1 && (one.1 - other.1).abs() < 1.01,
        _ => false,
    }
}

/// Optimal string alignment, by trying everything. `price` is what an edit costs: of one letter
/// for another, of a letter too many with the one before it, of two exchanged.
fn align(typed: &[u8], meant: &[u8], price: &dyn Fn(Edit) -> f32) -> f32 {
    let last = |word: &[u8]| (word[word.len() - 1], word[..word.len() - 1].last().copied());
    let short = |word: &[u8], by: usize| word[..word.len() - by].to_vec();
    let mut best = f32::INFINITY;
    if typed.is_empty() && meant.is_empty() {
        return 0.0;
    }
    if !typed.is_empty() {
        let (letter, before) = last(typed);
        best = best.min(align(&short(typed, 1), meant, price) + price(Edit::Gap(letter, before)));
    }
    if !meant.is_empty() {
        let (letter, before) = last(meant);
        best = best.min(align(typed, &short(meant, 1), price) + price(Edit::Gap(letter, before)));
    }
    if !typed.is_empty() && !meant.is_empty() {
        let (one, other) = (last(typed), last(meant));
        let rest = align(&short(typed, 1), &short(meant, 1), price);
        best = best.min(rest + price(Edit::Other(one.0, other.0)));
        if one.1 == Some(other.0) && other.1 == Some(one.0) {
            let rest = align(&short(typed, 2), &short(meant, 2), price);
            best = best.min(rest + price(Edit::Exchange));
        }
    }
    best
}

enum Edit {
    Gap(u8, Option<u8>),
    Other(u8, u8),
    Exchange,
}

fn letter_price(edit: Edit) -> f32 {
    match edit {
        Edit::Gap(letter, before) if before == Some(letter) => 0.5,
        Edit::Gap(..) => 1.0,
        Edit::Other(one, other) if one == other => 0.0,
        Edit::Other(one, other) if beside(one, other) => 0.7,
        Edit::Other(..) => 1.0,
        Edit::Exchange => 0.7,
    }
}

fn unit_price(edit: Edit) -> f32 {
    match edit {
        Edit::Other(one, other) if one == other => 0.0,
        _ => 1.0,
    }
}

/// Onset, nucleus, coda: the longest onset that leaves one to three vowels and a coda.
fn parts(key: &str) -> Option<[&str; 3]> {
    const ONSETS: &str = "ngh ng nh ch gh gi kh ph qu th tr b c d g h k l m n p r s t v x";
    const CODAS: &str = "c ch k m n ng nh p t";
    let vowel = |letter: char| "aeiouy".contains(letter);
    let onsets = ONSETS.split(' ').chain([""]);
    onsets
        .filter_map(|onset| {
            let rest = key.strip_prefix(onset)?;
            let end = rest.find(|letter| !vowel(letter)).unwrap_or(rest.len());
            let (nucleus, coda) = rest.split_at(end);
            let coda_fits = coda.is_empty() || CODAS.split(' ').any(|known| known == coda);
            // The onset takes the vowels of qu and gi, but not the only one.
            ((1..=3).contains(&nucleus.len()) && coda_fits).then_some([onset, nucleus, coda])
        })
        .next()
}

fn slow_parts_cost(typed: &str, meant: &str) -> Option<f32> {
    let (typed, meant) = (parts(typed)?, parts(meant)?);
    let tables = [&DATA.onsets, &DATA.nuclei, &DATA.codas];
    let cost = |at: usize| {
        let (one, other) = (typed[at], meant[at]);
        let known =
            |row: &&Row| (row.0 == one && row.1 == other) || (row.0 == other && row.1 == one);
        match tables[at].iter().find(known) {
            _ if one == other => Some(0.0),
            row => Some(row?.2),
        }
    };
    Some(cost(0)? + cost(1)? + cost(2)?)
}

fn slow_cost(typed: &str, meant: &str) -> f32 {
    let (one, other) = (typed.as_bytes(), meant.as_bytes());
    let mut letters = align(one, other, &letter_price);
    if one
        .first()
        .zip(other.first())
        .is_some_and(|(one, other)| one != other)
    {
        letters += 0.3;
    }
    slow_parts_cost(typed, meant).map_or(letters, |parts| parts.min(letters))
}

/// Every other key within what a correction may cost, if it is one edit away or differs by
/// confused parts that cost 1.3 at most.
fn slow_near<'a>(keys: impl Iterator<Item = &'a str>, typed: &str) -> Vec<NearKey> {
    let one_edit = |key: &str| {
        typed.len().abs_diff(key.len()) <= 1
            && align(typed.as_bytes(), key.as_bytes(), &unit_price) < 1.5
    };
    let mut found: Vec<NearKey> = keys
        .filter(|key| slow_parts_cost(typed, key).is_some_and(|cost| cost < 1.35) || one_edit(key))
        .filter_map(|key| {
            let cost = correction(typed, key)?;
            Some(NearKey {
                key: key.to_string(),
                cost,
            })
        })
        .collect();
    found.sort_by(|one, other| {
        one.cost
            .total_cmp(&other.cost)
            .then(one.key.cmp(&other.key))
    });
    found.truncate(MAX_NEAR);
    found
}

// ---- what a mistake costs

#[test]
fn costs_are_those_of_the_vectors() {
    for (typed, meant, cost) in &DATA.typo_cost {
        let got = typo_cost(typed, meant);
        assert!(same(got, *cost), "{typed} for {meant}: {got}, not {cost}");
    }
    assert_eq!(DATA.typo_cost.len(), 19);
}

#[test]
fn each_confusion_costs_what_its_row_says() {
    for (table, make) in [
        (
            &DATA.onsets,
            (|part| format!("{part}am")) as fn(&str) -> String,
        ),
        (&DATA.nuclei, |part| format!("m{part}")),
        (&DATA.codas, |part| format!("ma{part}")),
    ] {
        for (one, other, cost) in table {
            let (one, other) = (make(one), make(other));
            let got = typo_cost(&one, &other);
            assert!(same(got, *cost), "{one} for {other}: {got}, not {cost}");
        }
    }
}

#[test]
fn a_budget_grows_with_the_word() {
    for (key, expected) in [
        ("", 0.0),
        ("o", 0.5),
        ("se", 0.5),
        ("nam", 0.7),
        ("cong", 1.0),
        ("truong", 1.3),
        ("abcdefghijklmnop", 1.3),
        ("abcdefghijklmnopq", 0.0), // longer than any syllable
        ("29", 0.0),
        ("a4", 0.0),
        ("29:nq-tw", 0.0), // number of a document
        ("ubnd", 1.0),     // has a vowel
        ("kcn", 0.7),      // a word whose vowel is missing, or an acronym: the caller knows
        ("Cong", 0.0),     // no key: keys are folded
        ("công", 0.0),
    ] {
        assert_eq!(budget(key), expected, "{key}");
    }
}

#[test]
fn corrections_are_what_the_longer_word_allows() {
    for (typed, meant, expected) in [
        ("se", "xe", Some(0.4)),
        ("na", "la", Some(0.5)),
        ("na", "nga", None), // 0.8: two letters typed, 0.5 at most
        ("co", "con", None),
        ("nam", "lam", Some(0.5)),
        ("nam", "nan", Some(0.7)),  // m beside n
        ("nam", "nac", None),       // 1.0: three letters, 0.7 at most
        ("cog", "cong", Some(1.0)), // but four were meant
        ("con", "co", None),
        ("ong", "cong", None),        // 1.3
        ("ruoc", "truoc", Some(1.3)), // five were meant
        ("ttuong", "tuong", Some(0.5)),
        ("rtuong", "truong", Some(1.0)),
        ("cong", "cong", None), // the same
        ("2024a", "2024", None),
        ("", "a", None),
    ] {
        let got = correction(typed, meant);
        let fits = match (got, expected) {
            (Some(got), Some(expected)) => same(got, expected),
            _ => got.is_none() && expected.is_none(),
        };
        assert!(fits, "{typed} for {meant}: {got:?}, not {expected:?}");
    }
}

// ---- which keys are near

fn index_of<'a>(words: impl Iterator<Item = &'a str>) -> Index<Vec<u8>> {
    Index::open(bytes_of(words)).unwrap()
}

fn bytes_of<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut body = String::new();
    for word in words {
        body.push_str(word);
        body.push('\n');
    }
    let mut writer = Writer::new();
    let document = Document {
        id: "a".into(),
        body,
        ..Document::default()
    };
    writer.add(AnalyzedDocument::new(document)).unwrap();
    writer.finish().unwrap()
}

/// Syllables, whether or not they are Vietnamese, and tokens that are none.
const MANY: &str = "coong cong con cog conng ccong ong kong gong song xong sang xang long nong lan nan \
    nghiep ngiep nghep nghiem nghiepp tuong truong chuong thuong huong huu huou hieu hiu hoa hua \
    gi gii di ri vi gia gian gien giet ghiet ghe ge quyet kuyet cuyet qui cui kui ki ca qua kh \
    ubnd kcn vccic 2023 24h covid19 29-NQ/TW TP.HCM iPhone facebook facebok fcebook online onlin \
    kỹ kĩ tay tai tây tháng thành thanh thang thnh danh gianh dành a an o e xe se";

fn keys(index: &Index<Vec<u8>>) -> BTreeSet<String> {
    let view = index.view().unwrap();
    let ords = (0..view.root.terms).map(khongdau_core::index::terms::TermOrd);
    // Words of long forms are in the dictionary where no document has them.
    ords.filter(|ord| view.list(*ord).unwrap().documents > 0)
        .map(|ord| view.terms.term(ord).unwrap().key)
        .filter(|key| key.bytes().all(|byte| byte.is_ascii_lowercase()))
        .collect()
}

fn assert_near_is_all(index: &Index<Vec<u8>>, typed: &str) {
    let keys = keys(index);
    let view = index.view().unwrap();
    let expected = slow_near(keys.iter().map(String::as_str), typed);
    assert_eq!(near(view.blocks, typed), expected, "«{typed}»");
}

#[test]
fn near_keys_come_cheapest_first() {
    let index = index_of(MANY.split_whitespace());
    let listed = |typed: &str| {
        let found = near(index.view().unwrap().blocks, typed);
        found
            .iter()
            .map(|near| format!("{} {:.1}", near.key, near.cost))
            .collect::<Vec<_>>()
    };
    assert_eq!(listed("xe"), ["se 0.4"]);
    assert_eq!(listed("ngheip"), ["nghiep 0.7", "nghep 1.0"]);
    assert_eq!(listed("gianh"), ["danh 0.4", "gian 0.6"]);
    assert_eq!(listed("facebool"), ["facebook 0.7"]);
    assert_eq!(listed("tuonng"), ["tuong 0.5"]);
    for never in ["", "2022", "24g", "29:nq-tv", "cong ", "công", "\u{1}"] {
        assert!(listed(never).is_empty(), "{never}");
    }
}

#[test]
fn near_keys_of_every_key_are_those_of_brute_force() {
    let index = index_of(MANY.split_whitespace());
    for typed in keys(&index) {
        assert_near_is_all(&index, &typed);
    }
}

#[test]
fn near_keys_are_the_best_of_too_many() {
    let all: Vec<String> = (b'a'..=b'z')
        .flat_map(|letter| {
            [
                format!("than{}", letter as char),
                format!("tha{}g", letter as char),
            ]
        })
        .collect();
    let index = index_of(all.iter().map(String::as_str));
    assert_eq!(near(index.view().unwrap().blocks, "thang").len(), MAX_NEAR);
    assert_near_is_all(&index, "thang");
}

proptest! {
    #[test]
    fn costs_agree_with_the_slow_twin(typed in "[a-eghinoqtuy]{0,5}", meant in "[a-eghinoqtuy]{0,5}") {
        let (fast, slow) = (typo_cost(&typed, &meant), slow_cost(&typed, &meant));
        prop_assert!(same(fast, slow), "{typed} for {meant}: {fast}, slow {slow}");
        prop_assert_eq!(fast, typo_cost(&meant, &typed));
        prop_assert_eq!(fast == 0.0, typed == meant);
    }

    #[test]
    fn syllables_agree_with_the_slow_twin(
        typed in "(ng|ngh|n|nh|l|g|gh|gi|qu|c|k|)[aiouye]{1,2}(n|ng|nh|c|ch|t|)",
        meant in "(ng|ngh|n|nh|l|g|gh|gi|qu|c|k|)[aiouye]{1,2}(n|ng|nh|c|ch|t|)",
    ) {
        let (fast, slow) = (typo_cost(&typed, &meant), slow_cost(&typed, &meant));
        prop_assert!(same(fast, slow), "{typed} for {meant}: {fast}, slow {slow}");
    }

    #[test]
    fn near_keys_are_those_of_brute_force(
        words in prop::collection::vec("(ng|ngh|n|l|gi|g|d|th|t|)[aiouy]{1,2}(n|ng|c|ch|)|[a-c]{1,6}|[a1:]{1,3}", 1..60),
        typed in "(ng|ngh|n|l|gi|g|d|th|t|)[aiouy]{1,2}(n|ng|c|ch|)|[a-c]{1,6}",
    ) {
        assert_near_is_all(&index_of(words.iter().map(String::as_str)), &typed);
    }

    #[test]
    fn any_strings_have_a_cost(typed in any::<String>(), meant in "\\PC{0,40}|[a-z]{10,20}") {
        let cost = typo_cost(&typed, &meant);
        prop_assert!(cost >= 0.0);
        prop_assert_eq!(cost, typo_cost(&meant, &typed));
        let long = typed.len().max(meant.len()) > MAX_KEY && typed != meant;
        prop_assert_eq!(cost.is_infinite(), long);
        prop_assert!((0.0..=1.3).contains(&budget(&typed)));
        prop_assert!(correction(&typed, &meant).is_none_or(|cost| cost > 0.0 && cost < 1.35));
    }

    #[test]
    fn any_string_has_few_near_keys(typed in "\\PC{0,40}|[a-z]{1,20}|(th|ng|)[aou]{1,3}(n|ng|)") {
        static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| bytes_of(MANY.split_whitespace()));
        let index = Index::open(&BYTES[..]).unwrap();
        let found = near(index.view().unwrap().blocks, &typed);
        prop_assert!(found.len() <= MAX_NEAR);
        for near in &found {
            prop_assert!(near.key.bytes().all(|byte| byte.is_ascii_lowercase()));
            prop_assert_eq!(correction(&typed, &near.key), Some(near.cost));
        }
        if typed.len() > MAX_KEY {
            prop_assert!(found.is_empty());
        }
    }
}
