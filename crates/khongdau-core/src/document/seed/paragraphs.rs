//! Lines that are left become paragraphs.

use super::captions;
use super::compare::key;
use super::lines::{Line, breaks_off, is_list_item, words};
use std::collections::BTreeSet;

/// A shorter paragraph that comes twice may mean to: a refrain, a heading, an answer.
const REPEATED_WORDS: usize = 12;

/// A shorter paragraph without an end mark is a heading or an item, no half sentence.
const HALF_SENTENCE_WORDS: usize = 20;

/// Drops headlines that stand in the text again, leads that break off and are then given in full,
/// and paragraphs that have been there.
pub fn drop_repetitions(lines: &mut Vec<Line<'_>>, titles: &[&str]) {
    let titles: Vec<String> = titles.iter().map(|title| key(title)).collect();
    let keys: Vec<String> = lines.iter().map(|line| key(line.text)).collect();
    let mut seen = BTreeSet::new();
    let mut index = 0;
    lines.retain(|line| {
        let this = &keys[index];
        index += 1;
        let long = words(line.text) >= REPEATED_WORDS;
        let again = long && !seen.insert(this);
        let truncated = long && keys.get(index).is_some_and(|next| is_start_of(this, next));
        !(titles.contains(this) || again || truncated)
    });
}

/// Whether `this` breaks off and `next` goes on.
fn is_start_of(this: &str, next: &str) -> bool {
    let start = this.trim_end_matches(['.', '…', ' ']);
    next.len() > this.len() && next.starts_with(start)
}

/// The body: sentences that a caption has split are whole again, captions that stay follow them.
pub fn join(lines: &[Line<'_>], title: &str) -> String {
    let names = captions::vocabulary(lines, title);
    let mut body: Vec<String> = Vec::new();
    let mut last = None;
    let mut after_caption = false;
    for line in lines {
        if line.caption {
            after_caption = true;
            body.extend(captions::kept(line.text, &names).map(str::to_owned));
            continue;
        }
        match last.and_then(|at: usize| body.get_mut(at)) {
            Some(paragraph) if goes_on(paragraph, line.text, after_caption) => {
                paragraph.push(' ');
                paragraph.push_str(line.text);
            }
            _ => {
                last = Some(body.len());
                body.push(line.text.to_owned());
            }
        }
        after_caption = false;
    }
    body.join("\n")
}

/// Whether `next` is the rest of the sentence that `paragraph` breaks off in. A small letter says
/// so; a capital (a name may come next) only where a caption stood between.
fn goes_on(paragraph: &str, next: &str, after_caption: bool) -> bool {
    let small = next.starts_with(char::is_lowercase);
    let letter = next.starts_with(char::is_alphabetic) && !is_list_item(next);
    let half = breaks_off(paragraph)
        && words(paragraph) >= HALF_SENTENCE_WORDS
        && !is_list_item(paragraph);
    half && letter && (small || after_caption)
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    const HALF: &str = "Các ban, bộ, ngành và doanh nghiệp đã trao đổi, thảo luận, kiến nghị những cơ chế để tạo kênh \
        kết nối với các cơ quan quản lý";

    #[track_caller]
    fn check(text: &str, captions: &[&str], expected: &str) {
        let mut lines = split(text);
        drop_repetitions(&mut lines, &["Tiêu đề"]);
        lines
            .iter_mut()
            .for_each(|line| line.caption = captions.contains(&line.text));
        assert_eq!(join(&lines, "Tiêu đề"), expected, "{text:?}");
    }

    #[test]
    fn repetitions_are_dropped() {
        check("TIÊU ĐỀ\nA", &[], "A");
        check(
            &format!("{HALF}...\n{HALF} ở tỉnh."),
            &[],
            &format!("{HALF} ở tỉnh."),
        );
        check(
            &format!("{HALF}\n{HALF} ở tỉnh."),
            &[],
            &format!("{HALF} ở tỉnh."),
        );
        check(&format!("{HALF}.\nA\n{HALF}."), &[], &format!("{HALF}.\nA"));
        check("Vâng.\nKhông.\nVâng.", &[], "Vâng.\nKhông.\nVâng.");
    }

    #[test]
    fn split_sentences_are_joined() {
        check(
            &format!("{HALF}\nảnh\nNhà nước."),
            &["ảnh"],
            &format!("{HALF} Nhà nước."),
        );
        check(
            &format!("{HALF}\nnhà nước."),
            &[],
            &format!("{HALF} nhà nước."),
        );
        check(
            &format!("{HALF}\nẢnh của Bumjin\nnhà."),
            &["Ảnh của Bumjin"],
            &format!("{HALF} nhà.\nẢnh của Bumjin"),
        );
    }

    #[test]
    fn paragraphs_headings_and_lists_are_left_alone() {
        let texts = [
            format!("{HALF}\nNhà nước."),
            format!("{HALF}\n- nhà nước\n- tỉnh"),
            format!("{HALF}\na) nhà nước\nb) tỉnh"),
            "Gồm có:\nthép\nxi măng".to_owned(),
            "Đề mục\n“Trích dẫn”, ông nói.".to_owned(),
        ];
        for text in texts {
            check(&text, &[], &text);
        }
    }
}
