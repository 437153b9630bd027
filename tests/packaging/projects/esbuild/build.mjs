import { build } from 'esbuild';
import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

for (const name of ['inline', 'slim', 'instantsearch']) {
  await build({ entryPoints: { main: `${name}.js` }, outdir: `dist/${name}`, bundle: true, minify: true, format: 'esm' });
}
// What `slim` is told of.
const installed = (name) => fileURLToPath(import.meta.resolve(name));
await cp(installed('khongdau/khongdau.wasm'), 'dist/slim/engine.wasm');
await cp(installed('khongdau/worker'), 'dist/slim/engine-worker.js');
