// What the element says it made of a query, and what it suggests.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, events, otherPage, search, shown, useBrowser, waitForEvent, withPage } from './browser.mjs';

useBrowser();

const dropdown = { path: '/other.html', override: otherPage('<khongdau-search></khongdau-search>') };

/** Runs in the page: an engine that answers anything with one hit and these. */
const engineWith = (page, answer, suggestions = []) =>
  page.evaluate(
    ([given, texts]) => {
      const marked = (text) => ({ text, ranges: [] });
      const hit = { id: 'a', url: '', title: marked('Bài'), snippet: marked(''), score: 1 };
      const engine = window.engineOf(
        () => ({ total: 1, hits: [hit], ...given }),
        () => [...texts.map((text) => ({ text, kind: 'completion' })), { text: 'Một tiêu đề', kind: 'title' }],
      );
      document.querySelector('khongdau-search').engine = engine;
    },
    [answer, suggestions],
  );

const NOTES = [
  ['coong nghieepj', ['Đã hiểu: coong nghieepj → công nghiệp (gõ Telex)']],
  ['KCN bac ninh', ['Cũng tìm: khu công nghiệp (KCN)']],
  ['bac ninh qwrtz', ['Không có trong bài nào: qwrtz']],
  ['"nghi quyet xanh"', ['Không có cụm từ này nguyên văn; tìm từng từ.']],
  ['moi truong xahn', ['Đã hiểu: xahn → xanh (sửa lỗi gõ)', 'Ý bạn là: môi trường xanh', 'Chỉ tìm đúng «moi truong xahn»']],
  ['cong nghiep', []],
  ['công nghiệp', []],
];

for (const [query, notes] of NOTES) {
  test(`“${query}” ${notes.length ? 'is explained' : 'needs no words'}`, () =>
    withPage({}, async (page) => {
      await search(page, query);
      const seen = await shown(page);
      assert.deepEqual(seen.notes, notes);
      assert.ok(seen.results.length > 0);
    }));
}

test('each way of reading has its words, and what stands apart is not joined', () =>
  withPage(dropdown, async (page) => {
    const part = (typed, meant, how) => ({ typed, meant, how });
    await engineWith(page, {
      understood: [part('a', 'á', 'vni'), part('b', 'bờ', 'vni'), part('cd', 'c d', 'split'), part('e f', 'ef', 'joined'), part('g', 'gờ', 'joined')],
      corrected: 'á x bờ c d ef gờ',
      alsoSearched: [{ typed: 'KCN', also: 'khu công nghiệp' }, { typed: 'uỷ ban', also: 'UB' }],
      unmatched: ['xyz', 'uvw'],
      relaxed: ['title', 'beginnings'],
    });
    await search(page, 'a x b cd e f g');
    assert.deepEqual((await shown(page)).notes, [
      'Đã hiểu: a → á (gõ VNI), b → bờ (gõ VNI), cd → c d (tách từ viết liền), e f g → ef gờ (bỏ dấu cách thừa)',
      'Cũng tìm: khu công nghiệp (KCN)',
      'Cũng tìm: UB (uỷ ban)',
      'Không có trong bài nào: xyz, uvw',
      'Không có tiêu đề nào như vậy; tìm trong cả bài.',
      'Không có từ này; tìm những từ bắt đầu giống vậy.',
      'Ý bạn là: á x bờ c d ef gờ',
    ]);
  }));

test('notes speak English where the element does', () =>
  withPage({ ...dropdown, override: otherPage('<khongdau-search lang="en"></khongdau-search>') }, async (page) => {
    await search(page, 'moi truong xahn');
    assert.deepEqual((await shown(page)).notes, ['Understood: xahn → xanh (typo corrected)', 'Did you mean: môi trường xanh', 'Search for “moi truong xahn” only']);
  }));

test('“Ý bạn là” searches for what was meant', () =>
  withPage({}, async (page) => {
    await search(page, 'moi truong xahn');
    await page.getByRole('button', { name: 'môi trường xanh' }).click();
    await answered(page, 'môi trường xanh');
    const { value, notes } = await shown(page);
    assert.deepEqual([value, notes], ['môi trường xanh', []]);
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'khongdau-search', 'the focus is where it can go on');
    assert.equal(new URL(page.url()).searchParams.get('q'), 'môi trường xanh');
  }));

test('“Chỉ tìm đúng” takes the query as it stands, until it changes', () =>
  withPage(dropdown, async (page) => {
    await search(page, 'moi truong xahn');
    const before = (await events(page, 'results')).length;
    await page.getByRole('button', { name: 'Chỉ tìm đúng «moi truong xahn»' }).click();
    await waitForEvent(page, 'results', before + 1);
    const literal = await shown(page);
    assert.deepEqual([literal.value, literal.notes, literal.suggestions], ['moi truong xahn', ['Không có trong bài nào: xahn'], []]);
    assert.equal(literal.expanded, 'true', 'the dropdown stays open');
    await page.keyboard.type(' ');
    await answered(page, 'moi truong xahn ');
    assert.match((await shown(page)).notes[0], /^Đã hiểu: xahn → xanh/);
  }));

