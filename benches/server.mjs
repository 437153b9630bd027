// Serves a site as a good server does, and keeps an account of what it sent.
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

/** What servers compress. Anything else goes as it is, as files without a known type do. */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** These let a page measure its memory. */
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

const MISSING = { status: 404, type: 'text/plain', body: Buffer.from('not found') };

export async function serve(root) {
  const files = await loadAll(root);
  const sent = [];
  let line; // how slow the way to the visitor is
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const { status, type, body, encoding } = files.get(path) ?? MISSING;
    sent.push({ path, bytes: body.length });
    if (line) await line.carry(body.length);
    response.writeHead(status, {
      'content-type': type,
      'content-length': body.length,
      'cache-control': 'public, max-age=3600',
      ...(encoding && { 'content-encoding': encoding }),
      ...ISOLATED,
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** What was sent since the last time: `[{ path, bytes }]`, bodies only. */
    take: () => sent.splice(0),
    slow: (way) => (line = way && new Line(way)),
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}

/** All files, compressed beforehand: no visitor waits for that. */
async function loadAll(root) {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length));
  const files = new Map();
  // So many at once as may be open.
  for (let at = 0; at < paths.length; at += 200) {
    await Promise.all(paths.slice(at, at + 200).map(async (path) => files.set(path, await load(join(root, path)))));
  }
  return files;
}

async function load(path) {
  const file = await readFile(path);
  const type = TYPES[extname(path)];
  if (!type) return { status: 200, type: 'application/octet-stream', body: file };
  return { status: 200, type, body: await promisify(brotliCompress)(file), encoding: 'br' };
}

/** One way with a delay and a width that all answers share; workers cannot get around it. */
class Line {
  constructor({ delay, bytesPerSecond }) {
    Object.assign(this, { delay, bytesPerSecond, free: 0 });
  }

  carry(bytes) {
    const asked = Date.now() + this.delay;
    this.free = Math.max(asked, this.free) + (bytes / this.bytesPerSecond) * 1000;
    const wait = this.free - Date.now();
    return new Promise((resolve) => setTimeout(resolve, wait));
  }
}
