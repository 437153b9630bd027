/**
 * What `<khongdau-search>` looks like: the nodes of one shadow root, and the states they can be
 * in. It decides nothing; `element.ts` does.
 */
import type { Hit, SearchResults, Suggestion } from './client.ts';
import { adoptStyle, icon, make, refill, setOptional } from './dom.ts';
import css from './element.css';
import { formatDate, formatNumber, formatTime } from './format.ts';
import { toFragment } from './marked.ts';
import { fill, type Messages } from './messages/index.ts';
import { notesOf } from './notes.ts';

/** Screen readers are told the outcome once typing has stopped for this long, in ms. */
const ANNOUNCE_AFTER = 1000;

const LENS = 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.3 15.3L20 20';
const CROSS = 'M6 6l12 12M18 6L6 18';

const INPUT = {
  id: 'input',
  part: 'input',
  type: 'search',
  role: 'combobox',
  'aria-autocomplete': 'list',
  'aria-controls': 'list',
  'aria-expanded': 'false',
  autocomplete: 'off',
  autocapitalize: 'none',
  autocorrect: 'off',
  spellcheck: 'false',
  enterkeyhint: 'search',
};

export class View {
  readonly input = make('input', INPUT);
  readonly clear = make('button', { part: 'clear', type: 'button', hidden: '' }, icon(CROSS));
  readonly retry = make('button', { part: 'retry', type: 'button' });
  readonly list = make('ul', { id: 'list', part: 'list', role: 'listbox', hidden: '' });
  private readonly label = make('label', { for: 'input', part: 'label' });
  private readonly progress = make('progress', { part: 'progress', hidden: '' });
  /** Holds buttons that search for their `value`. */
  readonly notes = make('div', { part: 'notes', hidden: '' });
  readonly suggestions = make('div', { part: 'suggestions', role: 'group', 'aria-labelledby': 'suggestions', hidden: '' });
  readonly panel = make('div', { part: 'panel', hidden: '' });
  private readonly suggest = make('span', { id: 'suggestions' });
  private readonly count = make('p', { part: 'count', hidden: '' });
  private readonly note = make('div', { part: 'note', hidden: '' });
  private readonly status = make('div', { part: 'status', role: 'status', 'aria-live': 'polite' });
  private announcing = 0;
  private language = 'vi';

  constructor(root: ShadowRoot) {
    this.panel.append(this.suggestions, this.count, this.note, this.notes, this.list);
    const box = make('div', { part: 'box' }, icon(LENS), this.input, this.clear, this.progress);
    const field = make('div', { class: 'field' }, box, this.panel);
    const hints = make('slot', { name: 'hints' });
    const search = make('div', { part: 'container', role: 'search' }, this.label, field, hints, this.status);
    root.append(search);
    adoptStyle(root, css);
  }

  /** Puts the words of a language on everything that has words of its own. */
  speak(messages: Messages, language: string): void {
    this.language = language;
    this.label.textContent = messages.label;
    this.input.placeholder = messages.placeholder;
    this.clear.setAttribute('aria-label', messages.clear);
    this.retry.textContent = messages.retry;
    this.list.setAttribute('aria-label', messages.list);
    this.suggest.textContent = messages.suggestions;
    this.progress.setAttribute('aria-label', messages.loading);
  }

  /** Nothing asked, nothing shown. */
  showIdle(): void {
    this.swap();
    this.announce('');
  }

  /** On top of whatever is shown. */
  showLoading(loading: boolean): void {
    this.progress.hidden = !loading;
  }

  showResults(result: SearchResults, suggestions: readonly Suggestion[], messages: Messages): void {
    const one = result.total === 1;
    const total = formatNumber(result.total, this.language);
    const time = formatTime(result.timeMs, this.language);
    this.swap(this.count, this.list);
    this.count.textContent = fill(one ? messages.countOne : messages.countMany, { total, time });
    refill(this.list, ...result.hits.map((hit, position) => this.option(hit, position)));
    this.tell(fill(one ? messages.statusOne : messages.statusMany, { total, query: result.query }), result, suggestions, messages);
  }

