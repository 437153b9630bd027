/** Texts that the build puts in. */
declare module 'khongdau:wasm' {
  /** The module, as base64. */
  const text: string;
  export default text;
}
declare module 'khongdau:worker' {
  /** The script of the worker. */
  const text: string;
  export default text;
}
