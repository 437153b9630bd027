//! The site's own short forms: TOML, `KCN = "khu công nghiệp"`.

use crate::commands::toml_file::{self, Problem};
use crate::terminal::plain;
use khongdau_core::analysis::acronyms::MAX_LONG_TERMS;
use khongdau_core::analysis::analyze;
use khongdau_core::index::acronyms::letters;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A short form and one thing it stands for.
#[derive(Debug, PartialEq, Eq)]
pub struct OwnAcronym {
    pub short: String,
    pub long: String,
}

/// Reads the short forms of a file, in its order; an error names the file and the line.
pub fn read(path: &Path) -> anyhow::Result<Vec<OwnAcronym>> {
    toml_file::read(path, parse)
}

fn parse(text: &str) -> Result<Vec<OwnAcronym>, Problem> {
    let table = DeTable::parse(text).map_err(|error| syntax(text, &error))?;
    let mut entries: Vec<_> = table.into_inner().into_iter().collect();
    entries.sort_by_key(|(short, _)| short.span().start);
    let mut acronyms = Vec::new();
    for (short, value) in entries {
        let (span, short) = (short.span(), short.into_inner());
        if letters(&short).is_empty() {
            let what = format!("the short form \"{}\" has no letters", plain(&short));
            return Err(Problem::at(text, &span, what));
        }
        for value in one_or_all(value) {
            let span = value.span();
            let long = long_form(&short, value.into_inner())
                .map_err(|what| Problem::at(text, &span, what))?;
            let short = short.to_string();
            acronyms.push(OwnAcronym { short, long });
        }
    }
    if acronyms.is_empty() {
        return Err(Problem::whole(
            "has no short form: write some, such as KCN = \"khu công nghiệp\", or leave --acronyms out",
        ));
    }
    Ok(acronyms)
}

/// To TOML only A to Z are letters, which is not what people see in *ĐH*.
fn syntax(text: &str, error: &toml::de::Error) -> Problem {
    let mut problem = Problem::syntax(text, error);
    if problem.what.contains("unquoted key") {
        problem.what += ": put a short form with any others in quotes";
    }
    problem
}

/// The values of a list, or the one that is no list. An empty list is given back, to be refused.
fn one_or_all(value: Spanned<DeValue<'_>>) -> Vec<Spanned<DeValue<'_>>> {
    let span = value.span();
    match value.into_inner() {
        DeValue::Array(all) if !all.is_empty() => all.into_iter().collect(),
        one => vec![Spanned::new(span, one)],
    }
}

/// What a short form stands for, or what is wrong with it.
fn long_form(short: &str, value: DeValue<'_>) -> Result<String, String> {
    let short = plain(short);
    let long = match value {
        DeValue::String(long) => long,
        DeValue::Array(list) if list.is_empty() => {
            return Err(format!(
                "the list for {short} is empty: write what it stands for"
            ));
        }
        other => {
            return Err(format!(
                "what {short} stands for is text or a list of texts, not {}: \
                 write it as \"khu công nghiệp\", in quotes",
                with_article(other.type_str())
            ));
        }
    };
    match analyze(&long).tokens.len() {
        0 => Err(format!(
            "what {short} stands for has no words: write it out, or leave {short} out"
        )),
        1..=MAX_LONG_TERMS => Ok(long.trim().to_owned()),
        words => Err(format!(
            "what {short} stands for has {words} syllables: write at most {MAX_LONG_TERMS}"
        )),
    }
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'i']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_lists_in_the_order_of_the_file() {
        let found =
            parse("# own\nTP = 'thành phố'\n\"ĐH\" = [\"đại học\", ' đơn hàng ']\n").unwrap();
        let expected = [("TP", "thành phố"), ("ĐH", "đại học"), ("ĐH", "đơn hàng")];
        let expected = expected.map(|(short, long)| OwnAcronym {
            short: short.into(),
            long: long.into(),
        });
        assert_eq!(found, expected);
    }
}
