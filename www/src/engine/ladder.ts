/**
 * Where the engine can run on this page, best first: in a worker, on the page's own thread; as
 * WebAssembly, or as JavaScript where the page's policy forbids that. Every rung gives the same
 * answers; the lower ones take longer, or keep the page waiting meanwhile.
 */
import { KhongdauError } from '../error.ts';
import type { Engine } from './host.ts';
import { Remote } from './remote.ts';

export type Runtime = 'worker+wasm' | 'main+wasm' | 'worker+js' | 'main+js';

/** What the caller allows: all of it, one thread only, or JavaScript only. */
export type RuntimeChoice = 'auto' | 'worker' | 'main' | 'js';

/** Where the parts of the engine come from; each delivery has its own way. */
export interface EngineFiles {
  /** The module: bytes of its own, which may be taken over by a worker. */
  wasm(): Promise<BufferSource | WebAssembly.Module>;
  /** A worker with a host in it. Throws where the page may have none. */
  worker(): Promise<Worker>;
  /** A host on this thread. */
  host(): Promise<Engine>;
  /** The address of the script of the JavaScript build. */
  nowasm(): Promise<string>;
}

export interface Started {
  readonly engine: Engine;
  readonly runtime: Runtime;
}

const RUNGS: Readonly<Record<RuntimeChoice, readonly Runtime[]>> = {
  auto: ['worker+wasm', 'main+wasm', 'worker+js', 'main+js'],
  worker: ['worker+wasm', 'worker+js'],
  main: ['main+wasm', 'main+js'],
  js: ['worker+js', 'main+js'],
};

/** A worker that neither answers nor complains for this long, in ms, is taken for blocked. */
const PATIENCE = 10_000;

/** Starts the engine on the best rung that holds. */
export async function climb(files: EngineFiles, choice: RuntimeChoice): Promise<Started> {
  const threads = new Threads(files);
  let reason: unknown;
  for (const runtime of RUNGS[choice]) {
    try {
      const engine = await start(files, threads, runtime);
      if (!isWorkers(runtime)) threads.end();
      return { engine, runtime };
    } catch (error) {
      if (!lowerRungMayHold(error)) throw KhongdauError.from(error);
      reason ??= error;
    }
  }
  threads.end();
  throw reason instanceof Blocked ? new KhongdauError('CSP_WASM', reason.message, reason) : KhongdauError.from(reason);
}

/** There is no worker to be had here. */
class Blocked extends Error {}

/** A missing file stays missing further down; what a policy forbids on one rung, it may allow on another. */
function lowerRungMayHold(error: unknown): boolean {
  return error instanceof Blocked || KhongdauError.from(error).code === 'CSP_WASM';
}

async function start(files: EngineFiles, threads: Threads, runtime: Runtime): Promise<Engine> {
  // Both at once: the worker starts while the module arrives.
  const starting = isWorkers(runtime) ? threads.worker() : threads.main();
  starting.catch(() => {});
  const source = runtime.endsWith('wasm') ? { wasm: await files.wasm() } : { nowasm: await files.nowasm() };
  const engine = await starting;
  await engine.start(source);
  return engine;
}

function isWorkers(runtime: Runtime): boolean {
  return runtime.startsWith('worker');
}

/** The two threads, each asked for once. */
class Threads {
  private readonly files: EngineFiles;
  private remote: Promise<Remote> | undefined;
  private host: Promise<Engine> | undefined;

  constructor(files: EngineFiles) {
    this.files = files;
  }

  worker(): Promise<Engine> {
    this.remote ??= this.startWorker();
    return this.remote;
  }

  main(): Promise<Engine> {
    this.host ??= this.files.host();
    return this.host;
  }

  end(): void {
    this.remote?.then((remote) => remote.terminate()).catch(() => {});
  }

  private async startWorker(): Promise<Remote> {
    let worker: Worker;
    try {
      worker = await this.files.worker();
    } catch (error) {
      throw new Blocked(`no worker: ${String(error)}`);
    }
    const remote = new Remote(worker);
    const silence = setTimeout(() => remote.terminate(), PATIENCE);
    try {
      await remote.close(0); // a question that every host answers, and that changes nothing
    } catch (error) {
      throw new Blocked(`no worker: ${String(error)}`);
    } finally {
      clearTimeout(silence);
    }
    return remote;
  }
}
