//! Puts the short form beside every long form in the documents, so that `KCN` finds *khu công
//! nghiệp* by a posting list like any other. Native only.

use super::article::Form;

/// A long form to look for: the numbers of its terms, and that of its short form's term.
#[derive(Debug)]
pub struct LongForm {
    /// By their first appearance, as the writer counts.
    pub terms: Vec<u32>,
    /// The term that is put beside it.
    pub short: u32,
}

/// Long forms by the first of their terms.
#[derive(Debug)]
pub struct LongForms {
    forms: Vec<LongForm>,
    /// For each term number the forms it begins: the first of them, one further; 0 for none.
    first: Vec<usize>,
    /// For each form the next one with the same first term, likewise.
    next: Vec<usize>,
}

impl LongForms {
    /// For an index of `terms` terms.
    pub fn new(forms: Vec<LongForm>, terms: usize) -> Self {
        let mut first = vec![0; terms];
        let mut next = vec![0; forms.len()];
        for (at, form) in forms.iter().enumerate().rev() {
            let slot = &mut first[form.terms[0] as usize];
            next[at] = std::mem::replace(slot, at + 1);
        }
        Self { forms, first, next }
    }

    /// Where long forms stand in a field, by position, with the number of the term beside.
    pub fn find(&self, terms: &[u32]) -> Vec<Form<u32>> {
        let mut found = Vec::new();
        for position in 0..terms.len() {
            let mut at = self.first[terms[position] as usize];
            while let Some(form) = at.checked_sub(1).and_then(|at| self.forms.get(at)) {
                if terms[position..].starts_with(&form.terms) {
                    found.push(Form {
                        position: position as u32,
                        len: form.terms.len() as u32,
                        term: form.short,
                    });
                }
                at = self.next[at - 1];
            }
        }
        found
    }
}
