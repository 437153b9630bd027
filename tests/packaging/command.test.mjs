// `npx khongdau`: the command line in Node does and says what the native one does.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { project, ROOT, run, WORK } from './harness.mjs';

const LONG = 'Hội đồng nhân dân tỉnh đã thông qua nghị quyết về phát triển khu công nghiệp xanh, trong đó yêu cầu xử lý nước thải. ';

let command;
let native;
let place;
before(async () => {
  const folder = await project('node');
  command = join(folder, 'node_modules/.bin/khongdau');
  const messages = await run('cargo', ['build', '--quiet', '--package', 'khongdau-cli', '--message-format', 'json'], ROOT);
  const built = messages.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  native = built.findLast(({ executable }) => executable).executable;
  place = join(WORK, 'lệnh khongdau');
  await rm(place, { recursive: true, force: true });
  await mkdir(join(place, 'site/tin tức'), { recursive: true });
  await cp(join(ROOT, 'seeds'), join(place, 'seeds'), { recursive: true });
  const page = (title) => `<html lang="vi"><head><title>${title}</title></head><body><form><h1>${title}</h1><h2 id="a">Mục</h2><p>${LONG}</p></form></body></html>`;
  await writeFile(join(place, 'site/tin tức/một.html'), page('Một'));
  await writeFile(join(place, 'site/hai.aspx'), page('Hai'));
  await writeFile(join(place, 'site/ba.md'), '---\ntitle: Ba\n---\n\nThân bài.\n');
  await writeFile(join(place, 'site/anh.html'), Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0));
  await writeFile(join(place, 'hỏng.jsonl'), '{"id":1,"title":"a"}\nx\n');
  await writeFile(join(place, 'tin.jsonl'), Array.from({ length: 300 }, (_, id) => JSON.stringify({ id, title: `Tin số ${id}`, text: LONG.repeat(1 + (id % 5)) + id })).join('\n'));
});

/** Code, output and messages of one of the two. */
async function ran(program, parameters, input) {
  const done = promisify(execFile)(program, parameters, { cwd: place, maxBuffer: 1e8, env: { ...process.env, NO_COLOR: '1', LANG: 'C.UTF-8' } });
  // Whoever needs no input may have ended by now.
  done.child.stdin.on('error', () => {}).end(input ?? '');
  const { code = 0, stdout, stderr } = await done.catch((error) => error);
  // How long it took is not the same.
  return { code, stdout, stderr: stderr.replace(/; [\d.]+ s, [\d,]+ articles\/s/, '') };
}

async function same(parameters, input) {
  const [ours, theirs] = [await ran(command, parameters, input), await ran(native, parameters, input)];
  assert.deepEqual(ours, theirs, parameters.join(' '));
  return ours;
}

/** All files below a folder, with what is in them. */
async function files(folder) {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
  return Promise.all(paths.map(async (path) => [path.slice(folder.length), (await readFile(path)).toString('base64')]));
}

/** Makes the same twice, and compares the bytes. */
async function makesSame(parameters, output, input) {
  const made = [];
  for (const program of [command, native]) {
    await rm(join(place, output), { recursive: true, force: true });
    const { code, stderr, stdout } = await ran(program, parameters, input);
    assert.equal(code, 0, stderr);
    const content = output.endsWith('/') ? await files(join(place, output)) : await readFile(join(place, output), 'base64');
    made.push({ content, stderr, stdout });
  }
  assert.deepEqual(made[0], made[1]);
}

test('help and version', async () => {
  for (const parameters of [['--help'], ['index', '--help'], ['--version'], ['pack', '--help']]) assert.equal((await same(parameters)).code, 0);
  assert.equal((await same(['frobnicate'])).code, 2);
  assert.equal((await same(['index'])).code, 2);
});

test('an index of the seeds, of standard input, and one with warnings', async () => {
  await makesSame(['index', 'seeds', '-o', 'seeds.kdx'], 'seeds.kdx');
  await makesSame(['index', '-', '-o', 'một.kdx'], 'một.kdx', '{"id":1,"title":"Một"}\n');
  await makesSame(['index', 'hỏng.jsonl', '-o', 'x.kdx', '--keep-going'], 'x.kdx');
});

test('a folder to upload, out of pages, in one file and in shards', async () => {
  await makesSame(['index', 'site', '-o', 'tìm kiếm/', '--keep-going'], 'tìm kiếm/');
  await ran(native, ['index', 'tin.jsonl', '-o', 'tin.kdx', '-q']);
  await makesSame(['pack', 'tin.kdx', '--sharded', '-o', 'shards/'], 'shards/');
  await makesSame(['pack', 'seeds.kdx', '-o', 'mot-trang.html'], 'mot-trang.html');
  // Over one that is there, with the shards of before.
  assert.equal((await same(['pack', 'tin.kdx', '--sharded', '-o', 'shards/'])).code, 0);
});

test('questions to an index, and to a folder', async () => {
  for (const index of ['seeds.kdx', 'shards/']) {
    await same(['search', index, 'cong nghiep', '--limit', '3']);
    await same(['search', index, 'khu cong nghiep xanh', '--json']);
    await same(['suggest', index, 'khu c']);
    await same(['verify', index]);
  }
  await same(['inspect', 'seeds.kdx', '--json']);
  await same(['extract', 'site/hai.aspx', '--json']);
  await same(['snippet', 'shards/']);
});

test('what goes wrong is said alike, and nothing is written', async () => {
  for (const [parameters, words] of [
    [['index', 'không-có', '-o', 'y.kdx'], /không-có: cannot be read: No such file/],
    [['index', 'hỏng.jsonl', '-o', 'y.kdx'], /hỏng\.jsonl:2: is not valid JSON/],
    [['index', 'site', '-o', 'y.kdx'], /anh\.html: /],
    [['index', 'seeds', '-o', 'không-có/y.kdx'], /there is no folder không-có/],
    [['index', 'seeds', '-o', 'tin.jsonl'], /exists and is no khongdau index/],
    [['search', 'tin.jsonl', 'a'], /this is not a khongdau index/],
  ]) {
    const { code, stderr } = await same(parameters);
    assert.equal(code, 1);
    assert.match(stderr, words);
  }
  assert.ok(!(await readdir(place)).some((name) => name === 'y.kdx' || name.startsWith('.khongdau')));
});

test('what needs sockets says what to do instead', async () => {
  const { code, stderr } = await ran(command, ['serve', '.']);
  assert.equal(code, 1);
  assert.match(stderr, /serve and check need sockets.*npx serve/);
});
