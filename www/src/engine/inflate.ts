/** Shards are compressed with gzip: servers of old sites send them as they are. */
import { gunzipSync } from 'fflate';
import { KhongdauError } from '../error.ts';

/** The content of a gzip file, by the browser's own decompression where it has one. */
export async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  // Some servers compress on the way and browsers undo that; others undo what was compressed before.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    if (typeof DecompressionStream !== 'function') return gunzipSync(bytes);
    const content = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(content).arrayBuffer());
  } catch (error) {
    throw new KhongdauError('BAD_INDEX', 'a part of the index arrived incomplete or damaged', error);
  }
}
