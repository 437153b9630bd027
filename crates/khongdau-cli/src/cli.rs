//! Arguments and help. What a flag does is said here once, in the words users read.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The arguments of one run.
#[derive(Debug, Parser)]
#[command(
    name = "khongdau",
    bin_name = "khongdau",
    version,
    about = "Vietnamese full-text search: make an index, search it, look into it",
    after_help = AFTER_HELP,
    disable_help_subcommand = true
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "\
Examples:
  khongdau index articles/ -o articles.kdx
  khongdau search articles.kdx cong nghiep
  khongdau suggest articles.kdx cong ngh
  khongdau check-queries articles.kdx queries.toml
  khongdau inspect articles.kdx
  khongdau verify articles.kdx

Results go to standard output, everything else to standard error.

Exit codes:
  0  done (a search without results is done, too)
  1  failed; the reason is on standard error. check-queries: a query is lost
  2  the arguments make no sense. check-queries: nothing could be checked";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    Index(IndexArgs),
    Search(SearchArgs),
    Suggest(SuggestArgs),
    CheckQueries(CheckQueriesArgs),
    Inspect(InspectArgs),
    Verify(VerifyArgs),
}

/// Make an index of articles
#[derive(Debug, Args)]
#[command(after_help = INDEX_HELP)]
pub struct IndexArgs {
    /// Folders, .txt files, .jsonl files; `-` reads JSONL from standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// The index to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Replace FILE even if it is no khongdau index
    #[arg(long)]
    pub force: bool,
    /// Leave out articles that cannot be read, with a warning for each
    #[arg(long)]
    pub skip_errors: bool,
    /// The site's own short forms and what they stand for, a TOML file
    #[arg(long, value_name = "FILE")]
    pub acronyms: Option<PathBuf>,
    /// Neither progress nor summary
    #[arg(short, long)]
    pub quiet: bool,
}

const INDEX_HELP: &str = "\
Inputs:
  folder   every .txt file in it and below, in order of name. Entries whose name
           starts with a dot are left out. An article's id is its path in the
           folder without extension.
  .txt     one article; its id is the file name without extension. What surrounds
           articles on web pages is removed. Between two lines --- at its
           beginning, or without them in NAME.meta beside NAME.txt, it may state
           title, date, source, url and clean (true: remove nothing), one a line.
  .jsonl   one article a line, a JSON object with these fields:
             id      needed; text or whole number, unique in the index
             title   title or text needed; without a title the first line is it
             text    paragraphs, one a line
             url, date (YYYY-MM-DD or D/M/YYYY), source   as far as known
           Other fields are ignored.

Short forms and what they stand for are learnt from the articles: searching for
one finds the other. Those of --acronyms are believed without evidence, and
instead of what the articles say of the same short form:

  KCN = \"khu công nghiệp\"
  CN = [\"công nghiệp\", \"chủ nhật\"]
  \"ĐHĐN\" = \"Đại học Đà Nẵng\"    # in quotes, unless it is all A-Z, 0-9, - and _

Articles are indexed in the order given: same input, same bytes. At the first
error nothing is written and FILE stays as it was. RAYON_NUM_THREADS=N limits
the cores used.

Examples:
  khongdau index seeds/ -o seeds.kdx
  khongdau index news.jsonl archive.jsonl -o public/search.kdx
  khongdau index seeds/ -o seeds.kdx --acronyms acronyms.toml
  zcat news.jsonl.gz | khongdau index - -o news.kdx";

/// Search an index
#[derive(Debug, Args)]
#[command(after_help = SEARCH_HELP)]
pub struct SearchArgs {
    /// The index
    pub file: PathBuf,
    /// Words to find, with or without diacritics; several arguments make one query
    #[arg(required = true)]
    pub query: Vec<String>,
    /// Results as one JSON object
    #[arg(long)]
    pub json: bool,
    /// Results at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Results to skip
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// The last word is unfinished: find words that begin with it, too
    #[arg(long)]
    pub prefix: bool,
    /// Search for the very words given: no Telex, no typos, no acronyms
    #[arg(long)]
    pub literal: bool,
    /// Accents that count: auto, exact or ignore
    #[arg(
        long,
        value_name = "WHICH",
        value_enum,
        default_value_t,
        hide_possible_values = true
    )]
    pub marks: MarksArg,
    /// Prefer newer articles: at this age one counts half
    #[arg(long, value_name = "HALF_LIFE_DAYS", value_parser = half_life)]
    pub newest: Option<f32>,
    /// Say under each result what its score is made of
    #[arg(long)]
    pub explain: bool,
}

/// Which accents count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum MarksArg {
    /// Those given; without any, none
    #[default]
    Auto,
    /// Every word is spelled as given
    Exact,
    /// None
    Ignore,
}

