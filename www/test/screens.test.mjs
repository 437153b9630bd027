// Pictures of the page for people to look at, in target/screenshots.
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { answered, engineWith, input, otherPage, result, useBrowser, waitForEvent, withPage } from './browser.mjs';

useBrowser();

const FOLDER = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
mkdirSync(FOLDER, { recursive: true });

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const NARROW = { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const DARK = { colorScheme: 'dark' };

const openFirst = async (page) => {
  await result(page).click();
  await page.getByRole('dialog').waitFor();
};

const SCREENS = [
  ['desktop-home', '', {}],
  ['desktop-results', 'cong nghiep', {}],
  ['desktop-active', 'bac ninh', {}, async (page) => (await input(page).press('ArrowDown'), page.keyboard.press('ArrowDown'))],
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
  withPage({ path: '/?q=bac+ninh', allowed: /404|preload/, override: (path) => (path.includes('.wasm') ? { status: 404 } : undefined) }, async (page) => {
    await waitForEvent(page, 'error');
    await page.screenshot({ path: `${FOLDER}desktop-error.png` });
  }));

/** A site of somebody else's, as there are many. */
const site = (body, top = '') => `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
  <style>
    body { margin: 0; font: 15px/1.6 Arial, sans-serif } main { max-width: 60em; margin: 0 auto; padding: 0 16px 40px }
    header { display: flex; flex-wrap: wrap; align-items: center; gap: 12px 32px; padding: 16px 0; border-bottom: 3px solid #b01c1c; margin-bottom: 24px }
    header b { flex: 1; min-width: 12em; font-size: 18px } header khongdau-search { flex: 1; min-width: 16em }
    #txtSearch { width: 220px; height: 32px; padding: 0 8px; font: inherit }
  </style>
  <header><b>SỞ KHOA HỌC VÀ CÔNG NGHỆ</b>${top}</header>${body}`;

const NEWS = '<h2>Tin tức</h2><p>Sáng 14/11, hội nghị tổng kết công tác cải cách hành chính được tổ chức tại trụ sở Uỷ ban.</p><p>Kế hoạch số 42 về chuyển đổi số giai đoạn 2026–2030 đã được ban hành.</p>';

const mark = (text, ...words) => ({
  text,
  ranges: words.flatMap((word) => [...text.matchAll(new RegExp(word, 'gi'))].map(({ index }) => [index, index + word.length])).sort(([a], [b]) => a - b),
});

const SECTIONS = {
  0: ['Mục tiêu cải cách thủ tục hành chính', 'Nhiệm vụ, giải pháp chủ yếu', 'Tổ chức thực hiện'],
  1: ['3. Thời hạn giải quyết thủ tục hành chính đối với hồ sơ nộp trực tuyến qua Cổng dịch vụ công quốc gia'],
};

const ARTICLES = [
  ['Nghị quyết về đẩy mạnh chuyển đổi số và cải cách thủ tục hành chính giai đoạn 2026–2030', 'Uỷ ban nhân dân tỉnh', '2026'],
  ['Hướng dẫn nộp hồ sơ thủ tục hành chính trực tuyến mức độ toàn trình', 'Cổng dịch vụ công', '2026'],
  ['ĐỔI MỚI QUY TRÌNH, RÚT NGẮN THỜI GIAN GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH Ở CẤP XÃ', 'Báo Bắc Ninh', '2025'],
  ['Công bố danh mục thủ tục hành chính được sửa đổi, bổ sung', 'Cổng dịch vụ công', '2025'],
  ['Sơ kết công tác kiểm soát thủ tục hành chính quý III', 'Văn phòng', '2024'],
].map(([title, source, year], at) => ({
  title: mark(title, 'thủ tục', 'hành chính'),
  url: `/bai-${at}`,
  source,
  year,
  topic: ['Cải cách hành chính', 'Dịch vụ công'][at % 2],
  ...(SECTIONS[at] && { sections: SECTIONS[at].map((heading, number) => ({ title: mark(heading, 'thủ tục', 'hành chính'), url: `/bai-${at}#${number}` })) }),
  snippet: mark('…cơ quan, đơn vị rà soát, cắt giảm thủ tục hành chính không cần thiết, công khai kết quả giải quyết trên Cổng dịch vụ công để người dân và doanh nghiệp theo dõi, giám sát…', 'thủ tục', 'hành chính'),
}));

const QUERY = 'thu tuc hanh chinh';

const typed = async (page) => {
  await engineWith(page, [...ARTICLES, ...ARTICLES, ...ARTICLES]);
  await input(page).click();
  await page.keyboard.type(QUERY);
  await answered(page, QUERY);
};

const MODES = {
  dropdown: [site(NEWS, '<khongdau-search results-page="/tim"></khongdau-search>'), async (page) => (await typed(page), await page.keyboard.press('ArrowDown'))],
  page: [site('<h2>Tra cứu</h2><khongdau-search mode="page"></khongdau-search>'), async (page) => (await typed(page), await page.keyboard.press('ArrowDown'))],
  dialog: [
    site(NEWS, '<khongdau-search mode="dialog" shortcut="/"></khongdau-search>'),
    async (page) => {
      await page.screenshot({ path: `${FOLDER}trigger.png` });
      await page.getByRole('button', { name: 'Tìm kiếm' }).click();
      await typed(page);
      await page.keyboard.press('ArrowDown');
    },
  ],
  attach: [
    site(`${NEWS}<khongdau-search input="#txtSearch"></khongdau-search>`, '<form><input id="txtSearch" placeholder="Tìm kiếm…"></form>'),
    async (page) => {
      await engineWith(page, ARTICLES);
      await page.locator('#txtSearch').click();
      await page.keyboard.type(QUERY);
      await answered(page, QUERY);
      await page.keyboard.press('ArrowDown');
    },
  ],
  filters: [
    site('<h2>Tra cứu</h2><khongdau-search mode="page" filters="source, year, chuyên mục"></khongdau-search>'),
    async (page) => (await typed(page), await page.getByRole('combobox', { name: 'chuyên mục' }).focus()),
  ],
  'error-dropdown': [
    site(NEWS, '<khongdau-search results-page="/tim"></khongdau-search>'),
    async (page) => {
      await page.evaluate(() => (document.querySelector('khongdau-search').engine = window.engineOf(() => Promise.reject(Object.assign(new Error('broken'), { code: 'BAD_INDEX' })))));
      await input(page).fill('x');
      await waitForEvent(page, 'error');
    },
  ],
};

for (const [mode, [body, act]] of Object.entries(MODES)) {
  for (const [look, context] of Object.entries({ desktop: {}, dark: DARK, phone: PHONE, forced: { forcedColors: 'active' } })) {
    test(`${mode}, ${look}`, () =>
      withPage({ path: '/other.html', override: otherPage(body), context }, async (page) => {
        await act(page);
        await page.screenshot({ path: `${FOLDER}${mode}-${look}.png` });
      }));
  }
}
