// What a visitor waits for and downloads, beside Pagefind in the same run: the same articles, the
// same queries, one after the other. `cargo xtask bench`; it needs npm's registry
// the first time, and is no part of the tests.
//
//   --quick         fewer repetitions
//   --articles 1000 how many of a corpus; KHONGDAU_CORPUS names its folder
//   --screens       pictures only, see screens.mjs;  --no-screens  figures only
//   --json          the figures as JSON on standard output; they are always in target/bench/bench.json
//
// Times are medians unless said otherwise. The processor is slowed for the thread of the page, which
// is all that the browser offers: workers, where both search, keep their speed. The slow line is that
// of the server, shared by all requests, workers' too.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { corpus, seeds } from './articles.mjs';
import { BENCH, DIST, ROOT } from './folders.mjs';
import { asked, firstQuery, launch, memory, start, typing } from './measure.mjs';
import { install, RIVALS } from './rivals.mjs';
import { takeScreens } from './screens.mjs';
import { serve } from './server.mjs';
import { build, byPack, fromDist } from './sites.mjs';
import { sizesOf } from '../www/build/sizes.mjs';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, screens: { type: 'boolean' }, 'no-screens': { type: 'boolean' }, articles: { type: 'string', default: '1000' } },
});

const VISITS = options.quick ? 3 : 7;
const MEMORIES = options.quick ? 1 : 3;
const SUBJECTS = ['khongdau', 'pagefind'];

/** 150 ms there and back, 1.6 Mbit/s: a mobile network on a bad day. */
const SLOW_LINE = { delay: 150, bytesPerSecond: 200_000 };
const CONDITIONS = { 'this machine': {}, 'page ×4 slower': { slowdown: 4 }, 'page ×4 slower, slow line': { slowdown: 4, line: SLOW_LINE } };

/** What the files of a search weigh, by what they are for: brotli -11, but for those already packed. */
const FILES = {
  khongdau: { loader: ['khongdau.js'], client: ['khongdau.js', 'khongdau-widget.js', 'khongdau-engine.js'], engine: ['khongdau.wasm'] },
  pagefind: {
    loader: ['pagefind-component-ui.js', 'pagefind-component-ui.css'],
    client: ['pagefind-component-ui.js', 'pagefind-component-ui.css', 'pagefind.js', 'pagefind-worker.js'],
    engine: ['wasm.unknown.pagefind'],
  },
};

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
const median = (values) => quantile(values, 0.5);
const round = (value) => (typeof value !== 'number' ? value : value >= 100 ? Math.round(value) : Math.round(value * 10) / 10);
const say = (text) => console.error(text);

/** The median of each figure of many measurements. */
function medians(measurements) {
  const names = Object.keys(measurements[0]);
  return Object.fromEntries(names.map((name) => [name, round(median(measurements.map((figures) => figures[name])))]));
}

/** Figures of all subjects, taken in turn, so that what else the machine does hits them alike. */
async function inTurn(count, measure) {
  const all = Object.fromEntries(SUBJECTS.map((subject) => [subject, []]));
  for (let time = 0; time < count; time += 1) {
    for (const subject of SUBJECTS) all[subject].push(await measure(subject, time));
  }
  return all;
}

const each = (all, summarize) => Object.fromEntries(Object.entries(all).map(([subject, measurements]) => [subject, summarize(measurements)]));

async function measureAll(collection, site) {
  const server = await serve(site);
  const browser = await launch();
  const { queries } = collection;
  const context = { browser, server, queries, url: (page) => `${server.url}/${page}.html` };
  const report = {};
  try {
    for (const [condition, conditions] of Object.entries(CONDITIONS)) {
      say(`${collection.name}: ${condition}`);
      report[condition] = await underCondition(context, conditions);
    }
    report['memory, bytes'] = each(await inTurn(MEMORIES, (subject) => memory(context.url(subject), context.url('plain'), queries[0].query)), medians);
  } finally {
    await browser.close();
    await server.close();
  }
  return report;
}

