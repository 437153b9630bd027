/** `<khongdau-search>` in Svelte: `import type {} from 'khongdau/svelte'`. */
import type { HTMLAttributes } from 'svelte/elements';
import type { KhongdauAttributes, KhongdauListeners, KhongdauSearchElement } from './attributes.js';

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'khongdau-search': HTMLAttributes<KhongdauSearchElement> & KhongdauAttributes & KhongdauListeners;
  }
}
