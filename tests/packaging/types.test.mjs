// The package's types, as TypeScript finds them in projects of others.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { project, ROOT, run } from './harness.mjs';

const typescript = createRequire(join(ROOT, 'www/package.json')).resolve('typescript/package.json');
const tsc = join(dirname(typescript), 'bin/tsc');

let folder;
before(async () => (folder = await project('types')));

for (const [what, config] of Object.entries({
  'for bundlers, declarations included': 'tsconfig.json',
  'for Node, declarations included': 'tsconfig.nodenext.json',
  'in JSX of React and Preact, in templates of Svelte and Vue': 'tsconfig.frameworks.json',
})) {
  test(`types ${what}`, () => run('node', [tsc, '--project', config], folder));
}
