// What docs/ACCESSIBILITY.md says and axe does not see: contrast of what is not text, room for larger
// and wider text, focus that shows and is not covered, ways out, targets. In every mode.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { answered, engineWith, input, otherPage, search, useBrowser, withPage } from './browser.mjs';

useBrowser();

const LONG = 'Nghị quyết về đẩy mạnh chuyển đổi số, cải cách thủ tục hành chính và bảo đảm quyền tiếp cận thông tin';
const ARTICLES = Array.from({ length: 12 }, (_, at) => ({
  title: { text: LONG, ranges: [[0, 10], [35, 46]] },
  url: `/bai-${at}`,
  source: at % 2 ? 'Cổng thông tin điện tử của Uỷ ban nhân dân' : 'Báo',
  year: at % 3 ? '2024' : '2023',
  snippet: { text: `…${LONG}. ${LONG}…`, ranges: [[1, 11]] },
  ...(at % 2 || { sections: [{ title: { text: LONG, ranges: [[0, 10]] }, url: `/bai-${at}#a` }, { title: { text: 'Lệ phí', ranges: [] }, url: `/bai-${at}#b` }] }),
}));

const AFTER = '<p><a href="#after" id="after">Sau</a></p>';

/** How each mode is put on a page, and how somebody comes to its results. */
const MODES = {
  dropdown: { body: '<khongdau-search results-page="/tim"></khongdau-search>' + AFTER, reach: (page) => search(page, 'x') },
  page: { body: '<khongdau-search mode="page"></khongdau-search>' + AFTER, reach: (page) => search(page, 'x') },
  dialog: {
    body: '<khongdau-search mode="dialog"></khongdau-search>' + AFTER,
    reach: async (page) => {
      await page.getByRole('button', { name: 'Tìm kiếm' }).click();
      await search(page, 'x');
    },
  },
  attach: {
    // At the end of the page, where the script puts it.
    body: `<label>Từ khoá <input id="txtSearch"></label>${AFTER}<khongdau-search input="#txtSearch"></khongdau-search>`,
    reach: async (page) => {
      await page.locator('#txtSearch').click();
      await page.keyboard.type('x');
      await answered(page, 'x');
    },
  },
};

const HEAD = '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><style>body{background:Canvas;color:CanvasText}</style><h1>Trang</h1><h2>Tìm</h2>';

/** A page with the results of one mode, and a link before and after. */
function withResults(mode, context, use) {
  const { body, reach } = MODES[mode];
  const override = otherPage(`${HEAD}<p><a href="#before" id="before">Trước</a></p>${body}`);
  return withPage({ path: '/other.html', override, context }, async (page) => {
    await engineWith(page, ARTICLES);
    await reach(page);
    await use(page);
  });
}

const inEachMode = (name, context, use) => {
  for (const mode of Object.keys(MODES)) test(`${name}: ${mode}`, () => withResults(mode, context, (page) => use(page, mode)));
};

async function violations(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const rules = {
      // Not among the rules that axe runs unasked.
      'label-content-name-mismatch': { enabled: true },
      'target-size': { enabled: true },
      // The arrows of a combobox scroll its results, which axe does not see where the list itself does not scroll.
      'scrollable-region-focusable': { enabled: false },
    };
    const { violations } = await window.axe.run({ rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html} ${any.map(({ message }) => message)}`)}`);
  });
}

for (const colorScheme of ['light', 'dark']) {
  inEachMode(`axe finds nothing, ${colorScheme}`, { colorScheme }, async (page) => {
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(await violations(page), []);
  });
}

/** Runs in the page: the contrast of what is not text with what is around it. */
function contrasts() {
  const root = document.querySelector('khongdau-search').shadowRoot;
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return Array.from(canvas.getImageData(0, 0, 1, 1).data);
  };
  const light = ([r, g, b]) => {
    const [red, green, blue] = [r, g, b].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (a, b) => (Math.max(light(rgb(a)), light(rgb(b))) + 0.05) / (Math.min(light(rgb(a)), light(rgb(b))) + 0.05);
  const styleOf = (selector, pseudo) => getComputedStyle(root.querySelector(selector), pseudo);
  const box = styleOf('[part=box]');
  const found = {
    'border of the input': ratio(box.borderTopColor, box.backgroundColor),
    'border of a filter': root.querySelector('select') ? ratio(styleOf('select').borderTopColor, styleOf('select').backgroundColor) : Infinity,
    icon: ratio(styleOf('svg').stroke, box.backgroundColor),
  };
  const focused = root.activeElement;
  found.focus = ratio(focused.localName === 'input' ? box.borderTopColor : getComputedStyle(focused).outlineColor, box.backgroundColor);
  const active = root.querySelector('[part~=option-active]');
  if (active) found['bar of the choice'] = ratio(getComputedStyle(active, '::before').backgroundColor, box.backgroundColor);
  return Object.entries(found).filter(([, contrast]) => !(contrast >= 3)).map(([name, contrast]) => `${name} ${contrast.toFixed(2)}`);
}

for (const colorScheme of ['light', 'dark']) {
  for (const mode of ['dropdown', 'page']) {
    test(`what is not text has a contrast of 3 : 1: ${mode}, ${colorScheme}`, () =>
      withResults(mode, { colorScheme }, async (page) => {
        await page.keyboard.press('ArrowDown');
        assert.deepEqual(await page.evaluate(contrasts), []);
      }));
  }
}

