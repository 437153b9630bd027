// The client of classic pages, without the element's help.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { otherPage, useBrowser, withPage } from './browser.mjs';

useBrowser();

const BLANK = { path: '/other.html' };

/** Answers these paths with these changes, and the other page without an element in it. */
const answers = (changes, csp) => (path) => changes[path] ?? otherPage('', { csp })(path);

/** Answers the module with these changes, which its twin shares unless it has its own. */
const wasm = (changes, { csp, twin = changes } = {}) => answers({ '/khongdau.wasm': changes, '/khongdau.wasm.js': twin }, csp);

/** Runs `body` in the page with `client`, what the script leaves; gives the code if it throws. */
const inPage = (page, body) =>
  page.evaluate(async (text) => {
    const client = window.khongdau;
    const run = new (Object.getPrototypeOf(async () => {}).constructor)('client', text);
    try {
      return await run(client);
    } catch (error) {
      return { code: error.code, known: error.name === 'KhongdauError', message: error.message };
    }
  }, body);

test('opens, answers, says what it holds, closes', () =>
  withPage({ ...BLANK, override: wasm() }, async (page) => {
    const found = await inPage(page, `
      const search = await client.open();
      const result = await search.search('quảng ninh', { limit: 2 });
      const rest = await search.search('quảng ninh', { limit: 2, offset: 1 });
      const exact = await search.search('quảng nin', { prefix: false });
      const article = await search.article(result.hits[0].id, 'quảng ninh');
      const none = await search.article('no such article');
      search.close();
      search.close();
      const closed = await search.search('x').catch((error) => error.code);
      return { info: search.info, result, rest, exact, article, none, closed };
    `);
    assert.equal(found.info.documents, 5);
    assert.equal(found.result.hits.length, 2);
    assert.equal(found.result.hits[1].id, found.rest.hits[0].id);
    assert.equal(typeof found.result.timeMs, 'number');
    assert.ok(found.exact.total <= found.result.total);
    assert.equal(found.article.id, found.result.hits[0].id);
    const best = found.article.paragraphs[found.article.bestParagraph];
    const [[start, end]] = best.ranges;
    assert.match(best.text.slice(start, end), /quảng ninh/i);
    assert.equal(found.none, undefined);
    assert.equal(found.closed, 'ABORTED');
  }));

test('says what it made of a query, and takes it literally when told to', () =>
  withPage({ ...BLANK, override: wasm() }, async (page) => {
    const found = await inPage(page, `
      const search = await client.open();
      const telex = await search.search('coong nghieepj');
      const typo = await search.search('moi truong xahn');
      const literal = await search.search('moi truong xahn', { literal: true });
      const plain = await search.search('công nghiệp');
      const phrase = await search.search('"nghi quyet xanh"');
      return { telex, typo, literal, plain, phrase };
    `);
    assert.deepEqual(found.telex.understood[0], { typed: 'coong', meant: 'công', how: 'telex' });
    assert.equal(found.telex.corrected, 'công nghiệp');
    assert.deepEqual(found.typo.understood, [{ typed: 'xahn', meant: 'xanh', how: 'typo' }]);
    assert.deepEqual(found.literal.understood, []);
    assert.deepEqual(found.literal.unmatched, ['xahn']);
    const { understood, corrected, alsoSearched, unmatched, relaxed } = found.plain;
    assert.deepEqual([understood, corrected, alsoSearched, unmatched, relaxed], [[], undefined, [], [], []]);
    assert.deepEqual(found.phrase.relaxed, ['phrases']);
  }));

