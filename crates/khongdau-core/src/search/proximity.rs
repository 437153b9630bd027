//! Second stage: words of the query that stand together in the text.
//!
//! Vietnamese words are mostly two syllables, so pairs of syllables are its words: *công* and
//! *nghiệp* say little apart. Pair lists have told which documents have them; the best of those are
//! read, for what lists do not say: whether it is the accents typed, and how much of the query
//! stands in one place.

use super::candidates::{Candidate, PairIdfs, Ranker};
use super::matcher::{Matcher, WordSet};
use super::query::MAX_WORDS;
use super::ranking::{RERANKED, agreement_weight, idf};
use super::reading::{Field, Library};
use crate::text::Agreement;

/// What stands together in the candidates that are read.
struct Proximity<'a> {
    ranker: &'a Ranker<'a>,
    matcher: &'a Matcher,
    /// Pairs of neighbours in the query.
    pairs: usize,
    /// Worth of a pair that is not exactly as typed.
    partial: f32,
    /// Weighted frequencies, `pairs` for each candidate.
    frequencies: Vec<f32>,
}

/// The longest run of the query's words, in order, in a field.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Run {
    /// Position of its first token.
    start: usize,
    /// Its words.
    pub len: usize,
    /// The last of them.
    last_word: usize,
    /// How many of them are guesses.
    weak: usize,
}

impl Ranker<'_> {
    /// Reads the best candidates, which must come in order, and puts them in the order of what
    /// really stands together in them; the others come behind, as promised. O(their text).
    pub fn read_best(
        &self,
        matcher: &Matcher,
        library: &Library,
        pairs: &PairIdfs,
        candidates: &mut [Candidate],
    ) {
        let count = self.expansion.words.len();
        let read = candidates.len().min(RERANKED);
        let (best, others) = candidates.split_at_mut(read);
        if count > 0 {
            let mut proximity = Proximity {
                ranker: self,
                matcher,
                pairs: count - 1,
                partial: if self.expansion.accented {
                    agreement_weight(Agreement::Compatible)
                } else {
                    1.0
                },
                frequencies: vec![0.0; (count - 1) * best.len()],
            };
            for (row, candidate) in best.iter_mut().enumerate() {
                candidate.score = candidate.words_score;
                if let Some(fields) = library.read(self.view, matcher, candidate.doc) {
                    proximity.read(candidate, row, &fields.title, &fields.body);
                }
            }
            proximity.add_pairs(best, pairs);
        }
        for tier in 0..3 {
            let scores = best
                .iter()
                .filter(|candidate| candidate.completeness == tier);
            let least = scores.fold(f32::INFINITY, |least, candidate| least.min(candidate.score));
            for other in others.iter_mut().filter(|other| other.completeness == tier) {
                other.score = other.score.min(least);
            }
        }
    }

    /// What a run is worth in a title of so many tokens, 0 where nobody knows them: the idf of its
    /// words, by the square of its share.
    pub fn title_run_score(&self, run: Run, tokens: usize) -> f32 {
        let weights = self.weights;
        let start = if run.start == 0 && tokens > 0 {
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
    pub fn body_run_score(&self, run: Run) -> f32 {
        let square = self.share(run) * self.share(run);
        self.weights.body_run * square * square * self.run_idf(run)
    }

    /// What a pair is worth beside a word.
    pub fn pair_weight(&self, pair: usize) -> f32 {
        let words = &self.expansion.words;
        let function_word = words[pair].function_word || words[pair + 1].function_word;
        let weights = self.weights;
        weights.pair
            * if function_word {
                weights.function_pair
            } else {
                1.0
            }
    }

    /// What one occurrence in a title and one in a body of so many tokens are worth.
    fn worth(&self, [title, body]: [usize; 2]) -> [f32; 2] {
        let [average_title, average_body] = self.view.root.average_lengths();
        [
            self.weights
                .title
                .frequency(1.0, title as u32, average_title),
            self.weights.body.frequency(1.0, body as u32, average_body),
        ]
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
    /// Makes the score of a candidate whole but for pairs.
    fn read(&mut self, candidate: &mut Candidate, row: usize, title: &Field, body: &Field) {
        let ranker = self.ranker;
        let lengths = [title.len(), body.len()];
        let [in_title, in_body] = ranker.worth(lengths);
        let run = self.look_at(title, row, in_title);
        let worth = ranker.title_run_score(run, lengths[0]);
        ranker.note(candidate.doc, &["title run"], worth);
        candidate.score += worth;
        let run = self.look_at(body, row, in_body);
        let worth = ranker.body_run_score(run);
        ranker.note(candidate.doc, &["body run"], worth);
        candidate.score += worth;
    }

    /// Adds the scores of pairs.
    fn add_pairs(&self, candidates: &mut [Candidate], pairs: &PairIdfs) {
        let documents = self.ranker.view.documents();
        for pair in 0..self.pairs {
            let frequency = |row: usize| self.frequencies[row * self.pairs + pair];
            let found = (0..candidates.len()).filter(|row| frequency(*row) > 0.0);
            let known = pairs.idfs.get(pair).copied().flatten();
            let idf = known.unwrap_or_else(|| idf(documents, found.count().max(1) as u32));
            let weight = self.ranker.pair_weight(pair) * idf;
            for (row, candidate) in candidates.iter_mut().enumerate() {
                let worth = weight * self.ranker.weights.saturate(frequency(row));
                let words = &self.ranker.expansion.words[pair..pair + 2];
                let what = ["pair ", &words[0].label, " ", &words[1].label];
                self.ranker.note(candidate.doc, &what, worth);
                candidate.score += worth;
            }
        }
    }

    /// Adds the pairs of a field to the frequencies of a candidate, each worth `one`; gives
    /// the longest run.
    fn look_at(&mut self, field: &Field, row: usize, one: f32) -> Run {
        let matcher = self.matcher;
        let mut tokens = Window::default();
        let mut runs = Runs::default();
        field.scan(matcher, &mut |position, here| {
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
pub fn whole_runs(field: &Field, matcher: &Matcher, words: usize, visit: &mut dyn FnMut(usize)) {
    let mut runs = Runs::default();
    field.scan(matcher, &mut |position, set| {
        runs.push(position, set);
        let (end, run) = runs.ends[words - 1];
        if end == position + 1 && run.len == words && run.weak == 0 {
            visit(run.start);
        }
    });
}

/// The longest run that such pairs could make.
pub fn longest(pairs: u32) -> Run {
    // Bits where so many pairs begin that follow each other.
    let (mut begins, mut longest) = (0, 0);
    let mut longer = pairs;
    while longer != 0 {
        begins = longer;
        longest += 1;
        longer &= longer >> 1;
    }
    match longest {
        0 => Run::default(),
        pairs => Run {
            len: pairs + 1,
            last_word: begins.trailing_zeros() as usize + pairs,
            ..Run::default()
        },
    }
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
