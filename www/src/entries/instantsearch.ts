/** `khongdau/instantsearch`. */
export * from '../shims/instantsearch.ts';
