//! Second stage: words of the query that stand together in the text.
//!
//! Vietnamese words are mostly two syllables, so pairs of syllables are its words: *công* and
//! *nghiệp* say little apart. Titles are short and are all looked at. Bodies are not: pair
//! filters and the titles tell which of them are worth reading, and only those are.

use super::candidates::{Candidate, Ranker, keep_best};
use super::matcher::{Matcher, WordSet};
use super::query::MAX_WORDS;
use super::ranking::{RERANKED, agreement_weight, idf};
use crate::index::filters::{ALWAYS_READ, key_hash, may_contain, pair_hash};
use crate::index::stream::Codes;
use crate::text::Agreement;

/// Spellings of a pair that are looked up in filters at most.
const MOST_HASHES: usize = 48;

/// What stands together in the candidates.
struct Proximity<'a> {
    ranker: &'a Ranker<'a>,
    matcher: &'a Matcher,
    /// Pairs of neighbours in the query.
    pairs: usize,
    /// Worth of a pair that is not exactly as typed.
    partial: f32,
    /// Weighted frequencies, `pairs` for each candidate.
    frequencies: Vec<f32>,
    /// Scores of each candidate before pairs.
    base: Vec<f32>,
}

/// The longest run of the query's words, in order, in a field.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Run {
    /// Position of its first token.
    start: usize,
    /// Its words.
    len: usize,
    /// The last of them.
    last_word: usize,
    /// How many of them are guesses.
    weak: usize,
}

impl Ranker<'_> {
    /// Adds what standing together is worth, and leaves out candidates that cannot be among the
    /// best `wanted` any more. O(titles of all candidates + bodies of at most [`RERANKED`]).
    pub fn add_proximity(&self, matcher: &Matcher, candidates: &mut Vec<Candidate>, wanted: usize) {
        if self.expansion.words.is_empty() {
            return keep_best(candidates, wanted);
        }
        let pairs = self.expansion.words.len() - 1;
        let partial = if self.expansion.accented {
            agreement_weight(Agreement::Compatible)
        } else {
            1.0
        };
        let mut proximity = Proximity {
            ranker: self,
            matcher,
            pairs,
            partial,
            frequencies: vec![0.0; pairs * candidates.len()],
            base: Vec::new(),
        };
        proximity.add_titles(candidates);
        if candidates.len() > ALWAYS_READ {
            let worths = proximity.estimate_bodies(candidates);
            keep_best(candidates, wanted.max(RERANKED));
            proximity.read_promising(candidates, wanted, &worths);
        } else {
            for candidate in candidates.iter_mut() {
                proximity.read_body(candidate);
            }
        }
        proximity.add_pairs(candidates);
    }

    /// What a run is worth in a title: the idf of its words, by the square of its share.
    fn title_run_score(&self, run: Run, tokens: usize) -> f32 {
        let weights = self.weights;
        let start = if run.start == 0 {
            weights.title_start
        } else {
            1.0
        };
        let whole = if run.len == tokens {
            weights.whole_title
        } else {
            1.0
        };
        let share = self.share(run);
        weights.title_run * start * whole * share * share * self.run_idf(run)
    }

    /// What a run is worth in a body: the idf of its words, by the fourth power of its share.
    fn body_run_score(&self, run: Run) -> f32 {
        let square = self.share(run) * self.share(run);
        self.weights.body_run * square * square * self.run_idf(run)
    }

    /// How many of the query's steps from word to word a run has, 0 to 1.
    fn share(&self, run: Run) -> f32 {
        let steps = self.expansion.words.len() - 1;
        match run.len {
            0 => 0.0,
            len => ((len - 1) as f32 + f32::from(steps == 0)) / steps.max(1) as f32,
        }
    }

    fn run_idf(&self, run: Run) -> f32 {
        let of_run = (run.last_word + 1).saturating_sub(run.len)..run.last_word + 1;
        let words = self.expansion.words.get(of_run).unwrap_or_default();
        let idf: f32 = words.iter().map(|word| word.idf.get()).sum();
        (0..run.weak).fold(idf, |idf, _| idf * self.weights.guess)
    }
}

