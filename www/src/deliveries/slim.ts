/** The engine without its files: who opens an index says where the module is. */
import { Opener, type OpenOptions, type Search, type WasmSource } from '../client.ts';
import { host } from '../engine/here.ts';
import type { EngineFiles } from '../engine/ladder.ts';
import { once, wasmFrom } from '../engine/module.ts';
import { KhongdauError } from '../error.ts';
import { fetched } from '../fetched.ts';
import { trusted } from '../script.ts';

/** As everywhere, but `wasm` is needed: there is no other way to it. */
export type SlimOptions = OpenOptions & { wasm: WasmSource };

const openers = new Map<unknown, Opener>();

/** Opens an index on the given module; in a worker where `worker` says which, else on this thread. */
export async function open(options: SlimOptions): Promise<Search> {
  if (!options?.wasm) throw new KhongdauError('BAD_OPTIONS', 'khongdau/slim has no engine of its own: open({ wasm, … })');
  const known = openers.get(options.wasm) ?? new Opener(engineFiles(options), fetched);
  openers.set(options.wasm, known);
  return known.open(options);
}

function engineFiles({ wasm, worker, fetch }: SlimOptions): EngineFiles {
  return {
    wasm: once(() => wasmFrom(wasm, fetch)),
    worker: async () => {
      if (!worker) throw new Error('none given');
      return typeof worker === 'function' ? worker() : new Worker(trusted(String(worker)));
    },
    host: async () => host,
    nowasm: async () => {
      throw new KhongdauError('CSP_WASM', 'khongdau/slim has no JavaScript build of the engine');
    },
  };
}
