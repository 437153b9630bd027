//! `khongdau index`: articles to an index.
//!
//! ```text
//! files ─► raw articles ─► parse and analyse, all cores ─► Writer, in order ─► file
//!          └──────────── a chunk ────────────┘             └─ the chunk before
//! ```
//!
//! Chunks bound the memory that text takes; what the writer keeps grows with the index. The order
//! is that of the input whatever the number of cores, and so are the bytes.

mod acronyms;
mod report;

use crate::cli::{IndexArgs, PackArgs};
use crate::disk::{self, Instant};
use crate::input::{
    self, InputError, Inputs, Options, Outcome, Place, Problem, RawArticle, Reading,
};
use crate::output::{self, Target};
use crate::progress::Progress;
use crate::terminal::{self, bytes, counted, grouped, plain};
use anyhow::Context;
use clap::CommandFactory;
use clap::error::ErrorKind;
use khongdau_core::format::pieces::Pieces;
use khongdau_core::index::{AnalyzedDocument, Writer};
use khongdau_extract::{Article, Found};
use rayon::prelude::*;
use report::Report;
use serde::Serialize;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A chunk ends with the article that reaches one of these: enough work for many cores, and little
/// enough memory. An analysed article takes about four times its bytes, and there are two chunks.
const CHUNK_ARTICLES: usize = 512;
const CHUNK_BYTES: u64 = 4 << 20;

/// Indexes the inputs and writes the file.
pub fn run(mut args: IndexArgs) -> anyhow::Result<()> {
    crate::config::complete(&mut args)?;
    let output = args.output.clone().unwrap_or_default();
    if !is_folder(&output) {
        refuse_budget(&args);
        return write_index(&args, &output, &output);
    }
    let pack = |index| PackArgs::of_index(index, output.clone(), &args);
    super::pack::check(&pack(PathBuf::new()))?;
    // Made beside the folder, and nowhere that somebody may take for it.
    let temporary = disk::tempfile::tempdir()?;
    let index = temporary.path().join("articles.kdx");
    write_index(&args, &index, &output)?;
    super::pack::run(&pack(index))
}

/// An index alone is nothing that a visitor downloads.
fn refuse_budget(args: &IndexArgs) {
    if args.budget.is_some() {
        let message =
            "--budget is for what is uploaded: put / at the end of --output, for a folder";
        let mut command = crate::cli::Cli::command();
        disk::exit_with(&command.error(ErrorKind::ValueValidation, message))
    }
}

/// A folder to upload is written as one.
fn is_folder(output: &Path) -> bool {
    output::ends_in_separator(output) || disk::is_file(&output.join(super::pack::MANIFEST))
}

/// `shown` is what the user calls it.
fn write_index(args: &IndexArgs, output: &Path, shown: &Path) -> anyhow::Result<()> {
    refuse_nonsense(args, output);
    let started = Instant::now();
    let target = Target::check(output, &output::INDEX, args.force)?;
    let options = args.pages.options();
    let inputs = input::discover(&args.inputs, &options)?;
    let reading = reading(options, &inputs)?;
    target.refuse_inputs(inputs.paths().chain(args.acronyms.as_deref()))?;
    let acronyms = match &args.acronyms {
        Some(path) => acronyms::read(path)?,
        None => Vec::new(),
    };
    let progress = Progress::new(inputs.bytes(), !args.quiet);
    let mut build = Build {
        skip_errors: args.skip_errors,
        ..Build::new(&progress, &reading)
    };
    for acronym in acronyms {
        build.writer.add_acronym(&acronym.short, &acronym.long);
    }
    build.add_all(inputs)?;
    let summary = build.summary();
    if let Some(path) = &args.report {
        let json = terminal::to_json(&summary.json(None))?;
        disk::fs::write(path, json + "\n")
            .with_context(|| format!("{}: cannot be written", path.display()))?;
    }
    if args.strict {
        summary.report.refuse()?;
    }
    progress.phase("writing");
    let index = build.finish()?;
    let index_bytes = index.len();
    target.write(index)?;
    progress.finish();
    if args.json {
        super::print_json(&summary.json(Some(index_bytes)))?;
    }
    if !args.quiet {
        for line in summary.report.lines(args.verbose) {
            progress.say(&line);
        }
        let name = shown.display();
        progress.say(&summary.line(&name.to_string(), index_bytes as u64, started.elapsed()));
    }
    Ok(())
}

