//! Vietnamese of the time before Unicode, which a font made of other letters: TCVN3 (TCVN 5712:1993,
//! *ABC*, `.VnTime`) and VNI (`VNI-Times`). Their text arrives as Latin-1, in bytes or in Unicode.

/// TCVN3: from U+00A1, one letter each; U+0020 where there is none.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ ";

/// VNI writes a letter and its marks behind it.
const VNI: &[(&str, &str)] = &[
    ("aù", "á"),
    ("aø", "à"),
    ("aû", "ả"),
    ("aõ", "ã"),
    ("aï", "ạ"),
    ("aâ", "â"),
    ("aá", "ấ"),
    ("aà", "ầ"),
    ("aå", "ẩ"),
    ("aã", "ẫ"),
    ("aä", "ậ"),
    ("aê", "ă"),
    ("aé", "ắ"),
    ("aè", "ằ"),
    ("aú", "ẳ"),
    ("aü", "ẵ"),
    ("aë", "ặ"),
    ("eù", "é"),
    ("eø", "è"),
    ("eû", "ẻ"),
    ("eõ", "ẽ"),
    ("eï", "ẹ"),
    ("eâ", "ê"),
    ("eá", "ế"),
    ("eà", "ề"),
    ("eå", "ể"),
    ("eã", "ễ"),
    ("eä", "ệ"),
    ("où", "ó"),
    ("oø", "ò"),
    ("oû", "ỏ"),
    ("oõ", "õ"),
    ("oï", "ọ"),
    ("oâ", "ô"),
    ("oá", "ố"),
    ("oà", "ồ"),
    ("oå", "ổ"),
    ("oã", "ỗ"),
    ("oä", "ộ"),
    ("ôù", "ớ"),
    ("ôø", "ờ"),
    ("ôû", "ở"),
    ("ôõ", "ỡ"),
    ("ôï", "ợ"),
    ("uù", "ú"),
    ("uø", "ù"),
    ("uû", "ủ"),
    ("uõ", "ũ"),
    ("uï", "ụ"),
    ("öù", "ứ"),
    ("öø", "ừ"),
    ("öû", "ử"),
    ("öõ", "ữ"),
    ("öï", "ự"),
    ("yù", "ý"),
    ("yø", "ỳ"),
    ("yû", "ỷ"),
    ("yõ", "ỹ"),
];
/// What one letter of VNI stands for where no mark follows it.
const VNI_ALONE: &[(char, char)] = &[
    ('ñ', 'đ'),
    ('Ñ', 'Đ'),
    ('ô', 'ơ'),
    ('Ô', 'Ơ'),
    ('ö', 'ư'),
    ('Ö', 'Ư'),
    ('æ', 'ỉ'),
    ('Æ', 'Ỉ'),
    ('ó', 'ĩ'),
    ('Ó', 'Ĩ'),
    ('ò', 'ị'),
    ('Ò', 'Ị'),
    ('î', 'ỵ'),
    ('Î', 'Ỵ'),
];

/// Letters looked at.
const SAMPLE: usize = 20_000;
/// Of a hundred letters so many are of the font at least, and a few in all.
const SHARE: usize = 4;
const FEWEST: usize = 6;

/// The name of the font's encoding and the text in Unicode; `None` for what is none.
pub fn read(latin: &str) -> Option<(&'static str, String)> {
    let mut counts = Counts::default();
    let mut before = ' ';
    for letter in latin.chars().take(SAMPLE) {
        counts.add(before, letter);
        before = letter;
    }
    match () {
        // Letters that only Unicode has.
        _ if counts.unicode > 0 => None,
        _ if counts.enough(counts.tcvn3) && counts.tcvn3 > counts.vni => {
            Some(("TCVN3", latin.chars().map(of_tcvn3).collect()))
        }
        _ if counts.enough(counts.vni) => Some(("VNI", of_vni(latin))),
        _ => None,
    }
}

