//! What `cargo xtask test` does, in order.

use super::Outcome;
use super::count::Tally;
use crate::project::Project;
use crate::setup::{self, TARGET};
use crate::wasm::{self, Module};
use crate::{demo, dist, run, size, tidy};
use std::io::{self, IsTerminal};
use std::process::Command;

/// A heading and what is done below it.
pub struct Step {
    pub name: &'static str,
    pub run: fn(&Project) -> Outcome,
}

/// From what is quick and general to what needs everything before it.
pub const STEPS: [Step; 21] = [
    Step {
        name: "set-up",
        run: set_up,
    },
    Step {
        name: "format",
        run: format,
    },
    Step {
        name: "rules of the repository",
        run: |project| Outcome::Checked(tidy::check(project)),
    },
    Step {
        name: "clippy",
        run: clippy,
    },
    Step {
        name: "clippy, engine without articles",
        run: clippy_bare,
    },
    Step {
        name: "tests, native",
        run: |project| tests(cargo(project, &["test", "--workspace", "--no-fail-fast"])),
    },
    Step {
        name: "documentation",
        run: documentation,
    },
    Step {
        name: "module",
        run: |project| Outcome::Checked(wasm::build(project, &Module::default()).map(drop)),
    },
    Step {
        name: "module as users build it",
        run: plain_wasm_pack,
    },
    Step {
        name: "module loads in node",
        run: load_in_node,
    },
    Step {
        name: "tests, wasm in node",
        run: wasm_in_node,
    },
    Step {
        name: "tests, wasm in Chromium",
        run: wasm_in_browser,
    },
    Step {
        name: "page, types",
        run: |project| check(npm(project, &["run", "check"])),
    },
    Step {
        name: "page, build",
        run: |project| Outcome::Checked(demo::build_page(project)),
    },
    Step {
        name: "tests, page in Chromium",
        run: |project| tests(npm(project, &["test"])),
    },
    Step {
        name: "tests, widget in three browsers",
        run: |project| tests(npm(project, &["run", "test:engines"])),
    },
    Step {
        name: "client folder and npm package",
        run: |project| Outcome::Checked(dist::build(project).map(drop)),
    },
    Step {
        name: "tests, packed pages in three browsers",
        run: packed_pages,
    },
    Step {
        name: "tests, npm package",
        run: packaging,
    },
    Step {
        name: "demo",
        run: |project| Outcome::Checked(demo::check_site(project)),
    },
    Step {
        name: "sizes",
        run: |project| Outcome::Checked(size::compare(project)),
    },
];

fn set_up(project: &Project) -> Outcome {
    let parts = [
        setup::for_wasm(project),
        setup::for_page(project),
        setup::for_tests(project),
    ];
    let problems: Vec<String> = parts.into_iter().filter_map(Result::err).collect();
    Outcome::Checked(if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n\n"))
    })
}

fn format(project: &Project) -> Outcome {
    lint(project, "fmt", &["fmt", "--all", "--", "--check"])
}

fn clippy(project: &Project) -> Outcome {
    lint(
        project,
        "clippy",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    )
}

fn clippy_bare(project: &Project) -> Outcome {
    let arguments = [
        "clippy",
        "-p",
        "khongdau",
        "--no-default-features",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    lint(project, "clippy", &arguments)
}

fn lint(project: &Project, tool: &str, arguments: &[&str]) -> Outcome {
    if setup::has_lint_tool(project, tool) {
        check(cargo(project, arguments))
    } else {
        Outcome::Skipped("The Rust that is active here does not have it.")
    }
}

fn documentation(project: &Project) -> Outcome {
    let arguments = [
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ];
    let mut command = cargo(project, &arguments);
    // Documentation of the private parts is for whoever works on them, so links to them are fine.
    command.env(
        "RUSTDOCFLAGS",
        "-D warnings -A rustdoc::private_intra_doc_links",
    );
    check(command)
}

/// The command of the README, into the folder of the README.
fn plain_wasm_pack(project: &Project) -> Outcome {
    let mut command = project.command("wasm-pack");
    command.args(["build", "--target", "web", "--mode", "no-install"]);
    check(command)
}

/// The package that users get answers a query, without bundler and without page.
fn load_in_node(project: &Project) -> Outcome {
    const SCRIPT: &str = "import { readFileSync } from 'node:fs';\
        import { pathToFileURL } from 'node:url';\
        const khongdau = await import(pathToFileURL('pkg/khongdau.js').href);\
        khongdau.initSync({ module: readFileSync('pkg/khongdau_bg.wasm') });\
        const { total, hits } = khongdau.SearchIndex.embedded().search('cong nghiep', { limit: 1 });\
        console.log(`${total} articles, first: ${hits[0].title.text}`);";
    let mut command = project.command("node");
    command.args(["--no-warnings", "--input-type=module", "-e", SCRIPT]);
    check(command)
}

fn wasm_in_node(project: &Project) -> Outcome {
    tests(cargo(
        project,
        &[
            "test", "--target", TARGET, "-p", "khongdau", "--test", "wasm",
        ],
    ))
}

fn wasm_in_browser(project: &Project) -> Outcome {
    let Some(driver) = setup::chromedriver(project) else {
        return Outcome::Checked(Err(
            "There is no chromedriver on PATH; see the set-up above.".to_owned(),
        ));
    };
    let features = ["--features", "browser-tests"];
    let mut command = cargo(
        project,
        &[
            "test", "--target", TARGET, "-p", "khongdau", "--test", "wasm",
        ],
    );
    command.args(features).env("CHROMEDRIVER", driver);
    tests(command)
}

/// What the command packs, with the client of the step before in it.
fn packed_pages(project: &Project) -> Outcome {
    let command = cargo(project, &["build", "--quiet", "--package", "khongdau-cli"]);
    if let Outcome::Checked(Err(error)) = check(command) {
        return Outcome::Checked(Err(error));
    }
    let program = match project.target() {
        Ok(target) => target.join("debug/khongdau"),
        Err(error) => return Outcome::Checked(Err(error)),
    };
    let mut command = npm(project, &["run", "test:site"]);
    command.env("KHONGDAU", program);
    tests(command)
}

fn cargo(project: &Project, arguments: &[&str]) -> Command {
    let mut command = project.command("cargo");
    command.args(arguments);
    if io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command
}

fn npm(project: &Project, arguments: &[&str]) -> Command {
    let mut command = project.command("npm");
    command.args(arguments).current_dir(project.path("www"));
    if let Some(browser) = setup::chromium(project) {
        command.env("CHROMIUM", browser);
    }
    command
}

/// Small projects with the package in them, for bundlers, for Node, for TypeScript.
fn packaging(project: &Project) -> Outcome {
    let package = match dist::tarball(project) {
        Ok(package) => package,
        Err(error) => return Outcome::Checked(Err(error)),
    };
    let arguments = ["--test", "--test-reporter=spec", "--test-concurrency=1"];
    const FILES: [&str; 6] = ["package", "types", "fold", "node", "command", "bundlers"];
    let mut command = project.command("node");
    command
        .args(arguments)
        .args(FILES.map(|name| format!("tests/packaging/{name}.test.mjs")))
        .env("KHONGDAU_PACKAGE", package);
    if let Some(browser) = setup::chromium(project) {
        command.env("CHROMIUM", browser);
    }
    tests(command)
}

fn check(mut command: Command) -> Outcome {
    Outcome::Checked(run::watched(&mut command, |_| ()))
}

fn tests(mut command: Command) -> Outcome {
    let mut tally = Tally::default();
    let result = run::watched(&mut command, |line| tally.read_line(line));
    Outcome::Tested(tally, result)
}
