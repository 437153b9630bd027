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

fn options(pairs: &[(&str, f64)]) -> JsValue {
    let options = js_sys::Object::new();
    for (key, value) in pairs {
        Reflect::set(&options, &(*key).into(), &(*value).into()).unwrap();
    }
    options.into()
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
    let article = index.article(&id, Some("1.729 km".into())).unwrap();
    let best = get(&article, "bestParagraph").as_f64().unwrap() as u32;
    let paragraph = get(&article, "paragraphs")
        .unchecked_into::<Array>()
        .get(best);
    assert!(text(&paragraph, "text").contains("1.729 km"));
    assert!(index.article("no-such-id", None).unwrap().is_undefined());
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
    let error = index.search("a", JsValue::from_str("ten")).unwrap_err();
    assert_eq!(text(&error, "code"), "BAD_OPTIONS");
    assert!(index.search("a", options(&[("limit", -1.0)])).is_err());
}

#[wasm_bindgen_test]
fn a_query_without_words_has_no_hits() {
    let mut index = SearchIndex::embedded().unwrap();
    for query in ["", "   ", "…!?", "\u{301}", "\u{200b}"] {
        let results = index.search(query, JsValue::UNDEFINED).unwrap();
        assert_eq!(get(&results, "total").as_f64(), Some(0.0), "{query:?}");
    }
}
