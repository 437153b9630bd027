// What is in the package, and what it says of itself.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { PACKAGE, project, ROOT, run, WORK } from './harness.mjs';

let folder;
let installed;
before(async () => {
  folder = await project('node');
  installed = join(folder, 'node_modules/khongdau');
});

const bin = (name) => join(WORK, 'node_modules/.bin', name);

test('publint has nothing to say', async () => {
  assert.match(await run(bin('publint'), ['run', PACKAGE, '--strict'], WORK), /All good/);
});

test('types resolve wherever modules do', async () => {
  const others = ['./khongdau.wasm', './custom-elements.json', './worker', './nowasm'];
  await run(bin('attw'), [PACKAGE, '--profile', 'esm-only', '--exclude-entrypoints', ...others], WORK);
});

test('the files', async () => {
  const paths = (await readdir(installed, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const names = paths.map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(installed.length + 1));
  // The names of chunks change with what is in them, and how many there are is esbuild's business.
  const found = names.filter((name) => !/^dist\/chunk-\w+\.js$/.test(name)).sort();
  const golden = await readFile(new URL('files.txt', import.meta.url), 'utf8');
  assert.equal(`${found.join('\n')}\n`, golden);
});

test('the manifest has nothing that is only ours', async () => {
  const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  const ours = ['private', 'scripts', 'devDependencies', 'dependencies', 'main'];
  assert.deepEqual(ours.filter((name) => name in manifest), []);
  assert.deepEqual([manifest.type, manifest.engines.node], ['module', '>=18']);
});

test('modules ask for the files that lie beside them, and name no other host', async () => {
  const dist = join(installed, 'dist');
  const names = await readdir(dist);
  for (const name of names.filter((name) => name.endsWith('.js'))) {
    const text = await readFile(join(dist, name), 'utf8');
    const asked = [...text.matchAll(/new URL\("(\.[^"]+)", import\.meta\.url\)/g)].map(([, path]) => path.slice(2));
    assert.deepEqual(asked.filter((path) => !names.includes(path)), [], name);
    const hosts = [...text.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host);
    assert.deepEqual(hosts.filter((host) => !['www.w3.org', 'localhost'].includes(host)), [], name);
  }
});

test('custom-elements.json says what the element has', async () => {
  const { modules } = JSON.parse(await readFile(join(installed, 'custom-elements.json'), 'utf8'));
  const [{ path, declarations: [declared] }] = modules;
  const named = (list) => list.map(({ name }) => name).sort();
  const { KhongdauSearchElement } = await import(pathToFileURL(join(installed, path)));
  assert.equal(declared.tagName, 'khongdau-search');
  assert.deepEqual(named(declared.attributes), [...KhongdauSearchElement.observedAttributes].sort());

  const src = join(ROOT, 'www/src');
  const text = async (ending) => Promise.all((await readdir(src)).filter((name) => name.endsWith(ending) && name !== 'element.ts').map((name) => readFile(join(src, name), 'utf8')));
  const [scripts, styles] = [(await text('.ts')).join('\n'), (await text('.css')).join('\n')];
  const all = (source, pattern) => [...new Set([...source.matchAll(pattern)].map(([, name]) => name ?? ''))].sort();

  assert.deepEqual(named(declared.events), all(await readFile(join(src, 'events.ts'), 'utf8'), /^ {2}'(khongdau-\w+)':/gm));
  assert.deepEqual(named(declared.slots), all(scripts, /make\('slot'(?:, \{ name: '(\w+)')?/g));
  assert.deepEqual(named(declared.cssProperties), all(styles, /(--khongdau-[a-z-]+)/g));
  const parts = all(scripts, /\bpart: '([^']+)'/g).flatMap((names) => names.split(' '));
  assert.deepEqual(parts.filter((name) => !named(declared.cssParts).includes(name)), []);
  assert.deepEqual(named(declared.cssParts).filter((name) => !new RegExp(`['" ]${name}['" ]`).test(scripts)), []);

  const { prototype } = KhongdauSearchElement;
  const isThere = ({ name }) => name === 'renderResult' || name in prototype;
  assert.deepEqual(declared.members.filter((member) => !isThere(member)), []);
});

test('what a page gets of each import, after a bundler', async () => {
  const { build } = await import(pathToFileURL(createRequire(join(WORK, 'package.json')).resolve('esbuild')));
  const budget = await readFile(join(ROOT, 'docs/size-budget.toml'), 'utf8');
  const limits = [...budget.matchAll(/^npm-([\w-]+) = (\d+)$/gm)];
  assert.ok(limits.length > 5);
  const tooLarge = [];
  for (const [, name, limit] of limits) {
    const contents = `export * from 'khongdau${name === 'khongdau' ? '' : `/${name.replace('element-define', 'element/define')}`}'`;
    const options = { stdin: { contents, resolveDir: folder }, bundle: true, minify: true, write: false, format: 'esm', target: 'es2020' };
    const [{ contents: bytes }] = (await build(options)).outputFiles;
    const size = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
    console.log(`${name.padEnd(16)} ${String(size).padStart(7)} of ${limit.padStart(7)} bytes of brotli`);
    if (size > Number(limit)) tooLarge.push(`${name}: ${size} bytes are more than ${limit}`);
  }
  assert.deepEqual(tooLarge, []);
});
