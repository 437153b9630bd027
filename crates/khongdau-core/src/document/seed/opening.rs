//! The lines above the first paragraph: site, breadcrumb, section, headline, date line.

use super::byline::is_person;
use super::compare::{key, starts_with_any};
use super::date::{DateLine, date_line};
use super::lines::{Line, ends_sentence, is_running_text, words};
use super::tail::is_marker;

/// What the opening says about the article.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Opening<'a> {
    pub title: Option<Line<'a>>,
    pub date: Option<String>,
    /// The publisher that the date line names.
    pub beside_date: Option<String>,
    /// The site that is named above the headline.
    pub site: Option<String>,
}

/// The opening is at most this many lines long.
const MAX_LINES: usize = 8;

/// The name of a site is never longer.
const SITE_WORDS: usize = 12;

/// How names of sites begin that no headline is likely to begin with.
const SITES: &[&str] = &[
    "báo điện tử",
    "cổng thông tin",
    "cổng ttđt",
    "tạp chí điện tử",
    "trang thông tin",
    "trang tin",
    "website",
];

/// How names of publishers begin; alone they are no sign, beside a breadcrumb they are.
const PUBLISHERS: &[&str] = &[
    "ban",
    "báo",
    "bộ",
    "công ty",
    "cổng",
    "cục",
    "đài",
    "hiệp hội",
    "hội",
    "học viện",
    "liên đoàn",
    "liên hiệp",
    "sở",
    "tạp chí",
    "tập đoàn",
    "thông tấn xã",
    "tổng cục",
    "tổng công ty",
    "trang",
    "trung tâm",
    "trường",
    "ubnd",
    "ủy ban",
    "uỷ ban",
    "viện",
];

/// Names of sections: a kicker, where a headline follows it.
const SECTIONS: &[&str] = &[
    "bạn đọc",
    "bất động sản",
    "chính trị",
    "công nghệ",
    "công nghiệp",
    "đầu tư",
    "doanh nghiệp",
    "du lịch",
    "đời sống",
    "giải trí",
    "giáo dục",
    "kinh doanh",
    "kinh tế",
    "khoa học",
    "khoa học - công nghệ",
    "khoa học công nghệ",
    "môi trường",
    "nông nghiệp",
    "pháp luật",
    "quốc tế",
    "sự kiện",
    "sức khỏe",
    "tài chính",
    "thể thao",
    "thế giới",
    "thị trường",
    "thời sự",
    "tin hoạt động",
    "tin mới",
    "tin nổi bật",
    "tin trong nước",
    "tin tức",
    "tin tức - sự kiện",
    "tin tức & sự kiện",
    "tin tức sự kiện",
    "tin tức và sự kiện",
    "trong nước",
    "văn hóa",
    "văn hoá",
    "xã hội",
    "y tế",
];

#[derive(Debug, PartialEq, Eq)]
enum Role {
    Breadcrumb,
    Date(DateLine),
    Site,
    Section,
    Plain,
    /// Part of a photo, or below the first paragraph.
    Other,
}

/// Takes the opening off `lines`: what remains is the body, with what is not understood.
pub fn take<'a>(lines: &mut Vec<Line<'a>>) -> Opening<'a> {
    let roles = roles(lines);
    let breadcrumb = roles.iter().rposition(|role| *role == Role::Breadcrumb);
    let date = date_position(&roles, breadcrumb);
    let title = title_position(lines, &roles, breadcrumb, date);
    let opening = Opening {
        title: title.map(|at| lines[at]),
        date: date
            .and_then(|at| date_of(&roles[at]))
            .map(|line| line.date.clone()),
        beside_date: date.and_then(|at| date_of(&roles[at])).and_then(publisher),
        site: site(lines, &roles, breadcrumb, title),
    };
    let mut at = 0..;
    lines.retain(|line| {
        let at = at.next().unwrap_or(usize::MAX);
        let role = roles.get(at).filter(|_| Some(at) != title);
        match role {
            Some(Role::Plain) => {
                let above_title = Some(at) < title && date > title;
                Some(at) > breadcrumb && (ends_sentence(line.text) || !above_title)
            }
            Some(Role::Site | Role::Section) => {
                Some(at) > title.max(date).max(breadcrumb) && !line.text.ends_with(':')
            }
            Some(Role::Breadcrumb | Role::Date(_)) => false,
            Some(Role::Other) => true,
            None => Some(at) != title,
        }
    });
    opening
}

