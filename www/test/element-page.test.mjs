// <khongdau-search mode="page">: links, filters, more results, and the query in the address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, engineWith, events, input, otherPage, result, search, shown, useBrowser, waitForEvent, withPage } from './browser.mjs';

useBrowser();

const PAGE = '<khongdau-search mode="page"></khongdau-search>';
/** A page with these elements, and the articles that `many` makes. */
const other = (body = PAGE) => {
  const page = otherPage(body);
  const article = { body: '<!doctype html><title>Bài</title><link rel="icon" href="/icon.svg">', type: 'text/html; charset=utf-8' };
  return { path: '/other.html', override: (path) => (path.startsWith('/bai-') ? article : page(path)) };
};

const many = (count, more = () => ({})) => Array.from({ length: count }, (_, at) => ({ title: `Bài ${at + 1}`, url: `/bai-${at + 1}`, ...more(at) }));

test('results are links under headings, and say so to tools', () =>
  withPage(other(), async (page) => {
    await engineWith(page, many(3));
    await search(page, 'x');
    assert.equal(await page.getByRole('combobox').count(), 0);
    assert.equal(await page.getByRole('searchbox', { name: 'Tìm kiếm' }).count(), 1);
    assert.equal(await page.getByRole('list', { name: 'Kết quả tìm kiếm' }).getByRole('listitem').getByRole('heading', { level: 3 }).getByRole('link').count(), 3);
    const { results, more, filters, all } = await shown(page);
    assert.deepEqual(results.map(({ href }) => new URL(href).pathname), ['/bai-1', '/bai-2', '/bai-3']);
    assert.deepEqual([more, filters, all], [false, [], undefined]);
  }));

