// What callers write, and what they must not.
import { type Hit, type Info, KhongdauError, type Marked, open, type Search, toFragment, toHtml } from 'khongdau';
import { open as openInline } from 'khongdau/inline';
import { open as openSlim } from 'khongdau/slim';
import { fold } from 'khongdau/fold';
import { type InstantSearchClient, instantSearchClient } from 'khongdau/instantsearch';
import * as pagefind from 'khongdau/pagefind';

const search: Search = await open({ src: '/tim-kiem/', runtime: 'worker', signal: new AbortController().signal });
const { total, hits, facets } = await search.search('cong nghiep', { limit: 5, filters: { source: ['a', 'b'], year: '2024', from: '2024-01-01' }, facets: true });
const first: Hit | undefined = hits[0];
const title: Marked | undefined = first?.title;
const html: string = title ? toHtml(title) : '';
const fragment: DocumentFragment | undefined = title && toFragment(title);
const counts: number | undefined = facets?.source?.['a'];
const runtime: Info['runtime'] = search.info.runtime;
const folded: string = fold('Đường phố');
const client: InstantSearchClient = instantSearchClient(open());
await openInline({ index: new Uint8Array() });
await openSlim({ wasm: fetch('/engine.wasm') });
await pagefind.options({ basePath: '/tim-kiem/' });
const found = await pagefind.search('cong nghiep', { filters: { source: 'a' } });
const excerpt: string | undefined = (await found?.results[0]?.data())?.excerpt;

try {
  search.close();
} catch (error) {
  if (error instanceof KhongdauError && error.code === 'CSP_WASM') console.log(error.message);
}

// @ts-expect-error: there is no such option.
await search.search('a', { limits: 5 });
// @ts-expect-error: nor such a place.
await open({ runtime: 'cloud' });
// @ts-expect-error: it needs an engine.
await openSlim({ src: '/' });

export { client, counts, excerpt, folded, fragment, html, runtime, total };
