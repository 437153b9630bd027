//! A packed folder on a disk: is every file there, and is it the one that is meant?

use super::listing::{self, Listed, NEEDED, NoManifest, SECOND_WAYS};
use super::report::Report;
use super::shards::Shards;
use crate::client_files::SERVICE_WORKER;
use crate::commands::pack::{INDEX_PAGE, MANIFEST, integrity, is_ours};
use crate::terminal;
use anyhow::Context;
use std::fs;
use std::path::Path;

/// Shards named one by one; of more only the number is said.
const SHARDS_SHOWN: usize = 5;

/// Checks a folder. Errs if it is none, or cannot be read.
pub fn check(folder: &Path, report: &mut Report) -> anyhow::Result<()> {
    let name = folder.display();
    let entries = fs::read_dir(folder).with_context(|| format!("{name}: is no folder to check"))?;
    let Some(index) = manifest(folder, report) else {
        return Ok(());
    };
    for listed in &index {
        file(folder, listed, report);
        if listing::is_inside(&listed.name) {
            shards(folder, &listed.name, report);
        }
    }
    client(folder, &index, report);
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_left_over(&name, &index) {
            report.better(
                &name,
                "chỉ mục cũ, không tệp nào cần nữa: xóa được",
                "an old index that nothing names: it can go",
            );
        }
    }
    Ok(())
}

/// The files that khongdau.json names, or `None` where there is none to go by.
fn manifest(folder: &Path, report: &mut Report) -> Option<Vec<Listed>> {
    let Ok(bytes) = fs::read(folder.join(MANIFEST)) else {
        report.broken(
            MANIFEST,
            "không có; đây không phải thư mục do `khongdau pack` tạo, hoặc \
                thiếu tệp này",
            "not there; this is no folder of `khongdau pack`, or it lacks \
                this file",
        );
        return None;
    };
    match listing::of_manifest(&bytes) {
        Ok(files) => {
            report.fine(
                MANIFEST,
                &format!("đọc được, {} tệp chỉ mục", files.len()),
                &format!(
                    "names {}",
                    terminal::counted(files.len() as u64, "index file")
                ),
            );
            Some(files)
        }
        Err(problem) => {
            no_manifest(&problem, report);
            None
        }
    }
}

/// What a khongdau.json is that is none.
pub fn no_manifest(problem: &NoManifest, report: &mut Report) {
    match problem {
        NoManifest::Other => report.broken(
            MANIFEST,
            "không phải tệp của khongdau: đóng gói lại bằng `khongdau pack`",
            "no manifest of khongdau: pack the index again",
        ),
        NoManifest::Version(version) => report.broken(
            MANIFEST,
            &format!(
                "thuộc phiên bản {version} mà chương trình này chưa đọc được: cập \
                nhật khongdau"
            ),
            &format!(
                "of version {version}, which this program does not read: take a \
                newer khongdau"
            ),
        ),
    }
}

/// One file: there, as long as it should be, with the right hash.
fn file(folder: &Path, listed: &Listed, report: &mut Report) {
    let name = &listed.name;
    if !listing::is_inside(name) {
        report.broken(
            name,
            "dẫn ra ngoài thư mục: đóng gói lại",
            "leads out of the folder: pack the index again",
        );
        return;
    }
    match fs::read(folder.join(name)) {
        Ok(bytes) => content(listed, &bytes, report),
        Err(_) => report.broken(
            name,
            "không có: đóng gói lại, hoặc chép đủ các tệp",
            "not there: pack the index again, or copy all files",
        ),
    }
}