/// Days from 1. Ranking takes no fewer.
fn half_life(text: &str) -> Result<f32, &'static str> {
    let days = text.parse().ok();
    days.filter(|days: &f32| days.is_finite() && *days >= 1.0)
        .ok_or("it is a number of days, at least 1")
}

const SEARCH_HELP: &str = "\
A query given here is complete, so --prefix is off; in the browser, where people
see results while they type, it is on.

With --json:
  {\"query\", \"total\", \"hits\": [{\"id\", \"url\", \"title\", \"date\", \"source\", \"score\",
   \"snippet\", \"titleRanges\": [[start, end], ...], \"snippetRanges\": [...]}],
   \"understood\": [{\"typed\", \"meant\", \"how\"}], \"corrected\",
   \"alsoSearched\": [{\"typed\", \"also\"}], \"unmatched\": [...], \"relaxed\": [...]}
  total counts all matching articles. date and source are null where unknown.
  Ranges are what to highlight, in UTF-16 code units as JavaScript counts them.
  What was made of the query: how is telex, vni, typo, split or joined; corrected
  is the query in proper Vietnamese, null where it is that already or uncertain;
  unmatched are words that no article has; relaxed says what was given up to find
  anything: phrases, title or beginnings.
  With --explain each hit has \"explanation\": {\"score\", \"parts\": [{\"what\", \"score\"}]}.

A query may hold \"phrases\", -words to exclude and title:words. Put -- before one
that begins with -word.

--marks auto     accents given count, those left out do not matter
        exact    every word is spelled as given; i and y may differ
        ignore   accents do not matter
--newest asks the clock for today (UTC). An article without date counts half.

Examples:
  khongdau search articles.kdx \"công nghiệp\"
  khongdau search articles.kdx cong nghiep --limit 3
  khongdau search articles.kdx --prefix bac ni
  khongdau search articles.kdx 'title:mưa' --newest 30 --explain
  khongdau search articles.kdx cong nghiep --json | jq '.hits[].url'";

/// Complete a query from an index
#[derive(Debug, Args)]
#[command(after_help = SUGGEST_HELP)]
pub struct SuggestArgs {
    /// The index
    pub file: PathBuf,
    /// The beginning of a query; several arguments make one
    #[arg(required = true)]
    pub query: Vec<String>,
    /// Suggestions as one JSON array
    #[arg(long)]
    pub json: bool,
    /// Suggestions at most
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub limit: usize,
}

const SUGGEST_HELP: &str = "\
Suggestions come in proper Vietnamese, the most likely first, each a query to
search for as it is.

With --json:
  [{\"text\", \"kind\"}, ...]
  kind is completion, or title for the beginning of a title.

Examples:
  khongdau suggest articles.kdx cong ngh
  khongdau suggest articles.kdx \"khu cong ngh\" --limit 3 --json";

/// Check that queries still find their documents
#[derive(Debug, Args)]
#[command(after_help = CHECK_QUERIES_HELP)]
pub struct CheckQueriesArgs {
    /// The index
    pub file: PathBuf,
    /// The queries, with what each must find
    pub queries: PathBuf,
    /// As one JSON object
    #[arg(long)]
    pub json: bool,
}

const CHECK_QUERIES_HELP: &str = "\
QUERIES is a TOML file, kept beside the articles:

  [[query]]
  text = \"nghị quyết 29\"
  document = \"nq-29\"    # its id or URL
  top = 3               # it is among this many first results; 1 unless stated

Queries are asked as in the browser: the last word may be unfinished. Each lost
query is a line with the place of its document among the first 100 results, and
what came first.

Exit codes:
  0  every query finds its document
  1  a query is lost
  2  nothing could be checked; the reason is on standard error

With --json:
  {\"queries\", \"lost\": [{\"line\", \"text\", \"document\", \"top\", \"rank\",
   \"first\": {\"id\", \"title\"}}]}
  queries counts all of them. rank is null below 100, first where nothing is found.

Example:
  khongdau check-queries articles.kdx queries.toml && cp articles.kdx public/";

/// Show what an index holds and what takes its space
#[derive(Debug, Args)]
#[command(after_help = INSPECT_HELP)]
pub struct InspectArgs {
    /// The index
    pub file: PathBuf,
    /// As one JSON object
    #[arg(long)]
    pub json: bool,
}

const INSPECT_HELP: &str = "\
Examples:
  khongdau inspect articles.kdx
  khongdau inspect articles.kdx --json | jq .documents";

/// Check an index for damage
#[derive(Debug, Args)]
#[command(after_help = VERIFY_HELP)]
pub struct VerifyArgs {
    /// The index
    pub file: PathBuf,
}

const VERIFY_HELP: &str = "\
Checks every checksum, then decodes every article. Exit code 1 if anything is
damaged.

Example:
  khongdau verify articles.kdx && cp articles.kdx public/";

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        super::Cli::command().debug_assert();
    }
}
