// `khongdau/fold` does what the engine does, letter by letter and mark by mark.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { project, ROOT } from './harness.mjs';

/** Latin in all its blocks, Greek and Cyrillic, marks, signs, full width; as far as Unicode has assigned them. */
const BLOCKS = [[0x20, 0x24f], [0x250, 0x3ff], [0x400, 0x4ff], [0x1ab0, 0x1aff], [0x1d00, 0x1eff], [0x2000, 0x218f], [0x2c60, 0x2c7f], [0x3000, 0x303f], [0xa720, 0xa7ff], [0xab30, 0xab6f], [0xfb00, 0xfb06], [0xfe00, 0xfe2f], [0xfeff, 0xffee], [0x1f600, 0x1f640]];
const VOWELS = [...'aăâeêioôơuưyAĂÂEÊIOÔƠUƯY'];
const TONES = ['', '\u0301', '\u0300', '\u0309', '\u0303', '\u0323'];

let fold;
before(async () => {
  const folder = await project('node');
  ({ fold } = await import(pathToFileURL(join(folder, 'node_modules/khongdau/dist/fold.js'))));
});

function inRust(lines) {
  const { stdout, stderr, status } = spawnSync('cargo', ['run', '--quiet', '--package', 'khongdau-core', '--example', 'fold_table', '--', '--lines'], { cwd: ROOT, input: lines.join('\n'), encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout.replace(/\n$/, '').split('\n');
}

function agree(lines) {
  const expected = inRust(lines);
  assert.equal(expected.length, lines.length);
  const wrong = lines.filter((line, at) => fold(line) !== expected[at]);
  assert.deepEqual(wrong, []);
}

test('every assigned letter of these blocks', () => {
  const letters = BLOCKS.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)));
  const assigned = letters.filter((letter) => /\P{Cn}/u.test(letter));
  assert.ok(assigned.length > 2500, String(assigned.length));
  agree(assigned.flatMap((letter) => [letter, `a${letter}b`, letter.normalize('NFD')]));
});

test('Vietnamese, composed, decomposed, half of it, marks in any order and in stacks', () => {
  const letters = VOWELS.flatMap((vowel) => TONES.map((tone) => vowel + tone));
  const forms = letters.flatMap((letter) => ['NFC', 'NFD', 'NFKC', 'NFKD'].map((form) => letter.normalize(form)));
  const orders = ['o\u031b\u0323', 'o\u0323\u031b', 'u\u031b\u0301\u0301', 'ơ\u0323\u0301', 'ư\u0303\u0309', 'ê\u0302\u0301', '\u0301a', 'a\u030c\u0301', 'd\u0335', 'Đ', 'Ð', 'ð', 'Ɖ', 'đ\u0301', '\u0340\u0341'];
  agree([...forms, ...orders, 'Đường phố', 'ĐƯỜNG PHỐ', 'Cộng hoà xã hội chủ nghĩa Việt Nam', 'Nghị quyết số 29‑NQ/TW', 'Straße Æsir Þór Łódź İstanbul', 'ＶＩỆＴ　ＮＡＭ', 'm²', '👍🏽', '']);
});

test('as the README says', () => {
  assert.equal(fold('Đường phố'), 'duong pho');
  assert.equal(fold('Đường phố'.normalize('NFD')), 'duong pho');
});
