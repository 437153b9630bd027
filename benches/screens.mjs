// Pictures of our search beside those of others, over the same articles, in target/bench/screens:
// one of each, and sheets with all of one size and theme. DocSearch needs a server of Algolia's; its
// requests are answered here, with articles that have the words.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SCREENS } from './folders.mjs';
import { launch } from './measure.mjs';
import { fileOf } from './rivals.mjs';
import { serve } from './server.mjs';
import { page, SEARCHES } from './sites.mjs';

const SIZES = {
  desktop: { viewport: { width: 1100, height: 760 } },
  phone: { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
};
const THEMES = ['light', 'dark'];

const DOCSEARCH = [
  '<link rel="stylesheet" href="docsearch.css"><script src="docsearch.js"></script>',
  '<div id="docsearch"></div><script>docsearch({ container: "#docsearch", appId: "X", apiKey: "x", indices: ["x"] })</script>',
];

/** Each search: what is put in the page, what is pressed to come to its input, and what is typed into. */
const SURFACES = {
  'khongdau-dropdown': { search: SEARCHES.khongdau(), input: 'khongdau-search input' },
  'khongdau-dialog': { search: SEARCHES.khongdau({ mode: 'dialog' }), button: 'khongdau-search button', input: 'khongdau-search input' },
  'khongdau-page': { search: SEARCHES.khongdau({ mode: 'page' }), input: 'khongdau-search input' },
  'pagefind-searchbox': { search: SEARCHES.pagefind(), input: 'pagefind-searchbox input' },
  'pagefind-modal': { search: SEARCHES.pagefind({ mode: 'modal' }), button: 'pagefind-modal-trigger button', input: 'pagefind-modal input' },
  'docsearch-modal': { search: DOCSEARCH, button: '.DocSearch-Button', input: '.DocSearch-Input' },
};

export async function takeScreens([{ articles, queries }, site]) {
  await rm(SCREENS, { recursive: true, force: true });
  await mkdir(SCREENS, { recursive: true });
  await writePages(site);
  const { query } = queries.at(-1);
  const server = await serve(site);
  const browser = await launch();
  try {
    for (const [size, context] of Object.entries(SIZES)) {
      for (const theme of THEMES) {
        const names = [];
        for (const surface of Object.keys(SURFACES)) names.push(await takeOne(browser, server, { size, context, theme, surface, query, articles }));
        await sheet(browser, `sheet-${size}-${theme}`, names, context.viewport);
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
  console.error(`pictures are in ${SCREENS}`);
}

async function writePages(site) {
  for (const [surface, { search }] of Object.entries(SURFACES)) {
    for (const theme of THEMES) await writeFile(join(site, `screen-${surface}-${theme}.html`), page(search, { theme }));
  }
  await writeFile(join(site, 'docsearch.js'), await readFile(fileOf('@docsearch/js', 'dist/umd/docsearch.js')));
  await writeFile(join(site, 'docsearch.css'), await readFile(fileOf('@docsearch/css', 'dist/style.css')));
}

async function takeOne(browser, server, { size, context, theme, surface, query, articles }) {
  const name = `${surface}-${size}-${theme}`;
  const { button, input } = SURFACES[surface];
  const own = await browser.newContext({ locale: 'vi-VN', colorScheme: theme, reducedMotion: 'reduce', ...context });
  try {
    const page = await own.newPage();
    await page.route(/algolia/, (route) => route.fulfill({ json: algolia(articles, query), headers: { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' } }));
    await page.goto(`${server.url}/screen-${surface}-${theme}.html`, { waitUntil: 'networkidle' });
    if (button) {
      await page.locator(button).first().click();
      await page.waitForTimeout(500);
      await page.screenshot({ path: join(SCREENS, `${name}-empty.png`) });
    }
    await page.locator(input).first().click();
    await page.keyboard.insertText(query);
    await page.waitForTimeout(1500);
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(SCREENS, `${name}.png`) });
  } finally {
    await own.close();
  }
  return name;
}

/** An answer as Algolia gives it: articles with most words of the query, their first lines as snippet. */
function algolia(articles, query) {
  const words = query.split(' ');
  const matches = ({ title, text }) => words.filter((word) => title.includes(word)).length * 2 + words.filter((word) => text.includes(word)).length;
  const best = articles.map((article) => ({ article, score: matches(article) })).sort((a, b) => b.score - a.score);
  const hits = best.slice(0, 8).map(({ article }, at) => hit(article, words, at));
  return { results: [{ hits, nbHits: hits.length, page: 0, nbPages: 1, hitsPerPage: 20, processingTimeMS: 1, query, params: '', index: 'x' }] };
}

function hit({ title, text }, words, at) {
  const marked = (value) => words.reduce((html, word) => html.replaceAll(word, `<span class="algolia-docsearch-suggestion--highlight">${word}</span>`), value);
  const value = (plain) => ({ value: marked(plain), matchLevel: 'full', matchedWords: words });
  const first = text.split('\n')[0].slice(0, 120);
  const hierarchy = { lvl0: 'Tin tức', lvl1: title, lvl2: null, lvl3: null, lvl4: null, lvl5: null, lvl6: null };
  const shown = { hierarchy: { lvl0: value('Tin tức'), lvl1: value(title) }, content: value(first) };
  return { objectID: String(at), type: 'content', url: `/a/${at}.html`, url_without_anchor: `/a/${at}.html`, anchor: null, content: first, hierarchy, _highlightResult: shown, _snippetResult: shown };
}

/** All of one size and theme beside each other. */
async function sheet(browser, name, shots, { width, height }) {
  const columns = 3;
  const cell = width > 600 ? 620 : 390;
  const figures = await Promise.all(shots.map(async (shot) => {
    const image = (await readFile(join(SCREENS, `${shot}.png`))).toString('base64');
    return `<figure><figcaption>${shot}</figcaption><img src="data:image/png;base64,${image}"></figure>`;
  }));
  const style = `body{margin:8px;display:grid;grid-template-columns:repeat(${columns},${cell}px);gap:8px;background:#bbb}figure{margin:0}figcaption{font:14px sans-serif}img{width:${cell}px;display:block}`;
  const rows = Math.ceil(shots.length / columns);
  const page = await browser.newPage({ viewport: { width: columns * (cell + 8) + 16, height: rows * (Math.ceil((cell * height) / width) + 30) + 16 } });
  await page.setContent(`<style>${style}</style>${figures.join('')}`);
  await page.screenshot({ path: join(SCREENS, `${name}.png`) });
  await page.close();
}
