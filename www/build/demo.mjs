// The demo: its page, and the client with the five articles inside its engine.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle, VERSION, WWW } from './bundle.mjs';
import { buildClient, copy } from './client.mjs';
import { sizesOf } from './sizes.mjs';

/** It names no index: that is inside the module. */
const MANIFEST = { khongdau: 1, version: VERSION };

export async function buildDemo(outdir) {
  const engine = join(WWW, 'src/wasm');
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  await buildClient(engine, outdir);
  await bundle({ engine, entryPoints: ['demo/demo.ts'], outfile: join(outdir, 'demo.js'), format: 'iife' });
  await bundle({ engine, entryPoints: ['demo/demo.css'], outfile: join(outdir, 'demo.css'), plugins: [] });
  await writeFile(join(outdir, 'khongdau.json'), `${JSON.stringify(MANIFEST)}\n`);
  await copy(['icon.svg'], WWW, outdir);
  await writePage(outdir);
}

/** What a visit loads besides the page. */
const LOADED = ['demo.css', 'demo.js', 'khongdau.js', 'khongdau-widget.js', 'khongdau-engine.js', 'khongdau.json', 'khongdau.wasm'];

/** `index.html` without the blanks that only we read, and with what a visit weighs. */
async function writePage(outdir) {
  const html = await readFile(join(WWW, 'demo/index.html'), 'utf8');
  let brotli = 0;
  for (const name of LOADED) brotli += sizesOf(await readFile(join(outdir, name))).brotli;
  await writeFile(join(outdir, 'index.html'), html.replace(/\n\s+/g, '\n').replace('{{brotli}}', String(brotli)));
}