fn roles(lines: &[Line<'_>]) -> Vec<Role> {
    let opening = lines.iter().take(MAX_LINES);
    let len = opening
        .clone()
        .position(|line| !line.caption && is_running_text(line.text));
    let roles = opening.enumerate().map(|(at, line)| {
        let inside = len.is_none_or(|len| at < len);
        role(line, at, inside)
    });
    roles.collect()
}

fn role(line: &Line<'_>, at: usize, inside: bool) -> Role {
    // A name and a date make a date line only below something that may be the headline.
    let date = date_line(line.text).filter(|date| date.name.is_none() || (inside && at > 0));
    let key = key(line.text);
    match date {
        Some(date) => Role::Date(date),
        None if !inside || line.caption => Role::Other,
        None if is_breadcrumb(&key) => Role::Breadcrumb,
        None if SECTIONS.contains(&key.as_str()) || is_marker(line.text) => Role::Section,
        None if starts_with_any(&key, SITES)
            && words(line.text) <= SITE_WORDS
            && !key.contains(':') =>
        {
            Role::Site
        }
        None => Role::Plain,
    }
}

/// `Trang chủ >> Tin tức`, `Home / Tin tức / Kinh tế`.
fn is_breadcrumb(key: &str) -> bool {
    let separated = [">", "»", "›", "/", "|"]
        .iter()
        .any(|separator| key.contains(separator));
    let doubled = key.contains(">>") || key.contains(" » ") || key.contains(" › ");
    words(key) <= 20
        && (doubled || (separated && starts_with_any(key, &["trang chủ", "trang nhất", "home"])))
}

fn date_of(role: &Role) -> Option<&DateLine> {
    match role {
        Role::Date(date) => Some(date),
        _ => None,
    }
}

/// The date below the breadcrumb; one above it is the day on which the page was looked at.
fn date_position(roles: &[Role], breadcrumb: Option<usize>) -> Option<usize> {
    let dates = || {
        roles
            .iter()
            .enumerate()
            .filter(|(_, role)| date_of(role).is_some())
            .map(|(at, _)| at)
    };
    dates()
        .find(|&at| Some(at) > breadcrumb)
        .or_else(|| dates().next())
}

/// The headline: right above the date line the longest line (a kicker or a site is shorter), else
/// the first one. Sections and sites only if there is nothing else.
fn title_position(
    lines: &[Line<'_>],
    roles: &[Role],
    breadcrumb: Option<usize>,
    date: Option<usize>,
) -> Option<usize> {
    let plain = |at: &usize| roles[*at] == Role::Plain;
    let below = breadcrumb.map_or(0, |at| at + 1);
    let dated = (below..date.unwrap_or(below)).filter(plain);
    let length = |at: &usize| {
        (
            !ends_sentence(lines[*at].text),
            words(lines[*at].text),
            usize::MAX - at,
        )
    };
    let named = |at: &usize| matches!(roles[*at], Role::Site | Role::Section);
    dated
        .max_by_key(length)
        .or_else(|| (below..roles.len()).find(plain))
        .or_else(|| (0..roles.len()).find(plain))
        .or_else(|| (0..roles.len()).rfind(named))
}

/// The name on a date line, unless it is the author's.
fn publisher(date: &DateLine) -> Option<String> {
    date.name.clone().filter(|name| !is_person(name))
}

/// The name of the site above the headline.
fn site(
    lines: &[Line<'_>],
    roles: &[Role],
    breadcrumb: Option<usize>,
    title: Option<usize>,
) -> Option<String> {
    let above = roles
        .iter()
        .enumerate()
        .take(breadcrumb.or(title).unwrap_or_default());
    let mut named = above.rev().filter(|(at, role)| match role {
        Role::Site => true,
        Role::Plain => breadcrumb.is_some() && is_publisher(lines[*at].text),
        _ => false,
    });
    named
        .find(|(at, _)| Some(*at) != title)
        .map(|(at, _)| lines[at].text.to_owned())
}

fn is_publisher(text: &str) -> bool {
    words(text) <= SITE_WORDS && starts_with_any(&key(text), PUBLISHERS)
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    const TEXT: &str = "Ngày 12/12, Liên đoàn Thương mại và Công nghiệp Việt Nam phối hợp với tỉnh tổ chức diễn đàn \
        khu công nghiệp trục cao tốc năm nay tại thành phố.";

    #[track_caller]
    fn check(above: &str, title: &str, date: Option<&str>, source: Option<&str>, kept: &[&str]) {
        let text = format!("{above}\n\n{TEXT}");
        let mut lines = split(&text);
        let opening = take(&mut lines);
        assert_eq!(
            opening.title.map(|line| line.text),
            (!title.is_empty()).then_some(title),
            "{above:?}"
        );
        assert_eq!(
            (
                opening.date.as_deref(),
                opening.beside_date.or(opening.site).as_deref()
            ),
            (date, source),
            "{above:?}"
        );
        let rest: Vec<_> = lines.iter().map(|line| line.text).collect();
        assert_eq!(rest.split_last(), Some((&TEXT, kept)), "{above:?}");
    }

    #[test]
    fn clean_articles() {
        check(
            "Quảng Ninh phát triển xanh",
            "Quảng Ninh phát triển xanh",
            None,
            None,
            &[],
        );
        check("Có nên mua nhà?", "Có nên mua nhà?", None, None, &[]);
        check(
            "Một câu làm đầu đề.",
            "Một câu làm đầu đề.",
            None,
            None,
            &[],
        );
        check(
            "Đầu đề\n\nMột đề mục nhỏ",
            "Đầu đề",
            None,
            None,
            &["Một đề mục nhỏ"],
        );
        check(
            "Đầu đề\n\nDẫn ngắn.\n\nĐề mục",
            "Đầu đề",
            None,
            None,
            &["Dẫn ngắn.", "Đề mục"],
        );
        check(
            "THÔNG BÁO\nThời gian và địa điểm",
            "THÔNG BÁO",
            None,
            None,
            &["Thời gian và địa điểm"],
        );
        check("Kinh tế", "Kinh tế", None, None, &[]);
        check(
            "Kết quả xổ số ngày 13/12/2024",
            "Kết quả xổ số ngày 13/12/2024",
            None,
            None,
            &[],
        );
        check(
            "Vietlott 13/12/2024",
            "Vietlott 13/12/2024",
            None,
            None,
            &[],
        );
        check("", "", None, None, &[]);
    }

    #[test]
    fn scraped_openings() {
        check(
            "CỔNG THÔNG TIN TỈNH\n\nTỉnh: Xanh, bền vững\n\nInvest Global 15:50 13/12/2024",
            "Tỉnh: Xanh, bền vững",
            Some("2024-12-13"),
            Some("Invest Global"),
            &[],
        );
        check(
            "TIN TỨC\n\nViện Nghiên cứu Chính sách\n\nTrang chủ >> Tin tức\n\nHội thảo “Đề án”\n\n22/09/2023",
            "Hội thảo “Đề án”",
            Some("2023-09-22"),
            Some("Viện Nghiên cứu Chính sách"),
            &[],
        );
        check(
            "13/12/2024\nKinh tế\nGiá vàng tăng",
            "Giá vàng tăng",
            Some("2024-12-13"),
            None,
            &[],
        );
        check(
            "Giá vàng tăng mạnh\nKinh tế\n13/12/2024",
            "Giá vàng tăng mạnh",
            Some("2024-12-13"),
            None,
            &[],
        );
        check(
            "Giá vàng tăng\nLê Văn An 13/12/2024",
            "Giá vàng tăng",
            Some("2024-12-13"),
            None,
            &[],
        );
        check(
            "Home / Tin / Kinh tế\nGiá vàng tăng",
            "Giá vàng tăng",
            None,
            None,
            &[],
        );
        check(
            "1/1/2025\nTrang chủ > Tin\nGiá vàng\n13/12/2024",
            "Giá vàng",
            Some("2024-12-13"),
            None,
            &[],
        );
        check(
            "Chia sẻ\nGiá vàng tăng\nChia sẻ:",
            "Giá vàng tăng",
            None,
            None,
            &[],
        );
        check("Thứ Sáu, 13/12/2024", "", Some("2024-12-13"), None, &[]);
    }
}
