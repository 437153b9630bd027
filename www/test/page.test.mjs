// The demo page: what a visitor sees, with a keyboard, with the Back button, on a small screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, bare, events, input, result, search, shown, useBrowser, waitForEvent, withPage } from './browser.mjs';

useBrowser();

const QUANG_NINH = '002_b24750c3f5aba094';
const DIEN_DAN = '004_607402c1c3aed958';

const article = (page) => page.getByRole('dialog');

test('results come as one types, with and without accents', () =>
  withPage({}, async (page) => {
    await input(page).pressSequentially('cong nghiep', { delay: 90 });
    await answered(page, 'cong nghiep');
    const asked = (await events(page, 'search')).map(({ query }) => query);
    assert.ok(asked.length > 5, `searched while typing: ${asked}`);
    const without = await shown(page);
    assert.equal(without.results.length, 5);
    await search(page, 'công nghiệp');
    const accented = await shown(page);
    assert.equal(accented.results.length, 5);
    assert.equal(accented.results[0].title, without.results[0].title);
  }));

test('an answer says how many, where from and how fast', () =>
  withPage({ path: '/?q=quang+ninh' }, async (page) => {
    await answered(page, 'quang ninh');
    const { count, results } = await shown(page);
    assert.match(count, /^\d bài · (< 0,1|[\d,]+) ms$/);
    assert.match(results[0].title, /^Quảng Ninh: Phát triển khu công nghiệp xanh/);
    assert.equal(results[0].meta, '13/12/2024 · Invest Global');
  }));

test('the words that match are marked, whole and no others', () =>
  withPage({}, async (page) => {
    for (const query of ['cong nghiep', 'Công nghiệp hoá', 'bắc ninh']) {
      await search(page, query);
      const marks = (await shown(page)).results.flatMap(({ marks }) => marks);
      const wanted = bare(query).split(' ');
      assert.ok(marks.length >= 5, `${query}: ${marks}`);
      assert.ok(marks.some((mark) => bare(mark) === bare(query)), `${query}: ${marks}`);
      for (const mark of marks) {
        for (const word of bare(mark).split(/[^\p{L}\d]+/u)) assert.ok(wanted.includes(word), `${query} marks ${mark}`);
      }
    }
  }));

const EXAMPLES = [
  ['cong nghiep', /công nghiệp/i],
  ['công nghiep', /công nghiệp/i],
  ['coong nghieepj', /công nghiệp/i],
  ['co6ng nghie65p', /công nghiệp/i],
  ['moi truong xahn', /môi trường/i],
  ['congnghiep', /công nghiệp/i],
  ['KCN', /khu công nghiệp/i],
  ['nghi quyet 29', /nghị quyết.* 29/i],
  ['"khu công nghiệp" -xanh', /khu công nghiệp/i],
  ['khu cong ng', /khu công ng/i],
];

test('every example finds what it promises', () =>
  withPage({}, async (page) => {
    const buttons = page.locator('.examples button');
    assert.equal(await buttons.count(), EXAMPLES.length);
    for (const [at, [query, promise]] of EXAMPLES.entries()) {
      await buttons.nth(at).click();
      await answered(page, query);
      const { value, results } = await shown(page);
      assert.equal(value, query);
      assert.ok(results.length > 0, query);
      assert.match(`${results[0].title} ${results[0].snippet}`, promise);
    }
  }));

test('the address keeps the query and brings it back', () =>
  withPage({}, async (page) => {
    await search(page, 'bắc ninh');
    assert.equal(new URL(page.url()).search, '?q=b%E1%BA%AFc+ninh');
    await page.reload();
    await answered(page, 'bắc ninh');
    assert.equal((await shown(page)).value, 'bắc ninh');
    await page.getByRole('button', { name: 'Xoá ô tìm kiếm' }).click();
    await page.waitForFunction(() => !location.search);
    assert.deepEqual((await shown(page)).results, []);
  }));

