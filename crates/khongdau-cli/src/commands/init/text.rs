//! khongdau.toml with comments, and what to do next; in Vietnamese and in English.

use super::encoding::Encoding;
use super::look::Look;
use super::maker::Kind;
use crate::cli::Language;
use crate::terminal::{grouped, plain};
use std::path::Path;

/// The index that the file names.
const INDEX: &str = "tim-kiem.kdx";
/// The folder that is packed, below the site.
const PACKED: &str = "tim-kiem";

/// The file for what was found. Every line that is no comment is a key of the configuration.
pub fn config(look: &Look, folder: &Path, language: Language) -> String {
    let site = relative(&look.site, folder);
    let found = found(look, language).trim_end().replace('\n', "; ");
    match language {
        Language::Vi => format!(
            "# Cấu hình của khongdau cho trang này, do `khongdau init` viết. `khongdau index` đọc tệp này.\n\
             # Đã thấy: {found}\n\
             \n\
             # Thư mục và tệp có bài viết, tính từ chỗ của tệp này.\n\
             inputs = [\"{site}\"]\n\
             \n\
             # Chỉ mục được ghi vào đây.\n\
             output = \"{INDEX}\"\n\
             \n\
             # Từ viết tắt của riêng trang này, xem `khongdau index --help`.\n\
             # acronyms = \"viet-tat.toml\"\n\
             \n\
             # Bỏ qua bài không đọc được thay vì dừng lại.\n\
             # skip-errors = true\n"
        ),
        Language::En => format!(
            "# The configuration of khongdau for this site, by `khongdau init`. `khongdau index` reads it.\n\
             # Found: {found}\n\
             \n\
             # Folders and files with articles, from where this file is.\n\
             inputs = [\"{site}\"]\n\
             \n\
             # The index is written here.\n\
             output = \"{INDEX}\"\n\
             \n\
             # The site's own short forms, see `khongdau index --help`.\n\
             # acronyms = \"acronyms.toml\"\n\
             \n\
             # Leave out articles that cannot be read instead of stopping.\n\
             # skip-errors = true\n"
        ),
    }
}

/// What was found, and the commands that come next.
pub fn next(look: &Look, folder: &Path, config: &Path, language: Language) -> String {
    let mut text = found(look, language);
    let config = plain(&config.display().to_string());
    text.push_str(&match language {
        Language::Vi => format!("Đã ghi {config}. Tiếp theo:\n"),
        Language::En => format!("Wrote {config}. Next:\n"),
    });
    text.push_str(&advice(look, folder, language));
    if folder != Path::new(".") {
        text.push_str(&format!("  cd {}\n", plain(&folder.display().to_string())));
    }
    let site = relative(&look.site, folder);
    let packed = match site.as_str() {
        "." => format!("{PACKED}/"),
        site => format!("{site}/{PACKED}/"),
    };
    text.push_str(&format!(
        "  khongdau index\n  khongdau pack {INDEX} -o {packed}\n  khongdau serve {site} --open\n  \
         khongdau snippet {packed}\n"
    ));
    text
}

/// One line about the pages, one about what made them.
fn found(look: &Look, language: Language) -> String {
    let more = if look.is_cut { "+" } else { "" };
    let pages = format!("{}{more}", grouped(look.pages()));
    let encoding = look
        .encoding
        .map_or_else(String::new, |encoding| format!(", {}", encoding.name()));
    let mut text = match language {
        Language::Vi => format!("{pages} trang HTML{encoding}"),
        Language::En => format!("HTML pages: {pages}{encoding}"),
    };
    for (extension, count) in &look.counts {
        if ["txt", "md", "jsonl"].contains(&extension.as_str()) {
            text.push_str(&format!("; .{extension}: {}", grouped(*count)));
        }
    }
    text.push('\n');
    if let Some(maker) = look.maker {
        text.push_str(&match language {
            Language::Vi => format!("Trang làm bằng {}\n", maker.name),
            Language::En => format!("Made with {}\n", maker.name),
        });
    }
    text
}

/// What has to happen before there is anything to index.
fn advice(look: &Look, folder: &Path, language: Language) -> String {
    let is_empty = look.counts.values().all(|count| *count == 0);
    let words = |vi: String, en: String| match language {
        Language::Vi => vi,
        Language::En => en,
    };
    let mut text = String::new();
    match look.maker.map(|maker| (maker.name, maker.kind)) {
        Some((name, Kind::Built(_))) if is_empty => text.push_str(&words(
            format!("  # dựng trang bằng {name} trước: {} chưa có trang nào\n", relative(&look.site, folder)),
            format!("  # build the site with {name} first: {} has no pages yet\n", relative(&look.site, folder)),
        )),
        Some((name, Kind::Database)) => text.push_str(&words(
            format!(
                "  # {name} giữ bài viết trong cơ sở dữ liệu: xuất ra .jsonl, hoặc chép trang về:\n  \
                 # wget --mirror --no-parent https://www.example.vn/\n"
            ),
            format!(
                "  # {name} keeps its articles in a database: export them as .jsonl, or copy the site:\n  \
                 # wget --mirror --no-parent https://www.example.vn/\n"
            ),
        )),
        _ if is_empty => text.push_str(&words(
            "  # chưa có trang nào ở đây: chép trang vào, hoặc sửa khongdau.toml\n".to_owned(),
            "  # there are no pages here yet: copy them here, or edit \
                khongdau.toml\n".to_owned(),
        )),
        _ => {}
    }
    if look.encoding == Some(Encoding::Unknown) {
        text.push_str(&words(
            "  # không rõ bảng mã của trang: xem kỹ kết quả đầu tiên\n".to_owned(),
            "  # the encoding of the pages is not known: look closely at the \
                first results\n"
                .to_owned(),
        ));
    }
    text
}

/// As it is written in the file: below the folder, with `/`.
fn relative(site: &Path, folder: &Path) -> String {
    let below = site.strip_prefix(folder).unwrap_or(site);
    let names: Vec<String> = below
        .iter()
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    match names.is_empty() {
        true => ".".to_owned(),
        false => names.join("/"),
    }
}
