/** What the element says. `{name}` is filled in. */
export interface Messages {
  /** Name of the input. */
  readonly label: string;
  readonly placeholder: string;
  /** Name of the list of results. */
  readonly list: string;
  /** Name of the button that empties the input. */
  readonly clear: string;
  readonly loading: string;
  /** Above the results: `{total}`, `{time}`. */
  readonly countOne: string;
  readonly countMany: string;
  /** Spoken: `{total}`, `{query}`. */
  readonly statusOne: string;
  readonly statusMany: string;
  /** `{query}` */
  readonly empty: string;
  readonly emptyHint: string;
  readonly retry: string;
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
  readonly errorNetwork: string;
  readonly errorNotFound: string;
  readonly errorBadIndex: string;
  readonly errorVersion: string;
  readonly errorWasm: string;
  readonly errorOther: string;
}

/** `template` with `{name}` replaced by `values.name`. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
