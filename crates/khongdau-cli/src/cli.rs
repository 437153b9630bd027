//! Arguments and help. What a flag does is said here once, in the words users read.

mod check;
mod completions;
mod extract;
mod index;
mod init;
mod man;
mod pages;
mod report;
mod serve;

pub use check::CheckArgs;
#[cfg(not(target_arch = "wasm32"))]
pub use check::ServerArg;
pub use completions::CompletionsArgs;
pub use extract::ExtractArgs;
pub use index::IndexArgs;
pub use init::InitArgs;
pub use man::ManArgs;
pub use pages::{From, PageArgs, Preset, column};
pub use report::{ReportArgs, size};
pub use serve::ServeArgs;
#[cfg(not(target_arch = "wasm32"))]
pub use serve::{Line, Policy};

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
  khongdau index public/ -o public/tim-kiem/
  khongdau index articles/ -o articles.kdx
  khongdau extract public/tin-tuc/bai-1.html
  khongdau search articles.kdx cong nghiep
  khongdau suggest articles.kdx cong ngh
  khongdau check-queries articles.kdx queries.toml
  khongdau inspect articles.kdx
  khongdau verify articles.kdx
  khongdau pack articles.kdx -o tim-kiem.html
  khongdau snippet tim-kiem/
  khongdau serve public/ --open
  khongdau check https://www.example.vn/tim-kiem/

Results go to standard output, everything else to standard error.

Exit codes:
  0  done (a search without results is done, too)
  1  failed; the reason is on standard error. check-queries: a query is lost;
     check: something is broken
  2  the arguments make no sense. check-queries: nothing could be checked";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    Index(IndexArgs),
    Extract(ExtractArgs),
    Search(SearchArgs),
    Suggest(SuggestArgs),
    CheckQueries(CheckQueriesArgs),
    Inspect(InspectArgs),
    Verify(VerifyArgs),
    Report(ReportArgs),
    Pack(PackArgs),
    Snippet(SnippetArgs),
    Init(InitArgs),
    Serve(ServeArgs),
    Check(CheckArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Search an index
#[derive(Debug, Args)]
#[command(after_help = SEARCH_HELP)]
pub struct SearchArgs {
    /// The index, or a folder of `khongdau pack`
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
    /// Only articles of this source; several: of one of them
    #[arg(long = "source", value_name = "NAME")]
    pub sources: Vec<String>,
    /// Only articles of this year; several: of one of them
    #[arg(long = "year", value_name = "YYYY", value_parser = clap::value_parser!(u32).range(1..=9999))]
    pub years: Vec<u32>,
    /// Only articles from this day on
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub from: Option<u32>,
    /// Only articles up to this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub to: Option<u32>,
    /// Only articles with this value of a filter
    #[arg(long = "filter", value_name = "NAME=VALUE", value_parser = filter)]
    pub filters: Vec<(String, Vec<String>)>,
    /// Order: relevance, newest or oldest
    #[arg(
        long,
        value_name = "ORDER",
        value_enum,
        default_value_t,
        hide_possible_values = true
    )]
    pub sort: SortArg,
    /// Prefer newer articles: at this age one counts half
    #[arg(long, value_name = "HALF_LIFE_DAYS", value_parser = half_life)]
    pub newest: Option<f32>,
    /// Say under each result what its score is made of
    #[arg(long)]
    pub explain: bool,
}

/// In which order results come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum SortArg {
    /// The best first
    #[default]
    Relevance,
    /// The newest first
    Newest,
    /// The oldest first
    Oldest,
}

/// `name=value`.
fn filter(text: &str) -> Result<(String, Vec<String>), &'static str> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => {
            Ok((name.to_owned(), vec![value.to_owned()]))
        }
        _ => Err("it is a name and a value, such as \"loại=nghị định\""),
    }
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

/// A day as the index packs it.
fn day(text: &str) -> Result<u32, &'static str> {
    khongdau_core::index::packed_date::pack_date(text).ok_or("it is a day, written YYYY-MM-DD")
}

const SEARCH_HELP: &str = "\
A query given here is complete, so --prefix is off; in the browser, where people
see results while they type, it is on.

