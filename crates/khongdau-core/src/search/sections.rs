//! Sections of an article that answer a query: places within it to lead to.

use super::Marked;
use super::snippet::FieldText;
use crate::index::article::ArticleRecord;
use crate::text::slice;

/// Sections of one article that are given at most.
const MOST: usize = 3;

/// A section of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionHit {
    /// Its heading with highlights.
    pub title: Marked,
    /// Where it is read: the article's address, `#`, and the section's anchor.
    pub url: String,
}

/// The first sections that have as many different words of the query as any. None where the article
/// has no address, no words in its sections, or more of them before the first one: what stands there
/// is the article's beginning.
pub fn best(article: &ArticleRecord<'_>, body: &FieldText<'_>) -> Vec<SectionHit> {
    let sections = article.sections();
    if article.url.is_empty() || sections.is_empty() {
        return Vec::new();
    }
    let text = article.body().unwrap_or_default();
    let starts = starts(text, &sections);
    let matches = body.matches();
    let counts = body.words_between(&matches, &starts);
    let most = counts.iter().copied().max().unwrap_or(0);
    // Before the first section lies the beginning.
    if most == 0 || counts.first() == Some(&most) {
        return Vec::new();
    }
    let mut hits = Vec::new();
    for (at, (_, anchor)) in sections.iter().enumerate() {
        if counts.get(at + 1) == Some(&most) && hits.len() < MOST {
            let start = starts.get(at).copied().unwrap_or(0);
            let heading = slice(text, start..text.len());
            let len = heading.find('\n').unwrap_or(heading.len());
            hits.push(SectionHit {
                title: body.highlighted(&matches, start, start + len),
                url: address(article.url, anchor),
            });
        }
    }
    hits
}

/// The first byte of each section.
fn starts(body: &str, sections: &[(u32, &str)]) -> Vec<usize> {
    let (mut starts, mut paragraph) = (Vec::with_capacity(sections.len()), 0);
    let mut position = 0;
    for (wanted, _) in sections {
        while paragraph < *wanted && position < body.len() {
            let rest = slice(body, position..body.len());
            position += rest.find('\n').map_or(rest.len(), |end| end + 1);
            paragraph += 1;
        }
        starts.push(position);
    }
    starts
}

fn address(url: &str, anchor: &str) -> String {
    let page = url.split('#').next().unwrap_or_default();
    [page, "#", anchor].concat()
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;
    use crate::document::{Document, Section};
    use crate::index::{AnalyzedDocument, Index, Writer};
    use crate::search::{SearchOptions, Searcher};

    /// Heading and address of the sections that a query finds in one article.
    fn found(query: &str, url: &str) -> Vec<(String, String)> {
        let section = |paragraph, anchor: &str| Section {
            paragraph,
            anchor: anchor.to_string(),
        };
        let mut writer = Writer::new();
        let document = Document {
            id: "1".to_string(),
            url: url.to_string(),
            title: "Quy hoạch".to_string(),
            body: "Mở đầu nói về đất đai.\nNhà ở xã hội\nGiá nhà, giá đất.\nĐường sắt\nGa mới.\nNhà ga\nGa nhà."
                .to_string(),
            sections: vec![section(1, "nha-o"), section(3, "duong-sat"), section(5, "ga")],
            ..Document::default()
        };
        writer.add(AnalyzedDocument::new(document)).unwrap();
        let index = Index::open(writer.finish().unwrap()).unwrap();
        let results = Searcher::new(index).search(query, SearchOptions::default());
        let sections = results.hits.into_iter().flat_map(|hit| hit.sections);
        sections
            .map(|section| {
                let Marked { mut text, ranges } = section.title;
                for range in ranges.into_iter().rev() {
                    text.insert(range.end, ']');
                    text.insert(range.start, '[');
                }
                (text, section.url)
            })
            .collect()
    }

    #[test]
    fn sections_with_the_most_words_are_given_in_order() {
        let section = |title: &str, anchor: &str| (title.to_string(), format!("/a.html#{anchor}"));
        let all = |query: &str| found(query, "/a.html#x");
        assert_eq!(
            all("nha "),
            [
                section("[Nhà] ở xã hội", "nha-o"),
                section("[Nhà] ga", "ga")
            ]
        );
        assert_eq!(all("duong sat "), [section("[Đường sắt]", "duong-sat")]);
        assert_eq!(all("nha ga "), [section("[Nhà ga]", "ga")]);
        assert_eq!(all("mo dau "), [], "it stands before all sections");
        assert_eq!(all("dat "), [], "the beginning has it too");
        assert_eq!(all("quy hoach "), []);
        assert_eq!(found("nha ", ""), [], "there is nowhere to lead to");
    }
}
