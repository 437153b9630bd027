/**
 * Why something failed. Codes are stable; messages are for people and may change.
 *
 * - `NETWORK`: a file did not arrive.
 * - `NOT_FOUND`: the server answered, but not with the file.
 * - `BAD_INDEX`: the index is damaged.
 * - `VERSION`: the index was made for another version of the engine.
 * - `CSP_WASM`: this page may not run WebAssembly.
 * - `BAD_OPTIONS`: options of another shape than documented.
 * - `ABORTED`: the caller's signal said stop.
 * - `INTERNAL`: a defect of ours.
 */
export type KhongdauErrorCode =
  'NETWORK' | 'NOT_FOUND' | 'BAD_INDEX' | 'VERSION' | 'CSP_WASM' | 'BAD_OPTIONS' | 'ABORTED' | 'INTERNAL';

/** Every error that the client throws. Test `code`, never the message. */
export class KhongdauError extends Error {
  readonly code: KhongdauErrorCode;
  /** What was caught, when this error explains another. */
  readonly cause: unknown;

  constructor(code: KhongdauErrorCode, message: string, cause?: unknown) {
    super(message);
    this.name = 'KhongdauError';
    this.code = code;
    this.cause = cause;
  }

  /**
   * `thrown` as a `KhongdauError`; errors of the engine keep their code, and so do those of another
   * script of ours, whose class is another one.
   */
  static from(thrown: unknown): KhongdauError {
    if (thrown instanceof KhongdauError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new KhongdauError(knownCode(thrown) ?? 'INTERNAL', message, thrown);
  }
}

const CODES_OF_ENGINE: readonly unknown[] = ['BAD_INDEX', 'VERSION', 'NOT_FOUND', 'BAD_OPTIONS'] satisfies KhongdauErrorCode[];

function knownCode(thrown: unknown): KhongdauErrorCode | undefined {
  const { code, name } = (thrown ?? {}) as { code?: unknown; name?: unknown };
  return name === 'KhongdauError' || CODES_OF_ENGINE.includes(code) ? (code as KhongdauErrorCode) : undefined;
}
