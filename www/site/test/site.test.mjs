// What `khongdau pack` writes, in real browsers: one page from a disk, a folder from a disk, a
// folder on a server that then goes away. Needs the command, with the client in it:
//
//   cargo build -p khongdau-cli && node --test site/test/site.test.mjs
//
// KHONGDAU names another command, KHONGDAU_CLIENT a client for it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ENGINES } from '../../test/engines/drivers.mjs';

const COMMAND = process.env.KHONGDAU ?? fileURLToPath(new URL('../../../target/debug/khongdau', import.meta.url));
const CLIENT = process.env.KHONGDAU_CLIENT ? ['--client', process.env.KHONGDAU_CLIENT] : [];
const TITLE = 'Văn bản & "tin"';

const ARTICLES = [
  { id: 'khu/cong-nghiep', url: '/khu.html', date: '2024-03-01', source: 'Báo Thử', title: 'Khu công nghiệp mới', text: 'Khu công nghiệp được khởi công hôm nay.\nĐường vào khu đã xong.' },
  { id: 'cho-noi', title: 'Chợ nổi trên sông', text: 'Chợ nổi họp từ sáng sớm, thuyền ghe tấp nập.' },
];
const NEWER = [{ id: 'moi', title: 'Khu công nghiệp thứ hai', text: 'Khu công nghiệp thứ hai được khởi công.' }];

let folder;
const at = (name) => join(folder, name);

