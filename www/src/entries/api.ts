/** What every entry exports that opens an index, besides `open`. */
export type {
  AlsoSearched,
  Article,
  Explanation,
  Facets,
  Filters,
  Hit,
  How,
  Info,
  OpenOptions,
  Recency,
  Relaxed,
  Runtime,
  RuntimeChoice,
  ScorePart,
  Search,
  SearchEngine,
  SearchOptions,
  SearchResults,
  SectionHit,
  Suggestion,
  SuggestOptions,
  Unavailable,
  Understood,
  WasmSource,
} from '../client.ts';
export { KhongdauError, type KhongdauErrorCode } from '../error.ts';
export { toHtml } from '../html.ts';
export { type Marked, toFragment } from '../marked.ts';
export { safeUrl } from '../url.ts';
