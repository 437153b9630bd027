/** Text that is shown, made short enough to be shown. */
import type { Marked } from './marked.ts';

/** A sign may carry this many marks across a cut; beyond it stands for no letter. */
const MARKS = 32;

/** The first `most` code units of a text, with all the marks of the last letter but never half of
 * a sign; the text itself if it is no longer. */
export function clip(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, cutBefore(text, most))}…` : text;
}

export function clipMarked({ text, ranges }: Marked, most: number): Marked {
  if (text.length <= most) return { text, ranges };
  const end = cutBefore(text, most);
  const inside = ranges.filter(([start]) => start < end).map(([start, stop]) => [start, Math.min(stop, end)] as const);
  return { text: `${text.slice(0, end)}…`, ranges: inside };
}

/** For one line among our own words: short, and without characters that turn what follows round. */
export function plain(text: string): string {
  return clip(text, 100).replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}

function cutBefore(text: string, most: number): number {
  let end = most;
  while (end > most - MARKS && /^[\p{M}\u200d\udc00-\udfff]/u.test(text.slice(end, end + 2))) end -= 1;
  return end;
}
