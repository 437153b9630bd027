import { nodeResolve } from '@rollup/plugin-node-resolve';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The files that `khongdau` asks for, beside the bundle. */
const assets = {
  name: 'khongdau-assets',
  async generateBundle() {
    for (const name of ['khongdau.wasm', 'khongdau-engine.js', 'khongdau-nowasm.js']) {
      const path = new URL(`./${name}`, import.meta.resolve('khongdau/khongdau.wasm'));
      this.emitFile({ type: 'asset', fileName: name, source: await readFile(fileURLToPath(path)) });
    }
  },
};

export default ['inline', 'assets'].map((name) => ({
  input: { main: `${name}.js` },
  output: { dir: `dist/${name}` },
  plugins: [nodeResolve({ browser: true }), name === 'assets' && assets],
}));
