//! Letters: base, quality, tone. The one table that takes Vietnamese apart and together.
//!
//! Unicode writes one letter in many ways: `ế` is one code point, or `ê` and an acute, or `e`
//! and two marks in either order, 64 of which no Unicode normalisation repairs. Here marks are
//! taken off one by one and kept as a set, so that all of them come out alike.

/// Quality marks as bits: they make another letter.
pub mod quality {
    /// No mark.
    pub const NONE: u8 = 0;
    /// ă
    pub const BREVE: u8 = 1;
    /// â ê ô
    pub const CIRCUMFLEX: u8 = 2;
    /// ơ ư
    pub const HORN: u8 = 4;
    /// đ
    pub const STROKE: u8 = 8;
}

/// Tones by the digits of the VNI keyboard: 0 ngang, 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng.
pub type Tone = u8;

/// A letter taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Lower case, without any mark.
    pub base: char,
    /// Bits of [`quality`].
    pub quality: u8,
    /// 0 to 5.
    pub tone: Tone,
    /// Whether there was a mark that Vietnamese does not have.
    pub foreign: bool,
}

impl Parts {
    const fn plain(base: char) -> Self {
        Self {
            base,
            quality: quality::NONE,
            tone: 0,
            foreign: false,
        }
    }
}

const VOWELS: [(char, u8); 12] = [
    ('a', quality::NONE),
    ('a', quality::BREVE),
    ('a', quality::CIRCUMFLEX),
    ('e', quality::NONE),
    ('e', quality::CIRCUMFLEX),
    ('i', quality::NONE),
    ('o', quality::NONE),
    ('o', quality::CIRCUMFLEX),
    ('o', quality::HORN),
    ('u', quality::NONE),
    ('u', quality::HORN),
    ('y', quality::NONE),
];

/// Six tones of each of [`VOWELS`].
const TONED: [[char; 6]; 12] = [
    ['a', 'á', 'à', 'ả', 'ã', 'ạ'],
    ['ă', 'ắ', 'ằ', 'ẳ', 'ẵ', 'ặ'],
    ['â', 'ấ', 'ầ', 'ẩ', 'ẫ', 'ậ'],
    ['e', 'é', 'è', 'ẻ', 'ẽ', 'ẹ'],
    ['ê', 'ế', 'ề', 'ể', 'ễ', 'ệ'],
    ['i', 'í', 'ì', 'ỉ', 'ĩ', 'ị'],
    ['o', 'ó', 'ò', 'ỏ', 'õ', 'ọ'],
    ['ô', 'ố', 'ồ', 'ổ', 'ỗ', 'ộ'],
    ['ơ', 'ớ', 'ờ', 'ở', 'ỡ', 'ợ'],
    ['u', 'ú', 'ù', 'ủ', 'ũ', 'ụ'],
    ['ư', 'ứ', 'ừ', 'ử', 'ữ', 'ự'],
    ['y', 'ý', 'ỳ', 'ỷ', 'ỹ', 'ỵ'],
];

/// Puts a letter together in lower case; `None` where Vietnamese has no such letter.
pub fn compose(base: char, quality: u8, tone: Tone) -> Option<char> {
    if quality == quality::STROKE {
        return (base == 'd' && tone == 0).then_some('đ');
    }
    match VOWELS.iter().position(|vowel| *vowel == (base, quality)) {
        Some(row) => TONED[row].get(usize::from(tone)).copied(),
        None => (quality == quality::NONE && tone == 0).then_some(base),
    }
}

/// Takes a lower-case letter apart. Other characters are their own base.
pub fn decompose(letter: char) -> Parts {
    match letter {
        '\0'..='\u{7f}' => Parts::plain(letter),
        'đ' | 'ð' | 'ɖ' => Parts {
            quality: quality::STROKE,
            ..Parts::plain('d')
        },
        'ǎ' => Parts {
            quality: quality::BREVE,
            ..Parts::plain('a')
        },
        '\u{df}'..='\u{1ef9}' => vowel(letter).unwrap_or_else(|| foreign(letter)),
        _ => Parts::plain(letter),
    }
}

