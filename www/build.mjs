// Builds www/dist: the page, the element with the client and the module's glue, the module.
// Prints what a visitor downloads. `node build.mjs [directory]`
import { build, transform } from 'esbuild';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULE = 'khongdau_bg.wasm';
const SCRIPT = 'khongdau-search.js';

/** The element's style as a string, minified like everything else. */
const cssAsText = {
  name: 'css-as-text',
  setup(esbuild) {
    esbuild.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

/** The page imports the same file that any other page would. */
const indexIsShipped = {
  name: 'index-is-shipped',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^\.\/index\.ts$/ }, () => ({ path: `./${SCRIPT}`, external: true }));
  },
};

const options = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2020',
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'warning',
};

async function copy(names, from, to) {
  for (const name of names) await copyFile(join(from, name), join(to, name));
}

/** `index.html` without the blanks that only we read. */
async function writePage(outdir) {
  const html = await readFile(join(HERE, 'index.html'), 'utf8');
  await writeFile(join(outdir, 'index.html'), html.replace(/\n\s*/g, '\n'));
}

async function buildSite(outdir) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  await build({ ...options, entryPoints: ['src/index.ts'], outfile: join(outdir, SCRIPT), plugins: [cssAsText] });
  await build({ ...options, entryPoints: ['src/page.ts'], outfile: join(outdir, 'page.js'), plugins: [indexIsShipped] });
  await build({ ...options, entryPoints: ['page.css'], outfile: join(outdir, 'page.css') });
  await writePage(outdir);
  await copy(['icon.svg'], HERE, outdir);
  await copy([MODULE], join(HERE, 'src/wasm'), outdir);
}

function sizesOf(bytes) {
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli.length };
}

function add(sizes) {
  return sizes.reduce((a, b) => ({ raw: a.raw + b.raw, gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli }));
}

async function printSizes(outdir) {
  const table = {};
  for (const name of (await readdir(outdir)).sort()) table[name] = sizesOf(await readFile(join(outdir, name)));
  const code = Object.keys(table).filter((name) => /\.(js|css)$/.test(name));
  table['all JS and CSS'] = add(code.map((name) => table[name]));
  table['all files'] = add(Object.keys(table).filter((name) => name.includes('.')).map((name) => table[name]));
  console.table(table);
}

const outdir = process.argv[2] ?? join(HERE, 'dist');
await buildSite(outdir);
await printSizes(outdir);
