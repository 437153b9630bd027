/** `khongdau/fold`. */
export { fold } from '../fold.ts';
