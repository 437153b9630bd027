// Vietnamese input: methods that compose, methods that send Backspaces, slow answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, events, input, otherPage, shown, useBrowser, withPage } from './browser.mjs';

useBrowser();

/** One step of a composition, as macOS, ibus and Gboard send them. */
function compose(client, text) {
  return client.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
}

test('a composition is searched before it is committed', () =>
  withPage({}, async (page) => {
    await input(page).click();
    const client = await page.context().newCDPSession(page);
    for (const text of ['b', 'ba', 'bă', 'bắ', 'bắc']) await compose(client, text);
    await answered(page, 'bắc');
    assert.ok((await shown(page)).results.length > 0);
    await client.send('Input.insertText', { text: 'bắc' });
    await page.keyboard.type(' ninh');
    await answered(page, 'bắc ninh');
    assert.equal((await shown(page)).value, 'bắc ninh');
  }));

test('keys of a composition are left to the input method', () =>
  withPage({}, async (page) => {
    await input(page).click();
    await page.keyboard.type('bac');
    await answered(page, 'bac');
    await page.keyboard.press('ArrowDown');
    const client = await page.context().newCDPSession(page);
    for (const text of ['n', 'ni']) await compose(client, text);
    await answered(page, 'bacni');
    for (const key of ['ArrowDown', 'Enter', 'Escape']) {
      await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode: 229 });
    }
    const { value, active } = await shown(page);
    assert.deepEqual([value, active], ['bacni', null]);
    assert.deepEqual(await events(page, 'select'), []);
  }));

test('a key with code 229 is the input method\'s, composing or not', () =>
  withPage({}, async (page) => {
    await input(page).fill('bac ninh');
    await answered(page, 'bac ninh');
    await page.evaluate(() => {
      const input = document.querySelector('khongdau-search').shadowRoot.querySelector('input');
      for (const key of ['ArrowDown', 'Enter', 'Escape']) {
        input.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode: 229, bubbles: true, composed: true }));
      }
    });
    const { value, active } = await shown(page);
    assert.deepEqual([value, active], ['bac ninh', null]);
  }));

test('a method that rewrites with Backspaces is not disturbed', () =>
  withPage({}, async (page) => {
    await input(page).click();
    for (const [typed, rewritten] of [['d', 'đ'], ['ie', 'iê'], ['n', 'n'], [' tu', ' tư'], [' ', ' ']]) {
      await page.keyboard.type(typed);
      for (const _ of rewritten) await page.keyboard.press('Backspace');
      await page.keyboard.insertText(rewritten);
    }
    await page.keyboard.type('q');
    await answered(page, 'điên tư q');
    assert.equal((await shown(page)).value, 'điên tư q');
    const asked = (await events(page, 'search')).map(({ query }) => query);
    assert.ok(!asked.includes(''), 'a Backspace on the way asks nothing');
  }));

test('a script that writes the value is noticed at the next key', () =>
  withPage({}, async (page) => {
    await page.evaluate(() => {
      const input = document.querySelector('khongdau-search').shadowRoot.querySelector('input');
      input.value = 'bắc ninh';
      input.dispatchEvent(new KeyboardEvent('keyup', { key: 'c' }));
    });
    await answered(page, 'bắc ninh');
  }));

test('only the answer to the last question is shown', () =>
  withPage({}, async (page) => {
    await page.evaluate(() => {
      const box = document.querySelector('khongdau-search');
      const marked = (text) => ({ text, ranges: [] });
      box.engine = window.engineOf(async (query) => {
        await new Promise((resolve) => setTimeout(resolve, query === 'slow' ? 400 : 10));
        return { total: 1, hits: [{ id: query, url: '', title: marked(query), snippet: marked(''), score: 1 }] };
      });
      box.value = 'slow';
      setTimeout(() => (box.value = 'fast'), 50);
    });
    await answered(page, 'fast');
    await page.waitForTimeout(500);
    assert.equal((await shown(page)).results[0].title, 'fast');
    assert.deepEqual((await events(page, 'results')).map(({ query }) => query), ['fast']);
  }));

test('a slow engine shows that it is at work, and keeps the old results', () =>
  withPage({}, async (page) => {
    await input(page).fill('bac ninh');
    await answered(page, 'bac ninh');
    await page.evaluate(() => {
      const box = document.querySelector('khongdau-search');
      box.engine = window.engineOf(() => new Promise((resolve) => (window.finish = () => resolve({}))));
      box.value = 'chậm';
    });
    await page.waitForTimeout(200);
    assert.equal((await shown(page)).loading, false);
    await page.waitForTimeout(400);
    const waiting = await shown(page);
    assert.ok(waiting.loading && waiting.results.length > 0);
    await page.evaluate(() => window.finish());
    await answered(page, 'chậm');
    assert.equal((await shown(page)).loading, false);
  }));
