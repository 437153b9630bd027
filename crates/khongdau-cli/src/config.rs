//! `khongdau.toml`: what `khongdau index` is told every time. Arguments go before it, and the
//! environment (`KHONGDAU_BASE_URL`, `KHONGDAU_ROOT_SELECTOR`, `KHONGDAU_PRESET`, `KHONGDAU_ENCODING`) goes between the two.

use crate::cli::{From, IndexArgs, PageArgs, Preset};
use crate::disk;
use anyhow::Context;
use clap::error::ErrorKind;
use clap::{CommandFactory, ValueEnum};
use serde::Deserialize;
use std::collections::BTreeMap;
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
    acronyms: Option<PathBuf>,
    #[serde(default)]
    keep_going: bool,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    update: bool,
    /// As `--budget` takes it.
    budget: Option<String>,
    glob: Option<Vec<String>>,
    from: Option<From>,
    base_url: Option<String>,
    root_selector: Option<String>,
    exclude_selectors: Option<Vec<String>>,
    preset: Option<Preset>,
    encoding: Option<String>,
    /// Field to name of a column.
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    keep_index_url: bool,
    #[serde(default)]
    keep_noindex: bool,
}

/// Completes arguments by the file, if there is one, and by defaults.
pub fn complete(args: &mut IndexArgs) -> anyhow::Result<()> {
    args.inputs.append(&mut args.site);
    read_environment(&mut args.pages)?;
    let path = args.config.clone().unwrap_or_else(|| PathBuf::from(NAME));
    let wanted = args.config.is_some() || args.inputs.is_empty();
    if wanted && (args.config.is_some() || disk::is_file(&path)) {
        let config = read(&path)?;
        merge(args, config, path.parent().unwrap_or(Path::new("")))
            .with_context(|| path.display().to_string())?;
    }
    if args.inputs.is_empty() {
        let message = format!(
            "nothing is named to be indexed, and there is no {NAME} here that does: name folders or files, or write one"
        );
        let mut command = crate::cli::Cli::command();
        disk::exit_with(&command.error(ErrorKind::MissingRequiredArgument, message))
    }
    args.output.get_or_insert_with(|| PathBuf::from(OUTPUT));
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<Config> {
    let name = path.display();
    let text = disk::fs::read_to_string(path).with_context(|| format!("{name}: cannot be read"))?;
    toml::from_str(&text).with_context(|| format!("{name}: is not understood"))
}

/// Completes how files are read by the file that is named, or by the one that is here.
pub fn complete_pages(pages: &mut PageArgs, config: Option<&Path>) -> anyhow::Result<()> {
    read_environment(pages)?;
    let path = config.unwrap_or(Path::new(NAME));
    if config.is_none() && !disk::is_file(path) {
        return Ok(());
    }
    let config = read(path)?;
    merge_pages(pages, config).with_context(|| path.display().to_string())
}

/// What the environment says, where arguments do not.
fn read_environment(pages: &mut PageArgs) -> anyhow::Result<()> {
    let given = |name: &'static str| disk::variable(name).filter(|value| !value.is_empty());
    pages.base_url = pages.base_url.take().or_else(|| given("KHONGDAU_BASE_URL"));
    let selector = || given("KHONGDAU_ROOT_SELECTOR");
    pages.root_selector = pages.root_selector.take().or_else(selector);
    pages.encoding = pages.encoding.take().or_else(|| given("KHONGDAU_ENCODING"));
    if let (None, Some(preset)) = (pages.preset, given("KHONGDAU_PRESET")) {
        let known = Preset::from_str(&preset, false);
        pages.preset = Some(known.map_err(|wrong| anyhow::anyhow!("KHONGDAU_PRESET: {wrong}"))?);
    }
    Ok(())
}

fn merge(args: &mut IndexArgs, mut config: Config, folder: &Path) -> anyhow::Result<()> {
    let here = |path: PathBuf| folder.join(path);
    if args.inputs.is_empty() {
        let inputs = config.inputs.take().unwrap_or_default();
        args.inputs = inputs.into_iter().map(here).collect();
    }
    args.output = args.output.take().or(config.output.take().map(here));
    args.acronyms = args.acronyms.take().or(config.acronyms.take().map(here));
    args.skip_errors |= config.keep_going;
    args.strict |= config.strict;
    args.update |= config.update;
    if let (None, Some(budget)) = (args.budget, config.budget.take()) {
        let size = crate::cli::size(&budget);
        args.budget = Some(size.map_err(|wrong| anyhow::anyhow!("budget = {budget:?}: {wrong}"))?);
    }
    merge_pages(&mut args.pages, config)
}

fn merge_pages(pages: &mut PageArgs, config: Config) -> anyhow::Result<()> {
    if pages.globs.is_empty() {
        pages.globs = config.glob.unwrap_or_default();
    }
    if pages.exclude_selectors.is_empty() {
        pages.exclude_selectors = config.exclude_selectors.unwrap_or_default();
    }
    if pages.columns.is_empty() {
        for (field, column) in config.columns {
            let column = crate::cli::column(&format!("{field}={column}"));
            pages
                .columns
                .push(column.map_err(|wrong| anyhow::anyhow!("[columns]: {wrong}"))?);
        }
    }
    pages.from = pages.from.or(config.from);
    pages.preset = pages.preset.or(config.preset);
    pages.base_url = pages.base_url.take().or(config.base_url);
    pages.root_selector = pages.root_selector.take().or(config.root_selector);
    pages.encoding = pages.encoding.take().or(config.encoding);
    pages.keep_index_url |= config.keep_index_url;
    pages.keep_noindex |= config.keep_noindex;
    Ok(())
}
