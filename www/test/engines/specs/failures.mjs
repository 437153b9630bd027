// Servers that send the engine wrongly, or not at all: either another way works, or the reader gets
// a sentence, and the page an event with the reason.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST, otherPage } from '../site.mjs';
import { answered, events, happened, search, shown, upgraded } from '../widget.mjs';

const page = otherPage('<khongdau-search></khongdau-search>');

const isModule = (path) => path.endsWith('.wasm');
/** The module, and the script that carries it for servers that refuse it. */
const isAnyModule = (path) => /\.wasm(\.js)?$/.test(path);

/** The browser's own complaints about what the server did. */
const EXPECTED = /404|Failed to load resource|MIME|integrity|NetworkError|Loading failed|ERR_|SyntaxError|Unexpected token|expected expression|CORS|Load failed|WebAssembly/i;

const html = { status: 200, type: 'text/html; charset=utf-8', body: '<!doctype html><p>Trang chủ' };
const truncated = (path) => ({ body: readFileSync(join(DIST, path)).subarray(0, 5000) });

/** What may go wrong with the module alone; its twin saves the search. */
const SAVED = {
  'the wrong type': () => ({ type: 'text/plain' }),
  'no type that browsers know': () => ({ type: 'application/octet-stream' }),
  '404 for .wasm': () => ({ status: 404, body: 'not found' }),
  '403 for .wasm': () => ({ status: 403, body: 'forbidden' }),
  'a page instead of .wasm': () => html,
};

/** What may go wrong with both. */
const REFUSED = {
  '404': { answer: () => ({ status: 404, body: 'not found' }), codes: ['NOT_FOUND'] },
  'a page instead of the file': { answer: () => html, codes: ['NOT_FOUND'] },
  'half of the file': { answer: truncated, codes: ['NETWORK'] },
};

export function failures(it) {
  for (const [name, answer] of Object.entries(SAVED)) {
    it(`${name} does no harm`, { page, allowed: EXPECTED, answer: (path) => (isModule(path) ? answer(path) : undefined) }, async (page) => {
      await search(page, 'cong nghiep');
      assert.ok((await shown(page)).titles.length > 0);
    });
  }

  for (const [name, { answer, codes }] of Object.entries(REFUSED)) {
    it(`${name} is said`, { page, allowed: EXPECTED, answer: (path) => (isAnyModule(path) ? answer(path) : undefined) }, async (page) => {
      await ask(page, 'cong nghiep');
      await saysWhy(page, codes);
    });
  }

  it('offline is said, and trying again works', { page, allowed: EXPECTED }, async (page, site) => {
    await upgraded(page);
    await site.stop();
    await ask(page, 'bac ninh');
    await saysWhy(page, ['NETWORK']);
    await site.start();
    await page.click('retry');
    await answered(page, 'bac ninh');
    const { error, titles } = await shown(page);
    assert.equal(error, null);
    assert.ok(titles.length > 0);
  });
}

async function ask(page, query) {
  await upgraded(page);
  await page.click('input');
  await page.type(query);
}

async function saysWhy(page, codes) {
  await happened(page, 'error');
  const [{ code, message }] = await events(page, 'error');
  assert.ok(codes.includes(code), `${code}: ${message}`);
  await page.waitFor(() => document.querySelector('khongdau-search').shadowRoot.querySelector('[part~=error]')?.getClientRects().length > 0);
  const { error, retry } = await shown(page);
  assert.match(error, /[ạảấầậệếốộớợủứ]/, 'in Vietnamese');
  assert.ok(retry);
}
