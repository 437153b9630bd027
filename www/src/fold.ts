/** Text without accents and capitals, without the engine. What becomes of a letter is said in Rust. */
import packed from 'khongdau:fold';

let foldings: ReadonlyMap<number, string> | undefined;

/**
 * `Đường phố` as `duong pho`: how the engine compares words that were typed without accents, to sort and
 * filter lists of your own alike. Takes text of any normalisation form, mixed ones too.
 */
export function fold(text: string): string {
  foldings ??= unpack(packed);
  let folded = '';
  for (const letter of text) folded += foldings.get(letter.codePointAt(0) ?? 0) ?? letter;
  return folded;
}

/** Reads what `build/fold.mjs` writes. */
function unpack(text: string): Map<number, string> {
  const [signs = '', runs = ''] = text.split('\n');
  const meanings = JSON.parse(signs) as Record<string, string | number>;
  const table = new Map<number, string>();
  let code = 0;
  for (const [, sign = '', count] of runs.matchAll(/(\D)(\d*)/g)) {
    const meaning = meanings[sign] ?? sign;
    for (const end = code + Number(count || 1); code < end; code += 1) {
      if (meaning !== 0) table.set(code, typeof meaning === 'number' ? String.fromCodePoint(code + meaning) : meaning);
    }
  }
  return table;
}
