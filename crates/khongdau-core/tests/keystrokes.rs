//! Words typed with the input method switched off: rows of `tests/data/keystrokes.json`, every
//! syllable Vietnamese can write in four orders of typing, and two input methods to agree with.

use bamboo_core::{Engine, Mode};
use khongdau_core::text::fold;
use khongdau_core::text::keystrokes::{InputMethod, decode};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use syllables::Syllable;

const METHODS: [InputMethod; 2] = [InputMethod::Telex, InputMethod::Vni];

#[derive(Deserialize)]
struct Rows {
    telex: Vec<(String, String)>,
    vni: Vec<(String, String)>,
}

#[test]
fn rows() {
    let rows: Rows = serde_json::from_str(include_str!("data/keystrokes.json")).unwrap();
    assert_eq!((rows.telex.len(), rows.vni.len()), (67, 35));
    for (method, rows) in [
        (InputMethod::Telex, rows.telex),
        (InputMethod::Vni, rows.vni),
    ] {
        for (keys, text) in rows {
            let decoded = decode(&keys, method);
            assert_eq!(decoded.as_deref().unwrap_or(&keys), text, "{keys}");
            assert_eq!(decode(&keys.to_uppercase(), method), decoded, "{keys}");
        }
    }
}

#[test]
fn a_word_is_decoded_only_where_a_key_acts() {
    for (keys, method) in [
        ("", InputMethod::Telex),
        ("cong", InputMethod::Telex),
        ("ngh", InputMethod::Telex),
        ("ninhz", InputMethod::Telex),
        ("sr", InputMethod::Telex),
        // No place for the mark.
        ("view", InputMethod::Telex),
        ("add", InputMethod::Telex),
        ("a9", InputMethod::Vni),
        ("nhi7", InputMethod::Vni),
        // No hỏi behind a stop.
        ("catr", InputMethod::Telex),
        ("ngoao", InputMethod::Telex),
        ("nghie65p", InputMethod::Telex),
        ("nghieepj", InputMethod::Vni),
        ("2023", InputMethod::Vni),
        ("nq29", InputMethod::Vni),
        ("công", InputMethod::Telex),
        ("coong nghieepj", InputMethod::Telex),
        ("nghieepjnghieepjnghieepjj", InputMethod::Telex),
    ] {
        assert_eq!(decode(keys, method), None, "{keys}");
    }
}

#[test]
fn unfinished_and_foreign_words() {
    for (keys, text) in [
        ("nghieej", "nghiệ"),
        ("nghiee", "nghiê"),
        ("dduw", "đư"),
        ("dd", "đ"),
        ("w", "ư"),
        ("qus", "qú"),
        ("KHOONG", "không"),
        ("HDDND", "hđnd"),
        ("nguow", "nguơ"),
        ("aww", "aw"),
        ("oanw", "oăn"),
        ("Kroong", "krông"),
        ("ddawsk", "đắk"),
        ("giwx", "giữ"),
        ("muwaw", "muaw"),
        ("tww", "tw"),
        ("xooongs", "xoóng"),
        ("assf", "asf"),
        ("tuwoo", "tuô"),
    ] {
        assert_eq!(
            decode(keys, InputMethod::Telex).as_deref(),
            Some(text),
            "{keys}"
        );
    }
}

/// Orders in which people type a syllable's marks.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Order {
    /// *nghieejp, dduwowjc*: each mark behind its letter.
    Immediate,
    /// *nghieepj, dduwowcj*: the tone at the end.
    ToneLast,
    /// *nghiepej, duocdwj*: all marks at the end.
    MarksLast,
    /// *nghieepj, dduowcj*: one key for both horns, and the tone at the end.
    Short,
}

const ORDERS: [Order; 4] = [
    Order::Immediate,
    Order::ToneLast,
    Order::MarksLast,
    Order::Short,
];

