//! Which of the pairs that the documents explain are believed, and how far.
//!
//! A short form may stand for several things. Each long form counts with the documents that
//! explain it so; an entry of the built-in list counts as a few documents, because what
//! everybody knows is seldom explained. A long form is trusted when it outweighs, three to
//! one, all that mean something else; the others are weak.

use super::builtin::{Class, built_in};
use super::gloss::agreed;
use super::meanings::{Meaning, Verdict};
use super::spellings::Spellings;
use super::{Acronym, Kind};
use crate::text::clean::{Cell, clean};
use crate::text::letters::compose;
use crate::text::syllable::Syllable;
use crate::text::{Term, fold};
use std::collections::{BTreeMap, BTreeSet};

/// Syllables of a long form at most.
pub const MAX_LONG_TERMS: usize = 16;
/// Long forms of one short form at most.
const MAX_MEANINGS: usize = 3;

/// A short form that searches may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedAcronym {
    /// In its most frequent spelling.
    pub short: String,
    /// In its most frequent spelling; in lower case where anybody writes it so.
    pub long: String,
    /// Ambiguous: a search for the short form may find the long form with little weight, and
    /// one for the long form must not find the short form.
    pub weak: bool,
}

/// Gathers the pairs of all documents.
#[derive(Debug, Default)]
pub struct Collector {
    groups: BTreeMap<Letters, Group>,
}

/// A short form without case, tones and signs: *NN&PTNT* → `nnptnt`. `đ` and `ư` stay.
type Letters = String;

/// A long form without case and style of writing.
pub type Long = Vec<Term>;

/// What the documents and the site say of one short form.
#[derive(Debug, Default)]
struct Group {
    shorts: Spellings,
    initials: BTreeMap<Long, Spellings>,
    glosses: BTreeMap<Long, Spellings>,
    own_shorts: Spellings,
    own: BTreeMap<Long, Spellings>,
}

