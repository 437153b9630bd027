// All that is published for the web: the client folder, and the npm package. Prints what sites serve;
// what bundlers make of the package is in the tests of it. `node build/dist.mjs engine fold.json client package node`
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv } from 'node:process';
import { buildSitePage } from '../site/build.mjs';
import { buildClient } from './client.mjs';
import { buildPackage } from './package.mjs';
import { printSizes } from './sizes.mjs';

const [engine, fold, client, outdir, node] = argv.slice(2);
const made = await mkdtemp(join(tmpdir(), 'khongdau-'));
try {
  await buildClient(engine, made);
  await buildSitePage(made);
  await replace(client, made);
} finally {
  await rm(made, { recursive: true });
}
await buildPackage({ engine, client, fold, outdir, node });
await printSizes(client);

/** Makes a folder have what another has. What stays as it is is not touched: cargo would build with it anew. */
async function replace(folder, other) {
  await mkdir(folder, { recursive: true });
  const [before, after] = await Promise.all([readdir(folder), readdir(other)]);
  for (const name of before) if (!after.includes(name)) await rm(join(folder, name), { recursive: true });
  for (const name of after) {
    const content = await readFile(join(other, name));
    const known = await readFile(join(folder, name)).catch(() => undefined);
    if (!known?.equals(content)) await writeFile(join(folder, name), content);
  }
}
