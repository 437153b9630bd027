//! Columns: what documents are filtered by and sorted by, of all documents side by side. Read when
//! somebody filters, sorts or counts; a plain search does without.
//!
//! ```text
//! columns := dates · column*
//! dates   := packed date u24{documents}              little-endian, 0 where unknown
//! column  := name str · values varint · value str{values} · (count varint · value varint{count}){documents}
//! ```
//!
//! The first column is `source`. Values are numbered in the order of their first document.

use crate::format::varint::Cursor;
#[cfg(feature = "writer")]
use crate::format::varint::{put_bytes, put_varint};

/// The name of the column that every index has.
pub const SOURCE: &str = "source";

/// One thing to filter by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// `source`, `chuyên mục`.
    pub name: String,
    /// Its values by number.
    pub values: Vec<String>,
    /// Where the numbers of each document begin in `numbers`; one more at the end.
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Column {
    /// The numbers of a document's values.
    pub fn of(&self, doc: usize) -> &[u32] {
        let start = self.starts.get(doc).copied().unwrap_or(0) as usize;
        let end = self.starts.get(doc + 1).copied().unwrap_or(0) as usize;
        self.numbers.get(start..end).unwrap_or_default()
    }
}

/// All columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// By document; 0 where unknown.
    pub dates: Vec<u32>,
    /// The first is that of sources.
    pub columns: Vec<Column>,
}

/// Collects columns, document by document.
#[cfg(feature = "writer")]
#[derive(Debug)]
pub struct ColumnsBuilder {
    dates: Vec<u8>,
    columns: Vec<ColumnBuilder>,
    documents: usize,
}

#[cfg(feature = "writer")]
#[derive(Debug, Default)]
struct ColumnBuilder {
    name: String,
    values: Vec<String>,
    numbers: rustc_hash::FxHashMap<String, u32>,
    by_document: Vec<Vec<u32>>,
}

#[cfg(feature = "writer")]
impl Default for ColumnsBuilder {
    fn default() -> Self {
        Self {
            dates: Vec::new(),
            columns: vec![ColumnBuilder {
                name: SOURCE.to_string(),
                ..ColumnBuilder::default()
            }],
            documents: 0,
        }
    }
}

#[cfg(feature = "writer")]
impl ColumnsBuilder {
    /// Adds the values of the next document.
    pub fn push(&mut self, document: &crate::document::Document) {
        let date = document.date.as_deref();
        let date = date.and_then(super::packed_date::pack_date).unwrap_or(0);
        self.dates.extend_from_slice(&date.to_le_bytes()[..3]);
        if let Some(source) = &document.source {
            self.columns[0].add(self.documents, source);
        }
        for (name, value) in &document.filters {
            let at = self.columns.iter().position(|column| column.name == *name);
            let at = at.unwrap_or_else(|| {
                self.columns.push(ColumnBuilder {
                    name: name.clone(),
                    ..ColumnBuilder::default()
                });
                self.columns.len() - 1
            });
            self.columns[at].add(self.documents, value);
        }
        self.documents += 1;
    }

    /// The encoded columns.
    pub fn finish(mut self) -> Vec<u8> {
        let mut out = self.dates;
        for column in &mut self.columns {
            column.by_document.resize(self.documents, Vec::new());
            put_bytes(&mut out, column.name.as_bytes());
            put_varint(&mut out, column.values.len() as u32);
            for value in &column.values {
                put_bytes(&mut out, value.as_bytes());
            }
            for numbers in &column.by_document {
                put_varint(&mut out, numbers.len() as u32);
                numbers
                    .iter()
                    .for_each(|number| put_varint(&mut out, *number));
            }
        }
        out
    }
}

