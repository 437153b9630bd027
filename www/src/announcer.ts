/** What screen readers are told, once typing has stopped. */
import { make } from './dom.ts';

/** So long after the last letter, in ms. */
const PAUSE = 1200;

export class Announcer {
  readonly node = make('div', { part: 'status' });
  /** Two, in turns: the same sentence twice in one region is read once. */
  private readonly regions = [0, 1].map(() => make('div', { role: 'status', 'aria-live': 'polite' }));
  private turn = 0;
  private waiting = 0;

  constructor() {
    this.node.append(...this.regions);
  }

  /** Says a sentence, in place of what was to be said. */
  say(sentence: string, pause = PAUSE): void {
    this.stop();
    if (!sentence) return this.put('');
    this.waiting = setTimeout(() => this.put(sentence), pause);
  }

  stop(): void {
    clearTimeout(this.waiting);
  }

  private put(sentence: string): void {
    this.turn = 1 - this.turn;
    this.regions.forEach((region, at) => (region.textContent = at === this.turn ? sentence : ''));
  }
}