#[derive(Default)]
struct Counts {
    letters: usize,
    unicode: usize,
    /// Signs of Latin-1 inside words: no language writes so.
    tcvn3: usize,
    /// A vowel and a letter that no language puts behind it.
    vni: usize,
}

impl Counts {
    fn add(&mut self, before: char, letter: char) {
        self.letters += usize::from(letter.is_alphabetic());
        let is_vietnamese = matches!(
            letter,
            'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}'
        );
        self.unicode += usize::from(is_vietnamese);
        let in_word = before.is_ascii_alphabetic();
        let sign = matches!(
            letter,
            'µ' | '¸'
                | '¶'
                | '·'
                | '¹'
                | '¨'
                | '»'
                | '¾'
                | '¼'
                | '½'
                | '©'
                | 'ª'
                | '«'
                | '¬'
                | '\u{AD}'
                | '®'
        );
        self.tcvn3 += usize::from(sign && in_word || letter == '®');
        let vowel = matches!(
            before.to_ascii_lowercase(),
            'a' | 'e' | 'o' | 'u' | 'y' | 'ô' | 'ö'
        );
        self.vni += usize::from(
            vowel
                && matches!(
                    letter,
                    'ù' | 'ø' | 'û' | 'õ' | 'ï' | 'å' | 'ä' | 'á' | 'ã' | 'ë'
                ),
        );
    }

    fn enough(&self, found: usize) -> bool {
        found >= FEWEST && found * 100 >= self.letters * SHARE
    }
}

fn of_tcvn3(letter: char) -> char {
    let place = u32::from(letter).checked_sub(0xA1);
    let found = place.and_then(|place| TCVN3.chars().nth(place as usize));
    found.filter(|found| *found != ' ').unwrap_or(letter)
}

fn of_vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let marked = letters.peek().and_then(|mark| with_mark(letter, *mark));
        match marked {
            Some(marked) => {
                letters.next();
                out.push(marked);
            }
            None => {
                let alone = VNI_ALONE.iter().find(|(vni, _)| *vni == letter);
                out.push(alone.map_or(letter, |(_, meant)| *meant));
            }
        }
    }
    out
}

/// Marks have the case of their letter, or not: fonts show both.
fn with_mark(letter: char, mark: char) -> Option<char> {
    let small: String = [letter, mark]
        .iter()
        .flat_map(|c| c.to_lowercase())
        .collect();
    let (_, meant) = VNI.iter().find(|(vni, _)| *vni == small)?;
    let meant = meant.chars().next()?;
    if letter.is_uppercase() {
        meant.to_uppercase().next()
    } else {
        Some(meant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tcvn3_is_read() {
        let text = "Céng hßa x· héi chñ nghÜa ViÖt Nam. §éc lËp - Tù do - H¹nh phóc. NghÞ quyÕt vÒ ®Êt ®ai, c«ng nghiÖp, n«ng nghiÖp, m«i tr\u{AD}êng, ®« thÞ";
        let expected = "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc. Nghị quyết về đất đai, công nghiệp, nông nghiệp, môi trường, đô thị";
        assert_eq!(read(text), Some(("TCVN3", expected.to_owned())));
    }

    #[test]
    fn vni_is_read() {
        let text = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam. Ñoäc laäp - Töï do - Haïnh phuùc. Nghò quyeát veà ñaát ñai, coâng nghieäp, moâi tröôøng";
        let expected = "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc. Nghị quyết về đất đai, công nghiệp, môi trường";
        assert_eq!(read(text), Some(("VNI", expected.to_owned())));
    }

    #[test]
    fn other_languages_and_unicode_are_left_alone() {
        for text in [
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
            "Les élèves étudièrent où ils pouvaient, à côté de l'hôtel, naïfs",
            "© 2024 Company®. Price: 5µm · «quoted» text, ½ cup",
            "El niño español comió piñas, señor. Mañana irá al baño",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
