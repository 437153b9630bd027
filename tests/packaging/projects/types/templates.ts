// What templates are checked against.
import type {} from 'khongdau/svelte';
import type {} from 'khongdau/vue';
import type { SvelteHTMLElements } from 'svelte/elements';
import type { GlobalComponents } from 'vue';

const svelte: SvelteHTMLElements['khongdau-search'] = { src: '/tim-kiem/', mode: 'page', 'onkhongdau-open': ({ detail }) => console.log(detail.reason) };
const vue: InstanceType<GlobalComponents['khongdau-search']>['$props'] = { src: '/tim-kiem/', mode: 'dialog' };
// @ts-expect-error: there is no such mode.
svelte.mode = 'popup';
// @ts-expect-error: there is no such mode.
const wrong: typeof vue = { mode: 'popup' };

export { svelte, vue, wrong };