async function underCondition({ browser, server, queries, url }, conditions) {
  server.slow(conditions.line);
  const visits = await inTurn(VISITS, async (subject, time) => ({
    ...(await start(browser, server, url(subject), conditions)),
    ...(await firstQuery(browser, server, url(subject), queries[time % queries.length].query, conditions)),
  }));
  const report = each(visits, medians);
  if (conditions.line) return report;
  const keys = await inTurn(1, (subject) => typing(browser, url(subject), queries, conditions));
  for (const subject of SUBJECTS) {
    const [{ times, found }] = keys[subject];
    Object.assign(report[subject], spread('key to results, ms', times), { 'queries answered': `${found.filter(Boolean).length} of ${queries.length}` });
  }
  if (conditions.slowdown) return report;
  const quick = await inTurn(1, (subject) => typing(browser, url(`${subject}-quick`), queries, conditions));
  const engine = await inTurn(1, (subject) => asked(browser, url(subject), queries, conditions));
  for (const subject of SUBJECTS) Object.assign(report[subject], spread('key to results without debounce, ms', quick[subject][0].times), spread('query by script, ms', engine[subject][0]));
  return report;
}

function spread(name, times) {
  return { [`${name}, p50`]: round(quantile(times, 0.5)), [`${name}, p95`]: round(quantile(times, 0.95)) };
}

async function sizes(site) {
  const folders = { khongdau: 'tim-kiem', pagefind: 'pagefind' };
  const report = {};
  for (const subject of SUBJECTS) {
    report[subject] = {};
    for (const [name, files] of Object.entries(FILES[subject])) {
      const bytes = await Promise.all(files.map(async (file) => sizesOf(await readFile(join(site, folders[subject], file))).brotli));
      report[subject][`${name}, brotli bytes`] = bytes.reduce((sum, size) => sum + size, 0);
    }
    report[subject]['client and engine'] = report[subject]['client, brotli bytes'] + report[subject]['engine, brotli bytes'];
    Object.assign(report[subject], await indexSizes(join(site, folders[subject])));
  }
  return report;
}

/** Of the articles' files, ours or Pagefind's; nothing where they are inside the module. */
async function indexSizes(folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /articles-\w+\.bin$|\.pf_/.test(name));
  const all = await Promise.all(names.map(async (name) => sizesOf(await readFile(join(folder, name)))));
  const sum = (kind) => all.reduce((total, sizes) => total + sizes[kind], 0);
  return { 'files of the articles': names.length, 'index and texts, bytes as sent': sum('raw'), 'index and texts, brotli bytes': sum('brotli') };
}

/** The collections, and how our search gets at them. */
async function collections() {
  const found = [[await seeds(), fromDist]];
  const more = await corpus(Number(options.articles));
  if (more) found.push([more, byPack]);
  else say('KHONGDAU_CORPUS names no folder with dev.jsonl.gz and queries.jsonl: the seeds alone are measured');
  return found;
}

/** Figures in rows, searches in columns. */
function print(title, bySubject) {
  const rows = Object.keys(bySubject[SUBJECTS[0]]);
  console.log(`\n${title}`);
  console.table(Object.fromEntries(rows.map((row) => [row, Object.fromEntries(SUBJECTS.map((subject) => [subject, bySubject[subject][row]]))])));
}

function printAll({ measured, ...facts }) {
  for (const [name, value] of Object.entries(facts)) console.log(`${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  for (const [name, figures] of Object.entries(measured)) {
    for (const [part, bySubject] of Object.entries(figures)) print(`${name}: ${part}`, bySubject);
  }
}

async function version() {
  const browser = await launch();
  try {
    return browser.version();
  } finally {
    await browser.close();
  }
}

const revision = () => execFileSync('git', ['describe', '--always', '--dirty'], { cwd: ROOT, encoding: 'utf8' }).trim();

if (!existsSync(join(DIST, 'khongdau.js'))) throw new Error('www/dist is missing: `cargo xtask bench` makes it');
await install();
const sites = [];
for (const [collection, makeOurs] of await collections()) sites.push([collection, await build(collection, makeOurs)]);

if (!options.screens) {
  const report = { date: new Date().toISOString(), revision: revision(), chromium: await version(), rivals: RIVALS, processors: cpus().length, 'load average at the start': loadavg().map(round), visits: VISITS, measured: {} };
  for (const [collection, site] of sites) report.measured[collection.name] = { sizes: await sizes(site), ...(await measureAll(collection, site)) };
  report['load average at the end'] = loadavg().map(round);
  await writeFile(join(BENCH, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  if (options.json) console.log(JSON.stringify(report, null, 2));
  else printAll(report);
}
if (!options['no-screens']) await takeScreens(sites.at(-1));
