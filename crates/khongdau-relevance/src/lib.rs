//! How good is search, and how fast? Measured over the [`Searcher`] that the browser runs, typed
//! as in the page: the last word may be unfinished.
//!
//! ```text
//! articles ─► Collection ─┐
//!                         ├─► Answer* ─► Score of each kind ─► table, JSON, failures
//! queries  ─► Query* ─────┘   times, keystrokes
//! ```
//!
//! * [`lines`]: lines of JSON, compressed or not, with the place of each.
//! * [`collection`]: articles, indexed in memory. [`queries`]: what is asked, and what answers it.
//! * [`scores`]: ranks to numbers. [`times`]: microseconds. [`typing`]: letter by letter.
//! * [`report`]: what people and programs read. [`tune`]: other constants of the ranking.
//!
//! [`Searcher`]: khongdau_core::search::Searcher

pub mod collection;
pub mod lines;
pub mod queries;
pub mod report;
pub mod scores;
pub mod times;
pub mod tune;
pub mod typing;
