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
