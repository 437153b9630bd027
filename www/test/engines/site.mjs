// A site that the engines look at: the built folder and pages of somebody else's, with the habits
// of servers: policies, types, refusals, going away and coming back.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

export const DIST = process.env.KHONGDAU_SITE ?? fileURLToPath(new URL('../../dist', import.meta.url));
const RECORDER = new URL('./recorder.js', import.meta.url);
const RECORDED = '<script src="/recorder.js"></script>';
const HTML = 'text/html; charset=utf-8';

// Scripts have no charset: many servers send none, and then the encoding of the page counts.
const TYPES = {
  '.html': HTML,
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** How a page gets the element. */
export const CLIENT = '<script src="/khongdau.js" defer></script>';

/** The built page, with a query in its address. */
export const BUILT = { path: '/?q=cong+nghiep' };

/** A page of somebody else's. */
export function otherPage(body, { head = '', lang = 'vi', doctype = '<!doctype html>' } = {}) {
  return `${doctype}<html lang="${lang}"><head><title>Trang khác</title><link rel="icon" href="/icon.svg">
    <meta name="viewport" content="width=device-width, initial-scale=1">${head}${CLIENT}</head><body><main>${body}</main></body></html>`;
}

export class Site {
  port = 0;
  /** Paths asked for, in order. */
  requests = [];

  /**
   * @param {object} options
   * @param {string | Buffer} [options.page] the page at `/`, instead of the built one
   * @param {string} [options.pageType] its type
   * @param {string} [options.policy] Content-Security-Policy of pages
   * @param {boolean} [options.everywhere] of all other answers too
   * @param {(path: string) => { status?: number, type?: string, body?: string | Buffer } | undefined} [options.answer]
   *   instead of a file
   */
  constructor(options) {
    this.options = options;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts, or starts again at the same address. */
  async start() {
    this.server = createServer((request, response) => void this.respond(request, response));
    await new Promise((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
    this.port = this.server.address().port;
  }

  async stop() {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  async respond(request, response) {
    const { pathname } = new URL(request.url, this.url);
    this.requests.push(pathname);
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const { status, type, body, headers } = this.options.answer?.(path) ?? {};
    const sentType = type ?? this.typeOf(path);
    const found = body ?? (await this.content(path).catch(() => undefined));
    const content = found !== undefined && sentType.startsWith('text/html') ? recorded(found) : found;
    response.writeHead(status ?? (content === undefined ? 404 : 200), {
      'content-type': sentType,
      'cache-control': 'no-store',
      ...this.policyFor(sentType),
      ...headers,
    });
    response.end(content ?? 'not found');
  }

  typeOf(path) {
    if (path === '/index.html' && this.options.pageType) return this.options.pageType;
    return TYPES[extname(path)] ?? 'application/octet-stream';
  }

  policyFor(type) {
    const { policy, everywhere } = this.options;
    return policy && (everywhere || type.startsWith('text/html')) ? { 'content-security-policy': policy } : {};
  }

  async content(path) {
    if (path === '/recorder.js') return readFile(RECORDER);
    const page = path === '/index.html' ? this.options.page : undefined;
    return page ?? readFile(join(DIST, normalize(path)));
  }
}

/** The page with the recorder before everything else; its other bytes stay as they are. */
function recorded(page) {
  const [text, encoding] = typeof page === 'string' ? [page, 'utf8'] : [page.toString('latin1'), 'latin1'];
  return Buffer.from(text.replace('<head>', `<head>${RECORDED}`), encoding);
}
