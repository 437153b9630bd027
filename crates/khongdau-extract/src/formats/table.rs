//! CSV and TSV: one article a row. The first row names the columns, in English or Vietnamese.

use super::{BadFile, CATEGORY, Raw, date};
use crate::html::fragment_text;
use crate::{Article, Found};
use khongdau_core::document::Document;
use khongdau_core::text::fold;
use std::hash::{Hash, Hasher};
use std::io::Cursor;
use std::sync::Arc;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// What tells the article from others; without it, the number of its line.
    Id,
    /// Its headline.
    Title,
    /// Its text, which may be HTML.
    Text,
    /// Where it is read.
    Url,
    /// When it was published.
    Date,
    /// Who published it.
    Source,
    /// A filter with the name of the column.
    Filter,
}

impl Field {
    /// By the name that settings have for it: `title`, `filter`, …
    pub fn named(name: &str) -> Option<Field> {
        Some(match name {
            "id" => Field::Id,
            "title" => Field::Title,
            "text" => Field::Text,
            "url" => Field::Url,
            "date" => Field::Date,
            "source" => Field::Source,
            "filter" => Field::Filter,
            _ => return None,
        })
    }

    /// By the name of a column, without accents, blanks and signs.
    fn of_column(name: &str) -> Option<Field> {
        let mut name = fold(name);
        name.retain(char::is_alphanumeric);
        Some(match &name[..] {
            "id" | "ma" | "maso" | "key" => Field::Id,
            "title" | "tieude" | "ten" | "name" | "headline" | "trichyeu" => Field::Title,
            "text" | "body" | "content" | "noidung" | "mota" | "description" | "toanvan" => {
                Field::Text
            }
            "url" | "link" | "duongdan" | "diachi" | "lienket" => Field::Url,
            "date" | "ngay" | "ngaydang" | "ngaybanhanh" | "published" | "ngayxuatban"
            | "pubdate" => Field::Date,
            "source" | "nguon" | "coquan" | "coquanbanhanh" | "author" | "tacgia" => Field::Source,
            "category" | "categories" | "chuyenmuc" | "danhmuc" | "loai" | "loaivanban"
            | "linhvuc" => Field::Filter,
            _ => return None,
        })
    }
}

/// The columns that are read: what each holds, its name, and its number.
#[derive(Debug, Hash)]
struct Columns {
    columns: Vec<(Field, String, usize)>,
    /// Of the file, in words.
    encoding: String,
}

/// Rows of a table, read one after the other.
pub struct Rows {
    records: csv::StringRecordsIntoIter<Cursor<String>>,
    columns: Arc<Columns>,
}

/// A row, not yet understood.
#[derive(Debug)]
pub struct Row {
    record: csv::StringRecord,
    columns: Arc<Columns>,
}

impl Hash for Row {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.record.iter().for_each(|field| field.hash(state));
        self.columns.hash(state);
    }
}

/// Opens a table. `mapping` says what columns hold whose names do not: field and name of the column.
/// A table without titles and texts is an error, and so is a mapping of a column that is not there.
pub fn rows(text: String, encoding: String, mapping: &[(Field, String)]) -> Result<Rows, BadFile> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .flexible(true)
        .from_reader(Cursor::new(text));
    let headers = reader
        .headers()
        .map_err(|error| bad(1, error.to_string()))?
        .clone();
    let columns = Arc::new(Columns {
        columns: columns(&headers, mapping)?,
        encoding,
    });
    let records = reader.into_records();
    Ok(Rows { records, columns })
}

fn columns(
    headers: &csv::StringRecord,
    mapping: &[(Field, String)],
) -> Result<Vec<(Field, String, usize)>, BadFile> {
    let there = || headers.iter().map(str::trim).collect::<Vec<_>>().join(", ");
    let mut columns = Vec::new();
    for (field, name) in mapping {
        let at = headers
            .iter()
            .position(|header| header.trim() == name.trim());
        match at {
            Some(at) => columns.push((*field, name.trim().to_owned(), at)),
            None => {
                let what = format!("has no column \"{name}\"; its columns are {}", there());
                return Err(bad(1, what));
            }
        }
    }
    for (at, header) in headers.iter().enumerate() {
        let is_mapped = columns.iter().any(|(_, _, other)| *other == at);
        let field = Field::of_column(header).filter(|_| !is_mapped);
        // The first column of a kind is it; filters may be many.
        let is_free = |field: &Field| {
            *field == Field::Filter || columns.iter().all(|(other, _, _)| other != field)
        };
        if let Some(field) = field.filter(is_free) {
            columns.push((field, header.trim().to_owned(), at));
        }
    }
    let has = |wanted: Field| columns.iter().any(|(field, _, _)| *field == wanted);
    match has(Field::Title) || has(Field::Text) {
        true => Ok(columns),
        false => Err(bad(
            1,
            format!(
                "has no column with titles or texts; its columns are {}: name one of them title or text, or say which it is with --column title=NAME",
                there()
            ),
        )),
    }
}

impl Iterator for Rows {
    type Item = Result<Raw, BadFile>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.records.next()?;
        Some(match row {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                let row = Row {
                    record,
                    columns: self.columns.clone(),
                };
                Ok(Raw::row(line, row))
            }
            Err(error) => Err(bad(
                error.position().map_or(0, csv::Position::line),
                error.to_string(),
            )),
        })
    }
}

impl Row {
    /// Bytes of its values.
    pub fn size(&self) -> usize {
        self.record.as_slice().len()
    }

