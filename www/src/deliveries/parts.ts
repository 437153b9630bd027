/**
 * `khongdau-widget.js`: what the loader gets at the first interest. It leaves its parts in
 * `khongdau.parts`, a function that the loader calls with its site.
 */
import { Opener, type OpenOptions, type Search } from '../client.ts';
import type { Engine } from '../engine/host.ts';
import type { EngineFiles } from '../engine/ladder.ts';
import { checkWasm, once } from '../engine/module.ts';
import { KhongdauError } from '../error.ts';
import { asFolder, fetched } from '../fetched.ts';
import { toFragment } from '../marked.ts';
import type { ReadFile } from '../manifest.ts';
import { runScript } from '../script.ts';
import * as widget from '../widget.ts';
import { decode } from './base64.ts';
import { shared, type Site } from './site.ts';

const WASM = 'khongdau.wasm';
const ENGINE = 'khongdau-engine.js';
const NOWASM = 'khongdau-nowasm.js';

export interface Parts {
  readonly widget: typeof widget;
  readonly open: (options?: OpenOptions) => Promise<Search>;
  readonly toFragment: typeof toFragment;
  readonly KhongdauError: typeof KhongdauError;
}

/** The parts, for the loader of one folder. */
export function parts(site: Site): Parts {
  const opener = new Opener(engineFiles(site), (src) => reader(site, asFolder(src)));
  return { widget, toFragment, KhongdauError, open: (options = {}) => opener.open({ ...options, src: options.src ?? site.base }) };
}

function engineFiles(site: Site): EngineFiles {
  const read = reader(site, site.base);
  return {
    wasm: once(() => read(WASM, { integrity: site.hash(WASM) }).then(checkWasm)),
    worker: () => site.worker(ENGINE),
    host: async () => {
      shared()['runScript'] = runScript;
      await site.run(ENGINE).catch((error) => {
        throw new KhongdauError('NOT_FOUND', `${ENGINE}: not there, or another one`, error);
      });
      return shared()['host'] as Engine;
    },
    nowasm: async () => site.url(NOWASM),
  };
}

/**
 * Reads files of a folder: those that came with the page; from a disk by their twins, scripts that
 * carry them; else from the server, and by their twins where it does not know what to make of them:
 * old IIS answers 404 to any name that it has no type for.
 */
function reader(site: Site, folder: URL): ReadFile {
  const fromServer = fetched(folder, site.fetch);
  return async (name, options) => {
    const kept = site.kept(name);
    if (kept !== undefined) return decode(kept);
    if (folder.protocol === 'file:') return twin(site, folder, name);
    try {
      // Under the address of this version: caches may have another one.
      return await fromServer(name === WASM ? site.url(WASM) : name, options);
    } catch (error) {
      if (name !== WASM) throw error;
      const { code, message } = error as KhongdauError;
      if (code === 'BAD_INDEX') throw new KhongdauError('NETWORK', message, error);
      if (code !== 'NOT_FOUND') throw error;
      return twin(site, folder, name).catch(() => Promise.reject(error));
    }
  };
}

async function twin(site: Site, folder: URL, name: string): Promise<Uint8Array> {
  const url = new URL(`${name}.js`, folder).href;
  const files = (shared().files ??= {});
  try {
    await site.runFrom(url, `${name}.js`);
  } catch (error) {
    throw new KhongdauError('NOT_FOUND', `${url}: not there`, error);
  }
  const base64 = files[name];
  // Taken away again: another folder may have a file of this name.
  delete files[name];
  if (base64 === undefined) throw new KhongdauError('NOT_FOUND', `${url}: is not what it should be`);
  return decode(base64);
}

shared()['parts'] = parts;
