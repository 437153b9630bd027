/** The demo page: examples, the address bar, and the article that a result opens. */
import { type Article, formatNumber, type KhongdauSearchElement } from './index.ts';
import { ArticleView } from './article.ts';
import { leaveArticle, readAddress, showArticle, showQuery } from './address.ts';

const LANGUAGE = 'vi';

const box = find<KhongdauSearchElement>('khongdau-search');
const reader = new ArticleView(find('#article'), LANGUAGE);

function find<T extends Element>(selector: string): T {
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

function showFacts({ documents, tokens, bytes, loadMs }: HTMLElementEventMap['khongdau-ready']['detail']): void {
  const facts = find<HTMLElement>('#facts');
  const count = (value: number): string => formatNumber(value, LANGUAGE);
  facts.textContent =
    `${count(documents)} bài, ${count(tokens)} tiếng, chỉ mục ${count(bytes / 1000)} KB nằm ngay trong trang. ` +
    `Sẵn sàng sau ${count(loadMs)} ms.`;
  facts.hidden = false;
}

box.addEventListener('khongdau-ready', ({ detail }) => showFacts(detail));
box.addEventListener('khongdau-search', ({ detail }) => showQuery(detail.query));
box.addEventListener('khongdau-select', (event) => {
  const { hit, query, newTab } = event.detail;
  event.preventDefault();
  if (showArticle(query, hit.id, newTab)) void read(hit.id, query);
});

find('.examples').addEventListener('click', ({ target }) => {
  if (target instanceof HTMLButtonElement) box.value = target.value;
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
void follow();
if (!box.value && matchMedia('(pointer: fine)').matches) box.focus();