/// Where [`TONED`] has the letters from U+00E0 and from U+1EA0: 1 + 6 × row + tone, else 0.
/// Taking letters apart is the hottest loop of the analyzer.
const LOW_PLACES: [u8; 0xD1] = places(0xE0);
const HIGH_PLACES: [u8; 0x5A] = places(0x1EA0);

const fn places<const N: usize>(first: usize) -> [u8; N] {
    let mut places = [0; N];
    let mut at = 0;
    while at < 72 {
        let code = TONED[at / 6][at % 6] as usize;
        if code >= first && code < first + N {
            places[code - first] = 1 + at as u8;
        }
        at += 1;
    }
    places
}

fn vowel(letter: char) -> Option<Parts> {
    let place = match letter as usize {
        code @ 0xE0..=0x1B0 => LOW_PLACES[code - 0xE0],
        code @ 0x1EA0..=0x1EF9 => HIGH_PLACES[code - 0x1EA0],
        _ => 0,
    };
    let place = usize::from(place.checked_sub(1)?);
    let (base, quality) = VOWELS[place / 6];
    Some(Parts {
        base,
        quality,
        tone: (place % 6) as Tone,
        foreign: false,
    })
}

/// Bases of the lower-case letters of Latin-1 from U+00E0, and of Latin Extended-A from
/// U+0100; `.` where the letter is its own base.
const LATIN_1: &[u8; 32] = b"aaaaaa.ceeeeiiiidnooooo.ouuuuy.y";
const EXTENDED_A: &[u8; 128] = b"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllll..llnnnnnn.nnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz.";
/// The marks that Unicode takes off the same letters, by a sign that looks like each; a blank
/// for none.
const LATIN_1_MARKS: &[u8; 32] = b"`'^~:o ,`'^:`'^: ~`'^~:  `'^:' :";
const EXTENDED_A_MARKS: &[u8; 128] = b"--((;;''^^..vvvv  --((..;;vv^^((..,,^^  ~~--((;;.   ^^,, '',,vv    '',,vv   --((\"\"  '',,vv''^^,,vv,,vv  ~~--((oo\"\";;^^^^:''..vv ";

/// Lower-case letters of Latin Extended-B (pinyin, Romanian) and Latin Extended Additional up
/// to U+1E9F (Sanskrit, Welsh), each with its base and the signs of its marks by code point.
const EXTENDED_B: &str = "ǐiv ǒov ǔuv ǖu-: ǘu': ǚu:v ǜu`: ǟa-: ǡa-. ǧgv ǩkv ǫo; ǭo-; ǰjv ǵg' ǹn` ǻa'o ȁaG ȃan ȅeG \
    ȇen ȉiG ȋin ȍoG ȏon ȑrG ȓrn ȕuG ȗun șsc țtc ȟhv ȧa. ȩe, ȫo-: ȭo~- ȯo. ȱo-. ȳy- ḁar ḃb. \
    ḅbd ḇb_ ḉc', ḋd. ḍdd ḏd_ ḑd, ḓdV ḕe`- ḗe'- ḙeV ḛeT ḝe(, ḟf. ḡg- ḣh. ḥhd ḧh: ḩh, ḫhw ḭiT \
    ḯi': ḱk' ḳkd ḵk_ ḷld ḹl-d ḻl_ ḽlV ḿm' ṁm. ṃmd ṅn. ṇnd ṉn_ ṋnV ṍo'~ ṏo~: ṑo`- ṓo'- ṕp' \
    ṗp. ṙr. ṛrd ṝr-d ṟr_ ṡs. ṣsd ṥs'. ṧs.v ṩs.d ṫt. ṭtd ṯt_ ṱtV ṳuu ṵuT ṷuV ṹu'~ ṻu-: ṽv~ \
    ṿvd ẁw` ẃw' ẅw: ẇw. ẉwd ẋx. ẍx: ẏy. ẑz^ ẓzd ẕz_ ẖh_ ẗt: ẘwo ẙyo";

