/** Files of a folder on a server. */
import { KhongdauError, type KhongdauErrorCode } from './error.ts';
import type { ReadFile, ReadOptions } from './manifest.ts';

/** As much of `fetch` as is needed. */
export type Fetch = (url: string, options?: RequestInit) => Promise<Response>;

/** Reads files beside `base`. */
export function fetched(base: string | URL, fetch: Fetch = globalThis.fetch.bind(globalThis)): ReadFile {
  const folder = asFolder(base);
  return async (name, options = {}) => {
    const url = new URL(name, folder);
    const response = await ask(fetch, url, options);
    if (!response.ok) throw new KhongdauError('NOT_FOUND', `${url}: the server answered ${response.status}`);
    return new Uint8Array(await finished(response, url));
  };
}

/** `/tim-kiem` and `/tim-kiem/` are the same folder; relative to the page. */
export function asFolder(base: string | URL): URL {
  const url = new URL(base, typeof document === 'object' ? document.baseURI : undefined);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

async function ask(fetch: Fetch, url: URL, { integrity, fresh }: ReadOptions): Promise<Response> {
  try {
    return await fetch(url.href, { ...(integrity && { integrity }), ...(fresh && { cache: 'no-cache' as const }) });
  } catch (error) {
    throw integrity ? await explain(fetch, url, error) : new KhongdauError('NETWORK', `${url}: not reached`, error);
  }
}

/** The body of an answer, which may end too soon. */
async function finished(response: Response, url: URL): Promise<ArrayBuffer> {
  try {
    return await response.arrayBuffer();
  } catch (error) {
    throw new KhongdauError('NETWORK', `${url}: arrived incomplete`, error);
  }
}

/**
 * Why a file with a hash did not arrive: browsers do not say whether the server was silent, had
 * no such file, or sent another one. What this second request brings is never used.
 */
async function explain(fetch: Fetch, url: URL, cause: unknown): Promise<KhongdauError> {
  const [code, what] = await fetch(url.href, { cache: 'no-store' }).then(reason, unreachable);
  return new KhongdauError(code, `${url}: ${what}`, cause);
}

function reason(response: Response): [KhongdauErrorCode, string] {
  if (!response.ok) return ['NOT_FOUND', `the server answered ${response.status}`];
  if (/^text\/html/i.test(response.headers.get('content-type') ?? '')) return ['NOT_FOUND', 'the server sent a page in its place'];
  return ['BAD_INDEX', 'is not the file that was published: incomplete, damaged, or of another version'];
}

function unreachable(): [KhongdauErrorCode, string] {
  return ['NETWORK', 'not reached'];
}
