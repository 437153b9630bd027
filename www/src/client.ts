/**
 * The typed client: loads the engine, asks it, and turns every failure into a
 * `KhongdauError`. It knows nothing of the page; `element.ts` is the part that shows things.
 */
import init, { SearchIndex } from './wasm/khongdau.js';
import { KhongdauError } from './error.ts';
import type { Marked } from './marked.ts';

/** Where the engine's module comes from. */
export type WasmSource = string | URL | Response | BufferSource | WebAssembly.Module;

export interface OpenOptions {
  /**
   * The engine; by default `khongdau_bg.wasm` beside this script. A page has one engine: the
   * first successful `open` decides.
   */
  wasm?: WasmSource;
  /** An index file; by default the index inside the module. */
  index?: Uint8Array;
  signal?: AbortSignal;
}

export interface SearchOptions {
  /** How many hits at most; default 10. */
  limit?: number;
  /** How many of the best hits to pass over; default 0. */
  offset?: number;
  /** Whether the last syllable may be the beginning of one; default true. */
  prefix?: boolean;
  /** Search for the very words typed: no Telex, no typos, no other names; default false. */
  literal?: boolean;
  /**
   * Which accents count. `auto` (default): those that were typed, and without any, none.
   * `exact`: every word as typed. `ignore`: none.
   */
  marks?: 'auto' | 'exact' | 'ignore';
  /** Newer articles count for more; by default age does not matter. */
  recency?: Recency;
  signal?: AbortSignal;
}

export interface Recency {
  /** Age in days at which an article counts half as much as a new one. */
  halfLifeDays: number;
  /** `YYYY-MM-DD`; by default today, by the clock of the visitor. */
  today?: string;
}

export interface Hit {
  readonly id: string;
  /** Where it is read, as the index says; see `safeUrl` before following it. May be empty. */
  readonly url: string;
  readonly title: Marked;
  /** `YYYY-MM-DD` */
  readonly date?: string;
  readonly source?: string;
  readonly score: number;
  readonly snippet: Marked;
}

/**
 * The answer to a query, and what was made of it: nothing is read otherwise in silence. The
 * lists are empty when the query was taken as it stands.
 */
export interface SearchResults {
  readonly query: string;
  /** How many documents match, shown or not. */
  readonly total: number;
  /** Best first. */
  readonly hits: readonly Hit[];
  /** Words that were read as something else, in the order typed. */
  readonly understood: readonly Understood[];
  /**
   * The query in proper Vietnamese, where that is certain and not what was typed: what stands
   * behind “Ý bạn là”. `cong nghiep` gives `công nghiệp`.
   */
  readonly corrected?: string;
  /** Other names that were searched for too. */
  readonly alsoSearched: readonly AlsoSearched[];
  /** Words, as typed, that no document has. */
  readonly unmatched: readonly string[];
  /** What had to be lifted for there to be hits at all, in this order. */
  readonly relaxed: readonly Relaxed[];
  /** Time inside the engine, in milliseconds, as exact as the browser's clock allows. */
  readonly timeMs: number;
}

/** A part of the query that was read as something else. */
export interface Understood {
  /** As typed: `nghieepj`. */
  readonly typed: string;
  /** As understood: `nghiệp`. */
  readonly meant: string;
  readonly how: How;
}

/**
 * How words were understood: as the keys of Telex or VNI, as a typo, as several words without
 * the blanks between, as one word with a blank inside.
 */
export type How = 'telex' | 'vni' | 'typo' | 'split' | 'joined';

export interface AlsoSearched {
  /** As typed: `KCN`. */
  readonly typed: string;
  /** What it stands for, or what stands for it: `khu công nghiệp`. */
  readonly also: string;
}

/**
 * A restriction that was lifted: phrases were searched for as free words, words meant for
 * titles everywhere, unknown words by their beginnings.
 */
export type Relaxed = 'phrases' | 'title' | 'beginnings';

/** A query that a reader may be about to type, to be searched for as it is. */
export interface Suggestion {
  readonly text: string;
  /** Words that follow each other in the articles, or a passage of a title. */
  readonly kind: 'completion' | 'title';
}

/** Why an article has the score it has. */
export interface Explanation {
  readonly score: number;
  /** The score is the sum of theirs. */
  readonly parts: readonly ScorePart[];
}

export interface ScorePart {
  /** For people, and may change: `word cong`, `pair cong nghiep`, `title run`. */
  readonly what: string;
  readonly score: number;
}

export interface Article {
  readonly id: string;
  readonly url: string;
  readonly title: Marked;
  /** `YYYY-MM-DD` */
  readonly date?: string;
  readonly source?: string;
  readonly paragraphs: readonly Marked[];
  /** Which paragraph answers the query best, if one does. */
  readonly bestParagraph?: number;
}

export interface Info {
  readonly formatVersion: number;
  readonly analyzerVersion: number;
  readonly documents: number;
  readonly terms: number;
  readonly tokens: number;
  /** Size of the index. */
  readonly bytes: number;
}

