/** `khongdau/element`: the class, and how to define it on an engine of one's choice. Importing it defines nothing. */
import type { OpenOptions, SearchEngine } from '../client.ts';
import { deliver } from '../delivery.ts';
import { define as defineElement } from '../element.ts';

export { KhongdauSearchElement, type RenderResult } from '../element.ts';
export type { KhongdauEventMap, KhongdauEvents, Reason, Source } from '../events.ts';
export type { Messages } from '../messages/messages.ts';
export type { Hit, OpenOptions, RuntimeChoice, SearchEngine } from '../client.ts';

/**
 * Defines `<khongdau-search>`. `open` is that of any entry, `khongdau/inline` for example; where
 * something comes before the engine, a function that calls it. Does nothing on a server.
 */
export function define(open: (options: OpenOptions) => Promise<SearchEngine>): void {
  deliver({ loadWidget: () => import('../widget.ts'), open });
  if (typeof customElements === 'object') defineElement();
}
