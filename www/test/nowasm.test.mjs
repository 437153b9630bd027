// The JavaScript build of the engine against WebAssembly: the same answers, to the last digit of a score.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { WWW, bundle } from '../build/bundle.mjs';
import { nowasmScript } from '../build/client.mjs';

const ENGINE = join(WWW, 'src/wasm');
const QUERIES = new URL('../../tests/queries/', import.meta.url);

let folder, wasm, nowasm;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'khongdau-'));
  const module = await WebAssembly.compile(await readFile(join(ENGINE, 'khongdau_bg.wasm')));
  wasm = await start('wasm', (imports) => WebAssembly.instantiate(module, imports));
  const build = functionOf(await nowasmScript(ENGINE));
  nowasm = await start('nowasm', (imports) => ({ exports: build(imports) }));
});

after(() => rm(folder, { recursive: true, force: true }));

/** An engine of its own: the bindings keep theirs in the module. */
async function start(name, instantiate) {
  const entryPoints = ['src/engine/glue.js'];
  const { outputFiles } = await bundle({ engine: ENGINE, entryPoints, write: false });
  const file = join(folder, `${name}.mjs`);
  await writeFile(file, outputFiles[0].text);
  const bindings = await import(pathToFileURL(file));
  await bindings.startWith(instantiate);
  return bindings.SearchIndex;
}

/** What the script leaves where there is neither WebAssembly nor `atob` nor `Buffer`. */
function functionOf(script) {
  const self = {};
  new Function('self', 'WebAssembly', 'atob', 'Buffer', script)(self);
  return self.khongdau.nowasm;
}

async function everyQuery() {
  const names = (await readdir(QUERIES)).filter((name) => name.endsWith('.jsonl'));
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, QUERIES), 'utf8')));
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.trim());
  return lines.map((line) => JSON.parse(line).query);
}

/** All that an index says to a query. */
function answers(index, query) {
  const results = index.search(query, { limit: 10 });
  const ids = results.hits.map(({ id }) => id);
  return {
    results,
    suggestions: index.suggest(query, 6),
    explanations: ids.map((id) => index.explain(query, id, {})),
    articles: ids.slice(0, 1).map((id) => index.article(id, query)),
  };
}

const asJson = (value) => JSON.stringify(value);

test('every query of the repository has the same answers', async () => {
  const queries = await everyQuery();
  assert.ok(queries.length > 100);
  const [expected, found] = [wasm.embedded(), nowasm.embedded()];
  assert.equal(asJson(found.info()), asJson(expected.info()));
  assert.equal(asJson(found.facets()), asJson(expected.facets()));
  for (const query of queries) assert.equal(asJson(answers(found, query)), asJson(answers(expected, query)), query);
});

test('its memory grows, and what was open stays open', () => {
  const [expected, found] = [wasm.embedded(), nowasm.embedded()];
  const noIndex = new Uint8Array(20_000_000);
  const refusal = (engine) => {
    try {
      return engine.open(noIndex);
    } catch (error) {
      return { code: error.code, message: error.message };
    }
  };
  assert.equal(asJson(refusal(nowasm)), asJson(refusal(wasm)));
  assert.equal(asJson(answers(found, 'quảng ninh')), asJson(answers(expected, 'quảng ninh')));
  found.free();
});
