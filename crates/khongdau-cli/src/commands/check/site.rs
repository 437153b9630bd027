//! A packed folder on the web: does a browser get what it needs, and how well?

use super::address;
use super::fetch::{Browser, Fetched, LARGEST};
use super::folder::{bad_shard, content, no_manifest};
use super::listing::{self, Listed, NEEDED, SECOND_WAYS};
use super::policy::{self, Engine, Policies};
use super::report::Report;
use super::settings::{self, Server};
use super::shards::{Shards, is_compressed};
use crate::client_files::{ENGINE, LOADER, WASM, WASM_TWIN};
use crate::commands::pack::MANIFEST;

/// Files smaller than this gain little by being compressed.
const WORTH_COMPRESSING: usize = 2048;

/// Where the folder is, and the page that the search is on.
struct Place {
    /// Ends in `/`.
    folder: String,
    page: Fetched,
}

/// Checks what is at an address. Returns the server that sends it, where it says so.
///
/// Errs if nothing answers there.
pub fn check(url: &str, report: &mut Report) -> anyhow::Result<Option<Server>> {
    let browser = Browser::default();
    let place = find(&browser, url)?;
    let server = place.page.header("server").and_then(settings::by_header);
    let Some(index) = manifest(&browser, &place.folder, report)? else {
        return Ok(server);
    };
    let mut missing = Vec::new();
    for name in NEEDED.into_iter().chain(SECOND_WAYS) {
        if !client_file(&browser, &place.folder, name, report)? {
            missing.push(name);
        }
    }
    if missing.contains(&WASM) && missing.contains(&WASM_TWIN) {
        report.broken(
            WASM,
            "không có, và khongdau.wasm.js cũng không: không trình duyệt nào tìm kiếm được",
            "not sent, and neither is khongdau.wasm.js: no browser can search",
        );
    }
    for listed in &index {
        index_file(&browser, &place.folder, listed, report)?;
    }
    engine(&browser, &place, report)?;
    Ok(server)
}

/// The folder at an address, or the one whose script is on the page there.
fn find(browser: &Browser, url: &str) -> anyhow::Result<Place> {
    let page = browser.get(url)?;
    let html = String::from_utf8_lossy(&page.body);
    // The folder's own page has the script, too: then this is the folder itself.
    let folder = match script_address(&html) {
        Some(script) if page.is_html() => address::folder(&address::join(&page.url, &script)),
        _ if url.ends_with('/') || page.status != 200 => address::folder(&with_slash(url)),
        _ => address::folder(&page.url),
    };
    Ok(Place { folder, page })
}

/// A folder's address, `/` at its end, unless it names a file.
fn with_slash(url: &str) -> String {
    let name = url.rsplit('/').next().unwrap_or_default();
    let is_file = name.contains('.') && url.matches('/').count() > 2;
    match is_file || url.ends_with('/') {
        true => url.to_owned(),
        false => format!("{url}/"),
    }
}

/// `src` of the script whose file is the loader.
fn script_address(html: &str) -> Option<String> {
    let lower = html.to_ascii_lowercase();
    lower.match_indices("<script").find_map(|(at, _)| {
        let end = html[at..].find('>')? + at;
        let src = policy::attribute(&html[at..end], &lower[at..end], "src")?;
        let path = src.split(['?', '#']).next()?;
        (path.rsplit('/').next() == Some(LOADER)).then(|| src.to_owned())
    })
}

/// The files that khongdau.json names, or `None` where there is nothing to go by.
fn manifest(
    browser: &Browser,
    folder: &str,
    report: &mut Report,
) -> anyhow::Result<Option<Vec<Listed>>> {
    let fetched = browser.get(&format!("{folder}{MANIFEST}"))?;
    if !fetched.is_file() {
        not_sent(MANIFEST, &fetched, true, report);
        return Ok(None);
    }
    match listing::of_manifest(&fetched.body) {
        Ok(files) => {
            report.fine(
                MANIFEST,
                &format!("tìm thấy ở {folder}"),
                &format!("found in {folder}"),
            );
            cache(MANIFEST, &fetched, false, report);
            Ok(Some(files))
        }
        Err(problem) => {
            no_manifest(&problem, report);
            Ok(None)
        }
    }
}