test('sections are links into the article; addresses that must not be followed are none', () =>
  withPage(other(), async (page, server) => {
    const section = (text, url) => ({ title: { text, ranges: [[0, 2]] }, url });
    const sections = [section('Lệ phí', '/bai-1#le-phi'), section('Xấu', 'javascript:alert(1)'), section('Hồ sơ', '/bai-1#ho-so')];
    await engineWith(page, [...many(1, () => ({ sections })), ...many(1)]);
    await search(page, 'x');
    const links = await page.locator('khongdau-search [part=section]').evaluateAll((all) => all.map((link) => [link.href, link.textContent, link.querySelector('mark')?.textContent]));
    assert.deepEqual(links, [
      [`${server.url}/bai-1#le-phi`, 'Lệ phí', 'Lệ'],
      [`${server.url}/bai-1#ho-so`, 'Hồ sơ', 'Hồ'],
    ]);
    assert.equal(await page.locator('khongdau-search [part=sections]').count(), 1);
    await page.getByRole('link', { name: 'Lệ phí' }).click();
    await page.waitForURL(/bai-1#le-phi$/);
  }));

test('a link is followed unless somebody objects, and opens tabs as links do', () =>
  withPage(other(), async (page, server) => {
    await engineWith(page, many(1));
    await search(page, 'x');
    await page.evaluate(() => addEventListener('khongdau-select', (event) => event.preventDefault(), { once: true }));
    await result(page).click();
    assert.match(page.url(), /other\.html/);
    const [{ query, position, url, newTab, hit }] = await events(page, 'select');
    assert.deepEqual({ query, position, url, newTab, id: hit.id }, { query: 'x', position: 0, url: `${server.url}/bai-1`, newTab: false, id: '0' });
    const [tab] = await Promise.all([page.context().waitForEvent('page'), result(page).click({ button: 'middle' })]);
    await tab.waitForURL(/bai-1$/);
    assert.equal((await events(page, 'select'))[1].newTab, true);
    await result(page).click();
    await page.waitForURL(/bai-1$/);
    await page.goBack();
  }));

test('a total that may be more says so', () =>
  withPage(other('<khongdau-search mode="page"></khongdau-search>'), async (page) => {
    await page.evaluate(() => {
      const hit = { id: '1', url: '/1', title: { text: 'Bài', ranges: [] }, snippet: { text: '', ranges: [] }, score: 1 };
      document.querySelector('khongdau-search').engine = window.engineOf(() => ({ total: 9182, totalIsLowerBound: true, hits: [hit] }));
    });
    await search(page, 'x');
    assert.match((await shown(page)).count, /^9\.182\+ bài/);
  }));

test('more results are added, and the focus goes on with the first of them', () =>
  withPage(other('<khongdau-search mode="page" max-results="4"></khongdau-search>'), async (page) => {
    await engineWith(page, many(10));
    await search(page, 'x');
    assert.equal((await shown(page)).results.length, 4);
    const more = page.getByRole('button', { name: 'Xem thêm kết quả' });
    await more.click();
    await waitForEvent(page, 'results', 2);
    assert.equal((await shown(page)).focused, 'Bài 5');
    await more.click();
    await waitForEvent(page, 'results', 3);
    const { results, more: left } = await shown(page);
    assert.deepEqual(results.map(({ title }) => title), many(10).map(({ title }) => title));
    assert.equal(left, false, 'there are no more');
    assert.deepEqual((await events(page, 'results')).map(({ total, shown }) => [total, shown]), [[10, 4], [10, 8], [10, 10]]);
    await page.waitForFunction(() => document.querySelector('khongdau-search').shadowRoot.querySelector('[part=status]').textContent);
    assert.equal((await shown(page)).status, 'Đang hiện 10 trong 10 bài');
    await result(page, 9).click({ modifiers: ['Control'] });
    assert.equal((await events(page, 'select'))[0].position, 9);
  }));

const filtered = many(6, (at) => ({ source: at % 2 ? 'Báo Bắc Ninh' : 'Cổng thông tin', year: at < 4 ? '2024' : '2023' }));

test('filters count, filter, and go with the last one', () =>
  withPage(other(), async (page) => {
    await engineWith(page, filtered);
    await search(page, 'x');
    assert.deepEqual((await shown(page)).filters, [
      { value: '', options: ['Mọi nguồn', 'Cổng thông tin (3)', 'Báo Bắc Ninh (3)'] },
      { value: '', options: ['Mọi năm', '2024 (4)', '2023 (2)'] },
    ]);
    await page.getByRole('combobox', { name: 'Nguồn' }).selectOption('Báo Bắc Ninh');
    await waitForEvent(page, 'results', 2);
    assert.deepEqual((await shown(page)).results.map(({ title }) => title), ['Bài 2', 'Bài 4', 'Bài 6']);
    await page.getByRole('combobox', { name: 'Năm' }).selectOption('2023');
    await waitForEvent(page, 'results', 3);
    const { results, filters } = await shown(page);
    assert.deepEqual(results.map(({ title }) => title), ['Bài 6']);
    assert.deepEqual(filters.map(({ options }) => options[1]), ['Cổng thông tin (1)', '2024 (2)'], 'each is counted under the other');
    assert.equal((await events(page, 'search')).pop().source, 'filter');
    const { searchParams } = new URL(page.url());
    assert.deepEqual([...searchParams], [['q', 'x'], ['q-source', 'Báo Bắc Ninh'], ['q-year', '2023']]);
    await page.getByRole('button', { name: 'Xoá ô tìm kiếm' }).click();
    await search(page, 'y');
    assert.equal((await shown(page)).results.length, 6);
  }));

test('filters that leave nothing say so, and can be taken off', () =>
  withPage(other(), async (page) => {
    await engineWith(page, filtered);
    await page.evaluate(() => {
      const box = document.querySelector('khongdau-search');
      const { engine } = box;
      box.engine = { ...engine, search: (query, options) => engine.search(query, query === 'y' ? { ...options, filters: { source: 'không có' } } : options) };
    });
    await search(page, 'x');
    await page.getByRole('combobox', { name: 'Năm' }).selectOption('2023');
    await search(page, 'y');
    assert.equal((await shown(page)).empty, 'Không có bài nào khớp với “y”.');
    assert.equal((await shown(page)).filters[1].value, '2023', 'the filter still shows');
    await page.getByRole('button', { name: 'Bỏ lọc' }).click();
    await page.waitForFunction(() => !location.search.includes('year'));
  }));

test('a facet without a choice has no filter, and filters can be off', () =>
  withPage(other(`${PAGE}<khongdau-search mode="page" param="" filters="off"></khongdau-search><khongdau-search filters></khongdau-search>`), async (page) => {
    for (const at of [0, 1, 2]) await engineWith(page, many(2, (at) => ({ source: 'Một nguồn', year: at ? '2024' : '2023' })), at);
    for (const [at, count] of [1, 0, 1].entries()) {
      await input(page, at).fill(`x${at}`);
      await answered(page, `x${at}`);
      assert.equal((await shown(page, at)).filters.length, count, `element ${at}`);
    }
  }));

const topics = ['Đất đai', 'Y tế', 'Đất đai'];
const byTopic = many(6, (at) => ({ topic: topics[at % 3], year: String(2020 + at), source: 'Một nguồn' }));

test('a site names its filters, with blanks in their names, and the address keeps them', () =>
  withPage(other('<khongdau-search mode="page" filters="chuyên mục, year, không có"></khongdau-search>'), async (page) => {
    await engineWith(page, byTopic);
    await search(page, 'x');
    const [topic, year, ...others] = (await shown(page)).filters;
    assert.deepEqual(topic, { value: '', options: ['Mọi chuyên mục', 'Đất đai (4)', 'Y tế (2)'] });
    assert.deepEqual([year.options.length, others], [7, []], 'what the articles do not state has no filter');
    await page.getByRole('combobox', { name: 'chuyên mục' }).selectOption('Y tế');
    await waitForEvent(page, 'results', 2);
    assert.deepEqual((await shown(page)).results.map(({ title }) => title), ['Bài 2', 'Bài 5']);
    assert.deepEqual([...new URL(page.url()).searchParams], [['q', 'x'], ['q-chuyên mục', 'Y tế']]);
    await page.evaluate(() => history.pushState(null, '', `?q=y&q-${encodeURIComponent('chuyên mục')}=${encodeURIComponent('Đất đai')}`));
    await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate')));
    await answered(page, 'y');
    assert.equal((await shown(page)).filters[0].value, 'Đất đai');
    assert.equal((await shown(page)).results.length, 4);
  }));

test('a reader chooses the order where articles are of several years, and the address keeps it', () =>
  withPage(other(), async (page) => {
    await engineWith(page, byTopic);
    await search(page, 'x');
    assert.equal((await shown(page)).order, 'relevance');
    await page.getByRole('combobox', { name: 'Thứ tự' }).selectOption('Mới nhất trước');
    await waitForEvent(page, 'results', 2);
    assert.deepEqual((await shown(page)).results.map(({ title }) => title), [6, 5, 4, 3, 2, 1].map((at) => `Bài ${at}`));
    assert.equal(new URL(page.url()).search, '?q=x&q-sort=newest');
    await engineWith(page, many(2, () => ({ year: '2024' })));
    await page.evaluate(() => (history.pushState(null, '', '?q=y'), dispatchEvent(new PopStateEvent('popstate'))));
    await answered(page, 'y');
    assert.equal((await page.evaluate(() => window.asked)).pop().sort, 'relevance');
    assert.equal((await shown(page)).order, undefined, 'of one year there is no choice');
  }));

test('the page says which order comes first, and whether there is a choice', () =>
  withPage(other('<khongdau-search mode="page" sort="newest"></khongdau-search><khongdau-search mode="page" param="" sort="off"></khongdau-search><khongdau-search filters></khongdau-search>'), async (page) => {
    for (const at of [0, 1, 2]) await engineWith(page, byTopic, at);
    for (const [at, wanted] of [['newest', 'newest'], ['relevance', undefined], ['relevance', undefined]].entries()) {
      await input(page, at).fill(`x${at}`);
      await answered(page, `x${at}`);
      assert.deepEqual([(await page.evaluate(() => window.asked)).pop().sort, (await shown(page, at)).order], wanted, `element ${at}`);
    }
    assert.equal(new URL(page.url()).search, '?q=x0', 'what the page wants anyway is not in the address');
  }));

test('the address brings the query and its filters back', async () => {
  const path = '/other.html?id=7&q=b%E1%BA%AFc+ninh&q-year=2024';
  await withPage({ path, override: otherPage('<script>addEventListener("khongdau-search", ({ detail }) => (window.first ??= detail))</script>' + PAGE) }, async (page) => {
    await answered(page, 'bắc ninh');
    assert.deepEqual(await page.evaluate(() => window.first), { query: 'bắc ninh', source: 'link' });
    assert.equal((await shown(page)).value, 'bắc ninh');
    await engineWith(page, filtered);
    await input(page).fill('quảng ninh');
    await answered(page, 'quảng ninh');
    assert.equal(new URL(page.url()).search, '?id=7&q=qu%E1%BA%A3ng+ninh&q-year=2024', 'what else is in the address stays');
    assert.equal((await shown(page)).filters[1].value, '2024');
    await page.evaluate(() => history.pushState(null, '', '?q=c%C3%B4ng'));
    await page.evaluate(() => history.pushState(null, '', '?q=bi%E1%BB%83n'));
    await page.goBack();
    await answered(page, 'công');
    assert.equal((await shown(page)).filters[1].value, '');
    await page.goForward();
    await answered(page, 'biển');
    assert.equal((await shown(page)).value, 'biển');
  });
});

test('Back from an article brings the results back', () =>
  withPage(other(), async (page) => {
    await engineWith(page, many(1));
    await search(page, 'bac ninh');
    await result(page).click();
    await page.waitForURL(/bai-1$/);
    await page.goBack();
    await page.waitForFunction(() => document.querySelector('khongdau-search')?.shadowRoot.querySelectorAll('[part~=result]').length);
    assert.equal((await shown(page)).value, 'bac ninh');
  }));

test('the parameter has the name that the page wants, in the hash too, or is none', () =>
  withPage(other('<khongdau-search mode="page" param="tu-khoa"></khongdau-search><khongdau-search mode="page" param="#q"></khongdau-search><khongdau-search mode="page" param=""></khongdau-search>'), async (page) => {
    for (const [at, address] of ['?tu-khoa=x0', '?tu-khoa=x0#q=x1', '?tu-khoa=x0#q=x1'].entries()) {
      await engineWith(page, many(1), at);
      await input(page, at).fill(`x${at}`);
      await answered(page, `x${at}`);
      const { search, hash } = new URL(page.url());
      assert.equal(search + hash, address);
    }
  }));

test('without a query in the address nothing is loaded', () =>
  withPage({ path: '/other.html?p=1', override: otherPage(PAGE) }, async (page) => {
    await page.waitForTimeout(200);
    assert.deepEqual(await events(page, 'ready'), []);
    assert.equal(await page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => /widget|wasm/.test(name))), false);
  }));

