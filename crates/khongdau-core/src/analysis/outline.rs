//! Where the words of a text are, without what they are: for reading articles that a query found.
//!
//! A text is analysed in full once, when it is indexed. Whoever only looks for the words of a query
//! in it needs not every term: an outline has a number for each word, and only those whose number
//! is that of a word of the query are looked at again. Ten times as fast as [`analyze`](super::analyze).
//!
//! Its words are the analyzer's tokens where these are letters and nothing else; numbers with signs
//! in them, addresses and names that are glued together are one token there and several words here,
//! or the other way round. A query that has any of those reads the analysis.

use crate::text::clean::{Cell, Kind, clean};

/// The words of a text, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// First byte and one past the last.
    pub spans: Vec<(u32, u32)>,
    /// As [`word_number`] gives them.
    pub numbers: Vec<u32>,
}

/// Outlines a text of at most 4 GiB. O(text).
pub fn outline(text: &str) -> Outline {
    let mut outline = Outline::default();
    let mut number = Number::default();
    let mut span: Option<(u32, u32)> = None;
    let mut push = |span: (u32, u32), number: &mut Number| {
        outline.spans.push(span);
        outline.numbers.push(number.take());
    };
    for Cell {
        base,
        kind,
        start,
        end,
        ..
    } in clean(text)
    {
        if matches!(kind, Kind::Letter | Kind::Digit) {
            number.add(base);
            let (first, _) = span.unwrap_or((start, end));
            span = Some((first, end));
        } else if let Some(span) = span.take() {
            push(span, &mut number);
        }
    }
    if let Some(span) = span {
        push(span, &mut number);
    }
    outline
}

/// The number of a folded key: its first two letters in the upper ten bits, a hash of all below.
/// Keys that differ in i and y alone have one number.
pub fn word_number(key: &str) -> u32 {
    let mut number = Number::default();
    key.chars().for_each(|letter| number.add(letter));
    number.take()
}

/// The bits of a [`word_number`] that say how a key begins, and what they are for one that begins
/// so. For letters a to z.
pub fn beginning_number(letters: &str) -> (u32, u32) {
    let mask = match letters.len() {
        0 => 0,
        1 => 31 << 27,
        _ => 1023 << 22,
    };
    (mask, word_number(letters) & mask)
}

/// A number in the making: FNV-1a.
struct Number {
    hash: u32,
    first: u32,
    letters: u32,
}

impl Default for Number {
    fn default() -> Self {
        Self {
            hash: 0x811C_9DC5,
            first: 0,
            letters: 0,
        }
    }
}

impl Number {
    fn add(&mut self, letter: char) {
        let letter = if letter == 'y' { 'i' } else { letter };
        if self.letters < 2 {
            self.first |= (u32::from(letter) & 31) << (27 - 5 * self.letters);
            self.letters += 1;
        }
        self.hash = (self.hash ^ u32::from(letter)).wrapping_mul(0x0100_0193);
    }

    fn take(&mut self) -> u32 {
        let number = std::mem::take(self);
        number.first | ((number.hash ^ number.hash >> 22) & 0x003F_FFFF)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyze;
    use proptest::prelude::*;

    #[test]
    fn a_beginning_is_that_of_its_keys() {
        for (letters, key, begins) in [
            ("c", "cong", true),
            ("co", "cong", true),
            ("con", "cong", true),
            ("ki", "ky", true),
            ("n", "cong", false),
            ("ch", "cong", false),
        ] {
            let (mask, number) = beginning_number(letters);
            assert_eq!(word_number(key) & mask == number, begins, "{letters} {key}");
        }
    }

    proptest! {
        #[test]
        fn words_of_letters_are_the_tokens(text in "([a-zàáảãạđêệơợưự]{1,7}[ ,.!\n]{1,2} ){0,30}") {
            let analysis = analyze(&text);
            let outline = outline(&text);
            let spans: Vec<_> = analysis.tokens.iter().map(|token| (token.span.start as u32, token.span.end as u32)).collect();
            prop_assert_eq!(&outline.spans, &spans);
            for (token, number) in analysis.tokens.iter().zip(outline.numbers) {
                prop_assert_eq!(word_number(&token.term.key), number);
            }
        }
    }
}
