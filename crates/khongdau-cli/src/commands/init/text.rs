//! khongdau.toml with comments, and what to do next; in Vietnamese and in English.

use super::encoding::Encoding;
use super::look::Look;
use super::maker::Kind;
use crate::cli::Language;
use crate::terminal::{grouped, plain};
use std::path::Path;

/// The folder to upload, below the site.
const PACKED: &str = "tim-kiem/";

/// A key that a site may need, with an example; in the file it is a comment.
struct Key {
    line: &'static str,
    vi: &'static str,
    en: &'static str,
}

/// In the order of the file. The tests have `khongdau index` read all of them.
const KEYS: [Key; 10] = [
    Key {
        line: "base_url = \"https://www.example.vn/\"",
        vi: "Địa chỉ của trang, đứng trước đường dẫn của từng tệp.",
        en: "The site's address, which goes before the paths of its files.",
    },
    Key {
        line: "glob = [\"**/*.html\", \"tin/**/*.aspx\"]",
        vi: "Chỉ đọc những tệp này.",
        en: "Only these files.",
    },
    Key {
        line: "root_selector = \"#noi-dung\"",
        vi: "Nội dung chính nằm ở đâu, bộ chọn CSS. Mặc định: tự tìm; xem bằng `khongdau extract`.",
        en: "Where the main text is, a CSS selector. By default it is found; see `khongdau extract`.",
    },
    Key {
        line: "exclude_selectors = [\".tin-lien-quan\", \".chia-se\"]",
        vi: "Những gì không phải nội dung, bộ chọn CSS.",
        en: "What is no main text, CSS selectors.",
    },
    Key {
        line: "encoding = \"windows-1258\"",
        vi: "Bảng mã của trang nào không ghi bảng mã. Mặc định: tự nhận ra.",
        en: "The encoding of pages that state none. By default it is found.",
    },
    Key {
        line: "acronyms = \"viet-tat.toml\"",
        vi: "Từ viết tắt của riêng trang này, xem `khongdau index --help`.",
        en: "The site's own short forms, see `khongdau index --help`.",
    },
    Key {
        line: "keep_index_url = true",
        vi: "Giữ index.html trong địa chỉ.",
        en: "Addresses keep their index.html.",
    },
    Key {
        line: "keep_noindex = true",
        vi: "Lập chỉ mục cả trang xin đừng lập (robots: noindex).",
        en: "Index pages that ask not to be (robots: noindex), too.",
    },
    Key {
        line: "keep_going = true",
        vi: "Bỏ qua tệp không đọc được, có cảnh báo, thay vì dừng lại.",
        en: "Leave out files that cannot be read, with a warning, instead of stopping.",
    },
    Key {
        line: "strict = true",
        vi: "Coi là lỗi nếu có trang bị bỏ qua.",
        en: "Fail where any page is skipped.",
    },
];

/// The file for what was found. Every line that is no comment is a key of the configuration.
pub fn config(look: &Look, folder: &Path, language: Language) -> String {
    let words = |vi: &str, en: &str| match language {
        Language::Vi => vi.to_owned(),
        Language::En => en.to_owned(),
    };
    let site = relative(&look.site, folder);
    let mut text = words(
        "# Cấu hình của khongdau cho trang này, do `khongdau init` viết; `khongdau index` đọc.\n",
        "# The configuration of khongdau for this site, by `khongdau init`; `khongdau index` reads it.\n",
    );
    let found = found(look, language);
    text.push_str(&format!("# {}\n\n", found.trim_end().replace('\n', ". ")));
    text.push_str(&words(
        "# Thư mục và tệp có bài viết, tính từ chỗ của tệp này.\n",
        "# Folders and files with articles, from where this file is.\n",
    ));
    text.push_str(&format!("inputs = [\"{site}\"]\n\n"));
    text.push_str(&words(
        "# Thư mục để tải lên; hoặc tên tệp .kdx, cho `khongdau pack`.\n",
        "# The folder to upload; or a .kdx file, for `khongdau pack`.\n",
    ));
    text.push_str(&format!("output = \"{}\"\n", packed(&site)));
    for key in &KEYS {
        text.push_str(&format!("\n# {}\n# {}\n", words(key.vi, key.en), key.line));
    }
    text
}

/// The folder to upload, of pages in `site`.
fn packed(site: &str) -> String {
    match site {
        "." => PACKED.to_owned(),
        site => format!("{site}/{PACKED}"),
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
    text.push_str(&format!(
        "  khongdau index\n  khongdau serve {site} --open\n  khongdau snippet {}\n",
        packed(&site)
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
        if ["txt", "md", "jsonl", "csv", "xml"].contains(&extension.as_str()) {
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
                "  # {name} giữ bài viết trong cơ sở dữ liệu: xuất ra .xml hoặc .jsonl, hoặc chép trang về:\n  \
                 # wget --mirror --no-parent https://www.example.vn/\n"
            ),
            format!(
                "  # {name} keeps its articles in a database: export them as .xml or .jsonl, or copy the site:\n  \
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
