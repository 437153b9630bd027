/** The attributes and listeners of `<khongdau-search>`, for the frameworks beside this file. */
import type { KhongdauEventMap, KhongdauSearchElement } from '../entries/element.js';

export type { KhongdauSearchElement };

/** As they are written in HTML. */
export interface KhongdauAttributes {
  src?: string;
  mode?: 'dropdown' | 'page' | 'dialog';
  input?: string;
  lang?: string;
  label?: string;
  placeholder?: string;
  'results-page'?: string;
  param?: string;
  'max-results'?: number | string;
  suggestions?: number | string;
  filters?: '' | 'off' | boolean;
  marks?: 'auto' | 'exact' | 'ignore';
  debounce?: number | string;
  shortcut?: string;
  highlight?: 'fragment' | 'none';
  theme?: 'light' | 'dark';
  runtime?: 'auto' | 'worker' | 'main' | 'js';
  preload?: 'focus' | 'idle' | 'load';
}

/** `onkhongdau-select={…}`, as JSX and Svelte name listeners of such events. */
export type KhongdauListeners = {
  [Name in keyof KhongdauEventMap as `on${Name}`]?: (event: KhongdauEventMap[Name]) => void;
};
