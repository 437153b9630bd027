import type { ShellMessages } from './shell.ts';

/** What the element says about queries and answers. `{name}` is filled in. */
export interface WidgetMessages {
  /** Name of the button that empties the input. */
  readonly clear: string;
  /** The button that closes the dialog. */
  readonly close: string;
  /** A link to the page of results, when nothing works here. */
  readonly elsewhere: string;
  /** Name of the list of results. */
  readonly list: string;
  readonly loading: string;
  /** Above the results: `{total}`, `{time}`. */
  readonly countOne: string;
  readonly countMany: string;
  /** Spoken: `{total}`, `{query}`. */
  readonly statusOne: string;
  readonly statusMany: string;
  /** Spoken where the results are not in the tab order of the input. */
  readonly reach: string;
  /** Spoken: `{shown}`, `{total}`. */
  readonly statusMore: string;
  /** Spoken of an option: `{title}`, `{position}`, `{count}`. */
  readonly option: string;
  /** Name of the sections of a result. */
  readonly sections: string;
  /** Spoken of a section that is an option: `{heading}`. */
  readonly section: string;
  /** `{query}` */
  readonly empty: string;
  readonly emptyHint: string;
  /** Instead of the hint, when filters are on; then the button that takes them off. */
  readonly emptyFiltered: string;
  readonly unfilter: string;
  /** The last line of a dropdown: `{query}`. */
  readonly all: string;
  /** A button below results. */
  readonly more: string;
  /** Names of the filters, and what they say while they are off. */
  readonly source: string;
  readonly year: string;
  readonly anySource: string;
  readonly anyYear: string;
  /** Of a filter that a site names: `{name}`. */
  readonly anyOther: string;
  /** Name of the choice of an order, and its values. */
  readonly order: string;
  readonly bestFirst: string;
  readonly newestFirst: string;
  readonly oldestFirst: string;
  /** Before queries that one may be about to type. */
  readonly suggestions: string;
  /** Before what words were read as, and how that came, in brackets. */
  readonly understood: string;
  readonly telex: string;
  readonly vni: string;
  readonly typo: string;
  readonly split: string;
  readonly joined: string;
  /** Before the query in proper Vietnamese. */
  readonly correction: string;
  /** A button: `{query}` and nothing else. */
  readonly literal: string;
  /** Before another name that was searched for too. */
  readonly alsoSearched: string;
  /** Before words that no document has. */
  readonly unmatched: string;
  /** What had to be lifted to find anything. */
  readonly phrases: string;
  readonly title: string;
  readonly beginnings: string;
  /** Of several indexes one that could not be searched: `{name}`. */
  readonly unavailable: string;
  readonly errorOffline: string;
  readonly errorNotFound: string;
  readonly errorBadIndex: string;
  readonly errorVersion: string;
  readonly errorWasm: string;
  readonly errorOther: string;
}

/** All that the element says. */
export type Messages = ShellMessages & WidgetMessages;

/** `template` with `{name}` replaced by `values.name`. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** The same with nodes, so that text of others stands apart from ours. */
export function fillNodes(template: string, values: Readonly<Record<string, Node>>): Array<Node | string> {
  return template.split(/\{(\w+)\}/).map((part, at) => (at % 2 ? (values[part] ?? '') : part));
}
