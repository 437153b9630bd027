//! Which guesses the best hit rests on: they are named, like everything read otherwise.

use super::matcher::Matcher;
use super::reading::Field;
use crate::index::terms::TermOrd;

/// The guesses that stand beside another word of the query in these fields, for words that
/// stand in none of them as typed: each word's number with the term that was taken for it.
pub fn used<'a>(
    fields: impl Iterator<Item = &'a Field>,
    matcher: &Matcher,
) -> Vec<(usize, TermOrd)> {
    let mut sure = 0;
    let mut found: Vec<(usize, TermOrd)> = Vec::new();
    for field in fields {
        let mut before = (usize::MAX, 0, 0);
        field.scan(matcher, &mut |position, set| {
            sure |= set.agreeing & !set.weak;
            let beside = before.0.wrapping_add(1) == position;
            let pairs = if beside {
                before.1 & (set.agreeing >> 1)
            } else {
                0
            };
            let mut note = |mut words: u32, at: usize| {
                while words != 0 {
                    let word = words.trailing_zeros() as usize;
                    words &= words - 1;
                    let new = !found.iter().any(|(other, _)| *other == word);
                    let ord = field.term(at).and_then(|term| matcher.ord(&term));
                    found.extend(ord.filter(|_| new).map(|ord| (word, ord)));
                }
            };
            note(pairs & before.2, position.wrapping_sub(1));
            note((pairs << 1) & set.weak, position);
            before = (position, set.agreeing, set.weak);
        });
    }
    found.retain(|(word, _)| sure >> word & 1 == 0);
    found
}
