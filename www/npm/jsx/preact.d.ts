/** `<khongdau-search>` in JSX of Preact: `import type {} from 'khongdau/preact'`. */
import type { HTMLAttributes } from 'preact';
import type { KhongdauAttributes, KhongdauListeners, KhongdauSearchElement } from './attributes.js';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'khongdau-search': HTMLAttributes<KhongdauSearchElement> & KhongdauAttributes & KhongdauListeners;
    }
  }
}
