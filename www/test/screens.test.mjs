// Pictures of the page for people to look at, in target/screenshots.
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { answered, otherPage, useBrowser, waitForEvent, withPage } from './browser.mjs';

useBrowser();

const FOLDER = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
mkdirSync(FOLDER, { recursive: true });

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const NARROW = { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const DARK = { colorScheme: 'dark' };

const openFirst = async (page) => {
  await page.getByRole('option').first().click();
  await page.getByRole('dialog').waitFor();
};

const SCREENS = [
  ['desktop-home', '', {}],
  ['desktop-results', 'cong nghiep', {}],
  ['desktop-active', 'bac ninh', {}, async (page) => (await page.getByRole('combobox').press('ArrowDown'), page.keyboard.press('ArrowDown'))],
  ['desktop-empty', 'qwrtz', {}],
  ['desktop-article', 'nghi quyet 29', {}, openFirst],
  ['dark-home', '', DARK],
  ['dark-results', 'Công nghiệp hoá', DARK],
  ['dark-article', 'bac ninh', DARK, openFirst],
  ['phone-home', '', PHONE],
  ['phone-results', 'cong nghiep', PHONE],
  ['phone-article', '1.729 km', PHONE, openFirst],
  ['phone-dark', 'khu cong ngh', { ...PHONE, ...DARK }],
  ['narrow-results', 'Công nghiệp hoá', NARROW],
  ['forced-colors', 'bac ninh', { forcedColors: 'active' }],
];

for (const [name, query, context, act] of SCREENS) {
  test(name, () =>
    withPage({ path: query ? `/?q=${encodeURIComponent(query)}` : '/', context }, async (page) => {
      await (query ? answered(page, query) : waitForEvent(page, 'ready'));
      await act?.(page);
      await page.screenshot({ path: `${FOLDER}${name}.png` });
    }));
}

test('desktop-error', () =>
  withPage({ path: '/?q=bac+ninh', allowed: /404|preload/, override: (path) => (path.endsWith('.wasm') ? { status: 404 } : undefined) }, async (page) => {
    await waitForEvent(page, 'error');
    await page.screenshot({ path: `${FOLDER}desktop-error.png` });
  }));

test('dropdown', () => {
  const page = `<style>body{max-width:30em;margin:2em auto;font:16px/1.6 Arial,sans-serif}</style>
    <h1>Báo của ai đó</h1><khongdau-search></khongdau-search><p>Tin trong ngày.</p>`;
  return withPage({ path: '/other.html', override: otherPage(page) }, async (page) => {
    await page.getByRole('combobox').fill('moi truong');
    await answered(page, 'moi truong');
    await page.keyboard.press('ArrowDown');
    await page.screenshot({ path: `${FOLDER}dropdown.png` });
  });
});
