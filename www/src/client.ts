/**
 * The typed client: opens an index on an engine, near or in a worker, asks it, and turns every
 * failure into a `KhongdauError`. It knows nothing of the page; `element.ts` is the part that
 * shows things, `deliveries/` says where files come from.
 */
import { KhongdauError, type KhongdauErrorCode } from './error.ts';
import type { Engine, Question } from './engine/host.ts';
import { climb, type EngineFiles, type Runtime, type RuntimeChoice, type Started } from './engine/ladder.ts';
import type { Marked } from './marked.ts';
import { readIndex, type OpenFolder, type ReadFile } from './manifest.ts';
import { openSeveral } from './several.ts';
import { Shards } from './shards.ts';

export type { Runtime, RuntimeChoice };

/** Where the engine's module comes from. */
export type WasmSource = string | URL | Response | BufferSource | WebAssembly.Module | PromiseLike<Response | BufferSource | WebAssembly.Module>;

export type Folder = string | URL;
export type IndexBytes = ArrayBuffer | Uint8Array;

export interface OpenOptions {
  /** The folder with `khongdau.json`, as `khongdau pack` makes it; or several, searched as one. */
  src?: Folder | readonly Folder[];
  /** Or an index file, or several. With neither, the index inside the module. The bytes are copied. */
  index?: IndexBytes | readonly IndexBytes[];
  /** The engine, when it is not to come from where this package has it. */
  wasm?: WasmSource;
  /**
   * Where the engine runs. `auto` (default) takes the best that the page allows: a worker, else the
   * page's thread; WebAssembly, else JavaScript. `worker`, `main` and `js` insist on one.
   */
  runtime?: RuntimeChoice;
  /** The worker, when it is not to come from where this package has it. */
  worker?: string | URL | (() => Worker);
  /** Instead of the global one. */
  fetch?: typeof fetch;
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
  /** Only articles that have one of these values of every facet named. */
  filters?: Filters;
  /** Whether to count the values of facets among the hits; default false. */
  facets?: boolean;
  /** The order of hits; default `relevance`. By date, those without one come last. */
  sort?: 'relevance' | 'newest' | 'oldest';
  signal?: AbortSignal;
}

export interface Filters {
  source?: string | readonly string[];
  /** `2024` */
  year?: string | readonly string[];
  /** `YYYY-MM-DD`, the first day. */
  from?: string;
  /** `YYYY-MM-DD`, the last day. */
  to?: string;
  /** Whatever else the articles state: one value, or several any of which will do. */
  [name: string]: string | readonly string[] | undefined;
}

/** How many articles have a value of a facet: `{ source: { 'Báo Bắc Ninh': 12 }, year: { 2024: 7 } }`. */
export interface Facets {
  readonly source?: Counts;
  readonly year?: Counts;
  readonly [name: string]: Counts | undefined;
}

/** How many articles have each value. */
export type Counts = Readonly<Record<string, number>>;

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
  /** What of the score is for having all words of the query. */
  readonly lift?: number;
  readonly snippet: Marked;
  /** Sections that answer the query best, in the order of the article, at most three. */
  readonly sections?: readonly SectionHit[];
  /** Where several indexes are searched, which of them has it, counted from 0. */
  readonly index?: number;
}

/** A place within an article. */
export interface SectionHit {
  /** Its heading. */
  readonly title: Marked;
  /** The article's address with `#` and the section's anchor; see `safeUrl` before following it. */
  readonly url: string;
}

/**
 * The answer to a query, and what was made of it: nothing is read otherwise in silence. The
 * lists are empty when the query was taken as it stands.
 */
