// Sections of a result: options behind it over the page, links in it in the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineWith, events, input, otherPage, result, search, useBrowser, withPage } from './browser.mjs';

useBrowser();

const article = { body: '<!doctype html><title>Bài</title><link rel="icon" href="/icon.svg">', type: 'text/html; charset=utf-8' };
const other = (body) => {
  const page = otherPage(body);
  return { path: '/other.html', override: (path) => (path.startsWith('/bai-') ? article : page(path)) };
};

const section = (text, url, ...ranges) => ({ title: { text, ranges }, url });

/** The first has sections, one of which nobody may follow. */
const ARTICLES = [
  { title: 'Quy định về lệ phí', url: '/bai-1', sections: [section('Mức thu lệ phí', '/bai-1#muc-thu', [8, 14]), section('Xấu', 'javascript:window.owned=1'), section('<b>Hồ sơ</b>', '/bai-1#ho-so')] },
  { title: 'Bài hai', url: '/bai-2' },
];

const active = (page) =>
  page.evaluate(() => {
    const root = document.querySelector('khongdau-search').shadowRoot;
    const option = root.getElementById(root.querySelector('input').getAttribute('aria-activedescendant'));
    return option && (option.getAttribute('aria-label') ?? option.querySelector('[part=title]').textContent);
  });

test('over the page, arrows go through sections as options of their own', () =>
  withPage(other('<khongdau-search></khongdau-search>'), async (page, server) => {
    await engineWith(page, ARTICLES);
    await input(page).click();
    await search(page, 'le phi');
    assert.equal(await page.getByRole('listbox').getByRole('option').count(), 4);
    const seen = [];
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press('ArrowDown');
      seen.push(await active(page));
    }
    assert.deepEqual(seen, ['Quy định về lệ phí', 'Mục: Mức thu lệ phí', 'Mục: <b>Hồ sơ</b>', 'Bài hai', 'Bài hai']);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${server.url}/bai-1#ho-so`);
    await page.goBack();
  }));

test('a section that is chosen is told with its own address', () =>
  withPage(other('<khongdau-search></khongdau-search>'), async (page, server) => {
    await engineWith(page, ARTICLES);
    await input(page).click();
    await search(page, 'le phi');
    await page.evaluate(() => addEventListener('khongdau-select', (event) => event.preventDefault()));
    for (const at of [1, 3]) {
      await input(page).press('Alt+ArrowDown');
      await result(page, at).click();
    }
    const told = await events(page, 'select');
    assert.deepEqual(
      told.map(({ hit, section, position, url }) => [hit.id, section?.title.text, position, url]),
      [
        ['0', 'Mức thu lệ phí', 0, `${server.url}/bai-1#muc-thu`],
        ['1', undefined, 1, `${server.url}/bai-2`],
      ],
    );
    assert.match(page.url(), /other\.html$/);
    assert.equal(await page.evaluate(() => window.owned), undefined);
  }));

test('in the page they are links in the result, and arrows go along them', () =>
  withPage(other('<khongdau-search mode="page"></khongdau-search>'), async (page) => {
    await engineWith(page, ARTICLES);
    await search(page, 'le phi');
    const group = page.getByRole('group', { name: 'Các mục trong bài này' });
    assert.deepEqual(await group.getByRole('link').allTextContents(), ['Mức thu lệ phí', '<b>Hồ sơ</b>']);
    const focused = () => page.evaluate(() => document.querySelector('khongdau-search').shadowRoot.activeElement.textContent);
    const seen = [];
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press('ArrowDown');
      seen.push(await focused());
    }
    assert.deepEqual(seen, ['Quy định về lệ phí', 'Mức thu lệ phí', '<b>Hồ sơ</b>', 'Bài hai']);
    const [tab] = await Promise.all([page.context().waitForEvent('page'), group.getByRole('link').first().click({ button: 'middle' })]);
    await tab.waitForURL(/bai-1#muc-thu$/);
    const [told] = await events(page, 'select');
    assert.deepEqual([told.section.url, told.newTab, new URL(told.url).hash], ['/bai-1#muc-thu', true, '#muc-thu']);
  }));

test('over the page, results that a page makes itself have no others behind them', () =>
  withPage(other('<khongdau-search></khongdau-search>'), async (page) => {
    await engineWith(page, ARTICLES);
    await page.evaluate(() => (document.querySelector('khongdau-search').renderResult = (hit) => document.createTextNode(hit.id)));
    await input(page).click();
    await search(page, 'le phi');
    assert.deepEqual(await page.getByRole('option').allTextContents(), ['0', '1']);
  }));