/// The shards of an index, if it has any.
fn shards(folder: &Path, first: &str, report: &mut Report) {
    let first = fs::read(folder.join(first)).unwrap_or_default();
    let Some(mut shards) = Shards::of(&first) else {
        return;
    };
    let all = shards.all();
    let mut bad = 0;
    for shard in &all {
        let file = fs::read(folder.join(&shard.path));
        let is_there = file.is_ok();
        if file.is_ok_and(|file| shards.is_genuine(shard, &file)) {
            continue;
        }
        bad += 1;
        if bad > SHARDS_SHOWN {
            continue;
        }
        match is_there {
            true => bad_shard(&shard.path, report),
            false => report.broken(
                &shard.path,
                "không có: đóng gói lại, hoặc chép đủ các thư mục con",
                "not there: pack the index again, or copy the folders inside as well",
            ),
        }
    }
    let names = format!("{} × .bin", all.len());
    match bad {
        0 => report.fine(
            &names,
            "đủ các phần của chỉ mục",
            "all parts of the index are whole",
        ),
        _ => report.broken(
            &names,
            &format!("thiếu hoặc hỏng {bad} phần của chỉ mục"),
            &format!("{bad} parts of the index are missing or damaged"),
        ),
    }
}

/// A shard that is something else.
pub fn bad_shard(path: &str, report: &mut Report) {
    report.broken(
        path,
        "không phải phần của chỉ mục này: chép lại, ở chế độ nhị phân",
        "not the part that belongs to this index: copy it again, in binary mode",
    );
}

/// Whether `bytes` are what a listing says of them.
pub fn content(listed: &Listed, bytes: &[u8], report: &mut Report) {
    let (name, length) = (&listed.name, bytes.len() as u64);
    if let Some(expected) = listed.bytes.filter(|expected| *expected != length) {
        report.broken(
            name,
            &format!("có {length} byte, đúng ra là {expected}: chép lại tệp này"),
            &format!("{length} bytes instead of {expected}: copy it again"),
        );
    } else if listed
        .integrity
        .as_ref()
        .is_some_and(|hash| *hash != integrity(bytes))
    {
        report.broken(
            name,
            "nội dung khác với lúc đóng gói: chép lại cả thư mục, ở chế độ nhị phân",
            "not what was packed: copy the whole folder again, in binary mode",
        );
    } else {
        report.fine(
            name,
            &format!("đủ {}", terminal::bytes(length)),
            &format!("whole, {}", terminal::bytes(length)),
        );
    }
}

/// The scripts and the module, by the hashes that the service worker has.
fn client(folder: &Path, index: &[Listed], report: &mut Report) {
    let script = fs::read_to_string(folder.join(SERVICE_WORKER)).unwrap_or_default();
    let kept = listing::of_service_worker(&script);
    if kept.is_none() {
        report.better(
            SERVICE_WORKER,
            "không có hoặc bị sửa: trang tìm kiếm không chạy khi mất mạng",
            "missing or changed: the search page needs the network",
        );
    }
    let kept = kept.unwrap_or_default();
    for listed in kept
        .iter()
        .filter(|listed| !index.iter().any(|file| file.name == listed.name))
    {
        file(folder, listed, report);
    }
    let is_checked = |name: &str| kept.iter().any(|listed| listed.name == name);
    let is_missing = |name: &&&str| !is_checked(name) && !folder.join(name).is_file();
    for name in NEEDED.iter().filter(is_missing) {
        report.broken(
            name,
            "không có: đóng gói lại, hoặc chép đủ các tệp",
            "not there: pack the index again, or copy all files",
        );
    }
    for name in SECOND_WAYS.iter().filter(is_missing) {
        report.better(
            name,
            "không có; cần khi máy chủ hoặc chính sách cấm WebAssembly",
            "not there; it is needed where a server or a policy forbids \
                WebAssembly",
        );
    }
}

/// An index of ours that khongdau.json does not name.
fn is_left_over(name: &str, index: &[Listed]) -> bool {
    let plain = name.strip_suffix(".js").unwrap_or(name);
    let is_index = is_ours(name) && plain.ends_with(".bin") && name != INDEX_PAGE;
    is_index && !index.iter().any(|listed| listed.name == plain)
}
