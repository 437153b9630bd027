/** What the page measures on the reader's own machine. */
import type { KhongdauEvents } from '../src/events.ts';
import { formatNumber, formatTime } from '../src/format.ts';

const LANGUAGE = 'vi';

const RUNTIMES: Readonly<Record<string, string>> = {
  'worker+wasm': 'WebAssembly, trong worker',
  'main+wasm': 'WebAssembly, trong trang',
  'worker+js': 'JavaScript, trong worker',
  'main+js': 'JavaScript, trong trang',
};

const POLICIES: Readonly<Record<string, string>> = {
  'no-wasm': 'trang cấm WebAssembly',
  'no-worker': 'trang cấm worker',
  'no-worker-no-wasm': 'trang cấm cả WebAssembly lẫn worker',
  'no-policies': 'trang cấm mọi chính sách Trusted Types',
};

export class Facts {
  private readonly times: number[] = [];
  private readonly show: (id: string, text: string) => void;
  private readonly compressed: number;

  /**
   * `show` puts a text into the place of this name; `compressed` is what the same files weigh from a
   * server that compresses, in bytes.
   */
  constructor(show: (id: string, text: string) => void, compressed: number) {
    this.show = show;
    this.compressed = compressed;
  }

  ready({ documents, tokens, bytes, runtime }: KhongdauEvents['khongdau-ready']): void {
    this.show('fact-ready', `${formatNumber(performance.now(), LANGUAGE)} ms`);
    this.show('fact-runtime', RUNTIMES[runtime] ?? runtime);
    this.show('fact-policy', POLICIES[policy()] ?? 'chính sách bảo mật của trang cho phép');
    this.downloads(documents, tokens, bytes);
  }

  searched({ query, timeMs }: KhongdauEvents['khongdau-results']): void {
    if (!query) return;
    this.times.push(timeMs);
    const sorted = [...this.times].sort((a, b) => a - b);
    const median = sorted[sorted.length >> 1] ?? 0;
    this.show('fact-search', `${formatTime(timeMs, LANGUAGE)} ms`);
    this.show('fact-median', `trung vị ${this.times.length} lần: ${formatTime(median, LANGUAGE)} ms`);
  }

  /** Everything that this page loaded, as it came over the wire. */
  private downloads(documents: number, tokens: number, bytes: number): void {
    const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const transferred = loaded.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    const count = (value: number): string => formatNumber(value, LANGUAGE);
    if (transferred) this.show('fact-bytes', `${count(transferred / 1000)} KB`);
    this.show('fact-index', `nén brotli: ${count(this.compressed / 1000)} KB; trong đó chỉ mục của ${count(documents)} bài (${count(tokens)} tiếng): ${count(bytes / 1000)} KB chưa nén`);
  }
}

/** The name of the policy that the page was asked for under. */
export function policy(): string {
  return /\/csp\/([\w-]+)\//.exec(location.pathname)?.[1] ?? '';
}
