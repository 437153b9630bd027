/**
 * The bindings that wasm-bindgen makes, with one door more: the build appends `startWith` to
 * `../wasm/khongdau.js`, so that who starts the engine, and from what, is decided here.
 */
export { SearchIndex } from '../wasm/khongdau.js';

/** What the engine needs of its surroundings, and what it gives back. */
export type Instantiate = (imports: WebAssembly.Imports) => Promise<{ readonly exports: object }> | { readonly exports: object };

/** Starts the engine of this thread; there is one. */
export function startWith(instantiate: Instantiate): Promise<void>;
