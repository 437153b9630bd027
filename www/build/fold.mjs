// The table of foldings, packed for `src/fold.ts`.

/** Letters stand for themselves; anything else has a sign of its own. */
const SIGNS = '!#$%&*+,-./:;<=>?@[]^_{|}~ABCDEFGHIJ';

/**
 * `{"65":"a",…}`, by code point, as `signs\nruns`: what each sign stands for, by JSON, and from code
 * point 0 on a sign and for how many characters it holds, if for more than one. A sign stands for a text, or for
 * a number to be added to the code point.
 */
export function packedFold(table) {
  const signs = new Map([[0, '=']]);
  const runs = [];
  const last = Math.max(...Object.keys(table).map(Number));
  for (let code = 0; code <= last; code += 1) {
    const sign = signOf(meaning(code, table), signs);
    const run = runs.at(-1);
    if (run?.sign === sign) run.count += 1;
    else runs.push({ sign, count: 1 });
  }
  const meanings = Object.fromEntries([...signs].map(([what, sign]) => [sign, what]));
  return `${JSON.stringify(meanings)}\n${runs.map(({ sign, count }) => sign + (count > 1 ? count : '')).join('')}`;
}

/** What happens to a character: letters of ASCII and texts as they are, others by their distance. */
function meaning(code, table) {
  const folded = table[code];
  if (folded === undefined) return 0;
  const isCapital = code >= 0x41 && code <= 0x5a;
  const isShift = folded.length === 1 && (isCapital || code >= 0xff00 || folded > '\x7f');
  return isShift ? folded.codePointAt(0) - code : folded;
}

function signOf(what, signs) {
  if (/^[a-z]$/.test(what)) return what;
  if (!signs.has(what)) {
    const free = [...SIGNS].find((sign) => ![...signs.values()].includes(sign));
    if (!free) throw new Error('more kinds of foldings than signs');
    signs.set(what, free);
  }
  return signs.get(what);
}
