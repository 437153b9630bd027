// The golden queries of the repository: `{ query, kind, first }`.
import { readFileSync } from 'node:fs';

const linesOf = (name) =>
  readFileSync(new URL(`../../tests/queries/${name}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line));

export const golden = linesOf('seeds');

/** Those that have to be understood first: Telex, typos, short forms, and the like. */
export const understood = linesOf('seeds-understood');
