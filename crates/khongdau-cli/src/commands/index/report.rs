//! What was taken from where, and what was not taken.

use crate::input::Place;
use crate::terminal::{counted, grouped, plain};
use khongdau_extract::Found;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// Pages named for each reason, unless all are wanted.
const NAMED: usize = 3;

/// Counted over a run.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// What was wrong with articles that were left out.
    pub left_out: Vec<String>,
    pages: u64,
    without_date: u64,
    /// By part and origin.
    #[serde(serialize_with = "by_part")]
    origins: BTreeMap<(&'static str, String), u64>,
    /// Places by reason, in order.
    skipped: BTreeMap<String, Vec<String>>,
}

impl Report {
    /// Counts an article that is indexed.
    pub fn add(&mut self, found: &Found, has_date: bool) {
        if *found == Found::default() {
            return;
        }
        self.pages += 1;
        self.without_date += u64::from(!has_date);
        for (part, origin) in [
            ("title", &found.title),
            ("date", &found.date),
            ("text", &found.body),
        ] {
            if !origin.is_empty() && (part != "date" || has_date) {
                *self.origins.entry((part, origin.clone())).or_default() += 1;
            }
        }
    }

    /// Notes one that is none, and why.
    pub fn skip(&mut self, place: &Place, reason: &str) {
        let places = self.skipped.entry(reason.to_owned()).or_default();
        places.push(place.to_string());
    }

    /// Behind a sentence that says that there is nothing: why.
    pub fn first_reason(&self) -> String {
        let first = self.skipped.iter().next();
        first.map_or_else(String::new, |(reason, places)| {
            format!("; {} {reason}", places[0])
        })
    }

    /// For people: nothing where there is nothing to say. All of it if `verbose`.
    pub fn lines(&self, verbose: bool) -> Vec<String> {
        let mut lines = Vec::new();
        if self.pages > 0 {
            for part in ["title", "date", "text"] {
                let mut of_part: Vec<(&String, u64)> = (self.origins.iter())
                    .filter(|((other, _), _)| *other == part)
                    .map(|((_, origin), count)| (origin, *count))
                    .collect();
                of_part.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
                let shown = if verbose { of_part.len() } else { 4 };
                let more = of_part.len().saturating_sub(shown);
                let mut listed: Vec<String> = (of_part.iter().take(shown))
                    .map(|(origin, count)| format!("{} from {origin}", grouped(*count)))
                    .collect();
                if more > 0 {
                    listed.push(format!("{more} other origins"));
                }
                if part == "date" && self.without_date > 0 {
                    listed.push(format!("{} without", grouped(self.without_date)));
                }
                lines.push(format!("{part}: {}", plain(&listed.join(", "))));
            }
        }
        for (reason, places) in &self.skipped {
            let shown = if verbose { places.len() } else { NAMED };
            let named: Vec<&str> = places.iter().take(shown).map(String::as_str).collect();
            let more = if places.len() > shown { ", …" } else { "" };
            let count = counted(places.len() as u64, "page");
            let named = plain(&named.join(", "));
            lines.push(format!(
                "skipped {count}: {} ({named}{more})",
                plain(reason)
            ));
        }
        lines
    }

    /// An error where anything was skipped.
    pub fn refuse(&self) -> anyhow::Result<()> {
        let skipped: usize = self.skipped.values().map(Vec::len).sum();
        anyhow::ensure!(
            skipped == 0 && self.left_out.is_empty(),
            "{} not indexed, and --strict is given: nothing was written\n{}",
            counted((skipped + self.left_out.len()) as u64, "page"),
            self.lines(true).join("\n")
        );
        Ok(())
    }
}

/// `{"title": {"<h1>": 12}}`
fn by_part<S: Serializer>(
    origins: &BTreeMap<(&'static str, String), u64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut parts: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for ((part, origin), count) in origins {
        parts.entry(part).or_default().insert(origin, *count);
    }
    parts.serialize(serializer)
}
