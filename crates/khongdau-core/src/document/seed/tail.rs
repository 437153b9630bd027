//! What stands below an article: author, share buttons, links, teasers of other articles.

use super::byline::byline;
use super::compare::{key, starts_with_any};
use super::lines::{Line, ends_sentence, is_list_item, is_running_text, words};

/// Whole lines that begin what is no longer the article.
const MARKERS: &[&str] = &[
    "bài liên quan",
    "bài viết cùng chuyên mục",
    "bài viết khác",
    "bài viết liên quan",
    "bình luận",
    "các bài khác",
    "các bài viết khác",
    "các tin khác",
    "các tin liên quan",
    "chia sẻ",
    "chia sẻ bài viết",
    "có thể bạn quan tâm",
    "cùng chuyên mục",
    "đọc nhiều nhất",
    "đọc thêm",
    "gửi bình luận",
    "gửi ý kiến",
    "in bài viết",
    "in trang",
    "liên kết",
    "liên kết website",
    "lượt xem",
    "mới nhất",
    "quay lại",
    "tag",
    "tags",
    "thẻ",
    "tin bài liên quan",
    "tin cùng chuyên mục",
    "tin cũ hơn",
    "tin đọc nhiều",
    "tin khác",
    "tin liên quan",
    "tin mới hơn",
    "tin mới nhất",
    "tin nổi bật",
    "từ khóa",
    "từ khoá",
    "về đầu trang",
    "xem thêm",
    "ý kiến bạn đọc",
];

/// How a footer of the site, or a line of tags, begins.
const FOOTERS: &[&str] = &[
    "bản quyền thuộc",
    "copyright",
    "ghi rõ nguồn",
    "giấy phép",
    "mọi hành vi sao chép",
    "tags:",
    "từ khóa:",
    "từ khoá:",
    "©",
];

/// What is cut off is at most this part of the words: of a longer rest, the line that seems to begin
/// it is a heading of the article itself.
const LARGEST_TAIL: usize = 3;

/// A line below the last paragraph is a leftover heading or link up to this many words.
const LEFTOVER_WORDS: usize = 6;

/// Cuts the tail off `lines`; returns the source that the byline names.
pub fn cut(lines: &mut Vec<Line<'_>>) -> Option<String> {
    lines.retain(|line| !announces_photos(line.text));
    let Some((index, source)) = find(lines) else {
        drop_leftovers(lines);
        return None;
    };
    lines.truncate(index);
    drop_leftovers(lines);
    source
}

