/** Everything that `khongdau-search.js` exports; loading it defines the element. */
import { define } from './element.ts';

export * from './client.ts';
export { KhongdauSearchElement, type KhongdauEvents } from './element.ts';
export { KhongdauError, type KhongdauErrorCode } from './error.ts';
export { formatDate, formatNumber } from './format.ts';
export { type Marked, toFragment } from './marked.ts';
export type { Messages } from './messages/index.ts';
export { safeUrl } from './url.ts';

define();
