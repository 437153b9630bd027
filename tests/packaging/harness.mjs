// Small real projects that use the package as npm publishes it: KHONGDAU_PACKAGE, which
// `cargo xtask dist` makes. What they build with is installed once, beside the package.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { env } from 'node:process';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { launch } from '../../www/test/browser.mjs';
import { serve } from '../../www/test/server.mjs';

export const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = join(HERE, '../..');
export const PACKAGE = env.KHONGDAU_PACKAGE ?? join(ROOT, 'target/npm/khongdau-0.1.0.tgz');

/** Has the tools, and below the projects: Node looks for modules upwards. */
export const WORK = join(dirname(PACKAGE), '../packaging');

/** What the first article for `cong nghiep` is. */
export const FIRST = '004_607402c1c3aed958';

const NPM = ['--no-fund', '--no-audit', '--ignore-scripts', '--loglevel=error'];

/** Half a gigabyte, installed once, and again when the lock file changes. */
export async function installTools() {
  const [ours, theirs] = await Promise.all([HERE, WORK].map((folder) => readFile(join(folder, 'package-lock.json'), 'utf8').catch(() => '')));
  if (ours === theirs) return;
  await mkdir(WORK, { recursive: true });
  await cp(join(HERE, 'package.json'), join(WORK, 'package.json'));
  await cp(join(HERE, 'package-lock.json'), join(WORK, 'package-lock.json'));
  // Not `npm ci`: it refuses a lock file without the parts for systems that a registry does not have.
  await run('npm', ['install', ...NPM, '--no-save'], WORK).catch(async (error) => {
    await rm(join(WORK, 'package-lock.json'));
    throw error;
  });
}

/** A fresh copy of a project with the package installed, in a folder where it finds its tools. */
export async function project(name) {
  await installTools();
  const folder = join(WORK, 'projects', name);
  await rm(folder, { recursive: true, force: true });
  await cp(join(HERE, 'projects', name), folder, { recursive: true });
  await run('npm', ['install', ...NPM, '--no-save', '--offline', PACKAGE], folder);
  return folder;
}

/** A project, built with its own command. `page` is that of projects without one of their own. */
export async function built(name) {
  const folder = await project(name);
  await run('npm', ['run', 'build'], folder);
  return join(folder, 'dist');
}

/** Puts an index of the seeds where the projects look for it, and the page where they have none. */
export async function withIndex(folder, { page = false } = {}) {
  const site = await index();
  for (const name of await readdir(site)) {
    if (/\.bin$|^khongdau\.json$/.test(name)) await cp(join(site, name), join(folder, 'tim-kiem', name));
  }
  if (page) await cp(join(HERE, 'projects/page.html'), join(folder, 'index.html'));
  return folder;
}

let packing;

/** A folder with an index of the seeds, as the command line makes it. */
export function index() {
  packing ??= pack();
  return packing;
}

async function pack() {
  const [file, folder] = [join(WORK, 'seeds.kdx'), join(WORK, 'site/')];
  const khongdau = ['run', '--quiet', '--package', 'khongdau-cli', '--'];
  await mkdir(WORK, { recursive: true });
  await run('cargo', [...khongdau, 'index', 'seeds', '-o', file], ROOT);
  await run('cargo', [...khongdau, 'pack', file, '-o', folder], ROOT);
  return folder;
}

/** Runs a program to its end; an error says what it printed. */
export async function run(program, parameters, cwd) {
  const { NODE_ENV, NODE_TEST_CONTEXT, ...surroundings } = env;
  try {
    const { stdout } = await promisify(execFile)(program, parameters, { cwd, env: { ...surroundings, NEXT_TELEMETRY_DISABLED: '1' }, maxBuffer: 1e8 });
    return stdout;
  } catch (error) {
    throw new Error(`${program} ${parameters.join(' ')}\n${error.stdout}\n${error.stderr}`);
  }
}

let browser;

/** Call once in a test file that opens pages. */
export function useBrowser() {
  before(async () => (browser = await launch()));
  after(() => browser.close());
}

/** What a page leaves in `answer`, served from a folder, under a policy if given. */
export async function answerOf(folder, policy) {
  const server = await serve(folder, () => (policy ? { headers: { 'content-security-policy': policy } } : {}));
  return answerAt(`${server.url}/`).finally(() => server.close());
}

/** What the page at an address leaves in `answer`. Nothing may go wrong, and nobody else be asked. */
export async function answerAt(url, { allowed } = {}) {
  const page = await browser.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  // Trying whether WebAssembly is allowed is told on the console where it is not.
  const isTrial = (message) => /wasm-eval|WebAssembly/.test(message.text());
  page.on('console', (message) => message.type() === 'error' && !isTrial(message) && complaints.push(`console: ${message.text()}`));
  await page.addInitScript(() => addEventListener('khongdau-error', ({ detail }) => console.error(detail.code, detail.message)));
  page.on('request', (request) => /^(blob|data):/.test(request.url()) || request.url().startsWith(url) || complaints.push(`request: ${request.url()}`));
  try {
    await page.goto(url);
    await page.waitForFunction(() => globalThis.answer, undefined, { timeout: 20_000 }).catch((error) => complaints.push(error.message));
    assert.deepEqual(complaints.filter((complaint) => !allowed?.test(complaint)), []);
    return await page.evaluate(() => globalThis.answer);
  } finally {
    await page.close();
  }
}
