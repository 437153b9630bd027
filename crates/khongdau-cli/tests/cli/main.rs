//! The built command, as a shell runs it.

mod articles;
mod atomic;
mod check_queries;
mod errors;
mod help;
mod index;
mod pack;
mod pages;
mod run;
mod search;
mod seeds;
mod snippet;
mod understand;
