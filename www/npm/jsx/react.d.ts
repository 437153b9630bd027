/** `<khongdau-search>` in JSX of React 19: `import type {} from 'khongdau/react'`. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { KhongdauAttributes, KhongdauListeners, KhongdauSearchElement } from './attributes.js';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'khongdau-search': DetailedHTMLProps<HTMLAttributes<KhongdauSearchElement>, KhongdauSearchElement> & KhongdauAttributes & KhongdauListeners;
    }
  }
}
