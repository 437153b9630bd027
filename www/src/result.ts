/** One result, as nodes: a link in the flow of the page, or an option of a combobox. */
import type { Hit } from './client.ts';
import { clip, clipMarked, plain } from './clip.ts';
import { make } from './dom.ts';
import type { RenderResult } from './element.ts';
import { formatDate } from './format.ts';
import { type Marked, toFragment } from './marked.ts';
import { safeUrl } from './url.ts';

/** How results are made. */
export interface ResultLook {
  readonly language: string;
  readonly isLink: boolean;
  readonly query: string;
  /** Where a result leads, if anywhere. */
  readonly linkTo: (hit: Hit) => string | undefined;
  readonly render: RenderResult | undefined;
}

/** Longer titles and snippets than these are mistakes, and would be in the way of the rest. */
const TITLE = 300;
const SNIPPET = 1000;

export function resultOf(hit: Hit, position: number, look: ResultLook): HTMLLIElement {
  const own = look.render?.(hit, { query: look.query, position });
  const content = own ? [own] : [titleOf(hit, look), make('div', { part: 'snippet' }, marked(hit.snippet, SNIPPET)), ...sectionsOf(hit, look), ...metaLine(hit, look.language)];
  if (look.isLink) return make('li', { part: 'result' }, ...content);
  return make('li', { id: `option-${position}`, part: 'result option', role: 'option', 'aria-selected': 'false' }, ...content);
}

/** Links to places within the article; options of a combobox hold none. */
function sectionsOf({ sections = [] }: Hit, look: ResultLook): HTMLElement[] {
  const links = look.isLink ? sections.map(({ title, url }) => [safeUrl(url), marked(title, TITLE)] as const) : [];
  const shown = links.flatMap(([href, title]) => (href ? [make('a', { part: 'section', href }, title)] : []));
  return shown.length ? [make('div', { part: 'sections' }, ...shown)] : [];
}

/** `13/12/2024 · Invest Global`, or nothing when neither is known. */
export function metaLine(hit: Pick<Hit, 'date' | 'source'>, language: string): HTMLElement[] {
  const parts: Array<Node | string> = [];
  if (hit.date) parts.push(make('time', { datetime: clip(hit.date, 40) }, plain(formatDate(hit.date, language))));
  if (hit.date && hit.source) parts.push(' · ');
  if (hit.source) parts.push(make('bdi', {}, plain(hit.source)));
  return parts.length ? [make('div', { part: 'meta' }, ...parts)] : [];
}

function titleOf(hit: Hit, look: ResultLook): HTMLElement {
  const title = marked(hit.title, TITLE);
  if (!look.isLink) return make('div', { part: 'title' }, title);
  const href = look.linkTo(hit);
  // Without an address the page may still have a way to open it.
  const link = make('a', href ? { part: 'link', href } : { part: 'link', role: 'link', tabindex: '0' }, title);
  return make('h3', { part: 'title' }, link);
}

function marked(text: Marked, most: number): DocumentFragment {
  const fragment = toFragment(clipMarked(text, most));
  for (const mark of Array.from(fragment.querySelectorAll('mark'))) mark.setAttribute('part', 'mark');
  return fragment;
}
