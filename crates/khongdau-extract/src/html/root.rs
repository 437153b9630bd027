//! The element with the main text: by names that content systems give it, else by where the prose is.

use super::blocks::{is_never_text, is_surrounding};
use scraper::{ElementRef, Html};
use std::collections::HashMap;

/// Classes and ids of the main text in content systems that Vietnamese sites have, as whole words.
const NAMES: &[&str] = &[
    "articlebody",
    "article-body",
    "article__body",
    "article-content",
    "article__content",
    "articlecontent",
    "fck_detail",
    "detail-content",
    "detail__content",
    "detail-content-body",
    "detail-body",
    "content-detail",
    "content_detail",
    "contentdetail",
    "entry-content",
    "post-content",
    "post__content",
    "td-post-content",
    "single-content",
    "singular-content",
    "news-detail",
    "newsdetail",
    "news-content",
    "newscontent",
    "news_content",
    "divnewscontent",
    "divcontent",
    "noidung",
    "noi-dung",
    "noidungtin",
    "chitiet",
    "chi-tiet",
    "chitiettin",
    "ms-rtestate-field",
    "ms-rte-field",
    "dnn_content",
    "normal",
    "item-page",
    "com-content-article__body",
    "field--name-body",
    "field-name-body",
    "main-detail",
    "maincontent",
    "main-content",
    "bodytext",
    "journal-content-article",
    "cms-body",
    "the-article-body",
    "knc-content",
    "afcbc-body",
    "markdown-body",
    "theme-doc-markdown",
];

/// Prose that makes an element worth being the root, in characters.
const LEAST: usize = 140;
/// Ancestors that are told of a text: pages are deep where somebody pasted, not where they mean it.
const FAR: usize = 40;

/// The names, to be looked up.
#[derive(Debug)]
pub struct Presets {
    names: std::collections::HashSet<&'static str>,
}

impl Presets {
    /// All of them.
    pub fn new() -> Self {
        Self {
            names: NAMES.iter().copied().collect(),
        }
    }

    fn knows(&self, element: ElementRef<'_>) -> bool {
        if element
            .attr("itemprop")
            .is_some_and(|name| name.eq_ignore_ascii_case("articleBody"))
        {
            return true;
        }
        let names = [element.attr("class"), element.attr("id")];
        let mut words = names.into_iter().flatten().flat_map(str::split_whitespace);
        words.any(|word| self.names.contains(&word.to_ascii_lowercase()[..]))
    }
}

/// What is in an element, in characters.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    /// Text that is no link.
    prose: usize,
    /// Text of links.
    links: usize,
    /// Prose of its children, and half of its grandchildren's, that are paragraphs.
    score: usize,
}

impl Size {
    fn is_prose(&self) -> bool {
        self.prose >= LEAST && self.links <= self.prose
    }
}

/// The root and how it was found.
pub fn find<'a>(tree: &'a Html, presets: &Presets) -> (ElementRef<'a>, String) {
    let sizes = measure(tree);
    let elements = || {
        tree.root_element()
            .descendants()
            .filter_map(ElementRef::wrap)
    };
    let size = |element: &ElementRef<'_>| sizes.get(&element.id()).copied().unwrap_or_default();
    let named = elements().filter(|element| size(element).is_prose() && presets.knows(*element));
    let mut best: Option<ElementRef<'a>> = None;
    for element in named {
        // Inside one that has hardly more, the inner one: it has less around the text.
        let better = best.is_none_or(|best| size(&element).prose * 10 >= size(&best).prose * 9);
        if better {
            best = Some(element);
        }
    }
    if let Some(root) = best {
        let name = root.attr("class").or(root.attr("id")).unwrap_or("itemprop");
        let name: String = name.split_whitespace().collect::<Vec<_>>().join(".");
        return (root, format!("<{} {name}>", root.value().name()));
    }
    for tag in ["article", "main"] {
        let of_tag =
            elements().filter(|element| element.value().name() == tag && size(element).is_prose());
        if let Some(root) = of_tag.max_by_key(|element| size(element).prose) {
            return (root, format!("<{tag}>"));
        }
    }
    let scored = elements().filter(|element| size(element).score >= LEAST);
    let worth = |element: &ElementRef<'_>| {
        let size = size(element);
        size.score * size.prose / (size.prose + 2 * size.links).max(1)
    };
    // Of equals the outermost: it comes first.
    let mut root = scored.fold(None, |best: Option<ElementRef<'a>>, element| match best {
        Some(best) if worth(&best) >= worth(&element) => Some(best),
        _ => Some(element),
    });
    // Text in several boxes: the element around them.
    while let Some(inner) = root {
        let outer = inner.parent().and_then(ElementRef::wrap);
        let outer = outer.filter(|outer| {
            let (outer, inner) = (size(outer), size(&inner));
            outer.prose * 10 >= inner.prose * 13 && outer.links * 4 <= outer.prose
        });
        match outer {
            Some(outer) if outer.value().name() != "html" => root = Some(outer),
            _ => break,
        }
    }
    match root {
        Some(root) => (root, "most prose".to_owned()),
        None => (body(tree), "<body>".to_owned()),
    }
}

fn body(tree: &Html) -> ElementRef<'_> {
    let mut children = tree.root_element().children().filter_map(ElementRef::wrap);
    let body = children.find(|child| child.value().name() == "body");
    body.unwrap_or(tree.root_element())
}

fn measure(tree: &Html) -> HashMap<ego_tree::NodeId, Size> {
    let mut sizes: HashMap<ego_tree::NodeId, Size> = HashMap::new();
    for node in tree.root_element().descendants() {
        let Some(text) = node.value().as_text() else {
            continue;
        };
        let length = text.trim().chars().count();
        if length == 0 {
            continue;
        }
        let around: Vec<ElementRef<'_>> = node
            .ancestors()
            .take(FAR)
            .filter_map(ElementRef::wrap)
            .collect();
        let outside =
            |element: &ElementRef<'_>| is_never_text(*element) || is_surrounding(*element);
        if around.iter().any(outside) {
            continue;
        }
        let in_link = around.iter().any(|element| element.value().name() == "a");
        // The paragraph that it is in: the first element that is no part of a line.
        let paragraph = around
            .iter()
            .position(|element| !super::blocks::is_inline(*element))
            .unwrap_or(0);
        for (distance, element) in around.iter().enumerate() {
            let size = sizes.entry(element.id()).or_default();
            if in_link {
                size.links += length;
                continue;
            }
            size.prose += length;
            match distance.checked_sub(paragraph) {
                Some(0) if element.value().name() != "p" => size.score += length,
                Some(1) => size.score += length,
                Some(2) => size.score += length / 2,
                _ => {}
            }
        }
    }
    sizes
}