/** What `<khongdau-search>` asks; `Search` is the one implementation here. */
export interface SearchEngine {
  readonly info: Info;
  search(query: string, options?: SearchOptions): Promise<SearchResults>;
  /** What may be typed next, most likely first; at most 5 unless `limit` says otherwise. */
  suggest(text: string, limit?: number): Promise<readonly Suggestion[]>;
  /** The article, highlighted for `query`; `undefined` when there is none with this id. */
  article(id: string, query?: string): Promise<Article | undefined>;
  close(): void;
}

/** Loads the engine if need be, and opens an index. Call it as often as you like. */
export async function open(options: OpenOptions = {}): Promise<Search> {
  const { wasm, index, signal } = options;
  await unlessAborted(loadEngine(wasm), signal);
  try {
    return new Search(index ? SearchIndex.open(index) : SearchIndex.embedded());
  } catch (error) {
    throw KhongdauError.from(error);
  }
}

/** An open index. */
export class Search implements SearchEngine {
  readonly info: Info;
  private index: SearchIndex | undefined;

  /** Use `open`. */
  constructor(index: SearchIndex) {
    this.index = index;
    this.info = index.info() as Info;
  }

  async search(query: string, options: SearchOptions = {}): Promise<SearchResults> {
    const start = performance.now();
    const found = this.ask(options.signal, (index) => index.search(query, engineOptions(options))) as Omit<SearchResults, 'timeMs'>;
    return { ...found, timeMs: performance.now() - start };
  }

  async suggest(text: string, limit?: number): Promise<readonly Suggestion[]> {
    return this.ask(undefined, (index) => index.suggest(text, limit)) as readonly Suggestion[];
  }

  /** Why the article with this id has its score; `undefined` when it is not among the best. */
  async explain(query: string, id: string, options: SearchOptions = {}): Promise<Explanation | undefined> {
    return this.ask(options.signal, (index) => index.explain(query, id, engineOptions(options))) as Explanation | undefined;
  }

  async article(id: string, query?: string): Promise<Article | undefined> {
    return this.ask(undefined, (index) => index.article(id, query)) as Article | undefined;
  }

  /** Frees the index; questions after this are refused with `ABORTED`. */
  close(): void {
    this.index?.free();
    this.index = undefined;
  }

  private ask(signal: AbortSignal | undefined, question: (index: SearchIndex) => unknown): unknown {
    if (!this.index || signal?.aborted) throw aborted();
    try {
      return question(this.index);
    } catch (error) {
      throw KhongdauError.from(error);
    }
  }
}

/** The engine has no clock. */
function engineOptions(options: SearchOptions): SearchOptions {
  const { recency } = options;
  return recency ? { ...options, recency: { ...recency, today: recency.today ?? today() } } : options;
}

function today(): string {
  const now = new Date();
  now.setMinutes(now.getMinutes() - now.getTimezoneOffset());
  return now.toISOString().slice(0, 10);
}

let engine: Promise<unknown> | undefined;

/** The engine, loaded once; after a failure the next call tries again. */
function loadEngine(source: WasmSource = new URL('khongdau_bg.wasm', import.meta.url)): Promise<unknown> {
  engine ??= instantiate(source).catch((error) => {
    engine = undefined;
    throw error;
  });
  return engine;
}

async function instantiate(source: WasmSource): Promise<void> {
  if (typeof WebAssembly !== 'object') throw new KhongdauError('CSP_WASM', 'this browser has WebAssembly switched off');
  try {
    await init({ module_or_path: await compile(source) });
  } catch (error) {
    throw await loadFailure(error);
  }
}

async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  return compileResponse(source instanceof Response ? source : await download(source));
}

/**
 * Streams only when the type is exactly right: `compileStreaming` refuses anything else, and to
 * try and fall back would download twice.
 */
async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw new KhongdauError('NOT_FOUND', `${response.url}: the server answered ${response.status}`);
  const streams = 'compileStreaming' in WebAssembly && response.headers.get('content-type') === 'application/wasm';
  if (streams) return WebAssembly.compileStreaming(response);
  const bytes = await response.arrayBuffer();
  if (!isWasm(bytes)) throw new KhongdauError('NOT_FOUND', `${response.url}: the server sent something that is not WebAssembly`);
  return WebAssembly.compile(bytes);
}

async function download(url: string | URL): Promise<Response> {
  try {
    return await fetch(url);
  } catch (error) {
    throw new KhongdauError('NETWORK', `${url}: not reached`, error);
  }
}

function isWasm(bytes: ArrayBuffer): boolean {
  return bytes.byteLength >= 8 && new DataView(bytes).getUint32(0) === 0x0061736d;
}

async function loadFailure(error: unknown): Promise<KhongdauError> {
  if (error instanceof KhongdauError) return error;
  if (!(await runsWasm())) return new KhongdauError('CSP_WASM', "the page's content security policy needs 'wasm-unsafe-eval'", error);
  return new KhongdauError('NETWORK', 'the engine arrived incomplete or damaged', error);
}

/** Really runs the smallest module: `validate` is never blocked, and some browsers block late. */
function runsWasm(): Promise<boolean> {
  return WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(
    () => true,
    () => false,
  );
}

function aborted(): KhongdauError {
  return new KhongdauError('ABORTED', 'stopped by the caller');
}

/** `work`, or `ABORTED` as soon as the signal says so; shared work itself goes on. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(aborted());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    work.then(resolve, reject).then(() => signal.removeEventListener('abort', stop));
  });
}
