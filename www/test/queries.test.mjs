// The golden queries of the repository, across the boundary: what the page puts first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser, waitForEvent, withPage } from './browser.mjs';
import { golden } from './golden.mjs';

useBrowser();

/** Runs in the page: puts each query into the element and notes the first result. */
async function firstResults(queries) {
  const box = document.querySelector('khongdau-search');
  const first = (query) =>
    new Promise((resolve) => {
      box.addEventListener('khongdau-results', () => resolve(choose()), { once: true });
      box.value = query;
    });
  const choose = () => {
    let id;
    box.addEventListener('khongdau-select', (event) => (event.stopImmediatePropagation(), event.preventDefault(), (id = event.detail.hit.id)), { once: true, capture: true });
    box.shadowRoot.querySelector('[part=link]')?.click();
    return id;
  };
  const found = [];
  for (const query of queries) found.push(await first(query));
  return found;
}

test('every golden query puts its article first', () =>
  withPage({}, async (page) => {
    await waitForEvent(page, 'ready');
    const found = await page.evaluate(firstResults, golden.map(({ query }) => query));
    const wrong = golden.map(({ query, first }, at) => ({ query, first, found: found[at] })).filter(({ first, found }) => first !== found);
    assert.deepEqual(wrong, []);
    assert.ok(golden.length > 0);
  }));
