//! Arguments of `khongdau check`.

use clap::{Args, ValueEnum};

/// Check a packed folder, or how a server sends it
#[derive(Debug, Args)]
#[command(after_help = CHECK_HELP)]
pub struct CheckArgs {
    /// A folder that `pack` made, or where it is on the web
    #[arg(value_name = "DIR|URL", default_value = ".", hide_default_value = true)]
    pub target: String,
    /// Print the settings for iis, apache or nginx [default: auto]
    #[arg(
        long,
        value_name = "SERVER",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub server: ServerArg,
    /// Write them into the folder: web.config or .htaccess
    #[arg(long)]
    pub write: bool,
    /// Replace a web.config or .htaccess that somebody else wrote
    #[arg(long, requires = "write")]
    pub force: bool,
}

/// A server whose settings we know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ServerArg {
    /// By its files, or by what it says of itself
    #[default]
    Auto,
    /// Internet Information Services
    Iis,
    /// Apache httpd, and LiteSpeed, which reads the same files
    Apache,
    /// nginx
    Nginx,
}

const CHECK_HELP: &str = "\
Of a folder: whether khongdau.json and every file that it or the service worker names is
there, with the right size and hash.

Of an address, http or https: whether these files arrive as they should. Types, redirects,
compression, caching, Content-Security-Policy, and what each means for the search. A page
that has the search box may be named instead of the folder.

Exit codes:
  0  nothing is broken; what could be better is said
  1  something is broken

Examples:
  khongdau check public/tim-kiem/
  khongdau check public/tim-kiem/ --server iis --write
  khongdau check https://www.example.vn/tim-kiem/";