/// A script or the module; whether it was sent.
fn client_file(
    browser: &Browser,
    folder: &str,
    name: &str,
    report: &mut Report,
) -> anyhow::Result<bool> {
    let url = format!("{folder}{name}");
    let fetched = browser.get(&url)?;
    let is_module = name == WASM;
    // The module has a second way, khongdau.wasm.js.
    if !fetched.is_file() || (is_module && !fetched.body.starts_with(b"\0asm")) {
        not_sent(name, &fetched, NEEDED.contains(&name) && !is_module, report);
        return Ok(false);
    }
    match is_module {
        true => module_type(&fetched, report),
        false => script_type(name, &fetched, report),
    }
    cache(name, &fetched, false, report);
    transfer(browser, &url, name, fetched.body.len(), report)?;
    Ok(true)
}

/// An index, or a part of one.
fn index_file(
    browser: &Browser,
    folder: &str,
    listed: &Listed,
    report: &mut Report,
) -> anyhow::Result<()> {
    let name = &listed.name;
    if !listing::is_inside(name) || listed.bytes.is_some_and(|bytes| bytes > LARGEST) {
        report.better(
            name,
            "không kiểm tra được từ xa: chạy `khongdau check` trên thư mục",
            "cannot be checked from afar: run `khongdau check` on the folder",
        );
        return Ok(());
    }
    let url = format!("{folder}{name}");
    let fetched = browser.get(&url)?;
    if fetched.status != 200
        || (fetched.is_html() && listed.bytes != Some(fetched.body.len() as u64))
    {
        not_sent(name, &fetched, true, report);
        return Ok(());
    }
    content(listed, &fetched.body, report);
    cache(name, &fetched, true, report);
    if is_compressed(&fetched.body) {
        return shards(browser, folder, &fetched.body, report);
    }
    transfer(browser, &url, name, fetched.body.len(), report)
}

/// Some of the shards of an index, if it has any: all would be more than a check may ask of a site.
fn shards(
    browser: &Browser,
    folder: &str,
    first: &[u8],
    report: &mut Report,
) -> anyhow::Result<()> {
    let Some(mut shards) = Shards::of(first) else {
        return Ok(());
    };
    for shard in shards.samples() {
        let fetched = browser.get(&format!("{folder}{}", shard.path))?;
        if fetched.status != 200 {
            not_sent(&shard.path, &fetched, true, report);
            continue;
        }
        match shards.is_genuine(&shard, &fetched.body) {
            true => report.fine(&shard.path, "đúng", "whole"),
            false => bad_shard(&shard.path, report),
        }
        cache(&shard.path, &fetched, true, report);
    }
    Ok(())
}

/// Why a file did not come, and what to do.
fn not_sent(name: &str, fetched: &Fetched, is_needed: bool, report: &mut Report) {
    let status = fetched.status;
    let is_iis = fetched.header("server").and_then(settings::by_header) == Some(Server::Iis);
    let (vi, en) = if status == 200 {
        (
            format!(
                "{name}: máy chủ gửi một trang HTML thay cho tệp: tải tệp lên, và \
                đừng chuyển hướng mọi địa chỉ về trang chủ"
            ),
            format!(
                "{name}: the server sends a page in its place: upload the file, and \
                keep catch-all rules away from the folder"
            ),
        )
    } else if status == 404 && is_iis {
        (
            format!(
                "{name}: 404; chưa tải lên, hoặc IIS không biết loại tệp này: thêm \
                web.config (bên dưới)"
            ),
            format!(
                "{name}: 404; not uploaded, or IIS has no type for it: add the \
                web.config below"
            ),
        )
    } else if status == 404 {
        (
            "404: chưa tải tệp lên, hoặc địa chỉ không đúng".to_owned(),
            "404: not uploaded, or this is not the address".to_owned(),
        )
    } else if matches!(status, 401 | 403) {
        (
            format!("{status}: máy chủ không cho đọc; kiểm tra quyền của tệp và tường lửa"),
            format!(
                "{name}: {status}: the server refuses it: check the file's rights \
                and the firewall"
            ),
        )
    } else {
        (
            format!("máy chủ trả lời {status}: xem nhật ký của máy chủ"),
            format!("the server answers {status}: see its log"),
        )
    };
    match is_needed {
        true => report.broken(name, &vi, &en),
        false => report.better(name, &vi, &en),
    }
}