/** Runs in the page: text that is cut off, or that the page must be scrolled sideways for. */
function clipped() {
  const root = document.querySelector('khongdau-search').shadowRoot;
  const isHidden = (node) => !node.offsetParent || node.closest('[part=status], label');
  const isCut = (node) => node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1;
  const cut = Array.from(root.querySelectorAll('*')).filter((node) => !isHidden(node) && /hidden|clip/.test(getComputedStyle(node).overflow) && isCut(node));
  const wide = document.documentElement.scrollWidth > innerWidth ? [`page ${document.documentElement.scrollWidth}`] : [];
  return [...cut.map((node) => node.outerHTML.slice(0, 80)), ...wide];
}

inEachMode('text with the spacing of WCAG 1.4.12 is not cut', {}, async (page) => {
  await page.evaluate(() => {
    const spacing = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }';
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(spacing);
    const { shadowRoot } = document.querySelector('khongdau-search');
    shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
  });
  assert.deepEqual(await page.evaluate(clipped), []);
});

inEachMode('text twice as large is not cut', {}, async (page) => {
  await page.evaluate(() => document.querySelector('khongdau-search').style.setProperty('--khongdau-font-size', '32px'));
  assert.deepEqual(await page.evaluate(clipped), []);
});

/** Where the focus is, also inside the element, and whether something lies over it. */
function focus() {
  let node = document.activeElement;
  while (node.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  const root = node.getRootNode();
  const choice = node.getAttribute('aria-activedescendant');
  const shown = choice ? root.getElementById(choice) : node;
  const { left, top, width, height } = shown.getClientRects()[0];
  const over = root.elementFromPoint(left + Math.min(width, 40) / 2, top + Math.min(height, 20) / 2);
  return { name: node.id || node.getAttribute('part') || node.localName, isSeen: shown.contains(over) || over?.contains(shown) === true, isInWindow: top >= -1 && top < innerHeight };
}

/** 1280 by 1024 at 400 %, and a phone on its side. */
for (const [width, height] of [[320, 256], [640, 320]]) {
  inEachMode(`${width} by ${height} px are enough`, { viewport: { width, height } }, async (page) => {
    assert.deepEqual(await page.evaluate(clipped), []);
    for (let key = 0; key < 5; key += 1) {
      await page.keyboard.press('ArrowDown');
      const { isSeen, isInWindow } = await page.evaluate(focus);
      assert.ok(isSeen && isInWindow, `after ${key + 1} times down`);
    }
  });
}

/** Runs in the page: whether it can be seen that something has the focus. */
function showsFocus() {
  const host = document.activeElement;
  const node = host.shadowRoot?.activeElement;
  if (!node) return host.localName !== 'khongdau-search';
  const { outlineStyle, outlineWidth } = getComputedStyle(node);
  // `auto` is the ring of the browser, which a panel that scrolls has.
  const isRinged = outlineStyle === 'auto' || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
  const isBoxed = node.localName === 'input' && getComputedStyle(node.closest('[part=box]')).boxShadow !== 'none';
  const bar = node.closest('[part=result]');
  const isBarred = bar !== null && parseFloat(getComputedStyle(bar, '::before').width) >= 3 && getComputedStyle(bar, '::before').content !== 'none';
  return isRinged || isBoxed || isBarred;
}

inEachMode('Tab leads through, the focus shows, and it leads out', {}, async (page, mode) => {
  const passed = [];
  // Results of the site's own box are reached by an arrow.
  if (mode === 'attach') await page.keyboard.press('ArrowDown');
  for (let key = 0; key < 60; key += 1) {
    const { name, isSeen } = await page.evaluate(focus);
    passed.push(name);
    assert.ok(await page.evaluate(showsFocus), `${name} shows that it has the focus`);
    assert.ok(isSeen, `${name} is not covered`);
    if (name === 'after') break;
    if (mode === 'dialog' && key && name === 'input') break;
    await page.keyboard.press('Tab');
  }
  if (mode === 'dialog') {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    assert.equal((await page.evaluate(focus)).name, 'trigger');
  } else {
    assert.equal(passed.pop(), 'after', passed.join());
  }
});

inEachMode('targets of a mouse have 24 px to themselves', {}, async (page) => {
  const close = await page.evaluate(() => {
    const root = document.querySelector('khongdau-search').shadowRoot;
    const targets = Array.from(root.querySelectorAll('button, a[href], select, input, [role=option]')).filter((node) => node.offsetParent);
    const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
    const rects = targets.map((node) => ({ node, rect: node.getBoundingClientRect() }));
    const isSmall = ({ rect }) => rect.width < 24 || rect.height < 24;
    const touch = (a, b) => {
      const [x, y] = middle(a.rect);
      const dx = Math.max(b.rect.left - x, 0, x - b.rect.right);
      const dy = Math.max(b.rect.top - y, 0, y - b.rect.bottom);
      return Math.hypot(dx, dy) < 12;
    };
    return rects.filter((one) => isSmall(one) && rects.some((other) => other !== one && touch(one, other))).map(({ node }) => node.outerHTML.slice(0, 80));
  });
  assert.deepEqual(close, []);
});

test('focus and typing open no page and send nothing', () =>
  withPage({ path: '/other.html', override: otherPage(`<form action="/sent"><khongdau-search results-page="/tim"></khongdau-search></form>`) }, async (page) => {
    await engineWith(page, ARTICLES);
    await input(page).focus();
    await page.keyboard.type('thu tuc');
    await answered(page, 'thu tuc');
    await page.keyboard.press('ArrowDown');
    await page.mouse.click(2, 700);
    assert.match(page.url(), /other\.html$/);
    assert.equal(page.context().pages().length, 1);
  }));
