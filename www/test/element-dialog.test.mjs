// <khongdau-search mode="dialog">: a button, and all of it in a dialog.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, engineWith, events, input, otherPage, search, shown, useBrowser, waitForEvent, withPage } from './browser.mjs';

useBrowser();

const DIALOG = '<khongdau-search mode="dialog"></khongdau-search>';
const other = (body = DIALOG, more = {}) => ({ path: '/other.html', override: otherPage(body), ...more });
const dialog = (page) => page.getByRole('dialog', { name: 'Tìm kiếm' });
const opener = (page) => page.getByRole('button', { name: 'Tìm kiếm' });
const focused = (page) => page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.getAttribute('part') ?? document.activeElement.id);

test('a button opens it, Escape closes it and gives the focus back', () =>
  withPage(other(), async (page) => {
    await opener(page).click();
    await dialog(page).waitFor();
    assert.equal(await focused(page), 'input');
    await page.keyboard.type('bac ninh');
    await answered(page, 'bac ninh');
    await page.keyboard.press('ArrowDown');
    assert.equal((await shown(page)).active, 'option-0');
    await page.keyboard.press('Escape');
    assert.equal((await shown(page)).active, null, 'first back to the text');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    assert.equal(await focused(page), 'trigger');
    await waitForEvent(page, 'close');
    assert.deepEqual([await events(page, 'open'), await events(page, 'close')], [[{ reason: 'click' }], [{ reason: 'escape' }]]);
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    assert.equal((await shown(page)).value, 'bac ninh', 'what was asked is still there');
  }));

test('what was typed before the widget came is answered', () =>
  withPage(other(DIALOG, { override: (path) => (/widget/.test(path) ? { delay: 500 } : otherPage(DIALOG)(path)) }), async (page) => {
    await opener(page).click();
    await page.keyboard.type('quang ninh');
    assert.deepEqual(await events(page, 'ready'), []);
    await answered(page, 'quang ninh');
    assert.equal((await shown(page)).value, 'quang ninh');
  }));

test('a press beside it closes it, a selection that ends there does not', () =>
  withPage(other(), async (page) => {
    await opener(page).click();
    await search(page, 'bac ninh');
    const box = await input(page).boundingBox();
    await page.mouse.move(box.x + 60, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(20, 20);
    await page.mouse.up();
    assert.equal(await dialog(page).isVisible(), true);
    await page.mouse.click(20, 20);
    await dialog(page).waitFor({ state: 'hidden' });
    await waitForEvent(page, 'close');
    assert.deepEqual(await events(page, 'close'), [{ reason: 'click' }]);
  }));

test('a choice closes it', () =>
  withPage(other(), async (page) => {
    await engineWith(page, [{ url: '#bai' }]);
    await opener(page).click();
    await search(page, 'x');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'hidden' });
    assert.equal(new URL(page.url()).hash, '#bai');
  }));

test('the close button, and hide(), close it; show() and search() open it', () =>
  withPage(other(), async (page) => {
    await page.evaluate(() => document.querySelector('khongdau-search').search('bac ninh'));
    await answered(page, 'bac ninh');
    await page.getByRole('button', { name: 'Đóng' }).click();
    await dialog(page).waitFor({ state: 'hidden' });
    await page.evaluate(() => document.querySelector('khongdau-search').show());
    await dialog(page).waitFor();
    await page.evaluate(() => document.querySelector('khongdau-search').hide());
    await dialog(page).waitFor({ state: 'hidden' });
    await waitForEvent(page, 'close', 2);
    assert.deepEqual((await events(page, 'open')).map(({ reason }) => reason), ['api', 'api']);
    assert.deepEqual((await events(page, 'close')).map(({ reason }) => reason), ['click', 'api']);
  }));

test('the page may have a button of its own', () =>
  withPage(other('<khongdau-search mode="dialog"><button slot="trigger" id="own">Tra cứu</button></khongdau-search>'), async (page) => {
    await page.getByRole('button', { name: 'Tra cứu' }).click();
    await dialog(page).waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    assert.equal(await focused(page), 'own');
    assert.equal(await page.locator('button[part=trigger]').isVisible(), false);
  }));

test('a browser without dialogs has a panel that makes do', () =>
  withPage(other(`<script>delete HTMLDialogElement.prototype.showModal; delete HTMLDialogElement.prototype.close</script>${DIALOG}`), async (page) => {
    await opener(page).click();
    await page.keyboard.type('bac ninh');
    await answered(page, 'bac ninh');
    assert.ok((await shown(page)).results.length > 0);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    assert.equal(await focused(page), 'trigger');
    assert.deepEqual(await events(page, 'close'), [{ reason: 'escape' }]);
  }));

const SHORTCUTS = `<input id="other"><khongdau-search mode="dialog" shortcut="mod+k"></khongdau-search><khongdau-search shortcut="/"></khongdau-search>`;

test('shortcuts lead here, unless one is typing', () =>
  withPage(other(SHORTCUTS), async (page) => {
    assert.equal(await page.locator('kbd').first().textContent(), 'ctrl k');
    await page.keyboard.press('k');
    assert.equal(await focused(page), '');
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement === document.querySelectorAll('khongdau-search')[1]), true);
    assert.equal((await shown(page, 1)).value, '');
    await page.locator('#other').focus();
    await page.keyboard.press('/');
    await page.keyboard.press('Control+k');
    assert.equal(await page.locator('#other').inputValue(), '/');
    assert.equal(await focused(page), 'other');
    await page.locator('#other').blur();
    await page.keyboard.press('Control+k');
    await dialog(page).waitFor();
    assert.deepEqual((await events(page, 'open')).map(({ reason }) => reason).pop(), 'key');
  }));

test('no shortcut unless asked for', () =>
  withPage(other('<khongdau-search></khongdau-search>'), async (page) => {
    for (const key of ['/', 'Control+k', 's']) await page.keyboard.press(key);
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'body');
  }));
