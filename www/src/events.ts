/** What `<khongdau-search>` tells the page. */
import type { Hit, Info, SectionHit } from './client.ts';
import type { KhongdauErrorCode } from './error.ts';

/** How a query came about: typed, sent with Enter, from the address, a suggestion or a filter that
 * was pressed, or from a script. */
export type Source = 'type' | 'enter' | 'link' | 'suggestion' | 'filter' | 'api';

/** What opened or closed the panel or the dialog. */
export type Reason = 'focus' | 'type' | 'key' | 'click' | 'escape' | 'blur' | 'select' | 'api';

/** What each event carries in `detail`. All bubble and cross shadow roots. */
export interface KhongdauEvents {
  /** The engine is there. */
  'khongdau-ready': Info & { readonly loadMs: number };
  /** A query is about to be answered; empty when the input has been emptied. */
  'khongdau-search': { readonly query: string; readonly source: Source };
  'khongdau-results': {
    readonly query: string;
    readonly total: number;
    readonly shown: number;
    readonly timeMs: number;
    readonly corrected?: string;
  };
  /**
   * A result was chosen, or a section of one. Cancel it to open it yourself. `url` is missing when
   * the index gives none that is safe to follow.
   */
  'khongdau-select': {
    readonly query: string;
    readonly hit: Hit;
    readonly section?: SectionHit;
    readonly position: number;
    readonly url: string | undefined;
    readonly newTab: boolean;
  };
  'khongdau-open': { readonly reason: Reason };
  'khongdau-close': { readonly reason: Reason };
  'khongdau-error': { readonly code: KhongdauErrorCode; readonly message: string };
}

export type KhongdauEventMap = { [Name in keyof KhongdauEvents]: CustomEvent<KhongdauEvents[Name]> };

/** Whether nobody cancelled it. */
export function emit<Name extends keyof KhongdauEvents>(target: EventTarget, name: Name, detail: KhongdauEvents[Name]): boolean {
  const cancelable = name === 'khongdau-select';
  return target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
}
