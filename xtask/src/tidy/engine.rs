//! What keeps `khongdau-core` an engine that runs anywhere.

use super::sources::{Source, Sources};

const ENGINE: &str = "crates/khongdau-core/";
const SOURCES: &str = "crates/khongdau-core/src/";

/// Parts of std that reach outside.
const OUTSIDE: [&str; 7] = ["env", "fs", "net", "os", "process", "thread", "time"];
/// Beginnings of crates that bring JavaScript, serialisation or chance.
const FOREIGN: [&str; 7] = [
    "serde",
    "js-sys",
    "web-sys",
    "wasm-bindgen",
    "rand",
    "getrandom",
    "tokio",
];
/// Each module uses only those before it; an index and its bytes are one step.
const ORDER: [(&str, u8); 6] = [
    ("text", 0),
    ("analysis", 1),
    ("document", 2),
    ("format", 3),
    ("index", 3),
    ("search", 4),
];

/// No files, no network, no clock.
pub fn has_no_io(sources: &Sources) -> Vec<String> {
    let lines = sources.below(SOURCES, ".rs").flat_map(Source::code);
    let outside = |line: &str| {
        parts_of_std(line)
            .into_iter()
            .find(|part| OUTSIDE.contains(part))
            .map(str::to_owned)
    };
    lines
        .filter_map(|(place, line)| Some((place, outside(line)?)))
        .map(|(place, part)| {
            format!("{place}: std::{part}: the engine does no I/O, has no clock and no threads")
        })
        .collect()
}

/// The first names behind each `std::` of a line, also of `std::{a, b::c}`.
fn parts_of_std(line: &str) -> Vec<&str> {
    let behind = line
        .match_indices("std::")
        .map(|(at, found)| &line[at + found.len()..]);
    let lists = behind.flat_map(|rest| match rest.strip_prefix('{') {
        Some(list) => list
            .split(['}', ';'])
            .next()
            .unwrap_or_default()
            .split(',')
            .collect(),
        None => vec![rest],
    });
    lists.map(first_name).collect()
}

fn first_name(path: &str) -> &str {
    let path = path.trim_start();
    path.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .next()
        .unwrap_or_default()
}

/// What ships is the engine and its dictionary.
pub fn has_few_dependencies(sources: &Sources) -> Vec<String> {
    let Some(manifest) = sources.get(&format!("{ENGINE}Cargo.toml")) else {
        return vec![format!("{ENGINE}Cargo.toml is missing")];
    };
    let lines = manifest
        .lines()
        .skip_while(|(_, line)| *line != "[dependencies]")
        .skip(1);
    lines
        .take_while(|(_, line)| !line.starts_with('['))
        .filter(|(_, line)| FOREIGN.iter().any(|name| line.starts_with(name)))
        .map(|(place, line)| {
            format!(
                "{place}: {}: the engine has no JavaScript, no serde and no chance",
                first_name(line)
            )
        })
        .collect()
}

/// Text, then terms, then articles, then bytes, then the index, then answers.
pub fn modules_depend_one_way(sources: &Sources) -> Vec<String> {
    let rank = |module: &str| {
        ORDER
            .iter()
            .find(|(name, _)| *name == module)
            .map(|(_, rank)| *rank)
    };
    let mut problems = Vec::new();
    for source in sources.below(SOURCES, ".rs") {
        let module = first_name(&source.path[SOURCES.len()..]);
        let uses = source
            .code()
            .flat_map(|(place, line)| uses_of_crate(line).map(move |used| (place.clone(), used)));
        let later = uses.filter(|(_, used)| rank(module) < rank(used) && rank(module).is_some());
        problems.extend(later.map(|(place, used)| {
            format!("{place}: `{module}` comes before `{used}` and cannot use it")
        }));
    }
    problems
}

fn uses_of_crate(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("crate::")
        .map(|(at, found)| first_name(&line[at + found.len()..]))
}

#[cfg(test)]
mod tests {
    use super::{has_few_dependencies, has_no_io, modules_depend_one_way};
    use crate::tidy::sources::Sources;

    fn core(file: &str, text: &str) -> Sources {
        Sources::of(&[(&format!("crates/khongdau-core/{file}"), text)])
    }

    #[test]
    fn io_is_found_in_every_form() {
        for line in [
            "use std::fs;",
            "use std::{cmp, env};",
            "let a = std::time::Instant::now();",
            "use std::{fmt, net::TcpStream};",
        ] {
            assert_eq!(has_no_io(&core("src/lib.rs", line)).len(), 1, "{line}");
        }
        for line in [
            "use std::{cmp, mem};",
            "// std::fs",
            "use std::fmt::{self, fs};",
            "let environment = 1;",
        ] {
            assert_eq!(has_no_io(&core("src/lib.rs", line)), [""; 0], "{line}");
        }
        assert!(has_no_io(&core("tests/a.rs", "use std::fs;")).is_empty());
    }

    #[test]
    fn dependencies_of_the_engine_alone_count() {
        let manifest =
            "[dependencies]\nfst = \"1\"\nserde = \"1\"\n[dev-dependencies]\nserde_json = \"1\"\n";
        let problems = has_few_dependencies(&core("Cargo.toml", manifest));
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with("crates/khongdau-core/Cargo.toml:3: serde"));
    }

    #[test]
    fn modules_point_one_way() {
        assert!(
            modules_depend_one_way(&core("src/search/a.rs", "use crate::text::fold;")).is_empty()
        );
        assert_eq!(
            modules_depend_one_way(&core("src/text/mod.rs", "use crate::index::Index;")).len(),
            1
        );
        assert!(
            modules_depend_one_way(&core("src/lib.rs", "pub use crate::search::Query;")).is_empty()
        );
    }
}
