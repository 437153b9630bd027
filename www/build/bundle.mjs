// How our scripts and styles are bundled: what all builds share.
import { build, transform } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const WWW = dirname(dirname(fileURLToPath(import.meta.url)));
export const { version: VERSION } = JSON.parse(await readFile(join(WWW, 'package.json'), 'utf8'));

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

/** The bindings, with a door for whoever starts the engine; see src/engine/glue.d.ts. */
const START_WITH = `
export async function startWith(instantiate) {
  const { exports } = await instantiate(__wbg_get_imports());
  __wbg_finalize_init({ exports });
}`;

/**
 * Whether a view of the memory is out of date. A memory of WebAssembly that grows leaves its old
 * buffer empty, which is what the bindings look for; that of the JavaScript build leaves it as it was.
 */
const OUTDATED = [
  [/(cachedUint8ArrayMemory0)\.byteLength === 0/, '$1.buffer !== wasm.memory.buffer'],
  [/(cachedDataViewMemory0)\.buffer\.detached === true \|\| \(.*?!== wasm\.memory\.buffer\)/, '$1.buffer !== wasm.memory.buffer'],
];

function bindings(text) {
  const fit = (bindings, [known, ours]) => {
    if (!known.test(bindings)) throw new Error(`wasm-bindgen makes other bindings than before: they lack ${known}`);
    return bindings.replace(known, ours);
  };
  return OUTDATED.reduce(fit, text) + START_WITH;
}

const glue = (engine) => ({
  name: 'glue',
  setup(esbuild) {
    esbuild.onResolve({ filter: /\/glue\.js$/ }, () => ({ path: join(engine, 'khongdau.js'), namespace: 'glue' }));
    esbuild.onLoad({ filter: /./, namespace: 'glue' }, async ({ path }) => ({ contents: bindings(await readFile(path, 'utf8')) }));
  },
});

/** Modules named `khongdau:…` whose default export is a text. */
const texts = (named) => ({
  name: 'texts',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^khongdau:/ }, ({ path }) => ({ path, namespace: 'texts' }));
    esbuild.onLoad({ filter: /./, namespace: 'texts' }, ({ path }) => ({ contents: named[path], loader: 'text' }));
  },
});

export const plugins = (engine, named = {}) => [cssAsText, glue(engine), texts(named)];

/**
 * Bundles with the settings of the project: ASCII, because classic scripts get the encoding of the
 * page; ES2020, the floor. `engine` is the folder of the module and its bindings.
 */
export async function bundle({ engine, named = {}, ...options }) {
  const result = await build({
    absWorkingDir: WWW,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'warning',
    // Of the way that the bindings would load the module themselves, which falls away.
    logOverride: { 'empty-import-meta': 'silent' },
    plugins: plugins(engine, named),
    ...options,
  });
  return result;
}

/** One classic script, as text. */
export async function classic(options) {
  const { outputFiles } = await bundle({ ...options, format: 'iife', write: false });
  return outputFiles[0].text;
}
