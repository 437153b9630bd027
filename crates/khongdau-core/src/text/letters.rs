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
const EXTENDED_B: &str = "ǐiv ǒov ǔuv ǖu-: ǘu': ǚu:v ǜu`: ǟa-: ǡa-. ǧgv ǩkv ǫo; ǭo-; ǰjv ǵg' ǹn` ǻa'o ǿø' ȁaG ȃan ȅeG \
    ȇen ȉiG ȋin ȍoG ȏon ȑrG ȓrn ȕuG ȗun șsc țtc ȟhv ȧa. ȩe, ȫo-: ȭo~- ȯo. ȱo-. ȳy- ḁar ḃb. \
    ḅbd ḇb_ ḉc', ḋd. ḍdd ḏd_ ḑd, ḓdV ḕe`- ḗe'- ḙeV ḛeT ḝe(, ḟf. ḡg- ḣh. ḥhd ḧh: ḩh, ḫhw ḭiT \
    ḯi': ḱk' ḳkd ḵk_ ḷld ḹl-d ḻl_ ḽlV ḿm' ṁm. ṃmd ṅn. ṇnd ṉn_ ṋnV ṍo'~ ṏo~: ṑo`- ṓo'- ṕp' \
    ṗp. ṙr. ṛrd ṝr-d ṟr_ ṡs. ṣsd ṥs'. ṧs.v ṩs.d ṫt. ṭtd ṯt_ ṱtV ṳuu ṵuT ṷuV ṹu'~ ṻu-: ṽv~ \
    ṿvd ẁw` ẃw' ẅw: ẇw. ẉwd ẋx. ẍx: ẏy. ẑz^ ẓzd ẕz_ ẖh_ ẗt: ẘwo ẙyo";

/// Base and signs of such a letter.
fn extended_b(letter: char) -> Option<(char, [u8; 2])> {
    if !matches!(letter, '\u{1ce}'..='\u{233}' | '\u{1e01}'..='\u{1e99}') {
        return None;
    }
    let entry = EXTENDED_B
        .split(' ')
        .find(|entry| entry.starts_with(letter))?;
    parse_entry(entry).map(|(_, parts)| parts)
}

/// An entry of [`EXTENDED_B`]: the letter, its base and signs.
fn parse_entry(entry: &str) -> Option<(char, (char, [u8; 2]))> {
    let mut letters = entry.chars();
    let (letter, base) = (letters.next()?, letters.next()?);
    let signs = letters.as_str().as_bytes();
    Some((
        letter,
        (base, [*signs.first()?, *signs.get(1).unwrap_or(&b' ')]),
    ))
}

fn foreign(letter: char) -> Parts {
    let code = letter as u32;
    let base = match code {
        0xE0..=0xFF => char::from(LATIN_1[(code - 0xE0) as usize]),
        0x100..=0x17F => char::from(EXTENDED_A[(code - 0x100) as usize]),
        _ => extended_b(letter).map_or('.', |(base, _)| decompose(base).base),
    };
    match base {
        '.' => Parts::plain(letter),
        base => Parts {
            foreign: true,
            ..Parts::plain(base)
        },
    }
}

/// Signs of the tables and the combining marks that look like them, by code point.
const SIGNS: &[u8; 23] = b"`'^~-(.:o\"vGndurc,;VwT_";
const SIGNED: [char; 23] = [
    '\u{300}', '\u{301}', '\u{302}', '\u{303}', '\u{304}', '\u{306}', '\u{307}', '\u{308}',
    '\u{30a}', '\u{30b}', '\u{30c}', '\u{30f}', '\u{311}', '\u{323}', '\u{324}', '\u{325}',
    '\u{326}', '\u{327}', '\u{328}', '\u{32d}', '\u{32e}', '\u{330}', '\u{331}',
];
/// The combining marks of the tones, and of the qualities by bit.
const TONE_MARKS: [char; 5] = ['\u{301}', '\u{300}', '\u{309}', '\u{303}', '\u{323}'];
const QUALITY_MARKS: [(u8, char); 3] = [
    (quality::BREVE, '\u{306}'),
    (quality::CIRCUMFLEX, '\u{302}'),
    (quality::HORN, '\u{31b}'),
];

