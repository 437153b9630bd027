//! `khongdau check`: whether a packed folder is whole, and whether a server sends it as it should.
//!
//! * [`listing`]: which files a folder must have.
//! * [`shards`]: which files a sharded index has beside its first one.
//! * [`folder`]: a folder on a disk.
//! * [`site`]: a folder on the web, with [`policy`] for what its policy leaves of the search.
//! * [`settings`]: what to tell IIS, Apache and nginx.
//! * [`report`]: what was found, in the reader's language.

mod address;
mod fetch;
mod folder;
mod listing;
mod policy;
mod report;
mod settings;
mod shards;
mod site;

use crate::cli::{CheckArgs, Cli, ServerArg};
use clap::CommandFactory;
use clap::error::ErrorKind;
use report::Report;
use settings::Server;
use std::path::Path;
use std::process::ExitCode;

/// Checks, prints what was found, and fails if something is broken.
pub fn run(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let mut report = Report::default();
    let is_address = ["http://", "https://"]
        .iter()
        .any(|scheme| args.target.starts_with(scheme));
    if is_address {
        refuse_nonsense(args);
        let server = site::check(&args.target, &mut report)?;
        let server = chosen(args.server).or(server.filter(|_| report.has_advice()));
        let text = server.map(|server| settings::text(server, &address::folder_name(&args.target)));
        super::print(&(report.text() + &text.unwrap_or_default()))?;
    } else {
        let folder = Path::new(&args.target);
        folder::check(folder, &mut report)?;
        let server = chosen(args.server).or_else(|| settings::guess(folder));
        super::print(&(report.text() + &of_folder(args, folder, server, &mut report)?))?;
    }
    Ok(match report.is_broken() {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}

/// Ends the program with a usage error where clap cannot see one.
fn refuse_nonsense(args: &CheckArgs) {
    if args.write {
        let message = "--write writes into a folder on this machine: name it instead of an address";
        Cli::command()
            .error(ErrorKind::ArgumentConflict, message)
            .exit();
    }
}

fn chosen(server: ServerArg) -> Option<Server> {
    match server {
        ServerArg::Auto => None,
        ServerArg::Iis => Some(Server::Iis),
        ServerArg::Apache => Some(Server::Apache),
        ServerArg::Nginx => Some(Server::Nginx),
    }
}

/// The server's settings, printed or written.
fn of_folder(
    args: &CheckArgs,
    folder: &Path,
    server: Option<Server>,
    report: &mut Report,
) -> anyhow::Result<String> {
    match (server, args.write) {
        (Some(server), true) => settings::write(server, folder, args.force, report.language()),
        (None, true) => anyhow::bail!(
            "{}: nothing says which server it is for: add --server iis or --server apache",
            folder.display()
        ),
        (Some(server), false) => {
            let real = folder
                .canonicalize()
                .unwrap_or_else(|_| folder.to_path_buf());
            let name = real
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            Ok(settings::text(server, &name.unwrap_or_default()))
        }
        (None, false) => Ok(report.words(
            "Cấu hình máy chủ: thêm --server iis, apache hoặc nginx.\n",
            "Settings of the server: add --server iis, apache or nginx.\n",
        )),
    }
}
