/** Questions and answers: waits for a pause in typing, and drops every answer but the last one's. */
import type { SearchEngine, SearchOptions, SearchResults, Suggestion } from './client.ts';
import type { Source } from './events.ts';

/** An answer that takes longer than this, in ms, is said to be under way. */
const SLOW_AFTER = 400;

/** One question. */
export interface Question {
  readonly query: string;
  readonly source: Source;
  /** How many results the reader has already. */
  readonly offset: number;
}

/** Who asks. */
export interface Asker {
  load(): Promise<SearchEngine>;
  /** How to ask, and how many suggestions are wanted. */
  optionsFor(question: Question): SearchOptions & { suggestions: number };
  /** The engine is there, and is asked now. */
  began(question: Question): void;
  answered(question: Question, result: SearchResults, suggestions: readonly Suggestion[]): void;
  /** There is nothing to ask. */
  emptied(source: Source): void;
  setSlow(slow: boolean): void;
  /** The engine could not answer; that it could not be loaded is said elsewhere. */
  refused(error: unknown): void;
}

export class Asking {
  /** The query being answered, or already answered. */
  query = '';
  private readonly asker: Asker;
  /** Counts questions. */
  private generation = 0;
  private source: Source = 'type';
  private typing = 0;
  private slow = 0;

  constructor(asker: Asker) {
    this.asker = asker;
  }

  /** Whether the answer to what was typed last is still to be asked for. */
  get isWaiting(): boolean {
    return this.typing !== 0;
  }

  /** Asks in `delay` ms, unless something else is asked before. */
  ask(query: string, source: Source, delay = 0): void {
    this.forget();
    this.query = query;
    this.source = source;
    if (delay) this.typing = setTimeout(() => void this.run(0), delay);
    else void this.run(0);
  }

  /** Asks now what was to be asked after the pause. */
  hurry(): void {
    this.ask(this.query, 'enter');
  }

  /** Asks for the results after the first `offset`. */
  more(offset: number): void {
    this.forget();
    void this.run(offset);
  }

  /** Drops the question under way, if any. */
  forget(): void {
    this.generation += 1;
    clearTimeout(this.typing);
    clearTimeout(this.slow);
    this.typing = 0;
  }

  private async run(offset: number): Promise<void> {
    const { asker, generation, source } = this;
    const question = { query: this.query, source, offset };
    this.typing = 0;
    if (!/\S/.test(question.query)) return this.empty();
    this.slow = setTimeout(() => asker.setSlow(true), SLOW_AFTER);
    const engine = await asker.load().catch(() => undefined);
    if (generation !== this.generation) return;
    try {
      if (engine) await this.put(engine, question);
    } catch (error) {
      if (generation === this.generation) asker.refused(error);
    }
    if (generation === this.generation) this.rest();
  }

  private empty(): void {
    this.asker.emptied(this.source);
    this.rest();
  }

  private async put(engine: SearchEngine, question: Question): Promise<void> {
    const { asker, generation } = this;
    if (!question.offset) asker.began(question);
    const { suggestions: limit, ...options } = asker.optionsFor(question);
    const wanted = limit && !question.offset;
    const [result, suggestions] = await Promise.all([engine.search(question.query, options), wanted ? engine.suggest(question.query, { limit }) : []]);
    if (generation === this.generation) asker.answered(question, result, suggestions);
  }

  private rest(): void {
    clearTimeout(this.slow);
    this.asker.setSlow(false);
  }
}