/// Where the tail begins, and the source that is named there.
fn find(lines: &[Line<'_>]) -> Option<(usize, Option<String>)> {
    let total: usize = lines.iter().map(|line| words(line.text)).sum();
    let last_paragraph = lines.iter().rposition(is_paragraph);
    let mut rest = total;
    // The first line is never cut: a file of one line is an article of one line.
    lines.iter().enumerate().find_map(|(index, line)| {
        let len = rest;
        rest -= words(line.text);
        let furniture = Some(index) > last_paragraph;
        let small = furniture || len * LARGEST_TAIL <= total;
        let alone = Some(index + 1) > last_paragraph;
        let source = (index > 0 && small)
            .then(|| begins_tail(lines, index, alone))
            .flatten()?;
        Some((index, source))
    })
}

fn is_paragraph(line: &Line<'_>) -> bool {
    is_running_text(line.text) || is_list_item(line.text)
}

/// `Dưới đây là một số hình ảnh của buổi Hội thảo:` and no picture has come along.
fn announces_photos(text: &str) -> bool {
    let key = key(text);
    let opens = starts_with_any(
        &key,
        &["dưới đây là", "sau đây là", "một số", "những", "xem"],
    );
    let of_photos = ["hình ảnh", "bức ảnh", "video", "clip"]
        .iter()
        .any(|word| key.contains(word));
    opens && of_photos && key.ends_with(':') && words(text) <= 20
}

/// Whether the line at `index` begins the tail; with the source if it states one. `alone`: no
/// paragraph follows it.
fn begins_tail(lines: &[Line<'_>], index: usize, alone: bool) -> Option<Option<String>> {
    let (before, tail) = lines.split_at_checked(index)?;
    let first = tail.first()?.text;
    let next = tail.get(1);
    let teaser = next.is_some_and(|next| next.text == first) && !ends_sentence(first);
    // A heading stands right above its paragraph; links and teasers are short.
    let marker = is_marker(first) && !next.is_some_and(|next| is_running_text(next.text));
    if marker || teaser || starts_with_any(&key(first), FOOTERS) {
        return Some(None);
    }
    let byline = byline(first).filter(|_| follows_sentence(before))?;
    (byline.explicit || alone).then_some(byline.source)
}

/// Whether `text` is one of the lines that stand around articles on their pages.
pub fn is_marker(text: &str) -> bool {
    MARKERS.contains(&key(text).trim_end_matches([':', '.', ' ']))
}

/// Names behind a colon or among headings are a list.
fn follows_sentence(before: &[Line<'_>]) -> bool {
    let last = before.iter().rev().find(|line| !line.caption);
    last.is_some_and(|line| {
        line.text.ends_with(['”', '"', '»'])
            || (ends_sentence(line.text) && !line.text.ends_with(':'))
    })
}

/// A heading below which nothing stands is none: it is a link, a section, a tag.
fn drop_leftovers(lines: &mut Vec<Line<'_>>) {
    while let [.., before, last] = lines.as_slice() {
        let leftover = is_running_text(before.text)
            && words(last.text) <= LEFTOVER_WORDS
            && !ends_sentence(last.text)
            && !is_list_item(last.text);
        if !is_marker(last.text) && !leftover {
            break;
        }
        lines.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    const LONG: &str = "Tỉnh đã chuẩn bị đủ quỹ đất sạch để đón nhận các dự án đầu tư, lựa chọn những nhà đầu tư \
        hạ tầng khu công nghiệp có kinh nghiệm và tính chuyên nghiệp cao trong những năm gần đây và sắp tới.";

    #[track_caller]
    fn check(tail: &str, kept: &[&str], source: Option<&str>) {
        let text = format!("{LONG}\n{LONG}\n{LONG}\n{tail}");
        let mut lines = split(&text);
        let found = cut(&mut lines);
        let rest: Vec<_> = lines[3..].iter().map(|line| line.text).collect();
        assert_eq!(
            (rest.as_slice(), found.as_deref()),
            (kept, source),
            "{tail:?}"
        );
    }

    #[test]
    fn tails_are_cut() {
        check(
            "Thái Hùng (TTXVN)\nTin A\nTin A\n\nNgày 12/6, tỉnh mở hội nghị.\nChia sẻ:",
            &[],
            Some("TTXVN"),
        );
        check("Theo VnExpress", &[], Some("VnExpress"));
        check(
            "Ngô Mai Hương\nPhòng Thông tin - VIOIT\nTIN KHÁC",
            &[],
            None,
        );
        check("Dưới đây là một số hình ảnh:\nNgô Mai Hương", &[], None);
        check("Xuân Thu – Trường Long.\n\u{a0}\nLiên kết", &[], None);
        check("Thông tin Doanh nghiệp", &[], None);
        check("Từ khóa: thép, xi măng", &[], None);
        check("© 2023 Báo A. Giấy phép số 1.", &[], None);
        check("Tin liên quan\nMột tin khác", &[], None);
        check(
            "Tin nào đó có đầu đề\nTin nào đó có đầu đề\nMột câu dẫn.",
            &[],
            None,
        );
    }

    #[test]
    fn ends_of_articles_are_kept() {
        check(
            "Kết luận\nGiá sẽ tăng.",
            &["Kết luận", "Giá sẽ tăng."],
            None,
        );
        check(
            "Gồm có:\nNguyễn Văn An\nLê Thị Hoa",
            &["Gồm có:", "Nguyễn Văn An", "Lê Thị Hoa"],
            None,
        );
        check("- Hà Nội\n- Bắc Ninh", &["- Hà Nội", "- Bắc Ninh"], None);
        check("Ông cười.", &["Ông cười."], None);
        let section = format!("Hà Nội\n{LONG}");
        check(&section, &["Hà Nội", LONG], None);
    }

    #[test]
    fn a_heading_that_looks_like_a_link_keeps_its_section() {
        let text = format!("Liên kết\n{LONG}\nLiên kết\n{LONG}\n{LONG}\n{LONG}");
        let mut lines = split(&text);
        assert_eq!(cut(&mut lines), None);
        assert_eq!(lines.len(), 6);
    }
}
