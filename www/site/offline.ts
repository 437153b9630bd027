/** Whether the page can be used without network. */
import { trusted } from '../src/script.ts';

/** Sees to it that it can, where the browser lets us; resolves when that is sure. */
export async function keepOffline(): Promise<boolean> {
  if (location.protocol === 'file:') return true;
  // Only a folder says what it is as an application, and only a folder has the worker.
  const isFolder = document.querySelector('link[rel=manifest]') !== null;
  if (!isFolder || !isSecureContext || !('serviceWorker' in navigator)) return false;
  await loaded();
  try {
    await navigator.serviceWorker.register(trusted('sw.js'), { updateViaCache: 'none' });
    return Boolean(await navigator.serviceWorker.ready);
  } catch {
    return false; // Private windows and some settings allow none; the page works all the same.
  }
}

/** The visitor's own search comes first. */
function loaded(): Promise<unknown> {
  if (document.readyState === 'complete') return Promise.resolve();
  return new Promise((resolve) => addEventListener('load', resolve, { once: true }));
}
