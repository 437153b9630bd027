/** The query, its filters and its order in an address: `?q=…&q-source=…&q-year=…&q-sort=…`, or all of it in the hash. */
import { safeUrl } from './url.ts';

/** What is asked for, as far as an address says it; missing parts are empty. */
export interface Place {
  readonly query: string;
  /** By the names of filters, all that there are. */
  readonly filters: Readonly<Record<string, string>>;
  readonly sort: string;
}

/** What this page's address says. `param` names the parameter; `#q` is one in the hash. */
export function readPlace(param: string, filters: readonly string[]): Place {
  const { name, params } = paramsOf(new URL(location.href), param);
  const read = (suffix: string): string => (name && params.get(name + suffix)) || '';
  return { query: read(''), sort: read('-sort'), filters: Object.fromEntries(filters.map((filter) => [filter, read(`-${filter}`)])) };
}

/** Puts it into the entry of the history that is there. */
export function writePlace(param: string, place: Place): void {
  const address = param && addressWith(new URL(location.href), param, place);
  if (!address || address === location.href) return;
  try {
    history.replaceState(history.state, '', address);
  } catch {
    // Browsers refuse too many changes in a short time; the next one will do.
  }
}

/** The page of results, asked for a query; `undefined` when there is none that is safe. */
export function resultsAddress(page: string, param: string, query: string): string | undefined {
  const url = page && safeUrl(page);
  return url ? addressWith(new URL(url), param || 'q', { query, sort: '', filters: { source: '', year: '' } }) : undefined;
}

function addressWith(url: URL, param: string, { query, filters, sort }: Place): string {
  const { name, params, inHash } = paramsOf(url, param);
  const named = Object.entries(filters).map(([filter, value]) => [`-${filter}`, value] as const);
  for (const [suffix, value] of [['', query] as const, ...named, ['-sort', sort] as const]) {
    if (value) params.set(name + suffix, value);
    else params.delete(name + suffix);
  }
  if (inHash) url.hash = String(params);
  return url.href;
}

function paramsOf(url: URL, param: string): { readonly name: string; readonly params: URLSearchParams; readonly inHash: boolean } {
  const inHash = param[0] === '#';
  return { inHash, name: inHash ? param.slice(1) : param, params: inHash ? new URLSearchParams(url.hash.slice(1)) : url.searchParams };
}
