//! Running other programs.

use crate::Result;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::{fmt, thread};

/// Lines of a failed program's output that its error repeats.
const LAST_LINES: usize = 30;

/// Runs it with its output shown.
pub fn shown(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .map_err(|error| not_started(command, &error))?;
    check(command, status)
}

/// Runs it silently; when it fails, the error ends in the last lines that it printed.
pub fn quiet(command: &mut Command) -> Result<()> {
    output(command).map(drop)
}

/// Runs it silently, and returns what it wrote to standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(command, &error))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    check(command, output.status).map_err(|error| {
        let printed = format!("{text}{}", String::from_utf8_lossy(&output.stderr));
        format!("{error}\n{}", last_lines(&printed))
            .trim_end()
            .to_owned()
    })?;
    Ok(text)
}

/// Runs it with its output shown, and gives `look` each line of it.
pub fn watched(command: &mut Command, look: impl FnMut(&str) + Send) -> Result<()> {
    let piped = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let look = Mutex::new(look);
    thread::scope(|scope| {
        scope.spawn(|| pass_on(stderr, io::stderr(), &look));
        pass_on(stdout, io::stdout(), &look);
    });
    let status = child.wait().map_err(|error| not_started(command, &error))?;
    check(command, status)
}

fn pass_on(from: Option<impl Read>, mut to: impl Write, look: &Mutex<impl FnMut(&str)>) {
    let Some(from) = from else { return };
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while matches!(from.read_until(b'\n', &mut line), Ok(1..)) {
        let _ = to.write_all(&line);
        let text = String::from_utf8_lossy(&line);
        if let Ok(mut look) = look.lock() {
            look(text.trim_end());
        }
        line.clear();
    }
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` failed ({status}).", Shown(command)))
    }
}

fn not_started(command: &Command, error: &io::Error) -> String {
    let program = command.get_program().to_string_lossy();
    match error.kind() {
        io::ErrorKind::NotFound => format!("`{program}` is not on this machine's PATH."),
        _ => format!("`{program}` could not be started: {error}."),
    }
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.len().saturating_sub(LAST_LINES);
    lines[first..]
        .iter()
        .map(|line| format!("    {line}\n"))
        .collect()
}

/// A command as one would type it.
struct Shown<'a>(&'a Command);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.get_program().to_string_lossy())?;
        self.0
            .get_args()
            .try_for_each(|argument| write!(f, " {}", argument.to_string_lossy()))
    }
}
