//! `--open`: the browser that this system opens addresses with.

use std::process::{Command, Stdio};

/// Opens `address`, or says that it has to be done by hand.
pub fn open(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(windows) {
        // The empty argument is the title of a window, which `start` takes first.
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    let command = command.args(arguments).arg(address);
    let started = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if started.is_err() {
        anstream::eprintln!("{program} is not here to open a browser: open {address} by hand");
    }
}
