//! CSV and TSV: one article a row. The first row names the columns, in English or Vietnamese.

use super::{BadFile, CATEGORY, date};
use crate::encoding;
use crate::{Article, Found};
use khongdau_core::document::Document;
use khongdau_core::text::fold;

/// What a column is, by its name without accents, blanks and signs.
fn field(name: &str) -> Option<&'static str> {
    let mut name = fold(name);
    name.retain(char::is_alphanumeric);
    Some(match &name[..] {
        "id" | "ma" | "maso" | "key" => "id",
        "title" | "tieude" | "ten" | "name" | "headline" | "trichyeu" => "title",
        "text" | "body" | "content" | "noidung" | "mota" | "description" | "toanvan" => "text",
        "url" | "link" | "duongdan" | "diachi" | "lienket" => "url",
        "date" | "ngay" | "ngaydang" | "ngaybanhanh" | "published" | "ngayxuatban" | "pubdate" => {
            "date"
        }
        "source" | "nguon" | "coquan" | "coquanbanhanh" | "author" | "tacgia" => "source",
        "category" | "categories" | "chuyenmuc" | "danhmuc" | "loai" | "loaivanban" | "linhvuc" => {
            "category"
        }
        _ => return None,
    })
}

/// The line and the article of a row.
pub type Row = Result<(u64, Article), BadFile>;

/// The articles of a table, each with its line. A row without title and text is a problem of that
/// row; a table without such columns is one of the file.
pub fn read(bytes: &[u8], stated: Option<&str>) -> Result<Vec<Row>, BadFile> {
    let decoded = encoding::decode(bytes, stated).map_err(|error| bad(0, error.to_string()))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&decoded.text))
        .flexible(true)
        .from_reader(decoded.text.as_bytes());
    let headers = reader
        .headers()
        .map_err(|error| bad(1, error.to_string()))?
        .clone();
    let columns: Vec<(Option<&'static str>, String)> = headers
        .iter()
        .map(|name| (field(name), name.trim().to_owned()))
        .collect();
    let has = |wanted: &str| columns.iter().any(|(field, _)| *field == Some(wanted));
    if !has("title") && !has("text") {
        let names: Vec<&str> = headers.iter().collect();
        let what = format!(
            "has no column with titles or texts; its columns are {}: name one of them title or text",
            names.join(", ")
        );
        return Err(bad(1, what));
    }
    let rows = reader.records().map(|row| {
        let row = row.map_err(|error| {
            bad(
                error.position().map_or(0, csv::Position::line),
                error.to_string(),
            )
        })?;
        let line = row.position().map_or(0, csv::Position::line);
        let document = document(&columns, &row, line);
        if document.title.is_empty() && document.body.is_empty() {
            return Err(bad(line, "has neither a title nor a text".to_owned()));
        }
        Ok((line, article(document, &decoded)))
    });
    Ok(rows.collect())
}

fn bad(line: u64, what: String) -> BadFile {
    BadFile { line, what }
}

/// The sign that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
    // The first of equals: a comma.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}

fn document(
    columns: &[(Option<&'static str>, String)],
    row: &csv::StringRecord,
    line: u64,
) -> Document {
    let mut document = Document {
        id: line.to_string(),
        ..Document::default()
    };
    for ((field, name), value) in columns.iter().zip(row) {
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        match field {
            Some("id") => document.id = value.to_owned(),
            Some("title") => {
                document.title = value.split_whitespace().collect::<Vec<_>>().join(" ")
            }
            Some("text") => document.body = crate::lines(value),
            Some("url") => document.url = value.to_owned(),
            Some("date") => document.date = date(value),
            Some("source") => document.source = Some(value.to_owned()),
            Some("category") => document.filters.push((name_of(name), value.to_owned())),
            _ => {}
        }
    }
    document
}

/// A column of categories is a filter of its own name.
fn name_of(column: &str) -> String {
    match column {
        "category" | "categories" => CATEGORY.to_owned(),
        name => name.to_owned(),
    }
}

fn article(mut document: Document, decoded: &encoding::Decoded) -> Article {
    if document.title.is_empty() {
        document.title = crate::first_words(&document.body);
    }
    Article {
        document,
        lang: None,
        found: Found {
            title: "column".to_owned(),
            body: "column".to_owned(),
            encoding: format!("{} ({})", decoded.name, decoded.how),
            ..Found::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_articles() {
        let table = "Mã số;Tiêu đề;Nội dung;Ngày ban hành;Loại văn bản\n01;\"Nghị quyết; số 29\";\"Điều 1\nĐiều 2\";13/12/2022;Nghị quyết\n;;;;\n";
        let rows = read(table.as_bytes(), None).unwrap();
        let (line, article) = rows[0].clone().unwrap();
        let document = article.document;
        assert_eq!(
            (line, &document.id[..], &document.title[..]),
            (2, "01", "Nghị quyết; số 29")
        );
        assert_eq!(document.body, "Điều 1\nĐiều 2");
        assert_eq!(document.date.as_deref(), Some("2022-12-13"));
        assert_eq!(
            document.filters,
            [("Loại văn bản".to_owned(), "Nghị quyết".to_owned())]
        );
        assert_eq!(rows[1].clone().unwrap_err().line, 4);
        assert!(read(b"a,b\n1,2\n", None).unwrap_err().what.contains("a, b"));
    }
}
