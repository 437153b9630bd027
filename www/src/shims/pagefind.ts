/**
 * `khongdau/pagefind`: the functions of Pagefind's script over an index of khongdau. A page that was written
 * for Pagefind changes its import, and says with `options({ basePath })` where the index is.
 *
 * What differs: several values of one filter mean any of them, not all; `any`, `all`, `not` and `none` are refused;
 * results are in the order of relevance, whatever `sort` says; there are no sub-results; a search for nothing
 * finds nothing.
 */
import type { Facets, Filters, Hit, OpenOptions, Search, SearchOptions, SearchResults } from '../client.ts';
import { open } from '../deliveries/module.ts';
import { KhongdauError } from '../error.ts';
import { toHtml } from '../html.ts';
import { link } from './link.ts';

export interface PagefindOptions {
  /** The folder with `khongdau.json`; Pagefind's documentation calls it `bundlePath` as well. */
  basePath?: string;
  bundlePath?: string;
  /** Goes before addresses that do not begin with `https:` or `http:`. */
  baseUrl?: string;
  /** Addresses get the words that match, under this name. */
  highlightParam?: string;
  exactDiacritics?: boolean;
  noWorker?: boolean;
  /** Other options of Pagefind mean nothing here. */
  [other: string]: unknown;
}

export interface PagefindSearchOptions {
  filters?: Record<string, string | string[]>;
  sort?: Record<string, 'asc' | 'desc'>;
  preload?: boolean;
  verbose?: boolean;
}

export type PagefindFilterCounts = Record<string, Record<string, number>>;

export interface PagefindSearchResults {
  results: PagefindSearchResult[];
  unfilteredResultCount: number;
  filters: PagefindFilterCounts;
  totalFilters: PagefindFilterCounts;
  timings: { preload: number; search: number; total: number };
}

export interface PagefindSearchResult {
  id: string;
  score: number;
  words: number[];
  data(): Promise<PagefindSearchFragment>;
}

export interface PagefindSearchFragment {
  url: string;
  raw_url: string;
  content: string;
  /** HTML, escaped, with `<mark>` around what matches. */
  excerpt: string;
  plain_excerpt: string;
  /** `title`, and where the article has them `date` and `source`. */
  meta: Record<string, string>;
  filters: Record<string, string[]>;
  sub_results: [];
  anchors: [];
  locations: [];
  weighted_locations: [];
  word_count: number;
}

/** As many results are asked for at once; the others when their `data` is. */
const PAGE = 50;

let settings: PagefindOptions = {};
let opening: Promise<Search> | undefined;
let lastDebounced = 0;

export async function options(given: PagefindOptions): Promise<void> {
  const before = folder();
  settings = { ...settings, ...given };
  if (folder() !== before) await destroy();
}

/** Loads what a search needs. */
export async function init(): Promise<void> {
  await opened();
}

/** Ends everything; the next call begins anew. */
export async function destroy(): Promise<void> {
  const closing = opening;
  opening = undefined;
  await closing?.then((search) => search.close()).catch(() => {});
}

export async function preload(_query?: string | null, _options?: PagefindSearchOptions): Promise<void> {
  await opened();
}

export async function filters(): Promise<PagefindFilterCounts> {
  return counts(await (await opened()).filters());
}

export async function search(query: string | null, given: PagefindSearchOptions = {}): Promise<PagefindSearchResults | null> {
  const started = performance.now();
  const client = await opened();
  if (given.preload) return null;
  const ready = performance.now();
  const asked: SearchOptions = { limit: PAGE, facets: true, filters: ours(given.filters), marks: settings.exactDiacritics ? 'exact' : 'auto' };
  const found = await client.search(query ?? '', asked);
  const all = given.filters ? await client.search(query ?? '', { ...asked, limit: 0, filters: {} }) : found;
  const now = performance.now();
  return {
    results: results(client, found, asked),
    unfilteredResultCount: all.total,
    filters: counts(found.facets),
    totalFilters: counts(all.facets),
    timings: { preload: ready - started, search: now - ready, total: now - started },
  };
}

/** Waits for a pause; `null` when another call came meanwhile. */
export async function debouncedSearch(query: string | null, given: PagefindSearchOptions = {}, pauseMs = 300): Promise<PagefindSearchResults | null> {
  lastDebounced += 1;
  const mine = lastDebounced;
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  if (mine !== lastDebounced) return null;
  const found = await search(query, given);
  return mine === lastDebounced ? found : null;
}

function folder(): string | undefined {
  return settings.basePath ?? settings.bundlePath;
}

function opened(): Promise<Search> {
  opening ??= openAgain().catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

async function openAgain(): Promise<Search> {
  const src = folder();
  if (src === undefined) throw new KhongdauError('BAD_OPTIONS', "khongdau/pagefind: where is the index? options({ basePath: '/search/' })");
  const where: OpenOptions = { src, runtime: settings.noWorker ? 'main' : 'auto' };
  return open(where);
}

/** Every document found, though only the first page of them is known yet. */
function results(client: Search, { query, total, hits }: SearchResults, asked: SearchOptions): PagefindSearchResult[] {
  const pages = new Map([[0, Promise.resolve(hits)]]);
  const pageOf = (position: number): Promise<readonly Hit[]> => {
    const offset = position - (position % PAGE);
    const page = pages.get(offset) ?? client.search(query, { ...asked, offset, facets: false }).then((found) => found.hits);
    pages.set(offset, page);
    return page;
  };
  return Array.from({ length: total }, (_, position) => ({
    id: hits[position]?.id ?? `#${position}`,
    // Of later ones it is only known that they have no more.
    score: (hits[position] ?? hits[hits.length - 1])?.score ?? 0,
    words: [],
    data: async () => fragment(client, (await pageOf(position))[position % PAGE]),
  }));
}

async function fragment(client: Search, hit: Hit | undefined): Promise<PagefindSearchFragment> {
  if (!hit) throw new KhongdauError('INTERNAL', 'the index has fewer documents than it says');
  const { id, title, date, source, snippet } = hit;
  const article = await client.article(id);
  const year = date?.slice(0, 4);
  return {
    url: address(hit),
    raw_url: hit.url,
    content: article?.paragraphs.map(({ text }) => text).join('\n') ?? '',
    excerpt: toHtml(snippet),
    plain_excerpt: snippet.text,
    meta: { title: title.text, ...(date && { date }), ...(source && { source }) },
    filters: { ...(source && { source: [source] }), ...(year && { year: [year] }) },
    sub_results: [],
    anchors: [],
    locations: [],
    weighted_locations: [],
    word_count: 0,
  };
}

function address({ url, snippet: { text, ranges } }: Hit): string {
  const { baseUrl = '', highlightParam } = settings;
  const safe = link(url);
  const whole = /^https?:/.test(safe) || !baseUrl ? safe : `${baseUrl.replace(/\/$/, '')}/${safe.replace(/^\//, '')}`;
  if (!highlightParam || !ranges.length || !whole) return whole;
  const words = new Set(ranges.map(([start, end]) => text.slice(start, end)));
  const parameters = [...words].map((word) => `${encodeURIComponent(highlightParam)}=${encodeURIComponent(word)}`).join('&');
  const [path = '', ...hash] = whole.split('#');
  return [path + (path.includes('?') ? '&' : '?') + parameters, ...hash].join('#');
}

/** The engine says what it does not know. */
function ours(given: PagefindSearchOptions['filters']): Filters {
  return { ...given } as Filters;
}

function counts(facets: Facets | undefined): PagefindFilterCounts {
  return { ...facets } as PagefindFilterCounts;
}
