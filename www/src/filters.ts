/** The filters of a list of results: native selects, because every device has a good one. */
import type { Facets } from './client.ts';
import { clip, plain } from './clip.ts';
import { make, refill } from './dom.ts';
import { formatNumber } from './format.ts';
import type { Messages } from './messages/index.ts';

type Facet = 'source' | 'year';

/** What is filtered by; a missing value filters nothing. */
export type Chosen = Partial<Record<Facet, string>>;

/** So many values of a facet are shown; more are a list that nobody reads. */
const MOST = 200;

export class FilterBar {
  readonly node = make('div', { part: 'filters', hidden: '' });
  chosen: Chosen = {};
  private readonly selects: Readonly<Record<Facet, HTMLSelectElement>> = {
    source: make('select', { part: 'filter' }),
    year: make('select', { part: 'filter' }),
  };

  /** `changed` is called when the reader has chosen. */
  constructor(changed: () => void) {
    for (const [facet, select] of entries(this.selects)) {
      select.addEventListener('change', () => {
        this.choose({ ...this.chosen, [facet]: select.value });
        changed();
      });
      this.node.append(select);
    }
  }

  get isChosen(): boolean {
    return Object.keys(this.chosen).length > 0;
  }

  choose(chosen: Chosen): void {
    this.chosen = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value));
  }

  /** Offers the values of an answer, where there is a choice. */
  show(facets: Facets | undefined, messages: Messages, language: string): void {
    for (const [facet, select] of entries(this.selects)) {
      const chosen = this.chosen[facet] ?? '';
      const counts: Record<string, number> = { ...facets?.[facet], ...(chosen && { [chosen]: facets?.[facet]?.[chosen] ?? 0 }) };
      const values = Object.keys(counts).sort(facet === 'year' ? (a, b) => (a < b ? 1 : -1) : (a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
      const any = facet === 'year' ? messages.anyYear : messages.anySource;
      const option = (value: string): HTMLOptionElement => make('option', { value }, `\u2068${clip(plain(value), 60)}\u2069 (${formatNumber(counts[value] ?? 0, language)})`);
      select.setAttribute('aria-label', messages[facet]);
      refill(select, make('option', { value: '' }, any), ...values.slice(0, MOST).map(option));
      select.value = chosen;
      select.hidden = values.length < 2 && !chosen;
    }
    this.node.hidden = Object.values(this.selects).every(({ hidden }) => hidden);
  }
}

function entries<Value>(record: Readonly<Record<Facet, Value>>): Array<[Facet, Value]> {
  return Object.entries(record) as Array<[Facet, Value]>;
}