impl Proximity<'_> {
    /// Looks at every title, and makes the scores of candidates whole but for their bodies.
    fn add_titles(&mut self, candidates: &mut [Candidate]) {
        let view = self.ranker.view;
        let mut titles = view.titles().enumerate();
        for (row, candidate) in candidates.iter_mut().enumerate() {
            candidate.row = row;
            let doc = candidate.doc.0 as usize;
            // Candidates ascend, as titles do.
            let title = titles
                .find(|(at, _)| *at == doc)
                .map(|(_, title)| title.codes);
            if let Some(codes) = title {
                let [one, _] = self.ranker.worth(candidate.doc);
                let run = self.look_at(codes, row, one);
                let worth = self.ranker.title_run_score(run, codes.len());
                self.ranker.note(candidate.doc, &["title run"], worth);
                candidate.score += worth;
            }
            self.base.push(candidate.score);
        }
    }

    /// Adds to each candidate what its body is worth at best, as far as filters tell.
    /// Gives what each pair is worth.
    fn estimate_bodies(&mut self, candidates: &mut [Candidate]) -> Vec<f32> {
        let hashes = self.pair_hashes();
        let mut filters = self.ranker.view.filters.iter().enumerate();
        let mut possible = Vec::with_capacity(candidates.len());
        let mut counts = vec![0u32; self.pairs];
        for candidate in candidates.iter() {
            let doc = candidate.doc.0 as usize;
            let filter = filters.find(|(at, _)| *at == doc).map(|(_, filter)| filter);
            let mut bits = 0u32;
            for (pair, hashes) in hashes.iter().enumerate() {
                let filter = filter.unwrap_or_default();
                if hashes.iter().any(|hash| may_contain(filter, *hash)) {
                    bits |= 1 << pair;
                    counts[pair] += 1;
                }
            }
            possible.push(bits);
        }
        let documents = candidates.len() as u32;
        let worth: Vec<f32> = (0..self.pairs)
            .map(|pair| {
                self.pair_weight(pair) * idf(documents, true_count(counts[pair], documents))
            })
            .collect();
        for (candidate, bits) in candidates.iter_mut().zip(possible) {
            for (pair, worth) in worth
                .iter()
                .enumerate()
                .filter(|(pair, _)| bits >> pair & 1 == 1)
            {
                let title = self.frequencies[candidate.row * self.pairs + pair];
                candidate.score += worth * self.ranker.weights.saturate(title + 1.0);
            }
            candidate.score += self.ranker.body_run_score(longest(bits));
        }
        worth
    }

    /// Reads bodies, the most promising first, until none that is left promises more than
    /// `wanted` of those read have, and leaves those out.
    fn read_promising(&mut self, candidates: &mut Vec<Candidate>, wanted: usize, worths: &[f32]) {
        // Completeness and score of the best read so far, the worst of them last.
        let mut best: Vec<(u8, f32)> = Vec::new();
        let mut read = 0;
        for candidate in candidates.iter_mut() {
            let promised = (candidate.completeness, candidate.score);
            if read >= ALWAYS_READ && best.len() >= wanted && best.last() >= Some(&promised) {
                break;
            }
            self.read_body(candidate);
            read += 1;
            let mut score = candidate.score;
            for (pair, worth) in worths.iter().enumerate() {
                let frequency = self.frequencies[candidate.row * self.pairs + pair];
                score += worth * self.ranker.weights.saturate(frequency);
            }
            let found = (candidate.completeness, score);
            let at = best.partition_point(|other| *other >= found);
            best.insert(at, found);
            best.truncate(wanted.max(1));
        }
        candidates.truncate(read);
    }

    /// Hashes of each pair, one for each way to spell its keys.
    fn pair_hashes(&self) -> Vec<Vec<u32>> {
        let words = &self.ranker.expansion.words;
        let hashes = |word: usize| words[word].keys.iter().map(|key| key_hash(key.as_bytes()));
        (0..self.pairs)
            .map(|pair| {
                hashes(pair)
                    .flat_map(|first| hashes(pair + 1).map(move |second| pair_hash(first, second)))
                    .take(MOST_HASHES)
                    .collect()
            })
            .collect()
    }

    /// Reads a body, and makes the score of its candidate whole but for pairs.
    fn read_body(&mut self, candidate: &mut Candidate) {
        let view = self.ranker.view;
        candidate.score = self.base[candidate.row];
        let Some(body) = view.body(candidate.doc) else {
            return;
        };
        let [_, one] = self.ranker.worth(candidate.doc);
        let run = self.look_at(body.codes, candidate.row, one);
        let worth = self.ranker.body_run_score(run);
        self.ranker.note(candidate.doc, &["body run"], worth);
        candidate.score += worth;
    }

    /// Adds the scores of pairs.
    fn add_pairs(&self, candidates: &mut [Candidate]) {
        let view = self.ranker.view;
        for pair in 0..self.pairs {
            let frequency =
                |candidate: &Candidate| self.frequencies[candidate.row * self.pairs + pair];
            let found = candidates
                .iter()
                .filter(|candidate| frequency(candidate) > 0.0);
            let idf = idf(view.meta.documents, found.count() as u32);
            let weight = self.pair_weight(pair) * idf;
            for candidate in candidates.iter_mut() {
                let worth = weight * self.ranker.weights.saturate(frequency(candidate));
                let words = &self.ranker.expansion.words[pair..pair + 2];
                let what = ["pair ", &words[0].label, " ", &words[1].label];
                self.ranker.note(candidate.doc, &what, worth);
                candidate.score += worth;
            }
        }
    }

    fn pair_weight(&self, pair: usize) -> f32 {
        let words = &self.ranker.expansion.words;
        let function_word = words[pair].function_word || words[pair + 1].function_word;
        let weights = self.ranker.weights;
        weights.pair
            * if function_word {
                weights.function_pair
            } else {
                1.0
            }
    }

    /// Adds the pairs of a field to the frequencies of a candidate, each worth `one`; gives
    /// the longest run.
    fn look_at(&mut self, codes: Codes<'_>, row: usize, one: f32) -> Run {
        let matcher = self.matcher;
        let mut tokens = Window::default();
        let mut runs = Runs::default();
        codes.scan_inlined(matcher.classes(), |position, class| {
            let here = matcher.of_class(class);
            let [before, before_that] = tokens.push(position, here);
            let adjacent = before.agreeing & (here.agreeing >> 1);
            let gapped = before_that.agreeing & (here.agreeing >> 1) & !adjacent;
            if adjacent | gapped != 0 {
                let gap = self.ranker.weights.gapped_pair;
                self.add(adjacent, before, here, row, one);
                self.add(gapped, before_that, here, row, one * gap);
            }
            runs.push(position, here);
        });
        runs.best
    }

    /// Adds these pairs of two tokens.
    fn add(&mut self, mut found: u32, first: WordSet, second: WordSet, row: usize, one: f32) {
        let exact = first.exact & (second.exact >> 1);
        let weak = first.weak | (second.weak >> 1);
        while found != 0 {
            let pair = found.trailing_zeros() as usize;
            let mut worth = one;
            if exact >> pair & 1 == 0 {
                worth *= self.partial;
            }
            if weak >> pair & 1 == 1 {
                worth *= self.ranker.weights.guess;
            }
            self.frequencies[row * self.pairs + pair] += worth;
            found &= found - 1;
        }
    }
}

