//! Words that stand nowhere, and why.

use super::sources::{Source, Sources};

/// Text is analysed once, in Rust: a second folding in TypeScript would differ from it.
pub fn typescript_leaves_text_alone(sources: &Sources) -> Vec<String> {
    let words = [".normalize(", "toLowerCase(", "toLocaleLowerCase("];
    without(
        typescript(sources).flat_map(Source::code),
        &words,
        "text is folded in Rust alone, send it as it was typed",
    )
}

/// Rendering makes nodes from text and ranges.
pub fn typescript_makes_nodes(sources: &Sources) -> Vec<String> {
    let words = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
    ];
    without(
        typescript(sources).flat_map(Source::code),
        &words,
        "text never becomes HTML, make nodes",
    )
}

/// With addresses in it, a lock file would ask one registry whatever npm is set to.
pub fn lock_file_names_no_registry(sources: &Sources) -> Vec<String> {
    let remedy =
        "remove it: `npm config set omit-lockfile-registry-resolved true`, then `npm install`";
    without(
        sources
            .below("", "package-lock.json")
            .flat_map(Source::lines),
        &["\"resolved\""],
        remedy,
    )
}

/// Nothing says on which machine it was made, or which registry is to be asked.
pub fn names_no_machine(sources: &Sources) -> Vec<String> {
    let words = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("registry.npm", "js.org"),
        concat!("index.crates", ".io"),
        concat!("static.crates", ".io"),
    ];
    let ours = sources
        .all()
        .filter(|source| !source.path.starts_with("seeds/"));
    without(
        ours.flat_map(Source::lines),
        &words,
        "no folder or registry of one machine",
    )
}

fn typescript(sources: &Sources) -> impl Iterator<Item = &Source> {
    sources.below("www/src/", ".ts")
}

/// The places where one of the words stands.
fn without<'a>(
    lines: impl Iterator<Item = (String, &'a str)>,
    words: &[&str],
    reason: &str,
) -> Vec<String> {
    let found = |line: &str| words.iter().find(|word| line.contains(**word));
    lines
        .filter_map(|(place, line)| Some(format!("{place}: {}: {reason}", found(line)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{
        lock_file_names_no_registry, names_no_machine, typescript_leaves_text_alone,
        typescript_makes_nodes,
    };
    use crate::tidy::sources::Sources;

    #[test]
    fn each_rule_names_the_place() {
        let sources = Sources::of(&[
            (
                "www/src/a.ts",
                "// innerHTML would do\nconst b = a.toLowerCase();\nnode.innerHTML = b;\n",
            ),
            ("www/test/a.ts", "a.toLowerCase()"),
            ("www/package-lock.json", "{\n\"resolved\": \"x\"\n}"),
            ("docs/a.md", concat!("cd /wo", "rk/here")),
            ("seeds/a.txt", concat!("/wo", "rk/here")),
        ]);
        let place = |problems: Vec<String>| {
            problems
                .iter()
                .map(|line| line.split(": ").next().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            place(typescript_leaves_text_alone(&sources)),
            ["www/src/a.ts:2"]
        );
        assert_eq!(place(typescript_makes_nodes(&sources)), ["www/src/a.ts:3"]);
        assert_eq!(
            place(lock_file_names_no_registry(&sources)),
            ["www/package-lock.json:2"]
        );
        assert_eq!(place(names_no_machine(&sources)), ["docs/a.md:1"]);
    }
}
