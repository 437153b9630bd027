// Each bundler makes a site out of a small project; the site answers a query, in Chromium.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { answerAt, answerOf, built, FIRST, project, useBrowser, withIndex } from './harness.mjs';

useBrowser();

const BEST = { first: FIRST, runtime: 'worker+wasm' };
const BOTH = { ...BEST, element: 5 };

/** On every file, as servers send it that send it at all; `data:` is the icon of the pages. */
const STRICT = "default-src 'self'; img-src 'self' data:";

test('Vite, built: worker and module are assets; under a strict policy so is the JavaScript build', async () => {
  const site = await withIndex(await built('vite'));
  assert.deepEqual(await answerOf(site), BOTH);
  assert.deepEqual(await answerOf(site, STRICT), { ...BOTH, runtime: 'worker+js' });
});

test('Vite, while developing', async () => {
  const root = await project('vite');
  await withIndex(join(root, 'public'));
  const { createServer } = await import(pathToFileURL(createRequire(join(root, 'package.json')).resolve('vite')));
  const server = await createServer({ root, logLevel: 'error', server: { port: 0, host: '127.0.0.1' } });
  await server.listen();
  try {
    assert.deepEqual(await answerAt(server.resolvedUrls.local[0], { allowed: /^request: ws:/ }), BOTH);
  } finally {
    await server.close();
  }
});

test('webpack, whose minifier rewrites the JavaScript build', async () => {
  const site = await withIndex(await built('webpack'), { page: true });
  assert.deepEqual(await answerOf(site), BOTH);
  assert.deepEqual(await answerOf(site, STRICT), { ...BOTH, runtime: 'worker+js' });
});

test('Rollup: inline, and with the assets copied', async () => {
  const dist = await built('rollup');
  for (const name of ['inline', 'assets']) {
    assert.deepEqual(await answerOf(await withIndex(join(dist, name), { page: true })), BEST, name);
  }
});

test('esbuild: inline with the element, slim, and InstantSearch', async () => {
  const dist = await built('esbuild');
  const answers = { inline: BOTH, slim: BEST, instantsearch: { ...BEST, marked: 'công nghiệp', sources: 3 } };
  for (const [name, expected] of Object.entries(answers)) {
    assert.deepEqual(await answerOf(await withIndex(join(dist, name), { page: true })), expected, name);
  }
});

test('Next, exported', async () => {
  assert.deepEqual(await answerOf(await withIndex(await built('next'))), BOTH);
});

test('no bundler: an import map, and Pagefind\'s functions', async () => {
  const site = await withIndex(await project('importmap'));
  await cp(join(site, 'node_modules/khongdau/dist'), join(site, 'khongdau'), { recursive: true });
  assert.deepEqual(await answerOf(site), { ...BEST, pagefind: [FIRST, true, true] });
});

test('no bundler: the classic script', async () => {
  const site = await withIndex(await project('classic'));
  await cp(join(site, 'node_modules/khongdau/dist'), join(site, 'khongdau'), { recursive: true });
  assert.deepEqual(await answerOf(site), BOTH);
});