With --json:
  {\"query\", \"total\", \"hits\": [{\"id\", \"url\", \"title\", \"date\", \"source\", \"score\",
   \"snippet\", \"titleRanges\": [[start, end], ...], \"snippetRanges\": [...],
   \"sections\": [{\"title\", \"titleRanges\", \"url\"}]}],
   \"understood\": [{\"typed\", \"meant\", \"how\"}], \"corrected\",
   \"alsoSearched\": [{\"typed\", \"also\"}], \"unmatched\": [...], \"relaxed\": [...],
   \"facets\": {\"source\": [{\"value\", \"count\"}], \"year\": [...]}}
  total counts all matching articles; with \"totalIsLowerBound\": true there may be
  more. sections are places within an article, if any.
  date and source are null where unknown.
  Ranges are what to highlight, in UTF-16 code units as JavaScript counts them.
  What was made of the query: how is telex, vni, typo, split or joined; corrected
  is the query in proper Vietnamese, null where it is that already or uncertain;
  unmatched are words that no article has; relaxed says what was given up to find
  anything: phrases, title or beginnings. facets count what else there is: each
  under the restrictions of the others.
  With --explain each hit has \"explanation\": {\"score\", \"parts\": [{\"what\", \"score\"}]}.

A query may hold \"phrases\", -words to exclude and title:words. Put -- before one
that begins with -word.

--marks auto     accents given count, those left out do not matter
        exact    every word is spelled as given; i and y may differ
        ignore   accents do not matter
Articles without date pass no --year, --from or --to.
--newest asks the clock for today (UTC). An article without date counts half.

Examples:
  khongdau search articles.kdx \"công nghiệp\"
  khongdau search articles.kdx cong nghiep --limit 3
  khongdau search articles.kdx --prefix bac ni
  khongdau search articles.kdx 'title:mưa' --newest 30 --explain
  khongdau search articles.kdx cong nghiep --source TTXVN --year 2023 --year 2024
  khongdau search articles.kdx cong nghiep --json | jq '.hits[].url'";

/// Complete a query from an index
#[derive(Debug, Args)]
#[command(after_help = SUGGEST_HELP)]
pub struct SuggestArgs {
    /// The index, or a folder of `khongdau pack`
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
    /// The index, or a folder of `khongdau pack`
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
    /// The index, or a folder of `khongdau pack`
    pub file: PathBuf,
    /// As one JSON object
    #[arg(long)]
    pub json: bool,
}

const INSPECT_HELP: &str = "\
Of a sharded index in a folder the bytes are those of its files, as they lie there.

Examples:
  khongdau inspect articles.kdx
  khongdau inspect public/tim-kiem/
  khongdau inspect articles.kdx --json | jq .documents";

/// Check an index for damage
#[derive(Debug, Args)]
#[command(after_help = VERIFY_HELP)]
pub struct VerifyArgs {
    /// The index, or a folder of `khongdau pack`
    pub file: PathBuf,
}

const VERIFY_HELP: &str = "\
Checks every checksum, then decodes every article. Exit code 1 if anything is
damaged.

Example:
  khongdau verify articles.kdx && cp articles.kdx public/";

/// Make a page, or a folder to upload, of an index
#[derive(Debug, Args)]
#[command(after_help = PACK_HELP)]
pub struct PackArgs {
    /// The index
    pub file: PathBuf,
    /// FILE.html, or FOLDER/
    #[arg(short, long, value_name = "OUTPUT")]
    pub output: PathBuf,
    /// The folder also works from a disk or a USB stick
    #[arg(long)]
    pub file_urls: bool,
    /// The index in many files, fetched as needed [default if it is large]
    #[arg(long, conflicts_with_all = ["whole", "file_urls"])]
    pub sharded: bool,
    /// The index in one file, whatever its size
    #[arg(long)]
    pub whole: bool,
    /// Fail where a first query needs more, such as 250kb
    #[arg(long, value_name = "SIZE", value_parser = report::size)]
    pub budget: Option<usize>,
    /// What the page is called [default: Tìm kiếm or Search]
    #[arg(long, value_name = "TEXT", value_parser = title)]
    pub title: Option<String>,
    /// vi or en [default: vi; for the snippet as in LANG]
    #[arg(long, value_name = "LANGUAGE", value_enum, hide_possible_values = true)]
    pub lang: Option<Language>,
    /// The site that relative addresses of articles belong to
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// The files that browsers load [default: those in this program]
    #[arg(long, value_name = "FOLDER")]
    pub client: Option<PathBuf>,
    /// Replace any file; write into a folder that has others
    #[arg(long)]
    pub force: bool,
    /// No summary
    #[arg(short, long)]
    pub quiet: bool,
    /// Whether to print how a site uses the folder.
    #[arg(skip = true)]
    pub snippet: bool,
}

impl PackArgs {
    /// The folder of an index that has just been made, and is in no file.
    pub fn of_index(output: PathBuf, args: &IndexArgs) -> PackArgs {
        PackArgs {
            file: PathBuf::new(),
            output,
            budget: args.budget,
            file_urls: false,
            sharded: false,
            whole: false,
            title: None,
            lang: None,
            base_url: None,
            client: args.client.clone(),
            force: args.force,
            quiet: args.quiet,
            // Standard output is for the summary.
            snippet: !args.json,
        }
    }
}

/// The languages of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Vietnamese
    Vi,
    /// English
    En,
}

