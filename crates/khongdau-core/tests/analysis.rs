//! Rules of Vietnamese text as rows of data: `tests/data/analysis.json`, written with ASCII
//! escapes so that no editor can compose or decompose it. And the properties behind them.

use khongdau_core::analysis::{analyze, document_numbers};
use khongdau_core::text::{Agreement, Placement, Term, agreement, fold, spelling};
use proptest::prelude::*;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

#[derive(Deserialize)]
struct Rows {
    fold: Vec<(String, String)>,
    signature: Vec<(String, String, String, String)>,
    escape: Vec<(String, String, String)>,
    agreement: Vec<(String, String, String)>,
    placement_equal: Vec<(String, String)>,
    placement_notequal: Vec<(String, String)>,
    iy_equal: Vec<(String, String)>,
    iy_notequal: Vec<(String, String)>,
    tokenise: Vec<TokenRow>,
    document_numbers: Vec<(String, Vec<String>)>,
}

#[derive(Deserialize)]
struct TokenRow {
    text: String,
    keys: Vec<String>,
    extras: Vec<(usize, String)>,
    spans: Vec<(usize, usize)>,
}

fn rows() -> Rows {
    serde_json::from_str(include_str!("data/analysis.json")).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn terms(text: &str) -> Vec<Term> {
    analyze(text)
        .tokens
        .into_iter()
        .map(|token| token.term)
        .collect()
}

fn keys(text: &str) -> Vec<String> {
    terms(text).into_iter().map(|term| term.key).collect()
}

#[test]
fn tokens_fold() {
    for (token, folded) in rows().fold {
        assert_eq!(fold(&token), folded, "{token}");
    }
}

#[test]
fn terms_have_their_bytes_and_spellings() {
    for (token, bytes, old, new) in rows().signature {
        let term = Term::of(&token);
        assert_eq!(hex(&term.to_bytes()), bytes, "{token}");
        assert_eq!(
            spelling(&term.key, &term.signature, Placement::Old),
            Some(old)
        );
        assert_eq!(
            spelling(&term.key, &term.signature, Placement::New),
            Some(new)
        );
        assert_eq!(Term::from_bytes(&term.to_bytes()), Some(term));
    }
}

#[test]
fn what_one_byte_cannot_tell_is_escaped() {
    for (token, key, signature) in rows().escape {
        let term = Term::of(&token);
        assert_eq!(
            (term.key.as_str(), hex(&term.signature)),
            (key.as_str(), signature),
            "{token}"
        );
        assert_eq!(Term::from_bytes(&term.to_bytes()).as_ref(), Some(&term));
        let decomposed: String = token.nfd().collect();
        assert_eq!(Term::of(&decomposed), term, "{token} decomposed");
    }
}

#[test]
fn marks_agree_or_not() {
    for (typed, stored, relation) in rows().agreement {
        let (typed_term, stored_term) = (Term::of(&typed), Term::of(&stored));
        let found = if typed_term.key == stored_term.key {
            match agreement(
                &stored_term.key,
                &typed_term.signature,
                &stored_term.signature,
            ) {
                Agreement::Exact => "exact",
                Agreement::IyVariant => "iy",
                Agreement::Compatible => "compat",
                Agreement::Conflicting => "conflict",
            }
        } else {
            "different"
        };
        assert_eq!(found, relation, "{typed} typed, {stored} stored");
    }
}

#[test]
fn tone_placement_and_i_for_y_are_one_word() {
    let rows = rows();
    for (a, b) in rows.placement_equal {
        assert_eq!(terms(&a), terms(&b), "{a}, {b}");
    }
    for (a, b) in rows.placement_notequal {
        assert_ne!(terms(&a), terms(&b), "{a}, {b}");
    }
    for (a, b) in rows.iy_equal {
        assert_eq!(keys(&a), keys(&b), "{a}, {b}");
    }
    for (a, b) in rows.iy_notequal {
        assert_ne!(keys(&a), keys(&b), "{a}, {b}");
    }
}

#[test]
fn texts_fall_into_tokens() {
    for row in rows().tokenise {
        let analysis = analyze(&row.text);
        let keys: Vec<&str> = analysis
            .tokens
            .iter()
            .map(|token| token.term.key.as_str())
            .collect();
        let extras: Vec<(usize, String)> = analysis
            .extras
            .iter()
            .map(|extra| (extra.position, extra.term.clone()))
            .collect();
        let spans: Vec<(usize, usize)> = analysis
            .tokens
            .iter()
            .map(|token| (token.span.start, token.span.end))
            .collect();
        assert_eq!(keys, row.keys, "{}", row.text);
        assert_eq!(extras, row.extras, "{}", row.text);
        assert_eq!(spans, row.spans, "{}", row.text);
    }
}

#[test]
fn document_numbers_in_every_spelling() {
    for (query, expected) in rows().document_numbers {
        assert_eq!(document_numbers(&analyze(&query)), expected, "{query}");
    }
}

/// Rhymes of Vietnamese without tones.
const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng enh eo ep et ê êc êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng \
    iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo \
    oep oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut \
    uân uâng uât uây uê uêch uên uênh uêu uôc uôi uôm uôn uông uôt uơ uy uya uych uyn uynh uyp uyt uyu uyên \
    uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu";
const ONSETS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

#[test]
fn every_syllable_is_its_term() {
    let mut seen = std::collections::HashMap::new();
    for (onset, rhyme) in ONSETS
        .iter()
        .flat_map(|onset| RHYMES.split_whitespace().map(move |rhyme| (onset, rhyme)))
    {
        // Spellings that do not exist: gi- before i, qu- before u and ô, ơ after another o.
        if (*onset == "gi" && rhyme.starts_with(['i', 'y', 'ê']))
            || (*onset == "qu" && rhyme.starts_with(['u', 'o', 'ô', 'ư']))
        {
            continue;
        }
        for tone in ["", "\u{301}", "\u{300}", "\u{309}", "\u{303}", "\u{323}"] {
            let toneless = Term::of(&format!("{onset}{rhyme}"));
            let vowel = rhyme
                .char_indices()
                .rfind(|(_, letter)| "aăâeêioôơuưy".contains(*letter))
                .unwrap();
            let split = vowel.0 + vowel.1.len_utf8();
            let token = format!("{onset}{}{tone}{}", &rhyme[..split], &rhyme[split..]);
            let term = Term::of(&token);
            assert_eq!(term.key, toneless.key);
            assert_eq!(term.signature.len(), 1, "{token} needs one byte");
            let old = spelling(&term.key, &term.signature, Placement::Old).unwrap();
            let new = spelling(&term.key, &term.signature, Placement::New).unwrap();
            assert_eq!(Term::of(&old), term, "{token} → {old}");
            assert_eq!(Term::of(&new), term, "{token} → {new}");
            assert_eq!(fold(&old), fold(&token));
            if let Some(other) = seen.insert(term.to_bytes(), old.clone()) {
                assert_eq!(other, old, "two syllables are one term");
            }
        }
    }
    assert!(seen.len() > 20_000, "{}", seen.len());
}

fn vietnamese() -> impl Strategy<Value = String> {
    let pieces = vec![
        "công",
        "nghiệp",
        "Hoà",
        "HÒA",
        "khoẻ",
        "thủy",
        "đường",
        "Ðà",
        "kỹ",
        "quý",
        "29-NQ/TW",
        "1.908",
        "24,17",
        "TP.HCM",
        "R&D",
        "H’Mông",
        "13/6/2023",
        "ngày 2 tháng 9 năm 1945",
        "café",
        "a@b.vn",
        "https://x.gov.vn/a",
        "XIII",
        "5G",
        "\u{ad}",
        "\u{200b}",
        "\u{301}",
        "\u{323}",
        "“",
        "…",
        "\n",
        "北京",
        "ﬁ",
        "İ",
        "ß",
        "😀",
    ];
    let piece =
        prop_oneof![5 => prop::sample::select(pieces).prop_map(String::from), 1 => any::<String>()];
    let gap = prop::sample::select(vec![" ", " ", "", "-", "/", ".", ", "]);
    prop::collection::vec((piece, gap), 0..20)
        .prop_map(|parts| parts.into_iter().map(|(piece, gap)| piece + gap).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_twice_changes_nothing(text in vietnamese()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn spans_slice_the_original_in_order(text in vietnamese()) {
        let analysis = analyze(&text);
        let mut end = 0;
        for token in &analysis.tokens {
            prop_assert!(token.span.start >= end && token.span.start < token.span.end);
            prop_assert!(text.get(token.span.clone()).is_some());
            end = token.span.end;
        }
        prop_assert!(end <= text.len());
        for extra in &analysis.extras {
            prop_assert!(extra.len >= 1 && extra.position + extra.len <= analysis.tokens.len(), "{extra:?}");
        }
    }

    /// Of Latin letters: other scripts are compared as they are written.
    #[test]
    fn composition_does_not_matter(text in vietnamese(), name in "[a-zA-ZÀ-ỹ]{1,8}") {
        let text: String = text.chars().filter(|letter| ((*letter as u32) < 0x180 && *letter != 'İ') || ('Ạ'..='ỹ').contains(letter)).collect();
        let text = text + " " + &name.replace(|letter| ('\u{180}'..'Ạ').contains(&letter) || letter == 'İ', "ơ");
        let composed: String = text.nfc().collect();
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(terms(&composed), terms(&decomposed));
        let extras = |text: &str| analyze(text).extras;
        prop_assert_eq!(extras(&composed), extras(&decomposed));
    }

    /// Marks typed in any order, also those that normalisation does not repair.
    #[test]
    fn the_order_of_marks_does_not_matter(base in prop::sample::select(vec!["a", "e", "o", "u", "A", "O"]), tone in 0usize..5, quality in 0usize..3) {
        let tone = ["\u{301}", "\u{300}", "\u{309}", "\u{303}", "\u{323}"][tone];
        let quality = ["\u{302}", "\u{306}", "\u{31b}"][quality];
        let one = Term::of(&format!("t{base}{tone}{quality}n"));
        let other = Term::of(&format!("t{base}{quality}{tone}n"));
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(Term::from_bytes(&one.to_bytes()), Some(one));
    }

    #[test]
    fn terms_read_back(token in any::<String>()) {
        for term in terms(&token) {
            prop_assert_eq!(Term::from_bytes(&term.to_bytes()), Some(term));
        }
    }

    #[test]
    fn any_query_is_understood(query in any::<String>()) {
        let _ = document_numbers(&analyze(&query));
    }
}

/// Each piece over and over. A scanner that tries every rule at every place without bound, or
/// inserts terms before others, takes minutes for these.
#[test]
fn long_runs_take_linear_time() {
    let pieces = [
        "a",
        "1",
        "0",
        "thang 2 nam 2000 nghi quyet 1 ",
        "a.",
        "a-",
        "1.",
        "1/",
        "a@",
        "\u{301}",
        "é\u{301}\u{302}",
        "A&",
        "x'",
        "Aa",
        "-",
        "1.111",
        "a:b",
        "x.vn.",
        "1a'",
        "1/NQ-",
        "nghi quyet 1 ",
        "ngay 1 thang 1 ",
        "thang 1 nghi quyet 1 ",
    ];
    for text in pieces.iter().map(|piece| piece.repeat(20_000)) {
        let _ = analyze(&text);
    }
    let marks = ["\u{301}", "\u{302}", "\u{308}"].concat().repeat(50_000);
    assert_eq!(analyze(&format!("a{marks}")).tokens.len(), 1);
    let numbers: String = (0..20_000).map(|number| format!("nq {number} ")).collect();
    assert_eq!(document_numbers(&analyze(&numbers)).len(), 64);
}

/// `(position, len, term)` of each extra term.
#[track_caller]
fn check_extras(text: &str, expected: &[(usize, usize, &str)]) {
    let analysis = analyze(text);
    let found: Vec<_> = analysis
        .extras
        .iter()
        .map(|extra| (extra.position, extra.len, extra.term.as_str()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn extra_terms_stand_for_their_tokens() {
    check_extras("số 29-NQ/TW", &[(1, 3, "nq:29"), (1, 3, "nq:29@tw")]);
    check_extras("nghị quyết số 29", &[(3, 1, "nq:29")]);
    check_extras("17/11/2022", &[(0, 3, "d:2022-11-17"), (0, 3, "d:--11-17")]);
    check_extras(
        "ngày 17 tháng 11 năm 2022",
        &[(1, 5, "d:2022-11-17"), (1, 5, "d:--11-17")],
    );
    check_extras("ngày 17 tháng 11", &[(1, 3, "d:--11-17")]);
    check_extras("tháng 9 năm 2023", &[(1, 3, "d:2023-09")]);
    check_extras("ở TP.HCM", &[(1, 2, "tphcm")]);
    check_extras("khóa XIII", &[(1, 1, "13")]);
    check_extras("13h30", &[(0, 2, "t:13:30")]);
    check_extras("8g15", &[(0, 2, "t:8:15")]);
    check_extras("5G12", &[]);
    check_extras("https://x.gov.vn/tin", &[(0, 4, "u:x.gov.vn/tin")]);
}

/// A word in a heading of capitals is no acronym.
#[test]
fn only_an_acronym_has_w_for_u() {
    check_extras("TƯ", &[(0, 1, "tw")]);
    for heading in ["TỪ CHỨC", "NGỮ VĂN", "TIN TỨC", "TU", "TÛ"] {
        check_extras(heading, &[]);
    }
}

#[test]
fn addresses_end_where_sentences_go_on() {
    check_extras("baochinhphu.vn.Theo", &[(0, 2, "u:baochinhphu.vn")]);
    check_extras("x.gov.vn-tin", &[(0, 3, "u:x.gov.vn")]);
    check_extras("x.gov.vn.", &[(0, 3, "u:x.gov.vn")]);
    check_extras("a_b.vn", &[(1, 2, "bvn")]);
    // A control character would part key and signature.
    check_extras("https://a\u{1}b", &[(0, 1, "u:a")]);
    for empty in [
        "https://",
        "https://_",
        "www._",
        "https://@ ",
        "http://\u{301}",
    ] {
        assert!(
            analyze(empty)
                .extras
                .iter()
                .all(|extra| !extra.term.starts_with("u:")),
            "{empty}"
        );
    }
}

/// Signs and halves of everything the scanner knows, in any order.
fn scraps() -> impl Strategy<Value = String> {
    let scraps = vec![
        "a",
        "I",
        "TƯ",
        "Ứ",
        "Hả",
        "nq",
        "NQ",
        "QĐ",
        "qh14",
        "nghị quyết",
        "tháng",
        "năm",
        "ngày",
        "1",
        "29",
        "2022",
        "001",
        "1.000",
        "https://",
        "www.",
        "x.vn",
        ".vn",
        "@",
        "_",
        "-",
        "–",
        "/",
        ".",
        ",",
        ":",
        "'",
        "&",
        "h",
        "km",
        " ",
        "\u{301}",
        "\u{323}",
        "\u{ad}",
        "\u{1}",
        "\u{7f}",
        "æ",
        "漢",
    ];
    prop::collection::vec(prop::sample::select(scraps), 0..12).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scraps_keep_the_promises_of_the_types(text in scraps()) {
        let analysis = analyze(&text);
        let mut rebuilt = String::new();
        for token in &analysis.tokens {
            prop_assert!(token.span.start >= rebuilt.len() && token.span.start < token.span.end);
            rebuilt += &text[rebuilt.len()..token.span.start];
            rebuilt += &text[token.span.clone()];
            let read = Term::from_bytes(&token.term.to_bytes());
            prop_assert_eq!(read.as_ref(), Some(&token.term));
        }
        rebuilt += &text[rebuilt.len()..];
        prop_assert_eq!(&rebuilt, &text);
        for extra in &analysis.extras {
            prop_assert!(extra.len >= 1 && extra.position + extra.len <= analysis.tokens.len(), "{extra:?}");
            let term = Term::bare(&extra.term);
            prop_assert_eq!(Term::from_bytes(&term.to_bytes()), Some(term));
        }
        prop_assert!(analysis.extras.is_sorted_by_key(|extra| extra.position));
        for (n, extra) in analysis.extras.iter().enumerate() {
            let again = |other: &khongdau_core::analysis::ExtraTerm| other.term == extra.term && other.position == extra.position;
            prop_assert!(!analysis.extras[..n].iter().any(again), "twice: {extra:?}");
        }
        prop_assert!(document_numbers(&analyze(&text)).len() <= 64);
    }
}
