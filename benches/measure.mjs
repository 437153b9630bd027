// What is measured, each in new contexts, so that nothing is cached.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './folders.mjs';
import { probe } from './probe.mjs';

/** Of the tests' packages. */
const { chromium } = createRequire(join(ROOT, 'www/package.json'))('playwright-core');

const ARGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** Memory is measured at once and not when the browser finds the time. */
const EAGER = '--enable-blink-features=ForceEagerMeasureMemory';

/** Results that do not change for so long, in ms, are the answer. Longer than any debounce here. */
const QUIET = 400;
/** A key that changes nothing for so long, in ms, has no answer. */
const PATIENCE = 1500;

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...ARGS, EAGER] });
}

/** One visit: opens a page of the site and gives it to `use`. `slowdown` is that of the page's thread. */
export async function visit(browser, url, { slowdown = 1 } = {}, use) {
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(probe);
    const session = await context.newCDPSession(page);
    if (slowdown > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.goto(url, { waitUntil: 'networkidle' });
    return await use(page, session);
  } finally {
    await context.close();
  }
}

const total = (sent) => sent.reduce((sum, { bytes }) => sum + bytes, 0);
const withoutPage = (sent) => sent.filter(({ path }) => !path.endsWith('.html'));

/** What was sent before anybody showed interest, and until the engine was ready; and how long that took. */
export async function start(browser, server, url, conditions) {
  server.take();
  return visit(browser, url, conditions, async (page) => {
    const before = withoutPage(server.take());
    const ready = await page.evaluate(() => bench.focus());
    await page.waitForLoadState('networkidle');
    const after = server.take();
    return {
      'requests before interest': before.length,
      'bytes before interest': total(before),
      'requests, focus to ready': after.length,
      'bytes, focus to ready': total(after),
      'focus to ready, ms': ready,
    };
  });
}

/** Somebody comes, and types a whole query at once, before anything is loaded. */
export async function firstQuery(browser, server, url, query, conditions) {
  server.take();
  return visit(browser, url, conditions, async (page) => {
    await page.evaluate(() => (bench.watch(), bench.touch()));
    await page.keyboard.insertText(query);
    await page.waitForFunction(() => bench.titles().length > 0, undefined, { polling: 30 }).catch(() => {});
    await page.evaluate(([quiet, patience]) => bench.settled(quiet, patience), [2 * QUIET, PATIENCE]);
    const sent = withoutPage(server.take());
    return {
      'first query: focus to results, ms': await page.evaluate(() => bench.sinceFocus()),
      'first query: requests in all': sent.length,
      'first query: bytes in all': total(sent),
    };
  });
}

/** Types the queries letter by letter, each letter when the answer to the last one stands. */
export async function typing(browser, url, queries, conditions) {
  return visit(browser, url, conditions, async (page) => {
    await page.evaluate(() => bench.focus());
    await page.evaluate(() => bench.watch());
    const times = [];
    const found = [];
    for (const { query, right } of queries) {
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await page.waitForTimeout(QUIET);
      for (const letter of query) times.push(await typed(page, letter));
      const titles = await page.evaluate(() => bench.titles());
      found.push(right ? right.some((title) => titles.includes(title)) : titles.length > 0);
    }
    return { times: times.filter((time) => time !== undefined), found };
  });
}

async function typed(page, letter) {
  await page.evaluate(() => bench.arm());
  await page.keyboard.type(letter);
  return page.evaluate(([quiet, patience]) => bench.settled(quiet, patience), [QUIET, PATIENCE]);
}

export async function asked(browser, url, queries, conditions) {
  return visit(browser, url, conditions, (page) => page.evaluate(([queries, repetitions]) => bench.ask(queries, repetitions), [queries.map(({ query }) => query), 20]));
}

/**
 * Bytes of memory after a query, without those of the page that has no search: by the browser's
 * account of the page and its workers, which leaves out what WebAssembly has, and by what the
 * system has given the processes of its pages, which leaves out nothing.
 */
export async function memory(url, plain, query) {
  const without = await memoryOf(plain);
  const having = await memoryOf(url, query);
  return { 'JavaScript and DOM': having.accounted - without.accounted, 'processes of the page': having.held - without.held };
}

/** In a browser of its own, so that no other page is in its processes. */
async function memoryOf(url, query) {
  const browser = await launch();
  try {
    return await visit(browser, url, {}, async (page, session) => {
      if (query) await search(page, query);
      await session.send('HeapProfiler.collectGarbage');
      await page.waitForTimeout(500);
      const { bytes } = await page.evaluate(() => performance.measureUserAgentSpecificMemory());
      return { accounted: bytes, held: await held(browser) };
    });
  } finally {
    await browser.close();
  }
}

async function search(page, query) {
  await page.evaluate(() => bench.focus());
  await page.evaluate(() => (bench.watch(), bench.arm()));
  await page.keyboard.insertText(query);
  await page.evaluate(([quiet, patience]) => bench.settled(quiet, patience), [2 * QUIET, PATIENCE]);
}

/** Private bytes of all renderers of a browser. */
async function held(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => privateBytes(id));
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function privateBytes(id) {
  const rollup = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '');
  return [...rollup.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB/gm)].reduce((sum, [, kB]) => sum + Number(kB) * 1024, 0);
}
