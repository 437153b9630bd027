//! How a site's pages are encoded.

/// What pages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    Utf8,
    Utf16,
    Windows1258,
    /// One byte a letter, for fonts such as .VnTime.
    Tcvn3,
    /// Two bytes a letter, for fonts such as VNI-Times.
    Vni,
    Unknown,
}

impl Encoding {
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16 => "UTF-16",
            Encoding::Windows1258 => "windows-1258",
            Encoding::Tcvn3 => "TCVN3 (.VnTime)",
            Encoding::Vni => "VNI",
            Encoding::Unknown => "?",
        }
    }

    /// That of a page. The fonts of the old encodings are named in pages that are valid UTF-8 as
    /// well: their letters are those of Latin-1 there.
    pub fn of(page: &[u8]) -> Encoding {
        if page.starts_with(&[0xFF, 0xFE]) || page.starts_with(&[0xFE, 0xFF]) {
            return Encoding::Utf16;
        }
        let text = String::from_utf8_lossy(page).to_ascii_lowercase();
        if text.contains(".vntime") || text.contains(".vnarial") || text.contains("charset=x-tcvn")
        {
            return Encoding::Tcvn3;
        }
        if text.contains("vni-times") || text.contains("vni-helve") {
            return Encoding::Vni;
        }
        if std::str::from_utf8(page).is_ok() {
            return Encoding::Utf8;
        }
        match text.contains("windows-1258") {
            true => Encoding::Windows1258,
            false => Encoding::Unknown,
        }
    }
}
