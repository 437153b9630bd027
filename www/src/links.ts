/** Where results lead. */
import type { Marked } from './marked.ts';
import { safeUrl } from './url.ts';

/** The longest text that an address names; browsers look for all of it. */
const LONGEST = 120;

/**
 * The address of a result, where it is safe to follow; with the words that match, so that the
 * browser scrolls to them, unless the address names a place already.
 */
export function linkTo(url: string, snippet: Marked | undefined): string | undefined {
  const address = safeUrl(url);
  if (!address || !snippet || address.includes('#')) return address;
  const words = longestRun(snippet);
  return words ? `${address}#:~:text=${encode(words)}` : address;
}

/** The longest passage of which every word is marked. Browsers match whole words only. */
function longestRun({ text, ranges }: Marked): string {
  let best = '';
  let from = 0;
  let to = -1;
  for (const [start, end] of ranges) {
    const joins = to >= 0 && start >= to && /^\s+$/.test(text.slice(to, start)) && end - from <= LONGEST;
    if (!joins) from = start;
    to = end;
    if (to - from > best.length && isWhole(text, from, to)) best = text.slice(from, to);
  }
  return best.length > LONGEST ? '' : best;
}

function isWhole(text: string, start: number, end: number): boolean {
  const letter = /[\p{L}\p{M}\p{N}]/u;
  return !letter.test(text.charAt(start - 1)) && !letter.test(text.charAt(end));
}

/** In a text fragment `-`, `,` and `&` have a meaning. */
function encode(words: string): string {
  try {
    return encodeURIComponent(words).replace(/-/g, '%2D');
  } catch {
    return ''; // Half of a surrogate pair, which no page contains.
  }
}
