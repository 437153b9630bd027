//! Captions of photos that are not there.
//!
//! A caption goes only when the article says elsewhere whom and what it names. Where it is the only
//! place that names someone, it stays as a paragraph: a reader who looks for the name must find it.

use super::compare::{key, starts_with_any};
use super::lines::{Line, breaks_off, ends_sentence, is_capitalised, is_list_item, trim, words};
use std::collections::BTreeSet;

/// Whole lines that say that a caption follows.
const MARKERS: &[&str] = &["chú thích ảnh", "chú thích hình", "caption"];

/// Whole lines that are all that a caption says.
const EMPTY: &[&str] = &[
    "ảnh",
    "ảnh minh họa",
    "ảnh minh hoạ",
    "(ảnh minh họa)",
    "(ảnh minh hoạ)",
];

/// What a caption, or the credit at its end, begins with; a number may follow.
const LABELS: &[&str] = &[
    "ảnh",
    "hình",
    "ảnh minh họa",
    "ảnh minh hoạ",
    "nguồn ảnh",
    "đồ họa",
    "video",
    "photo",
];

/// The longest caption, in words.
const MAX_WORDS: usize = 40;

/// The longest caption that only its look betrays.
const MAX_SCENE_WORDS: usize = 30;

/// A title must be so long to be recognised at the beginning of a paragraph.
const MIN_TITLE_WORDS: usize = 5;

/// Words for the whole of an event, as captions begin.
const VIEWS: &[&str] = &["toàn cảnh", "quang cảnh", "khung cảnh"];

/// What there is a view of.
const EVENTS: &[&str] = &[
    "buổi",
    "chương trình",
    "cuộc",
    "diễn đàn",
    "đại hội",
    "họp báo",
    "hội nghị",
    "hội thảo",
    "kỳ họp",
    "lễ",
    "phiên",
    "sự kiện",
    "tọa đàm",
    "toạ đàm",
    "triển lãm",
];

/// Who is on a photo.
const PEOPLE: &[&str] = &[
    "bà",
    "bí thư",
    "bộ trưởng",
    "các đại biểu",
    "chủ nhiệm",
    "chủ tịch",
    "đại biểu",
    "đại diện",
    "đoàn",
    "đồng chí",
    "giám đốc",
    "gs",
    "lãnh đạo",
    "ông",
    "pgs",
    "phó",
    "thạc sĩ",
    "ths",
    "thủ tướng",
    "thứ trưởng",
    "tiến sĩ",
    "tổng bí thư",
    "tổng giám đốc",
    "trưởng",
    "ts",
];

/// What people do on photos.
const SCENES: &[&str] = &[
    "ấn nút",
    "bắt tay",
    "bấm nút",
    "báo cáo",
    "cắt băng",
    "chụp ảnh",
    "chủ trì",
    "chứng kiến",
    "dâng hương",
    "khai mạc",
    "ký kết",
    "phát biểu",
    "tặng",
    "tham dự",
    "tham quan",
    "thăm",
    "tiếp",
    "trao",
    "trình bày",
];

/// Where on a photo someone stands.
const PLACES: &[&str] = &[
    "(bên trái",
    "(bên phải",
    "(ở giữa",
    "(giữa",
    "(đứng giữa",
    "(ngồi giữa",
    "(ngoài cùng",
    "(thứ nhất từ",
    "(thứ hai từ",
    "(thứ ba từ",
    "(thứ tư từ",
    "(thứ hai, từ",
    "(thứ ba, từ",
    "(hàng đầu",
    "(trái)",
    "(phải)",
];

/// Marks the captions that a label, a credit or the line above them gives away.
pub fn mark_labelled(lines: &mut Vec<Line<'_>>) {
    let mut after_marker = false;
    for line in lines.iter_mut() {
        // Below an empty line the caption is missing, unless it has a credit.
        let below_marker = after_marker && !line.after_blank && words(line.text) <= MAX_WORDS;
        after_marker = is_marker(line.text);
        line.caption =
            below_marker || after_marker || is_one_of(EMPTY, line.text) || is_labelled(line.text);
    }
    // Captions alone are the article.
    match lines.iter().all(|line| line.caption) {
        true => lines.iter_mut().for_each(|line| line.caption = false),
        false => lines.retain(|line| !is_marker(line.text) && !is_one_of(EMPTY, line.text)),
    }
}