test('suggestions come as one types, and one press searches for them', () =>
  withPage({}, async (page) => {
    await search(page, 'khu cong ngh');
    const { suggestions, active } = await shown(page);
    assert.equal(suggestions[0], 'khu công nghiệp');
    assert.ok(suggestions.length <= 5);
    for (const text of suggestions) assert.match(text, /^khu công ngh/);
    assert.equal(active, null);
    await page.getByRole('group', { name: 'Gợi ý' }).getByRole('button', { name: 'khu công nghiệp', exact: true }).click();
    await answered(page, 'khu công nghiệp');
    assert.equal((await shown(page)).value, 'khu công nghiệp');
    await page.getByRole('button', { name: 'Xoá ô tìm kiếm' }).click();
    assert.deepEqual((await shown(page)).suggestions, []);
  }));

test('the keyboard reaches suggestions with Tab, results with the arrows', () =>
  withPage(dropdown, async (page) => {
    await page.evaluate(() => document.addEventListener('keydown', ({ key }) => (window.reached = key)));
    await search(page, 'khu cong ngh');
    await page.keyboard.press('ArrowDown');
    assert.equal((await shown(page)).active, 'option-0', 'the first result is one key away');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const inHand = () => page.evaluate(() => document.querySelector('khongdau-search').shadowRoot.activeElement.textContent);
    assert.equal(await inHand(), 'khu công nghiệp');
    assert.equal((await shown(page)).expanded, 'true', 'still open');
    await page.keyboard.press('Escape');
    assert.equal(await inHand(), '', 'Escape goes back to the text');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await answered(page, 'khu công nghiệp');
    assert.deepEqual([await inHand(), await page.evaluate(() => window.reached)], ['', 'Tab'], 'old pages see no Enter');
  }));

test('what is offered as meant is not suggested too', () =>
  withPage(dropdown, async (page) => {
    await engineWith(page, { understood: [{ typed: 'cog', meant: 'công', how: 'typo' }], corrected: 'công nghiệp' }, ['công nghiệp', 'công nghiệp xanh']);
    await search(page, 'cog nghiep');
    assert.deepEqual((await shown(page)).suggestions, ['công nghiệp xanh']);
  }));

test('a page may have no suggestions', () =>
  withPage({ ...dropdown, override: otherPage('<khongdau-search suggestions="0"></khongdau-search>') }, async (page) => {
    await search(page, 'khu cong ngh');
    assert.deepEqual((await shown(page)).suggestions, []);
  }));

test('screen readers hear what was made of the query, not what to press', () =>
  withPage({}, async (page) => {
    await search(page, 'moi truong xahn');
    const status = page.locator('khongdau-search [part=status]');
    await page.waitForFunction((node) => node.textContent, await status.elementHandle());
    assert.match(await status.textContent(), /^\d bài cho “moi truong xahn”\. Đã hiểu: xanh$/);
  }));

test('hostile notes and suggestions are text', () =>
  withPage(dropdown, async (page) => {
    const evil = '<img src=x onerror="window.owned=1">';
    await engineWith(page, { understood: [{ typed: evil, meant: evil, how: 'typo' }], corrected: `${evil}!`, alsoSearched: [{ typed: evil, also: evil }], unmatched: [evil] }, [`${evil}?`]);
    await search(page, evil);
    const { notes, suggestions } = await shown(page);
    assert.equal(notes[0], `Đã hiểu: ${evil} → ${evil} (sửa lỗi gõ)`);
    assert.deepEqual(suggestions, [`${evil}?`]);
    assert.equal(await page.evaluate(() => document.querySelector('khongdau-search').shadowRoot.querySelector('img') ?? window.owned), undefined);
  }));

test('nothing scrolls sideways at 320 px, and buttons are large enough for a finger', () =>
  withPage({ context: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true } }, async (page) => {
    for (const query of ['moi truong xahn', 'khu cong ngh', 'bac ninh qwrtz', `coong nghieepj ${'q'.repeat(60)}`]) {
      await search(page, query);
      const seen = await page.evaluate(() => {
        const root = document.querySelector('khongdau-search').shadowRoot;
        const small = [...root.querySelectorAll('button')].filter((button) => button.offsetParent && button.getBoundingClientRect().height < 44);
        return { width: document.documentElement.scrollWidth, small: small.map((button) => button.outerHTML) };
      });
      assert.deepEqual(seen, { width: 320, small: [] }, query);
    }
  }));
