// What tools can tell of accessibility, on screens of all sizes and on paper.
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { BUILT, otherPage } from '../site.mjs';
import { answered, happened, search, shown, upgraded } from '../widget.mjs';

const page = otherPage('<h1>Báo</h1><khongdau-search></khongdau-search>');

/** No engine, no other way to it. */
const broken = (path) => (/\.wasm(\.js)?$/.test(path) ? { status: 404, body: 'not found' } : undefined);

const STATES = {
  idle: { reach: upgraded },
  results: { reach: (page) => search(page, 'cong nghiep') },
  active: {
    reach: async (page) => {
      await search(page, 'bac ninh');
      await page.press('ArrowDown');
    },
  },
  empty: { reach: (page) => search(page, 'qwrtz') },
  error: {
    answer: broken,
    allowed: /404|Failed to load|Loading failed|integrity/i,
    reach: async (page) => {
      await upgraded(page);
      await page.click('input');
      await page.type('cong nghiep');
      await happened(page, 'error');
    },
  },
};

export function access(it) {
  for (const [state, { reach, ...options }] of Object.entries(STATES)) {
    it(`axe finds nothing: ${state}`, { page, ...options }, async (page) => {
      await reach(page);
      assert.deepEqual(await violations(page), []);
    });
  }

  it('paper has no search box', { page }, async (page) => {
    await search(page, 'cong nghiep');
    assert.ok((await shown(page)).panel);
    assert.equal(await page.evaluate(displayOnPaper), 'none');
  });

  // A frame, because not every window can be that narrow.
  for (const [name, src] of [['the built page', BUILT.path], ['a page with a dropdown', '/narrow.html']]) {
    const framed = otherPage(`<iframe title="Hẹp" width="320" height="640" style="border:0" src="${src}"></iframe>`);
    const answer = (path) => ({ '/frame.html': { type: 'text/html; charset=utf-8', body: framed }, '/narrow.html': { type: 'text/html; charset=utf-8', body: page } })[path];
    it(`${name} fits into 320 px`, { ...BUILT, path: '/frame.html', answer }, async (page) => {
      await page.waitFor(() => window.frames[0].document.querySelector('khongdau-search')?.shadowRoot?.querySelector('[part~=input]'));
      await page.evaluate(() => {
        const element = window.frames[0].document.querySelector('khongdau-search');
        element.focus();
        if (!element.value) element.value = 'cong nghiep';
      });
      await page.waitFor(() => window.frames[0].document.querySelector('khongdau-search').shadowRoot.querySelectorAll('[part~=title]').length > 0);
      const [width, needed] = await page.evaluate(() => {
        const { clientWidth, scrollWidth } = window.frames[0].document.documentElement;
        return [clientWidth, scrollWidth];
      });
      assert.ok(width <= 320 && needed <= width, `${needed} px in ${width} px`);
    });
  }
}

async function violations(page) {
  await page.evaluate(`(() => { ${axe.source}; })()`);
  const found = await page.evaluate(async () => (await window.axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html} ${any.map(({ message }) => message)}`)}`));
  return found;
}

/** Runs in the page: the rules for paper, applied to the screen. No driver but Chromium's can print. */
function displayOnPaper() {
  const element = document.querySelector('khongdau-search');
  const sheets = [...document.styleSheets, ...element.shadowRoot.adoptedStyleSheets, ...element.shadowRoot.styleSheets];
  for (const rule of sheets.flatMap((sheet) => [...sheet.cssRules])) {
    if (rule.media?.mediaText === 'print') rule.media.mediaText = 'screen';
  }
  return getComputedStyle(element).display;
}
