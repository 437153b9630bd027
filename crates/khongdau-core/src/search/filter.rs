//! Which candidates a query allows at all: phrases in quotes, and what is excluded.

use super::candidates::Candidate;
use super::matcher::Matcher;
use super::query::Query;
use crate::index::View;
use crate::index::stream::Codes;
use crate::index::terms::TermOrd;
use crate::text::Term;

/// Removes candidates without the query's phrases, and those with something excluded. Costs
/// the bodies of candidates that have all words of a phrase.
pub fn apply(view: &View<'_>, query: &Query, matcher: &Matcher, candidates: &mut Vec<Candidate>) {
    for phrase in phrases(query) {
        let allowed = query
            .words
            .iter()
            .enumerate()
            .filter(|(at, word)| phrase >> at & 1 == 1 && !word.in_title);
        let in_title = allowed.count() == 0;
        candidates.retain(|candidate| {
            candidate.words & phrase == phrase
                && fields(view, candidate, in_title).any(|codes| has_phrase(codes, matcher, phrase))
        });
    }
    for terms in &query.excluded {
        let meant: Vec<Vec<TermOrd>> = terms.iter().map(|term| meant(view, term)).collect();
        exclude(view, &meant, candidates);
    }
}

/// The words of each phrase, as bits.
fn phrases(query: &Query) -> Vec<u32> {
    let mut phrases: Vec<u32> = Vec::new();
    for (at, word) in query
        .words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.phrase > 0)
    {
        let number = usize::from(word.phrase);
        if phrases.len() < number {
            phrases.resize(number, 0);
        }
        phrases[number - 1] |= 1 << at;
    }
    phrases.retain(|phrase| *phrase != 0);
    phrases
}

fn fields<'a>(
    view: &'a View<'_>,
    candidate: &Candidate,
    in_title: bool,
) -> impl Iterator<Item = Codes<'a>> {
    let title = view.title(candidate.doc);
    let body = (!in_title).then(|| view.body(candidate.doc)).flatten();
    title.into_iter().chain(body).map(|field| field.codes)
}

/// Whether these words stand side by side in a field, in order.
fn has_phrase(codes: Codes<'_>, matcher: &Matcher, phrase: u32) -> bool {
    let first = phrase & phrase.wrapping_neg();
    let last = 1 << (31 - phrase.leading_zeros());
    // Bit n: the token before ends the first words up to n.
    let (mut reached, mut end, mut found) = (0, 0, false);
    codes.scan(matcher.classes(), &mut |position, class| {
        let before = if end == position { reached << 1 } else { 0 };
        reached = matcher.of_class(class).agreeing & (before | first) & phrase;
        end = position + 1;
        found |= reached & last != 0;
    });
    found
}

/// The terms that an excluded word stands for: all accents, or those that agree with it.
fn meant(view: &View<'_>, term: &Term) -> Vec<TermOrd> {
    let mut ords = Vec::new();
    view.terms.spellings(&term.key, &mut |entry| {
        if entry.agrees(&term.signature) {
            ords.push(entry.ord);
        }
    });
    ords
}

fn exclude(view: &View<'_>, meant: &[Vec<TermOrd>], candidates: &mut Vec<Candidate>) {
    let Some(first) = meant.first() else { return };
    let mut with_first = vec![false; view.meta.documents as usize];
    for posting in first.iter().flat_map(|ord| view.postings(*ord)) {
        with_first[posting.doc.0 as usize] = true;
    }
    candidates.retain(|candidate| {
        let excluded = with_first[candidate.doc.0 as usize]
            && (meant.len() == 1
                || fields(view, candidate, false).any(|codes| has_terms(codes, meant)));
        !excluded
    });
}

fn has_terms(codes: Codes<'_>, meant: &[Vec<TermOrd>]) -> bool {
    (0..codes.len()).any(|start| {
        let mut at = start;
        meant.iter().all(|ords| {
            let ord = codes.get(at);
            at += 1;
            ord.is_some_and(|ord| ords.contains(&ord))
        })
    })
}
