// The rivals, by npm, in a folder of their own: they are no dependencies of ours.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BENCH } from './folders.mjs';

const run = promisify(execFile);
const FOLDER = join(BENCH, 'npm');

/** Pagefind brings the component UI of its version with each index. */
export const RIVALS = { pagefind: '1.6.0', '@docsearch/js': '5.2.0', '@docsearch/css': '5.2.0' };

/** Installs them where they are not there yet. */
export async function install() {
  if (await isInstalled()) return;
  console.error(`npm install of ${Object.entries(RIVALS).map((rival) => rival.join('@')).join(', ')} into ${FOLDER}`);
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, 'package.json'), JSON.stringify({ private: true, dependencies: RIVALS }));
  await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: FOLDER });
}

async function isInstalled() {
  const manifest = join(FOLDER, 'package.json');
  if (!existsSync(join(FOLDER, 'node_modules/pagefind'))) return false;
  return JSON.stringify(JSON.parse(await readFile(manifest, 'utf8')).dependencies) === JSON.stringify(RIVALS);
}

export function fileOf(rival, path) {
  return join(FOLDER, 'node_modules', rival, path);
}

/** What indexes the pages below `site`, into `site/pagefind/`: a program and its parameters. */
export function pagefindOf(site) {
  return ['node', [join(FOLDER, 'node_modules/.bin/pagefind'), '--site', site, '--glob', 'a/*.html', '--quiet']];
}

/** Indexes them. */
export async function pagefind(site) {
  await run(...pagefindOf(site));
}
