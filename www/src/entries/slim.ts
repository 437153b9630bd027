/** `khongdau/slim`: the engine comes from the caller. */
export * from './api.ts';
export { open, type SlimOptions } from '../deliveries/slim.ts';
