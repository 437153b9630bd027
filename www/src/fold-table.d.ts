/** A text that the build puts in; see `build/fold.mjs`. */
declare module 'khongdau:fold' {
  const packed: string;
  export default packed;
}
