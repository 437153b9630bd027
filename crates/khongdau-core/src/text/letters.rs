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
        Self { base, quality: quality::NONE, tone: 0, foreign: false }
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
        'đ' | 'ð' | 'ɖ' => Parts { quality: quality::STROKE, ..Parts::plain('d') },
        'ǎ' => Parts { quality: quality::BREVE, ..Parts::plain('a') },
        '\u{df}'..='\u{1ef9}' => vowel(letter).unwrap_or_else(|| foreign(letter)),
        _ => Parts::plain(letter),
    }
}

fn vowel(letter: char) -> Option<Parts> {
    for (row, (base, quality)) in TONED.iter().zip(VOWELS) {
        if let Some(tone) = row.iter().position(|toned| *toned == letter) {
            return Some(Parts { base, quality, tone: tone as Tone, foreign: false });
        }
    }
    None
}

/// Bases of the lower-case letters of Latin-1 from U+00E0, and of Latin Extended-A from
/// U+0100; `.` where the letter is its own base.
const LATIN_1: &[u8; 32] = b"aaaaaa.ceeeeiiiidnooooo.ouuuuy.y";
const EXTENDED_A: &[u8; 128] = b"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllll..llnnnnnn.nnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz.";
/// The marks that Unicode takes off the same letters, by a sign that looks like each; a blank
/// for none.
const LATIN_1_MARKS: &[u8; 32] = b"`'^~:o ,`'^:`'^: ~`'^~:  `'^:' :";
const EXTENDED_A_MARKS: &[u8; 128] = b"--((;;''^^..vvvv  --((..;;vv^^((..,,^^  ~~--((;;.   ^^,, '',,vv    '',,vv   --((\"\"  '',,vv''^^,,vv,,vv  ~~--((oo\"\";;^^^^:''..vv ";

fn foreign(letter: char) -> Parts {
    let code = letter as u32;
    let base = match code {
        0xE0..=0xFF => LATIN_1[(code - 0xE0) as usize],
        0x100..=0x17F => EXTENDED_A[(code - 0x100) as usize],
        0x1CE..=0x1DC => b"a.i.o.u.u.u.u.u"[(code - 0x1CE) as usize],
        0x218..=0x21B => b"sstt"[(code - 0x218) as usize],
        _ => b'.',
    };
    match base {
        b'.' => Parts::plain(letter),
        base => Parts { foreign: true, ..Parts::plain(char::from(base)) },
    }
}

/// The combining mark on a Latin letter, where Unicode takes one off.
pub fn mark_on(letter: char) -> Option<char> {
    let code = letter as usize;
    let sign = match code {
        0xE0..=0xFF => LATIN_1_MARKS[code - 0xE0],
        0x100..=0x17F => EXTENDED_A_MARKS[code - 0x100],
        _ => b' ',
    };
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
        b',' => '\u{327}',
        b';' => '\u{328}',
        _ => return None,
    })
}

/// The Latin letter that a base and a mark make.
pub fn compose_foreign(base: char, mark: char) -> Option<char> {
    let letters = ('\u{e0}'..='\u{ff}').chain('\u{101}'..='\u{17e}').filter(|letter| *letter != 'İ');
    letters
        .filter(|letter| lower(*letter) == *letter && mark_on(*letter) == Some(mark))
        .find(|letter| decompose(*letter).base == base)
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
        'Ĺ'..='ň' | 'Ź'..='ž' | 'Ǎ'..='ǜ' if code % 2 == 1 => code + 1,
        '\u{100}'..='\u{137}' | 'Ŋ'..='ŷ' | 'Ș'..='ț' | '\u{1e00}'..='\u{1e95}' | 'Ạ'..='ỿ' if code % 2 == 0 => code + 1,
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
                assert_eq!((parts.base, parts.quality, usize::from(parts.tone)), (base, quality, tone));
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
        let ranges = ['\0'..='\u{17e}', 'Ơ'..='ơ', 'Ư'..='ư', 'Ǎ'..='ǜ', 'Ș'..='ț', 'Α'..='ώ', 'Ѐ'..='я', 'Ạ'..='ỿ'];
        for letter in ranges.into_iter().flatten().filter(|letter| !"ÐİĲ".contains(*letter)) {
            let mut expected = letter.to_lowercase();
            assert_eq!(lower(letter), expected.next().unwrap(), "{letter}");
        }
    }

    #[test]
    fn bases_agree_with_unicode() {
        use unicode_normalization::UnicodeNormalization;
        for code in 0xC0..=0x1EF9 {
            let Some(letter) = char::from_u32(code) else { continue };
            let mut parts = letter.nfd();
            let (base, marks) = (parts.next().unwrap(), parts.count());
            if (0x250..0x1EA0).contains(&code) || marks == 0 || !base.is_ascii_alphabetic() {
                continue;
            }
            if (0x1CD..0x250).contains(&code) && !(0x218..=0x21B).contains(&code) {
                continue;
            }
            assert_eq!(decompose(lower(letter)).base, base.to_ascii_lowercase(), "{letter}");
        }
    }
}
