//! Queries to measure with, taken from the titles of the articles themselves.

use super::Site;
use khongdau_core::index::DocId;
use khongdau_core::text::fold;

/// Words of a sampled query: so many, by turns.
const WORDS: [usize; 4] = [2, 3, 4, 5];

/// At most `count` queries: of every so many-th article the first two to five words of its title,
/// without accents, as most people type. Same index, same queries.
pub fn sample(site: &Site, count: usize) -> anyhow::Result<Vec<String>> {
    let mut index = site.index()?;
    let all: Vec<DocId> = index.documents().collect();
    let mut queries = Vec::new();
    let count = count.min(all.len());
    for at in 0..count {
        let doc = all[at * all.len() / count];
        if index.document(doc).is_none() {
            for shard in index.take_missing() {
                let content = site.content(&shard)?;
                index.provide(&shard, content)?;
            }
        }
        let title = index.document(doc).map(|document| document.title);
        let query = beginning(&title.unwrap_or_default(), WORDS[at % WORDS.len()]);
        if !query.is_empty() {
            queries.push(query);
        }
    }
    Ok(queries)
}

/// The first words of a title, folded.
fn beginning(title: &str, words: usize) -> String {
    let folded = fold(title);
    let all = folded.split(|c: char| !c.is_alphanumeric());
    let first: Vec<&str> = all.filter(|word| !word.is_empty()).take(words).collect();
    first.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_title() {
        assert_eq!(beginning("“Đường” lầy, lội: 3 km", 3), "duong lay loi");
        assert_eq!(beginning("Hà", 3), "ha");
        assert_eq!(beginning("—", 2), "");
    }
}
