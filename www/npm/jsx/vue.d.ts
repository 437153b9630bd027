/** `<khongdau-search>` in templates of Vue: `import type {} from 'khongdau/vue'`. */
import type { DefineComponent } from 'vue';
import type { KhongdauAttributes } from './attributes.js';

declare module 'vue' {
  interface GlobalComponents {
    'khongdau-search': DefineComponent<KhongdauAttributes>;
  }
}
