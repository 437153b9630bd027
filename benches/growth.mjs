// How search grows with the articles: what building, a first query, a typed one and a warm one cost
// at 1,000, 3,000, 10,000 … articles, beside Pagefind in the same run.
//
//   cargo xtask bench growth --articles news.jsonl --counts 1000,3000,10000 [--queries 40] [--alone]
//
// Articles are lines of JSON with id, title and text; each count takes so many from the beginning,
// and both programs read the same pages made of them. Queries are the first words of titles, without
// accents; six of them are typed. Bytes are bodies as sent: what servers compress as brotli, shards
// as they are. Memory is the most that the largest process held. Depth is how many answers were waited
// for one after the other, from the script of the page to the results. --alone leaves Pagefind out.
import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { BENCH, ROOT } from './folders.mjs';
import { launch } from './measure.mjs';
import { install, pagefindOf } from './rivals.mjs';
import { serve } from './server.mjs';
import { SEARCHES } from './sites.mjs';

const { values: options } = parseArgs({
  options: {
    articles: { type: 'string' },
    counts: { type: 'string', default: '1000,3000,10000' },
    queries: { type: 'string', default: '40' },
    khongdau: { type: 'string' },
    alone: { type: 'boolean' },
  },
});

const FOLD = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
const kb = (bytes) => Math.round(bytes / 100) / 10;

async function read(count) {
  const articles = [];
  for await (const line of createInterface({ input: createReadStream(options.articles) })) {
    if (articles.length === count) break;
    const article = JSON.parse(line);
    if (article.id && (article.title || article.text)) articles.push(article);
  }
  return articles;
}

/** Every so many-th title, its first two to five words. */
function queriesOf(articles, count) {
  const titled = articles.filter(({ title }) => title?.split(/\s+/).length > 3);
  return Array.from({ length: count }, (_, at) => {
    const { title } = titled[Math.floor((at * titled.length) / count)];
    const words = FOLD(title).replace(/[^a-z0-9 ]+/g, ' ').trim().split(/\s+/);
    return words.slice(0, 2 + (at % 4)).join(' ');
  });
}

const program = () => options.khongdau ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'), 'release/khongdau');

/** The most memory of a process and of those it started, as far as the system tells, in KB. */
async function memoryOf(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const started = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const own = Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0);
  return Math.max(own, ...(await Promise.all(started.split(' ').filter(Boolean).map(memoryOf))));
}

/** Runs a program; how long it took and what it held. */
async function measured(name, command, parameters) {
  const started = Date.now();
  let most = 0;
  await new Promise((done, failed) => {
    const child = spawn(command, parameters, { stdio: ['ignore', 'ignore', 'inherit'] });
    const look = setInterval(async () => (most = Math.max(most, await memoryOf(child.pid))), 100);
    child.on('error', failed).on('exit', (code) => {
      clearInterval(look);
      if (code) failed(new Error(`${name} ended with ${code}`));
      else done();
    });
  });
  return { [`${name}, s`]: (Date.now() - started) / 1000, [`${name}, MB`]: Math.round(most / 1024) };
}

async function buildSite(articles) {
  const site = join(BENCH, 'growth', String(articles.length));
  const pages = join(site, 'a');
  await rm(site, { recursive: true, force: true });
  await mkdir(pages, { recursive: true });
  for (const [at, { title, text }] of articles.entries()) await writeFile(join(pages, `${at}.html`), html(title, text));
  const figures = await measured('khongdau', program(), ['index', pages, '-o', join(site, 'tim-kiem/'), '--quiet']);
  if (!options.alone) Object.assign(figures, await measured('Pagefind', ...pagefindOf(site)));
  await rm(pages, { recursive: true });
  for (const [name, search] of Object.entries(SEARCHES)) await writeFile(join(site, `${name}.html`), page(search({ debounce: 1 })));
  return { site, figures };
}

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const html = (title, text = '') =>
  `<!doctype html><html lang="vi"><meta charset="utf-8"><title>${escape(title ?? '')}</title><body><h1>${escape(title ?? '')}</h1>${text.split('\n').map((line) => `<p>${escape(line)}</p>`).join('')}</body></html>`;
const page = ([head, body]) => `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Bench</title>${head}<body>${body}</body></html>`;

const RESULTS = {
  khongdau: () => document.querySelector('khongdau-search')?.shadowRoot?.querySelectorAll('[part~=result],[role=option]').length > 0,
  pagefind: () => document.querySelectorAll('pagefind-searchbox [role=option], pagefind-searchbox .pf-result, pagefind-searchbox a[href]').length > 0,
};

