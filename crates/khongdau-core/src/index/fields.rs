//! How the fields of a document count: BM25F (Robertson, Zaragoza and Taylor 2004). The writer weighs
//! terms by it once; the ranking weighs what it reads itself by the same.

/// How a field counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FieldWeight {
    /// Worth of one occurrence; 1 is neutral.
    pub weight: f32,
    /// How far length is held against a field, 0 (not at all) to 1 (in full).
    pub b: f32,
}

impl FieldWeight {
    /// The title repeats nothing, so that its length says little.
    pub const TITLE: FieldWeight = FieldWeight {
        weight: 4.0,
        b: 0.4,
    };
    /// The body; `b` as usual.
    pub const BODY: FieldWeight = FieldWeight {
        weight: 1.0,
        b: 0.75,
    };

    /// Weighted, length-normalised frequency.
    pub fn frequency(self, count: f32, length: u32, average: f32) -> f32 {
        self.weight * count / (1.0 - self.b + self.b * length as f32 / average)
    }
}