test('links lead to the words that match', () =>
  withPage(other('<khongdau-search mode="page"></khongdau-search><khongdau-search mode="page" param="" highlight="none"></khongdau-search>'), async (page) => {
    const text = 'x công nghiệp hoá, 4-5 & y';
    const snippet = { text, ranges: [[0, 1], [2, 6], [7, 13], [19, 26]] };
    const articles = [
      { url: '/a', snippet },
      { url: '/b#muc-2', snippet },
      { url: '/c', snippet: { text: 'a-b, c & d', ranges: [[0, 10]] } },
      { url: '/d', snippet: { text: '566km', ranges: [[0, 3]] } },
      { url: '/e', snippet: 'không có gì' },
      { url: '/f', snippet: { text: 'hỏng \ud800', ranges: [[5, 6]] } },
      { url: '/g', snippet: { text: 'dài '.repeat(60), ranges: Array.from({ length: 60 }, (_, at) => [4 * at, 4 * at + 3]) } },
    ];
    for (const at of [0, 1]) await engineWith(page, articles, at);
    for (const at of [0, 1]) {
      await input(page, at).fill(`x${at}`);
      await answered(page, `x${at}`);
    }
    const hrefs = (await shown(page)).results.map(({ href }) => href.replace(/^http:..[^/]+/, ''));
    assert.deepEqual(hrefs.slice(0, 5), ['/a#:~:text=x%20c%C3%B4ng%20nghi%E1%BB%87p', '/b#muc-2', '/c#:~:text=a%2Db%2C%20c%20%26%20d', '/d', '/e']);
    assert.doesNotMatch(hrefs[5], /undefined/);
    assert.ok(hrefs[6].length > 10 && hrefs[6].length < 1000, hrefs[6]);
    assert.deepEqual((await shown(page, 1)).results.map(({ href }) => new URL(href).hash), ['', '#muc-2', '', '', '', '', '']);
  }));
