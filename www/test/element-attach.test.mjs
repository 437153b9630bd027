// <khongdau-search input="…">: results at an input that the site has already.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, events, otherPage, shown, useBrowser, waitForEvent, withPage } from './browser.mjs';

useBrowser();

const FORM = '<form action="/sent"><input type="text" id="txtSearch" name="key"><button id="after">Tìm</button></form>';
const ATTACHED = '<khongdau-search input="#txtSearch"></khongdau-search>';
const other = (body = `${FORM}<p>Dưới</p>${ATTACHED}`, more = {}) => ({ path: '/other.html', override: otherPage(body), ...more });
const own = (page) => page.locator('#txtSearch');

const ask = async (page, query) => {
  await own(page).click();
  await page.keyboard.type(query);
  await answered(page, query);
};
const focused = (page) => page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.textContent ?? document.activeElement.id);

test('results hang below the input, as links, and the page does not move', () =>
  withPage(other(), async (page) => {
    const before = await page.locator('main > p').boundingBox();
    assert.deepEqual(await events(page, 'ready'), []);
    await ask(page, 'bac ninh');
    const [input, panel] = [await own(page).boundingBox(), await page.locator('[part=panel]').boundingBox()];
    assert.ok(Math.abs(panel.x - input.x) < 2 && panel.y >= input.y + input.height && panel.y < input.y + input.height + 10, JSON.stringify([input, panel]));
    assert.deepEqual(await page.locator('main > p').boundingBox(), before);
    assert.equal(await page.getByRole('combobox').count(), 0, 'the input stays what it is');
    assert.equal(await page.locator('khongdau-search [part=link]').count(), 5);
    await page.waitForFunction(() => document.querySelector('khongdau-search').shadowRoot.querySelector('[part=status]').textContent);
    assert.equal((await shown(page)).status, '5 bài cho “bac ninh”. Bấm mũi tên xuống để đến kết quả');
  }));

test('it follows the input when the page scrolls or the window changes', () =>
  withPage(other(`<style>body{margin:0;position:relative;padding-top:40px}main{height:3000px;padding-left:300px} .bar{position:sticky;top:10px}</style><div class="bar">${FORM}</div>${ATTACHED}`), async (page) => {
    await ask(page, 'bac ninh');
    const distance = async () => {
      await page.waitForTimeout(100);
      const [input, panel] = [await own(page).boundingBox(), await page.locator('[part=panel]').boundingBox()];
      return [Math.round(panel.x - input.x), Math.round(panel.y - input.y - input.height)];
    };
    assert.deepEqual(await distance(), [0, 4]);
    await page.mouse.wheel(0, 700);
    assert.deepEqual(await distance(), [0, 4]);
    await page.setViewportSize({ width: 640, height: 600 });
    // The page hears of its new size in a frame of its own.
    const fits = () => page.locator('[part=panel]').boundingBox().then(({ x, width }) => x >= 0 && x + width <= 640);
    for (let tries = 0; tries < 50 && !(await fits()); tries += 1) await page.waitForTimeout(50);
    assert.ok(await fits(), 'stays in the window');
  }));

test('Enter sends the form of the site', () =>
  withPage(other(undefined, { allowed: /404/, override: (path) => (path === '/sent' ? { body: 'ok', type: 'text/html' } : otherPage(FORM + ATTACHED)(path)) }), async (page) => {
    await ask(page, 'bac ninh');
    await page.keyboard.press('Enter');
    await page.waitForURL(/sent\?key=bac\+ninh$/);
  }));

test('the keyboard goes into the results and comes back', () =>
  withPage(other(), async (page) => {
    await ask(page, 'bac ninh');
    const { results } = await shown(page);
    const steps = [['ArrowDown', results[0].title], ['ArrowDown', results[1].title], ['ArrowUp', results[0].title], ['ArrowUp', 'txtSearch'], ['ArrowDown', results[0].title], ['Escape', 'txtSearch']];
    for (const [key, where] of steps) {
      await page.keyboard.press(key);
      assert.equal(await focused(page), where, key);
    }
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('[part=panel]').isVisible(), false);
    assert.equal(await own(page).inputValue(), 'bac ninh');
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(page), results[0].title, 'opens again');
    for (const _ of results) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'after', 'Tab goes on where the input is');
    assert.equal(await page.locator('[part=panel]').isVisible(), false);
  }));

test('Tab leads out of results that stand right behind their input', () =>
  withPage(other(`<input id="txtSearch">${ATTACHED}<button id="next">Tiếp</button>`), async (page) => {
    await ask(page, 'bac ninh');
    for (let step = 0; step < 20 && (await focused(page)) !== 'next'; step += 1) await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'next');
  }));

test('an input that comes late, or is replaced, is found', () =>
  withPage(other(ATTACHED), async (page) => {
    for (const query of ['bac', 'quang']) {
      await page.evaluate((html) => {
        document.querySelector('form')?.remove();
        document.querySelector('main').append(document.createRange().createContextualFragment(html));
      }, FORM);
      await ask(page, query);
      assert.ok((await shownAttached(page)).length > 0);
    }
  }));

const shownAttached = (page) => page.locator('khongdau-search [part~=result]').allTextContents();

test('a text that a script sets while one is there is noticed', () =>
  withPage(other(), async (page) => {
    await own(page).focus();
    await waitForEvent(page, 'ready');
    await page.evaluate(() => (document.querySelector('#txtSearch').value = 'bắc ninh'));
    await answered(page, 'bắc ninh');
  }));

test('a suggestion goes into the input of the site', () =>
  withPage(other(), async (page) => {
    await ask(page, 'khu cong ngh');
    await page.getByRole('group', { name: 'Gợi ý' }).getByRole('button', { name: 'khu công nghiệp', exact: true }).click();
    await answered(page, 'khu công nghiệp');
    assert.equal(await own(page).inputValue(), 'khu công nghiệp');
    assert.equal(await focused(page), 'txtSearch');
  }));

test('when it goes, the input is as it was', () =>
  withPage(other(`${FORM.replace('id=', 'autocomplete="on" id=')}${ATTACHED}`), async (page) => {
    const before = await page.evaluate(() => document.querySelector('form').outerHTML);
    await ask(page, 'bac ninh');
    assert.equal(await own(page).getAttribute('autocomplete'), 'off', 'meanwhile the browser suggests nothing');
    await page.evaluate(() => document.querySelector('khongdau-search').remove());
    assert.equal(await page.evaluate(() => document.querySelector('form').outerHTML), before);
    const asked = (await events(page, 'search')).length;
    await page.keyboard.type('x');
    await page.waitForTimeout(400);
    assert.equal((await events(page, 'search')).length, asked);
  }));

test('a selector that is none is an error, and breaks nothing', () =>
  withPage(other('<khongdau-search input="##"></khongdau-search><input id="x">'), async (page) => {
    await waitForEvent(page, 'error');
    assert.equal((await events(page, 'error'))[0].code, 'BAD_OPTIONS');
    await page.locator('#x').focus();
    await page.keyboard.type('x');
    assert.equal(await page.locator('#x').inputValue(), 'x');
  }));

test('it works in a phone, and stays in the window', () =>
  withPage(other(`<meta name="viewport" content="width=device-width">${FORM}${ATTACHED}`, { context: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true } }), async (page) => {
    await ask(page, 'cong nghiep hoa');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    const { x, width } = await page.locator('[part=panel]').boundingBox();
    assert.ok(x >= 0 && x + width <= 320);
  }));