/// How pages are read, by the arguments and by what the pages mark.
fn reading(options: Options, inputs: &Inputs) -> anyhow::Result<Reading> {
    let paths: Vec<&Path> = inputs.pages().collect();
    let only_marked = paths.par_iter().any(|path| input::is_marked(path));
    Ok(Reading::new(options, only_marked)?)
}

/// Ends the program with a usage error where clap cannot see one.
fn refuse_nonsense(args: &IndexArgs, output: &Path) {
    let is_stdio = |path: &Path| path.as_os_str() == input::STDIN;
    let message = if is_stdio(output) {
        "an index is written to a file, not to standard output: give --output a name"
    } else if args.inputs.iter().filter(|path| is_stdio(path)).count() > 1 {
        "standard input can be read once: give `-` once"
    } else {
        return;
    };
    let mut command = crate::cli::Cli::command();
    disk::exit_with(&command.error(ErrorKind::ValueValidation, message))
}

/// The index in the making.
struct Build<'a> {
    writer: Writer,
    /// Where each id was first seen, to name both places of a second one.
    places: HashMap<String, Place>,
    text_bytes: u64,
    report: Report,
    /// Addresses that pages state themselves: a page may lie under several names.
    urls: HashSet<String>,
    skip_errors: bool,
    progress: &'a Progress,
    reading: &'a Reading,
}

/// An article after the parallel part.
struct Prepared {
    place: Place,
    id: String,
    url: String,
    text_bytes: u64,
    found: Found,
    has_date: bool,
    analyzed: AnalyzedDocument,
}

/// An article after the parallel part, or why it is none.
enum Ready {
    Article(Box<Prepared>),
    Skipped(Place, String),
    /// It is none, and nobody misses it.
    Other,
}

impl Ready {
    fn new(article: RawArticle, reading: &Reading) -> Result<Ready, InputError> {
        let place = article.place.clone();
        let Article {
            document, found, ..
        } = match article.parse(reading)? {
            Outcome::Article(article) => *article,
            Outcome::Skipped(reason) => return Ok(Ready::Skipped(place, reason)),
            Outcome::Other => return Ok(Ready::Other),
        };
        Ok(Ready::Article(Box::new(Prepared {
            place,
            id: document.id.clone(),
            url: document.url.clone(),
            text_bytes: (document.title.len() + document.body.len()) as u64,
            found,
            has_date: document.date.is_some(),
            analyzed: AnalyzedDocument::new(document),
        })))
    }
}

impl<'a> Build<'a> {
    fn new(progress: &'a Progress, reading: &'a Reading) -> Self {
        Build {
            reading,
            urls: HashSet::new(),
            writer: Writer::new(),
            places: HashMap::new(),
            text_bytes: 0,
            report: Report::default(),
            skip_errors: false,
            progress,
        }
    }

    /// Adds all articles. The writer works on one core: while it takes in a chunk, the next one is
    /// prepared. 10,000 articles on 2 cores: 3.3 s instead of 3.7 s in turns (best of 10 each).
    fn add_all(&mut self, inputs: Inputs) -> anyhow::Result<()> {
        let (progress, reading) = (self.progress, self.reading);
        let mut articles = inputs.articles(reading.formats());
        let mut chunk = next_chunk(&mut articles, progress, reading)?;
        while !chunk.is_empty() {
            let (added, next) = rayon::join(
                || self.add_chunk(chunk),
                || next_chunk(&mut articles, progress, reading),
            );
            // The earlier chunk's error is the first one of the input.
            added?;
            chunk = next?;
        }
        anyhow::ensure!(
            !self.places.is_empty(),
            "the inputs have no article: nothing to index{}",
            self.report.first_reason()
        );
        Ok(())
    }

    fn add_chunk(&mut self, chunk: Chunk) -> anyhow::Result<()> {
        chunk.into_iter().try_for_each(|ready| self.add(ready))
    }