export interface SearchResults {
  readonly query: string;
  /** How many documents match, shown or not. */
  readonly total: number;
  /** There where there may be more: long posting lists are read to their end for filters, facets, phrases and orders alone. */
  readonly totalIsLowerBound?: true;
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
  /** What a step towards having all words is in the `lift` of hits. */
  readonly lift?: number;
  /** Of several indexes those that could not be searched: their articles are missing here. */
  readonly unavailable?: readonly Unavailable[];
  /** Where `facets` asked for it: each counted under the filters of the others. */
  readonly facets?: Facets;
  /** Time inside the engine, in milliseconds, as exact as the browser's clock allows. */
  readonly timeMs: number;
}

/** An index that could not be searched. */
export interface Unavailable {
  /** Which of those that were asked for, counted from 0. */
  readonly index: number;
  /** As it was asked for: its folder. */
  readonly name: string;
  readonly code: KhongdauErrorCode;
  readonly message: string;
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
  /** Where the engine runs. */
  readonly runtime: Runtime;
}

/** What `<khongdau-search>` asks; `open` gives more, a `Search`. */
export interface SearchEngine {
  readonly info: Info;
  search(query: string, options?: SearchOptions): Promise<SearchResults>;
  /** What may be typed next, most likely first; at most 5 unless `limit` says otherwise. */
  suggest(text: string, options?: SuggestOptions): Promise<readonly Suggestion[]>;
  /**
   * The article, highlighted for `query`; `undefined` when there is none with this id. Of several
   * indexes the first that has it answers, unless `index` says which is to.
   */
  article(id: string, query?: string, index?: number): Promise<Article | undefined>;
  /** Has the browser compile what a search needs, where that is known to help. Fetches nothing. */
  warm?(): void;
  close(): void;
}

export interface SuggestOptions {
  limit?: number;
  signal?: AbortSignal;
}

/** An index that is open in an engine, and what to do when nobody asks it any more. */
export interface OpenIndex {
  readonly shards: Shards;
  readonly info: Info;
  release(): void;
}

/** What `open` gives. */
export interface Search extends SearchEngine {
  /** How many articles have each value of each facet. */
  filters(): Promise<Facets>;
  /** Why the article with this id has its score; `undefined` when it is not among the best. */
  explain(query: string, id: string, options?: SearchOptions): Promise<Explanation | undefined>;
}

/** One index, open. */
export class OneIndex implements Search {
  readonly info: Info;
  private open: OpenIndex | undefined;

  /** Use `open`. */
  constructor(open: OpenIndex) {
    this.open = open;
    this.info = open.info;
  }

  async search(query: string, options: SearchOptions = {}): Promise<SearchResults> {
    const { signal, ...rest } = options;
    const { answer, timeMs } = await this.ask(signal, 'search', query, engineOptions(rest));
    return { ...(answer as Omit<SearchResults, 'timeMs'>), timeMs };
  }

  async suggest(text: string, options: SuggestOptions = {}): Promise<readonly Suggestion[]> {
    const { answer } = await this.ask(options.signal, 'suggest', text, options.limit);
    return answer as readonly Suggestion[];
  }

  async filters(): Promise<Facets> {
    return (await this.ask(undefined, 'facets')).answer as Facets;
  }

  async explain(query: string, id: string, options: SearchOptions = {}): Promise<Explanation | undefined> {
    const { signal, ...rest } = options;
    return (await this.ask(signal, 'explain', query, id, engineOptions(rest))).answer as Explanation | undefined;
  }

  async article(id: string, query?: string): Promise<Article | undefined> {
    return (await this.ask(undefined, 'article', id, query)).answer as Article | undefined;
  }

  warm(): void {
    this.open?.shards.warm();
  }

  /** Frees the index, unless others search it too; questions after this are refused with `ABORTED`. */
  close(): void {
    this.open?.release();
    this.open = undefined;
  }

  private ask(signal: AbortSignal | undefined, question: Question, ...args: readonly unknown[]): ReturnType<Engine['ask']> {
    if (!this.open || signal?.aborted) return Promise.reject(aborted());
    const asked = this.open.shards.ask(question, args, signal).catch(rethrow);
    return unlessAborted(asked, signal);
  }
}

