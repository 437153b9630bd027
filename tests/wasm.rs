//! The class over wasm-bindgen, under node and in a browser: shapes, UTF-16 ranges, errors.
//! What is ranked how is tested natively, in `tests/relevance.rs`.
#![cfg(all(target_arch = "wasm32", feature = "seeds"))]

use js_sys::{Array, Reflect};
use khongdau::SearchIndex;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

#[cfg(feature = "browser-tests")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap()
}

fn text(object: &JsValue, key: &str) -> String {
    get(object, key)
        .as_string()
        .unwrap_or_else(|| panic!("{key} is no string"))
}

fn hits(results: &JsValue) -> Array {
    get(results, "hits").unchecked_into()
}

fn options<T: Clone + Into<JsValue>>(pairs: &[(&str, T)]) -> JsValue {
    let options = js_sys::Object::new();
    for (key, value) in pairs {
        Reflect::set(&options, &(*key).into(), &value.clone().into()).unwrap();
    }
    options.into()
}

/// The objects of a list in an answer, each as the texts of these properties.
fn rows(answer: &JsValue, list: &str, keys: &[&str]) -> Vec<Vec<String>> {
    let list: Array = get(answer, list).unchecked_into();
    list.iter()
        .map(|row| keys.iter().map(|key| text(&row, key)).collect())
        .collect()
}

fn words(answer: &JsValue, list: &str) -> Vec<String> {
    let list: Array = get(answer, list).unchecked_into();
    list.iter().map(|word| word.as_string().unwrap()).collect()
}

#[wasm_bindgen_test]
fn answers_have_the_documented_shape() {
    let mut index = SearchIndex::embedded().unwrap();
    let results = index.search("cong nghiep", JsValue::UNDEFINED).unwrap();
    assert_eq!(text(&results, "query"), "cong nghiep");
    assert_eq!(get(&results, "total").as_f64(), Some(5.0));
    for hit in hits(&results).iter() {
        assert!(text(&hit, "id").len() > 3);
        assert!(get(&hit, "score").as_f64().unwrap() > 0.0);
        assert!(!text(&get(&hit, "title"), "text").is_empty());
        let date = get(&hit, "date");
        assert!(date.is_undefined() || date.as_string().unwrap().len() == 10);
    }
}

#[wasm_bindgen_test]
fn ranges_slice_javascript_strings() {
    let mut index = SearchIndex::embedded().unwrap();
    let results = index.search("cong nghiep", JsValue::NULL).unwrap();
    let mut seen = 0;
    for hit in hits(&results).iter() {
        let snippet = get(&hit, "snippet");
        let whole: js_sys::JsString = get(&snippet, "text").unchecked_into();
        for range in get(&snippet, "ranges").unchecked_into::<Array>().iter() {
            let end = |at| range.unchecked_ref::<Array>().get(at).as_f64().unwrap() as u32;
            let part = String::from(whole.slice(end(0), end(1))).to_lowercase();
            assert!(part.contains("công") || part.contains("nghiệp"), "{part}");
            seen += 1;
        }
    }
    assert!(seen >= 5);
}

#[wasm_bindgen_test]
fn limit_and_offset_page_through() {
    let mut index = SearchIndex::embedded().unwrap();
    let ids = |results: &JsValue| {
        hits(results)
            .iter()
            .map(|hit| text(&hit, "id"))
            .collect::<Vec<_>>()
    };
    let all = ids(&index.search("công nghiệp", JsValue::UNDEFINED).unwrap());
    let second = ids(&index
        .search("công nghiệp", options(&[("limit", 1.0), ("offset", 1.0)]))
        .unwrap());
    assert_eq!(second, all[1..2]);
    let none = index
        .search("công nghiệp", options(&[("limit", 0.0)]))
        .unwrap();
    assert_eq!(hits(&none).length(), 0);
    assert_eq!(get(&none, "total").as_f64(), Some(5.0));
}

#[wasm_bindgen_test]
fn an_article_opens_with_its_highlights() {
    let mut index = SearchIndex::embedded().unwrap();
    let results = index.search("1.729 km", JsValue::UNDEFINED).unwrap();
    let id = text(&hits(&results).get(0), "id");
    let article = index.article(&id, Some("1.729 km".into()));
    let best = get(&article, "bestParagraph").as_f64().unwrap() as u32;
    let paragraph = get(&article, "paragraphs")
        .unchecked_into::<Array>()
        .get(best);
    assert!(text(&paragraph, "text").contains("1.729 km"));
    assert!(index.article("no-such-id", None).is_undefined());
}

