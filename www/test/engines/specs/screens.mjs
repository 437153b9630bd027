// Pictures for people to look at, in www/test/screens.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BUILT, otherPage } from '../site.mjs';
import { answered, happened, search, upgraded } from '../widget.mjs';

const FOLDER = fileURLToPath(new URL('../../screens/', import.meta.url));
const STYLE = '<style>body{max-width:40em;margin:2em auto;padding:0 1em;font:16px/1.6 Arial,sans-serif}</style>';
const BODY = '<h1>Báo của ai đó</h1><khongdau-search></khongdau-search><p>Tin trong ngày.</p>';

const light = otherPage(BODY, { head: STYLE });
const dark = otherPage(BODY, { head: `${STYLE}<meta name="color-scheme" content="dark">` });
const PHONE = { width: 390, height: 844 };

async function dropdown(page) {
  await search(page, 'moi truong');
  await page.press('ArrowDown');
}

async function error(page) {
  await upgraded(page);
  await page.click('input');
  await page.type('bac ninh');
  await happened(page, 'error');
}

const SCREENS = {
  desktop: { ...BUILT, reach: (page) => answered(page, 'cong nghiep') },
  phone: { ...BUILT, viewport: PHONE, reach: (page) => answered(page, 'cong nghiep') },
  dropdown: { page: light, reach: dropdown },
  dark: { page: dark, reach: dropdown },
  error: {
    page: light,
    answer: (path) => (/\.wasm(\.js)?$/.test(path) ? { status: 404, body: 'not found' } : undefined),
    allowed: /404|Failed to load|Loading failed|integrity/i,
    reach: error,
  },
};

export function screens(it, { name: engine }) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, { reach, ...options }] of Object.entries(SCREENS)) {
    it(`picture: ${name}`, options, async (page) => {
      await reach(page);
      await page.picture(`${FOLDER}${engine.toLowerCase()}-${name}.png`);
    });
  }
}
