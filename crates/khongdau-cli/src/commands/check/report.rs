//! What was found, in the reader's language.

use crate::cli::Language;
use crate::terminal::plain;

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Fine,
    /// It works, and could work better.
    Better,
    /// Search does not work, for some readers or for all.
    Broken,
}

/// Findings, in the order they were made.
pub struct Report {
    language: Language,
    findings: Vec<Finding>,
}

/// One thing that was found, of one file or of several.
struct Finding {
    level: Level,
    names: Vec<String>,
    text: String,
}

impl Default for Report {
    /// Empty, in the language of the environment.
    fn default() -> Report {
        Report {
            language: Language::of_environment(),
            findings: Vec::new(),
        }
    }
}

impl Report {
    pub fn language(&self) -> Language {
        self.language
    }

    /// One of two texts.
    pub fn words(&self, vi: &str, en: &str) -> String {
        match self.language {
            Language::Vi => vi.to_owned(),
            Language::En => en.to_owned(),
        }
    }

    /// All is well with something.
    pub fn fine(&mut self, name: &str, vi: &str, en: &str) {
        self.add(Level::Fine, name, vi, en);
    }

    /// Something could be better; the text says how.
    pub fn better(&mut self, name: &str, vi: &str, en: &str) {
        self.add(Level::Better, name, vi, en);
    }

    /// Something is broken; the text says what to do.
    pub fn broken(&mut self, name: &str, vi: &str, en: &str) {
        self.add(Level::Broken, name, vi, en);
    }

    /// What is said of several files is said once.
    fn add(&mut self, level: Level, name: &str, vi: &str, en: &str) {
        // Names and headers in it are other people's text.
        let (name, text) = (plain(name), plain(&self.words(vi, en)));
        let mut findings = self.findings.iter_mut();
        match findings.find(|known| known.level == level && known.text == text) {
            Some(known) => known.names.push(name),
            None => self.findings.push(Finding {
                level,
                names: vec![name],
                text,
            }),
        }
    }

    pub fn is_broken(&self) -> bool {
        self.count(Level::Broken) > 0
    }

    /// Whether there is anything to do.
    pub fn has_advice(&self) -> bool {
        self.count(Level::Broken) + self.count(Level::Better) > 0
    }

    fn count(&self, level: Level) -> usize {
        let of_level = self.findings.iter().filter(|found| found.level == level);
        of_level.map(|found| found.names.len()).sum()
    }

    /// A line for each finding, and one for all of them.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for found in &self.findings {
            let mark = match found.level {
                Level::Fine => self.words("tốt", "ok"),
                Level::Better => self.words("nên sửa", "better"),
                Level::Broken => self.words("hỏng", "broken"),
            };
            // As wide as the widest: blanks are counted in letters.
            let blanks = " ".repeat(8 - mark.chars().count());
            let names = found.names.join(", ");
            text.push_str(&format!("{mark}{blanks}{names}: {}\n", found.text));
        }
        text.push_str(&self.summary());
        text
    }

    fn summary(&self) -> String {
        let (broken, better) = (self.count(Level::Broken), self.count(Level::Better));
        match (broken, better) {
            (0, 0) => self.words("Mọi thứ đều ổn.\n", "All is well.\n"),
            (0, _) => self.words(
                &format!("Tìm kiếm chạy được; {better} chỗ nên sửa.\n"),
                &format!("Search works; {better} could be better.\n"),
            ),
            _ => self.words(
                &format!("{broken} chỗ hỏng, {better} chỗ nên sửa.\n"),
                &format!("{broken} broken, {better} could be better.\n"),
            ),
        }
    }
}
