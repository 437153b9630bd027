//! The parser of seed files: a news article as plain text, as a scraper left it, to a [`Document`].
//!
//! Scraped text carries what stood around the article on its page. Each module knows one kind of
//! it, by rules about the shape, the place and the repetition of lines; no rule knows an article.
//!
//! * `opening`: site, breadcrumb, section, headline and date line above the first paragraph;
//!   `headline`: a title for an article that has none.
//! * `tail`: what stands below: `byline`, share buttons, links, teasers, footer.
//! * `captions`: photos' captions between the paragraphs.
//! * `paragraphs`: repetitions, and sentences that a caption has split.
//! * `front_matter`: what the author of the file states instead; `date`: dates in all their forms.
//!
//! The rules are careful: an article that is just a title and paragraphs comes out as it went in.

mod byline;
mod captions;
mod compare;
mod date;
mod error;
mod front_matter;
mod headline;
mod lines;
mod opening;
mod paragraphs;
mod tail;

pub use error::{LineProblem, SeedError};

use super::Document;
use front_matter::FrontMatter;
use lines::Line;

/// Reads the article in `text`, the content of a file called `name` (without extension).
///
/// Never panics, and gives the same document for the same input.
///
/// # Front matter
///
/// An author may state at the beginning of the file, between two lines `---`, what is to be taken
/// instead of what the rules find; or in a side-car (`sidecar`: its content), a file of the same
/// lines without the fences, which goes before front matter.
///
/// ```text
/// ---
/// title: Diễn đàn cấp cao về công nghiệp 4.0
/// date: 14/6/2023
/// source: TTXVN
/// url: /tin-tuc/dien-dan.html
/// clean: true
/// ---
/// ```
///
/// A date is `2023-06-14`, `14/6/2023` or `ngày 14 tháng 6 năm 2023`. With `clean: true` nothing is
/// looked for in the text: its first line is the title, unless one is stated, and all others are
/// paragraphs.
///
/// # Errors
///
/// If there is no text, or a line of the front matter or of the side-car is not understood.
///
/// # Examples
///
/// ```
/// use khongdau_core::document::seed::parse_seed;
///
/// let text = "Tin tức\n\nGiá vàng tăng\n\n13/12/2024\n\nSáng nay, giá vàng tăng mạnh.\n\nTheo VnExpress";
/// let document = parse_seed("gia-vang", text, None)?;
/// assert_eq!(document.title, "Giá vàng tăng");
/// assert_eq!(document.date.as_deref(), Some("2024-12-13"));
/// assert_eq!(document.source.as_deref(), Some("VnExpress"));
/// assert_eq!(document.body, "Sáng nay, giá vàng tăng mạnh.");
/// # Ok::<(), khongdau_core::document::seed::SeedError>(())
/// ```
pub fn parse_seed(name: &str, text: &str, sidecar: Option<&str>) -> Result<Document, SeedError> {
    let (front_matter, text) = FrontMatter::split(text)?;
    let stated = FrontMatter::of_sidecar(sidecar.unwrap_or_default())?.or(front_matter);
    let lines = lines::split(text);
    if lines.is_empty() && stated.title.is_none() {
        return Err(SeedError::Empty);
    }
    let found = match stated.clean {
        Some(true) => as_written(&lines, stated.title.as_deref()),
        _ => without_debris(lines, stated.title.as_deref()),
    };
    Ok(Document {
        id: name.to_owned(),
        url: stated.url.unwrap_or_default(),
        title: stated.title.unwrap_or(found.title),
        date: stated.date.or(found.date),
        source: stated.source.or(found.source),
        body: found.body,
        ..Document::default()
    })
}

/// An article as the rules found it in the text.
struct Found {
    title: String,
    date: Option<String>,
    source: Option<String>,
    body: String,
}

