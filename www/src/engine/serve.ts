/** The worker's side: a host that answers messages. */
import { KhongdauError } from '../error.ts';
import type { Host } from './host.ts';
import type { Reply, Request } from './messages.ts';

/** The part of a worker's global scope that this needs. */
export interface Port {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(reply: Reply): void;
}

export function serve(port: Port, host: Host): void {
  port.onmessage = ({ data }) => {
    const { id, method, args } = data;
    (host[method] as (...args: unknown[]) => Promise<unknown>).call(host, ...args).then(
      (value) => port.postMessage({ id, value }),
      (error) => {
        const { code, message } = KhongdauError.from(error);
        port.postMessage({ id, code, message });
      },
    );
  };
}