/// Calls `visit` with every position where all `words` of the query stand side by side, in
/// order, none of them a guess.
pub fn whole_runs(codes: Codes<'_>, matcher: &Matcher, words: usize, mut visit: impl FnMut(usize)) {
    let mut runs = Runs::default();
    codes.scan(matcher.classes(), &mut |position, class| {
        runs.push(position, matcher.of_class(class));
        let (end, run) = runs.ends[words - 1];
        if end == position + 1 && run.len == words && run.weak == 0 {
            visit(run.start);
        }
    });
}

/// How many of `documents` really have a pair that filters find in `found` of them.
fn true_count(found: u32, documents: u32) -> u32 {
    // A third of those that do not have it are found by chance.
    ((3 * found).saturating_sub(documents) / 2).max(1)
}

/// The longest run that such pairs could make.
fn longest(pairs: u32) -> Run {
    let mut best = Run::default();
    let mut len = 0;
    for pair in 0..MAX_WORDS - 1 {
        len = if pairs >> pair & 1 == 1 { len + 1 } else { 0 };
        if len > 0 && len + 1 > best.len {
            best = Run {
                len: len + 1,
                last_word: pair + 1,
                ..Run::default()
            };
        }
    }
    best
}

/// The last two tokens that stand for a word.
#[derive(Default)]
struct Window {
    last: Option<(usize, WordSet)>,
    last_but_one: Option<(usize, WordSet)>,
}

impl Window {
    /// Appends a token; gives the words of the one before it and of the one before that.
    fn push(&mut self, position: usize, words: WordSet) -> [WordSet; 2] {
        let at = |distance: usize| {
            [self.last, self.last_but_one]
                .into_iter()
                .flatten()
                .find(|(other, _)| other + distance == position)
                .map_or(WordSet::default(), |(_, words)| words)
        };
        let before = [at(1), at(2)];
        self.last_but_one = self.last.replace((position, words));
        before
    }
}

/// For each word the position behind the token it was last seen at, and the run that ended
/// there.
struct Runs {
    ends: [(usize, Run); MAX_WORDS],
    best: Run,
}

impl Default for Runs {
    fn default() -> Self {
        Self {
            ends: [(0, Run::default()); MAX_WORDS],
            best: Run::default(),
        }
    }
}

impl Runs {
    /// Appends a token.
    fn push(&mut self, position: usize, set: WordSet) {
        if set.joined {
            // One token for several words: each goes on from the one before it.
            let first = set.agreeing.trailing_zeros() as usize;
            for word in (first..MAX_WORDS).take_while(|word| set.agreeing >> word & 1 == 1) {
                self.add(position, word, set, word > first);
            }
            return;
        }
        let mut words = set.agreeing;
        // From the last word down, so that the one before still tells of the token before.
        while words != 0 {
            let word = 31 - words.leading_zeros() as usize;
            words &= !(1 << word);
            self.add(position, word, set, false);
        }
    }

    /// Adds a word that a token stands for; `same` where the token stands for the one before
    /// it too.
    fn add(&mut self, position: usize, word: usize, set: WordSet, same: bool) {
        let wanted = position + usize::from(same);
        let before = word.checked_sub(1).map(|before| self.ends[before]);
        let mut run = before
            .filter(|(end, run)| *end == wanted && run.len > 0)
            .map_or(Run::default(), |(_, run)| run);
        if run.len == 0 {
            run.start = position;
        }
        run.len += 1;
        run.last_word = word;
        run.weak += usize::from(set.weak >> word & 1 == 1);
        self.ends[word] = (position + 1, run);
        if run.len > self.best.len {
            self.best = run;
        }
    }
}
