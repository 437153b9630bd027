//! Terms: what the index looks up. A folded key, and one byte for the marks taken off it.
//!
//! ```text
//! byte = 0x40 + (tone << 5 | y << 4 | đ << 3 | quality)
//! ```
//!
//! Key and byte give the spelling back. What one byte cannot tell (*café*, *HảiPhòng*: about
//! one token in 1,500) has the signature `0x3F` and the whole spelling.

use super::clean::{BREVE, CARON, Cell, bases, clean};
use super::letters::{compose, compose_foreign, lower, mark, marks_on, quality};
use super::syllable::{Syllable, y_is_i};

/// Between key and signature in the bytes of a term.
const SEPARATOR: u8 = 0x01;
/// First byte of a signature that carries the spelling.
const ESCAPE: u8 = 0x3F;
/// The signature byte without any mark.
const UNMARKED: u8 = 0x40;

/// What the index looks up: a folded key and the marks that were taken off it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// Folded token with canonical i/y (*kỹ* → `ki`).
    pub key: String,
    /// One byte from 0x40, or 0x3F and the UTF-8 of the token in NFC and lower case.
    pub signature: Vec<u8>,
}

impl Term {
    /// The term of one token as written, in any composition, case and tone placement.
    pub fn of(token: &str) -> Term {
        Self::of_cells(&clean(token), token)
    }

    /// The term of cleaned cells; `text` is what their spans point into.
    pub fn of_cells(cells: &[Cell], text: &str) -> Term {
        let mut key = bases(cells);
        match Marks::gather(cells).and_then(|marks| marks.signature(key.as_bytes())) {
            Some(signature) => {
                if signature.y {
                    let onset = key.find('y').unwrap_or(0);
                    key.replace_range(onset..=onset, "i");
                }
                Term {
                    key,
                    signature: vec![signature.byte()],
                }
            }
            None => {
                let mut escaped = vec![ESCAPE];
                escaped.extend_from_slice(spelled(cells, text).as_bytes());
                Term {
                    key,
                    signature: escaped,
                }
            }
        }
    }

    /// A term that carries no marks: numbers, document numbers, joined forms.
    pub fn bare(key: &str) -> Term {
        Term {
            key: key.to_string(),
            signature: vec![UNMARKED],
        }
    }

    /// The dictionary's bytes: `key ‖ 0x01 ‖ signature`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.key.len() + 1 + self.signature.len());
        bytes.extend_from_slice(self.key.as_bytes());
        bytes.push(SEPARATOR);
        bytes.extend_from_slice(&self.signature);
        bytes
    }

    /// The inverse of [`Term::to_bytes`]; `None` on anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Term> {
        let at = bytes.iter().position(|byte| *byte == SEPARATOR)?;
        let key = std::str::from_utf8(&bytes[..at]).ok()?.to_string();
        let signature = bytes[at + 1..].to_vec();
        match signature.first()? {
            &ESCAPE => std::str::from_utf8(&signature[1..]).ok()?,
            UNMARKED.. if signature.len() == 1 => "",
            _ => return None,
        };
        Some(Term { key, signature })
    }
}

/// The fields of a signature byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signature {
    pub tone: u8,
    pub y: bool,
    pub stroke: bool,
    /// Index into [`PATTERNS`].
    pub quality: u8,
}

/// Quality marks of a syllable, by number: the letters that carry them, in order.
/// `(0, 0)` is none.
pub(super) const PATTERNS: [[(u8, u8); 2]; 8] = [
    [(0, 0), (0, 0)],
    [(b'a', quality::BREVE), (0, 0)],
    [(b'a', quality::CIRCUMFLEX), (0, 0)],
    [(b'e', quality::CIRCUMFLEX), (0, 0)],
    [(b'o', quality::CIRCUMFLEX), (0, 0)],
    [(b'o', quality::HORN), (0, 0)],
    [(b'u', quality::HORN), (0, 0)],
    [(b'u', quality::HORN), (b'o', quality::HORN)],
];

/// Places of quality marks, with their bits; `(0, 0)` is none.
type Qualities = [(usize, u8); 2];

