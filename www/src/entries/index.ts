/** `khongdau`: for bundlers that ship assets, and for browsers. */
export * from './api.ts';
export { open } from '../deliveries/module.ts';
