/** The demo: examples, the address bar, the article that a result opens, and what is measured. */
import { leaveArticle, readAddress, showArticle, showQuery } from '../src/address.ts';
import { ArticleView } from '../src/article.ts';
import type { Article } from '../src/client.ts';
import type { KhongdauSearchElement } from '../src/element.ts';
import { Facts, policy } from './facts.ts';

const LANGUAGE = 'vi';

const box = find<KhongdauSearchElement>('khongdau-search');
const reader = new ArticleView(find('#article'), LANGUAGE);
const facts = new Facts((id, text) => (find(`#${id}`).textContent = text), Number(find('#fact-bytes').dataset['brotli']));

function find<T extends Element = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`index.html has no ${selector}`);
  return found;
}

/** Makes the page show what the address says: at the start, and after Back and Forward. */
async function follow(): Promise<void> {
  const { query, article } = readAddress();
  if (box.value !== query) box.value = query;
  if (article) await read(article, query);
  else reader.close();
}

/** Opens an article, unless the reader has gone elsewhere in the meantime. */
async function read(id: string, query: string): Promise<void> {
  const article = await articleFor(id, query);
  if (article && readAddress().article === id) reader.open(article);
}

async function articleFor(id: string, query: string): Promise<Article | undefined> {
  try {
    return await (await box.load()).article(id, query);
  } catch {
    return undefined; // The element says what is wrong.
  }
}

box.addEventListener('khongdau-ready', ({ detail }) => facts.ready(detail));
box.addEventListener('khongdau-results', ({ detail }) => facts.searched(detail));
box.addEventListener('khongdau-search', ({ detail }) => showQuery(detail.query));
box.addEventListener('khongdau-select', (event) => {
  const { hit, query, newTab } = event.detail;
  event.preventDefault();
  if (showArticle(query, hit.id, newTab)) void read(hit.id, query);
});

find('.examples').addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button') : null;
  if (button) box.value = button.value;
});

/** Whether a step back is under way that closing the article began. */
let leaving = false;
reader.onclose = () => (leaving = leaveArticle(box.value));

addEventListener('popstate', () => {
  // The reader may have typed on since: then the address follows, not the box.
  if (leaving && !readAddress().article) showQuery(box.value);
  else void follow();
  leaving = false;
});

// The policies, below the page that was first asked for

const root = policy() ? '../../' : './';
for (const link of Array.from(document.querySelectorAll<HTMLAnchorElement>('[data-policy]'))) {
  const name = link.dataset['policy'] ?? '';
  link.href = name ? `${root}csp/${name}/` : root;
  if (name === policy()) link.setAttribute('aria-current', 'page');
}

/** Only our own server has these; whoever looks at them is told. */
find<HTMLDetailsElement>('#policies').addEventListener('toggle', async () => {
  const answer = await fetch(`${root}csp/no-wasm/`, { method: 'HEAD' }).catch(() => undefined);
  find('#policies-missing').hidden = answer?.ok ?? false;
});
if (policy()) find<HTMLDetailsElement>('#policies').open = true;

find('#copy').addEventListener('click', async () => {
  const done = await navigator.clipboard.writeText(find('#snippet').textContent ?? '').then(
    () => true,
    () => false,
  );
  find('#copied').textContent = done ? 'Đã chép.' : 'Trình duyệt không cho chép; bạn chọn hai dòng trên nhé.';
});

void customElements.whenDefined('khongdau-search').then(() => {
  void follow();
  if (!box.value && matchMedia('(pointer: fine)').matches) box.focus();
});
