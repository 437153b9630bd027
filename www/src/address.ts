/** What the page shows, in its address: `?q=` the query, `#` the article. */

export interface Address {
  readonly query: string;
  readonly article: string;
}

export function readAddress(): Address {
  const query = new URLSearchParams(location.search).get('q') ?? '';
  return { query, article: decode(location.hash.slice(1)) };
}

/** The query, in the entry of the history that is there; an article that is open stays. */
export function showQuery(query: string): void {
  replace(addressOf(query, readAddress().article));
}

/** The article, in a new entry, so that Back returns to the results; or in a new tab. Returns
 * whether it is to be shown here. */
export function showArticle(query: string, id: string, newTab: boolean): boolean {
  const address = addressOf(query, id);
  if (newTab) window.open(address, '_blank', 'noopener');
  else history.pushState('article', '', address);
  return !newTab;
}

/** The results again: one step back, or in place when the visit began with the article. Returns
 * whether it is a step, after which the page gets `popstate`. */
export function leaveArticle(query: string): boolean {
  if (!readAddress().article) return false;
  const steps = history.state === 'article';
  if (steps) history.back();
  else replace(addressOf(query, ''));
  return steps;
}

function addressOf(query: string, id: string): string {
  const search = query ? `?${new URLSearchParams({ q: query })}` : '';
  return location.pathname + search + (id ? `#${encodeURIComponent(id)}` : '');
}

/** Browsers refuse too many changes in a short time; the next one will do. */
function replace(address: string): void {
  try {
    history.replaceState(history.state, '', address);
  } catch {
    // Nothing is lost but the address of this moment.
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
