// A static server for the tests, on the loopback only. `override(path)` may answer instead of
// the file: `{ status, type, body, headers, delay }`, all of them optional.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export async function serve(root, override = () => undefined) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    answer(root, pathname.endsWith('/') ? `${pathname}index.html` : pathname, override, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}

async function answer(root, path, override, response) {
  const { status, type, body, headers, delay } = override(path) ?? {};
  if (delay) await new Promise((resolve) => setTimeout(resolve, delay));
  const file = body ?? (await readFile(join(root, normalize(path))).catch(() => undefined));
  response.writeHead(status ?? (file === undefined ? 404 : 200), {
    'content-type': type ?? TYPES[extname(path)] ?? 'application/octet-stream',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(file ?? 'not found');
}
