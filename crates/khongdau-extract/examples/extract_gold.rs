//! How good extraction is: `extract_gold FOLDER`, where FOLDER has pages and GOLD.jsonl with lines
//! `{"file", "title", "date", "main_text"}`. Prints the mean F1 of words, the share of exact titles and
//! dates, and pages without an article.
use khongdau_extract::html::{Extractor, HtmlOptions};
use std::collections::HashMap;
use std::path::Path;

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let folder = Path::new(&folder);
    let gold = std::fs::read_to_string(folder.join("GOLD.jsonl")).expect("GOLD.jsonl");
    let extractor = Extractor::new(HtmlOptions::default()).expect("no selectors");
    let (mut pages, mut f1, mut titles, mut dates, mut dated) = (0, 0.0, 0, 0, 0);
    let started = std::time::Instant::now();
    for line in gold.lines() {
        let gold: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text = |name: &str| gold[name].as_str().unwrap_or_default();
        let bytes = std::fs::read(folder.join(text("file"))).expect("a page");
        pages += 1;
        let Ok(page) = extractor.read(&bytes) else {
            println!("lost: {}", text("file"));
            continue;
        };
        let document = page.article.document;
        let score = word_f1(&document.body, text("main_text"));
        f1 += score;
        titles += usize::from(document.title == text("title"));
        if !text("date").is_empty() {
            dated += 1;
            dates += usize::from(document.date.as_deref() == Some(text("date")));
        }
        if std::env::var_os("VERBOSE").is_some() && (score < 0.9 || document.title != text("title"))
        {
            println!(
                "{score:.2} {} | {} | {} | {:?}",
                text("file"),
                document.title,
                text("title"),
                page.article.found
            );
        }
    }
    let share = |count: usize, of: usize| 100.0 * count as f64 / of.max(1) as f64;
    println!(
        "{pages} pages, {:.1} ms each: F1 {:.4}, titles {:.1} %, dates {:.1} % of {dated}",
        started.elapsed().as_secs_f64() * 1000.0 / pages as f64,
        f1 / pages as f64,
        share(titles, pages),
        share(dates, dated)
    );
}

fn word_f1(found: &str, wanted: &str) -> f64 {
    let count = |text: &str| {
        let mut counts: HashMap<String, i64> = HashMap::new();
        text.split_whitespace()
            .for_each(|word| *counts.entry(word.to_owned()).or_default() += 1);
        counts
    };
    let (found, wanted) = (count(found), count(wanted));
    let common: i64 = found
        .iter()
        .map(|(word, n)| (*n).min(wanted.get(word).copied().unwrap_or(0)))
        .sum();
    let all = found.values().sum::<i64>() + wanted.values().sum::<i64>();
    if all == 0 {
        1.0
    } else {
        2.0 * common as f64 / all as f64
    }
}
