//! Documents of authorities (`văn bản`): their kind and who issued them, as filters.
//!
//! The source is the number that every document has and its shape, as Decree 30/2020/NĐ-CP on the
//! work of registries has it, article 8: `42/2022/NĐ-CP` is number, year, kind and authority; what is
//! issued on one case has no year (`145/QĐ-UBND`).

use crate::Article;

/// The filter that says what a document is.
pub const KIND: &str = "loại văn bản";
/// The filter that says who issued it.
pub const AUTHORITY: &str = "cơ quan ban hành";

/// Short forms of kinds, and of authorities, in numbers of documents. Law of 2015 on the issuance of
/// legal documents, and annex III of Decree 30/2020/NĐ-CP.
const KINDS: [(&str, &str); 19] = [
    ("NĐ", "Nghị định"),
    ("NQ", "Nghị quyết"),
    ("QĐ", "Quyết định"),
    ("TT", "Thông tư"),
    ("TTLT", "Thông tư liên tịch"),
    ("CT", "Chỉ thị"),
    ("QC", "Quy chế"),
    ("QyĐ", "Quy định"),
    ("TB", "Thông báo"),
    ("HD", "Hướng dẫn"),
    ("CTr", "Chương trình"),
    ("KH", "Kế hoạch"),
    ("PA", "Phương án"),
    ("ĐA", "Đề án"),
    ("BC", "Báo cáo"),
    ("TTr", "Tờ trình"),
    ("CĐ", "Công điện"),
    ("L", "Luật"),
    ("PL", "Pháp lệnh"),
];
const AUTHORITIES: [(&str, &str); 15] = [
    ("CP", "Chính phủ"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("QH", "Quốc hội"),
    ("UBTVQH", "Ủy ban Thường vụ Quốc hội"),
    ("CTN", "Chủ tịch nước"),
    ("HĐND", "Hội đồng nhân dân"),
    ("UBND", "Ủy ban nhân dân"),
    ("BTC", "Bộ Tài chính"),
    ("BNV", "Bộ Nội vụ"),
    ("BYT", "Bộ Y tế"),
    ("BGDĐT", "Bộ Giáo dục và Đào tạo"),
    ("BCA", "Bộ Công an"),
    ("BQP", "Bộ Quốc phòng"),
    ("BTP", "Bộ Tư pháp"),
    ("NHNN", "Ngân hàng Nhà nước"),
];

/// Paragraphs from the beginning of a document in which its own number stands.
const HEAD: usize = 12;

/// Adds the filters that the number of a document says; nothing to what has none.
pub fn classify(article: &mut Article) {
    let document = &mut article.document;
    let head = document.body.lines().take(HEAD);
    let Some((kind, authority)) = std::iter::once(&document.title[..])
        .chain(head)
        .find_map(number)
    else {
        return;
    };
    for (name, value) in [(KIND, kind), (AUTHORITY, authority)] {
        let is_known = document.filters.iter().any(|(other, _)| other == name);
        if let Some(value) = value.filter(|_| !is_known) {
            document.filters.push((name.to_owned(), value.to_owned()));
        }
    }
}

/// Kind and authority.
type Said = (Option<&'static str>, Option<&'static str>);

/// What the first number of a document in `line` says.
fn number(line: &str) -> Option<Said> {
    let words = line.split(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '-' | '–'));
    words.into_iter().find_map(parts)
}

/// `42/2022/NĐ-CP`, `145/QĐ-UBND`
fn parts(word: &str) -> Option<Said> {
    let mut parts = word.trim_matches(['/', '-']).split('/');
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    parts.next().filter(|number| is_number(number))?;
    let mut code = parts.next()?;
    if is_number(code) && code.len() == 4 {
        code = parts.next()?;
    }
    let (kind, authority) = code.split_once(['-', '–']).unwrap_or((code, ""));
    let named = |table: &[(&str, &'static str)], code: &str| {
        let found = table.iter().find(|(short, _)| *short == code);
        found.map(|(_, name)| *name)
    };
    // `QH15` is the Quốc hội of the fifteenth term: its laws have no kind in their number.
    let stem = |code: &str| {
        code.trim_end_matches(|c: char| c.is_ascii_digit())
            .to_owned()
    };
    let said = (named(&KINDS, kind), named(&AUTHORITIES, &stem(authority)));
    let parliament = (
        None,
        named(&AUTHORITIES, &stem(kind)).filter(|_| authority.is_empty()),
    );
    [said, parliament]
        .into_iter()
        .find(|(kind, authority)| kind.is_some() || authority.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_say_kind_and_authority() {
        #[track_caller]
        fn check(line: &str, expected: Option<Said>) {
            assert_eq!(number(line), expected, "{line}");
        }
        let said = |kind, authority| Some((Some(kind), Some(authority)));
        check(
            "Nghị định số 42/2022/NĐ-CP ngày 24/6/2022",
            said("Nghị định", "Chính phủ"),
        );
        check("Số: 145/QĐ-UBND", said("Quyết định", "Ủy ban nhân dân"));
        check("(06/NQ-HĐND)", said("Nghị quyết", "Hội đồng nhân dân"));
        check(
            "Quyết định 749/QĐ-TTg.",
            said("Quyết định", "Thủ tướng Chính phủ"),
        );
        check("Luật 31/2024/QH15", Some((None, Some("Quốc hội"))));
        check("12/KH-THPT", Some((Some("Kế hoạch"), None)));
        check("ngày 24/6/2022 lúc 10/12", None);
        check("và/hoặc", None);
    }

    #[test]
    fn what_is_stated_stays() {
        let mut article = Article::default();
        article.document.title = "Quyết định 145/QĐ-UBND".to_owned();
        article
            .document
            .filters
            .push((KIND.to_owned(), "Khác".to_owned()));
        classify(&mut article);
        let filters: Vec<&str> = article
            .document
            .filters
            .iter()
            .map(|(_, value)| &value[..])
            .collect();
        assert_eq!(filters, ["Khác", "Ủy ban nhân dân"]);
    }
}
