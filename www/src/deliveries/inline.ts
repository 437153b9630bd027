/** The engine with everything inside, for bundlers that move no assets, and for `file://`. */
import { Opener, type OpenOptions, type Search } from '../client.ts';
import { host } from '../engine/here.ts';
import type { EngineFiles } from '../engine/ladder.ts';
import { once, wasmFrom } from '../engine/module.ts';
import { KhongdauError } from '../error.ts';
import { fetched } from '../fetched.ts';
import { trusted } from '../script.ts';
import wasmText from 'khongdau:wasm';
import workerText from 'khongdau:worker';
import { decode } from './base64.ts';

const opener = new Opener(engineFiles(), fetched);

/** Opens an index on the engine inside this script. */
export function open(options: OpenOptions = {}): Promise<Search> {
  return opener.open(options);
}

function engineFiles(): EngineFiles {
  return {
    wasm: once(async () => wasmFrom(decode(wasmText))),
    worker: async () => new Worker(trusted(URL.createObjectURL(new Blob([workerText], { type: 'text/javascript' })))),
    host: async () => host,
    nowasm: async () => {
      throw new KhongdauError('CSP_WASM', 'khongdau/inline has no JavaScript build of the engine: use khongdau');
    },
  };
}
