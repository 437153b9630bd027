/**
 * The folder of `khongdau.js` on a site, as that script sees it, and what its parts leave for each
 * other in the global `khongdau`. This file is all that the loader and the parts share.
 */
import { runScript, trusted } from '../script.ts';
import { decode } from './base64.ts';

/** Hashes of the files that the loader may load, by name, for `integrity`; the build fills them in. */
declare const HASHES: Readonly<Record<string, string>>;

const WASM = 'khongdau.wasm';
const MANIFEST = 'khongdau.json';

/** The global that classic scripts share. */
export interface Global {
  /** Files that are here already, as base64, by name; see `Site.kept`. */
  files?: Record<string, string>;
  [part: string]: unknown;
}

export function shared(): Global {
  const scope = globalThis as { khongdau?: Global };
  return (scope.khongdau ??= {});
}

export class Site {
  /** Where `khongdau.js` lies. */
  readonly base: URL;

  /** Answers on their way, by address. */
  private readonly early = new Map<string, Promise<Response>>();

  constructor(base: URL) {
    this.base = base;
  }

  /** Whether files can be had by `fetch`: not from a disk. */
  get isServed(): boolean {
    return this.base.protocol !== 'file:';
  }

  /** Runs one of our scripts on this page. */
  run(name: string): Promise<void> {
    const inside = this.kept(name);
    if (inside !== undefined) return runScript(blobUrl(inside));
    return this.runFrom(this.url(name), name);
  }

  /** Runs a script of a folder; where we know what it must be, nothing else. */
  runFrom(url: string, name: string): Promise<void> {
    return runScript(url, this.isServed ? HASHES[name] : undefined);
  }

  /** The address of one of our files: another one when it has changed, whatever caches think. */
  url(name: string): string {
    const url = new URL(name, this.base);
    const hash = HASHES[name];
    if (this.isServed && hash) url.search = `?v=${encodeURIComponent(hash.slice(7, 15))}`;
    return url.href;
  }

  /**
   * Asks for the engine and the index while the script that wants them is still on its way: each
   * answer less that is waited for one after the other.
   */
  hurry(): void {
    if (!this.isServed) return;
    if (this.kept(WASM) === undefined) void this.start(this.url(WASM), this.hash(WASM));
    // An element with another folder has its index there.
    const src = document.querySelector('khongdau-search[src]')?.getAttribute('src');
    if (this.kept(MANIFEST) !== undefined || (src && Object.assign(document.createElement('a'), { href: src }).href !== this.base.href)) return;
    const manifest = this.start(this.url(MANIFEST), undefined, { cache: 'no-cache' });
    const index = manifest.then((response) => response.clone().json() as Promise<{ index?: { file: string; integrity?: string } }>);
    index.then(({ index }) => index && this.start(this.url(index.file), index.integrity)).catch(() => {});
  }

  /** As the browser's own; the answer that was hurried for is given once. */
  readonly fetch = (url: string, options?: RequestInit): Promise<Response> => {
    const early = this.early.get(url);
    this.early.delete(url);
    return early ?? fetch(url, options);
  };

  private start(url: string, integrity: string | undefined, options?: RequestInit): Promise<Response> {
    const early = fetch(url, { ...options, ...(integrity && { integrity }) });
    early.catch(() => {});
    this.early.set(url, early);
    return early;
  }

  /** The hash of one of our files, where it can be asked for. */
  hash(name: string): string | undefined {
    return HASHES[name];
  }

  /** A worker out of one of our scripts. Throws where the page may have none. */
  async worker(name: string): Promise<Worker> {
    // From a disk there are only workers that are made of a text, which its twin brings.
    if (!this.isServed && this.kept(name) === undefined) await this.runFrom(`${this.url(name)}.js`, `${name}.js`);
    const inside = this.kept(name);
    return new Worker(trusted(inside === undefined ? this.url(name) : blobUrl(inside)));
  }

  /** A file that came with the page, or with a script, as base64. */
  kept(name: string): string | undefined {
    const inPage = document.querySelector(`script[data-khongdau-file="${name}"]`);
    return shared().files?.[name] ?? inPage?.textContent ?? undefined;
  }
}

const urls = new Map<string, string>();

/** One address for each script, however often it is asked for. */
function blobUrl(base64: string): string {
  const known = urls.get(base64);
  if (known) return known;
  const url = URL.createObjectURL(new Blob([decode(base64)], { type: 'text/javascript' }));
  urls.set(base64, url);
  return url;
}
