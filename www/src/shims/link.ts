/** An address out of an index, for code that puts it into a link as it is: empty unless it is of the web. */
export function link(url: string): string {
  try {
    return url && /^https?:$/.test(new URL(url, 'https://localhost').protocol) ? url : '';
  } catch {
    return '';
  }
}
