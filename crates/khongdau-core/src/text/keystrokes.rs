//! Raw keystrokes: what a word spells that was typed with the input method switched off.
//!
//! *nghieepj* and *nghie65p* are *nghiệp*, typed by someone who forgot to switch it on. The rules
//! are those of the two usual input methods, with free marking as in UniKey: a mark may be typed
//! anywhere behind its letter.
//!
//! | | tone 1 to 5 | none | ^ | horn | breve | đ |
//! |---|---|---|---|---|---|---|
//! | Telex | s f r x j | z | the letter again: aa ee oo | w | w | dd |
//! | VNI | 1 to 5 | 0 | 6 | 7 | 8 | 9 |
//!
//! A word is decoded as a whole, not key by key with an eye on a screen: most of what an
//! input method is made of is not needed.

use super::letters::{Tone, compose, quality};
use super::syllable::{Syllable, is_vowel};
use std::ops::Range;

/// Which keys an input method gives to marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputMethod {
    /// Letters: *tieengs Vieetj*.
    Telex,
    /// Digits: *tie6ng1 Vie6t5*.
    Vni,
}

/// Keys of a word. The longest syllable with all its marks takes 9; names run on.
const LONGEST: usize = 24;

/// What the keys of one word spell, in lower case and NFC, with the tone mark where newspapers
/// put it. `None` when no key acted as a mark, or the word has anything but ASCII letters and
/// digits, or more than 24 of them.
///
/// Unfinished words are fine: whether the result is a syllable is not asked. Rules as in
/// UniKey: the last tone wins; the same mark again takes it off, and from then on its key
/// types itself (*xooong* → *xoong*); behind *c ch p t* there are no tones but sắc and nặng.
/// O(keys²).
pub fn decode(keys: &str, method: InputMethod) -> Option<String> {
    if keys.len() > LONGEST {
        return None;
    }
    let mut word = Word::default();
    let mut acted = false;
    for key in keys.bytes() {
        if !key.is_ascii_alphanumeric() {
            return None;
        }
        let key = key.to_ascii_lowercase();
        acted |= word.press(key, meaning(key, method));
    }
    acted.then(|| word.spell())
}

/// What a key may do besides typing itself.
#[derive(Clone, Copy)]
enum Meaning {
    Letter,
    Tone(Tone),
    /// On this letter; 0 for any.
    Circumflex(u8),
    /// The *w* of Telex, which is ư in a word without a vowel.
    HornOrBreve,
    Horn,
    Breve,
    Stroke,
}

fn meaning(key: u8, method: InputMethod) -> Meaning {
    match (method, key) {
        (InputMethod::Telex, b's') => Meaning::Tone(1),
        (InputMethod::Telex, b'f') => Meaning::Tone(2),
        (InputMethod::Telex, b'r') => Meaning::Tone(3),
        (InputMethod::Telex, b'x') => Meaning::Tone(4),
        (InputMethod::Telex, b'j') => Meaning::Tone(5),
        (InputMethod::Telex, b'z') => Meaning::Tone(0),
        (InputMethod::Telex, b'a' | b'e' | b'o') => Meaning::Circumflex(key),
        (InputMethod::Telex, b'w') => Meaning::HornOrBreve,
        (InputMethod::Telex, b'd') => Meaning::Stroke,
        (InputMethod::Vni, b'0'..=b'5') => Meaning::Tone(key - b'0'),
        (InputMethod::Vni, b'6') => Meaning::Circumflex(0),
        (InputMethod::Vni, b'7') => Meaning::Horn,
        (InputMethod::Vni, b'8') => Meaning::Breve,
        (InputMethod::Vni, b'9') => Meaning::Stroke,
        _ => Meaning::Letter,
    }
}

/// What became of a mark.
enum Outcome {
    Put,
    /// It was there already and is gone.
    TakenOff,
    NoPlace,
}

/// The word as typed so far. A key adds one letter at most.
#[derive(Default)]
struct Word {
    bases: [u8; LONGEST],
    /// Bits of [`quality`], letter by letter.
    qualities: [u8; LONGEST],
    length: usize,
    tone: Tone,
    /// Keys that type themselves from now on, by their low five bits; bit 0 for all tones.
    off: u32,
    /// How many letters there were when a *w* alone had become ư.
    lone_w: usize,
}

impl Word {
    /// Whether the key acted as a mark.
    fn press(&mut self, key: u8, meaning: Meaning) -> bool {
        let switch = match meaning {
            Meaning::Tone(_) => 1,
            _ => 1 << (key & 31),
        };
        let outcome = match meaning {
            _ if self.off & switch != 0 => Outcome::NoPlace,
            Meaning::Letter => Outcome::NoPlace,
            Meaning::Tone(tone) => self.put_tone(tone),
            Meaning::Circumflex(letter) => self.put_circumflex(letter),
            Meaning::HornOrBreve => self.press_w(),
            Meaning::Horn => self.put_horn(true, false),
            Meaning::Breve => self.put_horn(false, true),
            Meaning::Stroke => self.put_stroke(),
        };
        if matches!(outcome, Outcome::TakenOff) {
            self.off |= switch;
        }
        if !matches!(outcome, Outcome::Put) {
            self.push(key, quality::NONE);
        }
        !matches!(outcome, Outcome::NoPlace)
    }

    fn push(&mut self, base: u8, quality: u8) {
        if self.length < LONGEST {
            self.bases[self.length] = base;
            self.qualities[self.length] = quality;
            self.length += 1;
        }
    }

    fn letters(&self) -> &[u8] {
        &self.bases[..self.length]
    }

