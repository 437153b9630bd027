//! Whether an article is the one that was indexed before, told without reading it as an article.

use super::{Content, RawArticle, text};
use std::hash::{Hash, Hasher};
use xxhash_rust::xxh3::Xxh3;

/// What stands for all that an article is made of, or for how articles are read: 128 bits of XXH3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub u128);

impl Fingerprint {
    /// Of anything that can be hashed.
    pub fn of(what: &impl Hash) -> Fingerprint {
        let mut hasher = Xxh3::new();
        what.hash(&mut hasher);
        Fingerprint(hasher.digest128())
    }
}

impl RawArticle {
    /// The same for the same article, wherever in its file it stands. `None` where it cannot be
    /// read, or is none as is known before.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        let mut hasher = Xxh3::new();
        match &self.content {
            Content::Text(file) => {
                file.id.hash(&mut hasher);
                hasher.write(&text::read(&file.path).ok()?);
                // Without one it may get one.
                file.sidecar().ok()?.hash(&mut hasher);
            }
            Content::Page(file) => {
                file.hash_address(&mut hasher);
                hasher.write(&text::read(&file.path).ok()?);
            }
            // The last line of a file may have no end, until another follows it.
            Content::Line(line) => hasher.write(line.bytes.trim_ascii()),
            Content::Raw(raw) => raw.hash(&mut hasher),
            Content::Nothing(_) => return None,
        }
        Some(Fingerprint(hasher.digest128()))
    }
}