/// Keystrokes of every syllable in every order, each once.
fn typed(method: InputMethod) -> Vec<(String, Syllable)> {
    let mut all = BTreeMap::new();
    for syllable in syllables::all() {
        for order in ORDERS {
            all.insert(syllable.keys(method, order), syllable);
        }
    }
    all.into_iter().collect()
}

#[test]
fn every_syllable_in_every_order() {
    assert_eq!(syllables::rhymes().len(), 172);
    assert_eq!(syllables::all().len(), 18_226);
    for method in METHODS {
        let typed = typed(method);
        assert_eq!(typed.len(), 42_296);
        for (keys, syllable) in typed {
            let acted = keys != syllable.text();
            assert_eq!(
                decode(&keys, method),
                acted.then(|| syllable.text()),
                "{keys}"
            );
        }
    }
}

/// How often another program spells something else than the syllable: where expected, and
/// nowhere else.
fn disagreements(
    method: InputMethod,
    mut other: impl FnMut(&str) -> String,
    expected: impl Fn(&str, &Syllable) -> bool,
) -> usize {
    let mut count = 0;
    for (keys, syllable) in typed(method) {
        let (theirs, text) = (other(&keys), syllable.text());
        let disagrees = theirs != text;
        assert_eq!(
            disagrees,
            expected(&keys, &syllable),
            "{keys} {text} {theirs}"
        );
        count += usize::from(disagrees);
    }
    count
}

fn vi(keys: &str, method: InputMethod) -> String {
    let definition = match method {
        InputMethod::Telex => &vi::TELEX,
        InputMethod::Vni => &vi::VNI,
    };
    let mut out = String::new();
    let style = vi::processor::AccentStyle::Old;
    vi::methods::transform_buffer_with_style(definition, style, keys.chars(), &mut out);
    out
}

#[test]
fn agrees_with_vi() {
    // It does not know uêu (nguều ngoào) and takes no mark behind it; uơ alone it makes ươ.
    let expected = |keys: &str, syllable: &Syllable| match syllable.rhyme.nucleus {
        "uêu" => !keys.ends_with('u'),
        "uơ" => syllable.onset.is_empty(),
        _ => false,
    };
    for method in METHODS {
        assert_eq!(
            disagreements(method, |keys| vi(keys, method), expected),
            270
        );
    }
}

fn assert_bamboo_agrees(method: InputMethod, theirs: bamboo_core::InputMethod) {
    let mut engine = Engine::new(theirs);
    let other = |keys: &str| {
        engine.reset();
        engine.process(keys, Mode::Vietnamese)
    };
    // It knows êng behind gi alone, and makes open uơ ươ behind most onsets, though no
    // syllable ends in ươ.
    let expected = |_: &str, syllable: &Syllable| {
        let Syllable { onset, rhyme, .. } = syllable;
        match (rhyme.nucleus, rhyme.coda) {
            ("ê", "ng") => *onset != "gi",
            ("uơ", _) => !matches!(*onset, "" | "c" | "h" | "kh" | "th"),
            _ => false,
        }
    };
    assert_eq!(disagreements(method, other, expected), 528);
}

#[test]
fn telex_agrees_with_bamboo() {
    assert_bamboo_agrees(InputMethod::Telex, bamboo_core::InputMethod::telex());
}

#[test]
fn vni_agrees_with_bamboo() {
    assert_bamboo_agrees(InputMethod::Vni, bamboo_core::InputMethod::vni());
}

#[test]
fn a_lone_w_is_u_with_a_horn() {
    let mut bamboo = Engine::new(bamboo_core::InputMethod::telex_w());
    let mut count = 0;
    for syllable in syllables::all() {
        if !syllable.rhyme.nucleus.starts_with('ư') {
            continue;
        }
        let keys = syllable.keys(InputMethod::Telex, Order::ToneLast);
        let keys = keys.replacen("uw", "w", 1);
        let text = syllable.text();
        assert_eq!(
            decode(&keys, InputMethod::Telex).as_ref(),
            Some(&text),
            "{keys}"
        );
        assert_eq!(vi(&keys, InputMethod::Telex), text);
        bamboo.reset();
        assert_eq!(bamboo.process(&keys, Mode::Vietnamese), text);
        count += 1;
    }
    assert_eq!(count, 1_968);
}