async function visit(browser, url, use) {
  const context = await browser.newContext({ locale: 'vi-VN' });
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'load' });
    return await use(page);
  } finally {
    await context.close();
  }
}

const focus = (page, subject) => page.locator(subject === 'khongdau' ? 'khongdau-search input' : 'pagefind-searchbox input').first().click();
const sentBytes = (sent) => sent.filter(({ path }) => !path.endsWith('.html') && path !== '/favicon.ico').reduce((sum, { bytes }) => sum + bytes, 0);

/** Nothing was sent for so long, in ms: all that was asked for is there. */
async function quiet(page, server, sent) {
  for (let still = 0; still < 4; ) {
    await page.waitForTimeout(100);
    const more = server.take();
    sent.push(...more);
    still = more.length ? 0 : still + 1;
  }
}

async function first(browser, server, subject, query) {
  server.take();
  return visit(browser, `${server.url}/${subject}.html`, async (page) => {
    const sent = server.take();
    await focus(page, subject);
    await page.keyboard.insertText(query);
    const found = await page.waitForFunction(RESULTS[subject], null, { timeout: 8000 }).then(() => true, () => false);
    await quiet(page, server, sent);
    const counted = sent.filter(({ path }) => !path.endsWith('.html') && path !== '/favicon.ico');
    return { bytes: sentBytes(sent), requests: counted.length, found };
  });
}

async function typed(browser, server, subject, query) {
  server.take();
  return visit(browser, `${server.url}/${subject}.html`, async (page) => {
    const sent = server.take();
    await focus(page, subject);
    for (const letter of query) {
      await page.keyboard.insertText(letter);
      await quiet(page, server, sent);
    }
    return sentBytes(sent);
  });
}

const DELAY = 400;

/** How many answers one after the other: every answer takes so long that nothing else counts. */
async function depth(browser, server, subject, query) {
  server.slow({ delay: DELAY, bytesPerSecond: 1e9 });
  try {
    return await visit(browser, `${server.url}/${subject}.html`, async (page) => {
      const started = Date.now();
      await focus(page, subject);
      await page.keyboard.insertText(query);
      await page.waitForFunction(RESULTS[subject], null, { timeout: 30_000 });
      return Math.floor((Date.now() - started) / DELAY);
    });
  } finally {
    server.slow(undefined);
  }
}

/** Time inside the engine for queries whose shards are all there, in ms. */
async function warm(browser, server, queries) {
  return visit(browser, `${server.url}/khongdau.html`, (page) =>
    page.evaluate(async (queries) => {
      const search = await globalThis.khongdau.open({});
      const times = [];
      for (let round = 0; round < 3; round += 1) {
        for (const [at, query] of queries.entries()) {
          const { timeMs } = await search.search(query);
          if (round > 0) times[at] = Math.min(times[at] ?? Infinity, timeMs);
        }
      }
      return times;
    }, queries),
  );
}

if (!options.articles) throw new Error('--articles names a file with a line of JSON for each article');
if (!options.alone) await install();
const browser = await launch();
try {
  for (const count of options.counts.split(',').map(Number)) {
    const articles = await read(count);
    const queries = queriesOf(articles, Number(options.queries));
    const { site, figures } = await buildSite(articles);
    const server = await serve(site);
    const report = { articles: articles.length, ...figures };
    for (const subject of options.alone ? ['khongdau'] : ['khongdau', 'pagefind']) {
      const firsts = [];
      for (const query of queries) firsts.push(await first(browser, server, subject, query));
      const typings = [];
      for (const query of queries.slice(0, 6)) typings.push(await typed(browser, server, subject, query));
      const bytes = firsts.map(({ bytes }) => bytes);
      report[subject] = {
        'first query, KB': kb(quantile(bytes, 0.5)),
        'worst, KB': kb(Math.max(...bytes)),
        'without results': firsts.filter(({ found }) => !found).length,
        requests: quantile(firsts.map(({ requests }) => requests), 0.5),
        'typed, KB': kb(quantile(typings, 0.5)),
        depth: await depth(browser, server, subject, queries[0]).catch(() => null),
      };
    }
    const times = await warm(browser, server, queries);
    report['warm, ms'] = { p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
    console.log(JSON.stringify(report));
    await server.close();
  }
} finally {
  await browser.close();
}
