// The package in Node: build scripts that search, servers that render.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { FIRST, index, project, run } from './harness.mjs';

let folder;
let site;
before(async () => {
  [folder, site] = [await project('node'), await index()];
});

test('an index in a folder, by path and by address, and as bytes', async () => {
  const file = (await readdir(site)).find((name) => name.endsWith('.bin'));
  const { answers, missing, closed, results } = JSON.parse(await run('node', ['main.mjs', site, join(site, file)], folder));
  for (const { first, runtime, title } of answers) {
    assert.deepEqual([first, runtime], [FIRST, 'main+wasm']);
    assert.match(title, /<mark>công nghiệp<\/mark>/);
  }
  assert.equal(answers.length, 3);
  assert.ok(missing);
  assert.equal(closed, 'ABORTED');
  const [second, tagged, none] = results;
  assert.deepEqual([second.index, second.page, second.hitsPerPage, second.nbPages, second.hits.length], ['a', 1, 2, Math.ceil(second.nbHits / 2), second.nbHits - 2 > 2 ? 2 : second.nbHits - 2]);
  assert.match(second.params, /query=cong\+nghiep/);
  assert.ok(Object.keys(second.facets.source).length && Object.keys(second.facets.year).length);
  assert.match(tagged.hits[0]._highlightResult.title.value, /__ais-highlight__[^_]+__\/ais-highlight__/);
  assert.equal(tagged.hits[0]._snippetResult.snippet.matchLevel, 'full');
  assert.deepEqual([none.nbHits, none.hits, none.exhaustiveNbHits], [0, [], true]);
});

test('every import works where there is no page', async () => {
  const exported = JSON.parse(await run('node', ['imports.mjs'], folder));
  const client = ['KhongdauError', 'open', 'safeUrl', 'toFragment', 'toHtml'];
  assert.deepEqual(exported, {
    khongdau: client,
    'khongdau/inline': client,
    'khongdau/slim': client,
    'khongdau/element': ['KhongdauSearchElement', 'define'],
    'khongdau/element/define': [],
    'khongdau/fold': ['fold'],
    'khongdau/pagefind': ['debouncedSearch', 'destroy', 'filters', 'init', 'options', 'preload', 'search'],
    'khongdau/instantsearch': ['instantSearchClient'],
    'khongdau/worker': [],
  });
});
