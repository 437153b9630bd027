/** The bytes of the engine's module, from wherever a caller has them. */
import type { WasmSource } from '../client.ts';
import { KhongdauError } from '../error.ts';

type Wasm = Uint8Array<ArrayBuffer>;

/** Whatever a caller calls a module, as what can be compiled. */
export async function wasmFrom(source: WasmSource, fetch: typeof globalThis.fetch = globalThis.fetch): Promise<BufferSource | WebAssembly.Module> {
  const given = await source;
  if (typeof given === 'string' || given instanceof URL) return wasmFrom(await ask(given, fetch));
  if (typeof Response === 'function' && given instanceof Response) return bytesOf(given);
  return given as BufferSource | WebAssembly.Module;
}

async function ask(url: string | URL, fetch: typeof globalThis.fetch): Promise<Response> {
  try {
    return await fetch(url);
  } catch (error) {
    throw new KhongdauError('NETWORK', `${url}: not reached`, error);
  }
}

async function bytesOf(response: Response): Promise<Wasm> {
  if (!response.ok) throw new KhongdauError('NOT_FOUND', `${response.url}: the server answered ${response.status}`);
  return checkWasm(new Uint8Array(await response.arrayBuffer()));
}

/** The bytes, unless they are a page that a server sent in their place. */
export function checkWasm(bytes: Uint8Array): Wasm {
  const magic = bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;
  if (!magic) throw new KhongdauError('NOT_FOUND', 'the server sent something that is not WebAssembly');
  return bytes as Wasm;
}

/** `get`, called once; after a failure the next call tries again. */
export function once<T>(get: () => Promise<T>): () => Promise<T> {
  let got: Promise<T> | undefined;
  return () => {
    got ??= get().catch((error) => {
      got = undefined;
      throw error;
    });
    return got;
  };
}
