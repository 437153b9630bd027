/**
 * The service worker of a folder that `khongdau pack` made: keeps exactly the files of that pack,
 * so that search goes on without network. It answers for these files only; whatever else a page
 * asks for goes its own way.
 *
 * A request that says by a hash which file it wants is answered from what is kept. All others ask
 * the server first, so that a new pack is seen at once.
 */

/** `pack` writes this above the script: integrity by name. */
interface Kept {
  /** Another one for every pack. */
  readonly name: string;
  readonly files: {
    /** Kept at once. */
    readonly first: Readonly<Record<string, string>>;
    /** Kept when first used. */
    readonly later: Readonly<Record<string, string>>;
  };
}

interface LifecycleEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface RequestEvent extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

/** The part of `ServiceWorkerGlobalScope` that this needs. */
interface Scope {
  readonly khongdau: Kept;
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  oninstall: (event: LifecycleEvent) => void;
  onactivate: (event: LifecycleEvent) => void;
  onfetch: (event: RequestEvent) => void;
}

const scope = self as unknown as Scope;
const { name: packName, files } = scope.khongdau;
const hashes = new Map(Object.entries({ ...files.first, ...files.later }));
const base = new URL(scope.registration.scope);

/** Caches are the origin's, and it may have several searches: each has its own. */
const PREFIX = `khongdau ${base.href} `;
const CACHE = PREFIX + packName;
const PAGE = 'index.html';

/** How long a server may be silent before what is kept will do, in ms. */
const PATIENCE = 4000;
/** After that, how long it is not asked again, in ms: a page has several files. */
const REST = 20_000;
let silentUntil = 0;

scope.oninstall = (event) => event.waitUntil(keepFirst().then(() => scope.skipWaiting()));
scope.onactivate = (event) => event.waitUntil(removeOld());
scope.onfetch = (event) => {
  const name = nameOf(event.request);
  if (name !== undefined) event.respondWith(answer(event.request, name));
};

async function keepFirst(): Promise<void> {
  const cache = await caches.open(CACHE);
  const keep = async (name: string): Promise<void> => cache.put(addressOf(name), await exactly(name));
  await Promise.all(Object.keys(files.first).map(keep));
}

/** The file of this pack, and no other. */
async function exactly(name: string): Promise<Response> {
  const address = addressOf(name);
  const old = isNamedByHash(name) && (await caches.match(address));
  if (old) return old;
  // Some servers write things of their own into pages, and that does no harm here.
  const integrity = name === PAGE ? '' : (hashes.get(name) ?? '');
  const response = await fetch(address, { cache: 'no-cache', integrity });
  if (!response.ok) throw new Error(`${address}: the server answered ${response.status}`);
  // Browsers refuse to show a page that came by a redirection.
  return response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;
}

/**
 * Removes what earlier packs kept, but for the shards of the last: those that this one has too come
 * from there. What a whole pack long nobody asked for goes with the next.
 */
async function removeOld(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  const last = old.pop();
  await Promise.all(old.map((name) => caches.delete(name)));
  if (last === undefined) return;
  const cache = await caches.open(last);
  const others = (await cache.keys()).filter((request) => !isShard(nameOf(request) ?? ''));
  await Promise.all(others.map((request) => cache.delete(request)));
}

/** A shard that the pack before kept, and this one keeps from now on. */
async function keptBefore(cache: Cache, name: string): Promise<Response | undefined> {
  const kept = isShard(name) ? await caches.match(addressOf(name)) : undefined;
  if (kept) await cache.put(addressOf(name), kept.clone());
  return kept;
}

/** Which of our files a request is for. */
function nameOf({ method, url }: Request): string | undefined {
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== base.origin || !pathname.startsWith(base.pathname)) return undefined;
  const name = pathname.slice(base.pathname.length) || PAGE;
  return hashes.has(name) || isShard(name) ? name : undefined;
}

/** The page is asked for as visitors do: some servers redirect from `index.html`. */
function addressOf(name: string): string {
  return new URL(name === PAGE ? './' : name, base).href;
}

async function answer(request: Request, name: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = (await cache.match(addressOf(name))) ?? (await keptBefore(cache, name));
  const isExact = asksFor(request, name);
  if (!kept) {
    const response = await fetch(request);
    if (isExact && response.ok) await cache.put(addressOf(name), response.clone());
    return response;
  }
  return isExact || Date.now() < silentUntil ? kept : fromServer(request, kept);
}

/** Whether a request names this very file: by its name, `?v=` or `integrity`. */
function asksFor(request: Request, name: string): boolean {
  const hash = hashes.get(name) ?? '';
  const version = new URL(request.url).searchParams.get('v');
  return isNamedByHash(name) || version === hash.slice(7, 15) || request.integrity === hash;
}

function isNamedByHash(name: string): boolean {
  return name.startsWith('articles-') || isShard(name);
}

/** A part of a sharded index: kept once it was needed. */
function isShard(name: string): boolean {
  return /^[tplackr]\/[0-9a-f]{8}(\/\d+)?\.bin$/.test(name);
}

/** What the server has, unless it is silent or in trouble. */
async function fromServer(request: Request, kept: Response): Promise<Response> {
  try {
    const response = await Promise.race([fetch(request), silence()]);
    return response.status < 500 ? response : kept;
  } catch {
    return kept;
  }
}

function silence(): Promise<never> {
  return new Promise((_, reject) =>
    setTimeout(() => {
      silentUntil = Date.now() + REST;
      reject(new Error('no answer'));
    }, PATIENCE),
  );
}