#[wasm_bindgen_test]
fn bad_bytes_and_options_throw_with_a_code() {
    let refused = |bytes: Vec<u8>| text(&SearchIndex::open(bytes).unwrap_err(), "code");
    assert_eq!(refused(Vec::new()), "BAD_INDEX");
    assert_eq!(refused(b"<!doctype html>".to_vec()), "BAD_INDEX");
    let mut newer = khongdau::embedded::INDEX.to_vec();
    newer[8] += 1;
    assert_eq!(refused(newer), "VERSION");
    let mut damaged = khongdau::embedded::INDEX.to_vec();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    assert_eq!(refused(damaged), "BAD_INDEX");

    let mut index = SearchIndex::open(khongdau::embedded::INDEX.to_vec()).unwrap();
    let half_life = |days: f64| options(&[("halfLifeDays", days)]);
    let today = |date: &str| {
        let recency = half_life(7.0);
        Reflect::set(&recency, &"today".into(), &date.into()).unwrap();
        options(&[("recency", recency)])
    };
    let wrong = [
        (JsValue::from_str("ten"), "search options are"),
        (options(&[("limit", -1.0)]), "limit and offset are"),
        (options(&[("offset", f64::NAN)]), "limit and offset are"),
        (options(&[("limit", "1")]), "limit and offset are"),
        (
            options(&[("prefix", 1.0)]),
            "prefix, literal and facets are",
        ),
        (
            options(&[("literal", "yes")]),
            "prefix, literal and facets are",
        ),
        (options(&[("marks", "Exact")]), "marks are"),
        (options(&[("marks", true)]), "marks are"),
        (options(&[("recency", 30.0)]), "recency is"),
        (options(&[("recency", half_life(30.0))]), "recency is"),
        (today("30/8/2026"), "recency is"),
        (
            options(&[("facets", 1.0)]),
            "prefix, literal and facets are",
        ),
        (options(&[("filters", "TTXVN")]), "filters are"),
        (filters(&[("source", 5.0.into())]), "filters are"),
        (filters(&[("year", "24".into())]), "filters are"),
        (filters(&[("year", 2024.5.into())]), "filters are"),
        (filters(&[("from", "2024".into())]), "filters are"),
        (filters(&[("author", 5.0.into())]), "filters are"),
    ];
    for (options, message) in wrong {
        let error = index.search("a", options.clone()).unwrap_err();
        assert_eq!(text(&error, "code"), "BAD_OPTIONS");
        let said = text(&error, "message");
        assert!(said.starts_with(message), "{said}");
        assert!(index.explain("a", "b", options).is_err());
    }
    assert!(index.search("a", today("2026-08-30")).is_ok());
    let error = index.suggest("a", (-1.0).into()).unwrap_err();
    assert_eq!(text(&error, "code"), "BAD_OPTIONS");
}

/// Options with these filters and nothing else.
fn filters(given: &[(&str, JsValue)]) -> JsValue {
    let filters = js_sys::Object::new();
    for (name, value) in given {
        Reflect::set(&filters, &(*name).into(), value).unwrap();
    }
    options(&[("filters", JsValue::from(filters))])
}

#[wasm_bindgen_test]
fn filters_restrict_and_facets_count() {
    let mut index = SearchIndex::embedded().unwrap();
    let count = |facets: &JsValue, facet: &str, value: &str| {
        let values = Reflect::get(facets, &facet.into()).unwrap();
        Reflect::get(&values, &value.into()).unwrap().as_f64()
    };
    let all = index.facets();
    assert_eq!(count(&all, "source", "TTXVN"), Some(1.0));
    assert_eq!(count(&all, "year", "2024"), Some(1.0));
    let mut total = |options: &JsValue| {
        let answer = index.search("cong nghiep", options.clone()).unwrap();
        (
            get(&answer, "total").as_f64().unwrap(),
            Reflect::get(&answer, &"facets".into()).unwrap(),
        )
    };
    let several = Array::of2(&"TTXVN".into(), &"Invest Global".into());
    for (given, expected) in [
        (vec![], 5.0),
        (vec![("source", "TTXVN".into())], 1.0),
        (vec![("source", several.into())], 2.0),
        (vec![("source", "ttxvn".into())], 0.0),
        (vec![("year", 2024.into())], 1.0),
        (
            vec![("year", Array::of2(&"2023".into(), &2024.into()).into())],
            2.0,
        ),
        (vec![("from", "2024-12-13".into())], 1.0),
        (vec![("from", "2024-12-14".into())], 0.0),
        (
            vec![("to", "2023-09-22".into()), ("year", JsValue::UNDEFINED)],
            1.0,
        ),
    ] {
        let given = filters(&given);
        let (found, facets) = total(&given);
        assert_eq!(
            (found, facets.is_undefined()),
            (expected, true),
            "{given:?}"
        );
    }
    let given = filters(&[("source", "TTXVN".into())]);
    Reflect::set(&given, &"facets".into(), &true.into()).unwrap();
    let (found, facets) = total(&given);
    assert_eq!(found, 1.0);
    assert_eq!(
        count(&facets, "source", "Invest Global"),
        Some(1.0),
        "what else there is"
    );
    assert!(
        Reflect::get(&facets, &"year".into())
            .unwrap()
            .is_undefined(),
        "TTXVN's has no date"
    );
}

