/**
 * What is in the panel of `<khongdau-search>`: nodes, and the states they can be in. It decides
 * nothing; `widget.ts` does.
 */
import type { SearchResults, Suggestion } from './client.ts';
import { plain } from './clip.ts';
import { make, refill } from './dom.ts';
import { FilterBar, type Offer } from './filters.ts';
import { formatTime, formatTotal } from './format.ts';
import { fill, fillNodes, type Messages } from './messages/index.ts';
import { notesOf } from './notes.ts';
import { linesOf, optionOf, type ResultLook } from './result.ts';

/** How an answer is shown. */
export interface Look extends ResultLook {
  /** What can be filtered and ordered by, if anything. */
  readonly offer: Offer | undefined;
  /** Whether results beyond these can be asked for. */
  readonly hasMore: boolean;
  /** Whether the last line leads to a page of results. */
  readonly hasAll: boolean;
}

export class Panel {
  /** Holds buttons that search for their `value`. */
  readonly notes = make('div', { part: 'notes', hidden: '' });
  readonly suggestions = make('div', { part: 'suggestions', role: 'group', 'aria-labelledby': 'suggestions', hidden: '' });
  readonly list = make('ol', { id: 'list', part: 'list', hidden: '' });
  readonly more = make('button', { part: 'more', type: 'button', hidden: '' });
  readonly unfilter = make('button', { part: 'unfilter', type: 'button' });
  readonly filters: FilterBar;
  private readonly head = make('div', { part: 'head', hidden: '' });
  private readonly count = make('p', { part: 'count' });
  private readonly note = make('div', { part: 'note', hidden: '' });
  private readonly suggest = make('span', { id: 'suggestions' });
  private readonly emptySlot = make('slot', { name: 'empty' });
  readonly node = make('div', { part: 'panel', hidden: '' });
  private readonly parts: readonly HTMLElement[];

  constructor(filtered: () => void) {
    this.filters = new FilterBar(filtered);
    this.head.append(this.count, this.filters.node);
    this.parts = [this.suggestions, this.head, this.note, this.notes, this.list, this.more];
    this.node.append(...this.parts, make('slot', { name: 'footer' }));
  }

  /** Puts words on everything that has words of its own. */
  speak(messages: Messages): void {
    this.list.setAttribute('aria-label', messages.list);
    this.suggest.textContent = messages.suggestions;
    this.more.textContent = messages.more;
    this.unfilter.textContent = messages.unfilter;
  }

  showNothing(): void {
    this.swap();
    refill(this.list);
  }

  /** Shows an answer. Returns it in sentences. */
  show(result: SearchResults, suggestions: readonly Suggestion[], look: Look): string {
    const { messages } = look;
    if (look.offer) this.filters.show(result.facets ?? {}, look.offer);
    else this.filters.node.hidden = true;
    const sentence = result.hits.length ? this.showHits(result, look) : this.showEmpty(result, look);
    const notes = notesOf(result, messages);
    refill(this.notes, ...notes.map(({ line }) => line));
    this.notes.hidden = !notes.length;
    this.showSuggestions(suggestions.filter(({ text }) => !notes.some(({ searches }) => searches === text)));
    return [sentence, ...notes.flatMap(({ spoken }) => spoken ?? [])].join('. ');
  }

  /** Adds results to those there are. Returns the first of them. */
  add(result: SearchResults, offset: number, look: Look): Element | undefined {
    this.more.hidden = !look.hasMore;
    const added = result.hits.flatMap((hit, at) => linesOf(hit, offset + at, look));
    this.list.append(...added);
    return added[0];
  }

  /** The results and their sections, and the line below them if it is an option. */
  get options(): readonly Element[] {
    return Array.from(this.list.children);
  }

  /** What can have the focus in the results. */
  get links(): readonly HTMLAnchorElement[] {
    return Array.from(this.list.querySelectorAll('a'));
  }

  get hasResults(): boolean {
    return !this.list.hidden;
  }

  /** Marks one option as the one that Enter opens; none for -1. Returns it. */
  setActive(position: number): Element | undefined {
    const { options } = this;
    options.forEach((option, at) => mark(option, at === position));
    const active = options[position];
    active?.scrollIntoView({ block: 'nearest' });
    return active;
  }

  private showHits(result: SearchResults, look: Look): string {
    const { messages, language, query } = look;
    const one = result.total === 1;
    const total = formatTotal(result, language);
    const time = formatTime(result.timeMs, language);
    this.swap(this.head, this.list);
    this.count.textContent = fill(one ? messages.countOne : messages.countMany, { total, time });
    this.list.setAttribute('role', look.isLink ? 'list' : 'listbox');
    refill(this.list, ...(look.hasAll ? [allLine(result.hits.length, query, messages)] : []));
    this.list.prepend(...result.hits.flatMap((hit, position) => linesOf(hit, position, look)));
    this.more.hidden = !look.hasMore;
    return fill(one ? messages.statusOne : messages.statusMany, { total, query: plain(query) });
  }

  private showEmpty(result: SearchResults, { messages, query, offer }: Look): string {
    const isFiltered = this.filters.isChosen;
    this.swap(...(isFiltered && offer ? [this.head, this.note] : [this.note]));
    this.count.textContent = '';
    refill(this.list);
    refill(
      this.note,
      make('p', { part: 'empty' }, ...fillNodes(messages.empty, { query: make('bdi', {}, plain(query)) })),
      make('p', { part: 'hint' }, isFiltered ? messages.emptyFiltered : messages.emptyHint),
      ...(isFiltered ? [this.unfilter] : []),
      this.emptySlot,
    );
    return fill(messages.empty, { query: plain(result.query) });
  }

  /** What may be typed next, but for titles: those stand below. */
  private showSuggestions(suggestions: readonly Suggestion[]): void {
    const chips = suggestions.filter(({ kind }) => kind === 'completion').map(({ text }) => make('button', { part: 'suggestion', type: 'button', value: text }, plain(text)));
    refill(this.suggestions, this.suggest, ...chips);
    this.suggestions.hidden = !chips.length;
  }

  /** Shows only these parts. */
  private swap(...shown: readonly HTMLElement[]): void {
    for (const part of this.parts) part.hidden = !shown.includes(part);
  }
}

function allLine(position: number, query: string, messages: Messages): HTMLElement {
  const words = fillNodes(messages.all, { query: make('bdi', {}, plain(query)) });
  return optionOf(`${position}`, { position }, 'all', ...words);
}

function mark(option: Element, active: boolean): void {
  if (option.getAttribute('role') !== 'option') return;
  option.setAttribute('aria-selected', String(active));
  option.part.toggle('option-active', active);
}
