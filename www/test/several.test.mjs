// Several folders searched as one, in a page: what is asked for, what comes, what is said of those that fail.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, otherPage, search, shown, useBrowser, withPage } from './browser.mjs';

useBrowser();

/** Two folders with the articles inside the module, and others that have none. */
const MANIFEST = { body: '{"khongdau":1}', type: 'application/json' };
const other = (body, folders = ['/a/', '/b/']) => {
  const page = otherPage(body);
  const manifests = Object.fromEntries(folders.map((folder) => [`${folder}khongdau.json`, MANIFEST]));
  return { path: '/other.html', override: (path) => manifests[path] ?? page(path) };
};

test('the client asks all and says where each hit is from', () =>
  withPage(other(''), async (page) => {
    const found = await page.evaluate(async () => {
      const one = await window.khongdau.open({ src: '/a/' });
      const both = await window.khongdau.open({ src: ['/a/', '/b/'] });
      const query = 'quảng ninh';
      const results = await Promise.all([one.search(query, { facets: true }), both.search(query, { facets: true }), both.search(query, { offset: 1, limit: 2 })]);
      const rest = [await one.filters(), await both.filters(), await one.suggest('quang n'), await both.suggest('quang n')];
      const article = await both.article(results[1].hits[0].id, query, 1);
      const infos = [one.info, both.info];
      one.close();
      const still = await both.search(query, { limit: 1 });
      both.close();
      const closed = await both.search(query).catch((error) => error.code);
      const wrong = await window.khongdau.open({ src: ['/a/', '/b/'] }).then((search) => search.search('x', { limit: -1 })).catch((error) => error.code);
      return { results, rest, article, infos, still, closed, wrong };
    });
    const [one, both, second] = found.results;
    assert.deepEqual(both.hits.map(({ index }) => index).slice(0, 2), [0, 1], 'a tie goes to the first');
    assert.deepEqual(both.hits.filter(({ index }) => index === 1).map(({ id }) => id), one.hits.map(({ id }) => id));
    assert.deepEqual([both.total, both.unavailable], [2 * one.total, undefined]);
    assert.deepEqual(second.hits, both.hits.slice(1, 3));
    assert.equal(one.hits[0].index, undefined);
    for (const [year, count] of Object.entries(one.facets.year)) assert.equal(both.facets.year[year], 2 * count);
    assert.deepEqual(Object.keys(found.rest[1]), Object.keys(found.rest[0]));
    assert.deepEqual(found.rest[3], found.rest[2], 'the same suggestions are made once');
    assert.equal(found.article.id, both.hits[0].id);
    assert.deepEqual(found.infos.map(({ documents }) => documents), [5, 10]);
    assert.equal(found.still.hits[0].id, one.hits[0].id, 'what others have open stays open');
    assert.deepEqual([found.closed, found.wrong], ['ABORTED', 'BAD_OPTIONS']);
  }));

test('one that cannot be opened takes nothing away from the others, and is named', () =>
  withPage({ ...other('<khongdau-search src="/a/, /khong-co/"></khongdau-search>'), allowed: /404/ }, async (page) => {
    await search(page, 'quang ninh');
    const { results, notes, status } = await shown(page);
    assert.match(results[0].title, /^Quảng Ninh/);
    assert.deepEqual(notes, ['Thiếu kết quả của /khong-co/, vì không tải được dữ liệu ở đó.']);
    await page.waitForFunction(() => document.querySelector('khongdau-search').shadowRoot.querySelector('[part=status]').textContent.includes('Thiếu kết quả'));
    assert.equal(typeof status, 'string');
    const told = await page.evaluate(() => document.querySelector('khongdau-search').load().then((engine) => engine.search('quang ninh')));
    assert.deepEqual(told.unavailable.map(({ index, name, code }) => [index, name, code]), [[1, '/khong-co/', 'NOT_FOUND']]);
  }));

test('where none can be opened, that is said as always', () =>
  withPage({ ...other('<khongdau-search src="/khong-co/, /cung-khong/"></khongdau-search>'), allowed: /404/ }, async (page) => {
    await page.locator('khongdau-search input').fill('quang ninh');
    await page.waitForFunction(() => window.seen.events.some(({ type }) => type === 'khongdau-error'));
    assert.match((await shown(page)).error, /máy chủ thiếu một tệp/);
    const code = await page.evaluate(() => window.khongdau.open({ src: [] }).catch((error) => error.code));
    assert.equal(code, 'BAD_OPTIONS');
  }));

test('folders may change while the page is there', () =>
  withPage(other('<khongdau-search src="/a/"></khongdau-search>'), async (page) => {
    await search(page, 'quang ninh');
    const before = (await shown(page)).results.length;
    await page.evaluate(() => (document.querySelector('khongdau-search').src = '/a/,/b/'));
    await search(page, 'quang ninh ');
    await answered(page, 'quang ninh ');
    assert.ok((await shown(page)).results.length > before);
  }));
