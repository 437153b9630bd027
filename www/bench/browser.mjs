// How long a visitor waits: from navigation to the first result, and for a query afterwards.
// `node bench/browser.mjs [--json]`, after `npm run build`.
//
// Warm queries are measured over many repetitions each, because a browser's clock ticks at
// 0.1 ms: the time of one query is the mean of its repetitions, and p50 and p95 are taken over
// the queries. `engine` is SearchIndex.search, that is wasm and the boundary; `client` adds the
// promise and the clock of Search.search; `shown` adds the element's drawing and layout.
import { readdir, readFile } from 'node:fs/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { DIST, launch } from '../test/browser.mjs';
import { golden } from '../test/golden.mjs';
import { serve } from '../test/server.mjs';

const VISITS = 10;
const REPETITIONS = 100;

const round = (value) => Math.round(value * 1000) / 1000;
const sorted = (values) => [...values].sort((a, b) => a - b);
const quantile = (values, q) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * q))];
const QUANTILES = { best: 0, median: 0.5, p50: 0.5, p95: 0.95, worst: 1 };
const summary = (values, names) => Object.fromEntries(names.map((name) => [name, round(quantile(values, QUANTILES[name]))]));

/** Milliseconds from navigation until the first result is in the document, in new contexts. */
async function firstResult(browser, url) {
  const times = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(() => addEventListener('khongdau-results', () => (window.firstResult ??= performance.now())));
    await page.goto(`${url}/?q=cong+nghiep`);
    times.push(await (await page.waitForFunction(() => window.firstResult)).jsonValue());
    await context.close();
  }
  return times;
}

/** Runs in the page: mean milliseconds of each query, three ways. */
async function warmQueries({ queries, repetitions }) {
  const { open } = await import('./khongdau-search.js');
  const search = await open();
  const box = document.querySelector('khongdau-search');
  const times = { engine: [], client: [], shown: [] };
  const mean = async (count, action) => {
    await action();
    const start = performance.now();
    for (let repetition = 0; repetition < count; repetition += 1) await action();
    return (performance.now() - start) / count;
  };
  const meanNow = (count, action) => {
    action();
    const start = performance.now();
    for (let repetition = 0; repetition < count; repetition += 1) action();
    return (performance.now() - start) / count;
  };
  const show = (query) =>
    new Promise((resolve) => {
      box.addEventListener('khongdau-results', () => resolve(box.offsetHeight), { once: true });
      box.value = '';
      box.value = query;
    });
  for (const query of queries) {
    times.engine.push(meanNow(repetitions, () => search.index.search(query, {})));
    times.client.push(await mean(repetitions, () => search.search(query)));
    times.shown.push(await mean(repetitions / 10, () => show(query)));
  }
  return times;
}

async function sizes() {
  const table = {};
  for (const name of (await readdir(DIST)).sort()) {
    const bytes = await readFile(`${DIST}/${name}`);
    const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    table[name] = { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli.length };
  }
  return table;
}

function print(report) {
  for (const [what, value] of Object.entries(report)) {
    if (typeof value !== 'object') console.log(`${what}: ${value}`);
    else (console.log(what), console.table(value));
  }
}

const browser = await launch();
const server = await serve(DIST);
try {
  const visits = await firstResult(browser, server.url);
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => customElements.get('khongdau-search'));
  const queries = golden.map(({ query }) => query);
  const warm = await page.evaluate(warmQueries, { queries, repetitions: REPETITIONS });
  const report = {
    browser: browser.version(),
    queries: queries.length,
    'first result after navigation, ms': summary(visits, ['median', 'best', 'worst']),
    'warm query, ms': Object.fromEntries(Object.entries(warm).map(([way, times]) => [way, summary(times, ['p50', 'p95', 'worst'])])),
    bytes: await sizes(),
  };
  if (process.argv.includes('--json')) console.log(JSON.stringify(report, null, 2));
  else print(report);
} finally {
  await browser.close();
  await server.close();
}
