//! Properties of letters, syllables and terms that no list of rows can cover.

use khongdau_core::analysis::analyze;
use khongdau_core::text::{Agreement, Placement, Term, agreement, fold, has_marks, spelling};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

const TONES: [&str; 6] = ["", "\u{301}", "\u{300}", "\u{309}", "\u{303}", "\u{323}"];
/// Each vowel, and its quality mark.
const VOWELS: [(&str, &str); 12] = [
    ("a", ""),
    ("a", "\u{306}"),
    ("a", "\u{302}"),
    ("e", ""),
    ("e", "\u{302}"),
    ("i", ""),
    ("o", ""),
    ("o", "\u{302}"),
    ("o", "\u{31b}"),
    ("u", ""),
    ("u", "\u{31b}"),
    ("y", ""),
];

/// Every way to write a letter: composed, half-composed, decomposed, marks in both orders,
/// capital or not. Normalisation does not repair all of them.
fn writings(base: &str, quality: &str, tone: &str) -> Vec<String> {
    let mut all = Vec::new();
    for base in [base.to_string(), base.to_uppercase()] {
        for [first, second] in [[quality, tone], [tone, quality]] {
            let half: String = format!("{base}{first}").nfc().collect();
            all.push(format!("{base}{first}{second}"));
            all.push(format!("{half}{second}"));
            all.push(format!("{half}{second}").nfc().collect());
            // A mark twice is still one mark.
            all.push(format!("{half}{second}{second}"));
        }
    }
    all
}

#[test]
fn a_letter_is_one_however_it_is_written() {
    for (base, quality) in VOWELS {
        for tone in TONES {
            let composed: String = format!("{base}{quality}{tone}").nfc().collect();
            let term = Term::of(&format!("b{composed}"));
            for writing in writings(base, quality, tone) {
                assert_eq!(Term::of(&format!("b{writing}")), term, "{writing:?}");
                let spans: Vec<_> = analyze(&format!("b{writing} c"))
                    .tokens
                    .into_iter()
                    .map(|token| token.span)
                    .collect();
                assert_eq!(spans[0], 0..1 + writing.len(), "{writing:?}");
            }
        }
    }
}

/// What stands for đ, for ă, for nothing.
#[test]
fn look_alikes_are_the_letter() {
    for letter in ["đ", "Đ", "ð", "Ð", "ɖ", "Ɖ", "\u{ad}đ", "đ\u{200c}"] {
        assert_eq!(Term::of(&format!("{letter}a")), Term::of("đa"), "{letter}");
    }
    for caron in ["\u{1ce}", "\u{1cd}", "a\u{30c}", "A\u{30c}"] {
        assert_eq!(Term::of(&format!("{caron}n")), Term::of("ăn"), "{caron}");
    }
}

#[test]
fn foreign_letters_fold_and_keep_their_spelling() {
    let rows = [
        ("Kṛṣṇa", "krsna", "kṛṣṇa"),
        ("lǜ", "lu", "lǜ"),
        ("Țară", "tara", "țară"),
        ("Dvořák", "dvorak", "dvořák"),
        ("cœur", "coeur", "cœur"),
        ("Straße", "strasse", "straße"),
        ("đ\u{308}a", "da", "đ\u{308}a"),
        ("bế\u{308}", "be", "be\u{301}\u{302}\u{308}"),
        ("sø\u{301}n", "son", "sǿn"),
    ];
    for (token, key, spelled) in rows {
        let term = Term::of(token);
        let decomposed: String = token.nfd().collect();
        assert_eq!(fold(token), key);
        assert_eq!(
            spelling(&term.key, &term.signature, Placement::Old).as_deref(),
            Some(spelled)
        );
        assert_eq!(Term::of(&decomposed), term, "{token} decomposed");
        assert_eq!(Term::of(spelled), term, "{token} read back");
    }
}

#[track_caller]
fn check(typed: &str, stored: &str, expected: Agreement) {
    let (typed_term, stored_term) = (Term::of(typed), Term::of(stored));
    let found = agreement(
        &stored_term.key,
        &typed_term.signature,
        &stored_term.signature,
    );
    assert_eq!(found, expected, "{typed} typed, {stored} stored");
}

/// The typed word is not finished: only its marks are compared.
#[test]
fn the_beginning_of_a_word_agrees_by_its_marks() {
    for (typed, stored) in [
        ("ng", "nghiệp"),
        ("nghiê", "nghiệp"),
        ("đ", "đường"),
        ("đư", "đường"),
        ("ca", "càfé"),
    ] {
        check(typed, stored, Agreement::Compatible);
    }
    for (typed, stored) in [
        ("đ", "dương"),
        ("nghí", "nghiệp"),
        ("đâ", "đường"),
        ("ă", "anh"),
    ] {
        check(typed, stored, Agreement::Conflicting);
    }
}

/// Where one byte cannot tell the marks, they are compared letter by letter.
#[test]
fn escaped_spellings_agree_by_their_letters() {
    for (typed, stored) in [
        ("cafe", "café"),
        ("nguyen", "ñguyễn"),
        ("cá", "cáfé"),
        ("đa", "đàfé"),
        ("hảiphong", "hảiphòng"),
    ] {
        check(typed, stored, Agreement::Compatible);
    }
    for (typed, stored) in [
        ("cà", "café"),
        ("đafe", "dafé"),
        ("señor", "seńor"),
        ("café", "cafe"),
        ("ươ", "uôcafé"),
    ] {
        check(typed, stored, Agreement::Conflicting);
    }
    check("café", "CAFE\u{301}", Agreement::Exact);
}

#[test]
fn marks_are_told_from_i_for_y() {
    for (token, marked) in [
        ("ky", false),
        ("ki", false),
        ("2023", false),
        ("kỹ", true),
        ("da", false),
        ("đa", true),
        ("café", true),
    ] {
        assert_eq!(has_marks(&Term::of(token).signature), marked, "{token}");
    }
}

#[test]
fn other_bytes_are_no_term() {
    for bytes in [
        &b""[..],
        b"cong",
        b"cong\x01",
        b"cong\x01\x20",
        b"cong\x01\x44\x44",
        b"\xff\x01\x40",
        b"a\x01\x3f\xff",
    ] {
        assert_eq!(Term::from_bytes(bytes), None, "{bytes:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any marks, in any order, on any letter: a set.
    #[test]
    fn marks_are_a_set(
        base in "[a-zA-ZđĐøêơ]",
        marks in prop::sample::subsequence(vec!['\u{300}', '\u{301}', '\u{302}', '\u{303}', '\u{306}', '\u{308}', '\u{309}', '\u{30c}', '\u{31b}', '\u{323}', '\u{327}'], 0..5),
        order in any::<prop::sample::Index>(),
    ) {
        let mut turned = marks.clone();
        turned.rotate_left(if marks.is_empty() { 0 } else { order.index(marks.len()) });
        let token = |marks: &[char]| format!("t{base}{}n", marks.iter().collect::<String>());
        let (one, other) = (Term::of(&token(&marks)), Term::of(&token(&turned)));
        let composed: String = token(&marks).nfc().collect();
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(&one, &Term::of(&composed));
        prop_assert_eq!(Term::from_bytes(&one.to_bytes()), Some(one));
    }

    #[test]
    fn any_key_and_signature_are_spelled_or_refused(key in "[a-zđ]{0,7}", signature in prop::collection::vec(any::<u8>(), 0..4), other in any::<u8>()) {
        let _ = spelling(&key, &signature, Placement::New);
        let _ = agreement(&key, &signature, &[other]);
        let _ = agreement(&key, &[other], &signature);
    }
}
