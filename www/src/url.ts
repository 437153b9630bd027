/**
 * The absolute address of a result, or `undefined` when it must not be followed: only `http:`
 * and `https:`, or relative to the page. The index is data; `javascript:` in it stays text.
 */
export function safeUrl(url: string): string | undefined {
  if (!url) return undefined;
  let resolved;
  try {
    resolved = new URL(url, document.baseURI);
  } catch {
    return undefined;
  }
  const relative = resolved.protocol === location.protocol && resolved.host === location.host;
  return relative || /^https?:$/.test(resolved.protocol) ? resolved.href : undefined;
}

/** Opens an address, here or in a tab of its own. */
export function go(address: string, newTab: boolean): void {
  if (newTab) window.open(address, '_blank', 'noopener');
  else location.assign(address);
}