#[wasm_bindgen_test]
fn an_answer_says_what_was_made_of_the_query() {
    let mut index = SearchIndex::embedded().unwrap();
    let mut answer = |query| index.search(query, JsValue::UNDEFINED).unwrap();
    let understood = |answer: &JsValue| rows(answer, "understood", &["typed", "meant", "how"]);
    let telex = answer("coong nghieepj");
    assert_eq!(
        understood(&telex),
        [["coong", "công", "telex"], ["nghieepj", "nghiệp", "telex"]]
    );
    assert_eq!(text(&telex, "corrected"), "công nghiệp");
    assert_eq!(
        understood(&answer("moi truong xahn")),
        [["xahn", "xanh", "typo"]]
    );
    assert_eq!(
        rows(&answer("KCN"), "alsoSearched", &["typed", "also"]),
        [["KCN", "khu công nghiệp"]]
    );
    assert_eq!(words(&answer("bac ninh qwrtz"), "unmatched"), ["qwrtz"]);
    assert_eq!(
        words(&answer("\"nghi quyet xanh\""), "relaxed"),
        ["phrases"]
    );

    let plain = answer("công nghiệp");
    assert!(!Reflect::has(&plain, &"corrected".into()).unwrap());
    for list in ["understood", "alsoSearched", "unmatched", "relaxed"] {
        let list: Array = get(&plain, list).unchecked_into();
        assert_eq!(list.length(), 0);
    }
}

#[wasm_bindgen_test]
fn options_reach_the_engine() {
    let mut index = SearchIndex::embedded().unwrap();
    let literal = index
        .search("moi truong xahn", options(&[("literal", true)]))
        .unwrap();
    assert_eq!(words(&literal, "unmatched"), ["xahn"]);

    let mut total = |marks| {
        let results = index.search("cọng", options(&[("marks", marks)])).unwrap();
        get(&results, "total").as_f64().unwrap()
    };
    assert!(total("exact") < total("ignore"));

    let mut score = |options| {
        let results = index.search("bac ninh", options).unwrap();
        get(&hits(&results).get(0), "score").as_f64().unwrap()
    };
    let recency = options(&[
        ("halfLifeDays", JsValue::from(30.0)),
        ("today", "2030-01-01".into()),
    ]);
    assert!(score(options(&[("recency", recency)])) < score(JsValue::UNDEFINED));
}

#[wasm_bindgen_test]
fn suggestions_and_explanations_have_the_documented_shape() {
    let mut index = SearchIndex::embedded().unwrap();
    let suggestions = |answer: JsValue| answer.unchecked_into::<Array>();
    let all = suggestions(index.suggest("khu cong ngh", JsValue::UNDEFINED).unwrap());
    assert!((2..=5).contains(&all.length()));
    assert_eq!(text(&all.get(0), "text"), "khu công nghiệp");
    assert_eq!(text(&all.get(0), "kind"), "completion");
    let one = suggestions(index.suggest("khu cong ngh", 1.0.into()).unwrap());
    assert_eq!(one.length(), 1);
    let none = suggestions(index.suggest("", JsValue::UNDEFINED).unwrap());
    assert_eq!(none.length(), 0);

    let results = index.search("bac ninh", JsValue::UNDEFINED).unwrap();
    let hit = hits(&results).get(0);
    let why = index
        .explain("bac ninh", &text(&hit, "id"), JsValue::UNDEFINED)
        .unwrap();
    let score = |object: &JsValue| get(object, "score").as_f64().unwrap();
    let parts: Array = get(&why, "parts").unchecked_into();
    let sum: f64 = parts.iter().map(|part| score(&part)).sum();
    assert!((score(&why) - score(&hit)).abs() < 1e-3);
    assert!((sum - score(&hit)).abs() < 1e-3);
    assert!(parts.iter().all(|part| !text(&part, "what").is_empty()));
    let none = index.explain("bac ninh", "no-such-id", JsValue::UNDEFINED);
    assert!(none.unwrap().is_undefined());
}

#[wasm_bindgen_test]
fn a_query_without_words_has_no_hits() {
    let mut index = SearchIndex::embedded().unwrap();
    for query in ["", "   ", "…!?", "\u{301}", "\u{200b}"] {
        let results = index.search(query, JsValue::UNDEFINED).unwrap();
        assert_eq!(get(&results, "total").as_f64(), Some(0.0), "{query:?}");
    }
}
