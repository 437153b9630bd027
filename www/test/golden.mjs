// The golden queries of the repository: `{ query, kind, first }`.
import { readFileSync } from 'node:fs';

export const golden = readFileSync(new URL('../../tests/queries/seeds.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.trim())
  .map((line) => JSON.parse(line));
