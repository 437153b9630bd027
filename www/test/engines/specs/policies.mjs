// Content security policies: where the engine ends up under each, and that nothing else suffers.
import assert from 'node:assert/strict';
import { otherPage } from '../site.mjs';
import { events, search, shown } from '../widget.mjs';

const page = otherPage('<khongdau-search></khongdau-search>');
const STRICT = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'";

/** Trying WebAssembly where a policy forbids it is reported, and harmless. */
const WASM_TRIED = /wasm-eval|WebAssembly|unsafe-eval/i;
const WORKER_TRIED = /worker|Worker|blocked by CSP|violates the following/i;
const POLICY_TRIED = /trusted-types|TrustedTypes|Trusted Type|TrustedScriptURL|createPolicy/i;

const TABLE = [
  { policy: undefined, runtime: 'worker+wasm' },
  { policy: "script-src 'self'", runtime: 'worker+wasm' },
  { policy: "default-src 'self'", runtime: 'worker+wasm' },
  { policy: STRICT, runtime: 'worker+wasm' },
  { policy: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'", everywhere: true, runtime: 'worker+wasm' },
  { policy: "script-src 'self'", everywhere: true, runtime: 'worker+js', allowed: WASM_TRIED },
  { policy: STRICT, everywhere: true, runtime: 'worker+js', allowed: WASM_TRIED },
  { policy: "script-src 'self'; worker-src 'none'", runtime: 'main+js', allowed: new RegExp(`${WASM_TRIED.source}|${WORKER_TRIED.source}`, 'i') },
  { policy: "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'", runtime: 'main+wasm', allowed: WORKER_TRIED },
  { policy: "require-trusted-types-for 'script'", runtime: 'worker+wasm' },
  { policy: "require-trusted-types-for 'script'; trusted-types 'none'", runtime: 'main+wasm', allowed: POLICY_TRIED },
];

export function policies(it) {
  for (const { policy, everywhere, runtime, allowed } of TABLE) {
    const name = `${policy ?? 'no policy'}${everywhere ? ', on every answer' : ''}: ${runtime}`;
    it(name, { page, policy, everywhere, allowed }, async (page) => {
      await search(page, 'cong nghiep');
      const [ready] = await events(page, 'ready');
      assert.equal(ready.runtime, runtime);
      assert.ok((await shown(page)).titles.length > 0);
      assert.equal(await styleOf(page, 'panel', 'position'), 'absolute', 'styles arrive');
    });
  }
}

function styleOf(page, part, property) {
  return page.evaluate((name, wanted) => getComputedStyle(document.querySelector('khongdau-search').shadowRoot.querySelector(`[part~=${name}]`))[wanted], part, property);
}
