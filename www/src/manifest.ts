/** `khongdau.json`: which index a folder has. */
import { KhongdauError } from './error.ts';

export interface Manifest {
  /** Version of this file. */
  readonly khongdau: number;
  /** Missing where the index is inside the module. */
  readonly index?: { readonly file: string; readonly integrity?: string };
}

export interface ReadOptions {
  /** What the bytes must hash to, as in `integrity` of a script. */
  readonly integrity?: string | undefined;
  /** Whether to ask the server even if there is a copy here. */
  readonly fresh?: boolean;
}

/** Reads a file by name; throws `NETWORK`, `NOT_FOUND`, or `BAD_INDEX` when it is another one. */
export type ReadFile = (name: string, options?: ReadOptions) => Promise<Uint8Array>;

/** How the files of a folder are read. */
export type OpenFolder = (src: string | URL, fetch?: typeof globalThis.fetch) => ReadFile;

const NAME = 'khongdau.json';
const VERSION = 1;

/** The index of a folder, of a sharded one its first file; `undefined` where it is inside the module. */
export async function readIndex(read: ReadFile): Promise<Uint8Array | undefined> {
  const { khongdau, index } = parse(await read(NAME, { fresh: true }));
  if (khongdau !== VERSION) throw new KhongdauError('VERSION', `${NAME} is of version ${khongdau}, this script reads ${VERSION}`);
  return index && read(index.file, { integrity: index.integrity });
}

function parse(bytes: Uint8Array): Manifest {
  let manifest: unknown;
  try {
    manifest = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // Not JSON, or no object: the same to whoever reads it.
  }
  if (typeof manifest !== 'object' || manifest === null || !('khongdau' in manifest)) {
    throw new KhongdauError('NOT_FOUND', `${NAME}: the server sent something else in its place`);
  }
  return manifest as Manifest;
}