proptest! {
    #[test]
    fn any_text_is_decoded_or_refused(text: String, keys in "[a-zA-Z0-9]{0,26}", vowels in "[aeouwsd679]{0,24}") {
        for method in METHODS {
            decode(&text, method);
            for keys in [&keys, &vowels] {
                let Some(decoded) = decode(keys, method) else { continue };
                // A lone w of Telex is ư, whose letter was not typed.
                let lone_w = method == InputMethod::Telex && keys.to_lowercase().contains('w');
                let mut typed = keys.to_lowercase();
                if lone_w {
                    typed.push('u');
                }
                prop_assert!(fold(&decoded).chars().all(|letter| typed.contains(letter)));
                prop_assert!(decoded.chars().count() <= keys.len());
            }
        }
    }
}

/// Every syllable that the spelling rules of Vietnamese allow, used or not.
mod syllables {
    use super::Order;
    use khongdau_core::text::keystrokes::InputMethod;
    use unicode_normalization::UnicodeNormalization;

    const ONSETS: &str = "- b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x";

    /// Nuclei, and the codas that each of a row may have; `-` is none.
    const RHYMES: [(&str, &str); 20] = [
        ("a oa ê", "- c ch m n ng nh p t"),
        ("ă â iê ươ", "c m n ng p t"),
        ("e", "- c m n ng nh p t"),
        ("i", "- ch m n nh p t"),
        ("o ô u", "- c m n ng p t"),
        ("oo", "c ng"),
        ("oă uô", "c m n ng t"),
        ("oe ơ", "- m n p t"),
        ("ư", "- c m n ng t"),
        ("uâ", "n ng t"),
        ("uê", "- ch n nh"),
        ("uy y", "- ch n nh p t"),
        ("uyê", "n t"),
        ("yê", "m n ng t"),
        ("ai ao au ay âu ây", "-"),
        ("eo êu ia iu iêu", "-"),
        ("oai oao oay oeo oi ôi ơi", "-"),
        ("ua ui uya uyu uây uêu uôi uơ", "-"),
        ("ưa ưi ưu ươi ươu", "-"),
        ("yêu", "-"),
    ];

    #[derive(Clone, Copy)]
    pub struct Rhyme {
        pub nucleus: &'static str,
        pub coda: &'static str,
    }

    #[derive(Clone, Copy)]
    pub struct Syllable {
        pub onset: &'static str,
        pub rhyme: Rhyme,
        tone: usize,
    }

    /// The members of a list; `-` is the empty one.
    fn list(list: &'static str) -> impl Iterator<Item = &'static str> {
        list.split(' ').map(|item| item.trim_matches('-'))
    }

    pub fn rhymes() -> Vec<Rhyme> {
        let mut all = Vec::new();
        for (nuclei, codas) in RHYMES {
            for nucleus in list(nuclei) {
                all.extend(list(codas).map(|coda| Rhyme { nucleus, coda }));
            }
        }
        all
    }

    pub fn onsets() -> impl Iterator<Item = &'static str> {
        list(ONSETS)
    }

    pub fn all() -> Vec<Syllable> {
        let mut all = Vec::new();
        for onset in onsets() {
            for rhyme in rhymes().into_iter().filter(|rhyme| rhyme.follows(onset)) {
                let stop = matches!(rhyme.coda, "c" | "ch" | "p" | "t");
                let tones: &[usize] = if stop { &[1, 5] } else { &[0, 1, 2, 3, 4, 5] };
                all.extend(tones.iter().map(|&tone| Syllable { onset, rhyme, tone }));
            }
        }
        all
    }