    /// The letters a tone may stand on. Of what is no syllable (*Krông*, or *qu* so far), the
    /// first vowels.
    fn nucleus(&self) -> Range<usize> {
        let letters = self.letters();
        if let Some(syllable) = Syllable::parse(letters) {
            return syllable.onset..syllable.onset + syllable.nucleus;
        }
        let start = letters
            .iter()
            .take_while(|letter| !is_vowel(letter))
            .count();
        let vowels = letters.iter().skip(start);
        start..start + vowels.take_while(|letter| is_vowel(letter)).count()
    }

    fn put_tone(&mut self, tone: Tone) -> Outcome {
        let nucleus = self.nucleus();
        let stopped = matches!(&self.letters()[nucleus.end..], b"c" | b"ch" | b"p" | b"t");
        if nucleus.is_empty() || (stopped && matches!(tone, 2..=4)) || (tone | self.tone) == 0 {
            return Outcome::NoPlace;
        }
        if tone == self.tone {
            self.tone = 0;
            return Outcome::TakenOff;
        }
        self.tone = tone;
        Outcome::Put
    }

    fn put_circumflex(&mut self, letter: u8) -> Outcome {
        let nucleus = self.nucleus();
        // ngoao, khoeo: the second o is a letter of its own.
        let open = nucleus.end == self.length;
        if letter == b'o' && open && matches!(&self.bases[nucleus.clone()], b"oa" | b"oe") {
            return Outcome::NoPlace;
        }
        let takes = |base: u8| match letter {
            0 => matches!(base, b'a' | b'e' | b'o'),
            letter => base == letter,
        };
        let Some(at) = nucleus.rev().find(|at| takes(self.bases[*at])) else {
            return Outcome::NoPlace;
        };
        // ươ and a circumflex is uô.
        if at > 0 && self.qualities[at - 1] == quality::HORN {
            self.qualities[at - 1] = quality::NONE;
        }
        self.mark(at, at, quality::CIRCUMFLEX)
    }

    /// *w* of Telex.
    fn press_w(&mut self) -> Outcome {
        if self.lone_w > 0 && self.lone_w == self.length {
            // ww: the ư was meant to be a w.
            self.length -= 1;
            self.lone_w = 0;
            return Outcome::TakenOff;
        }
        // In gi there is no vowel yet.
        if !self.nucleus().is_empty() && self.letters() != b"gi" {
            return self.put_horn(true, true);
        }
        self.push(b'u', quality::HORN);
        self.lone_w = self.length;
        Outcome::Put
    }

    /// Puts horns on *u* and *o*, or a breve on *a*. Where there is a choice, the spelling that
    /// exists: ươ, ưa, ưu, oă.
    fn put_horn(&mut self, horn: bool, breve: bool) -> Outcome {
        let nucleus = self.nucleus();
        if horn && let Some(at) = nucleus.clone().find(|at| self.bases[*at] == b'u') {
            match self.letters().get(at + 1) {
                Some(b'o') => return self.mark(at, at + 1, quality::HORN),
                Some(b'a' | b'u') => return self.mark(at, at, quality::HORN),
                _ => {}
            }
        }
        for at in nucleus.rev() {
            match self.bases[at] {
                b'u' | b'o' if horn => return self.mark(at, at, quality::HORN),
                b'a' if breve => return self.mark(at, at, quality::BREVE),
                _ => {}
            }
        }
        Outcome::NoPlace
    }

    /// đ: of the first letter, as in *duocwdj*; in an abbreviation of the one before, as in
    /// *HDDND*.
    fn put_stroke(&mut self) -> Outcome {
        match self.letters() {
            [b'd', ..] => self.mark(0, 0, quality::STROKE),
            [.., b'd'] if self.nucleus().is_empty() => {
                self.mark(self.length - 1, self.length - 1, quality::STROKE)
            }
            _ => Outcome::NoPlace,
        }
    }

    /// Puts the mark on two letters, or twice on one; takes it off where both have it.
    fn mark(&mut self, first: usize, last: usize, quality: u8) -> Outcome {
        let there = self.qualities[first] == quality && self.qualities[last] == quality;
        let after = if there { quality::NONE } else { quality };
        self.qualities[first] = after;
        self.qualities[last] = after;
        if there {
            Outcome::TakenOff
        } else {
            Outcome::Put
        }
    }

    /// One horn on *uo* means two before another letter, *trương*, and two mean one at the
    /// end, *thuở*.
    fn settle_uo(&mut self) {
        let Some(u) = self.nucleus().find(|at| self.bases[*at] == b'u') else {
            return;
        };
        let o = u + 1;
        if self.letters().get(o) != Some(&b'o') {
            return;
        }
        let marks = (self.qualities[u], self.qualities[o]);
        if o + 1 == self.length {
            if marks == (quality::HORN, quality::HORN) {
                self.qualities[u] = quality::NONE;
            }
        } else if marks.0 | marks.1 == quality::HORN {
            self.qualities[u] = quality::HORN;
            self.qualities[o] = quality::HORN;
        }
    }

    fn spell(mut self) -> String {
        self.settle_uo();
        let nucleus = self.nucleus();
        let toned = nucleus.start
            + Syllable::tone_position(
                &self.bases[nucleus.clone()],
                &self.qualities[nucleus.clone()],
                nucleus.end == self.length,
                false,
            );
        let mut out = String::with_capacity(2 * LONGEST);
        for at in 0..self.length {
            let tone = if at == toned { self.tone } else { 0 };
            let base = char::from(self.bases[at]);
            out.push(compose(base, self.qualities[at], tone).unwrap_or(base));
        }
        out
    }
}