test('options reach the engine, and wrong ones are refused with a code', () =>
  withPage({ ...BLANK, override: wasm() }, async (page) => {
    const found = await inPage(page, `
      const search = await client.open();
      const totals = (options) => search.search('cọng', options).then(({ total }) => total, ({ code, message }) => ({ code, message }));
      const scores = (options) => search.search('bac ninh', options).then(({ hits }) => hits.reduce((sum, { score }) => sum + score, 0));
      return {
        marks: [await totals({ marks: 'exact' }), await totals({ marks: 'ignore' })],
        old: await scores({ recency: { halfLifeDays: 30, today: '2030-01-01' } }),
        now: await scores({ recency: { halfLifeDays: 30 } }),
        ageless: await scores({}),
        wrong: [await totals({ marks: 'some' }), await totals({ recency: { halfLifeDays: 0 } }), await totals({ recency: 5 }), await totals({ literal: 1 })],
      };
    `);
    assert.ok(found.marks[0] < found.marks[1], String(found.marks));
    assert.ok(found.old < found.now && found.now < found.ageless, JSON.stringify(found));
    for (const { code, message } of found.wrong) {
      assert.equal(code, 'BAD_OPTIONS');
      assert.match(message, /^(marks are|recency is|prefix, literal and facets are) /);
    }
  }));

test('suggests, and explains a score', () =>
  withPage({ ...BLANK, override: wasm() }, async (page) => {
    const found = await inPage(page, `
      const search = await client.open();
      const { hits } = await search.search('bac ninh');
      return {
        many: await search.suggest('khu cong ngh'),
        one: await search.suggest('khu cong ngh', { limit: 1 }),
        none: await search.suggest('qwrtz'),
        why: await search.explain('bac ninh', hits[0].id),
        score: hits[0].score,
        absent: (await search.explain('bac ninh', 'no such article')) === undefined,
        wrong: await search.suggest('a', { limit: -1 }).catch(({ code }) => code),
      };
    `);
    assert.deepEqual(found.many[0], { text: 'khu công nghiệp', kind: 'completion' });
    assert.ok(found.many.length > 1 && found.many.length <= 5);
    assert.deepEqual([found.one.length, found.none.length], [1, 0]);
    const sum = found.why.parts.reduce((whole, { score }) => whole + score, 0);
    assert.ok(Math.abs(found.why.score - found.score) < 0.001 && Math.abs(sum - found.score) < 0.001, JSON.stringify(found.why));
    assert.ok(found.why.parts.every(({ what }) => what));
    assert.deepEqual([found.absent, found.wrong], [true, 'BAD_OPTIONS']);
  }));

test('two opens share one engine', () =>
  withPage({ ...BLANK, override: wasm() }, async (page) => {
    let downloads = 0;
    page.on('request', (request) => (downloads += request.url().includes('.wasm?v=') ? 1 : 0));
    const totals = await inPage(page, `
      const both = await Promise.all([client.open(), client.open()]);
      both[0].close();
      return (await both[1].search('bac ninh')).total;
    `);
    assert.ok(totals > 0);
    assert.equal(downloads, 1);
  }));

for (const type of ['application/octet-stream', 'text/plain', 'application/wasm; charset=utf-8', '']) {
  test(`the module may be served as “${type}”`, () =>
    withPage({ ...BLANK, override: wasm({ type }) }, async (page) => {
      assert.equal(await inPage(page, `return (await client.open()).info.documents`), 5);
    }));
}

test('a server that has no type for the module answers its twin', () =>
  withPage({ ...BLANK, override: wasm({ status: 404 }, { twin: null }), allowed: /404/ }, async (page) => {
    assert.equal(await inPage(page, `return (await client.open()).info.runtime`), 'worker+wasm');
  }));

const PAGE = { body: '<!doctype html><title>Trang chủ</title>', type: 'text/html' };

const FAILURES = [
  ['missing', { status: 404 }, 'NOT_FOUND', /404/],
  ['replaced by a page', PAGE, 'NOT_FOUND', /page in its place/],
  ['cut short', { body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 200]) }, 'NETWORK', /incomplete, damaged/],
];

for (const [what, changes, code, message] of FAILURES) {
  test(`a module ${what} is ${code}`, () =>
    withPage({ ...BLANK, override: wasm(changes), allowed: /404|integrity|MIME/ }, async (page) => {
      const error = await inPage(page, `return client.open()`);
      assert.ok(error.known);
      assert.equal(error.code, code);
      assert.match(error.message, message);
    }));
}

