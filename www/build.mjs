// Builds www/dist: the demo. Prints what a visitor downloads. `node build.mjs [directory]`
import { join } from 'node:path';
import { WWW } from './build/bundle.mjs';
import { buildDemo } from './build/demo.mjs';
import { printSizes } from './build/sizes.mjs';

const outdir = process.argv[2] ?? join(WWW, 'dist');
await buildDemo(outdir);
await printSizes(outdir);
