// All that is published for the web: the client folder, and the npm package. Prints their sizes.
// `node build/dist.mjs engine fold.json client package`
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { argv } from 'node:process';
import { buildSitePage } from '../site/build.mjs';
import { buildClient } from './client.mjs';
import { buildPackage } from './package.mjs';
import { printSizes } from './sizes.mjs';

const [engine, fold, client, outdir] = argv.slice(2);
await rm(client, { recursive: true, force: true });
await buildClient(engine, client);
await buildSitePage(client);
await buildPackage({ engine, client, fold, outdir });
console.log('the client folder:');
await printSizes(client);
console.log('the modules of the package:');
await printSizes(join(outdir, 'dist'));
