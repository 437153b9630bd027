//! How files are read: what `khongdau index` and `khongdau extract` share.

use clap::{Args, ValueEnum};
use khongdau_extract::formats::{self, table};

/// How pages are read. What is not given here may be in the environment or in khongdau.toml.
#[derive(Debug, Clone, Default, Args)]
pub struct PageArgs {
    /// Files of a folder to read, such as **/*.html
    #[arg(long = "glob", value_name = "PATTERN")]
    pub globs: Vec<String>,
    /// What the files named are, whatever their names say
    #[arg(long, value_name = "KIND", value_enum, hide_possible_values = true)]
    pub from: Option<From>,
    /// What goes before the addresses of pages
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Where the main text is, a CSS selector [default: found]
    #[arg(long, value_name = "SELECTOR")]
    pub root_selector: Option<String>,
    /// What is no main text, CSS selectors
    #[arg(long, value_name = "SELECTOR")]
    pub exclude_selectors: Vec<String>,
    /// van-ban: kind and authority of documents as filters
    #[arg(long, value_name = "NAME", value_enum, hide_possible_values = true)]
    pub preset: Option<Preset>,
    /// The encoding of pages that state none [default: found]
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// What a column of tables holds, such as title=TenBai
    #[arg(long = "column", value_name = "FIELD=COLUMN", value_parser = column)]
    pub columns: Vec<(table::Field, String)>,
    /// Addresses keep their index.html
    #[arg(long)]
    pub keep_index_url: bool,
    /// Index pages that ask not to be (robots: noindex)
    #[arg(long)]
    pub keep_noindex: bool,
}

/// What a file is, said by whoever names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// One article a line
    Jsonl,
    /// An array of articles
    Json,
    /// One article a row
    Csv,
    /// RSS or Atom
    Rss,
    /// The export of WordPress
    Wxr,
    /// Addresses of pages, which lie beside it
    Sitemap,
}

impl From {
    /// As readers call it.
    pub fn kind(self) -> formats::Kind {
        match self {
            From::Jsonl => formats::Kind::JsonLines,
            From::Json => formats::Kind::Json,
            From::Csv => formats::Kind::Table,
            From::Rss | From::Wxr => formats::Kind::Feed,
            From::Sitemap => formats::Kind::Sitemap,
        }
    }
}

/// What is known of all pages of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// Nothing
    Auto,
    /// Documents of authorities, with numbers such as 42/2022/NĐ-CP
    VanBan,
}

/// `FIELD=COLUMN`
pub fn column(text: &str) -> Result<(table::Field, String), String> {
    let (field, column) = text
        .split_once('=')
        .ok_or("write FIELD=COLUMN, such as title=TenBai")?;
    let field = table::Field::named(field.trim()).ok_or_else(|| {
        format!(
            "\"{}\" is no field: id, title, text, url, date, source or filter",
            field.trim()
        )
    })?;
    Ok((field, column.trim().to_owned()))
}

impl PageArgs {
    /// As the readers of files take them.
    pub fn options(&self) -> crate::input::Options {
        crate::input::Options {
            html: khongdau_extract::html::HtmlOptions {
                root_selector: self.root_selector.clone(),
                exclude_selectors: self.exclude_selectors.clone(),
                encoding: self.encoding.clone(),
                keep_noindex: self.keep_noindex,
            },
            formats: formats::Options {
                encoding: self.encoding.clone(),
                columns: self.columns.clone(),
            },
            globs: self.globs.clone(),
            kind: self.from.map(From::kind),
            base_url: self.base_url.clone(),
            keep_index_url: self.keep_index_url,
            is_legal: self.preset == Some(Preset::VanBan),
        }
    }
}
