/** The engine for bundlers and browsers: its files are assets beside this module. */
import { Opener, type OpenOptions, type Search } from '../client.ts';
import type { EngineFiles } from '../engine/ladder.ts';
import { once, wasmFrom } from '../engine/module.ts';
import { fetched } from '../fetched.ts';
import { trusted } from '../script.ts';

const opener = new Opener(engineFiles({}), fetched);

/** Loads the engine if need be, and opens an index. Call it as often as you like. */
export function open(options: OpenOptions = {}): Promise<Search> {
  const { wasm, worker } = options;
  return (wasm || worker ? new Opener(engineFiles(options), fetched) : opener).open(options);
}

// Bundlers look for `new URL('…', import.meta.url)`, word for word, and ship the file as it is.

function engineFiles({ wasm, worker, fetch }: OpenOptions): EngineFiles {
  return {
    wasm: once(() => wasmFrom(wasm ?? new URL('./khongdau.wasm', import.meta.url), fetch)),
    worker: async () => workerFrom(worker ?? new URL('./khongdau-engine.js', import.meta.url)),
    host: async () => (await import('../engine/here.ts')).host,
    nowasm: async () => new URL('./khongdau-nowasm.js', import.meta.url).href,
  };
}

function workerFrom(worker: NonNullable<OpenOptions['worker']>): Worker {
  return typeof worker === 'function' ? worker() : new Worker(trusted(String(worker)));
}
