//! A title for an article that has none, from its first sentence.

use super::lines::{is_capitalised, trim, words};
use super::{byline, compare::key};

/// A first sentence of up to this many words is the title as it is.
const SENTENCE_WORDS: usize = 20;

/// A clause shorter than this says too little to stand for the article.
const CLAUSE_WORDS: usize = 6;

/// No title is looked for behind this many words of a text without a full stop.
const MAX_WORDS: usize = 150;

/// Where no clause ends in time, the title is this long.
const CUT_WORDS: usize = 16;

/// The theme that `text` names (`với chủ đề "…"`), else its first clause; `None` if it has no word.
pub fn from_text(text: &str) -> Option<String> {
    let sentence = first_sentence(beginning(without_signature(text)));
    let title = theme(sentence).map_or_else(|| first_clause(sentence), str::to_owned);
    title.contains(char::is_alphanumeric).then_some(title)
}

/// Takes `(TTXVN) - ` off: it is not what the sentence says.
fn without_signature(text: &str) -> &str {
    match (byline::dateline_source(text), text.split_once(')')) {
        (Some(_), Some((_, after))) => after.trim_start_matches([' ', '\u{a0}', '-', '–', '—']),
        _ => text,
    }
}

fn beginning(text: &str) -> &str {
    let mut spaces = text.match_indices(char::is_whitespace);
    let end = spaces.nth(MAX_WORDS).map(|(at, _)| at);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// Up to an end mark with a capital behind it. A mark inside a number or an abbreviation
/// (`TP.HCM`, `1.908`) ends nothing.
fn first_sentence(text: &str) -> &str {
    let ends = text.match_indices(['.', '!', '?', '…']);
    let end = ends.map(|(at, mark)| at + mark.len()).find(|&at| {
        let after = text.get(at..).unwrap_or_default();
        let closed = after.trim_start_matches(['”', '"', '»', ')']);
        closed.starts_with(char::is_whitespace)
            && is_capitalised(closed)
            && !ends_abbreviation(text, at)
    });
    text.get(..end.unwrap_or(text.len())).unwrap_or(text)
}

/// Titles and places that are written with a full stop: `ThS. Nguyễn`, `TP. Hà Nội`.
const ABBREVIATIONS: &[&str] = &[
    "bs", "ds", "gs", "ks", "ls", "pgs", "q", "st", "th", "ths", "tp", "ts", "tt", "tx",
];

fn ends_abbreviation(text: &str, end: usize) -> bool {
    let before = text.get(..end).unwrap_or_default();
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let letters = word
        .strip_suffix('.')
        .map(|word| key(word.rsplit('.').next().unwrap_or(word)));
    letters.is_some_and(|word| ABBREVIATIONS.contains(&word.as_str()))
}

/// The quotation behind `chủ đề`.
fn theme(sentence: &str) -> Option<&str> {
    let quotes = sentence.match_indices(['“', '"', '«']);
    let themes = quotes.filter(|&(at, _)| {
        let before = key(sentence.get(..at).unwrap_or_default());
        before.trim_end_matches([':', ' ']).ends_with("chủ đề")
    });
    let mut quoted = themes.filter_map(|(at, quote)| {
        let inside = sentence.get(at + quote.len()..)?;
        inside
            .split_once(['”', '"', '»'])
            .map(|(theme, _)| trim(theme))
    });
    quoted.find(|theme| (4..=40).contains(&words(theme)))
}

fn first_clause(sentence: &str) -> String {
    let sentence = trim(sentence).trim_end_matches(['.', ':', ';', ',']);
    if words(sentence) <= SENTENCE_WORDS {
        return sentence.to_owned();
    }
    let ends = sentence.match_indices([',', ';', ':', '–']);
    let mut clauses = ends.filter_map(|(at, _)| sentence.get(..at));
    let right = |clause: &&str| (CLAUSE_WORDS..=SENTENCE_WORDS).contains(&words(clause));
    match clauses.rfind(right) {
        Some(clause) => trim(clause).to_owned(),
        None => cut(sentence),
    }
}

fn cut(sentence: &str) -> String {
    let start: Vec<&str> = sentence.split_whitespace().take(CUT_WORDS).collect();
    format!("{}…", start.join(" ").trim_end_matches([',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_from_text() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(from_text(text).unwrap_or_default(), expected, "{text:?}");
        }
        check(
            "Ông An nói tại tọa đàm với chủ đề \"Tầm nhìn của tỉnh\", hôm nay. Sau đó",
            "Tầm nhìn của tỉnh",
        );
        check(
            "Diễn đàn có chủ đề: “Một nền sản xuất thông minh”.",
            "Một nền sản xuất thông minh",
        );
        check("Hôm nay trời đẹp. Ngày mai mưa.", "Hôm nay trời đẹp");
        check("(TTXVN) - Hôm nay trời đẹp.", "Hôm nay trời đẹp");
        check(
            "TS. Nguyễn Văn An nhận giải 1.908 USD. Ông vui.",
            "TS. Nguyễn Văn An nhận giải 1.908 USD",
        );
        check(
            "Theo kế hoạch của tỉnh trong năm nay, các khu công nghiệp sẽ được xây dựng hoàn chỉnh và đồng bộ, đủ \
             đáp ứng yêu cầu của các nhà đầu tư lớn.",
            "Theo kế hoạch của tỉnh trong năm nay",
        );
        check(
            "Các khu công nghiệp trong tỉnh sẽ được xây dựng hoàn chỉnh và đồng bộ đủ đáp ứng yêu cầu của những nhà \
             đầu tư lớn trong nước",
            "Các khu công nghiệp trong tỉnh sẽ được xây dựng hoàn chỉnh và đồng bộ đủ…",
        );
        check("…", "");
        check("Anh nói: \"Vâng\".", "Anh nói: \"Vâng\"");
    }
}
