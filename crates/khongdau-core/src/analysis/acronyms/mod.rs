//! Acronyms and what they stand for, learnt from the articles: *Khu công nghiệp (KCN)*.
//!
//! * `extract`: pairs in one text. `alignment`: whether letters are the initials of words.
//! * `collector`: which pairs of all documents are believed. `meanings`: how far. `gloss`: what
//!   foreign letters stand for. `spellings`: how a thing is written.
//! * `builtin`: what everybody knows and nobody explains.
//!
//! A Vietnamese acronym is made of the initials of syllables; a few function words may be left
//! out: *Nông nghiệp **và** Phát triển nông thôn* is *NN&PTNT*. That makes a pair its own
//! proof. Acronyms of foreign words (*VCCI*) prove nothing; a second document has to agree.

mod alignment;
mod builtin;
mod collector;
mod extract;
mod gloss;
mod meanings;
mod spellings;

pub use collector::{AcceptedAcronym, Collector, MAX_LONG_TERMS};
pub use extract::extract;

/// A short form and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acronym {
    /// As written: *KCN*, *TƯ*, *NN&PTNT*.
    pub short: String,
    /// As written, composed, with one blank between its syllables: *Khu công nghiệp*.
    pub long: String,
    /// How the two belong together.
    pub kind: Kind,
}

/// How a short form belongs to its long form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Its letters are the initials of the syllables.
    Initials,
    /// Its letters come from another language: *VCCI*, *FDI*.
    Gloss,
}
