//! The khongdau engine: Vietnamese full-text search over a compact static index.
//!
//! Pure code: no I/O, no clock, no randomness, no JavaScript. Data flows one way:
//!
//! ```text
//! text ─► analysis ─► document ─► index bytes ─► Index ─► Query ─► Hit ─► snippet
//! ```
//!
//! * [`text`]: characters and syllables: cleaning, folding, signatures, agreement of marks.
//! * [`analysis`]: the analyzer, text to tokens with byte spans into the original.
//! * [`document`]: what is indexed, and the parser of scraped seed files.
//! * [`format`](mod@format): bytes: container, checksums, variable-length integers.
//! * [`index`]: the index itself, each structure's encoder beside its decoder.
//! * [`search`]: query, ranking, snippets.

pub mod analysis;
pub mod document;
pub mod format;
pub mod index;
pub mod search;
pub mod text;
