//! Arguments of `khongdau init`.

use clap::Args;
use std::path::PathBuf;

/// Look at a site and write its khongdau.toml
#[derive(Debug, Args)]
#[command(after_help = INIT_HELP)]
pub struct InitArgs {
    /// The folder of the site
    #[arg(default_value = ".", hide_default_value = true)]
    pub dir: PathBuf,
    /// Replace a khongdau.toml that is there
    #[arg(long)]
    pub force: bool,
}

const INIT_HELP: &str = "\
Looks for pages, for what made them (WordPress, DotNetNuke, SharePoint, Joomla, Drupal,
Hugo, Astro, Next and others) and for their encoding, and writes DIR/khongdau.toml with
what it found. Every other key is in the file as a comment. Nothing else is changed.

Examples:
  khongdau init
  khongdau init public/";
