/** What a list of results is filtered and ordered by: native selects, because every device has a good one. */
import type { Facets, SearchOptions } from './client.ts';
import { clip, plain } from './clip.ts';
import { make, refill } from './dom.ts';
import { formatNumber } from './format.ts';
import { fill, type Messages } from './messages/index.ts';

/** What is filtered by, by the names of filters; a missing value filters nothing. */
export type Chosen = Readonly<Record<string, string>>;

export type Order = NonNullable<SearchOptions['sort']>;

/** What is offered. */
export interface Offer {
  /** Names of filters, in the order of their selects. */
  readonly names: readonly string[];
  /** Whether the order can be chosen, where articles have dates. */
  readonly hasOrder: boolean;
  readonly messages: Messages;
  readonly language: string;
}

/** So many values of a facet are shown; more are a list that nobody reads. */
const MOST = 200;

/** Unless a site names others. */
const USUAL = ['source', 'year'];

/** The filters that an attribute names, with commas between: `source, chuyên mục`. */
export function namesIn(attribute: string | null): readonly string[] {
  if (!attribute || /^(on|true|filters|off)$/.test(attribute)) return USUAL;
  const names = attribute.split(',').map((name) => name.trim());
  return [...new Set(names)].filter(Boolean);
}

export class FilterBar {
  readonly node = make('div', { part: 'filters', hidden: '' });
  chosen: Chosen = {};
  order: Order = 'relevance';
  private readonly changed: () => void;
  private readonly selects = new Map<string, HTMLSelectElement>();
  private readonly orderSelect = make('select', { part: 'filter order' });

  /** `changed` is called when the reader has chosen. */
  constructor(changed: () => void) {
    this.changed = changed;
    this.orderSelect.addEventListener('change', () => {
      this.order = this.orderSelect.value as Order;
      changed();
    });
  }

  get isChosen(): boolean {
    return Object.keys(this.chosen).length > 0;
  }

  choose(chosen: Chosen): void {
    this.chosen = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value));
  }

  /** Offers the values of an answer, where there is a choice. */
  show(facets: Facets, offer: Offer): void {
    const filters = offer.names.map((name) => this.filter(name, facets[name] ?? {}, offer));
    this.showOrder(offer.hasOrder && Object.keys(facets.year ?? {}).length > 1, offer.messages);
    const selects = [...filters, this.orderSelect];
    // What has the focus stays where it is.
    if (!same(selects, Array.from(this.node.children))) refill(this.node, ...selects);
    this.node.hidden = selects.every(({ hidden }) => hidden);
  }

  private filter(name: string, counted: Readonly<Record<string, number>>, { messages, language }: Offer): HTMLSelectElement {
    const select = this.selectOf(name);
    const chosen = this.chosen[name] ?? '';
    const counts: Record<string, number> = { ...counted, ...(chosen && { [chosen]: counted[chosen] ?? 0 }) };
    const values = Object.keys(counts).sort(name === 'year' ? (a, b) => (a < b ? 1 : -1) : (a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
    const option = (value: string): HTMLOptionElement => make('option', { value }, `\u2068${clip(plain(value), 60)}\u2069 (${formatNumber(counts[value] ?? 0, language)})`);
    const [label, any] = wordsFor(name, messages);
    select.setAttribute('aria-label', label);
    refill(select, make('option', { value: '' }, any), ...values.slice(0, MOST).map(option));
    select.value = chosen;
    select.hidden = values.length < 2 && !chosen;
    return select;
  }

  private selectOf(name: string): HTMLSelectElement {
    const known = this.selects.get(name);
    if (known) return known;
    const select = make('select', { part: 'filter' });
    select.addEventListener('change', () => {
      this.choose({ ...this.chosen, [name]: select.value });
      this.changed();
    });
    this.selects.set(name, select);
    return select;
  }

  private showOrder(offered: boolean, messages: Messages): void {
    const orders: ReadonlyArray<readonly [Order, string]> = [
      ['relevance', messages.bestFirst],
      ['newest', messages.newestFirst],
      ...(this.order === 'oldest' ? [['oldest', messages.oldestFirst] as const] : []),
    ];
    refill(this.orderSelect, ...orders.map(([value, words]) => make('option', { value }, words)));
    this.orderSelect.setAttribute('aria-label', messages.order);
    this.orderSelect.value = this.order;
    this.orderSelect.hidden = !offered;
  }
}

/** Its name, and what it says while it is off. */
function wordsFor(name: string, messages: Messages): readonly [string, string] {
  if (name === 'source') return [messages.source, messages.anySource];
  if (name === 'year') return [messages.year, messages.anyYear];
  return [name, fill(messages.anyOther, { name })];
}

function same(these: readonly Element[], those: readonly Element[]): boolean {
  return these.length === those.length && these.every((one, at) => one === those[at]);
}