fn as_written(lines: &[Line<'_>], stated_title: Option<&str>) -> Found {
    let (title, lines) = match lines {
        [first, rest @ ..] if stated_title.is_none() => (first.text, rest),
        _ => ("", lines),
    };
    let body: Vec<&str> = lines.iter().map(|line| line.text).collect();
    Found {
        title: title.to_owned(),
        date: None,
        source: None,
        body: body.join("\n"),
    }
}

fn without_debris(mut lines: Vec<Line<'_>>, stated_title: Option<&str>) -> Found {
    let as_written = lines.first().map_or("", |line| line.text);
    captions::mark_labelled(&mut lines);
    let signed = tail::cut(&mut lines);
    let opening = opening::take(&mut lines);
    let first = lines
        .iter()
        .find(|line| !line.caption)
        .map_or("", |line| line.text);
    let dateline = byline::dateline_source(first).map(str::to_owned);
    let title = match opening.title {
        Some(line) => line.text.to_owned(),
        None => headline::from_text(first).unwrap_or_else(|| as_written.to_owned()),
    };
    paragraphs::drop_repetitions(&mut lines, &[stated_title.unwrap_or(&title), &title]);
    captions::mark_bare(&mut lines, &title);
    if let (Some(stated), Some(line)) = (stated_title, opening.title)
        && compare::key(stated) != compare::key(line.text)
    {
        // What looked like the headline may be the author's first paragraph.
        lines.insert(0, line);
    }
    Found {
        body: paragraphs::join(&lines, &title),
        title,
        date: opening.date,
        source: opening.beside_date.or(signed).or(dateline).or(opening.site),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, title: &str, body: &str) {
        let document = parse_seed("a", text, None).unwrap();
        assert_eq!(
            (document.title.as_str(), document.body.as_str()),
            (title, body),
            "{text:?}"
        );
    }

    const LONG: &str = "Sáng nay, tại trụ sở của Ủy ban nhân dân tỉnh, các đại biểu đã thảo luận về việc phát triển các \
        khu công nghiệp xanh, bền vững trong những năm tới đây.";

    #[test]
    fn clean_articles_stay_as_they_are() {
        check(
            "Đầu đề\n\nMột đoạn.\n\nHai đoạn.",
            "Đầu đề",
            "Một đoạn.\nHai đoạn.",
        );
        check(
            "Đầu đề\nMột đoạn.\nHai đoạn.",
            "Đầu đề",
            "Một đoạn.\nHai đoạn.",
        );
        check("\u{feff}Đầu đề\r\n\r\nMột đoạn.\r\n", "Đầu đề", "Một đoạn.");
        check(
            "Đầu đề\n\u{a0}\n\u{a0}Một\u{a0}đoạn. \n\u{a0} \n",
            "Đầu đề",
            "Một\u{a0}đoạn.",
        );
        check("Đầu đề", "Đầu đề", "");
        check("Hôm nay trời đẹp.", "Hôm nay trời đẹp.", "");
        check("Kinh tế", "Kinh tế", "");
        let sections = format!("{LONG}\nĐề mục một\n{LONG} Hết.\nLiên kết\n{LONG} Thật.");
        check(&format!("Đầu đề\n\n{sections}"), "Đầu đề", &sections);
        let list = "Gồm có:\n- Thép\n- Xi măng\n1. Gỗ\na) Đá";
        check(&format!("Đầu đề\n\n{list}"), "Đầu đề", list);
        let quotes = "“Tôi đồng ý”, ông nói.\n\"Tôi cũng vậy\"\n– Vâng!";
        check(&format!("Đầu đề\n\n{quotes}"), "Đầu đề", quotes);
        let verse = "Trăm năm trong cõi người ta\nChữ tài chữ mệnh khéo là ghét nhau\nTrải qua một cuộc bể dâu";
        check(&format!("Truyện Kiều\n\n{verse}"), "Truyện Kiều", verse);
        let winners = "Người trúng giải:\nNguyễn Văn An\nLê Thị Hoa\nTrần Minh";
        check(&format!("Kết quả\n\n{winners}"), "Kết quả", winners);
    }

    #[test]
    fn one_long_line_is_title_and_body() {
        check(LONG, "Sáng nay, tại trụ sở của Ủy ban nhân dân tỉnh", LONG);
        let very_long = "thép và xi măng ".repeat(5_000);
        check(
            &very_long,
            "thép và xi măng thép và xi măng thép và xi măng thép và xi măng…",
            very_long.trim(),
        );
    }

    #[test]
    fn stated_fields_win_and_nothing_is_lost() {
        let text = format!(
            "---\ntitle: Khác\ndate: 1/2/2023\n---\nĐầu đề\n\n13/12/2024\n\n{LONG}\n\nTheo VnExpress"
        );
        let document = parse_seed("a", &text, Some("date: 2023-03-04\nurl: /a")).unwrap();
        let expected = Document {
            id: "a".to_owned(),
            url: "/a".to_owned(),
            title: "Khác".to_owned(),
            date: Some("2023-03-04".to_owned()),
            source: Some("VnExpress".to_owned()),
            body: format!("Đầu đề\n{LONG}"),
            ..Document::default()
        };
        assert_eq!(document, expected);
        check(
            &format!("---\ntitle: Đầu đề\n---\nĐẦU ĐỀ\n{LONG}"),
            "Đầu đề",
            LONG,
        );
        check(
            "---\nclean: true\n---\nA\nChia sẻ:\nTheo VnExpress",
            "A",
            "Chia sẻ:\nTheo VnExpress",
        );
        check("---\nclean: true\ntitle: T\n---\nA\nB", "T", "A\nB");
    }

    #[test]
    fn files_without_text_are_refused() {
        for text in [
            "",
            "\u{feff}",
            " \r\n\u{a0}\n\u{200b}",
            "---\nsource: A\n---\n",
        ] {
            assert_eq!(
                parse_seed("a", text, None),
                Err(SeedError::Empty),
                "{text:?}"
            );
        }
        let message = parse_seed("a", "---\nauthor: B\n---\nA", None)
            .unwrap_err()
            .to_string();
        let expected = "front matter, line 2: unknown key \"author\": there are title, date, source, url and clean";
        assert_eq!(message, expected);
    }

    /// Whatever the pieces and however they are put together: no panic, and a title.
    #[test]
    fn any_text_is_parsed() {
        let pieces = [
            "---",
            "Chú thích ảnh",
            "Ảnh: An",
            "Theo An",
            "13/12/2024",
            "Trang chủ >> Tin",
            "Kinh tế",
            LONG,
            "a:",
            "…",
            "“",
            "(TTXVN)",
            "(A) - B",
            "\u{301}",
            "đ\u{301}",
            "- ",
            "Tin khác",
            ". Ảnh:",
            "chủ đề “",
            "/",
            "🙂",
            "",
        ];
        for first in pieces {
            for second in pieces {
                for third in [LONG, "Theo An", "Ảnh: An"] {
                    for separator in ["\n", "\n\n", " "] {
                        let text = [first, second, third].join(separator);
                        let parsed = parse_seed("a", &text, None);
                        assert!(
                            parsed.is_err() || !parsed.unwrap().title.is_empty(),
                            "{text:?}"
                        );
                    }
                }
            }
        }
    }
}
