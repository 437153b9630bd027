/** Text with the parts that match the query. */
export interface Marked {
  readonly text: string;
  /** `[start, end)` in UTF-16 code units of `text`, ascending, not overlapping. */
  readonly ranges: ReadonlyArray<readonly [start: number, end: number]>;
}

/**
 * `marked` as nodes: text, and a `<mark>` for each range. Nothing in it is ever read as HTML.
 * Ranges that do not fit the text are left out.
 */
export function toFragment(marked: Marked): DocumentFragment {
  const { text, ranges } = marked;
  const fragment = document.createDocumentFragment();
  let done = 0;
  for (const [start, end] of ranges) {
    if (start < done || end <= start || end > text.length) continue;
    const mark = document.createElement('mark');
    mark.textContent = text.slice(start, end);
    fragment.append(text.slice(done, start), mark);
    done = end;
  }
  fragment.append(text.slice(done));
  return fragment;
}
