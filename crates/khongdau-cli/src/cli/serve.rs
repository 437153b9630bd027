//! Arguments of `khongdau serve`.

use clap::{Args, ValueEnum};
use std::net::IpAddr;
use std::path::PathBuf;

/// Serve a folder to try it in a browser
#[derive(Debug, Args)]
#[command(after_help = SERVE_HELP)]
pub struct ServeArgs {
    /// The site, or a folder that `pack` made
    #[arg(default_value = ".", hide_default_value = true)]
    pub dir: PathBuf,
    /// Where it listens; 0 takes any that is free
    #[arg(short, long, value_name = "N", default_value_t = 8080)]
    pub port: u16,
    /// For other machines, too: all of this one's addresses, or this one
    #[arg(
        long,
        value_name = "ADDRESS",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "0.0.0.0"
    )]
    pub host: Option<IpAddr>,
    /// The policy (CSP) sent: none, strict, no-wasm or no-worker
    #[arg(
        long,
        value_name = "WHICH",
        value_enum,
        default_value_t,
        hide_possible_values = true
    )]
    pub csp: Policy,
    /// As on a slow line: slow-3g, 3g or 4g
    #[arg(long, value_name = "LINE", value_enum, hide_possible_values = true)]
    pub slow: Option<Line>,
    /// Index again as khongdau.toml says when inputs change, and reload pages
    #[arg(long)]
    pub watch: bool,
    /// Open it in a browser
    #[arg(long)]
    pub open: bool,
}

/// Which policy every answer has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Policy {
    /// No such header
    #[default]
    None,
    /// Only the site itself, and WebAssembly
    Strict,
    /// Only the site itself
    NoWasm,
    /// Only the site itself and WebAssembly, and no thread beside the page's
    NoWorker,
}

/// A line slower than the one to this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Line {
    /// 400 kbit/s, 400 ms
    #[value(name = "slow-3g")]
    Slow3g,
    /// 1.6 Mbit/s, 300 ms
    #[value(name = "3g")]
    G3,
    /// 9 Mbit/s, 170 ms
    #[value(name = "4g")]
    G4,
}

const SERVE_HELP: &str = "\
For trying, not for a site: files are sent as a well-kept server does, with their types,
compressed, in parts, and with caching rules by name. Names with a hash are kept for
good, everything else is asked for again. Names that begin with a dot and links that
lead out of DIR are not served.

--csp none       no policy
      strict     default-src 'self' and 'wasm-unsafe-eval': the engine runs as WebAssembly
      no-wasm    the same without: it runs as JavaScript
      no-worker  as strict, with worker-src 'none': it runs on the page's own thread
The policy is on scripts as well, so that it binds workers.

--slow slow-3g   400 kbit/s, 400 ms from question to answer
       3g        1.6 Mbit/s, 300 ms
       4g        9 Mbit/s, 170 ms
All connections share the line, as they do on a phone.

--watch runs `khongdau index` in the folder of khongdau.toml: DIR, or else this one. Pages
served get a script that reloads them.

Only this machine is answered, unless --host says otherwise: then anybody in the network
can read DIR. Ctrl-C ends it.

Examples:
  khongdau serve public/ --open
  khongdau serve tim-kiem/ --csp strict --slow 3g
  khongdau serve public/ --watch
  khongdau serve public/ --host --port 80";