  showEmpty(result: SearchResults, suggestions: readonly Suggestion[], messages: Messages): void {
    const sentence = fill(messages.empty, { query: result.query });
    this.swap(this.note);
    refill(this.note, make('p', { part: 'empty' }, sentence), make('p', { part: 'hint' }, messages.emptyHint));
    this.tell(sentence, result, suggestions, messages);
  }

  showError(sentence: string): void {
    this.swap(this.note);
    refill(this.note, make('p', { part: 'error' }, sentence), this.retry);
    this.announce(sentence);
  }

  /** Shows or hides the panel with what it holds. Returns whether it is now open. */
  setOpen(open: boolean): boolean {
    const filled = !this.list.hidden || !this.note.hidden;
    this.panel.hidden = !(open && filled);
    this.input.setAttribute('aria-expanded', String(!this.panel.hidden && !this.list.hidden));
    return !this.panel.hidden;
  }

  /** Marks one option as the one that Enter opens; none for -1. */
  setActive(position: number): void {
    const options = Array.from(this.list.children);
    options.forEach((option, at) => this.mark(option, at === position));
    const active = options[position];
    setOptional(this.input, 'aria-activedescendant', active?.id);
    active?.scrollIntoView({ block: 'nearest' });
  }

  /** The position of the option that an event came from, or -1. */
  positionOf(event: Event): number {
    const target = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    return target ? Array.from(this.list.children).indexOf(target) : -1;
  }

  /** Ends what is under way. */
  stop(): void {
    clearTimeout(this.announcing);
    this.showLoading(false);
  }

  private mark(option: Element, active: boolean): void {
    option.setAttribute('aria-selected', String(active));
    option.setAttribute('part', active ? 'option option-active' : 'option');
  }

  private option(hit: Hit, position: number): HTMLLIElement {
    return make(
      'li',
      { id: `option-${position}`, part: 'option', role: 'option', 'aria-selected': 'false' },
      make('div', { part: 'title' }, toFragment(hit.title)),
      make('div', { part: 'snippet' }, toFragment(hit.snippet)),
      ...metaLine(hit, this.language),
    );
  }

  /** The outcome in a sentence, what was made of the query, and what may be typed next, but for
   * titles: those stand below. */
  private tell(sentence: string, result: SearchResults, suggestions: readonly Suggestion[], messages: Messages): void {
    const notes = notesOf(result, messages);
    refill(this.notes, ...notes.map(({ line }) => line));
    const chips = suggestions
      .filter(({ kind, text }) => kind === 'completion' && !notes.some(({ searches }) => searches === text))
      .map(({ text }) => make('button', { part: 'suggestion', type: 'button', value: text }, text));
    refill(this.suggestions, this.suggest, ...chips);
    this.notes.hidden = !notes.length;
    this.suggestions.hidden = !chips.length;
    this.announce([sentence, ...notes.flatMap(({ spoken }) => spoken ?? [])].join('. '));
  }

  /** Shows only these parts of the panel, and opens it if there are any. */
  private swap(...shown: readonly HTMLElement[]): void {
    for (const part of [this.suggestions, this.count, this.note, this.notes, this.list]) part.hidden = !shown.includes(part);
    if (this.list.hidden) refill(this.list);
    this.showLoading(false);
    this.setActive(-1);
    this.setOpen(true);
  }

  private announce(sentence: string): void {
    clearTimeout(this.announcing);
    if (!sentence) this.status.textContent = '';
    else this.announcing = setTimeout(() => (this.status.textContent = sentence), ANNOUNCE_AFTER);
  }
}

/** `13/12/2024 · Invest Global`, or nothing when neither is known. */
export function metaLine(hit: Pick<Hit, 'date' | 'source'>, language: string): HTMLElement[] {
  const parts: Array<Node | string> = [];
  if (hit.date) parts.push(make('time', { datetime: hit.date }, formatDate(hit.date, language)));
  if (hit.date && hit.source) parts.push(' · ');
  if (hit.source) parts.push(hit.source);
  return parts.length ? [make('div', { part: 'meta' }, ...parts)] : [];
}
