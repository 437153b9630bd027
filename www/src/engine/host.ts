/**
 * The engine on the thread where this runs, page or worker: starts it once, keeps the indexes
 * that are open in it, and answers calls. It reads no files; who calls brings the bytes.
 */
import { KhongdauError } from '../error.ts';
import { SearchIndex, startWith } from './glue.js';
import { inflate } from './inflate.ts';

/** What the engine is started from: WebAssembly, or the script of its JavaScript build. */
export type EngineSource = { readonly wasm: BufferSource | WebAssembly.Module } | { readonly nowasm: string };

/** The questions that an open index answers, by the names of the class in Rust. */
export type Question = 'search' | 'suggest' | 'explain' | 'article' | 'facets';

/** What can be asked of a host, near or far. */
export interface Engine {
  start(source: EngineSource): Promise<void>;
  /** Opens the bytes of an index, or without bytes the index inside the module. */
  open(index?: Uint8Array): Promise<Opened>;
  ask(index: number, question: Question, args: readonly unknown[]): Promise<Answer>;
  /** Takes in files that were missing. */
  provide(index: number, shards: readonly Shard[]): Promise<void>;
  close(index: number): Promise<void>;
}

export interface Opened {
  /** To be named in `ask` and `close`. */
  readonly index: number;
  readonly info: unknown;
}

/** A file of a sharded index, as it came: its address in the folder, and its compressed bytes. */
export type Shard = readonly [path: string, content: Uint8Array];

export interface Answer {
  /** Not to be used where files are missing. */
  readonly answer: unknown;
  /** Files of a sharded index that the question needs and that are not there. */
  readonly missing: readonly string[];
  /** Time inside the engine, in ms, as exact as the browser's clock allows. */
  readonly timeMs: number;
}

/** A script of the JavaScript build leaves this in `khongdau.nowasm`. */
type Nowasm = (imports: WebAssembly.Imports) => object;

export class Host implements Engine {
  private readonly indexes = new Map<number, SearchIndex>();
  private next = 0;
  private starting: Promise<void> | undefined;
  private readonly runScript: (url: string) => Promise<void> | void;

  /** `runScript` runs a classic script on this thread. */
  constructor(runScript: (url: string) => Promise<void> | void) {
    this.runScript = runScript;
  }

  /** A thread has one engine: the first that starts. */
  start(source: EngineSource): Promise<void> {
    this.starting ??= ('wasm' in source ? startWasm(source.wasm) : this.startNowasm(source.nowasm)).catch((error) => {
      this.starting = undefined;
      throw error;
    });
    return this.starting;
  }

  async open(bytes?: Uint8Array): Promise<Opened> {
    const content = bytes && (await inflate(bytes));
    const opened = attempt(() => (content ? SearchIndex.open(content) : SearchIndex.embedded()));
    this.next += 1;
    this.indexes.set(this.next, opened);
    return { index: this.next, info: opened.info() };
  }

  async ask(index: number, question: Question, args: readonly unknown[]): Promise<Answer> {
    const asked = this.indexes.get(index);
    if (!asked) throw new KhongdauError('ABORTED', 'this search was closed');
    const start = performance.now();
    const answer = attempt(() => (asked[question] as (...args: unknown[]) => unknown).call(asked, ...args));
    return { answer, missing: asked.missing(), timeMs: performance.now() - start };
  }

  async provide(index: number, shards: readonly Shard[]): Promise<void> {
    const contents = await Promise.all(shards.map(async ([path, content]) => [path, await inflate(content)] as const));
    const open = this.indexes.get(index);
    for (const [path, content] of contents) attempt(() => open?.provide(path, content));
  }

  async close(index: number): Promise<void> {
    this.indexes.get(index)?.free();
    this.indexes.delete(index);
  }

  private async startNowasm(url: string): Promise<void> {
    try {
      await this.runScript(url);
    } catch (error) {
      throw new KhongdauError('NOT_FOUND', `${url}: not loaded`, error);
    }
    const build = (globalThis as { khongdau?: { nowasm?: Nowasm } }).khongdau?.nowasm;
    if (!build) throw new KhongdauError('NOT_FOUND', `${url}: is not the engine`);
    await startWith((imports) => ({ exports: build(imports) }));
  }
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw KhongdauError.from(error);
  }
}

async function startWasm(source: BufferSource | WebAssembly.Module): Promise<void> {
  if (typeof WebAssembly !== 'object') throw new KhongdauError('CSP_WASM', 'this browser has WebAssembly switched off');
  try {
    const module = source instanceof WebAssembly.Module ? source : await WebAssembly.compile(source);
    await startWith((imports) => WebAssembly.instantiate(module, imports));
  } catch (error) {
    if (!(await runsWasm())) throw new KhongdauError('CSP_WASM', "the page's content security policy needs 'wasm-unsafe-eval'", error);
    throw new KhongdauError('NETWORK', 'the engine arrived incomplete or damaged', error);
  }
}

/** Really runs the smallest module: `validate` is never blocked, and some browsers block late. */
function runsWasm(): Promise<boolean> {
  return WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(
    () => true,
    () => false,
  );
}
