/**
 * The page that `khongdau pack` makes: results open in its reader, for the articles are here even
 * where their originals cannot be reached. The element keeps the query in the address, this the article.
 */
import { ArticleView } from '../src/article.ts';
import { leaveArticle, readAddress, showArticle } from '../src/address.ts';
import type { Article, SearchEngine } from '../src/client.ts';
import { keepOffline } from './offline.ts';

/** What this needs of `<khongdau-search>`. */
interface SearchBox extends HTMLElement {
  value: string;
  load(): Promise<SearchEngine>;
}

interface Selected {
  readonly hit: { readonly id: string };
  readonly section?: { readonly title: { readonly text: string } };
  readonly query: string;
  readonly newTab: boolean;
}

const box = find<SearchBox>('khongdau-search');
const dialog = find<HTMLDialogElement>('#article');
const reader = new ArticleView(dialog, document.documentElement.lang);

function find<T extends Element>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/** Shows the article that the address names, or none. */
async function follow(): Promise<void> {
  const { query, article } = readAddress();
  if (article) await read(article, query);
  else reader.close();
}

/** Opens an article, unless the reader has gone elsewhere in the meantime. */
async function read(id: string, query: string, heading?: string): Promise<void> {
  const article = await articleFor(id, query);
  if (!article || readAddress().article !== id) return;
  reader.open({ ...article, url: originalOf(article.url) }, heading);
  const link = dialog.querySelector('#article-meta a');
  if (link) link.textContent = dialog.dataset['original'] ?? '';
}

async function articleFor(id: string, query: string): Promise<Article | undefined> {
  try {
    return await (await box.load()).article(id, query);
  } catch {
    return undefined; // The element says what is wrong.
  }
}

/** Where the original is; empty where the index does not say, as for `/a.html` seen from a disk. */
function originalOf(url: string): string {
  const site = dialog.dataset['baseUrl'] || location.href;
  try {
    const { href, protocol } = new URL(url, site);
    return url && /^https?:$/.test(protocol) ? href : '';
  } catch {
    return '';
  }
}

box.addEventListener('khongdau-select', (event) => {
  const { hit, section, query, newTab } = (event as CustomEvent<Selected>).detail;
  event.preventDefault();
  if (showArticle(query, hit.id, newTab)) void read(hit.id, query, section?.title.text);
});
reader.onclose = () => void leaveArticle(box.value);
addEventListener('popstate', () => void follow());
void follow();
if (!readAddress().article && matchMedia('(pointer: fine)').matches) box.focus();
void keepOffline().then((kept) => (find<HTMLElement>('#offline').hidden = !kept));
