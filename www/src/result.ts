/** One result, as nodes: a link in the flow of the page, or an option of a combobox. */
import type { Hit, SectionHit } from './client.ts';
import { clip, clipMarked, plain } from './clip.ts';
import { make } from './dom.ts';
import type { RenderResult } from './element.ts';
import { formatDate } from './format.ts';
import { type Marked, toFragment } from './marked.ts';
import { fill, type Messages } from './messages/index.ts';
import { safeUrl } from './url.ts';

/** How results are made. */
export interface ResultLook {
  readonly language: string;
  readonly messages: Messages;
  readonly isLink: boolean;
  readonly query: string;
  /** Where a result leads, if anywhere. */
  readonly linkTo: (hit: Hit) => string | undefined;
  readonly render: RenderResult | undefined;
}

/** What was chosen: a result, or a section of one. */
export interface Target {
  /** Of the result. */
  readonly position: number;
  readonly section?: SectionHit;
}

/** Longer titles and snippets than these are mistakes, and would be in the way of the rest. */
const TITLE = 300;
const SNIPPET = 1000;

/** What lines stand for, and links in them. */
const lines = new WeakMap<Element, Target>();
const linked = new WeakMap<Element, SectionHit>();

/** The lines of a result: one, and in a combobox one more for each section. */
export function linesOf(hit: Hit, position: number, look: ResultLook): HTMLLIElement[] {
  const own = look.render?.(hit, { query: look.query, position });
  const content = own ? [own] : [titleOf(hit, look), make('div', { part: 'snippet' }, marked(hit.snippet, SNIPPET)), ...sectionsOf(hit, look), ...metaLine(hit, look.language)];
  if (look.isLink) return [lineOf({ position }, { part: 'result' }, ...content)];
  const followed = own ? [] : (hit.sections ?? []).filter(({ url }) => safeUrl(url));
  return [optionOf(`${position}`, { position }, 'result', ...content), ...followed.map((section, at) => sectionOption(section, `${position}-${at}`, position, look))];
}

/** Links to places within the article, in the flow of the page. */
function sectionsOf({ sections = [] }: Hit, look: ResultLook): HTMLElement[] {
  const links = look.isLink ? sections.map((section) => [safeUrl(section.url), section] as const) : [];
  const shown = links.flatMap(([href, section]) => (href ? [sectionLink(href, section)] : []));
  return shown.length ? [make('div', { part: 'sections', role: 'group', 'aria-label': look.messages.sections }, ...shown)] : [];
}

function sectionLink(href: string, section: SectionHit): HTMLElement {
  const link = make('a', { part: 'section', href }, marked(section.title, TITLE));
  linked.set(link, section);
  return link;
}

/** An option has nothing inside, so that those for sections come behind the one of their article. */
function sectionOption(section: SectionHit, id: string, position: number, { messages }: ResultLook): HTMLLIElement {
  const option = optionOf(id, { position, section }, 'section-option', marked(section.title, TITLE));
  option.setAttribute('aria-label', fill(messages.section, { heading: option.textContent ?? '' }));
  return option;
}

/** An option of the list; `id` tells it from the others. */
export function optionOf(id: string, target: Target, part: string, ...content: ReadonlyArray<Node | string>): HTMLLIElement {
  return lineOf(target, { id: `option-${id}`, part: `${part} option`, role: 'option', 'aria-selected': 'false' }, ...content);
}

function lineOf(target: Target, attributes: Readonly<Record<string, string>>, ...content: ReadonlyArray<Node | string>): HTMLLIElement {
  const line = make('li', attributes, ...content);
  lines.set(line, target);
  return line;
}

/** What is chosen by a press on this, if anything. */
export function targetOf(pressed: unknown): Target | undefined {
  if (!(pressed instanceof Element)) return undefined;
  const target = lines.get(pressed.closest('li') ?? pressed);
  const section = linked.get(pressed.closest('a') ?? pressed);
  return target && section ? { ...target, section } : target;
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
