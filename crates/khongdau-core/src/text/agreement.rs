//! How well the marks of a stored token agree with those that were typed.

use super::clean::{Cell, clean};
use super::letters::quality;
use super::term::{PATTERNS, Placement, Signature, spelling};

/// How well they agree, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// The same marks.
    Exact,
    /// The same but for i and y: *kỹ*, *kĩ*.
    IyVariant,
    /// Every mark typed is there; the stored token has more: *nghiêp*, *nghiệp*.
    Compatible,
    /// Marks that contradict: *cọng*, *công*.
    Conflicting,
}

/// Compares the signature typed with a stored one. `key` is the stored token's key, and the
/// typed one's too or, for an unfinished word, longer. O(1) but for escaped signatures.
pub fn agreement(key: &str, typed: &[u8], stored: &[u8]) -> Agreement {
    if typed == stored {
        return Agreement::Exact;
    }
    match (Signature::of(typed), Signature::of(stored)) {
        (Some(typed), Some(stored)) => of_signatures(typed, stored),
        _ => of_spellings(key, typed, stored),
    }
}

fn of_signatures(typed: Signature, stored: Signature) -> Agreement {
    if (typed.tone, typed.stroke, typed.quality) == (stored.tone, stored.stroke, stored.quality) {
        return Agreement::IyVariant;
    }
    let tone = typed.tone == 0 || typed.tone == stored.tone;
    let stroke = stored.stroke || !typed.stroke;
    if tone && stroke && quality_within(typed.quality, stored.quality) {
        Agreement::Compatible
    } else {
        Agreement::Conflicting
    }
}

/// Whether the quality typed (by number: 0 none, 5 ơ, 6 ư, 7 ươ) is part of the stored one.
fn quality_within(typed: u8, stored: u8) -> bool {
    typed == 0 || typed == stored || (stored == 7 && matches!(typed, 5 | 6))
}

/// Where one side is escaped. A typed byte says which marks there are, not on which letter:
/// the key it belongs to may be shorter than `key`.
fn of_spellings(key: &str, typed: &[u8], stored: &[u8]) -> Agreement {
    let Some(stored) = spelling(key, stored, Placement::Old) else {
        return Agreement::Conflicting;
    };
    let within = match Signature::of(typed) {
        Some(typed) => fields_within(typed, &clean(&stored)),
        None => {
            spelling(key, typed, Placement::Old).is_some_and(|typed| marks_within(&typed, &stored))
        }
    };
    if within {
        Agreement::Compatible
    } else {
        Agreement::Conflicting
    }
}

/// Whether every mark of a signature byte is somewhere in `stored`.
fn fields_within(typed: Signature, stored: &[Cell]) -> bool {
    let has = |test: &dyn Fn(&Cell) -> bool| stored.iter().any(test);
    let tone = typed.tone == 0 || has(&|cell| cell.tone == typed.tone);
    let stroke = !typed.stroke || has(&|cell| cell.quality == quality::STROKE);
    let on_letter = |(letter, bits): (u8, u8)| {
        has(&|cell| cell.base == char::from(letter) && cell.quality == bits)
    };
    let marked = PATTERNS[usize::from(typed.quality)]
        .into_iter()
        .filter(|(_, bits)| *bits != 0);
    tone && stroke && marked.into_iter().all(on_letter)
}

/// Whether every mark of `typed` is on the same letter of `stored`; a tone may be anywhere.
/// Marks that Vietnamese does not have must be the very same.
fn marks_within(typed: &str, stored: &str) -> bool {
    let others = clean(stored);
    clean(typed).iter().enumerate().all(|(at, cell)| {
        let other = others.get(at);
        let quality = cell.quality == 0 || other.is_some_and(|other| other.quality == cell.quality);
        let foreign = !cell.foreign
            || other.is_some_and(|other| written(other, stored) == written(cell, typed));
        quality && foreign && (cell.tone == 0 || others.iter().any(|other| other.tone == cell.tone))
    })
}

fn written<'a>(cell: &Cell, text: &'a str) -> Option<&'a str> {
    text.get(cell.start as usize..cell.end as usize)
}
