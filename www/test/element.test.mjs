// <khongdau-search> in somebody else's page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, events, otherPage, shown, useBrowser, waitForEvent, withPage } from './browser.mjs';

useBrowser();

const other = (body, options) => ({ path: '/other.html', override: otherPage(body, options) });

/** Runs in the page: an engine that answers anything with these hits. */
const engineWith = (page, hits) =>
  page.evaluate((given) => {
    document.querySelector('khongdau-search').engine = window.engineOf(() => ({ total: given.length, hits: given }));
  }, hits);

const plain = (text) => ({ text, ranges: [] });

test('the engine is loaded at the first interest, not before', () =>
  withPage(other('<khongdau-search></khongdau-search>'), async (page) => {
    await page.waitForTimeout(200);
    assert.deepEqual(await events(page, 'ready'), []);
    await page.getByRole('combobox').focus();
    await waitForEvent(page, 'ready');
    const [{ documents, loadMs }] = await events(page, 'ready');
    assert.equal(documents, 5);
    assert.ok(loadMs > 0);
  }));

test('two on a page do not know each other', () =>
  withPage(other('<khongdau-search></khongdau-search><khongdau-search lang="en"></khongdau-search>'), async (page) => {
    await page.getByRole('combobox').first().fill('bac ninh');
    await answered(page, 'bac ninh');
    await page.getByRole('combobox').last().fill('quang ninh');
    await answered(page, 'quang ninh');
    await page.keyboard.press('ArrowDown');
    const [first, second] = [await shown(page, 0), await shown(page, 1)];
    assert.deepEqual([first.value, first.active, first.expanded], ['bac ninh', null, 'false'], 'closed when left');
    assert.deepEqual([second.value, second.active, second.expanded], ['quang ninh', 'option-0', 'true']);
    assert.match(first.results[0].title, /Bắc Ninh/);
    assert.match(second.results[0].title, /^Quảng Ninh/);
    assert.equal(await page.getByRole('combobox', { name: 'Search', exact: true }).count(), 1, 'each speaks its language');
  }));

test('a dropdown lies over the page, closes and opens again', () =>
  withPage(other('<khongdau-search></khongdau-search><p id="below">Bên dưới</p>'), async (page) => {
    const top = () => page.evaluate(() => document.querySelector('#below').getBoundingClientRect().top);
    const before = await top();
    await page.getByRole('combobox').fill('bac ninh');
    await answered(page, 'bac ninh');
    assert.equal(await top(), before, 'no layout shift');
    const box = await page.evaluate(() => {
      const root = document.querySelector('khongdau-search').shadowRoot;
      return { input: root.querySelector('[part=box]').getBoundingClientRect().bottom, panel: root.querySelector('[part=panel]').getBoundingClientRect().top };
    });
    assert.ok(box.panel >= box.input && box.panel < box.input + 16, JSON.stringify(box));
    await page.keyboard.press('Escape');
    assert.equal((await shown(page)).expanded, 'false');
    assert.equal((await shown(page)).value, 'bac ninh', 'the first Escape only closes');
    await page.keyboard.press('Alt+ArrowDown');
    assert.equal((await shown(page)).expanded, 'true');
    await page.mouse.click(5, 790);
    assert.equal((await shown(page)).expanded, 'false');
  }));

test('a result is followed unless somebody objects', () =>
  withPage({ ...other('<khongdau-search></khongdau-search>'), allowed: /404/ }, async (page, server) => {
    const hit = { id: 'a', url: '/icon.svg', title: plain('Bài'), snippet: plain(''), score: 1 };
    await engineWith(page, [hit]);
    await page.getByRole('combobox').fill('x');
    await answered(page, 'x');
    await page.evaluate(() => addEventListener('khongdau-select', (event) => event.preventDefault(), { once: true }));
    await page.getByRole('option').click();
    assert.match(page.url(), /other\.html$/);
    const [{ query, position, url, newTab }] = await events(page, 'select');
    assert.deepEqual({ query, position, url, newTab }, { query: 'x', position: 0, url: `${server.url}/icon.svg`, newTab: false });
    assert.equal((await shown(page)).expanded, 'false', 'a choice closes');
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('option').click();
    await page.waitForURL(/icon\.svg$/);
    await page.goBack();
  }));

