/**
 * The answers of several indexes to one question, as one.
 *
 * Scores of two indexes can be compared but for two things, which are put right here: a document
 * that has all words of a query is lifted by the highest score of its own index; and an index that
 * does not know a word finds documents complete that lack it.
 */
import type { Counts, Facets, Hit, SearchOptions, SearchResults, Suggestion, Unavailable } from './client.ts';

/** An answer, and the number of the index that it came from. */
export interface Part<Answer> {
  readonly index: number;
  readonly answer: Answer;
}

/** A hit in the order of all. */
interface Placed {
  readonly hit: Hit;
  readonly lift: number;
}

/** One answer of several, each of which has the hits from the first on. */
export function mergeResults(query: string, parts: ReadonlyArray<Part<SearchResults>>, options: SearchOptions, unavailable: readonly Unavailable[]): SearchResults {
  const { offset = 0, limit = 10, sort = 'relevance' } = options;
  const kept = leastRelaxed(parts);
  const placed = sort === 'relevance' ? byScore(kept) : byDate(kept);
  const hits = placed.map(({ hit }) => hit);
  const answers = kept.map(({ answer }) => answer);
  const corrected = correctedBy(kept, hits[0]);
  const facets = answers.flatMap(({ facets }) => (facets ? [facets] : []));
  return {
    query,
    total: sum(answers.map(({ total }) => total)),
    ...(answers.some(({ totalIsLowerBound }) => totalIsLowerBound) && { totalIsLowerBound: true as const }),
    hits: hits.slice(offset, offset + limit),
    understood: unique(withHits(answers).flatMap(({ understood }) => understood)),
    ...(corrected !== undefined && { corrected }),
    alsoSearched: unique(answers.flatMap(({ alsoSearched }) => alsoSearched)),
    unmatched: (answers[0]?.unmatched ?? []).filter((word) => answers.every(({ unmatched }) => unmatched.includes(word))),
    relaxed: answers[0]?.relaxed ?? [],
    lift: highest(kept),
    ...(facets.length > 0 && { facets: mergeFacets(facets) }),
    ...(unavailable.length > 0 && { unavailable }),
    timeMs: sum(parts.map(({ answer }) => answer.timeMs)),
  };
}

/** How many articles have each value, in all of them. */
export function mergeFacets(all: readonly Facets[]): Facets {
  const byName = new Map<string, Counts[]>();
  for (const [name, counts] of all.flatMap((facets) => Object.entries(facets))) byName.set(name, [...(byName.get(name) ?? []), counts ?? {}]);
  return Object.fromEntries([...byName].map(([name, counts]) => [name, added(counts)]));
}

/** The first of each, then the second of each, none twice. */
export function mergeSuggestions(all: ReadonlyArray<readonly Suggestion[]>, limit: number): Suggestion[] {
  const merged: Suggestion[] = [];
  const longest = Math.max(0, ...all.map(({ length }) => length));
  for (let at = 0; at < longest; at += 1) {
    for (const suggestions of all) {
      const next = suggestions[at];
      if (next && !merged.some(({ text }) => text === next.text)) merged.push(next);
    }
  }
  return merged.slice(0, limit);
}

/** Where an index has the phrase, what others have without it is no answer. */
function leastRelaxed(parts: ReadonlyArray<Part<SearchResults>>): ReadonlyArray<Part<SearchResults>> {
  const found = parts.filter(({ answer }) => answer.total);
  const least = Math.min(...found.map(({ answer }) => answer.relaxed.length));
  return found.length ? parts.filter(({ answer }) => !answer.total || answer.relaxed.length === least) : parts;
}

/** By score as if all had been lifted alike; ties in the order of the indexes. */
function byScore(parts: ReadonlyArray<Part<SearchResults>>): Placed[] {
  const placed = parts.flatMap(({ index, answer }) => {
    const factor = isStrained(answer, parts) || !answer.lift ? 0 : highest(parts) / answer.lift;
    return answer.hits.map((hit) => {
      const own = hit.lift ?? 0;
      const lift = own * factor;
      return { hit: { ...hit, index, score: hit.score - own + lift, lift }, lift };
    });
  });
  return placed.sort((a, b) => b.hit.score - a.hit.score);
}

function highest(parts: ReadonlyArray<Part<SearchResults>>): number {
  return Math.max(0, ...parts.map(({ answer }) => answer.lift ?? 0));
}

/** By date among those that have as many of the words as any. */
function byDate(parts: ReadonlyArray<Part<SearchResults>>): Placed[] {
  const placed = parts.flatMap(({ index, answer }) => {
    const factor = isStrained(answer, parts) ? 0 : 1;
    return answer.hits.map((hit) => ({ hit: { ...hit, index }, lift: (hit.lift ?? 0) * factor }));
  });
  const most = Math.max(...placed.map(({ lift }) => lift));
  return placed.filter(({ lift }) => lift === most).sort((a, b) => b.hit.score - a.hit.score);
}

/** Whether an index had to leave out or guess words that another has. */
function isStrained(answer: SearchResults, parts: ReadonlyArray<Part<SearchResults>>): boolean {
  return strain(answer) > Math.min(...withHits(parts.map((part) => part.answer)).map(strain));
}

function strain({ unmatched, understood }: SearchResults): number {
  return unmatched.length + understood.filter(({ how }) => how === 'typo').length;
}

function withHits(answers: readonly SearchResults[]): SearchResults[] {
  return answers.filter(({ total }) => total);
}

/** As the index of the best hit spells it. */
function correctedBy(parts: ReadonlyArray<Part<SearchResults>>, best: Hit | undefined): string | undefined {
  return parts.find(({ index }) => index === best?.index)?.answer.corrected ?? parts.find(({ answer }) => answer.corrected !== undefined)?.answer.corrected;
}

function added(all: readonly Counts[]): Counts {
  const counts = new Map<string, number>();
  for (const [value, count] of all.flatMap((one) => Object.entries(one))) counts.set(value, (counts.get(value) ?? 0) + count);
  return Object.fromEntries(counts);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

/** Each once, the first of those that say the same. */
function unique<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
