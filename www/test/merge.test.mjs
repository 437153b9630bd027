// Answers of several indexes as one: which come first, and what is said of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = fileURLToPath(new URL('../src/merge.ts', import.meta.url));
const { outputFiles } = await build({ entryPoints: [source], bundle: true, format: 'esm', write: false });
const { mergeResults, mergeFacets, mergeSuggestions } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);

const hit = (id, score, lift = 0) => ({ id, url: '', title: { text: id, ranges: [] }, snippet: { text: '', ranges: [] }, score, lift });
const answer = (hits, more = {}) => ({ query: 'x', total: hits.length, hits, understood: [], alsoSearched: [], unmatched: [], relaxed: [], lift: 0, timeMs: 1, ...more });
const merged = (answers, options = {}, unavailable = []) => mergeResults('x', answers.map((one, index) => ({ index, answer: one })), options, unavailable);
const ids = ({ hits }) => hits.map(({ id, index }) => `${id}${index}`);

test('hits come by score, ties by index, and pages go on', () => {
  const answers = [answer([hit('a', 9), hit('b', 5), hit('c', 1)], { total: 30 }), answer([hit('d', 9), hit('e', 7)])];
  assert.deepEqual(ids(merged(answers)), ['a0', 'd1', 'e1', 'b0', 'c0']);
  assert.deepEqual(ids(merged(answers, { offset: 1, limit: 2 })), ['d1', 'e1']);
  const { total, timeMs } = merged(answers);
  assert.deepEqual([total, timeMs], [32, 2]);
});

test('where one may have found more, all may', () => {
  assert.equal(merged([answer([hit('a', 1)]), answer([])]).totalIsLowerBound, undefined);
  assert.equal(merged([answer([hit('a', 1)]), answer([], { total: 3000, totalIsLowerBound: true })]).totalIsLowerBound, true);
});

test('what has all words comes before what has not, whatever the best of its index is', () => {
  // Each lifts by its own highest score: 10 and 3, once or twice.
  const one = answer([hit('all', 30, 20), hit('some', 8)], { lift: 10 });
  const other = answer([hit('all', 9, 6), hit('nearly', 5, 3)], { lift: 3 });
  const found = merged([one, other]);
  assert.deepEqual(ids(found), ['all0', 'all1', 'nearly1', 'some0']);
  assert.deepEqual(found.hits.map(({ score, lift }) => [score, lift]), [[30, 20], [23, 20], [12, 10], [8, 0]]);
});

test('an index that does not know a word, or guesses it, has nothing with all words', () => {
  const knows = answer([hit('all', 12, 8), hit('some', 2)], { lift: 4 });
  for (const strained of [{ unmatched: ['xy'] }, { understood: [{ typed: 'xy', meant: 'xu', how: 'typo' }] }]) {
    const found = merged([answer([hit('three', 9, 6)], { lift: 3, ...strained }), knows]);
    assert.deepEqual(ids(found), ['all1', 'three0', 'some1']);
    assert.deepEqual(found.unmatched, [], 'the other has it');
  }
  const neither = merged([answer([hit('three', 9, 6)], { lift: 3, unmatched: ['xy'] }), answer([], { unmatched: ['xy'] })]);
  assert.deepEqual([ids(neither), neither.unmatched], [['three0'], ['xy']]);
});

test('where one has the phrase, what another has without it is no answer', () => {
  const strict = answer([hit('phrase', 1)], { facets: { year: { 2024: 1 } } });
  const found = merged([answer([hit('words', 9)], { relaxed: ['phrases'], facets: { year: { 2020: 1 } } }), strict, answer([])]);
  assert.deepEqual([ids(found), found.total, found.relaxed, found.facets], [['phrase1'], 1, [], { year: { 2024: 1 } }]);
  const relaxed = merged([answer([hit('words', 9)], { relaxed: ['phrases'] }), answer([], { relaxed: [] })]);
  assert.deepEqual([ids(relaxed), relaxed.relaxed], [['words0'], ['phrases']]);
});

test('by date those come that have as many of the words as any', () => {
  const answers = [answer([hit('new', 9, 1), hit('newer', 99, 1)], { lift: 1 }), answer([hit('old', 3, 2), hit('older', 2, 2)], { lift: 1 })];
  assert.deepEqual(ids(merged(answers, { sort: 'newest' })), ['old1', 'older1']);
  const alike = [answer([hit('new', 9, 2), hit('old', 1, 2)], { lift: 1 }), answer([hit('middle', 5, 2)], { lift: 1 })];
  assert.deepEqual(ids(merged(alike, { sort: 'newest' })), ['new0', 'middle1', 'old0']);
});

test('what was made of the query is said once, and the best hit spells it', () => {
  const understood = [{ typed: 'coong', meant: 'công', how: 'telex' }];
  const found = merged([answer([hit('a', 1)], { understood, corrected: 'cong' }), answer([hit('b', 2)], { understood, corrected: 'công' })], {}, [{ index: 2, name: '/c/', code: 'NOT_FOUND', message: '' }]);
  assert.deepEqual([found.understood, found.corrected, found.unavailable.length], [understood, 'công', 1]);
  assert.equal('unavailable' in merged([answer([])]), false);
});

test('facets are added, names like those of objects too', () => {
  const odd = JSON.parse('{ "__proto__": { "constructor": 2 }, "year": { "2024": 1 } }');
  const found = mergeFacets([odd, { year: { 2024: 2, 2023: 1 }, source: { A: 1 } }, odd]);
  assert.deepEqual(JSON.parse(JSON.stringify(found)), JSON.parse('{ "__proto__": { "constructor": 4 }, "year": { "2023": 1, "2024": 4 }, "source": { "A": 1 } }'));
});

test('suggestions take turns, none twice', () => {
  const of = (...texts) => texts.map((text) => ({ text, kind: 'completion' }));
  assert.deepEqual(mergeSuggestions([of('a', 'b', 'c'), of('b', 'd'), []], 3).map(({ text }) => text), ['a', 'b', 'd']);
});