test('the keyboard moves along the links, opens and leaves', () =>
  withPage({}, async (page) => {
    await search(page, 'bac ninh');
    const { results } = await shown(page);
    const inHand = async () => (await shown(page)).focused;
    for (const [key, title] of [['ArrowDown', 0], ['ArrowDown', 1], ['ArrowUp', 0], ['ArrowUp', undefined], ['ArrowUp', undefined], ['ArrowDown', 0]]) {
      await page.keyboard.press(key);
      assert.equal(await inHand(), results[title]?.title ?? '', key);
    }
    await page.keyboard.press('Escape');
    assert.equal(await inHand(), '', 'Escape goes back to the text');
    for (let key = 0; key < 9; key += 1) await page.keyboard.press('ArrowDown');
    assert.equal(await inHand(), results.pop().title, 'stops at the last');
    await page.keyboard.press('Enter');
    await article(page).waitFor();
    await page.keyboard.press('Escape');
    await article(page).waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'khongdau-search', 'focus returns');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    assert.equal((await shown(page)).value, '', 'Escape empties the input in the end');
  }));

test('Enter without a choice answers at once and opens nothing', () =>
  withPage({}, async (page) => {
    await page.evaluate(() => document.querySelector('khongdau-search').setAttribute('debounce', '60000'));
    await input(page).fill('bac ninh');
    await page.keyboard.press('Enter');
    await answered(page, 'bac ninh');
    assert.deepEqual(await events(page, 'select'), []);
  }));

test('an article opens at the best match, in view and in focus', () =>
  withPage({}, async (page) => {
    await search(page, '1.729 km');
    await result(page).click();
    await article(page).waitFor();
    assert.equal(new URL(page.url()).hash, `#${DIEN_DAN}`);
    const now = await page.evaluate(() => {
      const mark = document.querySelector('mark.now');
      const { top, bottom } = mark.getBoundingClientRect();
      const focus = document.activeElement;
      return { text: mark.textContent, inView: top > 56 && bottom < innerHeight, focused: focus.contains(mark), scrolled: document.querySelector('dialog').scrollTop };
    });
    assert.match(now.text, /1\.729/);
    assert.ok(now.inView && now.focused && now.scrolled > 100, JSON.stringify(now));
  }));

test('an article leads from match to match', () =>
  withPage({ path: '/?q=bac+ninh' }, async (page) => {
    await answered(page, 'bac ninh');
    await result(page).click();
    await article(page).waitFor();
    const count = await article(page).locator('#article-text mark').count();
    const place = async () => Number(parseInt(await page.locator('#article-place').textContent(), 10));
    const first = await place();
    await page.getByRole('button', { name: 'Chỗ khớp sau' }).click();
    assert.equal(await place(), (first % count) + 1);
    await page.getByRole('button', { name: 'Chỗ khớp trước' }).click();
    assert.equal(await place(), first);
  }));

test('Back returns to the results, Forward to the article', () =>
  withPage({}, async (page) => {
    await search(page, 'quang ninh');
    const before = page.url();
    await result(page).click();
    await article(page).waitFor();
    await page.goBack();
    await article(page).waitFor({ state: 'hidden' });
    assert.equal(page.url(), before);
    assert.ok((await shown(page)).results.length > 0);
    await page.goForward();
    await article(page).waitFor();
    await page.getByRole('button', { name: 'Kết quả' }).click();
    await article(page).waitFor({ state: 'hidden' });
    await page.waitForFunction((url) => location.href === url, before);
  }));

test('an article has an address of its own', () =>
  withPage({ path: `/?q=moi+truong#${QUANG_NINH}` }, async (page) => {
    await article(page).waitFor();
    assert.match(await article(page).getByRole('heading').textContent(), /^Quảng Ninh/);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !location.hash);
    assert.equal(new URL(page.url()).search, '?q=moi+truong');
  }));

