/** What `node.ts` needs of Node; all of Node's types would be those of the page's code too. */
declare module 'node:fs/promises' {
  export function readFile(path: string | URL): Promise<Uint8Array>;
}