/// Base and signs of such a letter.
fn extended_b(letter: char) -> Option<(char, &'static str)> {
    if !matches!(letter, '\u{1ce}'..='\u{233}' | '\u{1e01}'..='\u{1e99}') {
        return None;
    }
    let rest = EXTENDED_B
        .split(' ')
        .find_map(|entry| entry.strip_prefix(letter))?;
    Some((rest.chars().next()?, &rest[1..]))
}

fn foreign(letter: char) -> Parts {
    let code = letter as u32;
    let base = match code {
        0xE0..=0xFF => char::from(LATIN_1[(code - 0xE0) as usize]),
        0x100..=0x17F => char::from(EXTENDED_A[(code - 0x100) as usize]),
        _ => extended_b(letter).map_or('.', |(base, _)| base),
    };
    match base {
        '.' => Parts::plain(letter),
        base => Parts {
            foreign: true,
            ..Parts::plain(base)
        },
    }
}

/// The combining marks on a Latin letter that Unicode takes off, by code point.
pub fn marks_on(letter: char) -> impl Iterator<Item = char> {
    let code = letter as usize;
    let sign = match code {
        0xE0..=0xFF => LATIN_1_MARKS[code - 0xE0],
        0x100..=0x17F => EXTENDED_A_MARKS[code - 0x100],
        _ => b' ',
    };
    let more = extended_b(letter).map_or("", |(_, signs)| signs);
    std::iter::once(sign)
        .chain(more.bytes())
        .filter_map(mark_of_sign)
}

/// The combining mark that looks like a sign of the tables.
fn mark_of_sign(sign: u8) -> Option<char> {
    Some(match sign {
        b'`' => '\u{300}',
        b'\'' => '\u{301}',
        b'^' => '\u{302}',
        b'~' => '\u{303}',
        b'-' => '\u{304}',
        b'(' => '\u{306}',
        b'.' => '\u{307}',
        b':' => '\u{308}',
        b'o' => '\u{30a}',
        b'"' => '\u{30b}',
        b'v' => '\u{30c}',
        b'G' => '\u{30f}',
        b'n' => '\u{311}',
        b'd' => '\u{323}',
        b'u' => '\u{324}',
        b'r' => '\u{325}',
        b'c' => '\u{326}',
        b',' => '\u{327}',
        b';' => '\u{328}',
        b'V' => '\u{32d}',
        b'w' => '\u{32e}',
        b'T' => '\u{330}',
        b'_' => '\u{331}',
        _ => return None,
    })
}

/// The Latin letter that a base and marks by code point make. O(table).
pub fn compose_foreign(base: char, marks: &[char]) -> Option<char> {
    let beyond = EXTENDED_B
        .split(' ')
        .filter_map(|entry| entry.chars().next());
    let letters = ('\u{e0}'..='\u{ff}')
        .chain('\u{101}'..='\u{17e}')
        .filter(|letter| *letter != 'İ')
        .chain(beyond);
    letters
        .filter(|letter| lower(*letter) == *letter && decompose(*letter).base == base)
        .find(|letter| marks_on(*letter).eq(marks.iter().copied()))
}

/// The two letters that some letters stand for.
pub fn ligature(letter: char) -> Option<(char, char)> {
    Some(match letter {
        'æ' => ('a', 'e'),
        'œ' => ('o', 'e'),
        'ß' => ('s', 's'),
        'þ' => ('t', 'h'),
        'ŋ' => ('n', 'g'),
        _ => return None,
    })
}

/// What a combining mark adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A tone.
    Tone(Tone),
    /// Bits of [`quality`].
    Quality(u8),
    /// A mark that Vietnamese does not have.
    Foreign,
}

