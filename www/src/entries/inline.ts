/** `khongdau/inline`: the engine inside the script, for bundlers that ship no assets. */
export * from './api.ts';
export { open } from '../deliveries/inline.ts';