const SELF = "script-src 'self'";
const NO_WORKER = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'";
const TRUSTED = "script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'";

// The policy of the page; that of every file; where the engine then runs.
const RUNGS = [
  [SELF, undefined, 'worker+wasm'],
  [SELF, SELF, 'worker+js'],
  [NO_WORKER, undefined, 'main+wasm'],
  [`${SELF}; worker-src 'none'`, SELF, 'main+js'],
  [TRUSTED, TRUSTED, 'worker+wasm'],
  [`${TRUSTED}; trusted-types khongdau`, undefined, 'worker+wasm'],
  [`${TRUSTED}; trusted-types 'none'`, undefined, 'main+wasm'],
  ["default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'", undefined, 'worker+wasm'],
];

/** Puts a policy on every file. */
const under = (policy, override) => (path) => {
  const answer = override(path);
  return policy ? { ...answer, headers: { 'content-security-policy': policy, ...answer?.headers } } : answer;
};

for (const [page, files, runtime] of RUNGS) {
  test(`under “${page}”${files ? ', on every file,' : ''} it runs as ${runtime}`, () =>
    withPage({ ...BLANK, override: under(files, answers({}, page)), allowed: /policy|Policy|TrustedScript|trusted/ }, async (tab) => {
      const found = await inPage(tab, `
        const search = await client.open();
        const { hits } = await search.search('coong nghieepj');
        return { runtime: search.info.runtime, hits: hits.length };
      `);
      assert.deepEqual(found, { runtime, hits: 5 });
    }));
}

test('a caller may insist on a thread, or on JavaScript', () =>
  withPage({ ...BLANK, override: answers({}) }, async (page) => {
    const found = await inPage(page, `
      const rungs = [];
      for (const runtime of ['worker', 'main', 'js']) rungs.push((await client.open({ runtime })).info.runtime);
      return rungs;
    `);
    assert.deepEqual(found, ['worker+wasm', 'main+wasm', 'worker+js']);
  }));

test('without the script of the engine it is NOT_FOUND', () =>
  withPage({ ...BLANK, override: answers({ '/khongdau-engine.js': { status: 404 } }), allowed: /404|MIME|integrity/ }, async (page) => {
    const error = await inPage(page, `return client.open()`);
    assert.deepEqual([error.known, error.code], [true, 'NOT_FOUND'], error.message);
  }));

test('a server that is gone is NETWORK, and may come back', () =>
  withPage({ ...BLANK, override: wasm(), allowed: /ERR_/ }, async (page) => {
    await page.context().setOffline(true);
    assert.equal((await inPage(page, `return client.open()`)).code, 'NETWORK');
    await page.context().setOffline(false);
    assert.equal(await inPage(page, `return (await client.open()).info.documents`), 5);
  }));

// A folder with an index of its own

const INDEX = readFileSync(new URL('../../tests/golden/kdx-v6.kdx', import.meta.url));
const integrity = `sha384-${createHash('sha384').update(INDEX).digest('base64')}`;
const manifest = (changes) => ({ body: JSON.stringify({ khongdau: 1, index: { file: 'articles-1.bin', integrity }, ...changes }), type: 'application/json' });
const folder = (changes) => answers({ '/tim-kiem/khongdau.json': manifest(), '/tim-kiem/articles-1.bin': { body: INDEX }, ...changes });

test('an index in a folder is downloaded once, and closed when nobody asks it', () =>
  withPage({ ...BLANK, override: folder() }, async (page) => {
    let downloads = 0;
    page.on('request', (request) => (downloads += request.url().endsWith('.bin') ? 1 : 0));
    const found = await inPage(page, `
      const [one, other] = await Promise.all([client.open({ src: '/tim-kiem/' }), client.open({ src: '/tim-kiem/' })]);
      one.close();
      const { total } = await other.search('a');
      other.close();
      const again = await client.open({ src: '/tim-kiem' });
      return { total, documents: again.info.documents };
    `);
    assert.ok(found.documents > 0, JSON.stringify(found));
    assert.equal(downloads, 2);
  }));

