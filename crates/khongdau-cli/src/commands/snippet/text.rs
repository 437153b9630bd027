//! The snippet and what is said about it, in Vietnamese and in English.

use crate::cli::Language;
use std::fmt::Write;
use std::path::Path;

/// Where browsers find a folder.
pub struct Address {
    /// Ends in `/`; fit for HTML as it is.
    url: String,
    /// `https://host`, where the folder is on another site than the page.
    origin: Option<String>,
}

impl Address {
    /// The address given, or the folder's own name at the root of the site.
    pub fn new(path: Option<&str>, folder: &Path) -> Address {
        let given = path.map(str::to_owned);
        let path = given.unwrap_or_else(|| format!("/{}/", name_of(folder)));
        let mut url = url_text(&path);
        if !url.ends_with('/') {
            url.push('/');
        }
        let origin = url.split_once("://").map(|(scheme, rest)| {
            let host = rest.split('/').next().unwrap_or_default();
            format!("{scheme}://{host}")
        });
        Address { url, origin }
    }
}

fn name_of(folder: &Path) -> String {
    let real = crate::disk::fs::canonicalize(folder).ok();
    let name = real.as_deref().and_then(Path::file_name);
    name.map_or_else(
        || "tim-kiem".to_owned(),
        |name| name.to_string_lossy().replace(['?', '#', '%'], "_"),
    )
}

/// `text` with everything encoded that an address, an attribute or a policy would trip over.
fn url_text(text: &str) -> String {
    let mut url = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/:._-~%@!$()*+=?".contains(&byte) {
            url.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url
}

/// What to paste, and what else a site may have to do. `hash` is that of the script.
pub fn snippet(address: &Address, hash: &str, language: Language) -> String {
    let url = &address.url;
    let crossorigin = match address.origin {
        Some(_) => " crossorigin=\"anonymous\"",
        None => "",
    };
    let source = address.origin.as_deref().unwrap_or("'self'");
    // Browsers start no worker from another site: the engine then runs on the page's own thread.
    let worker = match address.origin {
        Some(_) => "",
        None => "; worker-src 'self'",
    };
    let words = words(language);
    let mut out = format!(
        "{}\n\n\
         <script src=\"{url}khongdau.js\" defer integrity=\"{hash}\"{crossorigin}></script>\n\
         <khongdau-search src=\"{url}\" results-page=\"{url}\">\n  \
         <a href=\"{url}\">{}</a>\n\
         </khongdau-search>\n\n\
         {}\n\n\
         script-src {source} 'wasm-unsafe-eval'; connect-src {source}{worker}\n\n\
         {}\n\n",
        words.paste, words.link, words.policy, words.about,
    );
    out.push_str(match address.origin {
        Some(_) => words.other_origin,
        None => words.same_origin,
    });
    out.push('\n');
    out
}

/// Stands above the hashes.
pub fn hashes_title(language: Language) -> String {
    format!("\n{}\n\n", words(language).hashes)
}

struct Words {
    paste: &'static str,
    link: &'static str,
    policy: &'static str,
    about: &'static str,
    same_origin: &'static str,
    other_origin: &'static str,
    hashes: &'static str,
}

fn words(language: Language) -> &'static Words {
    match language {
        Language::Vi => &VIETNAMESE,
        Language::En => &ENGLISH,
    }
}

const VIETNAMESE: Words = Words {
    paste: "Dán vào trang, ở chỗ cần ô tìm kiếm:",
    link: "Tìm kiếm",
    policy: "Nếu trang có Content-Security-Policy, thêm các nguồn sau:",
    about: "\
Thiếu 'wasm-unsafe-eval' thì vẫn tìm được, nhưng chậm hơn (khongdau-nowasm.js).
integrity không đổi khi bạn đóng gói chỉ mục mới; nó chỉ đổi khi đổi phiên bản khongdau,
khi ấy hãy dán lại đoạn trên.",
    same_origin: "\
Trang ở tên miền khác với thư mục này (ví dụ www.abc.vn và tim.abc.vn) thì trình duyệt đòi
thêm crossorigin để kiểm tra integrity, và máy chủ phải gửi Access-Control-Allow-Origin.
Cho biết địa chỉ đầy đủ để in đoạn ấy: khongdau snippet THƯ_MỤC --path https://tim.abc.vn/",
    other_origin: "\
Địa chỉ này khác tên miền với trang, nên có crossorigin: thiếu nó trình duyệt không kiểm tra
được integrity và bỏ tập tin. Máy chủ của thư mục phải gửi Access-Control-Allow-Origin cho mọi
tập tin. Nếu được, hãy đặt thư mục ngay trên trang: khi ấy tìm kiếm chạy trong một luồng riêng.",
    hashes: "Mã integrity của từng tập tin:",
};

const ENGLISH: Words = Words {
    paste: "Paste this into the page, where the search box is to be:",
    link: "Search",
    policy: "If the page has a Content-Security-Policy, it needs these sources:",
    about: "\
Without 'wasm-unsafe-eval' search works all the same, more slowly (khongdau-nowasm.js).
The integrity stays when you pack a new index; it changes with the version of khongdau,
and then the snippet is to be pasted again.",
    same_origin: "\
On pages of another origin than this folder (www.example.vn and search.example.vn) browsers
want crossorigin to check the integrity, and the server must send Access-Control-Allow-Origin.
Give the full address for that snippet: khongdau snippet FOLDER --path https://search.example.vn/",
    other_origin: "\
This address is of another origin than the page, hence crossorigin: without it browsers cannot
check the integrity, and drop the file. The folder's server must send Access-Control-Allow-Origin
with every file. Better, put the folder on the site itself: search then has a thread of its own.",
    hashes: "The integrity of each file:",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_fit_for_html_and_policies() {
        #[track_caller]
        fn check(path: &str, url: &str, origin: Option<&str>) {
            let address = Address::new(Some(path), Path::new("."));
            assert_eq!(
                (address.url.as_str(), address.origin.as_deref()),
                (url, origin)
            );
        }
        check("/tim-kiem", "/tim-kiem/", None);
        check("/tìm kiếm/", "/t%C3%ACm%20ki%E1%BA%BFm/", None);
        check("/\"><script>;'/", "/%22%3E%3Cscript%3E%3B%27/", None);
        check(
            "https://cdn.example.vn:8443/a",
            "https://cdn.example.vn:8443/a/",
            Some("https://cdn.example.vn:8443"),
        );
    }

    #[test]
    fn another_origin_needs_crossorigin() {
        let at = |path| {
            snippet(
                &Address::new(Some(path), Path::new(".")),
                "sha384-x",
                Language::En,
            )
        };
        assert!(
            at("https://a.vn/s/").contains("integrity=\"sha384-x\" crossorigin=\"anonymous\">")
        );
        assert!(
            at("https://a.vn/s/")
                .contains("script-src https://a.vn 'wasm-unsafe-eval'; connect-src https://a.vn\n")
        );
        assert!(at("/s/").contains("integrity=\"sha384-x\"></script>"));
    }
}
