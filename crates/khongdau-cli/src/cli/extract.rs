//! Arguments of `khongdau extract`.

use super::PageArgs;
use clap::Args;
use std::path::PathBuf;

/// Show what would be indexed of files
#[derive(Debug, Args)]
#[command(after_help = EXTRACT_HELP)]
pub struct ExtractArgs {
    /// Folders and files as `khongdau index` reads them
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
    /// The configuration [default: khongdau.toml]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub pages: PageArgs,
}

const EXTRACT_HELP: &str = "\
Prints title, date, source, address, filters, sections and main text, and in brackets
where each was found. Where the main text is not what it should be, say where it is
with --root-selector, or mark it in the pages with data-khongdau-body. The options are
those of `khongdau index`, and so is khongdau.toml.

With --json:
  {\"file\", \"id\", \"url\", \"title\", \"date\", \"source\", \"lang\", \"filters\": [[name, value]],
   \"sections\": [{\"paragraph\", \"anchor\"}], \"text\", \"found\": {\"title\", \"date\", \"source\",
   \"text\", \"encoding\"}}
which `khongdau index -` reads, so that a program in between may change articles.

Examples:
  khongdau extract site/tin-tuc/bai-1.html
  khongdau extract site/ --root-selector '#noi-dung' --json | jq -r .title";