/// What the built-in list says of one short form: spelling, terms, class.
type Known = Vec<(&'static str, Long, Class)>;

impl Collector {
    /// Adds what [`super::extract()`] found in one document. The order of documents is of no
    /// consequence.
    pub fn add_document(&mut self, found: Vec<Acronym>) {
        let mut seen: BTreeMap<(Letters, Kind), Vec<Long>> = BTreeMap::new();
        for Acronym { short, long, kind } in found {
            let (letters, terms) = (letters(&short), terms(&long));
            if letters.is_empty() || !(2..=MAX_LONG_TERMS).contains(&terms.len()) {
                continue;
            }
            let explained = seen.entry((letters.clone(), kind)).or_default();
            // A text explains foreign letters once; what else stands before them is no news.
            if explained.contains(&terms) || (kind == Kind::Gloss && !explained.is_empty()) {
                continue;
            }
            explained.push(terms.clone());
            let group = self.groups.entry(letters).or_default();
            group.shorts.add(&short, 1);
            let of_kind = match kind {
                Kind::Initials => &mut group.initials,
                Kind::Gloss => &mut group.glosses,
            };
            of_kind.entry(terms).or_default().add(&long, 1);
        }
    }

    /// Adds a pair that the site gives: it is accepted whatever it looks like, and instead of
    /// all others of the short form. Nothing happens when either side has no letters, or the
    /// long one more than [`MAX_LONG_TERMS`] syllables.
    pub fn add_own(&mut self, short: &str, long: &str) {
        let (letters, terms) = (letters(short), terms(long));
        if !letters.is_empty() && (1..=MAX_LONG_TERMS).contains(&terms.len()) {
            let group = self.groups.entry(letters).or_default();
            group.own_shorts.add(short.trim(), 1);
            group.own.entry(terms).or_default().add(long.trim(), 1);
        }
    }

    /// The pairs that are believed, those of the built-in list included, by short and then by
    /// long form without accents. O(pairs log pairs).
    pub fn accepted(&self) -> Vec<AcceptedAcronym> {
        let known = known();
        let all: BTreeSet<&Letters> = known.keys().chain(self.groups.keys()).collect();
        let (nothing_known, nothing_said) = (Default::default(), Group::default());
        let mut accepted = Vec::new();
        for letters in all {
            let group = self.groups.get(letters).unwrap_or(&nothing_said);
            let (short, known) = known.get(letters).unwrap_or(&nothing_known);
            accepted.extend(group.accepted(letters, short, known));
        }
        accepted.sort_by_cached_key(|pair: &AcceptedAcronym| {
            let (short, long) = (fold(&letters(&pair.short)), fold(&pair.long));
            (short, long, pair.short.clone(), pair.long.clone())
        });
        accepted
    }
}

/// The built-in list by letters, with the first spelling of the short form.
fn known() -> BTreeMap<Letters, (&'static str, Known)> {
    let mut groups: BTreeMap<Letters, (&'static str, Known)> = BTreeMap::new();
    for (short, long, class) in built_in() {
        let (_, known) = groups.entry(letters(short)).or_insert((short, Vec::new()));
        known.push((long, terms(long), class));
    }
    groups
}

impl Group {
    fn accepted(&self, letters: &str, short: &str, known: &Known) -> Vec<AcceptedAcronym> {
        if !self.own.is_empty() {
            let short = self.own_shorts.most_frequent();
            let pair = |long: &Spellings| accept(&short, long.most_frequent(), false);
            return self.own.values().map(pair).collect();
        }
        let written = Some(self.shorts.most_frequent()).filter(|short| !short.is_empty());
        let short = written.unwrap_or(short.to_string());
        let strong = known.iter().any(|(_, _, class)| *class == Class::Strong);
        let doubtful = is_word(letters) || (letters.chars().count() < 3 && !strong);
        let meanings = self.meanings(known);
        meanings
            .iter()
            .map(|meaning| (&meaning.spellings, meaning.judged(&meanings)))
            .filter(|(_, verdict)| *verdict != Verdict::Overridden)
            .take(MAX_MEANINGS)
            .map(|(long, verdict)| (long.lower_case(), doubtful || verdict == Verdict::Weak))
            .map(|(long, weak)| accept(&short, long, weak))
            .collect()
    }

    /// By support, the highest first.
    fn meanings<'a>(&'a self, known: &'a Known) -> Vec<Meaning<'a>> {
        let mut meanings = BTreeMap::new();
        for (long, terms, class) in known {
            meaning(&mut meanings, terms).know(long, *class);
        }
        for (terms, spellings) in &self.initials {
            meaning(&mut meanings, terms).explain(spellings, true);
        }
        // Letters that are known to be initials are not foreign: *Bệnh viện Chợ Rẫy (TP.HCM)*.
        if known.iter().all(|(_, _, class)| *class == Class::Foreign) {
            let known = known.iter().map(|(_, terms, _)| terms);
            for (terms, spellings) in agreed(&self.glosses, known) {
                let whole = self.glosses.contains_key(terms);
                meaning(&mut meanings, terms).explain(&spellings, whole);
            }
        }
        let mut meanings: Vec<Meaning<'a>> = meanings.into_values().collect();
        meanings.sort_by(|a, b| b.support.cmp(&a.support).then(a.terms.cmp(b.terms)));
        meanings
    }
}

fn meaning<'m, 'a>(
    meanings: &'m mut BTreeMap<&'a [Term], Meaning<'a>>,
    terms: &'a [Term],
) -> &'m mut Meaning<'a> {
    meanings.entry(terms).or_insert(Meaning::new(terms))
}

fn accept(short: &str, long: String, weak: bool) -> AcceptedAcronym {
    AcceptedAcronym {
        short: short.to_string(),
        long,
        weak,
    }
}

fn letters(short: &str) -> Letters {
    let plain = |cell: &Cell| compose(cell.base, cell.quality, 0).unwrap_or(cell.base);
    let cells = clean(short);
    let letters = cells.iter().filter(|cell| cell.is_alphanumeric());
    letters.map(plain).collect()
}

fn terms(long: &str) -> Long {
    let cells = clean(long);
    cells
        .split(|cell| !cell.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| Term::of_cells(word, long))
        .collect()
}

/// Whether the letters could be a word: *AI* is *ai* to whoever types in lower case.
fn is_word(letters: &str) -> bool {
    Syllable::parse(fold(letters).as_bytes()).is_some()
}
