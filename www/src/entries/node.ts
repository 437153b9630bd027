/** `khongdau` in Node. */
export * from './api.ts';
export { open } from '../deliveries/node.ts';
