//! Long forms of acronyms in the documents: found when all documents are in, because any of them
//! may explain an acronym of the others.

use super::{Pending, Writer};
use crate::analysis::acronyms::AcceptedAcronym;
use crate::analysis::analyze;
use crate::index::DocId;
use crate::index::acronyms::{letters, long_form_term};
use crate::index::article::{Form, encode_forms};
use crate::index::long_forms::{LongForm, LongForms};
use crate::text::Term;
use rustc_hash::FxHashMap;

/// Forms in title and body.
type Found = [Vec<Form<u32>>; 2];

impl Writer {
    /// Posts the short form wherever a long form stands. Gives the acronyms that documents have
    /// either way, with the numbers of the long form's terms.
    pub(super) fn post_long_forms(&mut self) -> Vec<(AcceptedAcronym, Vec<u32>)> {
        let accepted = std::mem::take(&mut self.acronyms).accepted().into_iter();
        let mut accepted: Vec<(AcceptedAcronym, Vec<u32>)> = accepted
            .map(|acronym| {
                let terms = self.numbers_of(&acronym);
                (acronym, terms)
            })
            .filter(|(_, terms)| !terms.is_empty())
            .collect();
        let found = self.find_long_forms(&accepted);
        let mut used = vec![false; accepted.len()];
        for form in found.iter().flat_map(|(_, found)| found).flatten() {
            used[form.term as usize] = true;
        }
        let mut keys: FxHashMap<u32, String> = FxHashMap::default();
        let numbers: Vec<Option<u32>> = (accepted.iter().zip(&used))
            .map(|((acronym, _), used)| {
                let written = self.terms.knows(&Term::of(&acronym.short).to_bytes());
                let term = long_form_term(&letters(&acronym.short));
                (*used || written).then(|| {
                    let number = self.term_number(&term.to_bytes());
                    keys.insert(number, term.key);
                    number
                })
            })
            .collect();
        for (doc, found) in found {
            let mut forms = found.map(|field| {
                let numbered = |form: &Form<u32>| Form {
                    position: form.position,
                    len: form.len,
                    term: numbers[form.term as usize].unwrap_or(0),
                };
                field.iter().map(numbered).collect::<Vec<Form<u32>>>()
            });
            // ĐT and DT are one to whoever types dt.
            forms.iter_mut().for_each(|field| field.dedup());
            self.post_forms(doc, &forms);
            let named = |form: &Form<u32>| Form {
                position: form.position,
                len: form.len,
                term: keys[&form.term].as_str(),
            };
            let forms = forms.map(|field| field.iter().map(named).collect());
            self.documents[doc.0 as usize].forms = encode_forms(&forms).into();
        }
        let mut kept = numbers.iter().map(Option::is_some);
        accepted.retain(|_| kept.next().unwrap_or(false));
        accepted
    }

    /// The documents in which long forms stand, and where; the number of an acronym stands for its
    /// term.
    fn find_long_forms(&self, accepted: &[(AcceptedAcronym, Vec<u32>)]) -> Vec<(DocId, Found)> {
        let form = |(number, (_, terms)): (usize, &(AcceptedAcronym, Vec<u32>))| LongForm {
            terms: terms.clone(),
            short: number as u32,
        };
        let forms = accepted.iter().enumerate().map(form).collect();
        let forms = LongForms::new(forms, self.postings.len());
        let mut terms: Vec<u32> = Vec::new();
        let mut in_document = |document: &Pending| {
            [0, 1].map(|field: usize| {
                terms.clear();
                terms.extend(document.tokens[field].iter().map(|token| token.number));
                forms.find(&terms)
            })
        };
        (0u32..)
            .zip(&self.documents)
            .map(|(doc, document)| (DocId(doc), in_document(document)))
            .filter(|(_, found)| found.iter().any(|field| !field.is_empty()))
            .collect()
    }

    /// The terms of a long form. Those that no document has are taken into the dictionary where
    /// documents have the short form, so that a query in full finds it; else nothing.
    fn numbers_of(&mut self, acronym: &AcceptedAcronym) -> Vec<u32> {
        let tokens = analyze(&acronym.long).tokens.into_iter();
        let terms: Vec<Vec<u8>> = tokens.map(|token| token.term.to_bytes()).collect();
        let short = Term::of(&acronym.short).to_bytes();
        if !terms.iter().all(|term| self.terms.knows(term)) && !self.terms.knows(&short) {
            return Vec::new();
        }
        terms.iter().map(|term| self.term_number(term)).collect()
    }

    fn post_forms(&mut self, doc: DocId, found: &Found) {
        let mut terms: Vec<u32> = found.iter().flatten().map(|form| form.term).collect();
        terms.sort_unstable();
        terms.dedup();
        for term in terms {
            let counts = [0, 1].map(|field: usize| {
                let of_term = found[field].iter().filter(|form| form.term == term);
                of_term.count() as u32
            });
            self.postings[term as usize].push(doc, counts);
        }
    }
}
