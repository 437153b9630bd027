//! What is indexed: one [`Document`] per article, whatever its file looked like.

#[cfg(feature = "writer")]
pub mod date;
#[cfg(feature = "writer")]
pub mod seed;

/// One article, ready to be indexed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Stable identifier, unique within an index. For a seed: its file name without extension.
    pub id: String,
    /// Where the article is read. Empty when it has no page of its own.
    pub url: String,
    /// Headline, one line. Never empty once a parser is done with it.
    pub title: String,
    /// Date of publication as `YYYY-MM-DD`, where known.
    pub date: Option<String>,
    /// Who published it, where stated.
    pub source: Option<String>,
    /// Running text; paragraphs are separated by one `\n`. Code points as the author wrote them.
    pub body: String,
    /// Parts of the body that a link can lead to, in order of the paragraph they begin with.
    pub sections: Vec<Section>,
    /// What else readers may filter by: name and value, such as `("loại", "nghị định")`. A name may
    /// have several values. Sources and years are filters without being named here.
    pub filters: Vec<(String, String)>,
}

/// A part of a document under a heading of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The paragraph of the body that is the heading, counted from 0.
    pub paragraph: u32,
    /// The `id` of the heading in its page: what stands behind `#` in a link to it.
    pub anchor: String,
}
