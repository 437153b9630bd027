//! How well the marks of a stored token agree with those that were typed.

use super::clean::{Cell, clean};
use super::term::{Placement, Signature, spelling};

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

fn of_spellings(key: &str, typed: &[u8], stored: &[u8]) -> Agreement {
    let cells = |signature| spelling(key, signature, Placement::Old).map(|spelling| clean(&spelling));
    match (cells(typed), cells(stored)) {
        (Some(typed), Some(stored)) if marks_within(&typed, &stored) => Agreement::Compatible,
        _ => Agreement::Conflicting,
    }
}

/// Whether every mark of `typed` is on the same letter of `stored`; a tone may be anywhere.
fn marks_within(typed: &[Cell], stored: &[Cell]) -> bool {
    let has_tone = |tone: u8| stored.iter().any(|cell| cell.tone == tone);
    typed.iter().enumerate().all(|(at, cell)| {
        let quality = cell.quality == 0 || stored.get(at).is_some_and(|other| other.quality == cell.quality);
        let foreign = !cell.foreign || stored.get(at).is_some_and(|other| other.foreign);
        quality && foreign && (cell.tone == 0 || has_tone(cell.tone))
    })
}
