//! Answers in fewer bytes: a neighbour that somebody compressed before (`x.js.br`, `x.js.gz`), or
//! compressed here, once.

use super::conditional::Stamp;
use flate2::write::GzEncoder;
use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

/// Larger files go as they are: whoever waits would wait longer.
const LARGEST: u64 = 32 << 20;
/// Smaller ones gain nothing.
const SMALLEST: u64 = 256;
/// What is kept of compressed answers, in bytes.
const KEPT: usize = 256 << 20;
/// Of 11: what servers use when nothing was compressed before.
const BROTLI_QUALITY: i32 = 5;
/// Binary logarithm of the window, the largest that browsers take (RFC 7932).
const BROTLI_WINDOW: i32 = 22;

/// A content coding that browsers take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    /// As in `Content-Encoding`.
    pub fn name(self) -> &'static str {
        match self {
            Coding::Brotli => "br",
            Coding::Gzip => "gzip",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Coding::Brotli => "br",
            Coding::Gzip => "gz",
        }
    }

    /// Those that `Accept-Encoding` allows, the smaller first.
    pub fn accepted(header: Option<&str>) -> Vec<Coding> {
        let codings: Vec<&str> = header
            .unwrap_or_default()
            .split(',')
            .filter_map(wanted)
            .collect();
        let all = [Coding::Brotli, Coding::Gzip].into_iter();
        all.filter(|coding| {
            codings
                .iter()
                .any(|wanted| wanted.eq_ignore_ascii_case(coding.name()) || *wanted == "*")
        })
        .collect()
    }
}

/// The coding, unless its weight is 0.
fn wanted(element: &str) -> Option<&str> {
    let mut parts = element.split(';').map(str::trim);
    let coding = parts.next()?;
    let weight = parts.find_map(|part| part.strip_prefix("q="));
    let refused = weight.is_some_and(|weight| weight.parse() == Ok(0.0));
    (!refused).then_some(coding)
}

/// Answers compressed before, with the state of the file they were made of.
type Kept = HashMap<(PathBuf, Coding), (Stamp, Arc<[u8]>)>;

/// Answers compressed before.
#[derive(Default)]
pub struct Compressed {
    kept: Mutex<Kept>,
}

impl Compressed {
    /// The file in the best of `codings`; `None` if it goes as it is.
    pub fn get(
        &self,
        path: &Path,
        stamp: &Stamp,
        length: u64,
        codings: &[Coding],
    ) -> Option<(Coding, Arc<[u8]>)> {
        let neighbour = codings
            .iter()
            .find_map(|coding| Some((*coding, neighbour(path, *coding)?)));
        if neighbour.is_some() {
            return neighbour;
        }
        let coding = *codings.first()?;
        if !(SMALLEST..=LARGEST).contains(&length) {
            return None;
        }
        let bytes = self.made(path, stamp, coding)?;
        // Nothing: compressing made it larger.
        (!bytes.is_empty()).then_some((coding, bytes))
    }

    fn made(&self, path: &Path, stamp: &Stamp, coding: Coding) -> Option<Arc<[u8]>> {
        let key = (path.to_path_buf(), coding);
        if let Some((of, bytes)) = self.lock().get(&key)
            && of == stamp
        {
            return Some(Arc::clone(bytes));
        }
        let plain = fs::read(path).ok()?;
        let mut bytes = encode(&plain, coding).ok()?;
        if bytes.len() >= plain.len() {
            bytes.clear();
        }
        let bytes: Arc<[u8]> = bytes.into();
        let mut kept = self.lock();
        let total: usize = kept.values().map(|(_, bytes)| bytes.len()).sum();
        if total + bytes.len() > KEPT {
            kept.clear();
        }
        kept.insert(key, (*stamp, Arc::clone(&bytes)));
        Some(bytes)
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // Nothing that is locked is left half done.
        self.kept
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// `x.js.br` beside `x.js`, unless it is older than what it was made of.
fn neighbour(path: &Path, coding: Coding) -> Option<Arc<[u8]>> {
    let mut name = path.file_name()?.to_os_string();
    name.push(".");
    name.push(coding.extension());
    let beside = path.with_file_name(name);
    let (of, made) = (
        fs::metadata(path).ok()?,
        fs::symlink_metadata(&beside).ok()?,
    );
    if !made.is_file() || made.modified().ok()? < of.modified().ok()? {
        return None;
    }
    fs::read(beside).ok().map(Arc::from)
}

fn encode(plain: &[u8], coding: Coding) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match coding {
        Coding::Gzip => {
            let mut encoder = GzEncoder::new(&mut bytes, flate2::Compression::default());
            encoder.write_all(plain)?;
            encoder.finish()?;
        }
        Coding::Brotli => {
            let parameters = brotli::enc::BrotliEncoderParams {
                quality: BROTLI_QUALITY,
                lgwin: BROTLI_WINDOW,
                size_hint: plain.len(),
                ..Default::default()
            };
            brotli::BrotliCompress(&mut &plain[..], &mut bytes, &parameters)?;
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codings_that_are_accepted() {
        #[track_caller]
        fn check(header: &str, expected: &[Coding]) {
            assert_eq!(Coding::accepted(Some(header)), expected, "{header}");
        }
        check("gzip, deflate, br, zstd", &[Coding::Brotli, Coding::Gzip]);
        check("GZIP;q=0.5", &[Coding::Gzip]);
        check("br;q=0, gzip", &[Coding::Gzip]);
        check("gzip;q=0.0", &[]);
        check("*", &[Coding::Brotli, Coding::Gzip]);
        check("identity", &[]);
        assert_eq!(Coding::accepted(None), []);
    }
}
