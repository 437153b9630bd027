//! Arguments of `khongdau index`.

use super::PageArgs;
use clap::Args;
use std::path::PathBuf;

/// Make an index of articles
#[derive(Debug, Args)]
#[command(after_help = INDEX_HELP)]
pub struct IndexArgs {
    /// Folders, and files with articles; `-` reads JSONL [default: see khongdau.toml]
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// As INPUT: what Pagefind calls it
    #[arg(long, short, value_name = "FOLDER", hide = true)]
    pub site: Vec<PathBuf>,
    /// The index, or a FOLDER/ to upload [default: tim-kiem/]
    #[arg(short, long, value_name = "OUTPUT")]
    pub output: Option<PathBuf>,
    /// The configuration [default: khongdau.toml]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Index only what changed, beside the index that is there
    #[arg(long)]
    pub update: bool,
    /// Replace FILE even if it is no khongdau index
    #[arg(long)]
    pub force: bool,
    /// Leave out what cannot be read, each with a warning
    #[arg(long, alias = "keep-going")]
    pub skip_errors: bool,
    /// Fail where any page is skipped
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub pages: PageArgs,
    /// Fail where a first query needs more, such as 250kb
    #[arg(long, value_name = "SIZE", value_parser = super::size)]
    pub budget: Option<usize>,
    /// Name every page that was skipped
    #[arg(long)]
    pub verbose: bool,
    /// The summary as one JSON object on standard output
    #[arg(long)]
    pub json: bool,
    /// The same in a file, also where --strict refuses
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// The files that browsers load [default: those in this program]
    #[arg(long, value_name = "FOLDER")]
    pub client: Option<PathBuf>,
    /// The site's own short forms, a TOML file
    #[arg(long, value_name = "FILE")]
    pub acronyms: Option<PathBuf>,
    /// Neither progress nor summary
    #[arg(short, long)]
    pub quiet: bool,
}

const INDEX_HELP: &str = "\
Inputs:
  folder   every page and text in it and below, in order of name. Entries whose name
           starts with a dot are left out. A text's id is its path in the folder
           without extension; a page's id is its path as its address has it.
  .html    and .htm .aspx .php .asp .jsp …: one article. Title, date, source and main
           text are found; menus, related articles and the like are left out. Pages
           say themselves with data-khongdau-body, -ignore, -meta, -filter, which
           data-pagefind-… are read as; khongdau extract shows what is found.
  .md      one article; front matter, in YAML or TOML, may state title, date, source,
           url or slug, categories, tags; a draft is left out
  .csv     and .tsv: one article a row; the first row names the columns, in English or
           Vietnamese; --column says it of others
  .xml     and .rss .atom: RSS, Atom, or the export of WordPress; a sitemap: the pages it
           names, looked for below its folder by the paths of their addresses
  .json    an array of objects as in .jsonl, or a JSON Feed
  .txt     one article; its id is the file name without extension. What surrounds
           articles on web pages is removed. Between two lines --- at its
           beginning, or without them in NAME.meta beside NAME.txt, it may state
           title, date, source, url and clean (true: remove nothing), one a line.
  .jsonl   one article a line, a JSON object with these fields:
             id      needed; text or whole number, unique in the index
             title   title or text needed; without a title the first line is it
             text    paragraphs, one a line
             url, date (YYYY-MM-DD or D/M/YYYY), source   as far as known
             filters {\"name\": \"value\" or [values]}, categories, sections
           Other fields are ignored. It is what khongdau extract --json prints.

Short forms and what they stand for are learnt from the articles: searching for
one finds the other. Those of --acronyms are believed without evidence, and
instead of what the articles say of the same short form:

  KCN = \"khu công nghiệp\"
  CN = [\"công nghiệp\", \"chủ nhật\"]
  \"ĐHĐN\" = \"Đại học Đà Nẵng\"    # in quotes, unless it is all A-Z, 0-9, - and _

khongdau.toml in this folder may say all of it, so that `khongdau index` is enough; what
is given here goes before it:

  inputs = [\"public\"]
  output = \"public/tim-kiem/\"
  base_url = \"https://www.example.vn/\"
  root_selector = \"#noi-dung\"          # exclude_selectors, glob: lists of them
  acronyms = \"acronyms.toml\"           # encoding, from, preset, keep_index_url,
  strict = true                         # keep_noindex, keep_going
  budget = \"250kb\"                     # update = true
  columns = { title = \"TenBai\" }

KHONGDAU_BASE_URL, KHONGDAU_ROOT_SELECTOR, KHONGDAU_PRESET and KHONGDAU_ENCODING in the
environment go before the file, and after arguments.

--update leaves the shards of articles alone that are as they were, so that little is
uploaded and visitors keep what they have. What changed is an index of its own beside
them, searched as one with them; where it would be more than a tenth of all, or something
else does not fit, all articles are indexed, as without --update. Its answers are those of
an index of all articles but for small differences of order, words and short forms not
seen before, and typing errors in such words. What is gone is not found any more; its words
stay in the shards until all is indexed again. Give --update from the first time on: it
keeps a record in the folder, khongdau-build.gz.

With --json, and in the file of --report, which --strict writes too:
  {\"articles\", \"unchanged\", \"textBytes\", \"indexBytes\", \"pages\", \"withoutDate\",
   \"leftOut\": [...],
   \"origins\": {\"title\" | \"date\" | \"text\": {origin: count}}, \"skipped\": {reason: [file]}}

Articles are indexed in the order given: same input, same bytes. At the first
error nothing is written and FILE stays as it was. RAYON_NUM_THREADS=N limits
the cores used.

Examples:
  khongdau index public/ -o public/tim-kiem/
  khongdau index seeds/ -o seeds.kdx
  khongdau index news.jsonl archive.jsonl -o public/search.kdx
  khongdau index seeds/ -o seeds.kdx --acronyms acronyms.toml
  zcat news.jsonl.gz | khongdau index - -o news.kdx";
