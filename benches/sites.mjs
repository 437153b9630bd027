// A site with articles, searched by both: `a/*.html` are the articles, `pagefind/` and `tim-kiem/`
// the two searches. `khongdau.html`, `pagefind.html` and `plain.html` differ in their search only.
import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BENCH, DIST, ROOT } from './folders.mjs';
import { pagefind } from './rivals.mjs';

const run = promisify(execFile);

/** How many results a page draws: our default, and what Pagefind's is set to. */
const SHOWN = 8;

/** The two searches of a page: tags for the head, and the element. `debounce` in ms, or their own. */
export const SEARCHES = {
  plain: () => ['', ''],
  khongdau: ({ mode = 'dropdown', debounce } = {}) => [
    '<script src="tim-kiem/khongdau.js" defer></script>',
    `<khongdau-search mode="${mode}" label="Tìm kiếm" ${debounce === undefined ? '' : `debounce="${debounce}"`}></khongdau-search>`,
  ],
  pagefind: ({ mode = 'searchbox', debounce } = {}) => [
    '<link rel="stylesheet" href="pagefind/pagefind-component-ui.css"><script src="pagefind/pagefind-component-ui.js" type="module"></script>',
    PAGEFIND[mode](debounce === undefined ? '' : `debounce="${debounce}"`),
  ],
};

const PAGEFIND = {
  searchbox: (debounce) => `<pagefind-searchbox max-results="${SHOWN}" ${debounce}></pagefind-searchbox>`,
  modal: () => '<pagefind-modal-trigger></pagefind-modal-trigger><pagefind-modal></pagefind-modal>',
};

/** Writes the site anew; `makeOurs` fills the folder of our search. */
export async function build({ name, articles }, makeOurs) {
  const site = join(BENCH, 'sites', name);
  await rm(site, { recursive: true, force: true });
  await mkdir(join(site, 'a'), { recursive: true });
  for (const article of articles) await writeFile(join(site, address(article)), articlePage(article));
  await pagefind(site);
  await makeOurs(site, articles);
  for (const search of Object.keys(SEARCHES)) {
    await writeFile(join(site, `${search}.html`), page(SEARCHES[search]()));
    await writeFile(join(site, `${search}-quick.html`), page(SEARCHES[search]({ debounce: 1 })));
  }
  return site;
}

/** The client of the demo, with the seeds inside its module. */
export async function fromDist(site) {
  await cp(DIST, join(site, 'tim-kiem'), { recursive: true });
}

/** As a site would have it: `khongdau index`, `khongdau pack`. */
export async function byPack(site, articles) {
  const [jsonl, index] = [join(site, 'articles.jsonl'), join(site, 'articles.kdx')];
  await writeFile(jsonl, articles.map((article) => JSON.stringify({ ...article, url: `/${address(article)}` })).join('\n'));
  await khongdau('index', jsonl, '-o', index);
  await khongdau('pack', index, '-o', join(site, 'tim-kiem/'), '--force');
}

/** The command line, in release. CARGO_TARGET_DIR is minded. */
async function khongdau(...parameters) {
  await run('cargo', ['run', '--release', '--quiet', '-p', 'khongdau-cli', '--', ...parameters], { cwd: ROOT });
}

function address({ id }) {
  return `a/${id.replace(/[^\w-]/g, '_')}.html`;
}

function articlePage({ title, text }) {
  const paragraphs = text.split('\n').map((line) => `<p>${escape(line)}</p>`);
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><title>${escape(title)}</title><body><main data-pagefind-body><h1>${escape(title)}</h1>\n${paragraphs.join('\n')}</main></body></html>`;
}

export function page([head, search], { theme = 'light' } = {}) {
  return `<!doctype html>
<html lang="vi" data-pf-theme="${theme}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Trang thử</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: ${theme}; }
body { margin: 0; font: 16px/1.6 system-ui, sans-serif; ${theme === 'dark' ? 'background: #17181a; color: #e6e6e6;' : 'background: #fff; color: #222;'} }
.page { max-width: 720px; margin: 0 auto; padding: 24px 16px; }
</style>
${head}
</head>
<body><div class="page">${search}<h1>Tin tức</h1><p>Những gì trang này còn có, để kết quả có chỗ mà hiện ra bên trên.</p></div></body>
</html>`;
}

function escape(text) {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.codePointAt(0)};`);
}
