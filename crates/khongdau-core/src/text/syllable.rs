//! The structure of a folded syllable: onset, nucleus, coda.

/// Where onset and nucleus end. The coda is the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Syllable {
    /// Bytes of the onset; `qu` and `gi` belong to it.
    pub onset: usize,
    /// Bytes of the nucleus, 1 to 3.
    pub nucleus: usize,
}

/// Whether consonants may begin a syllable. Patterns, not lists: every token asks.
fn is_onset(consonants: &[u8]) -> bool {
    matches!(
        consonants,
        [] | [b'b' | b'c' | b'd' | b'g' | b'h' | b'k' | b'l' | b'm' | b'n' | b'p' | b'r' | b's']
            | [b't' | b'v' | b'x']
            | [b'c' | b'g' | b'k' | b'n' | b'p' | b't', b'h']
            | [b'n', b'g']
            | [b't', b'r']
            | [b'n', b'g', b'h']
    )
}

/// Whether consonants may end one.
fn is_coda(consonants: &[u8]) -> bool {
    matches!(
        consonants,
        [] | [b'c' | b'k' | b'm' | b'n' | b'p' | b't'] | [b'c' | b'n', b'h'] | [b'n', b'g']
    )
}

/// Whether a folded letter is a vowel.
pub fn is_vowel(letter: &u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

impl Syllable {
    /// Parses a folded token by structure alone; `None` where it is no syllable (*kcn*, *2023*).
    pub fn parse(folded: &[u8]) -> Option<Syllable> {
        let vowels = folded.iter().position(is_vowel)?;
        let after = folded[vowels..].iter().position(|letter| !is_vowel(letter));
        let coda = after.map_or(folded.len(), |len| vowels + len);
        let (mut onset, consonants) = (vowels, &folded[..vowels]);
        if consonants == b"q" {
            if folded[vowels] != b'u' || coda == vowels + 1 {
                return None;
            }
            onset += 1;
        } else if !is_onset(consonants) {
            return None;
        } else if consonants == b"g" && folded[vowels] == b'i' && coda > vowels + 1 {
            onset += 1;
        }
        let fits = coda - onset <= 3 && is_coda(&folded[coda..]);
        fits.then_some(Syllable {
            onset,
            nucleus: coda - onset,
        })
    }

    /// The byte of the nucleus that carries the tone mark. `qualities` are those of its
    /// letters; `open` tells a syllable without coda.
    ///
    /// The last letter with a quality mark, else by the school rule: in a closed syllable the
    /// last vowel, in an open one of three the middle, of two the first; the style of the
    /// schoolbooks differs in open *oa, oe, uy* only.
    pub fn tone_position(nucleus: &[u8], qualities: &[u8], open: bool, new_style: bool) -> usize {
        if let Some(marked) = qualities.iter().rposition(|quality| *quality != 0) {
            return marked;
        }
        match nucleus.len() {
            1 => 0,
            length if !open => length - 1,
            2 => usize::from(new_style && matches!(nucleus, b"oa" | b"oe" | b"uy")),
            _ => 1,
        }
    }
}

/// Whether *y* and *i* spell the same word behind this onset: *kỹ* and *kĩ*, *quý* and *quí*,
/// but not *tay* and *tai*, *ý* and *í*. The onsets are those for which a list of 142,000
/// phrases has both spellings.
pub fn y_is_i(onset: &[u8], open: bool) -> bool {
    onset == b"qu" || (open && matches!(onset, [b'h' | b'k' | b'l' | b'm' | b's' | b't' | b'v']))
}

/// Syllables of grammar: they count for little when a pair contains one.
const FUNCTION_WORDS: [&str; 12] = [
    "va", "cua", "cac", "la", "co", "cho", "voi", "nhung", "trong", "de", "duoc", "o",
];

/// Whether a key is a syllable of grammar.
pub fn is_function_word(key: &str) -> bool {
    FUNCTION_WORDS.contains(&key)
}

/// Whether a text may be suggested to end with this key.
pub fn is_sayable(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_lowercase()) && !is_function_word(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_come_apart() {
        let parts = |folded: &str| {
            let syllable = Syllable::parse(folded.as_bytes())?;
            let (onset, rest) = folded.split_at(syllable.onset);
            let (nucleus, coda) = rest.split_at(syllable.nucleus);
            Some(format!("{onset}·{nucleus}·{coda}"))
        };
        for (folded, expected) in [
            ("nghiep", "ngh·ie·p"),
            ("cong", "c·o·ng"),
            ("qua", "qu·a·"),
            ("quyet", "qu·ye·t"),
            ("gia", "gi·a·"),
            ("gi", "g·i·"),
            ("gieng", "gi·e·ng"),
            ("y", "·y·"),
            ("khuyu", "kh·uyu·"),
        ] {
            assert_eq!(parts(folded).as_deref(), Some(expected));
        }
        for folded in ["", "kcn", "q", "qu", "samsung", "2023", "ngoaoo", "zo"] {
            assert_eq!(parts(folded), None, "{folded}");
        }
    }
}
