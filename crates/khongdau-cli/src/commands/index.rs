//! `khongdau index`: articles to an index.
//!
//! ```text
//! files ─► raw articles ─► parse and analyse, all cores ─► Writer, in order ─► file
//!          └──────────── a chunk ────────────┘             └─ the chunk before
//! ```
//!
//! With --update, articles that are as they were are not even parsed: [`update`].
//!
//! Chunks bound the memory that text takes; what the writer keeps grows with the index. The order
//! is that of the input whatever the number of cores, and so are the bytes.

mod acronyms;
mod build;
pub mod record;
mod report;
mod summary;
mod update;

use crate::cli::{IndexArgs, PackArgs};
use crate::disk::{self, Instant};
use crate::input::{self, Fingerprint, Inputs, Options, Reading};
use crate::output::{self, Target};
use crate::progress::Progress;
use crate::terminal;
use acronyms::OwnAcronym;
use anyhow::Context;
use build::Build;
use clap::CommandFactory;
use clap::error::ErrorKind;
use khongdau_core::analysis::ANALYZER_VERSION;
use khongdau_core::format::FORMAT_VERSION;
use khongdau_core::format::pieces::Pieces;
use rayon::prelude::*;
use record::Record;
use std::path::Path;
use summary::Summary;
use update::{Known, Previous};

/// Indexes the inputs and writes the file, or the folder.
pub fn run(mut args: IndexArgs) -> anyhow::Result<()> {
    crate::config::complete(&mut args)?;
    let output = args.output.clone().unwrap_or_default();
    refuse_nonsense(&args, &output);
    if !is_folder(&output) {
        let target = Target::check(&output, &output::INDEX, args.force)?;
        let write = |index: Pieces, _| Ok(target.write(index)?);
        return index_all(&args, Work::of(&args, Some(&target))?, &write);
    }
    let pack = PackArgs::of_index(output.clone(), &args);
    super::pack::check(&pack)?;
    let mut work = Work::of(&args, None)?;
    if args.update {
        match index_changed(&args, &output, &pack, work)? {
            Some(again) => work = again,
            None => return Ok(()),
        }
    }
    let write = |index: Pieces, record: Option<Record>| {
        super::pack::run_made(&pack, index.into_bytes(), record)
    };
    index_all(&args, work, &write)
}

/// What a run reads, and how.
struct Work {
    started: Instant,
    inputs: Inputs,
    reading: Reading,
    acronyms: Vec<OwnAcronym>,
    progress: Progress,
}

impl Work {
    fn of(args: &IndexArgs, target: Option<&Target>) -> anyhow::Result<Work> {
        let started = Instant::now();
        let options = args.pages.options();
        let inputs = input::discover(&args.inputs, &options)?;
        let reading = reading(options, &inputs)?;
        if let Some(target) = target {
            target.refuse_inputs(inputs.paths().chain(args.acronyms.as_deref()))?;
        }
        let acronyms = match &args.acronyms {
            Some(path) => acronyms::read(path)?,
            None => Vec::new(),
        };
        Ok(Work {
            started,
            progress: Progress::new(inputs.bytes(), !args.quiet),
            inputs,
            reading,
            acronyms,
        })
    }

    /// Reads the inputs, which are gone then; what is `known` is left alone. Writes the report, and
    /// refuses what --strict does.
    fn build<'a>(
        &'a self,
        inputs: Inputs,
        args: &IndexArgs,
        known: Option<&'a Known>,
    ) -> anyhow::Result<(Build<'a>, Summary)> {
        let mut build = Build::new(
            &self.progress,
            &self.reading,
            known,
            args.update,
            args.skip_errors,
        );
        for acronym in &self.acronyms {
            build.writer.add_acronym(&acronym.short, &acronym.long);
        }
        build.add_all(inputs)?;
        let summary = build.summary();
        report(args, &summary)?;
        self.progress.phase("writing");
        Ok((build, summary))
    }

    /// What stands for how articles are read, and by which program.
    fn settings(&self) -> Fingerprint {
        let reading = self.reading.fingerprint();
        let version = (env!("CARGO_PKG_VERSION"), FORMAT_VERSION, ANALYZER_VERSION);
        Fingerprint::of(&(reading, format!("{:?}", self.acronyms), version))
    }
}