    /// Adds an article, or leaves it out with a warning, or errs.
    fn add(&mut self, ready: Result<Ready, InputError>) -> anyhow::Result<()> {
        let prepared = match ready {
            Ok(Ready::Article(prepared)) => Ok(prepared),
            Ok(Ready::Skipped(place, reason)) => {
                self.report.skip(&place, &reason);
                return Ok(());
            }
            Ok(Ready::Other) => return Ok(()),
            Err(error) => Err(error),
        };
        if let Ok(page) = &prepared
            && page.found != Found::default()
            && !page.url.is_empty()
            && !self.urls.insert(page.url.clone())
        {
            self.report
                .skip(&page.place, "is the page of an address that another one is");
            return Ok(());
        }
        match prepared.and_then(|prepared| self.claim_id(*prepared)) {
            Ok(prepared) => {
                self.report.add(&prepared.found, prepared.has_date);
                self.text_bytes += prepared.text_bytes;
                let added = self.writer.add(prepared.analyzed);
                added.with_context(|| prepared.place.to_string())
            }
            Err(error) if self.skip_errors => {
                let said = error.to_string();
                self.progress
                    .say(&format!("khongdau: left out: {}", plain(&said)));
                self.report.left_out.push(said);
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }

    fn claim_id(&mut self, prepared: Prepared) -> Result<Prepared, InputError> {
        match self.places.entry(prepared.id.clone()) {
            Entry::Vacant(entry) => {
                entry.insert(prepared.place.clone());
                Ok(prepared)
            }
            Entry::Occupied(entry) => {
                let (id, first) = (prepared.id, entry.get().clone());
                Err(Problem::DuplicateId { id, first }.at(prepared.place))
            }
        }
    }

    fn summary(&self) -> Summary {
        let articles = self.places.len() as u64;
        Summary {
            articles,
            text_bytes: self.text_bytes,
            report: self.report.clone(),
        }
    }

    fn finish(self) -> anyhow::Result<Pieces> {
        Ok(self.writer.finish_in_pieces()?)
    }
}

type Chunk = Vec<Result<Ready, InputError>>;

/// Reads the next articles and prepares them on all cores; in order, and empty at the end.
fn next_chunk(
    articles: &mut impl Iterator<Item = Result<RawArticle, InputError>>,
    progress: &Progress,
    reading: &Reading,
) -> Result<Chunk, InputError> {
    let prepare = |article: RawArticle| {
        let bytes = article.bytes;
        let ready = Ready::new(article, reading);
        progress.advance(bytes);
        ready
    };
    Ok(read_chunk(articles)?.into_par_iter().map(prepare).collect())
}

fn read_chunk(
    articles: &mut impl Iterator<Item = Result<RawArticle, InputError>>,
) -> Result<Vec<RawArticle>, InputError> {
    let (mut chunk, mut bytes) = (Vec::new(), 0);
    while chunk.len() < CHUNK_ARTICLES && bytes < CHUNK_BYTES {
        let Some(article) = articles.next().transpose()? else {
            break;
        };
        bytes += article.bytes;
        chunk.push(article);
    }
    Ok(chunk)
}

struct Summary {
    articles: u64,
    text_bytes: u64,
    report: Report,
}

/// What a run came to, as `khongdau index --help` documents it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonSummary<'a> {
    articles: u64,
    text_bytes: u64,
    /// `null` where no index was written yet.
    index_bytes: Option<usize>,
    #[serde(flatten)]
    report: &'a Report,
}

impl Summary {
    fn json(&self, index_bytes: Option<usize>) -> JsonSummary<'_> {
        JsonSummary {
            articles: self.articles,
            text_bytes: self.text_bytes,
            index_bytes,
            report: &self.report,
        }
    }

    /// `news.kdx: 1,000 articles, 3.3 MB of text; index 1.9 MB (1,912 bytes each); 0.80 s, 1,250 articles/s`
    fn line(&self, name: &str, index_bytes: u64, elapsed: Duration) -> String {
        let seconds = elapsed.as_secs_f64();
        let skipped = match self.report.left_out.len() as u64 {
            0 => String::new(),
            skipped => format!(" ({} left out)", grouped(skipped)),
        };
        format!(
            "{}: {}{skipped}, {} of text; index {} ({} each); {seconds:.2} s, {} articles/s",
            plain(name),
            counted(self.articles, "article"),
            bytes(self.text_bytes),
            bytes(index_bytes),
            counted((index_bytes + self.articles / 2) / self.articles, "byte"),
            grouped((self.articles as f64 / seconds) as u64),
        )
    }
}