/// Browsers refuse scripts of another type if the server says `nosniff`.
fn script_type(name: &str, fetched: &Fetched, report: &mut Report) {
    let sent = media_type(fetched);
    let is_script = sent.ends_with("/javascript")
        || sent.ends_with("/x-javascript")
        || sent.ends_with("/ecmascript");
    if is_script {
        report.fine(name, &sent, &sent);
        return;
    }
    let is_strict = fetched
        .header("x-content-type-options")
        .is_some_and(|value| value.trim().eq_ignore_ascii_case("nosniff"));
    let (vi, en) = (
        format!("loại {sent:?} thay vì text/javascript: sửa bảng MIME của máy chủ"),
        format!(
            "{name}: has the type {sent:?} instead of text/javascript: mend the \
                server's types"
        ),
    );
    match is_strict {
        true => report.broken(name, &vi, &en),
        false => report.better(name, &vi, &en),
    }
}

/// The module is taken with any type, because the client reads bytes. Its own is what servers
/// compress by, and what no proxy rewrites as text.
fn module_type(fetched: &Fetched, report: &mut Report) {
    let sent = fetched.header("content-type").unwrap_or_default();
    match sent == "application/wasm" {
        true => report.fine(WASM, sent, sent),
        false => report.better(
            WASM,
            &format!("loại {sent:?}: chạy được, nhưng nên là application/wasm"),
            &format!("the type is {sent:?}: it works, and should be application/wasm"),
        ),
    }
}

/// Without parameters, in lower case; empty where the server sends none.
fn media_type(fetched: &Fetched) -> String {
    let sent = fetched.header("content-type").unwrap_or_default();
    let name = sent.split(';').next().unwrap_or_default();
    name.trim().to_ascii_lowercase()
}

/// Files whose names change may be kept for good; all others must be asked for, or a new script
/// meets an old module.
fn cache(name: &str, fetched: &Fetched, has_hash: bool, report: &mut Report) {
    let control = fetched
        .header("cache-control")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let seconds = max_age(&control);
    let is_asked_for =
        control.contains("no-cache") || control.contains("no-store") || seconds == Some(0);
    if has_hash {
        if is_asked_for || seconds.is_none() {
            report.better(
                name,
                "nên gửi Cache-Control: public, max-age=31536000, immutable; tên \
                tệp đổi theo nội dung",
                "send Cache-Control: public, max-age=31536000, immutable; its name \
                changes with its bytes",
            );
        }
    } else if let Some(seconds) = seconds.filter(|_| !is_asked_for) {
        report.better(
            name,
            &format!(
                "trình duyệt giữ bản cũ {seconds} giây: gửi Cache-Control: \
                no-cache, kẻo sau khi cập nhật có người bị lỗi"
            ),
            &format!(
                "browsers keep it for {seconds} seconds: send Cache-Control: \
                no-cache, or an update fails for some until then"
            ),
        );
    } else if !is_asked_for {
        report.better(
            name,
            "không có Cache-Control, trình duyệt tự đoán thời hạn: gửi no-cache",
            "no Cache-Control, so browsers guess how long to keep it: send \
                no-cache",
        );
    }
}

/// The number after `max-age=`, in seconds.
fn max_age(control: &str) -> Option<u64> {
    let directives = control.split(',').map(str::trim);
    let mut ages = directives.filter_map(|directive| directive.strip_prefix("max-age="));
    ages.next()?.trim_matches('"').parse().ok()
}

/// Whether it comes in fewer bytes, and whether a copy is known again.
fn transfer(
    browser: &Browser,
    url: &str,
    name: &str,
    length: usize,
    report: &mut Report,
) -> anyhow::Result<()> {
    if length < WORTH_COMPRESSING {
        return Ok(());
    }
    let fetched = browser.head_of_compressed(url)?;
    if let Some(etag) = fetched.header("etag")
        && !browser.is_known(url, etag)?
    {
        report.better(
            name,
            "máy chủ không nhận ra bản đã nén (If-None-Match): mỗi lần vào \
                trang lại tải lại từ đầu",
            "the server does not know its compressed copy again \
                (If-None-Match): it is loaded anew with every visit",
        );
    }
    if fetched.header("content-encoding").is_none() {
        report.better(
            name,
            &format!(
                "gửi không nén: bật gzip hoặc brotli cho loại {:?}",
                media_type(&fetched)
            ),
            &format!(
                "not compressed: turn gzip or brotli on for {:?}",
                media_type(&fetched)
            ),
        );
    }
    Ok(())
}