test('Ctrl and the middle button open a new tab', () =>
  withPage({ path: '/?q=bac+ninh' }, async (page) => {
    await answered(page, 'bac ninh');
    for (const click of [{ modifiers: ['Control'] }, { button: 'middle' }]) {
      const [tab] = await Promise.all([page.context().waitForEvent('page'), result(page).click(click)]);
      assert.match(tab.url(), /\?q=bac\+ninh#\d{3}_/);
      await tab.close();
    }
    assert.equal(await article(page).isVisible(), false);
  }));

test('no result says so and what to do', () =>
  withPage({}, async (page) => {
    await search(page, 'qwrtz');
    const { empty, results, count } = await shown(page);
    assert.equal(empty, 'Không có bài nào khớp với “qwrtz”.');
    assert.deepEqual([results, count], [[], undefined]);
    const status = page.locator('khongdau-search [part=status]');
    await page.waitForFunction((node) => node.textContent, await status.elementHandle());
    assert.equal(await status.textContent(), empty);
  }));

test('a missing module is one sentence and a button that helps', async () => {
  let broken = true;
  const override = (path) => (broken && path.includes('.wasm') ? { status: 404, body: 'not found', type: 'text/html' } : undefined);
  await withPage({ path: '/?q=bac+ninh', override, allowed: /404|integrity/ }, async (page) => {
    await waitForEvent(page, 'error');
    assert.match((await shown(page)).error, /^Không tải được bộ tìm kiếm .*thử lại/);
    assert.equal((await events(page, 'error'))[0].code, 'NOT_FOUND');
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await waitForEvent(page, 'error', 2);
    broken = false;
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await answered(page, 'bac ninh');
    assert.ok((await shown(page)).results.length > 0);
  });
});

test('an article whose engine is missing says so, and opens on the next visit', async () => {
  let broken = true;
  const override = (path) => (broken && path.includes('.wasm') ? { status: 404 } : undefined);
  await withPage({ path: `/#${QUANG_NINH}`, override, allowed: /404|integrity/ }, async (page) => {
    await waitForEvent(page, 'error');
    assert.match((await shown(page)).error, /^Không tải được/);
    assert.equal(await article(page).isVisible(), false);
    broken = false;
    await page.reload();
    await article(page).waitFor();
  });
});

test('screen readers hear the outcome once typing has stopped', () =>
  withPage({}, async (page) => {
    await search(page, 'bac ninh');
    const status = page.locator('khongdau-search [part=status]');
    assert.equal(await status.textContent(), '', 'not on every letter');
    await page.waitForFunction((node) => node.textContent, await status.elementHandle());
    assert.match(await status.textContent(), /^\d bài cho “bac ninh”$/);
  }));

test('nothing scrolls sideways at 320 px, and targets are large enough', () =>
  withPage({ context: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true } }, async (page) => {
    const width = () => page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.querySelector('dialog[open]')?.scrollWidth ?? 0));
    assert.equal(await width(), 320);
    await search(page, 'công nghiệp hoá');
    assert.equal(await width(), 320);
    const small = await page.evaluate(() => {
      const root = document.querySelector('khongdau-search').shadowRoot;
      const targets = [...root.querySelectorAll('input, button, [part=link]'), ...document.querySelectorAll('.examples button')];
      return targets.filter((target) => target.offsetParent && target.getBoundingClientRect().height < 44).map((target) => target.outerHTML);
    });
    assert.deepEqual(small, []);
    await result(page).click();
    await article(page).waitFor();
    assert.equal(await width(), 320);
  }));

test('nothing is asked of any other server', () =>
  withPage({}, async (page, server) => {
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.reload();
    await search(page, 'cong nghiep');
    await result(page).click();
    await article(page).waitFor();
    assert.ok(requests.length >= 4);
    assert.deepEqual(requests.filter((url) => !url.startsWith(server.url)), []);
  }));
