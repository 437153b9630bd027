/**
 * `khongdau/instantsearch`: a search client for InstantSearch (plain, React, Vue) over an index of khongdau.
 *
 *     const searchClient = instantSearchClient(open({ src: '/search/' }));
 *
 * Attributes to refine by are `source` and `year`. Records have `objectID`, `url`, `title`, `snippet`, `date`, `source`;
 * `title` and `snippet` can be shown by `Highlight`, and `snippet` by `Snippet`.
 */
import type { Facets, Filters, Hit, SearchEngine, SearchResults } from '../client.ts';
import { toHtml } from '../html.ts';
import type { Marked } from '../marked.ts';
import { link } from './link.ts';

/** What the client looks at in a request; the rest it leaves alone. */
export interface InstantSearchParameters {
  query?: string;
  page?: number;
  hitsPerPage?: number;
  facets?: string | readonly string[];
  /** `['source:a', ['year:2024', 'year:2025']]`: all of these, of inner lists any. */
  facetFilters?: string | ReadonlyArray<string | readonly string[]>;
  highlightPreTag?: string;
  highlightPostTag?: string;
}

/** Parameters are in `params`, or beside the name of the index. */
export interface InstantSearchRequest extends InstantSearchParameters {
  indexName?: string;
  params?: InstantSearchParameters;
}

export interface InstantSearchHit {
  objectID: string;
  url: string;
  title: string;
  snippet: string;
  date?: string;
  source?: string;
  _highlightResult: Record<'title' | 'snippet', InstantSearchHighlight>;
  _snippetResult: Record<'snippet', InstantSearchHighlight>;
}

export interface InstantSearchHighlight {
  value: string;
  matchLevel: 'none' | 'full';
  matchedWords: string[];
  fullyHighlighted: boolean;
}

export interface InstantSearchResponse {
  index: string;
  hits: InstantSearchHit[];
  nbHits: number;
  page: number;
  nbPages: number;
  hitsPerPage: number;
  processingTimeMS: number;
  query: string;
  params: string;
  exhaustiveNbHits: boolean;
  facets: Record<string, Record<string, number>>;
}

export interface InstantSearchClient {
  search(requests: readonly InstantSearchRequest[]): Promise<{ results: InstantSearchResponse[] }>;
}

/** A search client for `search`, which may still be opening; whoever opened it closes it. */
export function instantSearchClient(search: SearchEngine | PromiseLike<SearchEngine>): InstantSearchClient {
  return {
    search: async (requests) => {
      const engine = await search;
      return { results: await Promise.all(requests.map((request) => answer(engine, request))) };
    },
  };
}

async function answer(engine: SearchEngine, request: InstantSearchRequest): Promise<InstantSearchResponse> {
  const asked = { ...request, ...request.params };
  const { query = '', page = 0, hitsPerPage = 20 } = asked;
  const filters = filtersOf(asked.facetFilters);
  const found = filters && (await engine.search(query, { limit: hitsPerPage, offset: page * hitsPerPage, filters, facets: true }));
  const total = found?.total ?? 0;
  return {
    index: request.indexName ?? '',
    hits: found?.hits.map((hit) => record(hit, asked)) ?? [],
    nbHits: total,
    page,
    nbPages: hitsPerPage ? Math.ceil(total / hitsPerPage) : 0,
    hitsPerPage,
    processingTimeMS: Math.round(found?.timeMs ?? 0),
    query,
    params: written(asked),
    exhaustiveNbHits: true,
    facets: facetsOf(found, asked.facets),
  };
}

/** As filters of ours; `undefined` where nothing can pass them. */
function filtersOf(given: InstantSearchParameters['facetFilters'] = []): Filters | undefined {
  const filters: Record<string, string[]> = {};
  for (const group of typeof given === 'string' ? [given] : given) {
    const pairs = (typeof group === 'string' ? [group] : group).map(pairOf);
    const [name] = pairs[0] ?? [];
    if (name === undefined) continue;
    const values = pairs.map(([, value]) => value);
    // An article has one source and one year.
    const known = filters[name];
    filters[name] = known ? known.filter((value) => values.includes(value)) : values;
  }
  return Object.values(filters).every((values) => values.length) ? (filters as Filters) : undefined;
}

function pairOf(text: string): [name: string, value: string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon), text.slice(colon + 1)];
}

function facetsOf(found: SearchResults | undefined, wanted: InstantSearchParameters['facets'] = []): InstantSearchResponse['facets'] {
  const names = typeof wanted === 'string' ? [wanted] : wanted;
  const all = Object.entries((found?.facets ?? {}) satisfies Facets);
  return Object.fromEntries(all.filter(([name]) => names.includes(name) || names.includes('*')).map(([name, counts]) => [name, { ...counts }]));
}

function record(hit: Hit, parameters: InstantSearchParameters): InstantSearchHit {
  const { id, url, title, snippet, date, source } = hit;
  const marked = { title: highlight(title, parameters), snippet: highlight(snippet, parameters) };
  return {
    objectID: id,
    url: link(url),
    title: title.text,
    snippet: snippet.text,
    ...(date && { date }),
    ...(source && { source }),
    _highlightResult: marked,
    _snippetResult: { snippet: marked.snippet },
  };
}

function highlight(marked: Marked, parameters: InstantSearchParameters): InstantSearchHighlight {
  const { text, ranges } = marked;
  return {
    value: withTags(marked, parameters),
    matchLevel: ranges.length ? 'full' : 'none',
    matchedWords: [...new Set(ranges.map(([start, end]) => text.slice(start, end)))],
    fullyHighlighted: false,
  };
}

/**
 * InstantSearch asks for `__ais-highlight__`, which is no HTML, and escapes the whole before it makes HTML of
 * that; whoever asks for anything else gets HTML that is escaped already.
 */
function withTags(marked: Marked, { highlightPreTag: before, highlightPostTag: after }: InstantSearchParameters): string {
  if (before === undefined || after === undefined || /[<>]/.test(before + after)) return toHtml(marked);
  const { text, ranges } = marked;
  const ends = ranges.map(([, end]) => end);
  const parts = ranges.map(([start, end], at) => `${text.slice(ends[at - 1] ?? 0, start)}${before}${text.slice(start, end)}${after}`);
  return parts.join('') + text.slice(ends[ends.length - 1] ?? 0);
}

/** As in an address, which is how InstantSearch names what it asked for. */
function written(parameters: InstantSearchParameters): string {
  const { query = '', page = 0, hitsPerPage = 20 } = parameters;
  return new URLSearchParams({ query, page: String(page), hitsPerPage: String(hitsPerPage) }).toString();
}
