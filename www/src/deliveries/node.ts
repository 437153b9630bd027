/** The engine for Node: files from the disk, on the thread that asks. */
import { readFile } from 'node:fs/promises';
import { Opener, type OpenOptions, type Search } from '../client.ts';
import { host } from '../engine/here.ts';
import type { EngineFiles } from '../engine/ladder.ts';
import { once, wasmFrom } from '../engine/module.ts';
import { KhongdauError } from '../error.ts';
import { fetched } from '../fetched.ts';
import type { ReadFile } from '../manifest.ts';

const opener = new Opener(engineFiles({}), folder);

/** Loads the engine if need be, and opens an index: a folder on disk, on a server, or bytes. */
export function open(options: OpenOptions = {}): Promise<Search> {
  // Node has no policies and no page to keep free: the ladder has one rung.
  const opened = options.wasm ? new Opener(engineFiles(options), folder) : opener;
  return opened.open({ ...options, runtime: 'main' });
}

function engineFiles({ wasm }: OpenOptions): EngineFiles {
  return {
    wasm: once(async () => (wasm ? wasmFrom(wasm) : fromDisk(new URL('./khongdau.wasm', import.meta.url)))),
    worker: () => Promise.reject(new Error('not in Node')),
    host: async () => host,
    nowasm: () => Promise.reject(new KhongdauError('CSP_WASM', 'this Node runs no WebAssembly')),
  };
}

function folder(src: string | URL, fetch?: typeof globalThis.fetch): ReadFile {
  if (/^https?:/.test(String(src))) return fetched(src, fetch);
  const base = String(src).replace(/\/?$/, '/');
  return (name) => fromDisk(base.startsWith('file:') ? new URL(name, base) : base + name);
}

async function fromDisk(path: string | URL): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw new KhongdauError('NOT_FOUND', `${path}: cannot be read`, error);
  }
}