/// Indexes all articles; `write` gets the index, and the record of it where one is wanted.
fn index_all(
    args: &IndexArgs,
    mut work: Work,
    write: &dyn Fn(Pieces, Option<Record>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let inputs = std::mem::take(&mut work.inputs);
    let (mut build, summary) = work.build(inputs, args, None)?;
    let record = args.update.then(|| Record {
        settings: work.settings(),
        base: 0,
        articles: std::mem::take(&mut build.entries),
    });
    let index = build.writer.finish_in_pieces()?;
    work.progress.finish();
    let bytes = index.len();
    let line = |name: &str| summary.line(name, bytes as u64, work.started.elapsed());
    tell(args, &work.progress, &summary, bytes, &line)?;
    write(index, record)
}

/// Indexes what changed. Where it cannot be, or is too much, it says why, and gives what to read
/// all articles with.
fn index_changed(
    args: &IndexArgs,
    folder: &Path,
    pack: &PackArgs,
    mut work: Work,
) -> anyhow::Result<Option<Work>> {
    let say = |why: &str| {
        if !args.quiet && !why.is_empty() {
            terminal::tell(&format!("all articles are indexed, because {why}"));
        }
    };
    let previous = match Previous::read(folder, work.settings()) {
        Ok(previous) => previous,
        Err(why) => {
            say(why);
            return Ok(Some(work));
        }
    };
    let inputs = std::mem::take(&mut work.inputs);
    let (build, summary) = work.build(inputs, args, Some(&previous.known))?;
    let made = previous.update(build)?;
    work.progress.finish();
    let made = match made {
        Ok(made) => made,
        Err(why) => {
            say(why);
            return Work::of(args, None).map(Some);
        }
    };
    let gone = made.gone as u64;
    let line = |name: &str| summary.update_line(name, gone, work.started.elapsed());
    tell(args, &work.progress, &summary, made.bytes, &line)?;
    super::pack::run_sharded(pack, made.sharded, Some(made.record))?;
    Ok(None)
}

/// Writes the report, and refuses what --strict does.
fn report(args: &IndexArgs, summary: &Summary) -> anyhow::Result<()> {
    if let Some(path) = &args.report {
        let json = terminal::to_json(&summary.json(None))?;
        disk::fs::write(path, json + "\n")
            .with_context(|| format!("{}: cannot be written", path.display()))?;
    }
    match args.strict {
        true => summary.report.refuse(),
        false => Ok(()),
    }
}

/// Says what a run came to.
fn tell(
    args: &IndexArgs,
    progress: &Progress,
    summary: &Summary,
    bytes: usize,
    line: &dyn Fn(&str) -> String,
) -> anyhow::Result<()> {
    if args.json {
        super::print_json(&summary.json(Some(bytes)))?;
    }
    if !args.quiet {
        for line in summary.report.lines(args.verbose) {
            progress.say(&line);
        }
        let name = args.output.as_deref().unwrap_or(Path::new("")).display();
        progress.say(&line(&name.to_string()));
    }
    Ok(())
}

/// A folder to upload is written as one.
fn is_folder(output: &Path) -> bool {
    output::ends_in_separator(output) || disk::is_file(&output.join(super::pack::MANIFEST))
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
    let inputs = || args.inputs.iter().filter(|path| is_stdio(path)).count();
    let message = if is_stdio(output) {
        "an index is written to a file, not to standard output: give --output a name"
    } else if inputs() > 1 {
        "standard input can be read once: give `-` once"
    } else if args.update && inputs() > 0 {
        "--update may have to read all articles twice: give a file instead of `-`"
    } else if args.budget.is_some() && !is_folder(output) {
        "--budget is for what is uploaded: put / at the end of --output, for a folder"
    } else if args.update && !is_folder(output) {
        "--update is for what is uploaded: put / at the end of --output, for a folder"
    } else {
        return;
    };
    let mut command = crate::cli::Cli::command();
    disk::exit_with(&command.error(ErrorKind::ValueValidation, message))
}
