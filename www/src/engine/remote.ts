/** The page's side of a worker: an engine whose host is elsewhere. */
import { KhongdauError } from '../error.ts';
import type { Answer, Engine, EngineSource, Opened, Question, Shard } from './host.ts';
import type { Reply, Request } from './messages.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: KhongdauError): void;
}

export class Remote implements Engine {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  constructor(worker: Worker) {
    this.worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Reply>) => this.replied(data);
    // A worker that a policy blocks, or whose file is missing, says so by this event only.
    worker.onerror = (event) => {
      event.preventDefault();
      this.broke(event.message || 'the worker does not start');
    };
  }

  start(source: EngineSource): Promise<void> {
    return this.call('start', [source]) as Promise<void>;
  }

  open(index?: Uint8Array): Promise<Opened> {
    // The bytes go to the worker; the copy here is of no more use.
    return this.call('open', [index], index ? [index.buffer as ArrayBuffer] : []) as Promise<Opened>;
  }

  ask(index: number, question: Question, args: readonly unknown[]): Promise<Answer> {
    return this.call('ask', [index, question, args]) as Promise<Answer>;
  }

  provide(index: number, shards: readonly Shard[]): Promise<void> {
    return this.call('provide', [index, shards], shards.map(([, { buffer }]) => buffer as ArrayBuffer)) as Promise<void>;
  }

  close(index: number): Promise<void> {
    return this.call('close', [index]) as Promise<void>;
  }

  /** Ends the worker; what still waits is refused. */
  terminate(): void {
    this.worker.terminate();
    this.broke('the worker was ended');
  }

  private call(method: Request['method'], args: readonly unknown[], transfer: Transferable[] = []): Promise<unknown> {
    this.last += 1;
    const request: Request = { id: this.last, method, args };
    return new Promise((resolve, reject) => {
      this.waiting.set(request.id, { resolve, reject });
      this.worker.postMessage(request, transfer);
    });
  }

  private replied(reply: Reply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ('code' in reply) waiting?.reject(new KhongdauError(reply.code, reply.message));
    else waiting?.resolve(reply.value);
  }

  private broke(message: string): void {
    for (const { reject } of this.waiting.values()) reject(new KhongdauError('INTERNAL', message));
    this.waiting.clear();
  }
}
