/** Several indexes in one engine, searched as one. */
import type { Article, Explanation, Facets, Info, Search, SearchOptions, SearchResults, Suggestion, SuggestOptions, Unavailable } from './client.ts';
import { KhongdauError } from './error.ts';
import { mergeFacets, mergeResults, mergeSuggestions, type Part } from './merge.ts';

/** An index, or why there is none. */
export type Opened = Search | KhongdauError;

export class Several implements Search {
  readonly info: Info;
  private readonly all: readonly Opened[];
  private readonly names: readonly string[];

  /** Use `open`. `names` are what they were asked for by. Throws where there is none at all. */
  constructor(all: readonly Opened[], names: readonly string[]) {
    this.all = all;
    this.names = names;
    this.info = infoOf(this.open.map(({ answer }) => answer.info), all);
  }

  async search(query: string, options: SearchOptions = {}): Promise<SearchResults> {
    const { offset = 0, limit = 10 } = options;
    const unavailable = this.unopened;
    // The best of all may all be of one.
    const parts = await this.ask((search) => search.search(query, { ...options, offset: 0, limit: offset + limit }), unavailable);
    return mergeResults(query, parts, options, unavailable);
  }

  async suggest(text: string, options: SuggestOptions = {}): Promise<readonly Suggestion[]> {
    const parts = await this.ask((search) => search.suggest(text, options), []);
    return mergeSuggestions(parts.map(({ answer }) => answer), options.limit ?? 5);
  }

  async filters(): Promise<Facets> {
    return mergeFacets((await this.ask((search) => search.filters(), [])).map(({ answer }) => answer));
  }

  async explain(query: string, id: string, options?: SearchOptions): Promise<Explanation | undefined> {
    return this.first((search) => search.explain(query, id, options));
  }

  async article(id: string, query?: string, index?: number): Promise<Article | undefined> {
    const one = index === undefined ? undefined : this.all[index];
    if (one instanceof KhongdauError) throw one;
    return one ? one.article(id, query) : this.first((search) => search.article(id, query));
  }

  warm(): void {
    for (const { answer } of this.open) answer.warm?.();
  }

  close(): void {
    for (const { answer } of this.open) answer.close();
  }

  private get open(): Array<Part<Search>> {
    return this.all.flatMap((answer, index) => (answer instanceof KhongdauError ? [] : [{ index, answer }]));
  }

  private get unopened(): Unavailable[] {
    return this.all.flatMap((error, index) => (error instanceof KhongdauError ? [this.unavailable(index, error)] : []));
  }

  private unavailable(index: number, { code, message }: KhongdauError): Unavailable {
    return { index, name: this.names[index] ?? '', code, message };
  }

  /** The answers there are; those that fail go to `unavailable`, unless all do. */
  private async ask<Answer>(question: (search: Search) => Promise<Answer>, unavailable: Unavailable[]): Promise<Array<Part<Answer>>> {
    const parts: Array<Part<Answer>> = [];
    let failed: KhongdauError | undefined;
    const asked = this.open.map(async ({ index, answer }) => {
      try {
        parts.push({ index, answer: await question(answer) });
      } catch (thrown) {
        const error = KhongdauError.from(thrown);
        // What is wrong with the question is wrong everywhere.
        if (error.code === 'ABORTED' || error.code === 'BAD_OPTIONS') throw error;
        failed ??= error;
        unavailable.push(this.unavailable(index, error));
      }
    });
    await Promise.all(asked);
    if (!parts.length && failed) throw failed;
    unavailable.sort((a, b) => a.index - b.index);
    return parts.sort((a, b) => a.index - b.index);
  }

  private async first<Answer>(question: (search: Search) => Promise<Answer | undefined>): Promise<Answer | undefined> {
    return (await this.ask(question, [])).find(({ answer }) => answer !== undefined)?.answer;
  }
}

/** Opens all at once. */
export async function openSeveral(names: readonly string[], opening: ReadonlyArray<Promise<Search>>): Promise<Several> {
  const all = await Promise.all(opening.map((one) => one.catch((error: unknown) => KhongdauError.from(error))));
  return new Several(all, names);
}

/** Sizes together; versions and where they run are those of the first. */
function infoOf([first, ...others]: readonly Info[], all: readonly Opened[]): Info {
  if (!first) throw all[0] ?? new KhongdauError('BAD_OPTIONS', 'open() was given an empty list of indexes');
  const add = (name: 'documents' | 'terms' | 'tokens' | 'bytes'): number => others.reduce((sum, info) => sum + info[name], first[name]);
  return { ...first, documents: add('documents'), terms: add('terms'), tokens: add('tokens'), bytes: add('bytes') };
}
