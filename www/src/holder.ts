/** The engine of one element: loaded when it is first asked for, given back when it is left. */
import type { SearchEngine } from './client.ts';
import type { Shell } from './shell.ts';

/** Who wants to know. */
export interface Owner {
  ready(engine: SearchEngine, loadMs: number): void;
  refused(error: unknown): void;
}

export class Holder {
  private readonly shell: Shell;
  private readonly owner: Owner;
  private opening: Promise<SearchEngine> | undefined;

  constructor(shell: Shell, owner: Owner) {
    this.shell = shell;
    this.owner = owner;
  }

  get(): Promise<SearchEngine> {
    const { given } = this.shell;
    this.opening ??= given ? Promise.resolve(given) : this.open();
    return this.opening;
  }

  /** The next question loads it again. */
  release(): void {
    if (!this.shell.given) this.opening?.then((engine) => engine.close()).catch(() => {});
    this.opening = undefined;
  }

  private open(): Promise<SearchEngine> {
    const start = performance.now();
    const { src, runtime } = this.shell.element;
    const folders = src.split(',').map((folder) => folder.trim()).filter(Boolean);
    const opening: Promise<SearchEngine> = this.shell.open({ ...(src && { src: folders.length > 1 ? folders : src }), runtime }).then(
      (engine) => {
        // Another one was wanted meanwhile.
        if (this.opening !== opening) engine.close();
        else this.owner.ready(engine, performance.now() - start);
        return engine;
      },
      (error) => {
        if (this.opening === opening) {
          this.opening = undefined;
          this.owner.refused(error);
        }
        throw error;
      },
    );
    return opening;
  }
}
