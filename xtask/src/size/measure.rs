//! Compressed sizes, by node: it is needed anyway and has both compressors.

use crate::project::Project;
use crate::{Result, run};
use std::path::PathBuf;

/// Prints the three sizes of its arguments, files that are taken as one.
const SCRIPT: &str = "const fs = require('fs'), zlib = require('zlib');\
    const bytes = Buffer.concat(process.argv.slice(1).map(file => fs.readFileSync(file)));\
    const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 };\
    console.log(bytes.length, zlib.gzipSync(bytes, { level: 9 }).length,\
      zlib.brotliCompressSync(bytes, { params }).length)";

/// Bytes of a file, or of several together.
#[derive(Clone, Default)]
pub struct Sizes {
    pub raw: u64,
    pub gzip: u64,
    pub brotli: u64,
}

impl Sizes {
    /// Adds what is downloaded besides.
    pub fn add(&mut self, other: &Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

/// Measures files as if they were one.
pub fn measure(project: &Project, files: &[PathBuf]) -> Result<Sizes> {
    let printed = run::output(
        project
            .command("node")
            .args(["-e", SCRIPT, "--"])
            .args(files),
    )?;
    let numbers: Vec<u64> = printed
        .split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect();
    match numbers[..] {
        [raw, gzip, brotli] => Ok(Sizes { raw, gzip, brotli }),
        _ => Err(format!("node printed no sizes: {printed}")),
    }
}
