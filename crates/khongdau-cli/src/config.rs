//! `khongdau.toml`: what `khongdau index` is told every time. Arguments go before it, and the
//! environment (`KHONGDAU_BASE_URL`, `KHONGDAU_ROOT_SELECTOR`) goes between the two.

use crate::cli::IndexArgs;
use anyhow::Context;
use clap::CommandFactory;
use clap::error::ErrorKind;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The file that is looked for.
pub const NAME: &str = "khongdau.toml";
/// Where the folder to upload goes when nobody says.
const OUTPUT: &str = "tim-kiem/";

/// What the file may say, all of it optional. Paths are relative to the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    inputs: Option<Vec<PathBuf>>,
    output: Option<PathBuf>,
    glob: Option<Vec<String>>,
    base_url: Option<String>,
    root_selector: Option<String>,
    exclude_selectors: Option<Vec<String>>,
    encoding: Option<String>,
    acronyms: Option<PathBuf>,
    #[serde(default)]
    keep_index_url: bool,
    #[serde(default)]
    keep_noindex: bool,
    #[serde(default)]
    keep_going: bool,
    #[serde(default)]
    strict: bool,
    /// As `--budget` takes it.
    budget: Option<String>,
}

/// Completes arguments by the file, if there is one, and by defaults.
pub fn complete(args: &mut IndexArgs) -> anyhow::Result<()> {
    let path = args.config.clone().unwrap_or_else(|| PathBuf::from(NAME));
    let wanted = args.config.is_some() || args.inputs.is_empty();
    if wanted && (args.config.is_some() || path.is_file()) {
        let config = read(&path)?;
        merge(args, config, path.parent().unwrap_or(Path::new("")))
            .with_context(|| path.display().to_string())?;
    }
    if args.inputs.is_empty() {
        let message = format!(
            "nothing is named to be indexed, and there is no {NAME} here that does: name folders or files, or write one"
        );
        crate::cli::Cli::command()
            .error(ErrorKind::MissingRequiredArgument, message)
            .exit()
    }
    args.output.get_or_insert_with(|| PathBuf::from(OUTPUT));
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<Config> {
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("{name}: cannot be read"))?;
    toml::from_str(&text).with_context(|| format!("{name}: is not understood"))
}

fn merge(args: &mut IndexArgs, config: Config, folder: &Path) -> anyhow::Result<()> {
    let here = |path: PathBuf| folder.join(path);
    if args.inputs.is_empty() {
        args.inputs = config
            .inputs
            .unwrap_or_default()
            .into_iter()
            .map(here)
            .collect();
    }
    if args.globs.is_empty() {
        args.globs = config.glob.unwrap_or_default();
    }
    args.output = args.output.take().or(config.output.map(here));
    args.acronyms = args.acronyms.take().or(config.acronyms.map(here));
    let pages = &mut args.pages;
    pages.base_url = pages.base_url.take().or(config.base_url);
    pages.root_selector = pages.root_selector.take().or(config.root_selector);
    pages.encoding = pages.encoding.take().or(config.encoding);
    if pages.exclude_selectors.is_empty() {
        pages.exclude_selectors = config.exclude_selectors.unwrap_or_default();
    }
    pages.keep_index_url |= config.keep_index_url;
    pages.keep_noindex |= config.keep_noindex;
    args.skip_errors |= config.keep_going;
    args.strict |= config.strict;
    if let (None, Some(budget)) = (args.budget, config.budget) {
        args.budget = Some(
            crate::cli::size(&budget)
                .map_err(|wrong| anyhow::anyhow!("budget = {budget:?}: {wrong}"))?,
        );
    }
    Ok(())
}