test('hostile articles are text, and hostile addresses are not followed', () =>
  withPage(other('<khongdau-search></khongdau-search>', { csp: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'" }), async (page) => {
    const evil = '<img src=x onerror="window.owned=1"><script>window.owned=1</script>';
    const urls = ['javascript:window.owned=1', 'JaVaScRiPt:window.owned=1', '\u0001javascript:window.owned=1', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'http://[', ''];
    const hits = urls.map((url) => ({
      id: evil,
      url,
      title: { text: evil, ranges: [[0, 4], [2, 6], [9, 5], [10, 1e9], [-1, 3]] },
      date: evil,
      source: evil,
      snippet: plain(`&lt;b&gt;${evil}\u202e`),
      score: 1,
    }));
    await engineWith(page, hits);
    await page.getByRole('combobox').fill(evil);
    await answered(page, evil);
    const { results } = await shown(page);
    assert.equal(results.length, urls.length);
    assert.equal(results[0].title, evil);
    assert.equal(results[0].meta, `${evil} · ${evil}`);
    assert.deepEqual(results[0].marks, ['<img'], 'ranges that do not fit are left out');
    for (let at = 0; at < urls.length; at += 1) {
      await page.keyboard.press('Alt+ArrowDown');
      await page.getByRole('option').nth(at).click({ button: 'middle' });
      await page.getByRole('option').nth(at).click();
    }
    for (const detail of await events(page, 'select')) assert.equal(detail.url, undefined);
    assert.equal(await page.evaluate(() => window.owned), undefined);
    assert.match(page.url(), /other\.html$/);
    assert.equal(page.context().pages().length, 1);
    await page.getByRole('combobox').fill('qwrtz');
    await page.evaluate(() => (document.querySelector('khongdau-search').engine = undefined));
    await page.getByRole('combobox').fill(`${evil} zz`);
    await answered(page, `${evil} zz`);
    assert.equal(await page.evaluate(() => document.querySelector('khongdau-search').shadowRoot.querySelector('img, script')), null);
  }));

test('a removed element leaves nothing behind, and works when put back', async () => {
  const options = other('<khongdau-search></khongdau-search>');
  await withPage({ ...options, context: {} }, async (page) => {
    await page.evaluate(watchTimersAndListeners);
    await page.getByRole('combobox').focus();
    await waitForEvent(page, 'ready');
    await page.evaluate(() => (window.box = document.querySelector('khongdau-search')));
    await page.getByRole('combobox').fill('bac ninh');
    await page.evaluate(() => window.box.remove());
    await page.waitForTimeout(300);
    assert.deepEqual(await events(page, 'search'), [], 'the question under way was dropped');
    assert.deepEqual(await page.evaluate(() => window.left()), { timers: 0, listeners: 0 });
    await page.evaluate(() => document.querySelector('main').append(window.box));
    await answered(page, 'bac ninh');
    await page.evaluate(() => window.box.remove());
    assert.deepEqual(await page.evaluate(() => window.left()), { timers: 0, listeners: 0 });
  });
});

/** Runs in the page: from here on counts what waits, and who listens outside an element. */
function watchTimersAndListeners() {
  const timers = new Set();
  const { setTimeout: set, clearTimeout: clear, setInterval: repeat } = window;
  window.setTimeout = (action, ...rest) => {
    const timer = set(() => (timers.delete(timer), action()), ...rest);
    timers.add(timer);
    return timer;
  };
  window.clearTimeout = (timer) => (timers.delete(timer), clear(timer));
  window.setInterval = (...args) => (timers.add('interval'), repeat(...args));
  let listeners = 0;
  for (const target of [window, document, document.body, document.documentElement]) {
    const add = target.addEventListener;
    target.addEventListener = (...args) => {
      // The test driver listens too.
      if (new Error().stack.includes('/khongdau')) listeners += 1;
      add.apply(target, args);
    };
  }
  window.left = () => ({ timers: timers.size, listeners });
}

test('Enter does not send the form around it', () =>
  withPage(other('<form action="/sent"><khongdau-search></khongdau-search><button>Gửi</button></form>'), async (page) => {
    await page.evaluate(() => document.querySelector('form').addEventListener('keydown', () => (window.reached = true)));
    await page.getByRole('combobox').fill('bac ninh');
    await page.keyboard.press('Enter');
    await answered(page, 'bac ninh');
    assert.match(page.url(), /other\.html$/);
    assert.equal(await page.evaluate(() => window.reached), undefined);
  }));

test('English, own words, attributes that change', () =>
  withPage(other('<khongdau-search></khongdau-search>', { lang: 'en-GB' }), async (page) => {
    await page.getByRole('combobox', { name: 'Search' }).fill('bac ninh');
    await answered(page, 'bac ninh');
    assert.match((await shown(page)).count, /^\d articles · (< 0\.1|[\d.]+) ms$/);
    await page.evaluate(() => {
      const box = document.querySelector('khongdau-search');
      box.strings = { empty: 'Nothing like {query} here', clear: 'Wipe' };
      box.setAttribute('label', 'Search the archive');
      box.value = 'qwrtz';
    });
    await answered(page, 'qwrtz');
    assert.equal((await shown(page)).empty, 'Nothing like qwrtz here');
    await page.getByRole('combobox', { name: 'Search the archive' }).waitFor();
    await page.getByRole('button', { name: 'Wipe' }).waitFor();
  }));

test('a page themes it with properties and parts', () =>
  withPage(other('<style>khongdau-search{--accent:red;--khongdau-fg:rgb(0, 0, 99)} khongdau-search::part(title){font-weight:400}</style><khongdau-search></khongdau-search>'), async (page) => {
    await page.getByRole('combobox').fill('bac ninh');
    await answered(page, 'bac ninh');
    const style = await page.evaluate(() => {
      const { color, fontWeight } = getComputedStyle(document.querySelector('khongdau-search').shadowRoot.querySelector('[part=title]'));
      return { color, fontWeight };
    });
    assert.deepEqual(style, { color: 'rgb(0, 0, 99)', fontWeight: '400' });
  }));

test('it is not printed', () =>
  withPage(other('<khongdau-search></khongdau-search>'), async (page) => {
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('combobox').isVisible(), false);
  }));

test('below the floor of adopted style sheets it is styled all the same', () =>
  withPage(other('<script>delete CSSStyleSheet.prototype.replaceSync</script><khongdau-search></khongdau-search>'), async (page) => {
    const height = await page.evaluate(async () => {
      await customElements.whenDefined('khongdau-search');
      return document.querySelector('khongdau-search').shadowRoot.querySelector('[part=box]').getBoundingClientRect().height;
    });
    assert.ok(height >= 44);
  }));
