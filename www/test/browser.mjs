// Chromium, pages that must stay clean, and what is in a <khongdau-search>.
import { existsSync } from 'node:fs';
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

export const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let browser;

/** Call once in a test file: starts the browser before its tests and ends it after them. */
export function useBrowser() {
  before(async () => {
    assert.ok(existsSync(DIST), 'www/dist is missing: run `npm run build` first');
    browser = await launch();
  });
  after(() => browser.close());
}

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGS });
}

/**
 * Serves dist, opens a page and gives it to `use`. Afterwards the page must have had no
 * exception, no warning and no violation of its policy, but for what `allowed` matches.
 *
 * @param {{ path?: string, override?: Function, allowed?: RegExp, context?: object }} options
 */
export async function withPage(options, use) {
  const { path = '/', override, allowed, context: more } = options;
  const server = await serve(DIST, override);
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 800 }, ...more });
  const complaints = [];
  try {
    await context.addInitScript(record);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
    });
    await page.goto(server.url + path);
    await use(page, server);
    complaints.push(...(await page.evaluate(() => window.seen.violations)));
  } finally {
    await context.close();
    await server.close();
  }
  assert.deepEqual(complaints.filter((complaint) => !allowed?.test(complaint)), []);
}

/** Runs in every page: keeps the events of the elements and the violations of the policy, and
 * makes engines that answer what `search` says of a query, and nothing else. */