    impl Rhyme {
        fn follows(self, onset: &str) -> bool {
            let Rhyme { nucleus, coda } = self;
            let front = nucleus.starts_with(['e', 'ê', 'i', 'y']);
            let spelled = match onset {
                "c" | "ng" => !front,
                "k" | "gh" | "ngh" => front,
                // gia, giêng: gi- and a, ê.
                "g" => !front || nucleus == "i",
                "gi" => !nucleus.starts_with(['i', 'y']),
                "qu" => match nucleus {
                    "ô" => coda == "c",
                    "i" | "iu" => true,
                    "yê" => matches!(coda, "n" | "t"),
                    _ => {
                        nucleus.starts_with(['a', 'ă', 'â', 'e', 'ê', 'y', 'ơ']) && nucleus != "yêu"
                    }
                },
                _ => true,
            };
            let y = match (nucleus, coda) {
                ("yê" | "yêu", _) | ("y", "t") => matches!(onset, "" | "qu"),
                ("y", "") => !matches!(onset, "gh" | "p"),
                ("y", _) => onset == "qu",
                _ => true,
            };
            spelled && y
        }
    }

    /// A letter with its quality mark on a vowel taken off, and the key of the mark in Telex
    /// and VNI.
    fn letter(letter: char) -> (char, Option<(char, char)>) {
        match letter {
            'ă' => ('a', Some(('w', '8'))),
            'â' => ('a', Some(('a', '6'))),
            'ê' => ('e', Some(('e', '6'))),
            'ô' => ('o', Some(('o', '6'))),
            'ơ' => ('o', Some(('w', '7'))),
            'ư' => ('u', Some(('w', '7'))),
            'đ' => ('d', Some(('d', '9'))),
            plain => (plain, None),
        }
    }

    impl Syllable {
        fn letters(&self) -> impl Iterator<Item = char> {
            let Rhyme { nucleus, coda } = self.rhyme;
            self.onset
                .chars()
                .chain(nucleus.chars())
                .chain(coda.chars())
        }

        /// Which of its letters has the tone.
        fn toned(&self) -> usize {
            let nucleus: Vec<char> = self.rhyme.nucleus.chars().collect();
            let marked = nucleus.iter().rposition(|vowel| !vowel.is_ascii());
            let rule = if self.rhyme.coda.is_empty() {
                usize::from(nucleus.len() == 3)
            } else {
                nucleus.len() - 1
            };
            self.onset.chars().count() + marked.unwrap_or(rule)
        }

        pub fn text(&self) -> String {
            const TONES: [&str; 6] = ["", "\u{301}", "\u{300}", "\u{309}", "\u{303}", "\u{323}"];
            let mut text = String::new();
            for (at, letter) in self.letters().enumerate() {
                text.push(letter);
                if at == self.toned() {
                    text.push_str(TONES[self.tone]);
                }
            }
            text.nfc().collect()
        }

        pub fn keys(&self, method: InputMethod, order: Order) -> String {
            let telex = method == InputMethod::Telex;
            let tones = if telex { " sfrxj" } else { " 12345" };
            let tone = tones.chars().nth(self.tone).filter(|_| self.tone > 0);
            // One key for both horns of ươ.
            let short = matches!(order, Order::MarksLast | Order::Short);
            let (mut keys, mut last) = (String::new(), String::new());
            let mut before = ' ';
            for (at, written) in self.letters().enumerate() {
                let (base, mark) = letter(written);
                keys.push(base);
                if telex && (before, written) == ('o', 'o') {
                    // The second o would make ô: xooong.
                    keys.push('o');
                }
                let mark = mark.map(|(of_telex, of_vni)| if telex { of_telex } else { of_vni });
                let next = self.letters().nth(at + 1);
                if let Some(mark) = mark.filter(|_| !(short && (written, next) == ('ư', Some('ơ'))))
                {
                    let to = if order == Order::MarksLast {
                        &mut last
                    } else {
                        &mut keys
                    };
                    to.push(mark);
                }
                if order == Order::Immediate && at == self.toned() {
                    keys.extend(tone);
                }
                before = written;
            }
            keys.push_str(&last);
            if order != Order::Immediate {
                keys.extend(tone);
            }
            keys
        }
    }
}