/** Runs the command in the folder of the tests. */
function khongdau(...args) {
  return execFileSync(COMMAND, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function pack(articles, output, ...more) {
  writeFileSync(at('articles.jsonl'), articles.map((article) => `${JSON.stringify(article)}\n`).join(''));
  khongdau('index', 'articles.jsonl', '-o', 'articles.kdx', '-q');
  khongdau('pack', 'articles.kdx', '-o', output, '-q', '--title', TITLE, ...CLIENT, ...more);
}

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.wasm': 'application/wasm', '.json': 'application/json', '.webmanifest': 'application/manifest+json' };

/** The folder of the tests on a server; at a port to come back to. */
async function serve(port = 0, hold = () => undefined) {
  const asked = [];
  const server = createServer(async (request, response) => {
    asked.push(request.url);
    const { pathname } = new URL(request.url, 'http://localhost');
    await hold(pathname, asked);
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const file = await readFile(at(path)).catch(() => undefined);
    response.writeHead(file ? 200 : 404, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
    response.end(file ?? 'not found');
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked,
    close: () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())),
  };
}

/** The titles of results that the element shows. */
function titles() {
  const root = document.querySelector('khongdau-search').shadowRoot;
  return Array.from(root.querySelectorAll('[part~=result] [part~=title]'), (title) => title.textContent);
}

async function search(page, query, first) {
  await page.evaluate(() => {
    addEventListener('khongdau-results', ({ detail }) => (window.answered = detail.query));
    document.querySelector('khongdau-search').focus();
  });
  await page.type(query);
  await page.waitFor((text) => window.answered === text, query);
  await shows(page, first);
}

async function shows(page, first) {
  const found = `(${titles})()[0] === ${JSON.stringify(first)}`;
  await page.waitFor(`() => ${found}`).catch(async (error) => {
    const shown = await page.evaluate(() => document.querySelector('khongdau-search').shadowRoot.textContent);
    throw new Error(`${first} does not come: ${shown}; ${page.complaints}`, { cause: error });
  });
}

/** Opens the page until the service worker answers for it, which takes its time on a busy machine. */
async function controlled(page, address) {
  do {
    await page.goto('about:blank');
    await page.goto(address);
  } while (!(await page.evaluate(() => navigator.serviceWorker.controller?.state === 'activated')));
}

/** Opens a page that has been packed again, until the service worker of the new pack answers: while it takes over, Firefox lets what a worker asks for pass by it. */
async function renewed(page, address) {
  do await controlled(page, address);
  while (!(await page.evaluate(isRenewed)));
}

/** Whether the service worker of another pack is there, in a few seconds. */
async function isRenewed() {
  const registration = await navigator.serviceWorker.getRegistration();
  for (let tries = 0; tries < 40; tries += 1) {
    const { installing, waiting, active } = registration;
    if (!installing && !waiting && active?.state === 'activated' && (await caches.keys()).length > 1) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/** How many shards the browser keeps. */
async function shardsKept() {
  const kept = (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).filter(({ url }) => url.endsWith('.bin') && !url.includes('/articles-')).length);
  return (await Promise.all(kept)).reduce((sum, count) => sum + count, 0);
}

/** What the reader shows, once it is open. */
async function read(page) {
  await page.waitFor(() => document.querySelector('#article').open);
  return page.evaluate(() => {
    const text = (part) => document.querySelector(`#article-${part}`).textContent;
    const link = document.querySelector('#article-meta a');
    return { title: text('title'), text: text('text'), link: link && `${link.textContent} ${link.getAttribute('href')}`, hash: location.hash, query: new URLSearchParams(location.search).get('q') };
  });
}

async function searchAndRead(page, link) {
  assert.equal(await page.evaluate(() => `${document.title}|${document.querySelector('h1').textContent}`), `${TITLE}|${TITLE}`);
  await search(page, 'khu cong nghiep', 'Khu công nghiệp mới');
  await page.click('link');
  const article = await read(page);
  assert.deepEqual(article, {
    title: 'Khu công nghiệp mới',
    text: 'Khu công nghiệp được khởi công hôm nay.Đường vào khu đã xong.',
    link,
    hash: '#khu%2Fcong-nghiep',
    query: 'khu cong nghiep',
  });
  // Back to the results, with the query as it was.
  await page.evaluate(() => document.querySelector('#article-back').click());
  await page.waitFor(() => !document.querySelector('#article').open && !location.hash);
  await shows(page, 'Khu công nghiệp mới');
}

function runtimeOf(page) {
  return page.evaluate(() => document.querySelector('khongdau-search').load().then(({ info }) => info.runtime));
}

function register(engine) {
  let browser;
  before(async () => (browser = await engine.start()));
  after(() => browser?.close());

  const it = (name, use) =>
    test(`${engine.name}: ${name}`, { timeout: 90_000 }, async () => {
      const page = await browser.newPage();
      try {
        await use(page);
        assert.deepEqual(page.complaints, []);
      } finally {
        await page.close();
      }
    });

  it('one file searches and reads from a disk', async (page) => {
    await page.goto(pathToFileURL(at('tim-kiem.html')).href);
    await searchAndRead(page, 'Bản gốc https://example.vn/khu.html');
    assert.equal(await page.evaluate(() => document.querySelector('#offline').hidden), false);
    assert.equal(await runtimeOf(page), 'worker+wasm');
  });

  it('one file opens at a query and an article', async (page) => {
    await page.goto(`${pathToFileURL(at('tim-kiem.html')).href}?q=cho+noi#cho-noi`);
    const { title, link, query } = await read(page);
    assert.deepEqual([title, link, query], ['Chợ nổi trên sông', null, 'cho noi']);
    await page.evaluate(() => document.querySelector('#article-back').click());
    await shows(page, 'Chợ nổi trên sông');
  });

  it('a folder searches and reads from a disk', async (page) => {
    await page.goto(pathToFileURL(at('usb/index.html')).href);
    await searchAndRead(page, null);
    assert.equal(await runtimeOf(page), 'worker+wasm');
  });

  it('a folder goes on when the server is gone, and sees a new pack', async (page) => {
    const output = `site-${engine.name}`;
    pack(ARTICLES, output);
    let server = await serve();
    const { url } = server;
    const address = `${url}/${output}/`;
    await page.goto(address);
    await searchAndRead(page, `Bản gốc ${url}/khu.html`);
    await page.waitFor(() => !document.querySelector('#offline').hidden);

    await page.goto('about:blank');
    await server.close();
    await page.goto(`${address}?q=khu+cong+nghiep`);
    await shows(page, 'Khu công nghiệp mới');
    await page.goto('about:blank');
    await page.goto(`${address}#cho-noi`);
    assert.equal((await read(page)).title, 'Chợ nổi trên sông');
    // What is not ours goes its own way, which is nowhere.
    const other = await page.evaluate(() => fetch('other.txt').then(() => 'answered', () => 'failed'));
    assert.equal(other, 'failed');
    page.complaints.length = 0; // Of the server that is gone.

    pack(NEWER, output);
    server = await serve(Number(new URL(url).port));
    await page.goto('about:blank');
    await page.goto(`${address}?q=khu+cong+nghiep`);
    await shows(page, 'Khu công nghiệp thứ hai');
    await page.waitFor(() => caches.keys().then((names) => names.length === 1));
    await server.close();
  });
}

/** Enough articles for several shards of each kind; those that are looked for come last. */
function many(count = 400, length = 90) {
  const words = 'đất đai nghị quyết hội đồng nhân dân tỉnh thành phố môi trường thông minh nông thôn giáo dục y tế'.split(' ');
  const text = (from, length) => Array.from({ length }, (_, at) => words[(from * 7 + at * at * 3 + at) % words.length]).join(' ');
  const others = Array.from({ length: count }, (_, at) => ({ id: `bai-${at}`, title: `${text(at, 5)} ${at}`, text: text(at + 1, length) }));
  return [...others, ...ARTICLES];
}

function registerShards(engine) {
  let browser;
  before(async () => (browser = await engine.start()));
  after(() => browser?.close());

  test(`${engine.name}: a sharded folder fetches what a query needs, and keeps it`, { timeout: 90_000 }, async () => {
    const output = `shards-${engine.name}`;
    pack(many(), output, '--sharded');
    const server = await serve();
    const address = `${server.url}/${output}/`;
    const page = await browser.newPage();
    try {
      await page.goto(address);
      await search(page, 'khu cong nghiep', 'Khu công nghiệp mới');
      const shards = () => server.asked.filter((path) => /\/[tplackr]\/[0-9a-f]{8}/.test(path));
      assert.ok(shards().length > 2 && shards().length < 60, shards().join(' '));
      assert.equal(new Set(shards()).size, shards().length, 'a shard was fetched twice');
      await page.waitFor(() => !document.querySelector('#offline').hidden);
      // Once more, now that what is fetched is kept; then without the server.
      await page.goto(`${address}?q=khu+cong+nghiep`);
      await shows(page, 'Khu công nghiệp mới');
      await page.goto('about:blank');
      await server.close();
      await page.goto(`${address}?q=khu+cong+nghiep`);
      await shows(page, 'Khu công nghiệp mới');
    } finally {
      await page.close();
      await server.close();
    }
  });

  test(`${engine.name}: the index is on its way before the widget is`, { timeout: 90_000 }, async () => {
    const output = `hurried-${engine.name}`;
    pack(many(), output, '--sharded');
    writeFileSync(at(`${output}.html`), `<!doctype html><meta charset="utf-8"><title>x</title><script src="${output}/khongdau.js" defer></script><khongdau-search src="/${output}/"></khongdau-search>`);
    // Without the index asked for, the widget does not come.
    const server = await serve(0, async (path, asked) => {
      while (path.endsWith('/khongdau-widget.js') && !asked.some((one) => one.includes('/articles-'))) await new Promise((resolve) => setTimeout(resolve, 20));
    });
    const page = await browser.newPage();
    try {
      await page.goto(`${server.url}/${output}.html`);
      await search(page, 'khu cong nghiep', 'Khu công nghiệp mới');
      const indexes = server.asked.filter((path) => /\/(articles-.*\.bin|khongdau\.json)$/.test(path));
      assert.equal(indexes.length, 2, indexes.join(' '));
    } finally {
      await page.close();
      await server.close();
    }
  });

  test(`${engine.name}: an update brings little, and visitors keep the rest`, { timeout: 90_000 }, async () => {
    const output = `updated-${engine.name}`;
    const index = (articles) => {
      writeFileSync(at('site.jsonl'), articles.map((article) => `${JSON.stringify(article)}\n`).join(''));
      return khongdau('index', 'site.jsonl', '-o', `${output}/`, '--update', '--json', '-q');
    };
    index(many(1500, 160));
    const server = await serve();
    const address = `${server.url}/${output}/`;
    const page = await browser.newPage();
    const asked = (from) => server.asked.slice(from).filter((path) => /\/[tplackr]\/[0-9a-f]{8}/.test(path));
    try {
      await page.goto(address);
      await search(page, 'khu cong nghiep', 'Khu công nghiệp mới');
      await page.waitFor(() => !document.querySelector('#offline').hidden);
      const needed = asked(0).length;
      await controlled(page, address);
      await page.goto(`${address}?q=khu+cong+nghiep`);
      await shows(page, 'Khu công nghiệp mới');
      while ((await page.evaluate(shardsKept)) < needed) await new Promise((resolve) => setTimeout(resolve, 50));
      const before = server.asked.length;
      const kept = asked(0);
      // One article is new, one changed, and one gone.
      const changed = { ...ARTICLES[0], title: 'Khu công nghiệp mở rộng' };
      assert.equal(JSON.parse(index([...many(1500, 160).slice(0, -2), changed, ...NEWER])).unchanged, 1500);
      await renewed(page, address);
      await page.goto(`${address}?q=khu+cong+nghiep+mo+rong`);
      await shows(page, changed.title);
      await page.goto(`${address}?q=khu+cong+nghiep+thu+hai`);
      await shows(page, NEWER[0].title);
      const found = await page.evaluate(() => khongdau.open().then((search) => search.search('cho noi')).then(({ hits }) => hits.map((hit) => hit.id)));
      assert.ok(!found.includes('cho-noi'), found.join(' '));
      assert.deepEqual(asked(before).filter((path) => kept.includes(path)), [], 'what was kept is fetched again');
    } finally {
      await page.close();
      await server.close();
    }
  });

  test(`${engine.name}: a shard that is gone or another one is said`, { timeout: 90_000 }, async () => {
    const output = `damaged-${engine.name}`;
    pack(many(), output, '--sharded');
    rmSync(at(`${output}/a`), { recursive: true });
    const server = await serve();
    const page = await browser.newPage();
    try {
      await page.goto(`${server.url}/${output}/`);
      const failed = (query) => page.evaluate((text) => khongdau.open().then((search) => search.search(text)).then(() => 'answered', ({ code, message }) => `${code} ${message}`), query);
      assert.match(await failed('khu cong nghiep'), /^NOT_FOUND .*load the page again/);
      const terms = readdirSync(at(`${output}/t`), { recursive: true }).filter((name) => name.endsWith('.bin'));
      for (const name of terms) writeFileSync(at(`${output}/t/${name}`), 'x');
      await page.goto(`${server.url}/${output}/?`);
      assert.match(await failed('cho noi'), /^BAD_INDEX /);
    } finally {
      await page.close();
      await server.close();
    }
  });
}

describe('what khongdau packs', { concurrency: 1 }, () => {
  before(() => {
    assert.ok(existsSync(COMMAND), `${COMMAND} is missing: run \`cargo build -p khongdau-cli\` first`);
    folder = mkdtempSync(join(tmpdir(), 'khongdau-site-'));
    pack(ARTICLES, 'usb/', '--file-urls');
    pack(ARTICLES, 'tim-kiem.html', '--base-url', 'https://example.vn/');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const engine of ENGINES) {
    if (engine.path()) describe(engine.name, { concurrency: 1 }, () => (register(engine), registerShards(engine)));
    else console.log(`${engine.name} is not here; to test with it, ${engine.remedy}.`);
  }
});
