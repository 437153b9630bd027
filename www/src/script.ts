/** Addresses of scripts, under policies that want them vouched for. */

interface Policy {
  createScriptURL(url: string): unknown;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

let policy: Policy | undefined | null = null;

/**
 * `url` as Trusted Types want it, where they are in force and let us. Only addresses that were
 * made here, from the address of our own script, go through.
 */
export function trusted(url: string): string {
  if (policy === null) policy = makePolicy();
  return (policy ? policy.createScriptURL(url) : url) as string;
}

function makePolicy(): Policy | undefined {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  try {
    return factory?.createPolicy('khongdau', { createScriptURL: (url) => url });
  } catch {
    return undefined; // The page allows no policy of ours: what needs one is done otherwise.
  }
}

/** Runs a script on this page. Rejects when it cannot be loaded, or is not the one expected. */
export async function runScript(url: string, integrity?: string): Promise<void> {
  const script = document.createElement('script');
  try {
    script.src = trusted(url);
  } catch {
    // Without a policy of ours; a module that exports nothing is loaded all the same.
    await import(/* webpackIgnore: true */ /* @vite-ignore */ url);
    return;
  }
  if (integrity) {
    script.integrity = integrity;
    script.crossOrigin = 'anonymous';
  }
  await new Promise<void>((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${url}: not loaded`));
    document.head.append(script);
  });
  script.remove();
}
