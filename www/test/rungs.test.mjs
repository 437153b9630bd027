// Every rung of the ladder gives the same answers, to the last score.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherPage, useBrowser, withPage } from './browser.mjs';
import { golden, understood } from './golden.mjs';

useBrowser();

const QUERIES = [...golden, ...understood].map(({ query }) => query);
const SELF = "script-src 'self'";

// A policy on every file, and where the engine then runs.
const RUNGS = {
  'worker+wasm': undefined,
  'main+wasm': `${SELF} 'wasm-unsafe-eval'; worker-src 'none'`,
  'worker+js': SELF,
  'main+js': `${SELF}; worker-src 'none'`,
};

/** Runs in the page: all that the engine says to each query, but for how long it took. */
async function answersTo(queries) {
  const search = await window.khongdau.open();
  const answers = [];
  for (const query of queries) {
    const { timeMs, ...answer } = await search.search(query, { facets: true });
    const [best] = answer.hits;
    answers.push({ ...answer, suggestions: await search.suggest(query), article: best && (await search.article(best.id, query)) });
  }
  return { runtime: search.info.runtime, answers };
}

async function onRung(policy) {
  const headers = policy ? { 'content-security-policy': policy } : {};
  const override = (path) => ({ ...otherPage('')(path), headers });
  let found;
  await withPage({ path: '/other.html', override, allowed: /policy|Policy/ }, async (page) => (found = await page.evaluate(answersTo, QUERIES)));
  return found;
}

test(`${QUERIES.length} queries are answered alike on every rung`, async () => {
  const best = await onRung(RUNGS['worker+wasm']);
  assert.equal(best.runtime, 'worker+wasm');
  for (const runtime of ['main+wasm', 'worker+js', 'main+js']) {
    const found = await onRung(RUNGS[runtime]);
    assert.equal(found.runtime, runtime);
    const other = QUERIES.filter((_, at) => JSON.stringify(found.answers[at]) !== JSON.stringify(best.answers[at]));
    assert.deepEqual(other, [], runtime);
  }
});
