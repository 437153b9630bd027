//! Pages of the server's own: what is in a folder, and that there is nothing.

use super::resolve::encoded;
use crate::cli::Language;
use std::path::Path;

/// A page with these words and links; no styles, so that every policy allows all of it.
fn page(title: &str, body: &str, language: Language) -> String {
    let (title, tag) = (html(title), language.tag());
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<h1>{title}</h1>\n{body}"
    )
}

/// `text` as HTML that shows it, in an element or in quotes.
fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
    html
}

/// What a folder holds: folders first, hidden names not at all.
pub fn listing(folder: &Path, is_root: bool, language: Language) -> String {
    let mut names: Vec<(bool, String)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.path().is_dir(), entry.file_name().into_string().ok()?)))
        .filter(|(_, name)| !name.starts_with('.'))
        .collect();
    names.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut body = String::from("<ul>\n");
    if !is_root {
        body.push_str("<li><a href=\"../\">../</a>\n");
    }
    for (is_folder, name) in names {
        let slash = if is_folder { "/" } else { "" };
        // `./`, because a name such as `a:b` would begin an address of its own.
        let address = format!("./{}{slash}", encoded(&name));
        body.push_str(&format!(
            "<li><a href=\"{address}\">{}{slash}</a>\n",
            html(&name)
        ));
    }
    body.push_str("</ul>\n");
    let name = folder.file_name().map(|name| name.to_string_lossy());
    page(&format!("{}/", name.unwrap_or_default()), &body, language)
}

/// There is nothing at this address.
pub fn missing(target: &str, language: Language) -> String {
    let (title, words) = match language {
        Language::Vi => ("Không tìm thấy", "Không có tệp nào ở địa chỉ"),
        Language::En => ("Not found", "There is no file at"),
    };
    let body = format!(
        "<p>{words} <code>{}</code>\n<p><a href=\"/\">/</a>\n",
        html(target)
    );
    page(title, &body, language)
}

/// What is there is not for everybody.
pub fn outside(language: Language) -> String {
    let (title, words) = match language {
        Language::Vi => (
            "Ngoài thư mục",
            "Đây là liên kết dẫn ra ngoài thư mục đang chạy thử, nên không được gửi đi.",
        ),
        Language::En => (
            "Outside",
            "This is a link that leads out of the folder served, and is not followed.",
        ),
    };
    page(title, &format!("<p>{words}\n"), language)
}