/// A lower-case letter as Unicode takes it apart: what is left, and each of its marks, which
/// may come twice. Stroke and ligature stay: they are no marks to Unicode.
pub fn marks_on(letter: char, add: &mut impl FnMut(char)) -> char {
    if let Some(parts) = vowel(letter) {
        let (tone, qualities) = (usize::from(parts.tone), QUALITY_MARKS.iter());
        tone.checked_sub(1)
            .into_iter()
            .for_each(|tone| add(TONE_MARKS[tone]));
        qualities
            .filter(|(bit, _)| parts.quality == *bit)
            .for_each(|(_, mark)| add(*mark));
        return parts.base;
    }
    let code = letter as usize;
    let low = |sign: u8, base: u8| {
        if sign == b' ' {
            (letter, [b' '; 2])
        } else {
            (char::from(base), [sign, b' '])
        }
    };
    let (base, signs) = match code {
        0xE0..=0xFF => low(LATIN_1_MARKS[code - 0xE0], LATIN_1[code - 0xE0]),
        0x100..=0x17F => low(EXTENDED_A_MARKS[code - 0x100], EXTENDED_A[code - 0x100]),
        _ => extended_b(letter).unwrap_or((letter, [b' '; 2])),
    };
    for place in signs
        .iter()
        .filter_map(|sign| SIGNS.iter().position(|other| other == sign))
    {
        add(SIGNED[place]);
    }
    base
}

/// The Latin letter that a base and marks by code point make. O(table).
pub fn compose_foreign(base: char, marks: &[char]) -> Option<char> {
    let sign = |mark: &char| {
        SIGNED
            .iter()
            .position(|other| other == mark)
            .map(|place| SIGNS[place])
    };
    let signs = match marks {
        [one] => [sign(one)?, b' '],
        [one, two] => [sign(one)?, sign(two)?],
        _ => return None,
    };
    let wanted = (base, signs);
    let of_table = |first: u32, bases: &[u8], marks: &[u8]| {
        let mut letters = (first..).zip(bases.iter().zip(marks));
        letters.find_map(|(code, (base, sign))| {
            ((char::from(*base), [*sign, b' ']) == wanted).then_some(code)
        })
    };
    let low = of_table(0xE0, LATIN_1, LATIN_1_MARKS)
        .or_else(|| of_table(0x100, EXTENDED_A, EXTENDED_A_MARKS));
    // Of i and a dot Unicode makes nothing: İ is a capital alone.
    let low = low
        .and_then(char::from_u32)
        .filter(|letter| *letter != 'İ')
        .map(lower);
    low.or_else(|| {
        EXTENDED_B.split(' ').find_map(|entry| {
            parse_entry(entry)
                .filter(|(_, parts)| *parts == wanted)
                .map(|(letter, _)| letter)
        })
    })
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
/// become đ, which their own lower case would not. Letters of two code points in lower
/// case (İ) stay.
pub fn lower(letter: char) -> char {
    let code = letter as u32;
    let small = match letter {
        '\0'..='\u{7f}' => return letter.to_ascii_lowercase(),
        'Đ' | 'Ð' | 'Ɖ' => return 'đ',
        // A caron on a is a breve mistyped.
        'Ǎ' | 'ǎ' => return 'ă',
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
            'Ǐ'..='ǯ',
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
    fn marks_agree_with_unicode() {
        use unicode_normalization::UnicodeNormalization;
        for letter in ('\u{df}'..='\u{24f}')
            .chain('\u{1e01}'..='\u{1ef9}')
            .filter(|letter| lower(*letter) == *letter)
        {
            let decomposed: Vec<char> = letter.nfd().collect();
            // ǣ ǽ ǿ ǯ, whose bases are no ASCII letters.
            if letter == 'İ' || (decomposed.len() > 1 && !decomposed[0].is_ascii_lowercase()) {
                continue;
            }
            let mut marks = Vec::new();
            let base = marks_on(letter, &mut |mark| marks.push(mark));
            marks.sort_unstable();
            let mut expected = decomposed[1..].to_vec();
            expected.sort_unstable();
            assert_eq!((base, &marks), (decomposed[0], &expected), "{letter}");
            // ṻ has the marks of ǖ in another order.
            if decompose(letter).foreign && !marks.is_empty() && letter != 'ṻ' {
                assert_eq!(compose_foreign(base, &marks), Some(letter), "{letter}");
            }
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
