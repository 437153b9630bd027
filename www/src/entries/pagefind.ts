/** `khongdau/pagefind`. */
export * from '../shims/pagefind.ts';