impl Signature {
    fn byte(self) -> u8 {
        let (y, stroke) = (u8::from(self.y), u8::from(self.stroke));
        UNMARKED + (self.tone << 5 | y << 4 | stroke << 3 | self.quality)
    }

    /// `None` for an escape.
    pub fn of(signature: &[u8]) -> Option<Signature> {
        let [byte] = signature else { return None };
        let bits = byte.checked_sub(UNMARKED)?;
        let (y, stroke) = (bits >> 4 & 1 == 1, bits >> 3 & 1 == 1);
        Some(Signature {
            tone: bits >> 5,
            y,
            stroke,
            quality: bits & 7,
        })
    }

    /// Where the quality marks of a nucleus stand: the first letter of each kind, *ơ* right
    /// behind *ư*. `None` where the nucleus has no such letter.
    fn quality_positions(self, nucleus: &[u8]) -> Option<Qualities> {
        let [first, second] = PATTERNS[usize::from(self.quality)];
        let mut found = Qualities::default();
        if first.1 != 0 {
            found[0] = (
                nucleus.iter().position(|letter| *letter == first.0)?,
                first.1,
            );
        }
        if second.1 != 0 {
            let behind = found[0].0 + 1;
            (*nucleus.get(behind)? == second.0).then_some(())?;
            found[1] = (behind, second.1);
        }
        Some(found)
    }
}

/// The marks of a token, each with the place of its letter.
#[derive(Debug, Default)]
struct Marks {
    tone: Option<(usize, u8)>,
    stroke: Option<usize>,
    qualities: Qualities,
}

impl Marks {
    /// `None` where there are marks that no syllable has: foreign ones, two tones, two đ.
    fn gather(cells: &[Cell]) -> Option<Marks> {
        let mut marks = Marks::default();
        for (at, cell) in cells.iter().enumerate() {
            if cell.foreign || (cell.tone > 0 && marks.tone.replace((at, cell.tone)).is_some()) {
                return None;
            }
            match cell.quality {
                quality::NONE => {}
                quality::STROKE
                    if marks.stroke.is_none() && !earlier_d(&cells[..at]) && cell.base == 'd' =>
                {
                    marks.stroke = Some(at);
                }
                quality::STROKE => return None,
                bits => *marks.qualities.iter_mut().find(|(_, none)| *none == 0)? = (at, bits),
            }
        }
        Some(marks)
    }

    /// `None` where the marks do not stand where a syllable has them.
    fn signature(self, key: &[u8]) -> Option<Signature> {
        let stroke = self.stroke.is_some();
        let Some(syllable) = Syllable::parse(key) else {
            let bare = self.tone.is_none() && self.qualities == Qualities::default();
            return bare.then_some(Signature {
                tone: 0,
                y: false,
                stroke,
                quality: 0,
            });
        };
        let end = syllable.onset + syllable.nucleus;
        let (onset, nucleus) = (&key[..syllable.onset], &key[syllable.onset..end]);
        let tone = match self.tone {
            // The glides of gi- and qu- carry the tone in careless typing: gịa, qụa.
            Some((1, tone)) if matches!(onset, b"gi" | b"qu") => tone,
            Some((at, tone)) if (syllable.onset..end).contains(&at) => tone,
            Some(_) => return None,
            None => 0,
        };
        let y = nucleus == b"y" && y_is_i(onset, end == key.len());
        let marked = self
            .qualities
            .map(|(at, bits)| if bits == 0 { (0, 0) } else { (key[at], bits) });
        let quality = PATTERNS.iter().position(|pattern| *pattern == marked)? as u8;
        let signature = Signature {
            tone,
            y,
            stroke,
            quality,
        };
        let in_nucleus = |(at, bits): (usize, u8)| {
            (
                if bits == 0 {
                    0
                } else {
                    at.wrapping_sub(syllable.onset)
                },
                bits,
            )
        };
        (self.qualities.map(in_nucleus) == signature.quality_positions(nucleus)?)
            .then_some(signature)
    }
}

