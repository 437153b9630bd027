// Builds the page that `khongdau pack` fills with an index: template, script, style, service
// worker, icons. `node site/build.mjs directory`, or `buildSitePage` from another build.
import { build } from 'esbuild';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { iconPng } from './icon.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ICON_SIZES = [192, 512];

/** Classic scripts: from `file://` browsers load no modules. */
const options = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2020',
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'warning',
};

/** Puts the files of the page into a folder that has those of the widget. */
export async function buildSitePage(outdir) {
  await mkdir(outdir, { recursive: true });
  await build({ ...options, entryPoints: ['page.ts'], outfile: join(outdir, 'khongdau-page.js') });
  await build({ ...options, entryPoints: ['sw.ts'], outfile: join(outdir, 'sw.js') });
  await build({ ...options, entryPoints: ['page.css'], outfile: join(outdir, 'khongdau-page.css') });
  const template = await readFile(join(HERE, 'page.html'), 'utf8');
  await writeFile(join(outdir, 'page.html'), template.replace(/\n\s*/g, '\n'));
  await copyFile(join(HERE, '../icon.svg'), join(outdir, 'icon.svg'));
  for (const size of ICON_SIZES) await writeFile(join(outdir, `icon-${size}.png`), iconPng(size));
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  if (!argv[2]) throw new Error('where to? node site/build.mjs directory');
  await buildSitePage(argv[2]);
}