/// The combining mark that a code point is. U+0340 and U+0341 are old clones of two tones.
pub fn mark(letter: char) -> Option<Mark> {
    Some(match letter {
        '\u{301}' | '\u{341}' => Mark::Tone(1),
        '\u{300}' | '\u{340}' => Mark::Tone(2),
        '\u{309}' => Mark::Tone(3),
        '\u{303}' => Mark::Tone(4),
        '\u{323}' => Mark::Tone(5),
        '\u{306}' => Mark::Quality(quality::BREVE),
        '\u{302}' => Mark::Quality(quality::CIRCUMFLEX),
        '\u{31b}' => Mark::Quality(quality::HORN),
        '\u{300}'..='\u{36f}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}' => Mark::Foreign,
        _ => return None,
    })
}

/// Lower case of Latin, Greek and Cyrillic letters, by arithmetic: the standard library's
/// tables for every script weigh 12 KB. The Icelandic and African letters that look like Đ
/// become đ, which their own lower case would not. Two letters of two code points in lower
/// case (İ) stay.
pub fn lower(letter: char) -> char {
    let code = letter as u32;
    let small = match letter {
        '\0'..='\u{7f}' => return letter.to_ascii_lowercase(),
        'Đ' | 'Ð' | 'Ɖ' => return 'đ',
        'Ÿ' => return 'ÿ',
        'ẞ' => return 'ß',
        'İ' | 'ĸ' | 'ŉ' => code,
        'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => code + 0x20,
        'Ѐ'..='Џ' => code + 0x50,
        'Ơ' | 'Ư' => code + 1,
        // Pairs: capital, small.
        'Ĺ'..='ň' | 'Ź'..='ž' | 'Ǎ'..='ǜ' if code & 1 == 1 => code + 1,
        '\u{100}'..='\u{137}'
        | 'Ŋ'..='ŷ'
        | '\u{1de}'..='\u{1ef}'
        | 'Ǵ'
        | 'Ǹ'..='ȟ'
        | 'Ȣ'..='ȳ'
        | '\u{1e00}'..='\u{1e95}'
        | 'Ạ'..='ỿ'
            if code & 1 == 0 =>
        {
            code + 1
        }
        _ => code,
    };
    char::from_u32(small).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_comes_apart_and_together() {
        for (row, (base, quality)) in TONED.iter().zip(VOWELS) {
            for (tone, letter) in row.iter().enumerate() {
                let parts = decompose(*letter);
                assert_eq!(
                    (parts.base, parts.quality, usize::from(parts.tone)),
                    (base, quality, tone)
                );
                assert_eq!(compose(base, quality, tone as Tone), Some(*letter));
                let capital = letter.to_uppercase().next().unwrap();
                assert_eq!(lower(capital), *letter);
            }
        }
        assert_eq!(compose('d', quality::STROKE, 0), Some('đ'));
        assert_eq!(compose('n', quality::NONE, 4), None);
    }

    #[test]
    fn lower_case_agrees_with_unicode() {
        let ranges = [
            '\0'..='\u{17e}',
            'Ơ'..='ơ',
            'Ư'..='ư',
            'Ǎ'..='ǯ',
            'Ǹ'..='ȟ',
            'Ȣ'..='ȳ',
            '\u{1e00}'..='\u{1e95}',
            'Α'..='ώ',
            'Ѐ'..='я',
            'Ạ'..='ỿ',
        ];
        for letter in ranges
            .into_iter()
            .flatten()
            .filter(|letter| !"ÐİĲ".contains(*letter))
        {
            let mut expected = letter.to_lowercase();
            assert_eq!(lower(letter), expected.next().unwrap(), "{letter}");
        }
    }

    #[test]
    fn bases_agree_with_unicode() {
        use unicode_normalization::UnicodeNormalization;
        for code in 0xC0..=0x1EF9 {
            let Some(letter) = char::from_u32(code) else {
                continue;
            };
            let mut parts = letter.nfd();
            let (base, marks) = (parts.next().unwrap(), parts.count());
            if marks == 0 || !base.is_ascii_alphabetic() {
                continue;
            }
            assert_eq!(
                decompose(lower(letter)).base,
                base.to_ascii_lowercase(),
                "{letter}"
            );
        }
    }
}