function record() {
  window.seen = { events: [], violations: [] };
  const plain = { total: 0, hits: [], understood: [], alsoSearched: [], unmatched: [], relaxed: [], timeMs: 0.2 };
  window.engineOf = (search, suggest = () => []) => ({
    info: {},
    close() {},
    search: async (query, options) => ({ ...plain, query, ...(await search(query, options)) }),
    suggest: async (text, limit) => suggest(text, limit),
  });
  for (const name of ['ready', 'search', 'results', 'select', 'open', 'close', 'error']) {
    addEventListener(`khongdau-${name}`, ({ type, detail }) => window.seen.events.push({ type, detail }));
  }
  addEventListener('securitypolicyviolation', (event) => {
    window.seen.violations.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
}

/** A page of somebody else's with these elements in it, under `csp` if given. */
export function otherPage(body, { csp, lang = 'vi' } = {}) {
  const html = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Trang khác</title>
    <link rel="icon" href="/icon.svg"><script src="/khongdau.js" defer></script><main>${body}</main></html>`;
  const headers = csp ? { 'content-security-policy': csp } : {};
  return (path) => (path === '/other.html' ? { body: html, type: 'text/html; charset=utf-8', headers } : undefined);
}

/**
 * Gives an element an engine that has these articles for any query, filters and counts them.
 *
 * @param {ReadonlyArray<{ title?: string, url?: string, source?: string, year?: string, snippet?: object, sections?: object[], topic?: string }>} articles
 */
export function engineWith(page, articles, at = 0) {
  return page.evaluate(
    ([given, index]) => {
      const marked = (text) => (typeof text === 'string' ? { text, ranges: [] } : text);
      const hits = given.map(({ title = 'Bài', url = '', source, year, snippet = '', sections, topic }, id) => ({ topic, id: `${id}`, url, title: marked(title), snippet: marked(snippet), sections, source, ...(year && { date: `${year}-01-31` }), score: 1 }));
      const valueOf = { source: (hit) => hit.source, year: (hit) => hit.date?.slice(0, 4), 'chuyên mục': (hit) => hit.topic };
      const passes = (hit, filters, except) => Object.keys(valueOf).every((facet) => facet === except || !filters[facet] || filters[facet] === valueOf[facet](hit));
      const counts = (facet, filters) => {
        const count = {};
        for (const hit of hits.filter((hit) => passes(hit, filters, facet))) if (valueOf[facet](hit)) count[valueOf[facet](hit)] = (count[valueOf[facet](hit)] ?? 0) + 1;
        return count;
      };
      document.querySelectorAll('khongdau-search')[index].engine = window.engineOf((query, { limit = 10, offset = 0, filters = {}, facets, sort = 'relevance' }) => {
        window.asked = [...(window.asked ?? []), { query, limit, offset, filters, sort }];
        const found = hits.filter((hit) => passes(hit, filters));
        if (sort === 'newest') found.sort((a, b) => (a.date < b.date ? 1 : -1));
        return { total: found.length, hits: found.slice(offset, offset + limit), ...(facets && { facets: Object.fromEntries(Object.keys(valueOf).map((name) => [name, counts(name, filters)])) }) };
      });
    },
    [articles, at],
  );
}

/** Details of the events of one name, so far. */
export function events(page, name) {
  return page.evaluate((type) => window.seen.events.filter((event) => event.type === type).map((event) => event.detail), `khongdau-${name}`);
}

export async function waitForEvent(page, name, count = 1) {
  await page.waitForFunction(
    ([type, wanted]) => window.seen.events.filter((event) => event.type === type).length >= wanted,
    [`khongdau-${name}`, count],
    { timeout: 5000, polling: 20 },
  );
}

/** Until the page shows the answer to this query. */
export async function answered(page, query) {
  await page.waitForFunction((text) => window.seen.events.some(({ type, detail }) => type === 'khongdau-results' && detail.query === text), query, { timeout: 5000, polling: 20 });
}

/** The input of an element, and its results: options or links. */
export const input = (page, at = 0) => page.locator('khongdau-search input').nth(at);
export const result = (page, at = 0) => page.locator('khongdau-search [role=option], khongdau-search [part=link]').nth(at);

/** Types a query as a person would, and waits for its answer. */
export async function search(page, query) {
  await input(page).fill('');
  await input(page).pressSequentially(query);
  await answered(page, query);
}

/** What one element shows. */
export function shown(page, at = 0) {
  return page.evaluate((index) => {
    const root = document.querySelectorAll('khongdau-search')[index].shadowRoot;
    const text = (part) => {
      const node = root.querySelector(`[part~=${part}]`);
      return node && !node.closest('[hidden]') ? node.textContent : undefined;
    };
    const input = root.querySelector('input');
    const inside = (option, part) => option.querySelector(`[part=${part}]`)?.textContent;
    return {
      value: input.value,
      expanded: input.getAttribute('aria-expanded'),
      active: input.getAttribute('aria-activedescendant'),
      count: text('count'),
      notes: Array.from(root.querySelectorAll('[part=notes]:not([hidden]) p'), (line) => line.textContent),
      suggestions: Array.from(root.querySelectorAll('[part=suggestions]:not([hidden]) button'), (chip) => chip.textContent),
      empty: text('empty'),
      error: text('error'),
      loading: text('progress') !== undefined,
      /** The text of what has the focus inside. */
      focused: root.activeElement?.textContent,
      status: text('status') ?? '',
      all: text('all'),
      more: text('more') !== undefined,
      filters: Array.from(root.querySelectorAll('[part=filter]:not([hidden])'), ({ value, options }) => ({ value, options: Array.from(options, ({ textContent }) => textContent.replace(/[\u2068\u2069]/g, '')) })).filter(() => text('filters') !== undefined),
      order: root.querySelector('[part~=order]:not([hidden])')?.value,
      results: Array.from(root.querySelectorAll('[part~=list]:not([hidden]) [part~=result]'), (item) => ({
        title: inside(item, 'title'),
        snippet: inside(item, 'snippet'),
        meta: inside(item, 'meta'),
        href: item.querySelector('a')?.getAttribute('href') ?? undefined,
        marks: Array.from(item.querySelectorAll('mark'), (mark) => mark.textContent),
      })),
    };
  }, at);
}

/** Text without its marks, to compare in tests only. */
export function bare(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}
