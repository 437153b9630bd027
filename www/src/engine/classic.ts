/**
 * `khongdau-engine.js`: in a worker it answers messages; on a page
 * that can have no worker it leaves the host in `khongdau.host`.
 */
import { runScript, trusted } from '../script.ts';
import { Host } from './host.ts';
import { serve, type Port } from './serve.ts';

interface WorkerScope extends Port {
  importScripts?(url: unknown): void;
}

const scope = globalThis as unknown as WorkerScope & { khongdau?: { host?: Host } };

if (scope.importScripts) serve(scope, new Host((url) => scope.importScripts?.(trusted(url))));
else (scope.khongdau ??= {}).host = new Host((url) => runScript(url));
