// What tools can tell of accessibility, in every state of the page, by day and by night.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { answered, input, otherPage, result, search, shown, useBrowser, waitForEvent, withPage } from './browser.mjs';

useBrowser();

async function violations(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html} ${any.map(({ message }) => message)}`)}`);
}

const active = async (page) => {
  await search(page, 'bac ninh');
  await page.keyboard.press('ArrowDown');
};

const STATES = {
  empty: async () => {},
  results: (page) => search(page, 'cong nghiep'),
  active,
  understood: (page) => search(page, 'coong nghieepj'),
  corrected: (page) => search(page, 'moi truong xahn'),
  unmatched: (page) => search(page, 'bac ninh qwrtz'),
  suggested: async (page) => {
    await search(page, 'khu cong ngh');
    await page.keyboard.press('Tab');
  },
  nothing: (page) => search(page, 'qwrtz'),
  article: async (page) => {
    await search(page, 'nghi quyet 29');
    await result(page).click();
    await page.getByRole('dialog').waitFor();
  },
};

for (const colorScheme of ['light', 'dark']) {
  for (const [state, reach] of Object.entries(STATES)) {
    test(`axe finds nothing: ${state}, ${colorScheme}`, () =>
      withPage({ context: { colorScheme } }, async (page) => {
        await waitForEvent(page, 'ready');
        await reach(page);
        assert.deepEqual(await violations(page), []);
      }));
  }

  test(`axe finds nothing: error, ${colorScheme}`, () =>
    withPage({ path: '/?q=a', context: { colorScheme }, allowed: /404|preload/, override: (path) => (path.includes('.wasm') ? { status: 404 } : undefined) }, async (page) => {
      await waitForEvent(page, 'error');
      assert.deepEqual(await violations(page), []);
    }));
}

test('axe finds nothing: forced colours', () =>
  withPage({ context: { forcedColors: 'active' } }, async (page) => {
    for (const reach of [STATES.active, STATES.corrected, STATES.suggested]) {
      await reach(page);
      assert.deepEqual(await violations(page), []);
    }
  }));

test('the accessibility tree has a combobox that knows its list and its option', () =>
  withPage({ path: '/other.html', override: otherPage('<khongdau-search label="Tìm trong các bài báo"></khongdau-search>') }, async (page) => {
    await active(page);
    const client = await page.context().newCDPSession(page);
    const { nodes } = await client.send('Accessibility.getFullAXTree');
    const combobox = nodes.find(({ role }) => role?.value === 'combobox');
    const property = (name) => combobox.properties.find((property) => property.name === name)?.value;
    assert.equal(combobox.name.value, 'Tìm trong các bài báo');
    assert.equal(property('expanded').value, true);
    assert.equal(property('activedescendant').relatedNodes[0].idref, 'option-0');
    assert.equal(property('controls').relatedNodes[0].idref, 'list');
  }));

test('nothing moves for who asked for that', () =>
  withPage({ context: { reducedMotion: 'reduce' } }, async (page) => {
    await search(page, 'bac ninh');
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  }));

test('lines leave room for two marks on a letter', () =>
  withPage({}, async (page) => {
    await search(page, 'cog nghiep');
    await result(page).click();
    await page.getByRole('dialog').waitFor();
    const tight = await page.evaluate(() => {
      const root = document.querySelector('khongdau-search').shadowRoot;
      const texts = [...document.querySelectorAll('h1, h2, p, button'), ...root.querySelectorAll('[part=title], [part=snippet], [part=meta], p, button')].filter((node) => node.textContent);
      const ratio = (node) => parseFloat(getComputedStyle(node).lineHeight) / parseFloat(getComputedStyle(node).fontSize);
      return texts.filter((node) => ratio(node) < 1.5).map((node) => node.outerHTML);
    });
    assert.deepEqual(tight, []);
  }));
