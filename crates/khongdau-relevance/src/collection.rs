//! Articles, indexed in memory.

use crate::lines;
use anyhow::{Context, bail};
use khongdau_core::document::Document;
use khongdau_core::document::seed::parse_seed;
use khongdau_core::index::{AnalyzedDocument, Index, Writer};
use khongdau_core::search::Searcher;
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Articles analysed at once: work for many cores, and little enough memory.
const CHUNK: usize = 512;

/// Searchable articles.
#[derive(Debug)]
pub struct Collection {
    /// What the reports call it.
    pub name: String,
    /// Answers queries over them.
    pub searcher: Searcher<Vec<u8>>,
    titles: HashMap<String, String>,
}

impl Collection {
    /// Indexes a folder of `.txt` articles, or a file of JSON lines, in their order.
    pub fn read(path: &Path) -> anyhow::Result<Collection> {
        let name = path.display().to_string();
        let articles = if path.is_dir() {
            of_folder(path)?
        } else {
            of_lines(path)?
        };
        Self::of(articles).map(|collection| Collection { name, ..collection })
    }

    /// Indexes articles.
    fn of(mut articles: Articles) -> anyhow::Result<Collection> {
        let mut writer = Writer::new();
        let mut titles = HashMap::new();
        loop {
            let chunk: Vec<Document> = articles.by_ref().take(CHUNK).collect::<Result<_, _>>()?;
            if chunk.is_empty() {
                break;
            }
            titles.extend(
                chunk
                    .iter()
                    .map(|document| (document.id.clone(), document.title.clone())),
            );
            let analyzed: Vec<AnalyzedDocument> =
                chunk.into_par_iter().map(AnalyzedDocument::new).collect();
            for document in analyzed {
                writer.add(document)?;
            }
        }
        Ok(Collection {
            name: String::new(),
            searcher: Searcher::new(Index::open(writer.finish()?)?),
            titles,
        })
    }

    /// The title of the article with this id.
    pub fn title(&self, id: &str) -> Option<&str> {
        self.titles.get(id).map(String::as_str)
    }

    /// Identifiers and titles, in no order.
    pub fn titles(&self) -> impl Iterator<Item = (&str, &str)> {
        self.titles
            .iter()
            .map(|(id, title)| (id.as_str(), title.as_str()))
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.titles.len()
    }

    /// Whether there is no article. An index always has one.
    pub fn is_empty(&self) -> bool {
        self.titles.is_empty()
    }

    /// Bytes of the index.
    pub fn index_bytes(&self) -> u64 {
        self.searcher.index().stats().bytes
    }
}

type Articles = Box<dyn Iterator<Item = anyhow::Result<Document>>>;

/// A line of a corpus.
#[derive(Deserialize)]
struct Article {
    id: String,
    url: Option<String>,
    title: Option<String>,
    date: Option<String>,
    source: Option<String>,
    text: Option<String>,
}

impl From<Article> for Document {
    fn from(article: Article) -> Document {
        Document {
            id: article.id,
            url: article.url.unwrap_or_default(),
            title: article.title.unwrap_or_default(),
            date: article.date,
            source: article.source,
            body: article.text.unwrap_or_default(),
            ..Document::default()
        }
    }
}

fn of_lines(path: &Path) -> anyhow::Result<Articles> {
    let articles = lines::records::<Article>(path)?;
    Ok(Box::new(
        articles.map(|article| article.map(|(_, article)| article.into())),
    ))
}

/// The `.txt` files of a folder by name, read as the articles that the module carries are.
fn of_folder(folder: &Path) -> anyhow::Result<Articles> {
    let unreadable = || format!("{}: cannot be read", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        paths.push(entry.with_context(unreadable)?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    if paths.is_empty() {
        bail!("{}: the folder has no .txt article", folder.display());
    }
    Ok(Box::new(paths.into_iter().map(|path: PathBuf| {
        seed(&path).with_context(|| path.display().to_string())
    })))
}

fn seed(path: &Path) -> anyhow::Result<Document> {
    let name = path.file_stem().and_then(|stem| stem.to_str());
    let name = name.context("its name is not UTF-8")?;
    let beside = path.with_extension("meta");
    let sidecar = match beside.exists() {
        true => Some(fs::read_to_string(beside).context("its side-car cannot be read")?),
        false => None,
    };
    let text = fs::read_to_string(path).context("cannot be read")?;
    Ok(parse_seed(name, &text, sidecar.as_deref())?)
}

#[cfg(test)]
mod tests {
    use super::Collection;
    use std::fs;

    #[test]
    fn both_kinds_of_articles_are_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "Chợ nổi\n\nHọp từ sáng.\n").unwrap();
        fs::write(folder.path().join("notes.md"), "no article").unwrap();
        let lines = folder.path().join("b.jsonl");
        fs::write(
            &lines,
            "{\"id\":\"b\",\"title\":\"Chợ phiên\",\"date\":null}\n",
        )
        .unwrap();
        for (path, id) in [(folder.path(), "a"), (&lines, "b")] {
            let mut collection = Collection::read(path).unwrap();
            let found = collection.searcher.search("cho", Default::default());
            assert_eq!(found.hits[0].id, id);
            assert_eq!(
                Some(found.hits[0].title.text.as_str()),
                collection.title(id)
            );
        }
    }

    #[test]
    fn nothing_to_index_is_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let message = |path| format!("{:#}", Collection::read(path).unwrap_err());
        assert!(message(folder.path()).contains("the folder has no .txt article"));
        assert!(message(&folder.path().join("no")).contains("no: cannot be read"));
    }
}
