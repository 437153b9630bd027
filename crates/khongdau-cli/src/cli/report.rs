//! Arguments of `khongdau report`.

use clap::Args;
use std::path::PathBuf;

/// Measure what a visitor downloads to search
#[derive(Debug, Args)]
#[command(after_help = REPORT_HELP)]
pub struct ReportArgs {
    /// A folder of `khongdau pack`, or an index as if it were packed sharded
    pub input: PathBuf,
    /// Queries to measure with, one a line [default: beginnings of titles]
    #[arg(long, value_name = "FILE")]
    pub queries: Option<PathBuf>,
    /// Titles to take beginnings of
    #[arg(
        long,
        value_name = "N",
        default_value_t = 100,
        conflicts_with = "queries"
    )]
    pub sample: usize,
    /// Shards and terms to list
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub heaviest: usize,
    /// Fail where a first query needs more, such as 250kb
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub budget: Option<usize>,
    /// As one JSON object
    #[arg(long)]
    pub json: bool,
    /// The client's folder instead of the built-in one, for an index file
    #[arg(long, value_name = "FOLDER", hide = true)]
    pub client: Option<PathBuf>,
}

const REPORT_HELP: &str = "\
A first query is pasted by a visitor who was never here before: script, widget, engine,
index and ten results. A typed one is asked for at every letter, without a pause.
Scripts and the engine are counted as brotli makes them, shards as they lie there.

Exit codes:
  0  measured
  1  a first query needs more than --budget
  2  nothing could be measured; the reason is on standard error

With --json, in bytes:
  {\"articles\", \"queries\", \"fixed\": [{\"file\", \"bytes\"}],
   \"first\": {\"median\", \"p95\", \"worst\", \"worstQuery\"}, \"typed\": {…},
   \"perFirst\": {\"terms\", \"pairs\", \"articles\", \"others\"}, \"perTyped\": {…},
   \"rounds\",
   \"shards\": [{\"path\", \"holds\", \"bytes\", \"queries\"}], \"terms\": [{\"term\", \"bytes\", \"articles\"}]}

Examples:
  khongdau report public/tim-kiem/
  khongdau report articles.kdx --queries top-queries.txt --budget 250kb";

/// `150kb`, `1.5 MB`, `200000`, in thousands.
pub fn size(text: &str) -> Result<usize, &'static str> {
    const WRONG: &str = "it is a size such as 150kb or 1.5mb";
    let text = text.trim().to_ascii_lowercase();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "" | "b" => 1.0,
        "k" | "kb" => 1e3,
        "m" | "mb" => 1e6,
        _ => return Err(WRONG),
    };
    let number: f64 = digits.trim().parse().map_err(|_| WRONG)?;
    let bytes = number * unit;
    (bytes.is_finite() && bytes >= 1.0)
        .then_some(bytes as usize)
        .ok_or(WRONG)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes() {
        assert_eq!(size("150kb"), Ok(150_000));
        assert_eq!(size("1.5 MB"), Ok(1_500_000));
        assert_eq!(size("2000"), Ok(2000));
        for wrong in ["", "kb", "-3kb", "1gb", "nan", "0"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
