/**
 * `khongdau-engine.js`: in a worker it answers messages; on a page that can have no worker it
 * leaves the host in `khongdau.host`, which has the page's `khongdau.runScript` run scripts. There is no
 * `import(…)` in this one: Vite would make a module of it, which a plain worker cannot run.
 */
import { trusted } from '../script.ts';
import { Host } from './host.ts';
import { serve, type Port } from './serve.ts';

interface WorkerScope extends Port {
  importScripts?(url: unknown): void;
}

interface PageScope {
  khongdau?: { host?: Host; runScript?(url: string): Promise<void> };
}

const scope = globalThis as unknown as WorkerScope & PageScope;

if (scope.importScripts) serve(scope, new Host((url) => scope.importScripts?.(trusted(url))));
else (scope.khongdau ??= {}).host = new Host((url) => scope.khongdau?.runScript?.(url));