const DAMAGES = [
  ['no manifest', { '/tim-kiem/khongdau.json': { status: 404 } }, 'NOT_FOUND'],
  ['a page for a manifest', { '/tim-kiem/khongdau.json': PAGE }, 'NOT_FOUND'],
  ['a manifest that is no object', { '/tim-kiem/khongdau.json': { body: 'null' } }, 'NOT_FOUND'],
  ['a manifest of another version', { '/tim-kiem/khongdau.json': manifest({ khongdau: 2 }) }, 'VERSION'],
  ['no index', { '/tim-kiem/articles-1.bin': { status: 404 } }, 'NOT_FOUND'],
  ['a page for an index', { '/tim-kiem/articles-1.bin': PAGE }, 'NOT_FOUND'],
  ['an index cut short', { '/tim-kiem/articles-1.bin': { body: INDEX.subarray(0, 900) } }, 'BAD_INDEX'],
  ['an index of another format', { '/tim-kiem/khongdau.json': manifest({ index: { file: 'articles-1.bin' } }), '/tim-kiem/articles-1.bin': { body: ofVersion(INDEX, 99) } }, 'VERSION'],
];

/** The format's version is two little-endian bytes after the magic. */
function ofVersion(index, version) {
  const other = Buffer.from(index);
  other.writeUInt16LE(version, 8);
  return other;
}

for (const [what, changes, code] of DAMAGES) {
  test(`${what} is ${code}`, () =>
    withPage({ ...BLANK, override: folder(changes), allowed: /404|integrity/ }, async (page) => {
      const error = await inPage(page, `return client.open({ src: '/tim-kiem/' })`);
      assert.deepEqual([error.known, error.code], [true, code], error.message);
    }));
}

test('a damaged index is refused with its code', () =>
  withPage({ ...BLANK, override: wasm() }, async (page) => {
    const error = await inPage(page, `return client.open({ index: new Uint8Array(300) })`);
    assert.ok(error.known);
    assert.equal(error.code, 'BAD_INDEX');
  }));

test('a signal stops opening and searching', () =>
  withPage({ ...BLANK, override: wasm({ delay: 200 }) }, async (page) => {
    const codes = await inPage(page, `
      const controller = new AbortController();
      const opening = client.open({ signal: controller.signal }).catch((error) => error.code);
      controller.abort();
      const early = await opening;
      const search = await client.open();
      const late = await search.search('x', { signal: controller.signal }).catch((error) => error.code);
      return [early, late, search.info.documents];
    `);
    assert.deepEqual(codes, ['ABORTED', 'ABORTED', 5]);
  }));

test('any text is a query', () =>
  withPage({ ...BLANK, override: wasm() }, async (page) => {
    const totals = await inPage(page, String.raw`
      const search = await client.open();
      const totals = [];
      for (const text of ['', ' ', '\0', '\uD800', '😀', '<b>', '"', '%', 'a'.repeat(100000), '\u0301\u0301', 'ba\u0306\u0301c ninh']) {
        totals.push((await search.search(text)).total);
      }
      return totals;
    `);
    assert.deepEqual(totals.slice(0, 3), [0, 0, 0]);
    assert.ok(totals[totals.length - 1] > 0, 'decomposed text is the same text');
  }));

test('marked text becomes text and marks', () =>
  withPage({ ...BLANK, override: wasm() }, async (page) => {
    const html = await inPage(page, `
      await client.open();
      const show = (text, ranges) => {
        const box = document.createElement('div');
        box.append(client.toFragment({ text, ranges }));
        return box.innerHTML;
      };
      return [show('', []), show('a<b', []), show('😀 công', [[3, 7]]), show('ab', [[0, 1], [1, 2]]), show('ab', [[0, 9]])];
    `);
    assert.deepEqual(html, ['', 'a&lt;b', '😀 <mark>công</mark>', '<mark>a</mark><mark>b</mark>', 'ab']);
  }));