fn earlier_d(cells: &[Cell]) -> bool {
    cells.iter().any(|cell| cell.base == 'd')
}

/// The token in NFC and lower case, whatever its marks.
fn spelled(cells: &[Cell], text: &str) -> String {
    let mut out = String::new();
    for cell in cells {
        match compose(cell.base, cell.quality, cell.tone) {
            Some(letter) if !cell.foreign => out.push(letter),
            _ => spell_foreign(cell, text, &mut out),
        }
    }
    out
}

/// Spells a letter with marks that Vietnamese does not have on it: one letter where Unicode
/// has it, else what is left without marks and then the set of them by code point.
fn spell_foreign(cell: &Cell, text: &str, out: &mut String) {
    let written = text
        .get(cell.start as usize..cell.end as usize)
        .unwrap_or("");
    let mut letters = written.chars();
    // The second half of a ligature has no bytes of its own.
    let Some(first) = letters.next().map(lower) else {
        return;
    };
    let mut marks: Vec<char> = Vec::new();
    let mut add = |mark: char| {
        if let Err(place) = marks.binary_search(&mark) {
            marks.insert(place, mark);
        }
    };
    letters
        .filter(|letter| mark(*letter).is_some())
        .map(|mark| {
            if mark == CARON && cell.base == 'a' {
                BREVE
            } else {
                mark
            }
        })
        .for_each(&mut add);
    // ð and ɖ are đ.
    let first = if cell.quality & quality::STROKE != 0 {
        'đ'
    } else {
        first
    };
    let base = marks_on(first, &mut add);
    match compose_foreign(base, &marks) {
        Some(letter) => out.push(letter),
        None => {
            out.push(base);
            out.extend(marks);
        }
    }
}

/// Where the tone mark goes in open *oa, oe, uy*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// *hòa, khỏe, thủy*: what newspapers and agencies write.
    Old,
    /// *hoà, khoẻ, thuỷ*: what schoolbooks write.
    New,
}

/// The spelling of a term in NFC and lower case; for an escape the spelling it carries.
/// `None` where key and signature do not fit together.
pub fn spelling(key: &str, signature: &[u8], placement: Placement) -> Option<String> {
    if signature.first() == Some(&ESCAPE) {
        return std::str::from_utf8(&signature[1..])
            .ok()
            .map(str::to_string);
    }
    let marks = Signature::of(signature)?;
    let mut letters: Vec<char> = key.chars().collect();
    if signature != [UNMARKED] {
        put_marks(
            &mut letters,
            key.as_bytes(),
            marks,
            placement == Placement::New,
        )?;
    }
    if marks.stroke {
        *letters.iter_mut().find(|letter| **letter == 'd')? = 'đ';
    }
    Some(letters.into_iter().collect())
}

fn put_marks(letters: &mut [char], key: &[u8], marks: Signature, new_style: bool) -> Option<()> {
    let bare = marks.tone == 0 && marks.quality == 0 && !marks.y;
    let Some(syllable) = Syllable::parse(key) else {
        return bare.then_some(());
    };
    let end = syllable.onset + syllable.nucleus;
    let mut nucleus = key[syllable.onset..end].to_vec();
    if marks.y {
        if nucleus != b"i" {
            return None;
        }
        nucleus[0] = b'y';
    }
    let mut qualities = vec![quality::NONE; nucleus.len()];
    for (at, bits) in marks.quality_positions(&nucleus)? {
        qualities[at] |= bits;
    }
    let toned = Syllable::tone_position(&nucleus, &qualities, end == key.len(), new_style);
    for (at, vowel) in nucleus.iter().enumerate() {
        let tone = if at == toned { marks.tone } else { 0 };
        letters[syllable.onset + at] = compose(char::from(*vowel), qualities[at], tone)?;
    }
    Some(())
}

/// Whether a signature carries a tone, a quality mark, đ or a foreign mark; i/y does not count.
pub fn has_marks(signature: &[u8]) -> bool {
    Signature::of(signature).is_none_or(|marks| marks.tone > 0 || marks.quality > 0 || marks.stroke)
}
