/** What the element needs, and each delivery has in its own way. */
import type { OpenOptions, SearchEngine } from './client.ts';

export interface Delivery {
  /** The part of the element that is loaded at the first interest. */
  loadWidget(): Promise<typeof import('./widget.ts')>;
  open(options: OpenOptions): Promise<SearchEngine>;
}

let current: Delivery | undefined;

/** Called once, by whatever defines the element. */
export function deliver(delivery: Delivery): void {
  current = delivery;
}

export function delivery(): Delivery {
  if (!current) throw new Error('khongdau: import khongdau/element/define, or call deliver(), before using the element');
  return current;
}
