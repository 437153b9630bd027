import type { Marked } from './marked.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** `marked` as HTML, escaped, with `<mark>` around each range: for pages made on a server. */
export function toHtml({ text, ranges }: Marked): string {
  let html = '';
  let done = 0;
  for (const [start, end] of ranges) {
    if (start < done || end <= start || end > text.length) continue;
    html += `${escaped(text.slice(done, start))}<mark>${escaped(text.slice(start, end))}</mark>`;
    done = end;
  }
  return html + escaped(text.slice(done));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}