/// What the policies, and the place of the files, leave of the engine.
fn engine(browser: &Browser, place: &Place, report: &mut Report) -> anyhow::Result<()> {
    const HEADER: &str = "content-security-policy";
    const POLICY: &str = "Content-Security-Policy";
    let page = &place.page;
    let html = String::from_utf8_lossy(&page.body);
    let of_page = Policies::parse(page.headers(HEADER)).and(policy::in_page(&html));
    let script = browser.head_of_compressed(&format!("{}{ENGINE}", place.folder))?;
    let of_script = Policies::parse(script.headers(HEADER));
    let (here, there) = (address::origin(&page.url), address::origin(&place.folder));
    if here != there && script.header("access-control-allow-origin").is_none() {
        report.broken(
            there,
            &format!(
                "khác máy chủ với trang {here}: gửi Access-Control-Allow-Origin \
                cùng mọi tệp"
            ),
            &format!(
                "is another host than that of the page, {here}: send \
                Access-Control-Allow-Origin with every file"
            ),
        );
    }
    match of_page.engine(&of_script, here, there) {
        Engine::Worker => report.fine(
            POLICY,
            "WebAssembly chạy được, trên luồng riêng",
            "WebAssembly runs, on a thread of its own",
        ),
        Engine::ScriptWorker => report.better(
            POLICY,
            "cấm WebAssembly, tìm kiếm chạy bằng JavaScript và chậm khoảng ba \
                lần: thêm 'wasm-unsafe-eval' vào script-src",
            "forbids WebAssembly, so that search runs as JavaScript and takes \
                three times as long: add 'wasm-unsafe-eval' to script-src",
        ),
        Engine::Page => report.better(
            POLICY,
            "không có luồng riêng vì chính sách, hoặc vì khác máy chủ: gõ có \
                thể bị khựng: thêm worker-src 'self' và đặt thư mục cùng máy chủ \
                với trang",
            "no thread of its own, by the policy or because it is another host, \
                so that typing may be held up: add worker-src 'self' and keep the \
                folder on the page's host",
        ),
        Engine::ScriptPage => report.better(
            POLICY,
            "cấm cả WebAssembly lẫn luồng riêng: thêm 'wasm-unsafe-eval' vào \
                script-src, và worker-src 'self'",
            "forbids WebAssembly and workers: add 'wasm-unsafe-eval' to \
                script-src, and worker-src 'self'",
        ),
        Engine::NoScripts => report.broken(
            POLICY,
            &format!(
                "cấm script của tìm kiếm: thêm {} vào script-src",
                source(here, there)
            ),
            &format!(
                "forbids the search's scripts: add {} to script-src",
                source(here, there)
            ),
        ),
        Engine::NoFiles => report.broken(
            POLICY,
            &format!(
                "cấm đọc chỉ mục: thêm {} vào connect-src",
                source(here, there)
            ),
            &format!(
                "forbids reading the index: add {} to connect-src",
                source(here, there)
            ),
        ),
    }
    Ok(())
}

/// What a policy of the page `here` calls the files.
fn source<'a>(here: &str, there: &'a str) -> &'a str {
    match here == there {
        true => "'self'",
        false => there,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_on_a_page() {
        let page = "<script src=a.js></script><SCRIPT defer \
                SRC=\"/tim-kiem/khongdau.js?v=1\"></SCRIPT>";
        assert_eq!(
            script_address(page).as_deref(),
            Some("/tim-kiem/khongdau.js?v=1")
        );
        assert_eq!(script_address("<script src='/my-khongdau.js'>"), None);
    }

    #[test]
    fn folders_end_in_a_slash() {
        assert_eq!(
            with_slash("https://a.vn/tim-kiem"),
            "https://a.vn/tim-kiem/"
        );
        assert_eq!(with_slash("https://a.vn"), "https://a.vn/");
        assert_eq!(
            with_slash("https://a.vn/x/khongdau.json"),
            "https://a.vn/x/khongdau.json"
        );
    }
}
