// The npm package: ES modules that share what they have in common, the client folder for pages
// without a bundler, types, and the manifests.
import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { bundle, classic, WWW } from './bundle.mjs';
import { copy } from './client.mjs';
import { customElements } from './custom-elements.mjs';
import { packedFold } from './fold.mjs';

const ROOT = dirname(WWW);
const ENTRIES = join(WWW, 'src/entries');

/** What pages load without a bundler, and what the modules ask for by `new URL`. */
const CLIENT = ['khongdau.js', 'khongdau-widget.js', 'khongdau-engine.js', 'khongdau-nowasm.js', 'khongdau.wasm', 'khongdau.wasm.js'];

/**
 * Writes the package. `engine` is the folder of the module, `client` that of the client,
 * `fold` the table that `cargo run -p khongdau-core --example fold_table` prints, `node` the folder of the
 * command line.
 */
export async function buildPackage({ engine, client, fold, outdir, node }) {
  const dist = join(outdir, 'dist');
  await rm(outdir, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  await buildModules(engine, fold, dist);
  await copy(CLIENT, client, dist);
  await buildCommand(node, client, join(outdir, 'cli'));
  await buildTypes(join(outdir, 'types'));
  await writeJson(join(outdir, 'package.json'), await manifest());
  await writeJson(join(outdir, 'custom-elements.json'), await customElements());
  await copyFile(join(WWW, 'npm/README.md'), join(outdir, 'README.md'));
  await copy(['LICENSE-MIT', 'LICENSE-APACHE', 'CHANGELOG.md'], ROOT, outdir);
}

/**
 * All in one folder, chunks too: `new URL('./khongdau.wasm', import.meta.url)` holds wherever it lands. Not
 * minified, because bundlers do that, and read comments in `import(…)` before.
 */
async function buildModules(engine, fold, outdir) {
  const wasm = await readFile(join(engine, 'khongdau_bg.wasm'));
  const named = {
    'khongdau:wasm': wasm.toString('base64'),
    'khongdau:worker': await classic({ engine, entryPoints: ['src/engine/classic.ts'] }),
    'khongdau:fold': packedFold(JSON.parse(await readFile(fold, 'utf8'))),
  };
  const entryPoints = (await entries()).map((name) => join(ENTRIES, `${name}.ts`));
  await bundle({ engine, named, entryPoints, outdir, minify: false, splitting: true, chunkNames: 'chunk-[hash]', external: ['node:*'] });
}

/** `npx khongdau`, and what it packs besides the files in `dist`. */
async function buildCommand(node, client, outdir) {
  await mkdir(join(outdir, 'client'), { recursive: true });
  await copy(['khongdau.mjs', 'disk.mjs'], join(WWW, 'npm/cli'), outdir);
  await copyFile(join(node, 'khongdau-cli_bg.wasm'), join(outdir, 'khongdau-cli.wasm'));
  await copyFile(join(node, 'khongdau-cli.js'), join(outdir, 'khongdau-cli.js'));
  const others = (await readdir(client)).filter((name) => !CLIENT.includes(name));
  await copy(others, client, join(outdir, 'client'));
}

/** Each makes a module of its name. */
async function entries() {
  const names = (await readdir(ENTRIES)).filter((name) => name !== 'api.ts');
  return names.map((name) => name.replace(/\.ts$/, ''));
}

/** Declarations of what entries export, and of what that is made of. */
async function buildTypes(outdir) {
  const all = join(outdir, '.all');
  await run('node', [tsc(), '--project', 'tsconfig.package.json', '--outDir', all]);
  const open = (await entries()).map((name) => `entries/${name}.d.ts`);
  for (const name of open) {
    const text = await readFile(join(all, name), 'utf8');
    const imported = [...text.matchAll(IMPORTED)].map(([, , path]) => `${join(dirname(name), path)}.d.ts`);
    open.push(...imported.filter((path) => !open.includes(path)));
    await mkdir(dirname(join(outdir, name)), { recursive: true });
    // For whoever imports them, they have the names of modules.
    await writeFile(join(outdir, name), text.replace(IMPORTED, "$1'$2.js'"));
  }
  await rm(all, { recursive: true });
  await cp(join(WWW, 'npm/jsx'), join(outdir, 'jsx'), { recursive: true });
}

/** A module of ours in a declaration: `from './error.ts'`, `import('./error.ts')`, `import './error.ts'`. */
const IMPORTED = /((?:from|import) ?\(?)'(\.{1,2}\/[^']+)\.ts'/g;

function tsc() {
  return join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
}

/** That of `www/`, without what only we need. */
async function manifest() {
  const { private: ours, scripts, devDependencies, ...rest } = JSON.parse(await readFile(join(WWW, 'package.json'), 'utf8'));
  const scriptsForPages = CLIENT.filter((name) => name.endsWith('.js'));
  return { ...rest, sideEffects: ['define.js', ...scriptsForPages].map((name) => `./dist/${name}`) };
}

async function run(program, parameters) {
  try {
    await promisify(execFile)(program, parameters, { cwd: WWW });
  } catch (error) {
    throw new Error(`${error.message}\n${error.stdout}`);
  }
}

async function writeJson(path, value) {
  await writeFile(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
