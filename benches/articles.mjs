// What is searched in the benchmark, and what is typed: the seeds with the golden queries, and a
// corpus where there is one. KHONGDAU_CORPUS names its folder, as for `cargo xtask relevance`.
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { golden } from '../www/test/golden.mjs';
import { ROOT } from './folders.mjs';

/** As many queries are typed, letter by letter. */
const QUERIES = 5;
/** Typing a longer one tells nothing more. */
const LONGEST = 20;

/** The five articles of the demo: `{ id, title, text }`. */
export async function seeds() {
  const folder = join(ROOT, 'seeds');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();
  const articles = await Promise.all(names.map(async (name) => seed(name.replace(/\.txt$/, ''), await readFile(join(folder, name), 'utf8'))));
  return { name: 'seeds', articles, queries: spread(golden.filter(({ kind }) => ['plain', 'accented'].includes(kind))) };
}

function seed(id, content) {
  const [title, ...text] = content.trim().split('\n');
  return { id, title: title.trim(), text: text.join('\n').trim() };
}

/** Articles of a corpus, evenly out of all of it; undefined where there is none. */
export async function corpus(count) {
  const folder = process.env.KHONGDAU_CORPUS;
  if (!folder || !existsSync(join(folder, 'dev.jsonl.gz'))) return undefined;
  const all = lines(gunzipSync(await readFile(join(folder, 'dev.jsonl.gz'))).toString());
  const articles = Array.from({ length: Math.min(count, all.length) }, (_, at) => all[Math.floor((at * all.length) / Math.min(count, all.length))]);
  const titles = new Map(articles.map(({ id, title }) => [id, title]));
  const queries = lines(await readFile(join(folder, 'queries.jsonl'), 'utf8'));
  const asked = queries.filter(({ kind, relevant }) => ['title_plain', 'topic_auto'].includes(kind) && relevant.some((id) => titles.has(id)));
  return { name: `corpus-${articles.length}`, articles, queries: spread(asked, ({ relevant }) => relevant.flatMap((id) => titles.get(id) ?? [])) };
}

/** A few short ones from everywhere in the list, with the titles that should be found, if that is known. */
function spread(queries, right = () => undefined) {
  const short = queries.filter(({ query }) => query.length <= LONGEST);
  const count = Math.min(QUERIES, short.length);
  return Array.from({ length: count }, (_, at) => short[Math.floor((at * short.length) / count)]).map((query) => ({ query: query.query, right: right(query) }));
}

function lines(text) {
  return text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line));
}
