//! The text files of the checkout.

use crate::Result;
use crate::project::Project;
use std::fs;
use std::path::Path;

/// Folders that hold nothing that is committed.
const LEFT_OUT: [&str; 7] = [
    ".git",
    "target",
    "node_modules",
    "www/dist",
    "www/src/wasm",
    "pkg",
    "fuzz/corpus",
];

/// A text file.
pub struct Source {
    /// Its path from the root, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// All text files, in the order of their paths.
pub struct Sources(Vec<Source>);

impl Sources {
    /// Reads them; what is not UTF-8 is no text.
    pub fn read(project: &Project) -> Result<Self> {
        let mut found = Vec::new();
        collect(project.root(), "", &mut found)
            .map_err(|error| format!("the checkout cannot be read: {error}"))?;
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self(found))
    }

    /// For tests of rules.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let source = |(path, text): &(&str, &str)| Source {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        };
        Self(files.iter().map(source).collect())
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    /// Those below a folder whose names end so.
    pub fn below<'a>(
        &'a self,
        folder: &'a str,
        ending: &'a str,
    ) -> impl Iterator<Item = &'a Source> {
        self.all()
            .filter(move |source| source.path.starts_with(folder) && source.path.ends_with(ending))
    }

    /// The one of this path.
    pub fn get(&self, path: &str) -> Option<&Source> {
        self.all().find(|source| source.path == path)
    }
}

impl Source {
    /// Lines with their place (`path:number`).
    pub fn lines(&self) -> impl Iterator<Item = (String, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(at, line)| (format!("{}:{}", self.path, at + 1), line))
    }

    /// [`lines`](Self::lines) that are not all comment.
    pub fn code(&self) -> impl Iterator<Item = (String, &str)> {
        let is_comment = |line: &str| {
            ["//", "/*", "*"]
                .iter()
                .any(|start| line.trim_start().starts_with(start))
        };
        self.lines().filter(move |(_, line)| !is_comment(line))
    }
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<Source>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        if LEFT_OUT.contains(&path.as_str()) || LEFT_OUT.contains(&name.as_str()) {
            continue;
        }
        if kind.is_dir() {
            collect(&entry.path(), &format!("{path}/"), found)?;
        } else if kind.is_file() {
            let text = fs::read(entry.path()).map(String::from_utf8)?;
            found.extend(text.ok().map(|text| Source { path, text }));
        }
    }
    Ok(())
}
