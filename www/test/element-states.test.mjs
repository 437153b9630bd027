// <khongdau-search> before it is loaded, when something fails, and what a page can change.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, engineWith, events, input, otherPage, result, search, shown, useBrowser, waitForEvent, withPage } from './browser.mjs';

useBrowser();

const BOX = '<khongdau-search></khongdau-search>';
const other = (body = BOX, more = {}) => ({ path: '/other.html', override: otherPage(body), ...more });
const isWidget = (path) => /widget/.test(path);

/** The other page, with another answer for some files. */
const serving = (change, body = BOX) => (path) => change(path) ?? otherPage(body)(path);

test('letters typed before the widget came are not lost, and are answered', () =>
  withPage(other(BOX, { override: serving((path) => (isWidget(path) ? { delay: 600 } : undefined)) }), async (page) => {
    await input(page).focus();
    await page.keyboard.type('bac ninh');
    assert.deepEqual(await events(page, 'search'), []);
    await answered(page, 'bac ninh');
    assert.equal((await shown(page)).expanded, 'true');
  }));

test('Enter before that leads to the page of results, and reaches no script of the page', () => {
  const body = '<form id="form"><khongdau-search results-page="/tim-kiem.html?loai=1" param="tu-khoa"></khongdau-search></form>';
  const change = (path) => (isWidget(path) ? { delay: 400 } : path === '/tim-kiem.html' ? { body: 'ok', type: 'text/html' } : undefined);
  return withPage(other(body, { override: serving(change, body), allowed: /404/ }), async (page) => {
    await page.evaluate(() => document.querySelector('#form').addEventListener('keydown', () => (window.reached = true)));
    await input(page).focus();
    await page.keyboard.type('bắc ninh');
    assert.equal(await page.evaluate(() => window.reached), true, 'letters do');
    await page.evaluate(() => (window.reached = false));
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => window.reached), false);
    await page.waitForURL(/tim-kiem\.html\?loai=1&tu-khoa=b%E1%BA%AFc\+ninh$/);
  });
});