impl Language {
    /// As in `lang` of HTML.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Vi => "vi",
            Language::En => "en",
        }
    }

    /// That of whoever runs the command, by the first of the variables that is set.
    pub fn of_environment() -> Language {
        let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();
        let locale = variables
            .filter_map(crate::disk::variable)
            .find(|locale| !locale.is_empty());
        match locale {
            Some(locale) if locale.starts_with("vi") => Language::Vi,
            _ => Language::En,
        }
    }
}

fn title(text: &str) -> Result<String, &'static str> {
    match text.trim() {
        "" => Err("a page needs a title"),
        title => Ok(title.to_owned()),
    }
}

fn base_url(text: &str) -> Result<String, &'static str> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let is_address = rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace)
    });
    match is_address {
        true => Ok(text.to_owned()),
        false => Err("it is an address such as https://www.example.vn/"),
    }
}

const PACK_HELP: &str = "\
FILE.html is one page with everything inside. It searches and shows its articles
wherever it is opened: on a server, from a disk, out of an e-mail.

FOLDER/ is what a site uploads:
  index.html       the search page; goes on without network once it was visited
  khongdau.js      the search box for other pages: the snippet printed has it
  khongdau.json    says which index there is; it changes with every pack
  articles-….bin   the index; its name changes with its bytes
and what these load. With --file-urls there is a script beside each file that is read,
with the same content: from a disk browsers read nothing else.

The folder is uploaded as a whole, into one of its own, such as /tim-kiem/. Packing
again replaces what `pack` wrote before and leaves no old index behind. A folder with
other files is refused; --force keeps them, and replaces those of the same names.

An index of over 1 MB is sharded: beside its first file there are folders with parts of
it (t, p, l: words; a: articles; c, k), compressed, of which a browser fetches those
that a query needs. A part's name changes with its content, so that the parts that
packing again leaves alone need not be uploaded again and stay in caches. Those of the
pack before are kept until the next time, for readers who are in the middle of it:
upload the folders first and khongdau.json last.

Same input, same bytes. The index is verified first; after an error the output is as
it was.

Examples:
  khongdau pack articles.kdx -o tim-kiem.html
  khongdau pack articles.kdx -o public/tim-kiem/ --title \"Tìm trong văn bản\"
  khongdau pack articles.kdx -o /media/usb/tim-kiem/ --file-urls";

/// Print what a page needs to have the search box of a packed folder
#[derive(Debug, Args)]
#[command(after_help = SNIPPET_HELP)]
pub struct SnippetArgs {
    /// The folder that `pack` made
    pub folder: PathBuf,
    /// Where browsers find it [default: its name, at the root of the site]
    #[arg(long, value_name = "PATH|URL", value_parser = address)]
    pub path: Option<String>,
    /// Language of the explanations, vi or en [default: as in LANG]
    #[arg(long, value_name = "LANGUAGE", value_enum, hide_possible_values = true)]
    pub lang: Option<Language>,
}

fn address(text: &str) -> Result<String, &'static str> {
    let is_path = text.starts_with('/') && !text.starts_with("//");
    match is_path || base_url(text).is_ok() {
        true => Ok(text.to_owned()),
        false => Err("it begins with / or is an address such as https://www.example.vn/tim-kiem/"),
    }
}

const SNIPPET_HELP: &str = "\
Prints the HTML to paste, with the hash that browsers check the script against, the
sources that a Content-Security-Policy needs, and the hash of every file.

Examples:
  khongdau snippet public/tim-kiem/
  khongdau snippet public/tim-kiem/ --path https://search.example.vn/tim-kiem/";

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        super::Cli::command().debug_assert();
    }
}