#[cfg(feature = "writer")]
impl ColumnBuilder {
    fn add(&mut self, document: usize, value: &str) {
        let next = self.values.len() as u32;
        let number = *self.numbers.entry(value.to_string()).or_insert(next);
        if number == next {
            self.values.push(value.to_string());
        }
        self.by_document.resize(document + 1, Vec::new());
        let numbers = &mut self.by_document[document];
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
}

impl Columns {
    /// Decodes the columns of so many documents behind those that are there; what does not fit is
    /// left out.
    pub fn add(&mut self, bytes: &[u8], documents: u32) {
        let before = self.dates.len();
        let mut cursor = Cursor::new(bytes);
        let dates = cursor.take(documents as usize * 3).unwrap_or_default();
        for date in dates.chunks_exact(3) {
            let [a, b, c] = [date[0], date[1], date[2]].map(u32::from);
            self.dates.push(a | b << 8 | c << 16);
        }
        while self.add_column(&mut cursor, before, documents).is_some() {}
    }

    fn add_column(&mut self, cursor: &mut Cursor<'_>, before: usize, documents: u32) -> Option<()> {
        let column = self.named(cursor.str()?);
        // Nothing is looked up in the first part: its values are distinct.
        let known = if before > 0 { column.values.len() } else { 0 };
        let mut numbers = Vec::new();
        for _ in 0..cursor.varint()? {
            let value = cursor.str()?;
            let same = column.values[..known]
                .iter()
                .position(|known| known == value);
            numbers.push(same.unwrap_or(column.values.len()) as u32);
            if same.is_none() {
                column.values.push(value.to_string());
            }
        }
        // Those before without a value have an empty range.
        column
            .starts
            .resize(before + 1, column.numbers.len() as u32);
        for _ in 0..documents {
            for _ in 0..cursor.varint()? {
                let number = numbers.get(cursor.varint()? as usize)?;
                column.numbers.push(*number);
            }
            column.starts.push(column.numbers.len() as u32);
        }
        Some(())
    }

    /// The column of a name, which may be new.
    fn named(&mut self, name: &str) -> &mut Column {
        let same = self.columns.iter().position(|column| column.name == name);
        let at = same.unwrap_or(self.columns.len());
        if same.is_none() {
            self.columns.push(Column {
                name: name.to_string(),
                ..Column::default()
            });
        }
        &mut self.columns[at]
    }
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn columns_read_back() {
        let filter = |value: &str| ("loại".to_string(), value.to_string());
        let documents = [
            Document {
                date: Some("2023-06-14".into()),
                source: Some("TTXVN".into()),
                ..Document::default()
            },
            Document {
                filters: vec![filter("nghị định"), filter("luật"), filter("luật")],
                ..Document::default()
            },
            Document {
                source: Some("Báo".into()),
                filters: vec![filter("luật")],
                ..Document::default()
            },
        ];
        let mut builder = ColumnsBuilder::default();
        documents.iter().for_each(|document| builder.push(document));
        let bytes = builder.finish();
        let mut columns = Columns::default();
        columns.add(&bytes, 3);
        assert_eq!(columns.dates, [2023 << 9 | 6 << 5 | 14, 0, 0]);
        let [source, kind] = &columns.columns[..] else {
            panic!("{columns:?}")
        };
        assert_eq!(
            (&source.name[..], &source.values[..]),
            (SOURCE, &["TTXVN".to_string(), "Báo".to_string()][..])
        );
        assert_eq!(
            [source.of(0), source.of(1), source.of(2)],
            [&[0][..], &[], &[1]]
        );
        assert_eq!(
            [kind.of(0), kind.of(1), kind.of(2)],
            [&[][..], &[0, 1], &[1]]
        );
        (0..bytes.len()).for_each(|len| Columns::default().add(&bytes[..len], 3));
        // Behind others, values of the same name and text are the same.
        let mut more = ColumnsBuilder::default();
        more.push(&documents[2]);
        columns.add(&more.finish(), 1);
        let [source, kind] = &columns.columns[..] else {
            panic!("{columns:?}")
        };
        assert_eq!([source.of(2), source.of(3), kind.of(3)], [&[1], &[1], &[1]]);
        assert_eq!(
            (source.values.len(), kind.values.len(), columns.dates.len()),
            (2, 2, 4)
        );
    }
}
