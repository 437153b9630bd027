//! What was typed, as terms. Parsing never fails.

use crate::analysis::{analyze, document_numbers};
use crate::text::{Term, has_marks};

/// Words of a query that are looked up; what comes behind is not searched for.
/// One bit each in the masks of [`super::matcher`].
pub const MAX_WORDS: usize = 32;

/// Syllables of grammar: they count for little when a pair contains one.
const FUNCTION_WORDS: [&str; 12] = [
    "va", "cua", "cac", "la", "co", "cho", "voi", "nhung", "trong", "de", "duoc", "o",
];

/// One word of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// Its term.
    pub term: Term,
    /// Whether the terms it begins are meant too: `Some` with the folded letters as typed,
    /// which for `ky` differ from the key `ki`.
    pub prefix: Option<String>,
    /// Whether it is a syllable of grammar.
    pub function_word: bool,
}

/// A further term that a run of words may be: a document number, a date, a joined form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryExtra {
    /// Its term.
    pub term: Term,
    /// The words it stands for, as bits.
    pub words: u32,
}

/// A parsed query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// In the order typed, at most [`MAX_WORDS`].
    pub words: Vec<QueryWord>,
    /// Dates, times, joined forms.
    pub extras: Vec<QueryExtra>,
    /// Document numbers the whole query may name, most specific first.
    pub document_numbers: Vec<Term>,
    /// Whether any accent was typed. Without one every accent is as good as another.
    pub accented: bool,
}

impl Query {
    /// Parses the text. With `prefix` the last word counts as unfinished, unless something
    /// follows it.
    pub fn parse(text: &str, prefix: bool) -> Self {
        let analysis = analyze(text);
        let unfinished = prefix
            && analysis
                .tokens
                .last()
                .is_some_and(|token| token.span.end == text.len());
        let last = analysis.tokens.len().wrapping_sub(1);
        let words: Vec<QueryWord> = analysis
            .tokens
            .iter()
            .enumerate()
            .take(MAX_WORDS)
            .map(|(at, token)| QueryWord {
                function_word: FUNCTION_WORDS.contains(&token.term.key.as_str()),
                prefix: (unfinished && at == last)
                    .then(|| crate::text::fold(&text[token.span.clone()])),
                term: token.term.clone(),
            })
            .collect();
        let extras = analysis
            .extras
            .iter()
            .map(|extra| QueryExtra {
                term: Term::bare(&extra.term),
                words: bits(extra.position, extra.len),
            })
            .collect();
        Self {
            accented: words.iter().any(|word| has_marks(&word.term.signature)),
            document_numbers: document_numbers(&analysis)
                .iter()
                .map(|number| Term::bare(number))
                .collect(),
            words,
            extras,
        }
    }
}

fn bits(position: usize, len: usize) -> u32 {
    (position..position.saturating_add(len).min(MAX_WORDS)).fold(0, |bits, word| bits | 1 << word)
}
