// The client folder: what lies on a site beside its index. Scripts are classic and ASCII, so that
// old pages and `file://` can have them.
import { transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { classic, VERSION } from './bundle.mjs';

const WASM = 'khongdau.wasm';

/** Writes the client of an engine: `khongdau.js` and what it loads. */
export async function buildClient(engine, outdir) {
  await mkdir(outdir, { recursive: true });
  const parts = {
    'khongdau-widget.js': await classic({ engine, entryPoints: ['src/deliveries/parts.ts'], define: { HASHES: '{}' } }),
    'khongdau-engine.js': await classic({ engine, entryPoints: ['src/engine/classic.ts'] }),
    'khongdau-nowasm.js': await nowasmScript(engine),
    [WASM]: await readFile(join(engine, 'khongdau_bg.wasm')),
  };
  parts[`${WASM}.js`] = twin(WASM, parts[WASM]);
  const hashes = Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, integrity(content)]));
  parts['khongdau.js'] = await loader(engine, hashes);
  for (const [name, content] of Object.entries(parts)) await writeFile(join(outdir, name), content);
}

function loader(engine, hashes) {
  const define = { HASHES: JSON.stringify(hashes), VERSION: JSON.stringify(VERSION) };
  return classic({ engine, entryPoints: ['src/deliveries/loader.ts'], define });
}

/** The JavaScript build of the engine, as a classic script that leaves it in `khongdau.nowasm`. */
export async function nowasmScript(engine) {
  const module = await readFile(join(engine, 'khongdau_nowasm.js'), 'utf8');
  const script = module.replace(/^export default /m, '(self.khongdau=self.khongdau||{}).nowasm=');
  if (script === module) throw new Error('khongdau_nowasm.js has no default export');
  const { code } = await transform(`(function(){${script}})();`, { minify: true, charset: 'ascii', target: 'es2020' });
  return code;
}

/** A file as a script that carries it, for `file://` and for servers that refuse its type. */
export function twin(name, content) {
  const base64 = Buffer.from(content).toString('base64');
  return `(self.khongdau=self.khongdau||{}).files=Object.assign(self.khongdau.files||{},{${JSON.stringify(name)}:"${base64}"});\n`;
}

function integrity(content) {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`;
}

export async function copy(names, from, to) {
  for (const name of names) await copyFile(join(from, name), join(to, name));
}
