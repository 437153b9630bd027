//! The page: `index.html` of a folder, or everything in one file.

use super::encode::{base64, integrity};
use super::template::{Value, fill};
use super::{Pack, folder};
use crate::cli::Language;
use crate::client_files::{
    ENGINE, ICON, LOADER, PAGE_SCRIPT, PAGE_STYLE, SMALL_ICON, TEMPLATE, WASM, WIDGET,
};
use crate::terminal::grouped;
use std::fmt::Write;

/// `index.html` of a folder.
pub fn of_folder(pack: &Pack, file_urls: bool) -> anyhow::Result<String> {
    let url = |name: &str| match file_urls {
        true => name.to_owned(),
        false => versioned(name, pack.client.bytes(name)),
    };
    let mut head = format!(
        "<link rel=\"icon\" href=\"{ICON}\" type=\"image/svg+xml\">\n\
         <link rel=\"apple-touch-icon\" href=\"{SMALL_ICON}\">\n\
         <link rel=\"manifest\" href=\"manifest.webmanifest\">\n\
         <link rel=\"stylesheet\" href=\"{}\">\n",
        url(PAGE_STYLE)
    );
    // From a disk a worker can be made of text only, and text comes from scripts only.
    let engine = format!("{ENGINE}.js");
    let engine = file_urls.then_some(engine);
    let scripts = engine.into_iter().chain([url(LOADER), url(PAGE_SCRIPT)]);
    for script in scripts {
        // Writing to a String does not fail.
        let _ = writeln!(head, "<script defer src=\"{script}\"></script>");
    }
    let blob = if file_urls { " blob:" } else { "" };
    let policy = format!(
        "default-src 'none'; script-src 'self'{blob} 'wasm-unsafe-eval'; worker-src 'self'{blob}; \
         style-src 'self'; connect-src 'self'; img-src 'self'; manifest-src 'self'; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    );
    page(pack, policy, head, String::new())
}

/// The page with everything inside.
pub fn whole(pack: &Pack) -> anyhow::Result<String> {
    let style = inline(pack, PAGE_STYLE)?;
    let loader = inline(pack, LOADER)?;
    let script = inline(pack, PAGE_SCRIPT)?;
    let icon = base64(pack.client.bytes(ICON));
    let head = format!(
        "<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">\n<style>{style}</style>\n"
    );
    let policy = format!(
        "default-src 'none'; script-src '{}' '{}' blob: 'wasm-unsafe-eval'; worker-src blob:; \
         style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
        integrity(loader.as_bytes()),
        integrity(script.as_bytes()),
        integrity(style.as_bytes()),
    );
    // The scripts look for the blocks, so these come first.
    let mut body = String::new();
    for (name, bytes) in blocks(pack) {
        let _ = writeln!(
            body,
            "<script type=\"application/octet-stream;base64\" data-khongdau-file=\"{name}\">{}</script>",
            base64(&bytes)
        );
    }
    let _ = write!(
        body,
        "<script>{loader}</script>\n<script>{script}</script>\n"
    );
    page(pack, policy, head, body)
}

/// The files that the client reads, by name.
fn blocks(pack: &Pack) -> Vec<(String, Vec<u8>)> {
    let index = folder::index_name(&pack.index);
    let manifest = folder::manifest(pack, &index);
    let client = |name: &str| (name.to_owned(), pack.client.bytes(name).to_vec());
    vec![
        client(WIDGET),
        client(ENGINE),
        client(WASM),
        (folder::MANIFEST.to_owned(), manifest),
        (index, pack.index.clone()),
    ]
}

/// A script or style that may stand between its tags: nothing in it ends the element early, or
/// keeps its end from being one.
fn inline<'a>(pack: &'a Pack, name: &str) -> anyhow::Result<&'a str> {
    let text = pack.client.text(name)?;
    let lower = text.to_ascii_lowercase();
    for bad in ["</script", "<script", "</style", "<!--"] {
        anyhow::ensure!(
            !lower.contains(bad),
            "{name} of the client has {bad} in it and cannot stand inside a page: pack a folder"
        );
    }
    Ok(text)
}

/// An address that changes with the file, so that no cache mixes two versions.
fn versioned(name: &str, bytes: &[u8]) -> String {
    let hash = integrity(bytes);
    let short = hash["sha384-".len()..].chars().take(8);
    let short: String = short
        .map(|c| match c {
            '+' => "%2B".to_owned(),
            '/' => "%2F".to_owned(),
            c => c.to_string(),
        })
        .collect();
    format!("{name}?v={short}")
}

fn page(pack: &Pack, policy: String, head: String, body: String) -> anyhow::Result<String> {
    let template = pack.client.text(TEMPLATE)?;
    let values = [
        ("lang", Value::Text(pack.language.tag().to_owned())),
        ("version", Value::Text(env!("CARGO_PKG_VERSION").to_owned())),
        // Single quotes are its own, and ours: a value in double quotes may have them.
        ("policy", Value::Html(policy)),
        ("title", Value::Text(pack.title.clone())),
        ("articles", Value::Text(articles(pack))),
        (
            "base-url",
            Value::Text(pack.base_url.clone().unwrap_or_default()),
        ),
        ("head", Value::Html(head)),
        ("body", Value::Html(body)),
    ];
    fill(template, pack.language, &values)
}

/// `1.234 bài`
fn articles(pack: &Pack) -> String {
    let number = grouped(pack.documents.into());
    match (pack.language, pack.documents) {
        (Language::Vi, _) => format!("{} bài", number.replace(',', ".")),
        (Language::En, 1) => format!("{number} article"),
        (Language::En, _) => format!("{number} articles"),
    }
}
