//! The page on this machine: set-up, module, page, server.

mod check;
mod mime;
mod policy;
mod request;
mod server;

use crate::flags::Flags;
use crate::project::Project;
use crate::wasm::Module;
use crate::{Result, run, say, setup, wasm};
use server::Server;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Where the page is served unless something else is asked for or already there.
const PORT: u16 = 8000;

/// `cargo xtask demo`
pub fn command(project: &Project, mut flags: Flags) -> Result<ExitCode> {
    let port = flags
        .value("--port")?
        .map_or(Ok(PORT), |port| parse_port(&port))?;
    let seeds = flags
        .value("--seeds")?
        .map(|folder| seeds_folder(&folder))
        .transpose()?;
    let check = flags.switch("--check");
    flags.end()?;

    setup::for_wasm(project)?;
    setup::for_page(project)?;
    wasm::build(
        project,
        &Module {
            seeds,
            ..Module::default()
        },
    )?;
    build_page(project)?;
    if check {
        return check_site(project).map(|()| ExitCode::SUCCESS);
    }
    let server = Server::bind(&site(project), port)?;
    announce(&server, port);
    server.run()
}

/// `www/dist`, out of the page's sources and the module.
pub fn build_page(project: &Project) -> Result<()> {
    say!("npm run build: the page");
    run::quiet(
        project
            .command("npm")
            .args(["run", "--silent", "build"])
            .current_dir(project.path("www")),
    )
}

/// Serves what is built, and asks for it once.
pub fn check_site(project: &Project) -> Result<()> {
    let server = Server::bind(&site(project), 0)?;
    let address = server.address();
    server.run_in_background();
    check::page(address, &site(project))
}

fn site(project: &Project) -> PathBuf {
    project.path("www/dist")
}

fn announce(server: &Server, wanted: u16) {
    let address = server.address();
    if address.port() != wanted {
        say!("port {wanted} is taken, so this is port {}", address.port());
    }
    say!("ready. Ctrl+C ends it.\n\n    http://{address}/\n");
}

fn parse_port(text: &str) -> Result<u16> {
    text.parse()
        .map_err(|_| format!("--port {text}: a port is a number from 0 to 65535"))
}

/// The absolute name of the folder: build scripts run elsewhere.
fn seeds_folder(folder: &str) -> Result<PathBuf> {
    let path = Path::new(folder)
        .canonicalize()
        .map_err(|error| format!("--seeds {folder}: {error}"))?;
    if path.is_dir() {
        Ok(path)
    } else {
        Err(format!("--seeds {folder} is no folder"))
    }
}
