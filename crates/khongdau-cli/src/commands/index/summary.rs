//! What a run came to.

use super::report::Report;
use crate::terminal::{bytes, counted, grouped, plain};
use serde::Serialize;
use std::time::Duration;

/// Counted over a run.
pub struct Summary {
    /// Of the index.
    pub articles: u64,
    pub text_bytes: u64,
    /// Those of them that are as they were in the index that is updated.
    pub unchanged: u64,
    pub report: Report,
}

/// What `khongdau index --help` documents.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JsonSummary<'a> {
    articles: u64,
    unchanged: u64,
    text_bytes: u64,
    /// `null` where no index was written yet; of an update its own.
    index_bytes: Option<usize>,
    #[serde(flatten)]
    report: &'a Report,
}

impl Summary {
    pub fn json(&self, index_bytes: Option<usize>) -> JsonSummary<'_> {
        JsonSummary {
            articles: self.articles,
            unchanged: self.unchanged,
            text_bytes: self.text_bytes,
            index_bytes,
            report: &self.report,
        }
    }

    /// `news.kdx: 1,000 articles, 3.3 MB of text; index 1.9 MB (1,912 bytes each); 0.80 s, 1,250 articles/s`
    pub fn line(&self, name: &str, index_bytes: u64, elapsed: Duration) -> String {
        let seconds = elapsed.as_secs_f64();
        format!(
            "{}: {}{}, {} of text; index {} ({} each); {seconds:.2} s, {} articles/s",
            plain(name),
            counted(self.articles, "article"),
            self.skipped(),
            bytes(self.text_bytes),
            bytes(index_bytes),
            counted((index_bytes + self.articles / 2) / self.articles, "byte"),
            grouped((self.articles as f64 / seconds) as u64),
        )
    }

    /// `tim-kiem/: 1,050 articles, 51 new or changed, 1 gone or changed since all were indexed; 0.21 s`
    pub fn update_line(&self, name: &str, gone: u64, elapsed: Duration) -> String {
        format!(
            "{}: {}{}; since all were indexed, {} new or changed and {} gone or changed; {:.2} s",
            plain(name),
            counted(self.articles, "article"),
            self.skipped(),
            grouped(self.articles - self.unchanged),
            grouped(gone),
            elapsed.as_secs_f64(),
        )
    }

    fn skipped(&self) -> String {
        match self.report.left_out.len() as u64 {
            0 => String::new(),
            skipped => format!(" ({} left out)", grouped(skipped)),
        }
    }
}
