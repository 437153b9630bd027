//! How good search is: `crates/khongdau-relevance` over the seeds, and over a corpus where one is.

use crate::project::Project;
use crate::{Result, run};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The folder of a corpus, and where one is looked for beside the checkout.
const VARIABLE: &str = "KHONGDAU_CORPUS";
const BESIDE: &str = "../shared/corpus";
/// Names that the articles may have there, and the name of their queries.
const ARTICLES: [&str; 3] = ["dev.jsonl.gz", "dev.jsonl.xz", "dev.jsonl"];
const QUERIES: &str = "queries.jsonl";

/// `cargo xtask relevance`
pub fn command(project: &Project, arguments: &[String]) -> Result<ExitCode> {
    run::shown(measure(project)?.args(arguments))?;
    if says_what_to_measure(arguments) {
        return Ok(ExitCode::SUCCESS);
    }
    match Corpus::find(project)? {
        Some(corpus) => {
            eprintln!();
            let command = &mut measure(project)?;
            run::shown(corpus.name_in(command).args(arguments))?;
        }
        None => eprintln!(
            "\nThere is no corpus in {BESIDE}, so the seeds alone were measured. \
             {VARIABLE} may name a folder with {} and {QUERIES}.",
            ARTICLES[0]
        ),
    }
    Ok(ExitCode::SUCCESS)
}

/// The program in release, where the user stands, so that paths mean what the user means.
fn measure(project: &Project) -> Result<Command> {
    let here = env::current_dir()
        .map_err(|error| format!("the current folder cannot be found: {error}"))?;
    let mut command = project.command("cargo");
    command
        .current_dir(here)
        .args(["run", "--release", "--quiet", "-p", "khongdau-relevance"])
        .arg("--manifest-path")
        .arg(project.path("Cargo.toml"))
        .arg("--");
    Ok(command)
}

/// Whether one run does all that is asked for.
fn says_what_to_measure(arguments: &[String]) -> bool {
    arguments.iter().any(|argument| {
        let name = argument.split('=').next().unwrap_or_default();
        ["--corpus", "--queries", "--help", "-h"].contains(&name)
    })
}

/// Articles and queries with known answers.
#[derive(Debug, PartialEq)]
struct Corpus {
    articles: PathBuf,
    queries: PathBuf,
}

impl Corpus {
    fn find(project: &Project) -> Result<Option<Self>> {
        let Some(folder) = env::var_os(VARIABLE) else {
            return Ok(Self::in_folder(&project.path(BESIDE)));
        };
        Self::in_folder(folder.as_ref()).map(Some).ok_or_else(|| {
            format!(
                "{VARIABLE} names {}, which has not both {} and {QUERIES}.",
                folder.to_string_lossy(),
                ARTICLES.join(" or ")
            )
        })
    }

    fn in_folder(folder: &Path) -> Option<Self> {
        let mut articles = ARTICLES.map(|name| folder.join(name)).into_iter();
        let queries = folder.join(QUERIES);
        queries.is_file().then_some(Self {
            articles: articles.find(|path| path.is_file())?,
            queries,
        })
    }

    fn name_in<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let named: [OsString; 4] = [
            "--corpus".into(),
            self.articles.clone().into(),
            "--queries".into(),
            self.queries.clone().into(),
        ];
        command.args(named)
    }
}

#[cfg(test)]
mod tests {
    use super::{Corpus, says_what_to_measure};
    use std::fs;

    #[test]
    fn a_corpus_has_articles_and_queries() {
        let folder = std::env::temp_dir().join(format!("khongdau-corpus-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        assert_eq!(Corpus::in_folder(&folder), None);
        fs::write(folder.join("queries.jsonl"), "").unwrap();
        assert_eq!(Corpus::in_folder(&folder), None);
        fs::write(folder.join("dev.jsonl"), "").unwrap();
        let found = Corpus::in_folder(&folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert!(found.articles.ends_with("dev.jsonl"));
    }

    #[test]
    fn both_forms_of_an_option_are_seen() {
        let says = |argument: &str| says_what_to_measure(&[argument.to_owned()]);
        assert!(says("--corpus") && says("--queries=q.jsonl") && !says("--times"));
    }
}
