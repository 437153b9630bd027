//! Telex and VNI typed with the input method off: `coong nghieepj`, `co6ng nghie65p`.

use super::{How, Understood, Vocabulary};
use crate::search::query::{Query, QueryWord, Reading};
use crate::text::case::Case;
use crate::text::keystrokes::{InputMethod, decode};
use crate::text::syllable::is_function_word;
use crate::text::{Term, fold, slice};

/// Worth of the second reading of a word that the index has both as typed and decoded.
const SECOND: u8 = 30;
/// Letters and digits of a VNI word at least, in capitals one more: shorter ones are mostly
/// names (A4, U23, Q7).
const SHORTEST_VNI: usize = 3;

/// Reads words as keys where the index speaks for it. Two such words, or most of the query,
/// make the whole query one of keys; a lone one may as well be a typo, and is left to
/// [`spelling`](super::spelling).
pub fn read(
    query: &mut Query,
    text: &str,
    vocabulary: &Vocabulary<'_>,
    understood: &mut Vec<Understood>,
) {
    for (method, how) in [
        (InputMethod::Telex, How::Telex),
        (InputMethod::Vni, How::Vni),
    ] {
        let readings: Vec<Option<Reading>> = query
            .words
            .iter()
            .map(|word| reading(word, text, method, vocabulary))
            .collect();
        let unknown = |(word, reading): (&QueryWord, &Option<Reading>)| {
            reading.is_some() && !vocabulary.knows(word.main())
        };
        let certain = query
            .words
            .iter()
            .zip(&readings)
            .filter(|pair| unknown(*pair))
            .count();
        if certain == 0 && readings.iter().flatten().count() < query.words.len().max(2) {
            add_seconds(query, readings);
            continue;
        }
        let whole = certain >= 2 || certain * 5 >= query.words.len() * 3;
        for (word, reading) in query.words.iter_mut().zip(readings) {
            let Some(reading) = reading else { continue };
            let known = vocabulary.knows(word.main());
            if !whole {
                if known {
                    word.readings.push(Reading {
                        percent: SECOND,
                        ..reading
                    });
                } else {
                    word.as_keys = Some((reading, how));
                }
                continue;
            }
            let typed = slice(text, word.span.clone());
            let mut meant = String::new();
            Case::of(typed).write(&decode(typed, method).unwrap_or_default(), &mut meant);
            understood.push(Understood {
                typed: typed.to_string(),
                meant,
                how,
            });
            word.function_word = is_function_word(&reading.term.key);
            let literal = std::mem::replace(&mut word.readings[0], reading);
            if known {
                word.readings.push(Reading {
                    percent: SECOND,
                    ..literal
                });
            }
            query.accented = true;
        }
        return;
    }
}

fn add_seconds(query: &mut Query, readings: Vec<Option<Reading>>) {
    for (word, reading) in query.words.iter_mut().zip(readings) {
        word.readings.extend(reading.map(|reading| Reading {
            percent: SECOND,
            ..reading
        }));
    }
}

/// What a word spells as keys, if the index has that.
fn reading(
    word: &QueryWord,
    text: &str,
    method: InputMethod,
    vocabulary: &Vocabulary<'_>,
) -> Option<Reading> {
    let typed = text.get(word.span.clone())?;
    let upper = typed.bytes().any(|byte| byte.is_ascii_uppercase());
    let shortest = SHORTEST_VNI + usize::from(upper);
    if method == InputMethod::Vni && typed.len() < shortest {
        return None;
    }
    let spelled = decode(typed, method)?;
    let reading = Reading {
        term: Term::of(&spelled),
        prefix: word.main().prefix.as_ref().map(|_| fold(&spelled)),
        percent: 100,
    };
    let known = vocabulary.has(&reading.term)
        || reading
            .prefix
            .as_ref()
            .is_some_and(|letters| vocabulary.begins(letters, &reading.term));
    known.then_some(reading)
}