test('with a page of results, Enter goes there and so does the last line', () => {
  const body = '<khongdau-search results-page="/tim-kiem.html" max-results="2"></khongdau-search>';
  const change = (path) => (path === '/tim-kiem.html' ? { body: '<script>1</script>', type: 'text/html' } : undefined);
  return withPage(other(body, { override: serving(change, body), allowed: /404/ }), async (page) => {
    await search(page, 'bắc ninh');
    assert.equal((await shown(page)).all, 'Xem tất cả kết quả cho “bắc ninh”');
    for (let key = 0; key < 5; key += 1) await page.keyboard.press('ArrowDown');
    assert.equal((await shown(page)).active, 'option-2', 'it is an option like the others');
    const [tab] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Control+Enter')]);
    await tab.waitForURL(/tim-kiem\.html\?q=b%E1%BA%AFc\+ninh$/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.waitForURL(/tim-kiem\.html\?q=b%E1%BA%AFc\+ninh$/);
    assert.deepEqual(await page.evaluate(() => window.seen.events), []);
  });
});

test('it loads when idle, or at once, where the page says so', () =>
  withPage(other('<khongdau-search preload="idle"></khongdau-search>'), (page) => waitForEvent(page, 'ready')));

test('a touch, a pointer or the focus is interest', async () => {
  for (const act of [(page) => page.locator('khongdau-search').hover(), (page) => input(page).focus(), (page) => page.locator('khongdau-search').dispatchEvent('touchstart')]) {
    await withPage(other(), async (page) => {
      await act(page);
      await waitForEvent(page, 'ready');
      assert.equal(await page.locator('[part=panel]').isVisible(), false);
    });
  }
});

test('without the widget there is a sentence, a way to try again, and what the page has', async () => {
  let broken = true;
  const body = '<khongdau-search><a href="/tim">Tìm trên máy chủ</a></khongdau-search>';
  const change = (path) => (broken && isWidget(path) ? { status: 500 } : undefined);
  await withPage(other(body, { override: serving(change, body), allowed: /500|dynamically/ }), async (page) => {
    const own = page.getByRole('link', { name: 'Tìm trên máy chủ' });
    assert.equal(await own.isVisible(), false, 'not while all is well');
    await input(page).fill('bac ninh');
    await waitForEvent(page, 'error');
    assert.equal((await events(page, 'error'))[0].code, 'NETWORK');
    assert.match((await shown(page)).error, /^Không tải được bộ tìm kiếm/);
    assert.equal(await own.isVisible(), true);
    broken = false;
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await answered(page, 'bac ninh').catch(() => {});
  });
});

test('without the engine there is a sentence, a way to try again, and the page of results', async () => {
  let broken = true;
  const body = '<khongdau-search results-page="/tim-kiem"></khongdau-search>';
  const change = (path) => (broken && path.includes('.wasm') ? { status: 404 } : undefined);
  await withPage(other(body, { override: serving(change, body), allowed: /404/ }), async (page) => {
    await page.locator('khongdau-search').hover();
    await waitForEvent(page, 'error');
    assert.equal(await page.locator('[part=panel]').isVisible(), false, 'nobody has asked yet');
    await input(page).fill('bac ninh');
    await page.locator('[part=elsewhere][href$="?q=bac+ninh"]').waitFor();
    assert.match((await shown(page)).error, /^Không tải được bộ tìm kiếm vì máy chủ thiếu một tệp/);
    assert.equal(await page.getByRole('link', { name: 'Mở trang tìm kiếm' }).count(), 1);
    broken = false;
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await answered(page, 'bac ninh');
    assert.equal((await shown(page)).error, undefined);
  });
});

test('offline has a sentence of its own', () =>
  withPage(other(BOX, { allowed: /ERR_INTERNET|500|404|fetch/, override: serving((path) => (path.includes('.wasm') ? { status: 500 } : undefined)) }), async (page) => {
    await page.evaluate(() => Object.defineProperty(navigator, 'onLine', { value: false, configurable: true }));
    await input(page).focus();
    await page.locator('[part=error]').waitFor();
    assert.match((await shown(page)).error, /không có mạng/);
  }));

test('before it is defined, and without scripts, what the page has is seen', () =>
  withPage(other('<khongdau-search><a href="/tim">Tìm</a></khongdau-search>', { context: { javaScriptEnabled: false } }), async (page) => {
    assert.equal(await page.getByRole('link', { name: 'Tìm' }).isVisible(), true);
  }).catch((error) => assert.match(error.message, /evaluate|seen/)));

test('attributes are properties, and react to change', () =>
  withPage(other(), async (page) => {
    const seen = await page.evaluate(() => {
      const box = document.querySelector('khongdau-search');
      const before = { mode: box.mode, maxResults: box.maxResults, param: box.param, filters: box.filters, resultsPage: box.resultsPage };
      Object.assign(box, { mode: 'page', maxResults: 3, resultsPage: '/x', debounce: 'often' });
      return { before, after: { mode: box.getAttribute('mode'), max: box.getAttribute('max-results'), page: box.getAttribute('results-page'), debounce: box.debounce, filters: box.filters } };
    });
    assert.deepEqual(seen.before, { mode: 'dropdown', maxResults: 8, param: 'q', filters: false, resultsPage: '' });
    assert.deepEqual(seen.after, { mode: 'page', max: '3', page: '/x', debounce: 60, filters: true });
    await search(page, 'bac ninh');
    assert.equal((await shown(page)).results.length, 3);
    await page.evaluate(() => Object.assign(document.querySelector('khongdau-search'), { maxResults: 1 }));
    await waitForEvent(page, 'results', 2);
    assert.equal((await shown(page)).results.length, 1);
  }));

test('the mode changes while there are results', () =>
  withPage(other(), async (page) => {
    await search(page, 'bac ninh');
    for (const [mode, role] of [['page', 'link'], ['dropdown', 'option'], ['dialog', 'option'], ['page', 'link']]) {
      const count = (await events(page, 'results')).length;
      await page.evaluate((value) => (document.querySelector('khongdau-search').mode = value), mode);
      await waitForEvent(page, 'results', count + 1);
      if (mode === 'dialog') await page.getByRole('button', { name: 'Tìm kiếm' }).click();
      await input(page).focus();
      assert.equal(await page.getByRole(role).count(), 5, mode);
    }
  }));

test('a page renders results in its own way', () =>
  withPage(other('<khongdau-search mode="page"></khongdau-search>'), async (page) => {
    await engineWith(page, [{ title: '<b>Một</b>', url: '/1' }, { title: 'Hai', url: '/2' }]);
    await page.evaluate(() => {
      document.querySelector('khongdau-search').renderResult = (hit, { query, position }) => {
        const link = document.createElement('a');
        link.href = hit.url;
        link.textContent = `${position}: ${hit.title.text} (${query})`;
        return link;
      };
    });
    await input(page).fill('x');
    await answered(page, 'x');
    assert.deepEqual(await page.locator('[part~=result]').allTextContents(), ['0: <b>Một</b> (x)', '1: Hai (x)']);
    await page.keyboard.press('ArrowDown');
    assert.equal((await shown(page)).focused, '0: <b>Một</b> (x)');
  }));

test('words come from the page, from a script, from attributes, in this order', () =>
  withPage(other('<khongdau-search label="Nhãn"><script type="application/json" slot="strings">{"label":"a","clear":"Xoá hết","countMany":"{total} văn bản","empty":1}</script></khongdau-search>'), async (page) => {
    await search(page, 'bac ninh');
    assert.equal((await shown(page)).count, '5 văn bản');
    await page.getByRole('combobox', { name: 'Nhãn' }).waitFor();
    await page.getByRole('button', { name: 'Xoá hết' }).waitFor();
    await page.evaluate(() => (document.querySelector('khongdau-search').strings = { countMany: '{total} bài báo' }));
    await waitForEvent(page, 'results', 2);
    assert.equal((await shown(page)).count, '5 bài báo');
  }));

test('text of others is short enough, whole, and turns nothing round', () =>
  withPage(other(), async (page) => {
    const rtl = '\u202e';
    const articles = [
      { title: 'a'.repeat(1_000_000), source: `${rtl}nguồn ${'s'.repeat(1000)}` },
      { title: `${'b'.repeat(299)}😀`, snippet: 'ế'.normalize('NFD').repeat(100_000) },
      { title: `${'c'.repeat(299)}${'é'.normalize('NFD')}d` },
      { title: `x${'\u0301'.repeat(100_000)}` },
    ];
    await engineWith(page, articles);
    const start = Date.now();
    await search(page, `x${rtl}y`);
    assert.ok(Date.now() - start < 3000);
    const { results } = await shown(page);
    assert.equal(results[0].title, `${'a'.repeat(300)}…`);
    assert.ok(results[0].meta.startsWith('nguồn ') && results[0].meta.length < 120 && !results[0].meta.includes(rtl));
    assert.equal(results[1].title, `${'b'.repeat(299)}…`, 'no half of a pair');
    assert.match(results[1].snippet, /\u0302\u0301…$/, 'no half of a letter');
    assert.equal(results[2].title, `${'c'.repeat(299)}…`);
    const { width, heights } = await page.evaluate(() => {
      const items = [...document.querySelector('khongdau-search').shadowRoot.querySelectorAll('[part~=result]')];
      return { width: document.documentElement.scrollWidth, heights: items.map((item) => item.getBoundingClientRect().height) };
    });
    assert.ok(width <= 1280 && heights.every((height) => height < 500), JSON.stringify({ width, heights }));
    await page.evaluate(() => (document.querySelector('khongdau-search').engine = window.engineOf(() => ({}))));
    const long = `x${rtl}${'z'.repeat(100_000)}`;
    await input(page).fill(long);
    await answered(page, long);
    assert.ok((await shown(page)).empty.length < 200 && !(await shown(page)).empty.includes(rtl));
  }));

test('the outcome is said once, later, and again when it is the same', () =>
  withPage(other(), async (page) => {
    const status = () => page.evaluate(() => Array.from(document.querySelector('khongdau-search').shadowRoot.querySelectorAll('[role=status]'), ({ textContent }) => textContent));
    await search(page, 'qwrtz');
    assert.deepEqual(await status(), ['', '']);
    await page.waitForTimeout(1400);
    const first = await status();
    assert.deepEqual(first.filter(Boolean), ['Không có bài nào khớp với “qwrtz”.']);
    await page.keyboard.type(' ');
    await page.keyboard.press('Backspace');
    await page.waitForTimeout(1600);
    assert.deepEqual(await status(), first.reverse());
  }));

test('on devices of Apple the option is said', () =>
  withPage(other(), async (page) => {
    await page.evaluate(() => Object.defineProperty(navigator, 'platform', { value: 'MacIntel' }));
    await search(page, 'bac ninh');
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(300);
    assert.match((await shown(page)).status, /, 1 trên 5$/);
  }));

test('what is over the page says when it opens and closes, and why', () =>
  withPage(other(`${BOX}<input id="next">`), async (page) => {
    await search(page, 'bac ninh');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    await page.locator('#next').focus();
    const reasons = async (name) => (await events(page, name)).map(({ reason }) => reason);
    assert.deepEqual([await reasons('open'), await reasons('close')], [['type', 'key'], ['escape', 'blur']]);
  }));

test('an answer that comes when the reader has left opens nothing', () =>
  withPage(other(`${BOX}<input id="next">`), async (page) => {
    await page.evaluate(() => (document.querySelector('khongdau-search').engine = window.engineOf(async () => (await new Promise((resolve) => setTimeout(resolve, 200)), { total: 1, hits: [{ id: '1', url: '', title: { text: 'Bài', ranges: [] }, snippet: { text: '', ranges: [] } }] }))));
    await input(page).fill('x');
    await page.locator('#next').focus();
    await answered(page, 'x');
    assert.equal(await page.locator('[part=panel]').isVisible(), false);
    await input(page).focus();
    assert.equal(await page.locator('[part=panel]').isVisible(), true);
  }));

test('importing it on a server touches nothing', async () => {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({ entryPoints: ['src/element.ts'], bundle: true, write: false, format: 'esm', loader: { '.css': 'text' } });
  const module = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  assert.equal(typeof module.KhongdauSearchElement, 'function');
});

test('a search changes no history but its own entry, and no option of the page', () =>
  withPage(other(), async (page) => {
    await search(page, 'bac ninh');
    await result(page).hover();
    assert.deepEqual(await page.evaluate(() => [history.length, location.search, document.documentElement.style.cssText]), [2, '', '']);
  }));
