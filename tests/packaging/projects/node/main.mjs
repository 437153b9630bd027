// What a build script does: `node main.mjs folder file`.
import { KhongdauError, open, toHtml } from 'khongdau';
import { instantSearchClient } from 'khongdau/instantsearch';
import { readFile } from 'node:fs/promises';

const [folder, file] = process.argv.slice(2);
const answers = [];
for (const where of [{ src: folder }, { src: new URL(`file://${folder}`) }, { index: await readFile(file) }]) {
  const search = await open(where);
  const { hits } = await search.search('cong nghiep', { limit: 1 });
  answers.push({ first: hits[0].id, runtime: search.info.runtime, title: toHtml(hits[0].title) });
}
const search = await open({ src: folder });
const [{ message }, closed] = [await failure(open({ src: '/nowhere' })), await failure((search.close(), search.search('a')))];

const client = instantSearchClient(open({ src: folder }));
const params = { query: 'cong nghiep', hitsPerPage: 2, page: 1, facets: ['*'], facetFilters: [['year:2023', 'year:2024']] };
const { results } = await client.search([
  { indexName: 'a', params },
  { indexName: 'b', ...params, page: 0, highlightPreTag: '__ais-highlight__', highlightPostTag: '__/ais-highlight__' },
  { indexName: 'c', params: { query: 'cong nghiep', facetFilters: ['year:2023', 'year:2024'] } },
]);
console.log(JSON.stringify({ answers, missing: /nowhere/.test(message), closed: closed instanceof KhongdauError && closed.code, results }));

function failure(promise) {
  return promise.then(() => undefined, (error) => error);
}
