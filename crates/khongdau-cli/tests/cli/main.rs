//! The built command, as a shell runs it.

mod articles;
mod atomic;
mod check;
mod check_queries;
mod completions;
mod errors;
mod formats;
mod hardships;
mod help;
mod index;
mod init;
mod pack;
mod pages;
mod report;
mod run;
mod search;
mod seeds;
mod serve;
mod snippet;
mod understand;
mod update;
