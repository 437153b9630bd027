//! From how often a term occurs to what that weighs.

use super::Pending;
use super::occurrences::Occurrences;
use crate::index::DocId;
use crate::index::fields::FieldWeight;
use crate::index::lists::{Posting, impact_of};
use crate::index::root::Root;

/// What occurrences weigh.
pub struct Weigher {
    lengths: Vec<[u32; 2]>,
    /// Tokens of all titles and of all bodies.
    pub tokens: [u32; 2],
    average: [f32; 2],
}

impl Weigher {
    /// By the average lengths of these documents, or of `base`, where these are its update.
    pub fn of(documents: &[Pending], base: Option<&Root>) -> Self {
        let length = |pending: &Pending| [0, 1].map(|field: usize| pending.tokens[field].len());
        let lengths: Vec<[u32; 2]> = documents.iter().map(length).collect();
        let tokens = [0, 1].map(|field: usize| {
            let all = lengths.iter().map(|length| u64::from(length[field]));
            u32::try_from(all.sum::<u64>()).unwrap_or(u32::MAX)
        });
        let root = Root {
            documents: documents.len() as u32,
            tokens,
            ..Root::default()
        };
        Self {
            average: base.unwrap_or(&root).average_lengths(),
            tokens,
            lengths,
        }
    }

    fn impact(&self, doc: DocId, [title, body]: [u32; 2]) -> u8 {
        let [title_length, body_length] = self.lengths[doc.0 as usize];
        let weight = FieldWeight::TITLE.frequency(title as f32, title_length, self.average[0])
            + FieldWeight::BODY.frequency(body as f32, body_length, self.average[1]);
        impact_of(weight, title > 0)
    }

    /// The postings of a term.
    pub fn weigh(&self, occurrences: &Occurrences) -> Vec<Posting> {
        occurrences
            .iter()
            .map(|(doc, counts)| Posting {
                doc,
                impact: self.impact(doc, counts),
            })
            .collect()
    }
}