/// Marks the captions that only their look gives away, and takes the title off those that begin
/// with it: pages repeat the headline as the name of each photo.
pub fn mark_bare<'a>(lines: &mut [Line<'a>], title: &str) {
    let behind: Vec<_> = lines
        .iter()
        .map(|line| behind_title(line.text, title))
        .collect();
    let repeated = behind.iter().flatten().count() > 1;
    for (line, behind) in lines.iter_mut().zip(behind) {
        match behind {
            Some(caption) if repeated || is_labelled(caption) || is_scene(caption) => {
                *line = Line {
                    text: caption,
                    caption: true,
                    ..*line
                };
            }
            _ => line.caption |= is_scene(line.text),
        }
    }
}

/// What is to be kept of the caption `text`: all but label and credit if it names what the rest of
/// the article does not.
pub fn kept<'a>(text: &'a str, names: &BTreeSet<String>) -> Option<&'a str> {
    let text = without_credit(without_label(text));
    // Any sentence begins with a capital.
    let mut own = text
        .split_whitespace()
        .skip(1)
        .filter(|word| is_telling(word));
    own.any(|word| !names.contains(&bare(word))).then_some(text)
}

/// All words of the lines that are no captions, and of the title.
pub fn vocabulary(lines: &[Line<'_>], title: &str) -> BTreeSet<String> {
    let texts = lines
        .iter()
        .filter(|line| !line.caption)
        .map(|line| line.text);
    texts
        .chain([title])
        .flat_map(str::split_whitespace)
        .map(bare)
        .collect()
}

fn is_telling(word: &str) -> bool {
    is_capitalised(word) || word.contains(|c: char| c.is_ascii_digit())
}

fn bare(word: &str) -> String {
    key(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn is_marker(text: &str) -> bool {
    is_one_of(MARKERS, text)
}

fn is_one_of(whole_lines: &[&str], text: &str) -> bool {
    whole_lines.contains(&key(text).trim_end_matches([':', '.', ' ']))
}

fn is_labelled(text: &str) -> bool {
    words(text) <= MAX_WORDS && (without_label(text) != text || without_credit(text) != text)
}

/// `Ảnh 1: Lễ ký` → `Lễ ký`.
fn without_label(text: &str) -> &str {
    let label = text.split_once(':').filter(|(label, _)| is_label(label));
    label.map_or(text, |(_, caption)| trim(caption))
}

/// `Lễ ký. Ảnh: An/TTXVN` → `Lễ ký.`; `Lễ ký (Ảnh: An)` → `Lễ ký`.
fn without_credit(text: &str) -> &str {
    let Some((before, _)) = text.rsplit_once(':') else {
        return text;
    };
    let start = before.rfind(['.', '(', '-', '–', '|', ';', '[']);
    let Some((caption, label)) = start.and_then(|at| before.split_at_checked(at)) else {
        return text;
    };
    let mark = label.chars().next().unwrap_or_default();
    if !is_label(label.trim_start_matches(mark)) {
        return text;
    }
    let full_stop = if mark == '.' {
        before.get(..=caption.len())
    } else {
        None
    };
    trim(full_stop.unwrap_or(caption))
}

/// One of [`LABELS`], perhaps with a number.
fn is_label(text: &str) -> bool {
    let key = key(text);
    LABELS.contains(
        &key.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-')),
    )
}

/// What stands behind the title at the beginning of a paragraph, if it begins anew.
fn behind_title<'a>(text: &'a str, title: &str) -> Option<&'a str> {
    let title_words = words(title);
    if title_words < MIN_TITLE_WORDS
        || words(text) <= title_words
        || words(text) > title_words + MAX_WORDS
    {
        return None;
    }
    let mut rest = text;
    for _ in 0..title_words {
        rest = trim(rest).split_once(char::is_whitespace)?.1;
    }
    let head = text.strip_suffix(rest)?;
    let begins_anew = is_capitalised(rest) && !ends_sentence(trim(head));
    (key(head) == key(title) && begins_anew).then(|| trim(rest))
}

fn is_scene(text: &str) -> bool {
    let key = key(text);
    let short = (4..=MAX_SCENE_WORDS).contains(&words(text));
    let view = VIEWS
        .iter()
        .find_map(|view| key.strip_prefix(view))
        .is_some_and(|rest| starts_with_any(rest.trim_start(), EVENTS));
    let standing = PLACES.iter().any(|place| key.contains(place));
    let acting = starts_with_any(&key, PEOPLE)
        && contains_any(&key, SCENES)
        && contains_any(&key, &["tại", "cùng"])
        && breaks_off(text);
    let sentence = text.ends_with([',', ';', ':', '?', '!']) || key.contains(": ");
    short && !sentence && !is_list_item(text) && (view || standing || acting)
}

/// Whether one of `phrases` stands in `key` as whole words, not at its beginning.
fn contains_any(key: &str, phrases: &[&str]) -> bool {
    key.match_indices(' ')
        .any(|(at, _)| starts_with_any(key.get(at + 1..).unwrap_or_default(), phrases))
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    const TITLE: &str = "Tỉnh: Phát triển khu công nghiệp xanh";

    #[track_caller]
    fn check(text: &str, captions: &[&str]) {
        let mut lines = split(text);
        mark_labelled(&mut lines);
        mark_bare(&mut lines, TITLE);
        let found: Vec<_> = lines
            .iter()
            .filter(|line| line.caption)
            .map(|line| line.text)
            .collect();
        assert_eq!(found, captions, "{text:?}");
    }

    #[test]
    fn captions_with_a_label() {
        check("A\n\nChú thích ảnh\nÔng An cười.\n\nB", &["Ông An cười."]);
        check("A\n\nChú thích ảnh\n\nÔng An cười.\n\nB", &[]);
        check("A\nẢnh 1: Ông An\nB", &["Ảnh 1: Ông An"]);
        check("A\nA\u{309}nh: Ông An\nB", &["A\u{309}nh: Ông An"]);
        check(
            "A\nCảng nhìn từ trên cao. Ảnh: An/TTXVN\nB",
            &["Cảng nhìn từ trên cao. Ảnh: An/TTXVN"],
        );
        check(
            "A\nCảng nhìn từ trên cao (Ảnh: An)\nB",
            &["Cảng nhìn từ trên cao (Ảnh: An)"],
        );
        check("A\nẢnh minh họa\nB", &[]);
    }

    #[test]
    fn captions_without_a_label() {
        let twice = format!("A\n{TITLE} Cảng của tỉnh.\n{TITLE} Nhà máy mới.\nB");
        check(&twice, &["Cảng của tỉnh.", "Nhà máy mới."]);
        let person = "Đồng chí Trần Văn An - Trưởng Ban phát biểu tại Diễn đàn";
        check(&format!("A\n\n{person}\n\nB"), &[person]);
        check(
            "A\nToàn cảnh Diễn đàn năm 2023\nB",
            &["Toàn cảnh Diễn đàn năm 2023"],
        );
        check(
            "A\nThS. Lê Văn An (bên trái) dự lễ\nB",
            &["ThS. Lê Văn An (bên trái) dự lễ"],
        );
    }

    #[test]
    fn what_is_no_caption() {
        check(
            &format!("{TITLE} Một năm nhìn lại, tỉnh đã đạt nhiều kết quả.\nA"),
            &[],
        );
        check("Anh: Thủ tướng từ chức\nA", &[]);
        check(
            "Thủ tướng: Không đánh đổi môi trường tại bất cứ đâu\nA",
            &[],
        );
        check("Thủ tướng thăm Nhật Bản\nA", &[]);
        check("Toàn cảnh thị trường bất động sản\nA", &[]);
        check("- Bí thư phát biểu tại hội nghị\nA", &[]);
        check("Bí thư phát biểu tại hội nghị.\nA", &[]);
        check("Chú thích\n1. Nguồn của số liệu\nA", &[]);
        check("Ảnh: một ngành nghề", &[]); // alone in its file
    }

    #[test]
    fn captions_stay_where_they_alone_name_someone() {
        #[track_caller]
        fn check(caption: &str, expected: Option<&str>) {
            let names = vocabulary(
                &split("Ông Lê An nói: tỉnh có 23 khu.\nỞ (Bắc Ninh)."),
                "Sở",
            );
            assert_eq!(kept(caption, &names), expected, "{caption:?}");
        }
        check("Ông Lê An ở Bắc Ninh. Ảnh: Minh/TTXVN", None);
        check("Ảnh 1: Ông Lê An", None);
        check(
            "Ông Lê Minh ở Bắc Ninh. Ảnh: Tú/TTXVN",
            Some("Ông Lê Minh ở Bắc Ninh."),
        );
        check("Ảnh 2: Tỉnh có 24 khu (Ảnh: An)", Some("Tỉnh có 24 khu"));
    }
}
