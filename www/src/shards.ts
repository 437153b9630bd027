/**
 * The files of a sharded index: fetched when a question needs them, side by side, each once.
 *
 * The engine cannot wait. It answers as far as it can and says which files it lacked; they are
 * fetched and given to it, and it is asked again, until nothing is missing: usually twice, for the
 * words of a query and for the articles it finds.
 */
import type { Answer, Engine, Question, Shard } from './engine/host.ts';
import { KhongdauError } from './error.ts';
import type { ReadFile } from './manifest.ts';

/** Rounds of a question at most: more would mean that an index asks for what it has. */
const MOST_ROUNDS = 20;
/** Before a file that the network lost is asked for once more, in ms. */
const PAUSE = 400;

export class Shards {
  private readonly engine: Engine;
  private readonly index: number;
  private readonly read: ReadFile;
  /** Files on their way into the engine, by address. */
  private readonly coming = new Map<string, Promise<void>>();

  constructor(engine: Engine, index: number, read: ReadFile) {
    this.engine = engine;
    this.index = index;
    this.read = read;
  }

  /** Asks until nothing is missing, or nobody waits for the answer any more. */
  async ask(question: Question, args: readonly unknown[], signal: AbortSignal | undefined): Promise<Answer> {
    let timeMs = 0;
    for (let round = 0; round < MOST_ROUNDS && !signal?.aborted; round += 1) {
      const found = await this.engine.ask(this.index, question, args);
      timeMs += found.timeMs;
      if (!found.missing.length) return { ...found, timeMs };
      await this.bring(found.missing);
    }
    if (signal?.aborted) throw new KhongdauError('ABORTED', 'stopped by the caller');
    throw new KhongdauError('BAD_INDEX', 'the index asks for files that it has');
  }

  /** Asks a question and fetches nothing for it. */
  warm(): void {
    this.engine.ask(this.index, 'search', ['a', { limit: 1 }]).catch(() => {});
  }

  /** Sees to it that the engine has these files. */
  private async bring(paths: readonly string[]): Promise<void> {
    const wanted = paths.filter((path) => !this.coming.has(path));
    if (wanted.length) {
      const arriving = this.fetchAll(wanted);
      for (const path of wanted) this.coming.set(path, arriving);
      // What is there is not asked for again; what failed is tried again.
      const done = (): void => wanted.forEach((path) => this.coming.delete(path));
      arriving.then(done, done);
    }
    await Promise.all(paths.map((path) => this.coming.get(path)));
  }

  private async fetchAll(paths: readonly string[]): Promise<void> {
    const shards = await Promise.all(paths.map(async (path): Promise<Shard> => [path, await this.fetchOne(path)]));
    await this.engine.provide(this.index, shards);
  }

  private async fetchOne(path: string): Promise<Uint8Array> {
    try {
      return await this.read(path);
    } catch (error) {
      const { code, message } = KhongdauError.from(error);
      if (code === 'NOT_FOUND') throw new KhongdauError('NOT_FOUND', `${message}; the index was replaced meanwhile, or not uploaded whole: load the page again`, error);
      if (code !== 'NETWORK') throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      return this.read(path);
    }
  }
}