    /// The article of the row that begins on `line`.
    pub fn read(&self, line: u64) -> Result<Article, BadFile> {
        let mut document = Document {
            id: line.to_string(),
            ..Document::default()
        };
        let mut found = Found {
            encoding: self.columns.encoding.clone(),
            ..Found::default()
        };
        for (field, name, at) in &self.columns.columns {
            let value = self.record.get(*at).unwrap_or_default().trim();
            if value.is_empty() {
                continue;
            }
            let origin = || format!("column \"{name}\"");
            match field {
                Field::Id => document.id = value.to_owned(),
                Field::Title => {
                    document.title = one_line(value);
                    found.title = origin();
                }
                Field::Text => {
                    document.body = text(value);
                    found.body = origin();
                }
                Field::Url => document.url = value.to_owned(),
                Field::Date => {
                    document.date = date::anywhere(value);
                    found.date = document.date.iter().map(|_| origin()).collect();
                }
                Field::Source => {
                    document.source = Some(one_line(value));
                    found.source = origin();
                }
                Field::Filter => document.filters.push((filter_name(name), one_line(value))),
            }
        }
        if document.title.is_empty() {
            document.title = crate::first_words(&document.body);
            found.title = "the first words".to_owned();
        }
        match document.title.is_empty() {
            true => Err(bad(line, "has neither a title nor a text".to_owned())),
            false => Ok(Article {
                document,
                lang: None,
                found,
            }),
        }
    }
}

/// A column of categories is a filter of its own name, in Vietnamese where that is English.
fn filter_name(column: &str) -> String {
    match column {
        "category" | "categories" => CATEGORY.to_owned(),
        name => name.to_owned(),
    }
}

/// Exports of content management systems have HTML in their cells.
fn text(value: &str) -> String {
    let is_html = ["</p>", "<br", "</div>", "</span>", "</li>"]
        .iter()
        .any(|tag| value.contains(tag));
    match is_html {
        true => fragment_text(value),
        false => crate::lines(value),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn bad(line: u64, what: String) -> BadFile {
    BadFile { line, what }
}

/// The sign that the first line has most of, outside quotes; a comma if it has none.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let mut counts = [(b'\t', 0), (b';', 0), (b',', 0)];
    let mut in_quotes = false;
    for byte in first.bytes() {
        in_quotes ^= byte == b'"';
        for (sign, count) in &mut counts {
            *count += u32::from(byte == *sign && !in_quotes);
        }
    }
    // Of equals the last.
    let most = counts.iter().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(sign, _)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::NoArticle;

    fn read(text: &str, mapping: &[(Field, String)]) -> Vec<Result<Document, NoArticle>> {
        let rows = rows(text.to_owned(), String::new(), mapping).ok().unwrap();
        let of = |raw: Result<Raw, BadFile>| Ok(raw?.read()?.document);
        rows.map(of).collect()
    }

    fn refused(text: &str, mapping: &[(Field, String)]) -> BadFile {
        rows(text.to_owned(), String::new(), mapping).err().unwrap()
    }

    #[test]
    fn rows_are_articles() {
        let table = "Mã số;Tiêu đề;\"Nội dung, đủ, cả\";Ngày ban hành;Loại văn bản\n01;\"Nghị quyết; số 29\";\"Điều 1\nĐiều 2\";13/12/2022;Nghị quyết\n;;;;\n";
        let table = table.replace("\"Nội dung, đủ, cả\"", "Nội dung");
        let rows = read(&table, &[]);
        let document = rows[0].clone().unwrap();
        assert_eq!(
            (&document.id[..], &document.title[..]),
            ("01", "Nghị quyết; số 29")
        );
        assert_eq!(document.body, "Điều 1\nĐiều 2");
        assert_eq!(document.date.as_deref(), Some("2022-12-13"));
        assert_eq!(
            document.filters,
            [("Loại văn bản".to_owned(), "Nghị quyết".to_owned())]
        );
        assert!(matches!(&rows[1], Err(NoArticle::Bad(bad)) if bad.line == 4));
    }

    #[test]
    fn columns_by_their_names() {
        #[track_caller]
        fn check(header: &str, row: &str, expected: (&str, &str, &str)) {
            let document = read(&format!("{header}\n{row}\n"), &[]).remove(0).unwrap();
            let found = (&document.id[..], &document.title[..], &document.body[..]);
            assert_eq!(found, expected, "{header}");
        }
        check("tieu_de,noi_dung", "Một,Hai", ("2", "Một", "Hai"));
        check("TIÊU ĐỀ\tNỘI DUNG", "Một\tHai", ("2", "Một", "Hai"));
        check("Title;Content", "Một;Hai", ("2", "Một", "Hai"));
        check("id,text", "a,Chỉ có chữ", ("a", "Chỉ có chữ", "Chỉ có chữ"));
        check("title,name", "Một,Hai", ("2", "Một", ""));
        check(
            "title,text",
            "Một,<p>Hai</p><p>ba<br>bốn</p>",
            ("2", "Một", "Hai\nba\nbốn"),
        );
        check("title,text", "Một,3 < 4", ("2", "Một", "3 < 4"));
        check("title,text", "Một", ("2", "Một", ""));
        check("\"title;a\",text", "Một,Hai", ("2", "Hai", "Hai"));
    }

    #[test]
    fn a_mapping_goes_before_names() {
        let mapping = [
            (Field::Title, "Cột B".to_owned()),
            (Field::Filter, "Khu vực".to_owned()),
        ];
        let document = read("title,Cột B,Khu vực\nMột,Hai,Huế\n", &mapping)
            .remove(0)
            .unwrap();
        assert_eq!(document.title, "Hai");
        assert_eq!(document.filters, [("Khu vực".to_owned(), "Huế".to_owned())]);
        let missing = refused("title\na\n", &mapping);
        assert!(missing.what.contains("no column \"Cột B\""), "{missing}");
        let nothing = refused("a,b\n1,2\n", &[]);
        assert!(nothing.what.contains("a, b"), "{nothing}");
    }
}