/** An index in use, and where. */
interface Opened extends Omit<OpenIndex, 'release'> {
  readonly engine: Engine;
  readonly index: number;
}

/** An open index and how many search it. */
interface Shared {
  readonly opening: Promise<Opened>;
  users: number;
}

/**
 * Opens indexes on the engine that `files` bring: one engine for each choice of where it runs, and
 * each folder once.
 */
export class Opener {
  private readonly files: EngineFiles;
  private readonly folder: OpenFolder;
  private readonly engines = new Map<RuntimeChoice, Promise<Started>>();
  private readonly shared = new Map<string, Shared>();

  constructor(files: EngineFiles, folder: OpenFolder) {
    this.files = files;
    this.folder = folder;
  }

  open(options: OpenOptions = {}): Promise<Search> {
    const { signal } = options;
    const opening = this.openAll(options);
    if (signal) opening.then((search) => signal.aborted && search.close()).catch(() => {});
    return unlessAborted(opening, signal).catch(rethrow);
  }

  private openAll(options: OpenOptions): Promise<Search> {
    const { src, index } = options;
    if (isList(index)) return openSeveral(index.map((_, at) => `#${at + 1}`), index.map((bytes) => this.openBytes(options, bytes)));
    if (index) return this.openBytes(options, index);
    if (isList(src)) return openSeveral(src.map(String), src.map((folder) => this.openFolder(options, folder)));
    return this.openFolder(options, src);
  }

  private async openBytes(options: OpenOptions, bytes: IndexBytes): Promise<Search> {
    const { engine, index, ...open } = await this.openOn(options, nothingElse, async () => new Uint8Array(bytes).slice());
    return new OneIndex({ ...open, release: () => void engine.close(index) });
  }

  private async openFolder(options: OpenOptions, src: Folder | undefined): Promise<Search> {
    const { runtime } = options;
    const key = `${runtime ?? 'auto'} ${src ?? ''}`;
    const read = src === undefined ? nothingElse : this.folder(src, options.fetch);
    const shared = this.shared.get(key) ?? { opening: this.openOn(options, read, async () => (src === undefined ? undefined : readIndex(read))), users: 0 };
    this.shared.set(key, shared);
    shared.users += 1;
    try {
      const { shards, info } = await shared.opening;
      return new OneIndex({ shards, info, release: () => this.release(key, shared) });
    } catch (error) {
      this.shared.delete(key);
      throw error;
    }
  }

  private release(key: string, shared: Shared): void {
    shared.users -= 1;
    if (shared.users) return;
    this.shared.delete(key);
    void shared.opening.then(({ engine, index }) => engine.close(index));
  }

  private async openOn({ runtime = 'auto' }: OpenOptions, shard: ReadFile, first: () => Promise<Uint8Array | undefined>): Promise<Opened> {
    // Both at once: the index arrives while the engine starts.
    const reading = first();
    reading.catch(() => {});
    const { engine, runtime: rung } = await this.start(runtime);
    const { index, info } = await engine.open(await reading);
    return { engine, index, shards: new Shards(engine, index, shard), info: { ...(info as Omit<Info, 'runtime'>), runtime: rung } };
  }

  /** After a failure the next call tries again. */
  private start(choice: RuntimeChoice): Promise<Started> {
    const known = this.engines.get(choice);
    if (known) return known;
    const starting = climb(this.files, choice);
    this.engines.set(choice, starting);
    starting.catch(() => this.engines.delete(choice));
    return starting;
  }
}

function isList<T>(given: T | readonly T[] | undefined): given is readonly T[] {
  return Array.isArray(given);
}

/** An index that is all here has no other files. */
const nothingElse: ReadFile = (name) => Promise.reject(new KhongdauError('NOT_FOUND', `${name}: this index was given without its files; open its folder with src`));

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

function rethrow(error: unknown): never {
  throw KhongdauError.from(error);
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
