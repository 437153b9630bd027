// Pages of somebody else's, most of them old.
import assert from 'node:assert/strict';
import { BUILT, otherPage } from '../site.mjs';
import { answered, events, search, shown } from '../widget.mjs';

const WIDGET = '<khongdau-search></khongdau-search>';

const HOSTILE = '<style>*{all:unset!important;display:block!important;color:red!important}html{font-size:62.5%}</style>';

const FORM = `<form id="aspnetForm" action="/submitted"><input name="txtOld"><p>Trang</p>${WIDGET}<button>Gửi</button></form>`;

/** Bytes of windows-1258, said in the page and nowhere else; `à` is E0 there. */
const OLD = Buffer.from(
  otherPage(`<p id="bytes">\u00e0</p>${WIDGET}`, { doctype: '', head: '<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">' }),
  'latin1',
);

export function pages(it) {
  it('quirks mode and windows-1258, without a charset on anything', { page: OLD, pageType: 'text/html' }, async (page) => {
    const [encoding, mode, text] = await page.evaluate(() => [document.characterSet, document.compatMode, document.querySelector('#bytes').textContent]);
    assert.deepEqual([encoding, mode, text], ['windows-1258', 'BackCompat', 'à']);
    await search(page, 'Bắc Ninh');
    const { placeholder, titles } = await shown(page);
    assert.match(placeholder, /[ếấọặõ]/, placeholder);
    assert.match(titles[0], /Bắc Ninh/);
  });

  it('one form around the whole page is not sent', { page: otherPage(FORM) }, async (page, site) => {
    await page.evaluate(() => {
      window.presses = [];
      document.querySelector('form').addEventListener('keydown', ({ key }) => window.presses.push(key));
    });
    await search(page, 'bac ninh');
    await page.press('Enter');
    await page.press('ArrowDown');
    await page.press('Enter');
    assert.equal((await events(page, 'select')).length, 1);
    assert.deepEqual(await page.evaluate(() => window.presses.filter((key) => key === 'Enter')), [], 'a default button sees no Enter');
    assert.ok(!site.requests.includes('/submitted'));
    assert.equal(await page.evaluate(() => new URLSearchParams(new FormData(document.querySelector('form'))).toString()), 'txtOld=');
  });

  it('styles of the page stay outside', { page: otherPage(`<h1>Trang</h1>${WIDGET}<p>Dưới</p>`, { head: HOSTILE }) }, async (page) => {
    await search(page, 'cong nghiep');
    const look = await page.evaluate(lookOf);
    assert.notEqual(look.title.color, 'rgb(255, 0, 0)');
    assert.notEqual(look.snippet.color, 'rgb(255, 0, 0)');
    assert.equal(look.panel.position, 'absolute');
    assert.ok(Math.abs(look.panel.top - look.input.bottom) < 24, 'the panel is below the box');
    assert.ok(parseFloat(look.input.fontSize) >= 16, look.input.fontSize);
    assert.equal((await shown(page)).error, null);
  });

  it('two on a page do not know each other', { page: otherPage(`${WIDGET}<div style="height:20em"></div><khongdau-search lang="en"></khongdau-search>`) }, async (page) => {
    await search(page, 'quang ninh', 1);
    await search(page, 'bac ninh', 0);
    await page.press('ArrowDown');
    const [first, second] = [await shown(page, 0), await shown(page, 1)];
    assert.deepEqual([first.value, first.selected, first.panel], ['bac ninh', 1, true]);
    assert.deepEqual([second.value, second.selected, second.panel], ['quang ninh', 0, false]);
    assert.match(first.titles[0], /Bắc Ninh/);
    assert.notEqual(first.placeholder, second.placeholder, 'each speaks its language');
  });

  it('a link with a query shows its answer', BUILT, async (page) => {
    await answered(page, 'cong nghiep');
    const { value, titles } = await shown(page);
    assert.equal(value, 'cong nghiep');
    assert.ok(titles.length > 0);
  });

  const results = otherPage('<khongdau-search mode="page"></khongdau-search>');
  it('a page of results has headings with links, and an address', { page: results, path: '/?q=cong+nghiep' }, async (page) => {
    await answered(page, 'cong nghiep');
    const { links, options } = await shown(page);
    assert.ok(links.length > 0);
    assert.equal(options, 0, 'no listbox');
    await page.click('input');
    await page.type(' hoa');
    await answered(page, 'cong nghiep hoa');
    await page.waitFor(() => new URLSearchParams(location.search).get('q') === 'cong nghiep hoa');
  });
}

/** Runs in the page. */
function lookOf() {
  const root = document.querySelector('khongdau-search').shadowRoot;
  const look = {};
  for (const part of ['input', 'panel', 'title', 'snippet']) {
    const node = root.querySelector(`[part~=${part}]`);
    const { color, position, fontSize } = getComputedStyle(node);
    const { top, bottom } = node.getBoundingClientRect();
    look[part] = { color, position, fontSize, top, bottom };
  }
  return look;
}
